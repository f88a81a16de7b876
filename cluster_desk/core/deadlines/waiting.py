"""Deadlines that are all the period («в течение года»), and those that wait for something else («по запросу»)."""

from __future__ import annotations

from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import Said, Unit
from cluster_desk.core.deadlines.vocabulary import Is, describes, names_stretch, waits_for

_WHOLE = ("год", "период", "срок", "этап", "время")
_ABOUT_WHOLE = ("весь", "текущий", "календарный", "учебный", "новый", "следующий", "круглый", "с", "т", "у")
_DONE_IN_IT = (
    "реализац",
    "действи",
    "программ",
    "проект",
    "план",
    "соглашен",
    "договор",
    "деятельност",
    "работ",
    "обучен",
)
_SHORT = {"день", "неделя", "месяц", "квартал", "полугодие", "год", "рабочий", "календарный"}
_ENDED = ("окончани", "завершени", "итог", "результат")
_REPEATED = {"месяц": Unit.MONTH, "квартал": Unit.QUARTER, "полугодие": Unit.HALF}


def read_throughout(reader: TokenReader, said: Said) -> bool:
    """«в течение года», «весь учебный год», «постоянно»; «в течение марта» is left for the item that follows."""
    start = reader.at
    if reader.take("постоянно"):
        said.throughout = True
        return True
    reader.skip("в", "на")
    if reader.take("постоянный") and reader.take("основа"):
        said.throughout = True
        return True
    is_year = reader.here.word in ("учебный", "текущий") and reader.next().word == "год"
    if reader.here.word in ("весь", "круглый") or is_year:
        return _whole(reader, said, start)
    if reader.take("течение"):
        return _within(reader, said, start)
    reader.at = start
    return False


def _whole(reader: TokenReader, said: Said, start: int) -> bool:
    reader.skip(*_ABOUT_WHOLE)
    if reader.here.word in _WHOLE and reader.here.word != "этап":
        _take_whole(reader)
        said.throughout = True
        return True
    said.whole_year = reader.here_is(Is.YEAR)
    reader.at = reader.at if said.whole_year else start
    return said.whole_year


def _within(reader: TokenReader, said: Said, start: int) -> bool:
    """After «в течение»."""
    if (
        reader.here_is(Is.NUMBER)
        and reader.next().word in _SHORT - {"квартал", "полугодие"}
        and not _counts_week(reader)
    ):
        reader.at = start
        return False  # a stretch after something else: it waits
    reader.skip(*_ABOUT_WHOLE)
    if reader.here.word in _WHOLE:
        _take_whole(reader)
        said.throughout = True
        return True
    unit = _REPEATED.get(reader.here.word)
    if unit and unit is Unit.MONTH and said.items and said.items[-1].left.unit is Unit.MONTH:
        reader.advance()
        return True  # «сентябрь, в течение месяца»
    if unit:
        reader.advance()
        if reader.here.word in ("после", "с", "до"):
            said.waits = True
            return True
        said.every, said.count = said.every or unit, said.count
        return True
    if reader.here.word == "день" and said.items:
        reader.advance()
        return True  # a time of day
    if reader.here.word in ("день", "неделя") and reader.next().word in ("после", "с"):
        said.waits = True
        return True
    said.whole_year = reader.here_is(Is.YEAR)
    is_known = reader.here_is(Is.MONTH, Is.NUMBER, Is.YEAR, Is.DATE) or reader.here.word in (
        "каждый",
        "зима",
        "весна",
        "лето",
        "осень",
    )
    if not is_known:
        reader.at = start
    return is_known


def _counts_week(reader: TokenReader) -> bool:
    """«1 недели марта» counts; «1 недели после» does not."""
    return reader.next(2).kind is Is.MONTH


def _take_whole(reader: TokenReader) -> None:
    """Go over the year or period and what is done in it: «срока реализации программы»."""
    reader.advance()
    while reader.here_is(Is.STRANGE) and reader.here.word.startswith(_DONE_IN_IT):
        reader.advance()


def read_waiting(reader: TokenReader, said: Said) -> bool:
    """«по запросу», «согласно плану», «при необходимости», «за 10 дней до мероприятия», «дата уточняется»."""
    start = reader.at
    if _waits_by(reader) or _waits_within(reader) or _parse_waits(reader):
        said.waits = True
        return True
    reader.at = start
    return False


def _waits_by(reader: TokenReader) -> bool:
    """«по отдельному графику»: up to four describing words, then what is waited for."""
    if not reader.take("по"):
        return False
    for _word in range(5):
        token = reader.here
        if token.kind is Is.STRANGE and waits_for(token.word):
            reader.advance()
            if token.word.startswith(_ENDED):
                _take_ended(reader)
            return True
        if token.word in ("мере", "согласно", "случай") or (token.word == "конец" and reader.next().kind is Is.STRANGE):
            reader.advance()
            return True
        is_describing = (token.kind is Is.STRANGE and describes(token.word)) or token.word in ("и", *_ABOUT_WHOLE)
        if not is_describing:
            return False
        reader.advance()
    return False


def _take_ended(reader: TokenReader) -> None:
    """Go over what ends: «по окончании учебного года», «по итогам I полугодия»."""
    while reader.here_is(Is.NUMBER, Is.YEAR, Is.MONTH) or reader.here.word in (*_ABOUT_WHOLE, *_SHORT):
        reader.advance()


def _waits_within(reader: TokenReader) -> bool:
    """A number of days before or after something that is no day: «за 10 дней до», «в течение 3 дней»."""
    if reader.take("за", "через") or (reader.take("в") and reader.take("течение")):
        pass
    elif reader.here.word == "не" and reader.next().word == "позднее":
        reader.advance(2)
        reader.take_kind(Is.COMMA)
        reader.take("за")
        if reader.here.word == "чем":
            reader.advance()
        reader.take("за", "через")
    else:
        return False
    reader.take("за")
    if not reader.here_is(Is.NUMBER) or reader.next().word not in _SHORT:
        return False
    reader.advance(2)
    reader.skip("день", "рабочий", "календарный")
    # «за 3 дня до 15 марта» counts from a day: not understood rather than wrong
    counts_from = reader.here.word in ("до", "после", "с") and reader.next().kind in (Is.NUMBER, Is.DATE, Is.YEAR)
    return not counts_from and not reader.here_is(Is.MONTH)


def _parse_waits(reader: TokenReader) -> bool:
    """«согласно …», «при …», «в случае …», «в установленные сроки», «дата уточняется»."""
    reader.skip("в", "на", "дата", "срок", "время", "с")
    if reader.here_is(Is.NUMBER) and reader.next().kind is Is.DASH:
        reader.advance(2)
    if reader.here_is(Is.STRANGE) and names_stretch(reader.here.word):
        reader.advance()
        return reader.take("срок")
    if reader.here.word == "день" and reader.next().kind is Is.STRANGE:
        reader.advance()
        return True
    if reader.here.word in ("согласно", "случай", "уточняется", "указанный", "мере"):
        reader.advance()
        reader.take("срок", "время", "дата")
        return True
    return reader.take("при") and reader.here_is(Is.STRANGE)
