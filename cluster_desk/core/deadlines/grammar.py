"""The grammar of deadlines: tokens to what is said, without asking in which period.

    deadline    = { repetition | throughout | waiting | item } with commas, «и», dashes between
    item        = ["до" | "к" | "не позднее" | "по" | "с"] named [("-" | "по" | "до") named]
    named       = edge unit | numbers unit | day in figures | month | year, each with [[","] year]

One way through, left to right; a word that fits nowhere makes the whole text not understood (None).
"""

from __future__ import annotations

from cluster_desk.core.deadlines.named import read_lone_days, read_named
from cluster_desk.core.deadlines.recurrence import read_repetition, read_throughout, read_waiting
from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import IN_MONTH, Item, Named, Said, Unit, Year
from cluster_desk.core.deadlines.vocabulary import ROMAN, Is, Token
from cluster_desk.core.deadlines.years import read_years

_FILLERS = {"и", "срок", "период", "включительно", "примерно", "однократно", "календарный", "дата"}
_DONE = ("исп", "вып", "провед", "сдач", "представлен", "предоставлен")
_BELONGS = ("от", "на", "за")
"""What follows these is told of the thing waited for: «приказу от 15.03.2026», «плану на 2026 год»."""


def parse(tokens: list[Token]) -> Said | None:
    """What the tokens say; None when they are no deadline."""
    reader = TokenReader(tokens)
    said = Said()
    while not reader.at_end:
        if _pass_over(reader) or _read_year_ahead(reader, said) or _read_from_then(reader, said):
            continue
        if read_repetition(reader, said) or read_throughout(reader, said) or read_waiting(reader, said):
            continue
        if said.waits and reader.here.word in _BELONGS:
            _absorb(reader)
        elif not _read_item(reader, said):
            if not said.waits:
                return None
            _absorb(reader)
    return _finished(said)


def _pass_over(reader: TokenReader) -> bool:
    """Signs and words between the parts that say nothing themselves."""
    if reader.here.word in ("срок", "дата") and _is_of_what_is_done(reader.next()):
        reader.advance(2)
        return True
    if reader.here_is(Is.COMMA, Is.DASH) or reader.here.word in _FILLERS:
        reader.advance()
        return True
    if reader.here.word == "неделя" and reader.next().word == "с":
        reader.advance()
        return True
    if reader.here_is(Is.NUMBER) and reader.next().word == "этап":
        reader.advance(2)
        return True
    if reader.here.word in ("в", "на") and reader.next().word in _FILLERS:
        reader.advance()
        return True
    return False


def _is_of_what_is_done(token: Token) -> bool:
    """Whether a deadline or a day is that of doing something: «срок исполнения», «дата проведения»."""
    return token.kind is Is.STRANGE and token.word.startswith(_DONE)


def _read_from_then(reader: TokenReader, said: Said) -> bool:
    """«сентябрь, далее ежемесячно»: a repetition from the part before on; otherwise the word says nothing."""
    if not reader.take("далее"):
        return False
    if said.items and read_repetition(reader, said):
        said.items[-1] = said.items[-1]._replace(right=None, by="", onward=True)
    return True


def _absorb(reader: TokenReader) -> None:
    """A word of what is waited for; «от 15.03.2026», «на 2026 год» belong to it."""
    takes_date = reader.here.word in _BELONGS
    reader.advance()
    while takes_date and reader.here_is(Is.NUMBER, Is.DATE, Is.YEAR, Is.MONTH):
        reader.advance()
    if takes_date:
        reader.take("год")


def _read_year_ahead(reader: TokenReader, said: Said) -> bool:
    """«2026 год: март, май»: the year is told before what it belongs to."""
    if not reader.here_is(Is.YEAR) or said.items:
        return False
    start = reader.at
    years = read_years(reader)
    if reader.here_is(Is.COMMA):
        reader.advance()
    reader.take("в", "во")
    ahead = reader.here
    if len(years) != 1 or ahead.kind not in (Is.MONTH, Is.NUMBER) or (ahead.kind is Is.MONTH and ahead.year):
        reader.at = start
        return False
    unit = Unit.SCHOOL_YEAR if years[0].school else Unit.YEAR
    said.items.append(Item(Named(unit, year=years[0])))
    return True


def _read_item(reader: TokenReader, said: Said) -> bool:
    """An item or a list of days of one month; its «до» also holds for the days after it."""
    start = reader.at
    by = _read_by(reader)
    since = not by and _read_since(reader)
    inherits = not by and not since and reader.here.word not in ("в", "на")
    items = read_named(reader, since=since) or _read_bare_day(reader, said, by)
    if not items and not (said.items or said.waits or said.every or said.throughout):
        items = read_lone_days(reader, since=since)
    if not items:
        reader.at = start
        return False
    is_range = _read_range_end(reader, items, since=since)
    if since and not is_range and items[-1].right is None:
        items[-1] = items[-1]._replace(onward=True)
    if not by and inherits and said.items and said.items[-1].by and items[0].is_days and not is_range:
        by = said.items[-1].by
    if not by and not since and said.items and _continues(said.items[-1], items, reader.at - start):
        items = [said.items[-1]._replace(left=said.items[-1].left._replace(month=items[0].left.month))]
        by = items[0].by
    said.items += [item._replace(by=by) for item in items] if by else items
    return True


def _read_bare_day(reader: TokenReader, said: Said, by: str) -> list[Item]:
    """«ежемесячно до 25»: a number alone, where only a day of the month can be meant."""
    number = reader.here
    is_alone = number.kind is Is.NUMBER and number.mark != ROMAN and reader.next().kind in (Is.END, Is.COMMA)
    if not by or said.every is not Unit.MONTH or not is_alone:
        return []
    reader.advance()
    return [Item(Named(Unit.DAY, number.number))]


def _continues(before: Item, items: list[Item], length: int) -> bool:
    """«до 10 января, апреля»: a month in the genitive, alone, takes the numbers before it."""
    left = items[0].left
    is_genitive_month = length == 1 and left.unit is Unit.MONTH and left.genitive and items[0].right is None
    return is_genitive_month and before.right is None and before.left.unit in IN_MONTH and not before.left.repeats


def _read_by(reader: TokenReader) -> str:
    """«до», «к», «не позднее», «по», «в срок до»: which day of a unit is meant, or ""."""
    reader.skip("в", "на", "срок")
    if reader.take("до"):
        # «до 15 мая», but also «не позднее, до …» never comes
        return "first"
    if reader.take("к"):
        return "first"
    if reader.here.word == "не" and reader.next().word == "позднее":
        reader.advance(2)
        return "last"
    if reader.take("по"):
        return "last"
    return ""


def _read_since(reader: TokenReader) -> bool:
    reader.skip("в", "период", "срок")
    reader.take("начиная")
    return reader.take("с", "от")


def _read_range_end(reader: TokenReader, items: list[Item], *, since: bool) -> bool:
    """A dash, or «по» and «до» after «с», and the unit where the last of `items` ends; several dashes: the last end."""
    is_found = False
    while True:
        start = reader.at
        if items[-1].right is not None and not reader.here_is(Is.DASH):
            break
        linked = reader.take_kind(Is.DASH)
        if since or not linked:
            linked = reader.take("по") or (since and reader.take("до")) or linked
        if not linked:
            break
        reader.skip("в")
        more = read_named(reader, since=False)
        if not more:
            reader.at = start
            break
        more = _over_years(items, more)
        items[-1] = Item(items[-1].left, more[0].right or more[0].left)
        items += more[1:]
        is_found = True
        since = False
    return is_found


def _over_years(items: list[Item], more: list[Item]) -> list[Item]:
    """«декабрь-январь 2026-2027 гг.»: the first year is where the range begins, the second where it ends."""
    first, last = more[0], more[-1]
    is_pair = len(more) == 2 and first.left._replace(year=None) == last.left._replace(year=None)
    if not is_pair or items[-1].left.year is not None:
        return more
    items[-1] = _begun(items[-1], first.left.year)
    return [last]


def _finished(said: Said) -> Said:
    """Join what belongs together: a year told first or last, days beside months, a weekday beside a day."""
    said.items = _with_years(_after_leading_year(said.items))
    if any(item.is_days and not item.repeats for item in said.items) and not said.weekdays_sure and not said.every:
        said.weekdays = set()
    if said.every is None and not said.weekdays:
        said.items = _joined_to_months(said.items)
    return said


def _after_leading_year(items: list[Item]) -> list[Item]:
    """A year told before parts without one is theirs."""
    first = items[0].left if items else None
    rest = items[1:]
    is_leading = first and first.unit in (Unit.YEAR, Unit.SCHOOL_YEAR) and not first.edge and not items[0].right
    if items and items[0].onward:
        return items
    if not first or not is_leading or items[0].by or not rest or any(_has_year(item) for item in rest):
        return items
    return [_begun(item, first.year) for item in rest]


def _has_year(item: Item) -> bool:
    return item.left.year is not None or (item.right is not None and item.right.year is not None)


def _begun(item: Item, year: Year | None) -> Item:
    """The item begun in `year`; a school year holds for both ends of a range."""
    right = item.right._replace(year=year) if item.right and year and year.school else item.right
    return item._replace(left=item.left._replace(year=year), right=right)


def _with_years(items: list[Item]) -> list[Item]:
    """A year belongs to all before it in the list that have none, up to where the months go back over New Year."""
    dated: list[Item] = []
    following: Item | None = None
    for item in reversed(items):
        if following and not _has_year(item) and not item.repeats and _has_year(following):
            year = following.left.year or (following.right.year if following.right else None)
            school = year is not None and year.school
            if school or _place_in_year(item.left) <= _place_in_year(following.left):
                item = _begun(item, year)._replace(lent=item.is_days and following.is_days)
        dated.append(item)
        following = item
    return dated[::-1]


def _place_in_year(named: Named) -> int:
    """The month where a unit begins, to see whether a list goes on or back."""
    if named.month:
        return named.month
    lengths = {Unit.QUARTER: 3, Unit.HALF: 6}
    return lengths[named.unit] * (named.number - 1) + 1 if named.unit in lengths and named.number else 0


def _joined_to_months(items: list[Item]) -> list[Item]:
    """«март, до 10 числа»: days and weeks said without a month belong to the months said beside them."""
    bare = [item for item in items if item.left.bare]
    months = [item for item in items if not item.left.bare]
    if not bare:
        return items
    if not months:
        return items
    if any(item.left.unit is not Unit.MONTH or item.left.repeats or item.right or item.by for item in months):
        return items
    return [_placed(item, month.left) for month in months for item in bare]


def _placed(item: Item, month: Named) -> Item:
    left = item.left._replace(month=month.month, year=month.year, bare=False)
    right = item.right._replace(month=month.month, year=month.year, bare=False) if item.right else None
    return item._replace(left=left, right=right)
