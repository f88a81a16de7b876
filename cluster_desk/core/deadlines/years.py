"""Years as deadlines name them: «2026 г.», «2026-2027 учебный год», «26/27 уч. г.»."""

from __future__ import annotations

from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import Year
from cluster_desk.core.deadlines.vocabulary import Is


def read_years(reader: TokenReader) -> list[Year]:
    """«2026 г.», «2026-2027 учебный год», «2026, 2027 годы», «26 года»; [] when none, with nothing read."""
    first = reader.here
    if first.kind is Is.NUMBER and len(first.mark) == 2 and first.mark.isdigit() and is_year_word(reader, 1):
        reader.advance(2)
        return [Year(2000 + first.number)]
    if first.kind is not Is.YEAR:
        return school_year_in_short(reader)
    reader.advance()
    second = _second_year(reader, first.year)
    if second and _takes_school_year(reader):
        return [Year(first.year, school=True)] if second == first.year + 1 else []
    if second and reader.tokens[reader.at - 2].mark == "/":
        reader.take("год")
        return [Year(first.year, school=True)] if second == first.year + 1 else []
    if not second and reader.here.word == "учебный":
        return []
    reader.take("год")
    last = second or first.year
    advance = 1 if last >= first.year else -1
    return [Year(year) for year in range(first.year, last + advance, advance)] if abs(last - first.year) < 20 else []


def school_year_in_short(reader: TokenReader) -> list[Year]:
    """«26/27 уч. год»; [] with nothing read where none stands here."""
    first, link, second = (reader.next(ahead) for ahead in range(3))
    is_linked = (link.kind is Is.DASH or link.mark == "/") and second.kind is first.kind is Is.NUMBER
    if not is_linked or second.number != first.number + 1 or not (first.mark.isdigit() and second.mark.isdigit()):
        return []
    if reader.next(3).word != "учебный" or not is_year_word(reader, 4):
        return []
    reader.advance(5)
    return [Year(2000 + first.number, school=True)]


def is_year_word(reader: TokenReader, ahead: int) -> bool:
    """Whether «год», «г.» stands further on."""
    return reader.next(ahead).word == "год"


def _second_year(reader: TokenReader, first: int) -> int:
    """«-2027», «/27» after a year; 0 with nothing read when there is none."""
    start = reader.at
    reader.take("год")
    is_linked = reader.here_is(Is.DASH) or reader.here.mark == "/"
    second = reader.next()
    is_next = second.kind is Is.NUMBER and second.mark == f"{(first + 1) % 100:02}"
    short = is_next and (reader.here.mark == "/" or reader.next(2).word == "учебный")
    if is_linked and (second.kind is Is.YEAR or short):
        reader.advance(2)
        return first + 1 if short else second.year
    reader.at = start
    return 0


def _takes_school_year(reader: TokenReader) -> bool:
    if reader.here.word != "учебный":
        return False
    reader.advance()
    reader.take("год")
    return True
