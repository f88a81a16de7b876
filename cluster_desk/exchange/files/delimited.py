"""Tables as plain text (.csv, .tsv, .txt): the letters' encoding and the sign between cells are told by the text.

Excel saves "CSV" in the encoding and with the sign of its computer's region: Windows-1251 and semicolons here,
UTF-8 or UTF-16 elsewhere; old programs wrote KOI8-R and the encoding of DOS.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter as Tally
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.packages import too_large
from cluster_desk.exchange.files.sheets import MAX_COLUMNS, Counter, Sheet, SheetCell, blocks_of
from cluster_desk.exchange.layout.grids import Content

MAX_FILE = 4 * 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_COMMON = frozenset("оеаинтсрвлкмдпу")
_SEPARATORS = (";", "\t", ",", "|")
_LOOKED_AT = 20_000
"""How many signs tell the encoding and the separator."""
_FEW = 2


def read_delimited(file: BinaryIO, path: Path, progress: Progress = SILENT) -> Content | None:
    """The paragraphs and the table of a text, or None where it is no table; raises UserError for one too large."""
    content = file.read(MAX_FILE + 1)
    text = _decoded(content[:MAX_FILE])
    if text is None or (separator := _separator(text)) is None:
        return None
    if len(content) > MAX_FILE:
        raise too_large(path.name)
    progress.report(0, 1)
    sheet, counter = Sheet(""), Counter(path.name, progress)
    for number, cells in enumerate(_rows(text, separator)):
        counter.count()
        for column, words in enumerate(cells[:MAX_COLUMNS]):
            counter.count(words)
            sheet.put(number, column, SheetCell(words))
    return Content(path.name, "csv", blocks_of([sheet], path.name))


def _decoded(content: bytes) -> str | None:
    """The text in the encoding that fits it; None for what is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _within(content, encoding)
    if b"\0" in content[:_LOOKED_AT]:
        even, odd = content[:_LOOKED_AT:2].count(0), content[1:_LOOKED_AT:2].count(0)
        text = _within(content, "utf-16-le" if odd >= even else "utf-16-be")
    else:
        text = (
            _within(content, "utf-8", strict=True)
            or _glued(content)
            or _within(content, _likeliest(content[:_LOOKED_AT]))
        )
    if text is None or any(ord(sign) < 32 and sign not in "\t\n\r\f\v\x1a" for sign in text[:_LOOKED_AT]):
        return None
    return text


def _within(content: bytes, encoding: str, strict: bool = False) -> str | None:
    try:
        return content.decode(encoding, "strict" if strict else "replace").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        # Cut at the limit in the middle of a letter, the text is still that encoding's.
        return content[: error.start].decode(encoding) if error.start > MAX_FILE - 4 else None


def _glued(content: bytes) -> str | None:
    """The text of a file put together from UTF-8 and Windows-1251, line by line; None where few lines are UTF-8."""
    lines, kept = [], 0
    for line in content.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
            kept += 1 if not line.isascii() else 0
        except UnicodeDecodeError:
            lines.append(line.decode("cp1251", "replace"))
    other = sum(not line.isascii() for line in lines) - kept
    return "".join(lines).lstrip("\ufeff") if kept > other else None


def _likeliest(content: bytes) -> str:
    """The Cyrillic encoding in which the text has most of the commonest small letters."""
    return max(_CYRILLIC, key=lambda encoding: _likeness(content.decode(encoding, "replace")))


def _likeness(text: str) -> int:
    """How much a text looks Russian: common small letters for it, capitals inside words and frames against it."""
    common = sum(sign in _COMMON for sign in text)
    inside = sum(before.islower() and sign.isupper() for before, sign in pairwise(text))
    return common - 3 * inside - 3 * sum("\u2500" <= sign <= "\u25ff" for sign in text)


def _separator(text: str) -> str | None:
    """The sign between cells: the one that parts most rows into equally many; None where none does."""
    best, score = None, 0
    for separator in _SEPARATORS:
        rows = _rows(text[:_LOOKED_AT], separator)
        widths = [len(cells) for cells in rows if any(cell.strip() for cell in cells)]
        if len(text) > _LOOKED_AT:
            widths = widths[:-1]
        width, times = max(Tally(widths).items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
        if width > 1 and times >= _FEW and times * 2 >= len(widths) and times * (width - 1) > score:
            best, score = separator, times * (width - 1)
    return best


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    """The rows of cells. Quotation marks hold a cell that has one at both its ends, else they are words as typed."""
    sign = re.escape(separator)
    cell = re.compile(rf'(?:"((?:[^"]|"")*+)"(?=[{sign}\r\n]|\Z)|([^{sign}\r\n]*))({sign}|\r\n|\r|\n|\Z)')
    counts = Tally(line.count(separator) for line in text[:_LOOKED_AT].splitlines())
    wide = max((count for count in counts if count), key=lambda count: counts[count], default=1)
    row: list[str] = []
    place = 0
    while match := cell.match(text, place):
        words, typed, end = match.groups()
        if words is not None and _holds_rows(words, separator, wide):
            ends = re.compile(rf"[{sign}\r\n]|\Z").search(text, place)
            assert ends is not None
            words, typed, place = None, text[place : ends.start()], ends.start()
            end = "\r\n" if text.startswith("\r\n", place) else text[place : place + 1]
            place += len(end)
        else:
            place = match.end()
        row.append(typed if words is None else words.replace('""', '"').replace("\r\n", "\n"))
        if end != separator:
            if end or row != [""]:
                yield row
            row = []
        if not end:
            return


def _holds_rows(words: str, separator: str, wide: int) -> bool:
    """Whether words between quotation marks hold whole rows: then two marks that nobody closed met."""
    return any(line.count(separator) >= wide for line in re.split(r"\r\n|\r|\n", words)[1:-1])
