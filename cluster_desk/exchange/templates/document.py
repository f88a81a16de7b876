"""A paper made of a template: its places replaced in the bytes of its parts, everything else as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import Package
from cluster_desk.exchange.templates.markup import Edit, Element, Markup, tag, text_content
from cluster_desk.exchange.templates.places import (
    Place,
    RepeatedRows,
    RunText,
    TemplateDocument,
    is_yellow,
)

Words = Mapping[int, str | None]
"""By the number of a place what stands in it from now on; None: its own words, no longer marked."""
_ONCE = regex(rb" w14:(?:paraId|textId)=\"[^\"]*\"|<w:bookmark(?:Start|End)\b[^>]*/>")
"""What may stand in a document only once, so it is left out of a row's further copies."""
_PACKED_WELL = 0.9


@dataclass(frozen=True)
class Filling:
    """What a paper's places become; a place that is not named here stays yellow, to be written by hand.

    `dropped` places go with their paragraph; `rows` tells for each repeated rows the words of every copy.
    """

    words: Words
    dropped: frozenset[int] = frozenset()
    rows: Mapping[int, Sequence[Words]] = field(default_factory=dict)


def fill(document: TemplateDocument, filling: Filling) -> bytes:
    """The paper as .docx."""
    return repacked(document, {name: _filled(document, part, filling) for name, part in document.parts.items()})


def _filled(document: TemplateDocument, part: Markup, filling: Filling) -> bytes:
    return part.edited(edits_of(document, part, filling))


def edits_of(document: TemplateDocument, part: Markup, filling: Filling) -> list[Edit]:
    """What a filling changes in the bytes of a part."""
    edits: list[Edit] = []
    for place in document.places:
        if place.part == part.name and place.row is None:
            edits += _of_place(part, place, filling.words, filling.dropped)
    for rows in document.rows:
        if rows.part == part.name and rows.number in filling.rows:
            edits.append(_of_rows(document, part, rows, filling.rows[rows.number]))
        elif rows.part == part.name:
            for place in [one for one in document.places if one.row == rows.number]:
                edits += _of_place(part, place, filling.words, filling.dropped)
    return edits


def _of_rows(document: TemplateDocument, part: Markup, rows: RepeatedRows, copies: Sequence[Words]) -> Edit:
    places = document.rows_places(rows)
    pieces: list[bytes] = []
    for n, words in enumerate(copies or [dict.fromkeys((place.number for place in places), "")]):
        edits = [edit for place in places for edit in _of_place(part, place, words, frozenset())]
        for row in rows.patterns:
            inside = [edit for edit in edits if row.start <= edit[0] < row.end]
            source = part.edited(inside, row.start, row.end)
            pieces.append(_ONCE.sub(b"", source) if n else source)
    return rows.rows[0].start, rows.rows[-1].end, b"".join(pieces)


def _of_place(part: Markup, place: Place, words: Words, dropped: frozenset[int]) -> Iterator[Edit]:
    for shown in (place, *place.twins):
        if place.number in dropped:
            yield from _left_out(part, shown)
        elif place.number in words:
            value = words[place.number]
            yield from _unmarked(part, shown)
            if value is not None:
                yield from _replaced(shown, value)


def _replaced(place: Place, value: str) -> Iterator[Edit]:
    """The words in the first run that held some, those of all others taken out with their runs."""
    lead = place.words[: len(place.words) - len(place.words.lstrip())]
    trail = place.words[len(place.words.rstrip()) :] if place.words.strip() else ""
    holder = next((run for run in place.runs if run.yellow and run.text.strip()), None)
    holder = holder or next((run for run in place.runs if run.texts), None)
    for run in place.runs:
        if run is holder:
            first, *others = run.texts
            yield first.start, first.end, text_content(first, f"{lead}{value}{trail}")
            yield from ((one.start, one.end, b"") for one in others)
        else:
            yield from _without_words(run)
    marks = {mark: None for run in place.runs for mark in run.field}
    for mark in marks:
        if mark.name == "w:fldSimple":
            yield mark.start, mark.body, b""
            yield mark.stop, mark.end, b""
        elif holder is None and mark.name == "w:instrText":
            yield mark.start, mark.end, text_content(mark, value)
            holder = place.runs[0]
        else:
            yield mark.start, mark.end, b""


def _without_words(run: RunText) -> Iterator[Edit]:
    kept = ("w:rPr", "w:lastRenderedPageBreak")
    if not run.field and all(one.name in kept or one in run.texts for one in run.run.children):
        yield run.run.start, run.run.end, b""
    else:
        yield from ((one.start, one.end, b"") for one in run.texts)


def _left_out(part: Markup, place: Place) -> Iterator[Edit]:
    """The place is gone: with its paragraph where that holds nothing else and is not the only one of its cell."""
    paragraph = place.paragraph.element
    properties = paragraph.child("w:pPr")
    beside = [one for one in paragraph.parent.children if one.name == "w:p"] if paragraph.parent else []
    ends_section = properties is not None and properties.child("w:sectPr") is not None
    if place.whole and len(beside) > 1 and not ends_section:
        yield paragraph.start, paragraph.end, b""
        return
    yield from _unmarked(part, place)
    for run in place.runs:
        yield from _without_words(run)
    if place.before.endswith(" ") and (not place.after or place.after[0] in " .,;:)"):
        before = [run for run in place.paragraph.runs if run.text and run.run.end <= place.runs[0].run.start]
        last = before[-1].texts[-1] if before and before[-1].texts else None
        if last is not None and part.data[last.stop - 1 : last.stop] == b" ":
            yield last.stop - 1, last.stop, b""


def _unmarked(part: Markup, place: Place) -> Iterator[Edit]:
    """The yellow is taken away: the highlighter's, a shading's, a style's."""
    paragraph = place.paragraph.element
    properties = paragraph.child("w:pPr")
    for run in place.runs:
        own = run.run.child("w:rPr")
        marks = list(_yellow_in(own))
        yield from marks
        if run.yellow and not marks and own is not None and own.child("w:rStyle"):
            style = own.child("w:rStyle")
            assert style is not None
            yield style.end, style.end, f'<{tag(style, "highlight")} {tag(style, "val")}="none"/>'.encode()
    if place.whole and properties is not None:
        yield from _yellow_in(properties)
        yield from _yellow_in(properties.child("w:rPr"))
    cell = paragraph.within("w:tc")
    if cell is not None and (place.row is not None or place.whole):
        yield from _yellow_in(cell.child("w:tcPr"))


def _yellow_in(properties: Element | None) -> Iterator[Edit]:
    for one in properties.children if properties else ():
        if (one.name == "w:highlight" and one.attributes.get("val") == "yellow") or (
            one.name == "w:shd" and is_yellow(one.attributes.get("fill", ""))
        ):
            yield one.start, one.end, b""


def repacked(document: TemplateDocument, parts: Mapping[str, bytes], added: Mapping[str, bytes] | None = None) -> bytes:
    """The package with these parts in place of its own, `added` ones behind them; every other part is the same."""
    result = io.BytesIO()
    known = {name.lower().lstrip("/"): content for name, content in parts.items()}
    with (
        Package(io.BytesIO(document.content), document.name) as package,
        zipfile.ZipFile(io.BytesIO(document.content)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.external_attr = entry.external_attr
            packed_well = entry.compress_size > _PACKED_WELL * entry.file_size  # photos: packing them again is idle
            info.compress_type = zipfile.ZIP_STORED if packed_well else zipfile.ZIP_DEFLATED
            if entry.is_dir():
                target.writestr(info, b"")
                continue
            content = known.get(entry.filename.replace("\\", "/").lower().lstrip("/"))
            target.writestr(info, b"".join(package.chunks(entry.filename)) if content is None else content)
        for name, content in (added or {}).items():
            target.writestr(zipfile.ZipInfo(name, source.infolist()[0].date_time), content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
