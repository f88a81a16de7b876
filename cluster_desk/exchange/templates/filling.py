"""Templates of the data file: taken in with what their places mean, and filled for whomever they are made for."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import file_name, whole_file
from cluster_desk.core.language import _, n_
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.fields import with_parts
from cluster_desk.core.records.office_papers import Issuer
from cluster_desk.core.records.templates import ForWhom, Kept, Repeated, Template, TemplatePlace, TemplateRow
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates.document import Filling, Words, fill
from cluster_desk.exchange.templates.facts import Facts, Subject, common_facts, rows_for, subjects
from cluster_desk.exchange.templates.fields import get_field
from cluster_desk.exchange.templates.issuers import issuer_facts
from cluster_desk.exchange.templates.places import Place, TemplateDocument, read_template
from cluster_desk.exchange.templates.together import fill_together
from cluster_desk.exchange.templates.understanding import Understanding
from cluster_desk.exchange.templates.words import SPACE, Writer

LARGEST = 10 * 2**20
"""Bytes of a template: it lies in the data file, which fits on a stick."""
ENDING = ".docx"


def described(understanding: Understanding, name: str) -> Template:
    """A template with what its places are understood to mean; not stored yet."""
    template = blank_template(name, understanding.whom, understanding.document)
    template.places = [
        TemplatePlace(
            number=one.place.number,
            words=one.place.title,
            told=bool(one.readings) or _goes(one.place, understanding),
            pieces=[piece.again() for piece in one.readings[0].pieces] if one.readings else [],
        )
        for one in understanding.places
    ]
    template.rows = [
        TemplateRow(number=one.rows.number, words=one.rows.words[:200], repeated=one.repeated)
        for one in understanding.rows
    ]
    return template


def _goes(place: Place, understanding: Understanding) -> bool:
    """Whether a place stands in a further example of rows that are repeated: nothing is to be told of it."""
    repeated = any(one.rows.number == place.row and one.repeated is not Repeated.ONCE for one in understanding.rows)
    return place.example and repeated


def blank_template(name: str, whom: ForWhom, document: TemplateDocument) -> Template:
    """A template of a paper, nothing told of its places yet."""
    return Template(
        name=name,
        whom=whom,
        file_words=f"{name} *",
        file_name=document.name,
        size=len(document.content),
        digest=hashlib.sha256(document.content).hexdigest(),
    )


def copy_of(template: Template, name: str) -> Template:
    """A further template with the same paper and places, not stored yet: all its records are new ones."""
    copy = template.copy()
    copy.name = name
    for record in with_parts(copy):
        record.id, record.uuid = None, str(uuid.uuid4())
    return copy


def check_size(name: str, content: bytes) -> None:
    """Raise UserError where a paper is too large to be kept in the data file."""
    if len(content) > LARGEST:
        raise UserError(
            _("“%(name)s” is too large for a template: it may have %(most)d MB.")
            % {"name": name, "most": LARGEST // 2**20},
            do=_("Make the pictures in it smaller: in Word, “Compress pictures”."),
        )


def document_of(read: Reader, template: Template) -> TemplateDocument:
    """The paper of a stored template. Raises UserError where its bytes are gone."""
    content = read_content(read, template.digest)
    if content is None:
        raise UserError(
            _("The paper of the template “%s” is not in the data file.") % template.name,
            do=_("Take it in again, or look for it in an older copy of the file."),
        )
    return read_template(content, template.file_name or f"{template.name}{ENDING}")


def gone_fields(template: Template) -> list[str]:
    """The codes of fields that a template tells and this program does not have."""
    codes = (piece.field for place in template.places for piece in place.pieces if piece.field)
    return list(dict.fromkeys(code for code in codes if get_field(code) is None))


@dataclass
class Paper:
    """A filled paper: for whom, its bytes, what was missing in the data."""

    subject: Subject
    name: str
    content: bytes
    missing: tuple[str, ...]


Made = Callable[[Paper], object]


@dataclass
class Told:
    """What is told when papers are made: the paper's day and №, texts asked for, a list from Excel, whose order."""

    facts: dict[str, object] = field(default_factory=dict)
    listed: Sequence[Facts] = ()
    issuer: Issuer = Issuer.SCHOOL


class TemplateFiller:
    """Fills one template, again and again."""

    def __init__(self, read: Reader, template: Template, told: Told | None = None) -> None:
        gone = gone_fields(template)
        if gone:
            raise UserError(
                _("The template “%(name)s” tells what this program does not know: %(fields)s.")
                % {"name": template.name, "fields": ", ".join(gone)},
                do=_("Say anew what stands in these places, or use a newer version of the program."),
            )
        self._read, self.template, self.told = read, template, told or Told()
        self.document = document_of(read, template)
        self.writer = Writer.of(read)
        common = common_facts(read)
        self._common = {**common, **issuer_facts(read, self.told.issuer, common), **self.told.facts}
        self._places = {one.number: one for one in template.places}
        self._rows = {one.number: one for one in template.rows}

    def subjects(self) -> list[Subject]:
        """Everybody whom a paper may be made for."""
        if self.template.whom is ForWhom.PARTICIPANT:
            return [_listed(number, facts) for number, facts in enumerate(self.told.listed, 1)]
        return subjects(self._read, self.template.whom)

    def sender(self) -> str:
        """Who sends: the support school, else the cluster; "" where neither is known."""
        return str(self._common.get("school.short") or self._common.get("cluster.name") or "")

    def filling(self, subject: Subject) -> Filling:
        """What the places become for somebody."""
        facts = {**self._common, **subject.facts}
        words: dict[int, str | None] = {}
        dropped: set[int] = set()
        for place in self.document.places:
            told = self._places.get(place.number)
            if told is None or self._row_of(place) is not Repeated.ONCE:
                continue
            if not subject.keeps(told.kept):
                dropped.add(place.number)
            elif told.told or told.kept is not Kept.ALWAYS:
                words[place.number] = self._words(place, told, facts)
        rows = {
            one.number: [
                self._row_words(one.number, {**facts, **row})
                for row in rows_for(self._read, self._row(one.number), subject, self.told.listed)
            ]
            for one in self.document.rows
            if self._row(one.number) is not Repeated.ONCE
        }
        return Filling(words, frozenset(dropped), rows)

    def _row(self, number: int) -> Repeated:
        told = self._rows.get(number)
        return told.repeated if told else Repeated.ONCE

    def _row_of(self, place: Place) -> Repeated:
        return self._row(place.row) if place.row is not None else Repeated.ONCE

    def _row_words(self, number: int, facts: Facts) -> Words:
        words: dict[int, str | None] = {}
        for place in self.document.places:
            told = self._places.get(place.number)
            if place.row == number and not place.example and told and told.told:
                words[place.number] = self._words(place, told, facts)
        return words

    def _words(self, place: Place, told: TemplatePlace, facts: Facts) -> str | None:
        """What a place becomes; None for words that stay. Words that stay are written as the paper has them."""
        if not told.pieces:
            return None
        written = self.writer.written(told.pieces, facts)
        result = "".join(words if piece.field else _as_in(place, piece.words) for piece, words in written)
        return result[:-1] if result.endswith(".") and place.after.startswith(".") else result

    def paper(self, subject: Subject, number: int = 1) -> Paper:
        """The paper for somebody."""
        self.writer.missing.clear()
        content = fill(self.document, self.filling(subject))
        return Paper(subject, self.file_name(subject, number), content, tuple(self.writer.missing))

    def file_name(self, subject: Subject, number: int) -> str:
        """The name of the file of a paper, by the template's pattern."""
        pattern = self.template.file_words or f"{self.template.name} *"
        words = pattern.replace("*", subject.title) if "*" in pattern else f"{pattern} {subject.title}"
        return file_name(words.strip(), ENDING) or f"{number}{ENDING}"

    def papers(self, chosen: Sequence[Subject], progress: Progress = SILENT) -> Iterator[Paper]:
        """A paper for each. Raises Cancelled when stopped."""
        for number, subject in enumerate(chosen, 1):
            progress.report(number - 1, len(chosen), subject.title)
            yield self.paper(subject, number)

    def together(self, chosen: Sequence[Subject], progress: Progress = SILENT) -> tuple[bytes, tuple[str, ...]]:
        """All papers in one .docx, and what was missing in the data."""
        self.writer.missing.clear()
        fillings = []
        for number, subject in enumerate(chosen):
            progress.report(number, len(chosen), subject.title)
            fillings.append(self.filling(subject))
        return fill_together(self.document, fillings), tuple(self.writer.missing)


def _listed(number: int, facts: Facts) -> Subject:
    title = str(facts.get("list.name") or facts.get("list.org") or next(iter(facts.values()), number))
    return Subject(ForWhom.PARTICIPANT, str(number), title, facts)


def _as_in(place: Place, words: str) -> str:
    """Words that stay, with the spaces that the paper has in them."""
    tokens = words.replace(SPACE, " ")
    pattern = r"\s+".join(map(re.escape, tokens.split()))
    match = re.search(pattern, place.words) if pattern else None
    return tokens.replace(tokens.strip(), match[0]) if match else tokens


def made_folder(path: Path) -> Path:
    """The folder, made where it is missing. Raises UserError when it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("There is no folder “%s”, and it cannot be made.") % path,
            _("Choose another folder."),
            _("Nothing was written."),
        ) from error
    return path


def write_papers(
    filler: TemplateFiller,
    chosen: Sequence[Subject],
    folder: Path,
    progress: Progress = SILENT,
    made: Made = lambda _paper: None,
) -> tuple[list[Path], dict[str, tuple[str, ...]]]:
    """A file for each in a folder, never two under one name; gives the files and what was missing in each.

    `made` is told each paper that was written.
    """
    written: list[Path] = []
    missing: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    made_folder(folder)
    for paper in filler.papers(chosen, progress):
        stem, number = paper.name.removesuffix(ENDING), 2
        name = paper.name
        while fold(name) in taken:
            name, number = f"{stem} ({number}){ENDING}", number + 1
        taken.add(fold(name))
        path = folder / name
        with whole_file(path, ENDING) as file:
            file.write(paper.content)
        written.append(path)
        made(replace(paper, name=name))
        if paper.missing:
            missing[name] = paper.missing
    return written, missing


def missing_words(missing: Mapping[str, Sequence[str]], *, together: bool = False) -> list[str]:
    """What was missing in each paper, a line each; `together`: those that miss the same in one line."""
    same: dict[Sequence[str], list[str]] = {}
    for name, what in missing.items():
        same.setdefault(tuple(what) if together else (*what, name), []).append(name)
    lines = []
    for names in same.values():
        what = missing[names[0]]
        count = n_("%d paper", "%d papers", len(names)) % len(names)
        lines.append(
            n_("%(name)s: a line to write on for %(what)s", "%(name)s: lines to write on for %(what)s", len(what))
            % {"name": names[0] if len(names) == 1 else count, "what": "; ".join(what)}
        )
    return lines
