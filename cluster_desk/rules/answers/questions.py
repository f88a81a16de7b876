"""A caller's question in words: «сколько детей из Лугового за 2026 год», «в чём участвовала Петрова».

Every word is understood, or is told as not understood: none is dropped in silence. What it was understood as is shown
with the answer.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cluster_desk.core.deadlines.meaning import Kind, parse_deadline
from cluster_desk.core.records.events import Event, Level, TakingPart
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names, parse_name
from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT, classes_named, read_class
from cluster_desk.core.russian.text import fold, forms, tidy
from cluster_desk.data.queries.events import event_people, get_event
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.answers.answer import HEALTH, HEALTH_WORDS, Measure, Question, has_words
from cluster_desk.rules.matching import names_by_organization

_KINDS: tuple[tuple[str, tuple[TakingPart, ...]], ...] = (
    (r"дет[еия]\w*|детьми|ребен\w+|ребят\w*|воспитанник\w*", (TakingPart.PUPILS, TakingPart.PRESCHOOLERS)),
    (r"школьник\w*|ученик\w*|учениц\w*|учащ\w+|обучающ\w+|старшекласс\w+", (TakingPart.PUPILS,)),
    (r"дошкол\w*|дошкольник\w*", (TakingPart.PRESCHOOLERS,)),
    (r"педагог\w*|учител\w*|преподавател\w*|воспитател\w*|коллег\w*", (TakingPart.TEACHERS,)),
    (r"родител\w*|мам|пап", (TakingPart.PARENTS,)),
)
_EVERYBODY = r"человек\w*|участник\w*|людей|народу|участи[йея]"
_LEVELS: tuple[tuple[str, Level], ...] = (
    (r"межрегиональн\w+", Level.INTERREGIONAL),
    (r"муниципальн\w+|районн\w+", Level.MUNICIPAL),
    (r"окружн\w+", Level.AREA),
    (r"региональн\w+|областн\w+|краев\w+|республиканск\w+", Level.REGIONAL),
    (r"всероссийск\w+", Level.NATIONAL),
    (r"международн\w+", Level.INTERNATIONAL),
    (r"школьн(?:ый|ого|ом|ых|ые|ая|ой)", Level.SCHOOL),
)
_WINNERS = r"\b(?:побед\w*|призер\w*|лауреат\w*|призов\w+)"
_ORGANIZATIONS = (
    r"(?:сколько|как(?:ие|их)|перечень) (?:всего )?(?:школ(?:ы)?\b|организаци\w+|учрежден\w+|сад(?:ов|иков|ы)\b)"
)
_LISTED = r"\bкак(?:ие|ое) |\bв чем\b|\bгде участвовал\w*|\bв каких\b|\bчто провели\b|\bчто прошло\b|\bперечень "
_EVENTS = r"\b(?:мероприят\w+|событи\w+|раз)\b"
_STOP = frozenset(
    "сколько всего было был была были и а в во на из от у за по с со к ко о об для до года год году годов г "
    "участвовало участвовал участвовала участвовали участие участия приняло приняли принимал принимала принимали "
    "каких какие какой каком какое какая кто где что чем чём это этот эта мероприятие мероприятия мероприятий "
    "мероприятиях мероприятиям провели прошло проведено провела проводили состоялось раз число количество наш наша "
    "нашей наши нашего кластер кластера кластере нам мне скажите покажи покажите справка справку дайте посчитай "
    "посчитайте под победителей победитель победители призер призеров призеры призерами победил победила победили "
    "номинации номинация номинацию перечень побед лауреат лауреатов событий события заняли занял заняла ли же они он "
    "она все всех всем ездило ездили посетило посетили посещали прошли прошел прошла сдавали сдало провел провела "
    "выступали выступили охвачено есть уровня уровень уровне призовых мест места все-таки пожалуйста время весь".split()
)
_BESIDE = frozenset(
    "школа школы школе школу школой школ школах сош оош организация организации организаций организациях учреждение "
    "учреждения учреждений учреждениях класс класса классов учебный учебном учебного".split()
)
"""Said beside a name, or of all of the cluster; alone they name nothing."""
_PERIOD_WORDS = regex(
    r"(?:19|20)\d\d|январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|полугоди|"
    r"\d\d?\.\d\d|четверт|недел|\b(?:зимн|весенн|летн|осенн)\w+ (?:период|врем|сезон|каникул|месяц)|"
    r"\b(?:зимой|весной|летом|осенью)\b|\bза (?:зиму|весну|лето|осень)\b"
)
_WORD = regex(r"«[^»]*»|\"[^\"]*\"|[\w№/.–-]+")
_LAST_YEARS = regex(
    r"(?<!\w)(?:за )?(?:последни[ех] )?(?P<count>\d{1,2}|два|две|три|четыре|пять|шесть|семь|восемь|девять|десять) "
    r"(?:последни[ех] )?(?:лет|года)\b"
)
_COUNTS = {
    word: number
    for number, words in enumerate("два две|три|четыре|пять|шесть|семь|восемь|девять|десять".split("|"), 2)
    for word in words.split()
}
_RELATIVE = regex(
    r"(?P<which>эт\w+|текущ\w+|прошл\w+|нынешн\w+) (?P<school>учебн\w+ )?"
    r"(?P<unit>год\w*|квартал\w*|месяц\w*|полугоди\w+|недел\w+)"
)
_THIS = regex(r"\bза (?:весь )?(?P<school>учебный )?(?P<unit>год|квартал|месяц|полугодие|неделю)\b")
_BEFORE_PERIOD = regex(r"^(?:за|в|во|на|по|с|со)\s+(?!\d\d?(?:\.|\s(?!полугод|квартал|четверт)))")
_MOST_WORDS = 7  # of a period


@dataclass(frozen=True)
class Understood:
    """A question as it was understood; `unknown` are the words that were not, `choices` whom a word may mean."""

    question: Question
    unknown: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[tuple[int, str], ...]], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every word is understood as one thing."""
        return not self.unknown and not self.choices


@dataclass
class _Reading:
    """What is left of the words while they are read, and what they were found to mean."""

    text: str
    period: tuple[dt.date | None, dt.date | None] = (None, None)
    words: list[str] = field(default_factory=list)
    of_people: bool = False
    grades: tuple[int, ...] = ()
    letter: str = ""

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """The first match, taken out of the text."""
        match = re.search(pattern, self.text) if isinstance(pattern, str) else pattern.search(self.text)
        if match:
            self.text = f"{self.text[: match.start()]} | {self.text[match.end() :]}"
        return match


def understand(read: Reader, words: str, today: dt.date) -> Understood:
    """What a question asks; see `Understood`."""
    typed = tidy(words).rstrip("?!. ")
    reading = _Reading(fold(typed))
    _take_period(reading, today)
    _take_classes(reading)
    _take_health(reading)
    kinds, level = _take_kinds(reading), _take_level(reading)
    measure = _take_measure(reading, kinds)
    person = _take_person(read, reading, typed)
    groups = _groups(reading.text)
    organization, name, unknown, choices = None, "", [], []
    groups = _joined(read, groups)
    for group in groups:
        says_nothing = _BESIDE.issuperset(group)
        found = [] if organization or says_nothing else organizations_called(read, group)
        if len(found) == 1:
            organization, name = found[0]
        elif found and not _in_log(read, group):
            choices.append((" ".join(group), tuple(found)))
        elif group == [HEALTH] or (not says_nothing and _in_log(read, group)):
            reading.words += group
        else:
            unknown.append(" ".join(group))
    if measure is None:
        of_events = (person and not kinds) or (reading.words and not kinds and not reading.of_people)
        measure = Measure.EVENTS if of_events else Measure.PEOPLE
    start, end = reading.period
    question = Question(measure, start, end, kinds, organization, name, person, level, tuple(reading.words))
    question = replace(question, grades=reading.grades, letter=reading.letter)
    return Understood(question, tuple(unknown), tuple(choices))


def _joined(read: Reader, groups: Sequence[list[str]]) -> list[list[str]]:
    """The groups, two neighbours as one where only together they name an organization: «детского сада „Родничок“»."""
    joined: list[list[str]] = []
    for group in groups:
        before = joined[-1] if joined else []
        if before and len(organizations_called(read, before)) > 1 and organizations_called(read, [*before, *group]):
            joined[-1] = [*before, *group]
        else:
            joined.append(group)
    return joined


def _take_period(reading: _Reading, today: dt.date) -> None:
    """The days asked about: years back, «прошлый год», or whatever words the deadlines' reader knows as days."""
    if match := reading.take(_LAST_YEARS):
        count = int(match["count"]) if match["count"].isdecimal() else _COUNTS[match["count"]]
        reading.period = (today.replace(year=today.year - count, day=min(today.day, 28)), today)
        return
    year = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    if match := reading.take(_THIS):
        year = reading.period = _relative(match["unit"], bool(match["school"]), 0, today)
    elif match := reading.take(_RELATIVE):
        back = 1 if match["which"].startswith("прошл") else 0
        year = reading.period = _relative(match["unit"], bool(match["school"]), back, today)
    found = _longest_days(reading.text, *year)  # of that year: «летом прошлого года»
    if found:
        first, last, days = found
        reading.text = f"{reading.text[:first]} | {reading.text[last:]}"
        reading.period = days


def _relative(unit: str, school: bool, back: int, today: dt.date) -> tuple[dt.date, dt.date]:
    if school:
        first = today.year - back - (today.month < 9)
        return dt.date(first, 9, 1), dt.date(first + 1, 8, 31)
    if unit.startswith("год"):
        return dt.date(today.year - back, 1, 1), dt.date(today.year - back, 12, 31)
    if unit.startswith("недел"):
        monday = today - dt.timedelta(days=today.weekday() + 7 * back)
        return monday, monday + dt.timedelta(days=6)
    length = {"к": 3, "п": 6}.get(unit[0], 1)
    number = (today.year * 12 + today.month - 1) // length - back
    months = number * length, (number + 1) * length
    (year, month), (next_year, next_month) = (divmod(one, 12) for one in months)
    return dt.date(year, month + 1, 1), dt.date(next_year, next_month + 1, 1) - dt.timedelta(days=1)


def _longest_days(text: str, start: dt.date, end: dt.date) -> tuple[int, int, tuple[dt.date, dt.date]] | None:
    """The longest run of words that tells days, with where it stands; a class («7 класс») is none."""
    spots = [(match.start(), match.end()) for match in re.finditer(r"[^\s|]+", text)]
    for length in range(min(_MOST_WORDS, len(spots)), 0, -1):
        for at in range(len(spots) - length + 1):
            first, last = spots[at][0], spots[at + length - 1][1]
            words = text[first:last].strip(",;")
            if not _PERIOD_WORDS.search(words) or "класс" in words:
                continue
            days = _days(_BEFORE_PERIOD.sub("", words), start, end)
            if days:
                return first, last, days
    return None


def _days(words: str, start: dt.date, end: dt.date) -> tuple[dt.date, dt.date] | None:
    if match := re.fullmatch(r"((?:19|20)\d\d)(?: г(?:од\w*|\.)?)?", words):
        return dt.date(int(match[1]), 1, 1), dt.date(int(match[1]), 12, 31)
    if match := re.fullmatch(r"(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)(?: уч\w*\.?)?(?: г(?:од|оду|ода|\.)?)?", words):
        if int(match[2]) == (int(match[1]) + 1) % 100:
            return dt.date(int(match[1]), 9, 1), dt.date(int(match[1]) + 1, 8, 31)
        return None
    if match := re.fullmatch(r"(20\d\d)\s?[–-]\s?(20\d\d)(?: г\w*\.?)?", words):
        return dt.date(int(match[1]), 1, 1), dt.date(int(match[2]), 12, 31)
    meant = parse_deadline(words, start, end)
    if meant.kind is not Kind.FIXED or not meant.spans:
        return None
    return min(span.first for span in meant.spans), max(span.last for span in meant.spans)


def _take_measure(reading: _Reading, kinds: Sequence[TakingPart]) -> Measure | None:
    """What is counted, where the words say it: «какие», «в чём» ask for events whoever took part."""
    if reading.take(_WINNERS):
        return Measure.WINNERS
    if reading.take(_ORGANIZATIONS):
        return Measure.ORGANIZATIONS
    lists = reading.take(_LISTED)
    counts = reading.take(_EVENTS)
    return Measure.EVENTS if lists or (counts and not kinds and not reading.of_people) else None


def _take_kinds(reading: _Reading) -> tuple[TakingPart, ...]:
    kinds: dict[TakingPart, None] = {}
    for pattern, meant in _KINDS:
        while reading.take(rf"\b(?:{pattern})\b"):
            kinds |= dict.fromkeys(meant)
    while reading.take(rf"\b(?:{_EVERYBODY})\b"):
        reading.of_people = True
    return tuple(kind for kind in TakingPart if kind in kinds)


def _take_classes(reading: _Reading) -> None:
    """«7 «А» класса», «5–7 классов»: told by lists of participants."""
    match = reading.take(CLASSES_IN_TEXT)
    if match:
        reading.grades, reading.letter = classes_asked(match[0])


def classes_asked(words: str) -> tuple[tuple[int, ...], str]:
    """The numbers of the classes that words name, of one its letter as well; no number where they name none."""
    match = re.fullmatch(CLASSES_IN_TEXT, words) or re.fullmatch(CLASSES_IN_TEXT, f"{words} класс")
    grades = classes_named(match[0]) if match else ()
    known = read_class(words) if len(grades) == 1 else None
    return grades, known.letter if known else ""


def _take_health(reading: _Reading) -> None:
    """«С ОВЗ», «с ограниченными возможностями здоровья»: what events say of whom they are for."""
    if reading.take(HEALTH_WORDS) or reading.take(rf"\b{HEALTH}\b"):
        reading.text += f" | {HEALTH}"


def _take_level(reading: _Reading) -> Level | None:
    for pattern, level in _LEVELS:
        if reading.take(rf"\b(?:{pattern})\b"):
            return level
    return None


def _take_person(read: Reader, reading: _Reading, typed: str) -> str:
    """Who is asked about: a name with initials or in full, or a surname alone that the file knows, in any case."""
    for spot in find_names(typed):
        words = typed[spot.start : spot.end]
        if reading.take(re.escape(fold(words))):
            return _as_known(read, words)
    surnames = _surnames(read)
    for word in re.findall(r"[а-я][а-я-]{2,}", reading.text):
        known = surnames.get(word) or next((name for form in forms(word) if (name := surnames.get(f"={form}"))), "")
        if known and word not in _STOP and re.search(rf"\b{word[:1].upper()}{word[1:]}", typed.replace("ё", "е")):
            reading.take(rf"\b{word}\b")
            return known
    return ""


def _as_known(read: Reader, words: str) -> str:
    """A name in an oblique case as the file writes it, where one person alone is meant; else as typed."""
    if parse_name(words) is None:
        return words
    wanted = [forms(part) for part in fold(words).replace(".", " ").split()]
    fitting = {
        fold(name): name
        for name in _names(read)
        if all(
            any(form in own or (len(form) == 1 and any(each.startswith(form) for each in own)) for form in asked)
            for asked, own in zip(wanted, (forms(part) for part in fold(name).replace(".", " ").split()), strict=False)
        )
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else words


def _names(read: Reader) -> list[str]:
    rows = read.rows("SELECT name FROM people UNION SELECT words FROM event_people")
    return [str(words).split(",")[0].strip() for (words,) in rows]


def _surnames(read: Reader) -> dict[str, str]:
    """Every surname of the file by itself and by its forms (behind «=»), with its nominative as it is written."""
    surnames: dict[str, str] = {}
    for words in _names(read):
        name = parse_name(words)
        if name:
            surnames.setdefault(fold(name.surname), name.surname)
            for form in forms(fold(name.surname)):
                surnames.setdefault(f"={form}", name.surname)
    return surnames


def _groups(text: str) -> list[list[str]]:
    """The words left, in groups as they stand together; «in quotes» is a group of its own."""
    groups: list[list[str]] = []
    current: list[str] = []

    def end() -> None:
        nonlocal current
        if current:
            groups.append(current)
        current = []

    for match in re.finditer(r"«[^»]*»|\"[^\"]*\"|\||[^\s|«\"]+", text):
        word = match[0]
        if word[0] in '«"':
            end()
            groups.append(re.findall(r"\w+", word))
            continue
        bare = word.strip(".,:;()!?")
        if word == "|" or bare in _STOP or not re.search(r"\w", bare):
            if word == "|" or bare in _PARTING:
                end()
            continue
        current += [part for part in bare.lstrip("№").split("-") if part and part not in _STOP]
    end()
    named = [[word for word in group if word not in _BESIDE] or group for group in groups]
    is_of_all = re.search(r"\bкластер\w*", text) is not None
    return [group for group in named if group and not (is_of_all and _BESIDE.issuperset(group))]


_PARTING = frozenset("в во на из от у за для и".split())


def organizations_called(read: Reader, words: Sequence[str]) -> list[tuple[int, str]]:
    """The organizations whose name has all of these words, in any form: by the short name first, else by any other."""
    names = names_by_organization(read)
    for pick in (_short, _all):
        found = [(row, own[1]) for row, own in names.items() if _calls(words, pick(own))]
        schools = [one for one in found if len(found) > 1 and _is_school(names[one[0]][0])]
        if found:
            return schools if len(schools) == 1 else found
    return []


def _short(names: Sequence[str]) -> str:
    return names[1]


def _all(names: Sequence[str]) -> str:
    return " ".join(names)


def _is_school(name: str) -> bool:
    return bool(re.search(r"школ|лице|гимнази|\b[сон]ош\b", fold(name))) and not re.search(
        r"сад\b|спортивн|музыкальн", fold(name)
    )


def _calls(words: Sequence[str], name: str) -> bool:
    own = re.findall(r"\w+", fold(name))
    there = {form for word in own for form in forms(word)}
    return all(
        any(form in there or _is_of(form, there) for form in forms(word)) or any(_begin_alike(word, one) for one in own)
        for word in words
    )


def _begin_alike(word: str, other: str) -> bool:
    """Whether two words differ in their endings alone, where the stems do not tell it: «лицея», «лицей»."""
    most = max(len(word), len(other)) - 2
    return most >= _SHORTEST_NAME - 1 and len(min(word, other, key=len)) > most and word[:most] == other[:most]


def _is_of(form: str, there: set[str]) -> bool:
    """Whether an adjective is made of a name: «берёзовской» of «Берёзовка»."""
    bare = form.removesuffix("ск")
    if bare == form or len(bare) < _SHORTEST_NAME:
        return False
    return any(own.startswith(bare[:-1]) and len(own) <= len(bare) + 1 for own in there)


_SHORTEST_NAME = 4


def _in_log(read: Reader, words: Sequence[str]) -> bool:
    """Whether an event of the log has all of these words in its name, form, nominations, audience or venue.

    The index finds those that have them anywhere; of a long log the first ones found are looked at.
    """
    asked = " ".join(words)
    read.search(asked, 1)  # sees to it that there is an index to ask
    for row in read.search_kind(asked, Event, _MOST_LOOKED_AT):
        event = get_event(read, row)
        if event is not None and has_words(event, words, event_people(read, row)):
            return True
    return False


_MOST_LOOKED_AT = 200
