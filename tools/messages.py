"""Join the Russian catalogues (one .po an area) into the one .mo file that the program reads, and check them.

    python tools/messages.py             write the .mo file
    python tools/messages.py --check     say what is missing, unused, or told in two ways; exit 1 if anything is
    python tools/messages.py --missing   print entries to fill in, ready to be pasted into an area's .po file

The code is read by its syntax tree, so that text put together over several lines is found whole, and a text made
while the program runs (an f-string), which no catalogue can hold, is reported.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "cluster_desk"
SOURCES = ROOT / "resources" / "translations" / "ru"
COMPILED = Path("resources/translations/ru/LC_MESSAGES/cluster_desk.mo")
MARKS = {"_": 1, "N_": 1, "n_": 2, "NN_": 2}
"""The functions of core/language.py that take a text, and how many texts each takes."""

PLACEHOLDER = re.compile(r"%\(\w+\)[-+ #0-9.]*[a-zA-Z]|%[-+ #0-9.]*[sdrifg]|\{\w*(?:[!:.\[][^{}]*)?\}")

Texts = tuple[str, ...]
"""One text, or the one and the many of a plural."""


@dataclass
class RussianEntry:
    """A Russian entry: the texts it translates, its words, and the .po file that holds it."""

    texts: Texts
    words: Texts
    file: str


class _Entries(Catalog):
    """A catalogue that also remembers each entry as it was read, since Catalog joins entries of one text silently."""

    def __init__(self) -> None:
        super().__init__(locale="ru", domain="cluster_desk", charset="utf-8", fuzzy=False)
        self.read: list[Message] = []

    def __setitem__(self, key: str | tuple[str, ...] | list[str], message: Message) -> None:
        self.read.append(message)
        super().__setitem__(key, message)


def _as_texts(value: object) -> Texts:
    """The texts of a msgid or msgstr, which Babel gives as one text or as several."""
    if isinstance(value, list | tuple):
        return tuple(str(text or "") for text in value)
    return (str(value or ""),)


def read_russian() -> list[RussianEntry]:
    """Every entry of every area's catalogue, in the order of the files."""
    values = []
    for path in sorted(SOURCES.glob("*.po")):
        entries = _Entries()
        with path.open("rb") as file:
            PoFileParser(entries, abort_invalid=True).parse(file)
        values += [
            RussianEntry(_as_texts(entry.id), () if entry.fuzzy else _as_texts(entry.string), path.name)
            for entry in entries.read
            if entry.id
        ]
    return values


def compile_catalogue(target: Path) -> None:
    """Write all entries that have Russian words into the .mo file `target`; the old one stays until the new is."""
    # Babel would write the hour of compiling into the file; the same sources give the same bytes.
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    catalogue = Catalog("ru", domain="cluster_desk", creation_date=moment, revision_date=moment, fuzzy=False)
    for entry in read_russian():
        if entry.words and all(entry.words):
            plural = len(entry.texts) > 1
            catalogue.add(entry.texts if plural else entry.texts[0], entry.words if plural else entry.words[0])
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)


def _literals(argument: ast.expr) -> Iterator[str | None]:
    """The texts that `argument` may be: None for one put together at run time; nothing for a name or a call."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)
    elif isinstance(argument, ast.JoinedStr | ast.BinOp):
        yield None


def _texts_of_call(call: ast.Call) -> Iterator[Texts | None]:
    """What one call of a mark asks to be translated; None for a text that no catalogue can hold."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    count = MARKS.get(name, 0)
    if not count or len(call.args) < count:
        return
    if count == 1:
        for text in _literals(call.args[0]):
            yield None if text is None else (text,)
        return
    plural = tuple(text for argument in call.args[:count] for text in _literals(argument))
    if None in plural:
        yield None
    elif len(plural) == count:
        yield tuple(text for text in plural if text is not None)


def _calls(path: Path) -> Iterator[ast.Call]:
    """Every call in one file of code."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def read_code() -> tuple[dict[Texts, str], list[str]]:
    """The texts the code shows, each with its first place, and what kept others from being read, a line each."""
    places: dict[Texts, str] = {}
    faults = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        try:
            calls = list(_calls(path))
        except SyntaxError as error:
            faults.append(f"{name}:{error.lineno}: {error.msg}")
            continue
        for call in calls:
            for texts in _texts_of_call(call):
                if texts is None:
                    faults.append(f"{name}:{call.lineno}: a text put together at run time has no translation")
                elif texts[0]:
                    places.setdefault(texts, f"{name}:{call.lineno}")
    return places, faults


def _entries_for(texts: Texts, russian_entries: list[RussianEntry]) -> list[RussianEntry]:
    """The entries with words for `texts`; a text that begins a plural is found by its first form, as gettext does."""
    return [
        entry
        for entry in russian_entries
        if entry.texts[0] == texts[0] and len(entry.texts) >= len(texts) and entry.words and all(entry.words)
    ]


def find_missing(places: dict[Texts, str], russian_entries: list[RussianEntry]) -> dict[Texts, str]:
    """The texts of the code that have no Russian words, each with its place."""
    by_first: dict[str, list[RussianEntry]] = {}
    for entry in russian_entries:
        by_first.setdefault(entry.texts[0], []).append(entry)
    return {texts: place for texts, place in places.items() if not _entries_for(texts, by_first.get(texts[0], []))}


def _faults_of_entries(russian_entries: list[RussianEntry], used: set[str]) -> Iterator[str]:
    """What is wrong with the Russian entries themselves: unused, told in two ways, or with other placeholders."""
    first_stated: dict[str, RussianEntry] = {}
    for entry in russian_entries:
        text = entry.texts[0]
        if text not in used:
            yield f"{entry.file}: unused: {text!r}"
        before = first_stated.setdefault(text, entry)
        if before.words != entry.words:
            yield f"{entry.file}: {text!r} is {entry.words[:1]} here and {before.words[:1]} in {before.file}"
        wanted = sorted(PLACEHOLDER.findall(entry.texts[-1]))
        if any(words and sorted(PLACEHOLDER.findall(words)) != wanted for words in entry.words):
            yield f"{entry.file}: {text!r} has other placeholders in Russian: {entry.words}"
        if len(entry.texts) > 1 and len(entry.words) not in (0, 3):
            yield f"{entry.file}: {text!r} needs three Russian forms (1, 2, 5), has {len(entry.words)}"


def find_faults() -> list[str]:
    """Everything that keeps the Russian screens from being complete and single-minded, a line each."""
    places, faults = read_code()
    russian = read_russian()
    faults += [f"{place}: no Russian for {texts[0]!r}" for texts, place in find_missing(places, russian).items()]
    faults += _faults_of_entries(russian, {texts[0] for texts in places})
    return faults


def entries_to_fill() -> str:
    """The missing entries as .po text, in the order of the code."""
    places, _faults = read_code()
    stubs = Catalog(locale="ru", fuzzy=False)
    for texts, place in find_missing(places, read_russian()).items():
        file, line = place.rsplit(":", 1)
        stubs.add(texts if len(texts) > 1 else texts[0], locations=[(file, int(line))])
    written = io.BytesIO()
    write_po(written, stubs, omit_header=True, width=120)
    return written.getvalue().decode("utf-8")


def main() -> int:
    """Do what the arguments ask; 0, or 1 when the check found something."""
    parser = argparse.ArgumentParser(description="Compile and check the Russian messages.")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="list what is missing, unused or told in two ways")
    task.add_argument("--missing", action="store_true", help="print entries to fill in")
    asked = parser.parse_args()
    if asked.missing:
        print(entries_to_fill(), end="")
        return 0
    if asked.check:
        faults = find_faults()
        print("\n".join(faults) or "Messages: every text has its Russian words.")
        return 1 if faults else 0
    compile_catalogue(ROOT / COMPILED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
