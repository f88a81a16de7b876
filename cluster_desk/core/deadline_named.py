"""Units as deadlines name them: numbers with what they count, months, years, «начало», «середина», «конец»."""

from __future__ import annotations

from dataclasses import replace

from cluster_desk.core.deadline_parts import IN_MONTH, Edge, Item, Named, Unit, Year
from cluster_desk.core.deadline_words import GENITIVE, LAST, ORDINAL, ROMAN, Is, Token
from cluster_desk.core.deadline_years import YearReader

_EDGES = {"начало": Edge.START, "середина": Edge.MIDDLE, "конец": Edge.END}
_DECADE_OF = {Edge.START: 1, Edge.MIDDLE: 2, Edge.END: 3}
_COUNTED = {"декада": Unit.DECADE, "неделя": Unit.WEEK, "половина": Unit.HALF_MONTH}
_SEASONS = {"зима": 1, "весна": 2, "лето": 3, "осень": 4}
_THESE = ("текущий", "т", "с", "новый", "календарный", "весь")
_Numbers = list[tuple[int, int | None]]


class NamedReader(YearReader):
    """Reads named units; every method leaves its place as it was when it reads nothing."""

    def named(self, *, since: bool) -> list[Item]:
        """One unit, or the list of those that share what they count («5, 12 и 19 марта»); [] when there is none."""
        start = self.at
        self.skip("в", "на", "весь", "период")
        items = self._edges() or self._numbered(since=since) or self._month_or_day() or self._year_or_season()
        if not items:
            self.at = start
            return []
        self.take("включительно")
        return self._with_year(items)

    def _with_year(self, items: list[Item]) -> list[Item]:
        """The year told after `items`, with a comma or without, is theirs; several years mean each of them."""
        start = self.at
        if self.here_is(Is.COMMA) and self.next().kind is Is.YEAR:
            self.step()
        self.take("в")
        years = self.years() if self.here_is(Is.YEAR, Is.NUMBER) else []
        if items[0].left.unit is Unit.HALF and len(years) == 2 and years[1].number == years[0].number + 1:
            years = [Year(years[0].number, school=True)]
        if years and items[0].left.year is None:
            while self.here_is(Is.COMMA) or self.here.word == "и":
                more_at = self.at
                self.step()
                if not self.here_is(Is.YEAR) or not (more := self.years()) or self._names_more():
                    self.at = more_at
                    break
                years += more
            return [_dated(item, year) for year in years for item in items]
        self.at = start
        return self._with_told_year(items)

    def _names_more(self) -> bool:
        """Whether a year just read is told of what comes after it."""
        return self.here_is(Is.MONTH, Is.NUMBER)

    def _with_told_year(self, items: list[Item]) -> list[Item]:
        """«текущего года», «с. г.», «следующего года», «учебного года» after a unit."""
        start = self.at
        if self.take("следующий"):
            is_school = self.take("учебный")
            if self.take("год"):
                return [_dated(item, Year(0, school=is_school)) for item in items]
            self.at = start
            return items
        self.skip("в", *_THESE)
        is_school = self.take("учебный")
        if not self.take("год"):
            self.at = start
            return items
        if is_school:
            return [_of_school_year(item) for item in items]
        return items

    def _edges(self) -> list[Item]:
        """«начало сентября», «начало и конец учебного года», «конец месяца»."""
        edges = [edge for edge in [self._edge()] if edge]
        is_range = False
        while edges and (self.here_is(Is.COMMA, Is.DASH) or self.here.word == "и"):
            start = self.at
            is_range = self.here_is(Is.DASH)
            self.step()
            self.skip("в")
            more = self._edge()
            if not more:
                self.at = start
                break
            edges.append(more)
        if not edges:
            return []
        self.skip("весь", "каждый", "текущий", "новый", "календарный")
        items = [item for edge in edges for item in self._at_edge(edge, is_last=edge is edges[-1])]
        return [Item(items[0].left, items[1].left)] if is_range and len(items) == 2 else items

    def _edge(self) -> Edge:
        edge = _EDGES.get(self.here.word, Edge.NONE)
        self.at += bool(edge)
        return edge

    def _at_edge(self, edge: Edge, *, is_last: bool) -> list[Item]:
        """The items of one edge of the unit that stands here; only the last goes over the unit."""
        start = self.at
        items: list[Item] = []
        if self.here_is(Is.MONTH):
            month = self.here
            self.step()
            self.take("месяц")
            items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], month.month, _year(month), edge))]
        elif self.take("месяц"):
            items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], edge=edge))]
        elif edge is not Edge.MIDDLE:
            items = [Item(replace(named, edge=edge)) for named in self._edged_unit()]
        elif self.here_is(Is.END, Is.COMMA):
            items = [Item(Named(Unit.DECADE, _DECADE_OF[edge], edge=edge, bare=True))]
        if not is_last:
            self.at = start
        return items

    def _edged_unit(self) -> list[Named]:
        """The greater unit after «начало» and «конец»."""
        if self.take("квартал"):
            return [Named(Unit.QUARTER)]
        if self.take("полугодие"):
            return [Named(Unit.HALF)]
        if self.here.word == "учебный" and self.is_year_word(1):
            self.step(2)
            return [Named(Unit.SCHOOL_YEAR)]
        if self.here.word == "год":
            self.step()
            return [Named(Unit.YEAR)]
        if self.here_is(Is.YEAR):
            return [Named(Unit.SCHOOL_YEAR if year.school else Unit.YEAR, year=year) for year in self.years()]
        greater = (Unit.QUARTER, Unit.HALF, Unit.DECADE, Unit.WEEK)
        if self.here_is(Is.NUMBER):
            return [item.left for item in self._numbered(since=False) if item.left.unit in greater and not item.right]
        return []

    def _month_or_day(self) -> list[Item]:
        """«март», «в марте месяце», «09.2026», «15.03.2026»."""
        token = self.here
        if token.kind is Is.DATE:
            self.step()
            return [Item(Named(Unit.DAY, token.number, token.month, _year(token)))]
        if token.kind is not Is.MONTH:
            return []
        self.step()
        self.take("месяц")
        month = Named(Unit.MONTH, month=token.month, year=_year(token), genitive=token.mark == GENITIVE)
        days = self._days_after_month()
        if days:
            return [_ranged(Named(Unit.DAY, first, token.month), last) for first, last in days]
        edge = _EDGES.get(self.here.word)
        if edge and self.next().kind in (Is.END, Is.COMMA):
            self.step()
            return [Item(Named(Unit.DECADE, _DECADE_OF[edge], token.month, edge=edge))]
        return [Item(month)]

    def _days_after_month(self) -> _Numbers:
        """«март 10-14»: a range of days after the month's name, nothing counted after it."""
        parts = [self.here, self.next(), self.next(2), self.next(3)]
        is_range = [part.kind for part in parts[:3]] == [Is.NUMBER, Is.DASH, Is.NUMBER]
        if not is_range or parts[3].kind not in (Is.END, Is.COMMA):
            return []
        self.step(3)
        return [(parts[0].number, parts[2].number)]

    def _year_or_season(self) -> list[Item]:
        """«2026 год», «2026-2027 учебный год», «осень»."""
        if self.here_is(Is.YEAR):
            years = self.years()
            if not years:
                return []
            unit = Unit.SCHOOL_YEAR if years[0].school else Unit.YEAR
            right = Named(unit, year=years[-1]) if len(years) > 1 else None
            return [Item(Named(unit, year=years[0]), right)]
        if self.here.word in _SEASONS:
            season = _SEASONS[self.here.word]
            self.step()
            return [Item(Named(Unit.SEASON, season))]
        start = self.at
        self.skip("текущий", "новый")
        if self.here.word == "учебный" and self.is_year_word(1):
            self.step(2)
            return [Item(Named(Unit.SCHOOL_YEAR))]
        self.at = start
        return []

    def _numbered(self, *, since: bool) -> list[Item]:
        """Numbers and what they count: «5-7, 12 марта», «I и III квартал», «последний четверг месяца», «10-14.03»."""
        start = self.at
        if self.here.number == 1 and self.here.mark == ORDINAL and self.next().kind is Is.NUMBER:
            return self._first_several()
        numbers, is_roman = self._numbers(since=since)
        items = self._counted(numbers, is_roman=is_roman) if numbers else []
        if not items:
            self.at = start
        return items

    def _first_several(self) -> list[Item]:
        """«первые две недели марта», «первые 10 дней месяца»."""
        start, several = self.at, self.next().number
        units = {**_COUNTED, "день": Unit.DAY}
        unit = units.get(self.next(2).word)
        if unit is None or unit is Unit.HALF_MONTH:
            return []
        self.step(3)
        items = self._of_months([(Named(unit, 1), several)], needs_month=True)
        self.at = self.at if items else start
        return items

    def _numbers(self, *, since: bool) -> tuple[_Numbers, bool]:
        """Numbers and ranges of numbers parted by commas, «и», slashes."""
        found: _Numbers = []
        is_roman = False
        while True:
            start = self.at
            if found and not (self.take_kind(Is.COMMA) or self.take("и")):
                break
            if found:
                self.take("и")
                self.skip("в")
            stretches = self.take("с", "от") or (since and not found)
            token = self.here
            if token.kind is not Is.NUMBER:
                self.at = start
                break
            is_roman = is_roman or token.mark == ROMAN
            self.step()
            found.append((token.number, self._last_number(stretches=stretches)))
        return found, is_roman

    def _last_number(self, *, stretches: bool) -> int | None:
        """The number after a dash, or after «по», «до» where «с» stood before; None when there is none."""
        start = self.at
        linked = self.take_kind(Is.DASH)
        if stretches:
            linked = self.take("по", "до") or linked
        if linked and self.here_is(Is.NUMBER):
            self.step()
            return self.tokens[self.at - 1].number
        self.at = start
        return None

    def _counted(self, numbers: _Numbers, *, is_roman: bool) -> list[Item]:
        """The items of `numbers` with what stands here: a month, a date in figures, or another unit."""
        token = self.here
        if token.kind is Is.MONTH and not is_roman and not token.year and not self._is_decade():
            self.step()
            self.take("месяц")
            return _days(numbers, token.month)
        is_linked = self.here_is(Is.DASH, Is.COMMA) or token.word == "и"
        if is_linked and self.next().kind is Is.DATE:
            return self._days_of_date(numbers)
        self.step()
        if token.word in ("квартал", "полугодие"):
            return _greater(Unit.QUARTER if token.word == "квартал" else Unit.HALF, numbers)
        if token.word == "половина" and self.here.word == "год":
            return _greater(Unit.HALF, numbers)
        if token.word == "месяц":
            return self._months_of_quarter(numbers)
        if token.word == "числах":
            return self._about(numbers)
        return self._counted_in_month(numbers, token)

    def _counted_in_month(self, numbers: _Numbers, token: Token) -> list[Item]:
        """Weekdays, days, decades, weeks and halves of a month; `token` is what is counted."""
        if token.kind is Is.WEEKDAY:
            counted = [(Named(Unit.WEEKDAY, first, weekday=token.number), last) for first, last in numbers]
            return self._of_months(counted)
        if token.word == "число":
            return self._of_months([(Named(Unit.DAY, first), last) for first, last in numbers])
        if token.word == "день" or (token.word == "рабочий" and self.take("день")):
            unit = Unit.DAY if token.word == "день" else Unit.WORKDAY
            return self._of_months([(Named(unit, first), last) for first, last in numbers], needs_month=True)
        if token.word in _COUNTED or token.kind is Is.MONTH:
            unit = _COUNTED.get(token.word, Unit.DECADE)
            return self._of_months([(Named(unit, first), last) for first, last in numbers])
        return []

    def _months_of_quarter(self, numbers: _Numbers) -> list[Item]:
        """«последний месяц квартала»."""
        self.skip("каждый")
        is_quarter = self.take("квартал") and all(last is None and number <= 3 for number, last in numbers)
        return [Item(Named(Unit.MONTH, of_quarter=number)) for number, _last in numbers] if is_quarter else []

    def _is_decade(self) -> bool:
        """«1 дек. марта»: «дек» is a decade where a month follows."""
        return self.here.month == 12 and self.here.mark == "cut" and self.next().kind is Is.MONTH

    def _days_of_date(self, numbers: _Numbers) -> list[Item]:
        """«10-14.03», «5, 12 и 19.03.2026»."""
        is_range = self.here_is(Is.DASH)
        self.step()
        date = self.here
        if is_range and numbers[-1][1] is not None:
            return []
        self.step()
        last = [*numbers[:-1], (numbers[-1][0], date.number)]
        told: _Numbers = last if is_range else [*numbers, (date.number, None)]
        return [_dated(item, _year(date)) for item in _days(told, date.month)]

    def _about(self, numbers: _Numbers) -> list[Item]:
        """«в первых числах марта», «в 20-х числах»: thirds of the month."""
        thirds = {1: 1, 10: 2, 20: 3, LAST: 3}
        if len(numbers) != 1 or numbers[0][0] not in thirds or numbers[0][1]:
            return []
        return self._of_months([(Named(Unit.DECADE, thirds[numbers[0][0]]), None)])

    def _of_months(self, named: list[tuple[Named, int | None]], *, needs_month: bool = False) -> list[Item]:
        """The months whose units `named` are: one, a list in the genitive, each («месяца»), or none said."""
        start = self.at
        self.skip("каждый", "текущий", "следующий", "отчетный")
        said_each = self.at > start
        if self.here_is(Is.NUMBER) and self.next().word == "месяц" and self.here.number <= 3:
            of_quarter = self.here.number
            self.step(2)
            self.skip("каждый")
            if self.take("квартал"):
                return [_ranged(replace(each, of_quarter=of_quarter), last) for each, last in named]
            return []
        if self.take("месяц"):
            after_quarter = self._following_report()
            return [_ranged(replace(each, of_quarter=after_quarter), last) for each, last in named]
        if self.take("квартал"):
            edge = [1 if each.number > 0 else LAST for each, _last in named]
            return [_ranged(replace(each, of_quarter=of), last) for of, (each, last) in zip(edge, named, strict=True)]
        if self.here_is(Is.MONTH) and not said_each:
            month = self.here
            self.step()
            return [_ranged(replace(each, month=month.month, year=_year(month)), last) for each, last in named]
        self.at = start
        if needs_month:
            return []
        return [_ranged(replace(each, bare=True), last) for each, last in named]

    def _following_report(self) -> int:
        """«, следующего за отчётным кварталом»: 1, the first month of a quarter; of a month or period: 0."""
        start = self.at
        self.take_kind(Is.COMMA)
        if not (self.take("следующий") and self.take("за")):
            self.at = start
            return 0
        self.skip("отчетный")
        if self.take("квартал"):
            return 1
        self.take("месяц", "период")
        return 0


def _year(token: Token) -> Year | None:
    return Year(token.year) if token.year else None


def _ranged(left: Named, last: int | None) -> Item:
    return Item(left) if last is None else Item(left, replace(left, number=last))


def _greater(unit: Unit, numbers: _Numbers) -> list[Item]:
    """Quarters or half-years; [] where the year has no such."""
    most = 4 if unit is Unit.QUARTER else 2
    named = {number for first, last in numbers for number in (first, last or first)} - {LAST}
    if any(not 1 <= number <= most for number in named):
        return []
    told = [(most if first == LAST else first, last) for first, last in numbers]
    return [_ranged(Named(unit, first), last) for first, last in told]


def _days(numbers: _Numbers, month: int) -> list[Item]:
    return [_ranged(Named(Unit.DAY, first, month), last) for first, last in numbers]


def _dated(item: Item, year: Year | None) -> Item:
    """The item in `year`: a range within one month at both ends, a longer one at its end («IV-I квартал 2027»)."""
    left, right = item.left, item.right
    if right is None:
        return replace(item, left=replace(left, year=year))
    if left.unit in IN_MONTH or (year and year.school):
        left = replace(left, year=left.year or year)
    return replace(item, left=left, right=replace(right, year=year))


def _of_school_year(item: Item) -> Item:
    """A half-year said to be of a school year; other units need no telling."""
    if item.left.unit is not Unit.HALF:
        return item
    left = replace(item.left, unit=Unit.SCHOOL_HALF)
    return replace(item, left=left, right=replace(item.right, unit=Unit.SCHOOL_HALF) if item.right else None)
