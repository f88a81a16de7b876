"""Words of repetition in deadlines: «ежемесячно», «2 раза в год», «каждый четверг», «по средам», «по рабочим дням».

And deadlines that are all the period («в течение года»), or wait for something else («по запросу»).
"""

from __future__ import annotations

from cluster_desk.core.deadlines.tokens import TokenReader
from cluster_desk.core.deadlines.units import Said, Unit
from cluster_desk.core.deadlines.vocabulary import ORDINAL, PLURAL, Is, describes, names_stretch, waits_for
from cluster_desk.core.russian.dates import CUT

_UNITS = {
    "день": Unit.DAY, "неделя": Unit.WEEK, "декада": Unit.DECADE, "месяц": Unit.MONTH, "квартал": Unit.QUARTER,
    "четверть": Unit.TERM, "триместр": Unit.TRIMESTER, "полугодие": Unit.HALF, "год": Unit.YEAR,
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
    reader.skip("минимум", "до", "реже", "менее", "по")
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
    if unit is Unit.YEAR and count == 1 and times in _TIMES_A_YEAR:
        unit, times = _TIMES_A_YEAR[times], 1
    said.times = times
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
_OF_CALENDAR = ("неделя", "год", "учебный", "новый", "каникулы", "летний", "осенний", "зимний", "весенний")
_REPEATED = {
    "месяц": Unit.MONTH, "квартал": Unit.QUARTER, "четверть": Unit.TERM, "триместр": Unit.TRIMESTER,
    "полугодие": Unit.HALF,
}  # fmt: skip


def read_throughout(reader: TokenReader, said: Said) -> bool:
    """«в течение года», «весь учебный год», «постоянно»; «в течение марта» is left for the item that follows."""
    start = reader.at
    if reader.take("постоянно"):
        said.throughout = True
        return True
    reader.skip("в", "на")
    if reader.take("постоянный", "постоянно") and reader.take("основа"):
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
            return _waits_for_event(reader, said, start)
        said.every, said.count = said.every or unit, said.count
        return True
    if reader.here.word == "день" and said.items:
        reader.advance()
        return True  # a time of day
    if reader.here.word in ("день", "неделя") and reader.next().word in ("после", "с"):
        reader.advance()
        return _waits_for_event(reader, said, start)
    said.whole_year = reader.here_is(Is.YEAR)
    is_known = reader.here_is(Is.MONTH, Is.NUMBER, Is.YEAR, Is.DATE) or reader.here.word in (
        "каждый",
        "зима",
        "весна",
        "лето",
        "осень",
        "зимний",
        "весенний",
        "летний",
        "осенний",
    )
    if not is_known:
        reader.at = start
    return is_known


def _waits_for_event(reader: TokenReader, said: Said, start: int) -> bool:
    """A stretch «после», «с», «до» something; one that counts from a day is not understood rather than wrong."""
    if _names_day(reader):
        reader.at = start
        return False
    said.waits = True
    return True


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
        if token.word == "мере":
            reader.advance()
            reader.at += reader.here.mark == CUT and reader.here.word == "постоянно"  # «по мере пост.»
            return True
        if token.word in ("согласно", "случай") or (token.word == "конец" and reader.next().kind is Is.STRANGE):
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
    counts_from = reader.here.word in ("до", "после", "с") and _names_day(reader)
    return not counts_from and not reader.here_is(Is.MONTH)


def _names_day(reader: TokenReader) -> bool:
    """Whether a day of the calendar follows: «15 марта», «начала каникул», «конца каждой четверти»."""
    ahead = 1
    while reader.next(ahead).word in ("начало", "конец", "каждый", "весь", "текущий"):
        ahead += 1
    token = reader.next(ahead)
    return token.kind in (Is.NUMBER, Is.DATE, Is.YEAR, Is.MONTH) or token.word in (*_REPEATED, *_OF_CALENDAR)


def _takes_stretch(reader: TokenReader) -> bool:
    """«10-дн. срок», «2-х нед. срок», cut short."""
    ahead = int(reader.here_is(Is.NUMBER))
    if reader.next(ahead).word not in ("день", "неделя", "месяц") or reader.next(ahead + 1).word != "срок":
        return False
    reader.advance(ahead + 2)
    return True


def _parse_waits(reader: TokenReader) -> bool:
    """«согласно …», «при …», «в случае …», «в установленные сроки», «дата уточняется», «в каникулы»."""
    start = reader.at
    reader.skip("в", "на", "дата", "срок", "время", "с", "период", "день", "школьный")
    if reader.take("каникулы"):
        reader.take("время", "период")
        return True
    reader.at = start
    reader.skip("в", "на", "дата", "срок", "время", "с")
    if reader.here_is(Is.NUMBER) and reader.next().kind is Is.DASH:
        reader.advance(2)
    if _takes_stretch(reader):
        return True
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
