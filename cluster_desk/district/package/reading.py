"""A package read with suspicion: nothing of it is unpacked to disk, no row is taken that does not fit its fact.

Whatever is wrong is told as a sentence; the rows come one after another, so that memory stays flat.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, NoReturn

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.held_files import open_shared
from cluster_desk.core.language import _
from cluster_desk.core.normalize import normalize
from cluster_desk.core.records.fields import Kind
from cluster_desk.district import facts
from cluster_desk.district.package.delivering import ClusterHead
from cluster_desk.district.package.writing import FORMAT, FORMAT_VERSION, MANIFEST

_MOST_PACKED, _MOST_UNPACKED = 256 << 20, 2 << 30
_LONGEST_LINE, _LONGEST_MANIFEST = 64 << 10, 256 << 10
_LONGEST_PERIOD = 366 * 3
_BUFFER = 64 << 10
_Place = tuple[int, facts.Column, Callable[[facts.Column, Any], str], Callable[[Any], Any] | None]
"""Where a column stands in the rows of a file, what checks its values, what makes of them what is stored."""
_KEY = re.compile(r"[0-9a-fA-F-]{8,64}")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, RecursionError,
           UnicodeDecodeError, KeyError, OverflowError)  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """What a package says of itself."""

    cluster: ClusterHead
    made: dt.datetime
    first: dt.date
    last: dt.date
    as_of: dt.date
    undated: int
    named: int
    totals: dict[str, int | None]
    counts: dict[str, int]
    digests: dict[str, str]

    @property
    def digest(self) -> str:
        """What the facts are known by: the same for the same facts of the same days."""
        parts = [self.cluster.key, self.first.isoformat(), self.last.isoformat(), self.as_of.isoformat()]
        parts += [f"{name}:{self.digests[name]}" for name in sorted(self.digests)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Package:
    """An open package. Raises UserError wherever it is not what it should be."""

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, shown(path.name)
        try:
            self.size = path.stat().st_size
            if self.size > _MOST_PACKED:
                self._refuse(_("it is larger than any report"))
            with self._told():
                with open_shared(path):  # what is no file, a pipe, is not waited for
                    self._archive = zipfile.ZipFile(path)
                self._names = self._checked_names()
        except FileNotFoundError as error:
            raise UserError(_("There is no file “%s”.") % self.name) from error
        except OSError as error:
            raise UserError(_("The file “%s” cannot be read.") % self.name, do=_("Copy it once more.")) from error
        try:
            with self._told():
                self.manifest = self._read_manifest()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        self._archive.close()

    def rows(self, fact: facts.Fact) -> Iterator[tuple[Any, ...]]:
        """The rows of a fact, each checked, in the order of its columns; days as dates."""
        digest, number = hashlib.sha256(), 0
        # A buffer around it: the archive's own reading of a line costs more than the line.
        with self._told(), io.BufferedReader(self._archive.open(f"{fact.name}.jsonl"), _BUFFER) as file:  # type: ignore[type-var]
            order = self._order(fact, self._line(file, digest))
            while line := self._line(file, digest):
                number += 1
                if number > fact.most:
                    self._refuse(_("too many rows of “%s”") % fact.name)
                yield self._row(fact, order, line, number)
        if number != self.manifest.counts[fact.name] or digest.hexdigest() != self.manifest.digests[fact.name]:
            self._refuse(_("“%s” is not what the package itself tells of it") % fact.name)

    def _checked_names(self) -> set[str]:
        """The names in the archive: those of the facts alone, each once, not larger than can be."""
        entries = self._archive.infolist()
        names = [one.filename for one in entries]
        wanted = {MANIFEST, *(f"{fact.name}.jsonl" for fact in facts.FACTS)}
        if set(names) != wanted or len(names) != len(wanted):
            self._refuse(_("it holds other files than a report does"))
        if sum(one.file_size for one in entries) > _MOST_UNPACKED:
            self._refuse(_("unpacked it would be larger than any report"))
        return set(names)

    def _line(self, file: Any, digest: Any) -> bytes:
        line: bytes = file.readline(_LONGEST_LINE + 1)
        if len(line) > _LONGEST_LINE:
            self._refuse(_("a line is longer than any fact"))
        digest.update(line)
        return line

    def _order(self, fact: facts.Fact, line: bytes) -> list[_Place]:
        """Where each column stands in the rows of the file; columns that nobody knows are told."""
        names = _json(line)
        if not isinstance(names, list) or len(set(map(str, names))) != len(names):
            self._refuse(_("“%s” has no names of columns") % fact.name)
        missing = [name for name in fact.names if name not in names]
        unknown = [str(name) for name in names if name not in fact.names]
        if missing or unknown:
            self._refuse(_("“%(fact)s” has other columns: %(names)s") % {
                "fact": fact.name, "names": ", ".join(missing + unknown)[:200]})  # fmt: skip
        return [(names.index(column.name), column, column.check, _STORED.get(column.kind)) for column in fact.columns]

    def _row(self, fact: facts.Fact, order: list[_Place], line: bytes, number: int) -> tuple[Any, ...]:
        values = _json(line)
        if not isinstance(values, list) or len(values) != len(order):
            self._refuse(_("row %(row)d of “%(fact)s” is no row") % {"row": number, "fact": fact.name})
        row = []
        for at, column, check, stored in order:
            value = values[at]
            problem = column.problem(value) if value is None else check(column, value)
            if problem:
                where = {"row": number, "fact": fact.name, "column": column.name, "problem": problem_words(problem)}
                self._refuse(_("row %(row)d of “%(fact)s”, “%(column)s”: %(problem)s") % where)
            row.append(stored(value) if stored and value else value)
        return tuple(row)

    def _read_manifest(self) -> Manifest:
        with self._archive.open(MANIFEST) as file:
            text = file.read(_LONGEST_MANIFEST + 1)
        if len(text) > _LONGEST_MANIFEST:
            self._refuse(_("what it tells of itself is too long"))
        told = _json(text)
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            self._refuse(_("it is no report of Cluster Desk"))
        if told.get("version") != FORMAT_VERSION:
            raise UserError(
                _("The report “%(name)s” was made by a newer program (format %(version)s).")
                % {"name": self.name, "version": str(told.get("version"))[:20]},
                do=_("Update Cluster Desk here, or ask the office to make the report with the version used here."),
                kept=_("Nothing of it was loaded."),
            )
        return self._manifest_of(told)

    def _manifest_of(self, told: dict[str, Any]) -> Manifest:
        facts_told = told["facts"]
        counts = {fact.name: _number(facts_told[fact.name]["rows"]) for fact in facts.FACTS}
        digests = {fact.name: str(facts_told[fact.name]["sha256"])[:64] for fact in facts.FACTS}
        first, last, as_of = (dt.date.fromisoformat(str(told[key])) for key in ("from", "to", "as_of"))
        if not first <= as_of <= last or (last - first).days > _LONGEST_PERIOD:
            self._refuse(_("its days are none of a period"))
        totals = {name: _number(told["totals"][name]) for name in facts.TOTALS}
        made = dt.datetime.strptime(str(told["made"]), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
        undated, named = _number(told["undated_events"]), _number(told["names_taken_out"])
        return Manifest(
            self._cluster_of(told["cluster"]), made, first, last, as_of, undated, named, {**totals}, counts, digests
        )

    def _cluster_of(self, told: Any) -> ClusterHead:
        if not isinstance(told, dict):
            self._refuse(_("it does not tell whose report it is"))
        text = facts.Column("cluster", facts.Kind.TEXT, "")
        values = {each.name: told.get(each.name, "") for each in fields(ClusterHead)}
        wrong = [name for name, value in values.items() if text.problem(value)]
        head = ClusterHead(**{name: normalize(str(value), Kind.TEXT) for name, value in values.items()})
        if wrong or not _KEY.fullmatch(head.key) or not head.name:
            self._refuse(_("it does not tell whose report it is"))
        return head

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have whatever a broken package raises told as a sentence."""
        try:
            yield
        except _BROKEN as error:
            try:
                self._refuse(_("it is damaged, or no report at all"))
            except UserError as told:
                raise told from error

    def _refuse(self, why: str) -> NoReturn:
        raise UserError(
            _("The report “%(name)s” was not loaded: %(why)s.") % {"name": self.name, "why": why},
            do=_("Ask the office to make the report once more and send the file as it is."),
            kept=_("Nothing of it was loaded."),
        )


def problem_words(problem: str) -> str:
    """What is wrong with a value, in the user's language."""
    return {
        "empty": _("nothing stands where something must"),
        "no text": _("no text"),
        "too long": _("too long"),
        "signs": _("signs that are no text"),
        "unknown code": _("an unknown code"),
        "no number": _("no number that can be"),
        "no day": _("no day that can be"),
        "no flag": _("neither yes nor no"),
    }[problem]


def _number(value: Any) -> int:
    """A whole number that can be. Raises ValueError."""
    if type(value) is not int or not 0 <= value <= facts.MOST:
        raise ValueError("no number")
    return value


def _refuse_constant(_constant: str) -> NoReturn:
    raise ValueError("no number")


def _seen(text: str) -> str:
    """A text as every text is stored: an office's own is so already, another's may hold signs that nobody sees."""
    return text if text.isprintable() else normalize(text, Kind.TEXT)


_STORED: dict[facts.Kind, Callable[[Any], Any]] = {facts.Kind.DAY: dt.date.fromisoformat, facts.Kind.TEXT: _seen}
_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _json(text: bytes) -> Any:
    """JSON without what JSON does not know. Raises ValueError."""
    return _DECODER.decode(text.decode("utf-8"))


def file_digest(path: Path) -> str:
    """The digest of the file's bytes."""
    digest = hashlib.sha256()
    with open_shared(path) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
