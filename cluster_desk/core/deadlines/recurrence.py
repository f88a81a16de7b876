"""Words of repetition in deadlines: «ежемесячно», «2 раза в год», «каждый четверг», «по средам», «по рабочим дням»."""

from __future__ import annotations

from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import Said, Unit
from cluster_desk.core.deadlines.vocabulary import ORDINAL, PLURAL, Is

_UNITS = {
    "день": Unit.DAY, "неделя": Unit.WEEK, "декада": Unit.DECADE, "месяц": Unit.MONTH, "квартал": Unit.QUARTER,
    "полугодие": Unit.HALF, "год": Unit.YEAR,
}  # fmt: skip
_TIMES_A_YEAR = {2: Unit.HALF, 4: Unit.QUARTER, 12: Unit.MONTH}
_TIMES = {"дважды": 2, "трижды": 3}
_EVERY_SO_MANY = {
    (Unit.DAY, 7): (Unit.WEEK, 1),
    (Unit.DAY, 10): (Unit.DECADE, 1),
    (Unit.DAY, 14): (Unit.WEEK, 2),
    (Unit.MONTH, 3): (Unit.QUARTER, 1),
    (Unit.MONTH, 6): (Unit.HALF, 1),
    (Unit.MONTH, 12): (Unit.YEAR, 1),
    (Unit.QUARTER, 2): (Unit.HALF, 1),
    (Unit.HALF, 2): (Unit.YEAR, 1),
}
_WORKDAYS, _ALL_DAYS = frozenset(range(5)), frozenset(range(7))


def read_repetition(reader: TokenReader, said: Said) -> bool:
    """Read one telling of repetition into `said`; False, with nothing read, when none stands here."""
    start = reader.at
    for read in (_adverb, _so_many_times, _each, _by_units, _workdays, _weekdays):
        if read(reader, said):
            return True
        reader.at = start
    return False


def _repeat(said: Said, unit: Unit, count: int = 1) -> bool:
    """Set how often; two that contradict each other are not understood, but a year gives way to what is finer."""
    unit, count = _EVERY_SO_MANY.get((unit, count), (unit, count))
    if said.every is None or (said.every is Unit.YEAR and said.count == 1):
        said.every, said.count = unit, count
        return True
    return unit is Unit.YEAR or (said.every, said.count) == (unit, count)


def _adverb(reader: TokenReader, said: Said) -> bool:
    if reader.here.word != "еже":
        return False
    unit = Unit(reader.here.mark)
    reader.advance()
    return _repeat(said, unit)


def _so_many_times(reader: TokenReader, said: Said) -> bool:
    """«не реже 1 раза в квартал», «2-3 раза за год», «раз в две недели», «дважды в год»."""
    while reader.here.word in ("не", "минимум") and reader.next().word in ("реже", "менее", "минимум", "чем"):
        reader.advance(2)
    reader.skip("минимум", "до", "реже", "менее")
    times = _TIMES.get(reader.here.word, 0)
    if times:
        reader.advance()
        reader.take("раз")
    else:
        times = _number_of_times(reader)
    if not times:
        return False
    slash = reader.here.mark == "/"
    if not slash and reader.here.word not in ("в", "за", "на"):
        return False
    reader.advance()
    reader.skip("течение", "весь", "каждый", "календарный", "текущий")
    count = 1
    if reader.here_is(Is.NUMBER):
        count = reader.here.number
        reader.advance()
    reader.skip("весь", "учебный", "календарный", "текущий")
    unit = _UNITS.get(reader.here.word)
    if unit is None or count < 1:
        return False
    reader.advance()
    if unit is Unit.YEAR and count == 1:
        unit = _TIMES_A_YEAR.get(times, unit)
    return _repeat(said, unit, count)


def _number_of_times(reader: TokenReader) -> int:
    """The number before «раз» (the first of a range; 1 when left out); 0 when no «раз» stands here."""
    times = 1
    if reader.here_is(Is.NUMBER):
        times = reader.here.number
        reader.advance()
        if reader.here_is(Is.DASH) and reader.next().kind is Is.NUMBER:
            reader.advance(2)
    return times if reader.take("раз") else 0


def _each(reader: TokenReader, said: Said) -> bool:
    """«каждый месяц», «каждые две недели», «каждый вторник и четверг», «каждый март»; not «каждое 10 число»."""
    if reader.next().word == "каждый":
        reader.take("в", "на")
    if not reader.take("каждый"):
        return False
    reader.skip("календарный", "учебный")
    token = reader.here
    if token.kind is Is.WEEKDAY:
        return _weekdays(reader, said, sure=True)
    if token.kind is Is.MONTH:
        return _repeat(said, Unit.YEAR)
    if token.word == "рабочий":
        return _workdays(reader, said)
    if token.kind is Is.NUMBER:
        return _each_counted(reader, said)
    if token.word in _UNITS:
        return _repeat(said, _step_unit(reader))
    return False


def _each_counted(reader: TokenReader, said: Said) -> bool:
    """«каждые две недели»; of «каждый первый вторник», «каждое 10-е число» what is counted is left for the item."""
    token, counted, of_what = reader.here, reader.next(), reader.next(2).word
    if counted.kind is Is.WEEKDAY or counted.word == "число" or of_what in ("месяц", "квартал"):
        return _repeat(said, Unit.MONTH)
    is_step = token.number > 1 or (token.number == 1 and token.mark != ORDINAL)
    if not is_step or counted.word not in _UNITS:
        return False
    reader.advance()
    return _repeat(said, _step_unit(reader), token.number)


def _step_unit(reader: TokenReader) -> Unit:
    reader.advance()
    return _UNITS[reader.tokens[reader.at - 1].word]


def _by_units(reader: TokenReader, said: Said) -> bool:
    """«по кварталам», «по месяцам»."""
    unit = _UNITS.get(reader.next().word) if reader.here.word == "по" and reader.next().mark == PLURAL else None
    if unit is None:
        return False
    reader.advance(2)
    return _repeat(said, unit)


def _workdays(reader: TokenReader, said: Said) -> bool:
    """«по рабочим дням», «в будни», «по выходным», «ежедневно, кроме выходных»."""
    reader.skip("в", "по")
    if reader.take("кроме"):
        but = _weekday_set(reader) or ({5, 6} if reader.take("выходной") else set())
        reader.take("день")
        said.weekdays = set(_ALL_DAYS) - but
        said.weekdays_sure = True
        return bool(but) and _repeat(said, Unit.DAY)
    if reader.take("будни"):
        reader.take("день")
        said.weekdays |= _WORKDAYS
    elif reader.here.word in ("рабочий", "выходной"):
        is_work = reader.here.word == "рабочий"
        reader.advance()
        if not reader.take("день") and is_work:
            return False
        said.weekdays |= _WORKDAYS if is_work else {5, 6}
    else:
        return False
    said.weekdays_sure = True
    return True


def _weekdays(reader: TokenReader, said: Said, *, sure: bool = False) -> bool:
    """«по вторникам и четвергам», «четверг», «до пятницы», «пн-пт»."""
    start = reader.at
    by = reader.here.word in ("по", "до", "к")
    if by or reader.here.word == "в":
        reader.advance()
    reader.skip("каждый")
    result = _weekday_set(reader)
    if not result:
        reader.at = start
        return False
    said.weekdays |= result
    said.weekdays_sure = said.weekdays_sure or sure or by or reader.tokens[reader.at - 1].mark == PLURAL
    reader.take("месяц", "неделя")
    return True


def _weekday_set(reader: TokenReader) -> set[int]:
    """Weekdays parted by commas, «и», «по»; a dash means those between too."""
    numbers: set[int] = set()
    while reader.here_is(Is.WEEKDAY):
        first = reader.here.number
        reader.advance()
        numbers.add(first)
        if reader.here_is(Is.DASH) and reader.next().kind is Is.WEEKDAY:
            last = reader.next().number
            numbers |= {day % 7 for day in range(first, last + (7 if last < first else 0) + 1)}
            reader.advance(2)
        ahead = 0
        while reader.next(ahead).kind is Is.COMMA or reader.next(ahead).word in ("и", "по", "каждый", "в"):
            ahead += 1
        if reader.next(ahead).kind is not Is.WEEKDAY:
            break
        reader.advance(ahead)
    return numbers
