"""Units as deadlines name them: numbers with what they count, months, years, «начало», «середина», «конец»."""

from __future__ import annotations

from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import IN_MONTH, TERMS_A_YEAR, Edge, Item, Named, Unit, Year
from cluster_desk.core.deadlines.vocabulary import LAST, ORDINAL, ROMAN, Is, Token
from cluster_desk.core.deadlines.years import is_year_word, read_years, school_year_in_short
from cluster_desk.core.russian.dates import CUT, OF

_EDGES = {"начало": Edge.START, "середина": Edge.MIDDLE, "конец": Edge.END}
_DECADE_OF = {Edge.START: 1, Edge.MIDDLE: 2, Edge.END: 3}
_COUNTED = {"декада": Unit.DECADE, "неделя": Unit.WEEK, "половина": Unit.HALF_MONTH}
_SEASONS = {"зима": 1, "весна": 2, "лето": 3, "осень": 4}
_OF_SEASONS = {"зимний": 1, "весенний": 2, "летний": 3, "осенний": 4}
_GREATER = {"квартал": Unit.QUARTER, "четверть": Unit.TERM, "триместр": Unit.TRIMESTER, "полугодие": Unit.HALF}
_THESE = ("текущий", "т", "с", "новый", "календарный", "весь")
_WHICH_MONTH = ("каждый", "текущий", "следующий", "отчетный")
_DECEMBER = 12
"""«Дек.» is a decade too."""
_Numbers = list[tuple[int, int | None]]


def read_named(reader: TokenReader, *, since: bool) -> list[Item]:
    """One unit, or the list of those that share what they count («5, 12 и 19 марта»); [] when there is none."""
    start = reader.at
    reader.skip("в", "на", "весь", "период")
    items = _edges(reader) or _numbered(reader, since=since) or _month_or_day(reader) or _year_or_season(reader)
    if not items:
        reader.at = start
        return []
    reader.take("включительно")
    return _with_year(reader, items)


def _with_year(reader: TokenReader, items: list[Item]) -> list[Item]:
    """The year told after `items`, with a comma or without, is theirs; several years mean each of them."""
    start = reader.at
    if reader.here_is(Is.COMMA) and reader.next().kind is Is.YEAR:
        reader.advance()
    reader.take("в")
    years = read_years(reader) if reader.here_is(Is.YEAR, Is.NUMBER) else []
    if items[0].left.unit is Unit.HALF and len(years) == 2 and years[1].number == years[0].number + 1:
        years = [Year(years[0].number, school=True)]
    if years and items[0].left.year is None:
        while reader.here_is(Is.COMMA) or reader.here.word == "и":
            more_at = reader.at
            reader.advance()
            if not reader.here_is(Is.YEAR) or not (more := read_years(reader)) or _names_more(reader):
                reader.at = more_at
                break
            years += more
        return [_dated(item, year) for year in years for item in items]
    reader.at = start
    return _with_stated_year(reader, items)


def _names_more(reader: TokenReader) -> bool:
    """Whether a year just read is told of what comes after it."""
    return reader.here_is(Is.MONTH, Is.NUMBER)


def _with_stated_year(reader: TokenReader, items: list[Item]) -> list[Item]:
    """«текущего года», «с. г.», «следующего года», «учебного года» after a unit."""
    start = reader.at
    if reader.take("следующий"):
        is_school = reader.take("учебный")
        if reader.take("год"):
            return [_dated(item, Year(0, school=is_school)) for item in items]
        reader.at = start
        return items
    reader.skip("в", *_THESE)
    is_school = reader.take("учебный")
    if not reader.take("год"):
        reader.at = start
        return items
    if is_school:
        return [_of_school_year(item) for item in items]
    return items


def _edges(reader: TokenReader) -> list[Item]:
    """«начало сентября», «начало и конец учебного года», «конец месяца»; not «середина полугодия», whose days vary."""
    begun = reader.at
    edges = [edge for edge in [_edge(reader)] if edge]
    is_range = False
    while edges and (reader.here_is(Is.COMMA, Is.DASH) or reader.here.word == "и"):
        start = reader.at
        is_range = reader.here_is(Is.DASH)
        reader.advance()
        reader.skip("в")
        more = _edge(reader)
        if not more:
            reader.at = start
            break
        edges.append(more)
    if not edges:
        return []
    reader.skip("весь", "каждый", "текущий", "новый", "календарный")
    items = [item for edge in edges for item in _at_edge(reader, edge, is_last=edge is edges[-1])]
    if not items:
        reader.at = begun
    return [Item(items[0].left, items[1].left)] if is_range and len(items) == 2 else items


def _edge(reader: TokenReader) -> Edge:
    edge = _EDGES.get(reader.here.word, Edge.NONE)
    reader.at += bool(edge)
    return edge


def _at_edge(reader: TokenReader, edge: Edge, *, is_last: bool) -> list[Item]:
    """The items of one edge of the unit that stands here; only the last goes over the unit."""
    start = reader.at
    items: list[Item] = []
    if reader.here_is(Is.MONTH):
        month = reader.here
        reader.advance()
        reader.take("месяц")
        items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], month.month, _year(month), edge))]
    elif reader.take("месяц"):
        items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], edge=edge))]
    elif edge is not Edge.MIDDLE:
        items = [Item(named._replace(edge=edge)) for named in _edged_unit(reader)]
    if not items and reader.here_is(Is.END, Is.COMMA):
        items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], edge=edge, bare=True))]
    if not is_last:
        reader.at = start
    return items


def _edged_unit(reader: TokenReader) -> list[Named]:
    """The greater unit after «начало» and «конец»."""
    if unit := _GREATER.get(reader.here.word):
        reader.advance()
        return [Named(unit)]
    if reader.here.word == "учебный" and is_year_word(reader, 1):
        reader.advance(2)
        return [Named(Unit.SCHOOL_YEAR)]
    if reader.here.word == "год":
        reader.advance()
        return [Named(Unit.YEAR)]
    if reader.here_is(Is.YEAR):
        return [Named(Unit.SCHOOL_YEAR if year.school else Unit.YEAR, year=year) for year in read_years(reader)]
    greater = (Unit.QUARTER, *TERMS_A_YEAR, Unit.HALF, Unit.DECADE, Unit.WEEK)
    if reader.here_is(Is.NUMBER):
        return [item.left for item in _numbered(reader, since=False) if item.left.unit in greater and not item.right]
    return []


def _month_or_day(reader: TokenReader) -> list[Item]:
    """«март», «в марте месяце», «09.2026», «15.03.2026»."""
    token = reader.here
    if token.kind is Is.DATE:
        reader.advance()
        return [Item(Named(Unit.DAY, token.number, token.month, _year(token)))]
    if token.kind is not Is.MONTH:
        return []
    reader.advance()
    reader.take("месяц")
    month = Named(Unit.MONTH, month=token.month, year=_year(token), genitive=token.mark == OF)
    days = _days_after_month(reader)
    if days:
        return [_ranged(Named(Unit.DAY, first, token.month), last) for first, last in days]
    edge = _EDGES.get(reader.here.word)
    if edge and reader.next().kind in (Is.END, Is.COMMA):
        reader.advance()
        return [Item(Named(Unit.DECADE, _DECADE_OF[edge], token.month, edge=edge))]
    return [Item(month)]


def _days_after_month(reader: TokenReader) -> _Numbers:
    """«март 10-14»: a range of days after the month's name, nothing counted after it."""
    parts = [reader.here, reader.next(), reader.next(2), reader.next(3)]
    is_range = [part.kind for part in parts[:3]] == [Is.NUMBER, Is.DASH, Is.NUMBER]
    if not is_range or parts[3].kind not in (Is.END, Is.COMMA):
        return []
    reader.advance(3)
    return [(parts[0].number, parts[2].number)]


def _year_or_season(reader: TokenReader) -> list[Item]:
    """«2026 год», «2026-2027 учебный год», «осень»."""
    is_year = reader.here_is(Is.YEAR)
    years = read_years(reader) if is_year else school_year_in_short(reader)
    if is_year and not years:
        return []
    if years:
        unit = Unit.SCHOOL_YEAR if years[0].school else Unit.YEAR
        right = Named(unit, year=years[-1]) if len(years) > 1 else None
        return [Item(Named(unit, year=years[0]), right)]
    start = reader.at
    reader.skip("день", "время")
    if season := _OF_SEASONS.get(reader.here.word):
        reader.advance()
        reader.skip("школьный")
        if reader.take("каникулы"):
            return [Item(Named(Unit.HOLIDAYS, season))]
        if reader.take("период", "время", "сезон", "месяц"):
            return [Item(Named(Unit.SEASON, season))]
    reader.at = start
    if reader.here.word in _SEASONS:
        season = _SEASONS[reader.here.word]
        reader.advance()
        return [Item(Named(Unit.SEASON, season))]
    start = reader.at
    reader.skip("текущий", "новый")
    if reader.here.word == "учебный" and is_year_word(reader, 1):
        reader.advance(2)
        return [Item(Named(Unit.SCHOOL_YEAR))]
    reader.at = start
    return []


def _numbered(reader: TokenReader, *, since: bool) -> list[Item]:
    """Numbers and what they count: «5-7, 12 марта», «I и III квартал», «последний четверг месяца», «10-14.03»."""
    start = reader.at
    if reader.here.number == 1 and reader.here.mark == ORDINAL and reader.next().kind is Is.NUMBER:
        return _first_several(reader)
    numbers, is_roman = _numbers(reader, since=since)
    items = _counted(reader, numbers, is_roman=is_roman) if numbers else []
    if not items:
        reader.at = start
    return items


def read_lone_days(reader: TokenReader, *, since: bool) -> list[Item]:
    """Numbers and nothing else («15», «20-25»): days where the period is one month."""
    start = reader.at
    numbers, is_roman = _numbers(reader, since=since)
    if not is_roman and reader.here_is(Is.END):
        return [_ranged(Named(Unit.DAY, first, bare=True, lone=True), last) for first, last in numbers]
    reader.at = start
    return []


def _first_several(reader: TokenReader) -> list[Item]:
    """«первые две недели марта», «первые 10 дней месяца»."""
    start, several = reader.at, reader.next().number
    units = {**_COUNTED, "день": Unit.DAY}
    unit = units.get(reader.next(2).word)
    if unit is None or unit is Unit.HALF_MONTH:
        return []
    reader.advance(3)
    items = _of_months(reader, [(Named(unit, 1), several)], needs_month=True)
    reader.at = reader.at if items else start
    return items


def _numbers(reader: TokenReader, *, since: bool) -> tuple[_Numbers, bool]:
    """Numbers and ranges of numbers parted by commas, «и», slashes."""
    numbers: _Numbers = []
    is_roman = False
    while True:
        start = reader.at
        if numbers and not (reader.take_kind(Is.COMMA) or reader.take("и")):
            break
        if numbers:
            reader.take("и")
            reader.skip("в")
        stretches = reader.take("с", "от") or (since and not numbers)
        token = reader.here
        if token.kind is not Is.NUMBER:
            reader.at = start
            break
        is_roman = is_roman or token.mark == ROMAN
        reader.advance()
        numbers.append((token.number, _last_number(reader, stretches=stretches)))
    return numbers, is_roman


def _last_number(reader: TokenReader, *, stretches: bool) -> int | None:
    """The number after a dash, or after «по», «до» where «с» stood before; None when there is none."""
    start = reader.at
    linked = reader.take_kind(Is.DASH)
    if stretches:
        linked = reader.take("по", "до") or linked
    if linked and reader.here_is(Is.NUMBER):
        reader.advance()
        return reader.tokens[reader.at - 1].number
    reader.at = start
    return None


def _counted(reader: TokenReader, numbers: _Numbers, *, is_roman: bool) -> list[Item]:
    """The items of `numbers` with what stands here: a month, a date in figures, or another unit."""
    token = reader.here
    if token.kind is Is.MONTH and not is_roman and not token.year and not _is_decade(reader):
        reader.advance()
        reader.take("месяц")
        return _days(numbers, token.month)
    if token.word in _WHICH_MONTH and not is_roman and reader.next().word == "месяц":
        return _of_months(reader, [(Named(Unit.DAY, first), last) for first, last in numbers])
    is_linked = reader.here_is(Is.DASH, Is.COMMA) or token.word == "и"
    if is_linked and reader.next().kind is Is.DATE:
        return _days_of_date(reader, numbers)
    reader.advance()
    if token.word in _GREATER:
        return _greater(_GREATER[token.word], numbers)
    if token.word == "половина" and _is_of_year(reader):
        return _greater(Unit.HALF, numbers)
    if token.word == "месяц":
        return _months_of_quarter(reader, numbers)
    if token.word == "числах":
        return _about(reader, numbers)
    return _counted_in_month(reader, numbers, token)


def _is_of_year(reader: TokenReader) -> bool:
    """Whether a half is one of a year: «1 половина учебного года», «1 пол. 2026 г.»."""
    ahead = 0
    while reader.next(ahead).word in ("текущий", "календарный", "новый", "т", "с"):
        ahead += 1
    is_school_year = reader.next(ahead).word == "учебный" and is_year_word(reader, ahead + 1)
    return is_year_word(reader, ahead) or is_school_year or reader.here_is(Is.YEAR)


def _counted_in_month(reader: TokenReader, numbers: _Numbers, token: Token) -> list[Item]:
    """Weekdays, days, decades, weeks and halves of a month; `token` is what is counted."""
    if token.kind is Is.WEEKDAY:
        counted = [(Named(Unit.WEEKDAY, first, weekday=token.number), last) for first, last in numbers]
        return _of_months(reader, counted)
    if token.word == "число":
        return _of_months(reader, [(Named(Unit.DAY, first), last) for first, last in numbers])
    if token.word == "день" or (token.word == "рабочий" and reader.take("день")):
        unit = Unit.DAY if token.word == "день" else Unit.WORKDAY
        return _of_months(reader, [(Named(unit, first), last) for first, last in numbers], needs_month=True)
    if token.word in _COUNTED or (token.month == _DECEMBER and token.mark == CUT):
        unit = _COUNTED.get(token.word, Unit.DECADE)
        return _of_months(reader, [(Named(unit, first), last) for first, last in numbers])
    return []


def _months_of_quarter(reader: TokenReader, numbers: _Numbers) -> list[Item]:
    """«последний месяц квартала»."""
    reader.skip("каждый")
    is_quarter = reader.take("квартал") and all(last is None and number <= 3 for number, last in numbers)
    return [Item(Named(Unit.MONTH, of_quarter=number)) for number, _last in numbers] if is_quarter else []


def _is_decade(reader: TokenReader) -> bool:
    """«1 дек. марта»: «дек» is a decade where a month follows."""
    return reader.here.month == _DECEMBER and reader.here.mark == CUT and reader.next().kind is Is.MONTH


def _days_of_date(reader: TokenReader, numbers: _Numbers) -> list[Item]:
    """«10-14.03», «5, 12 и 19.03.2026»."""
    is_range = reader.here_is(Is.DASH)
    reader.advance()
    date = reader.here
    if is_range and numbers[-1][1] is not None:
        return []
    reader.advance()
    last = [*numbers[:-1], (numbers[-1][0], date.number)]
    result: _Numbers = last if is_range else [*numbers, (date.number, None)]
    return [_dated(item, _year(date)) for item in _days(result, date.month)]


def _about(reader: TokenReader, numbers: _Numbers) -> list[Item]:
    """«в первых числах марта», «в 20-х числах»: thirds of the month."""
    thirds = {1: 1, 10: 2, 20: 3, LAST: 3}
    if len(numbers) != 1 or numbers[0][0] not in thirds or numbers[0][1]:
        return []
    return _of_months(reader, [(Named(Unit.DECADE, thirds[numbers[0][0]]), None)])


def _of_months(reader: TokenReader, named: list[tuple[Named, int | None]], *, needs_month: bool = False) -> list[Item]:
    """The months whose units `named` are: one, a list in the genitive, each («месяца»), or none said."""
    start = reader.at
    reader.skip(*_WHICH_MONTH)
    said_each = reader.at > start
    if reader.here_is(Is.NUMBER) and reader.next().word == "месяц" and reader.here.number <= 3:
        of_quarter = reader.here.number
        reader.advance(2)
        reader.skip("каждый")
        if reader.take("квартал"):
            return [_ranged(each._replace(of_quarter=of_quarter), last) for each, last in named]
        return []
    if reader.take("месяц"):
        after_quarter = _after_report(reader)
        return [_ranged(each._replace(of_quarter=after_quarter), last) for each, last in named]
    if reader.take("квартал"):
        edge = [1 if each.number > 0 else LAST for each, _last in named]
        return [_ranged(each._replace(of_quarter=of), last) for of, (each, last) in zip(edge, named, strict=True)]
    if reader.here_is(Is.MONTH) and not said_each:
        month = reader.here
        reader.advance()
        return [_ranged(each._replace(month=month.month, year=_year(month)), last) for each, last in named]
    reader.at = start
    if needs_month:
        return []
    return [_ranged(each._replace(bare=True), last) for each, last in named]


def _after_report(reader: TokenReader) -> int:
    """«, следующего за отчётным кварталом»: 1, the first month of a quarter; of a month or period: 0."""
    start = reader.at
    reader.take_kind(Is.COMMA)
    if not (reader.take("следующий") and reader.take("за")):
        reader.at = start
        return 0
    reader.skip("отчетный")
    if reader.take("квартал"):
        return 1
    reader.take("месяц", "период")
    return 0


def _year(token: Token) -> Year | None:
    return Year(token.year) if token.year else None


def _ranged(left: Named, last: int | None) -> Item:
    return Item(left) if last is None else Item(left, left._replace(number=last))


def _greater(unit: Unit, numbers: _Numbers) -> list[Item]:
    """Quarters or half-years; [] where the year has no such."""
    most = {Unit.HALF: 2, Unit.TRIMESTER: 3}.get(unit, 4)
    named = {number for first, last in numbers for number in (first, last or first)} - {LAST}
    if any(not 1 <= number <= most for number in named):
        return []
    values = [(most if first == LAST else first, last) for first, last in numbers]
    return [_ranged(Named(unit, first), last) for first, last in values]


def _days(numbers: _Numbers, month: int) -> list[Item]:
    return [_ranged(Named(Unit.DAY, first, month), last) for first, last in numbers]


def _dated(item: Item, year: Year | None) -> Item:
    """The item in `year`: a range within one month at both ends, a longer one at its end («IV-I квартал 2027»)."""
    left, right = item.left, item.right
    if right is None:
        return item._replace(left=left._replace(year=year))
    if left.unit in IN_MONTH or (year and year.school):
        left = left._replace(year=left.year or year)
    return item._replace(left=left, right=right._replace(year=year))


def _of_school_year(item: Item) -> Item:
    """A half-year said to be of a school year; other units need no telling."""
    if item.left.unit is not Unit.HALF:
        return item
    left = item.left._replace(unit=Unit.SCHOOL_HALF)
    return item._replace(left=left, right=item.right._replace(unit=Unit.SCHOOL_HALF) if item.right else None)
