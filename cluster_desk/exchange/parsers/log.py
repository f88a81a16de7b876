"""What was done, told in an old report: dated lines under the tasks they served, and tables of what was held.

A line of a log begins with its days ("- 24 марта 2022 года – районная школа актива …"). Lines without a day are taken
under a task when they count people or say that something was organized. Plans told in prose are none of it: a log
stands below words that look back ("Анализ", "Отчёт", "за 2022 год") and ends at words that look forward.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cluster_desk.core.deadlines.meaning import parse_deadline
from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeriod
from cluster_desk.core.parsed_rows import NOWHERE
from cluster_desk.core.records.events import Event, EventSpan, Level, Mode
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import find_counts
from cluster_desk.core.russian.dates import STEMS
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Block, Cell, Paragraph, is_total
from cluster_desk.exchange.layout.headers import Headed
from cluster_desk.exchange.layout.reading_order import ListLine, Table, list_line
from cluster_desk.exchange.parsers.log_counts import counted, counts_told, counts_under
from cluster_desk.exchange.parsers.organizations import sentence_end
from cluster_desk.exchange.parsers.periods import period_of

_MONTH = rf"(?:{'|'.join(STEMS)})[а-я]*\.?"
_AGAIN = (
    r"(?:еже(?:дневно|недельно|месячно|квартально|годно)|постоянно|регулярно|систематически|поквартально|"
    r"кажд\w+ \w+|(?:\d+|один|два) раза? в \w+|в течение (?:всего )?(?:учебного )?(?:года|периода))"
)
_OFTEN = regex(_AGAIN, re.IGNORECASE)
_SURE = regex(rf"{_MONTH}|\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}|{_AGAIN}|квартал|полугоди|(?:19|20)\d\d\s?г", re.IGNORECASE)
_DAYS = regex(
    rf"(?:(?:{_AGAIN}|{_MONTH}(?![а-я])|\d{{1,2}}\.\d{{1,2}}(?:\.\d{{2,4}})?|(?:19|20)\d\d|\d{{1,2}}(?!\d)"
    r"|[ivx]+(?= квартал)"
    r"|(?:перв|втор|трет|четверт)\w+(?= (?:квартал|полугоди))|квартал\w*|полугоди\w+|год[ау]?\b|г\.?(?![а-я])"
    r"|с\b|со\b|по\b|в\b|и\b|начал[ое]|конц[ае]|середин[ае])"
    r"[\s,;]*(?:[-–—]\s*)?)+",
    re.IGNORECASE,
)
_TAIL = regex(r"(?:[\s,;:–—-]|(?<![а-яА-ЯёЁ])(?:с|со|по|в|и)(?![а-яА-ЯёЁ.]))+$", re.IGNORECASE)
_YEAR = regex(r"(?<!\d)(20\d\d)(?!\d)")
_LOOKS_BACK = regex(
    r"\bанализ|\bотчет|\bитоги|журнал|хроника|за (?:\w+ )?20\d\d|реализован|проведенн|выполнен|стоящ\w+ перед|прошедш"
)
_LOOKS_FORWARD = regex(
    r"планирование|^\d*\.? ?(?:\w+(?:ый|ий|ой) )?план\b(?!.*(?:выполнен|реализ))|^(?:основн\w+ )?цел[ьи]\b|"
    r"цел[ьюи]\w* .{0,120}(?:является|являться)|^(?:основные |приоритетные )?задачи\b|\bпланы\b|запланированн"
)
_ORDINAL = r"(?:перв|втор|трет|четверт|пят|шест|седьм|восьм|девят|десят)\w+"
_TASK = regex(
    rf"^(?:\d+[.)]\s*)?(?:(?:по )?(?:{_ORDINAL}|\d{{1,2}}(?:-?[яйей]+)?) задач[аеи]|"
    r"задача (?:№ ?)?\d{1,2}|направление\b)"
    r"[^:–—-]{0,80}?\s*(?:[.:]|[–—-])\s*",
    re.IGNORECASE,
)
_TASK_WITHIN = regex(
    r"^(?:(?:в решении|при (?:реализации|решении)|в рамках (?:реализации|решения)|для решения) "
    r"(?:\w+ )?задачи\s*[–—-]\s*(?P<a>.+?)\s+[–—-]\s|"
    r"задача,? направленная на (?P<b>.+?)(?: в условиях|,| была| решал))",
    re.IGNORECASE,
)
_DONE = regex(r"^(?:был[аои]? )?(?:организован|проведен|предоставлен|состоял|прош[её]?л)\w*\b")
_FURTHER = regex(r"планирует|будет|необходимо|следует|не реализован")
_ENDS_LOG = regex(r"^(?:общий )?вывод|^повестка|^тема:|заседани\w* координационн")
_AUDIENCE = regex(r"^(?:участники|приняли участие|категория участников)\s*[–—:-]\s*", re.IGNORECASE)
_DEED = regex(
    r"(?:^|\s)(?:был[аио]? )?(?:провед[её]н[аоы]?|провел[аио]?|организован[аоы]?|организовал[аио]?|"
    r"состоял(?:ся|ась|ось|ись)|прош[её]?л[аио]?)\s+",
    re.IGNORECASE,
)
_BRACKET = regex(r"\s*\(([^()]*)\)\s*\.?$")
_FORM_NAMES = (
    "конкурс", "олимпиада", "соревнование", "конференция", "семинар", "мастер-класс", "курсы", "РМО", "ОМО",
    "экскурсия", "форум", "фестиваль", "слёт", "турнир", "акция", "игра", "викторина", "выставка", "практикум",
    "вебинар", "консультация", "совещание", "диктант", "исследование", "интенсив", "неделя", "методический день",
    "круглый стол", "смена", "сборы", "праздник", "концерт", "квест", "лекция", "кружок", "тренинг",
)  # fmt: skip
_FORM_ENDS = regex(r"(?:ие|ия|ок|а|я|ы|ь)$")
_FORMS = {form: _FORM_ENDS.sub("", fold(form)) for form in _FORM_NAMES}
"""The forms, each with how its word begins."""
_LEVEL_WORDS = (
    (Level.INTERNATIONAL, r"международн"), (Level.NATIONAL, r"всероссийск"), (Level.INTERREGIONAL, r"межрегиональн"),
    (Level.AREA, r"окружн"), (Level.REGIONAL, r"региональн(?!\w+ инновац)|областн|краев[оы]|республиканск"),
    (Level.MUNICIPAL, r"муниципальн|районн|городск|межшкольн"),
    (Level.SCHOOL, r"(?:обще|внутри)?школьн(?:ый|ая|ое|ые|ого|ой|ых)"),
)  # fmt: skip
_LEVELS = tuple((level, regex(rf"\b(?:{words})")) for level, words in _LEVEL_WORDS)
_LONGEST_HEADING = 200
_LEVEL_WITHIN = 160
_LONGEST_TITLE = 400
_SHORTEST_TITLE = 20


Days = tuple[date, date]
"""The first and the last day of a year or school year."""


@dataclass
class _Place:
    """Where the reading stands: the task, the year or school year of the report, whether the words look back."""

    period: Days | None = None
    task: str | None = None
    back: bool = False


def read_log(blocks: Sequence[Block], result: ParsedDocument) -> None:
    """Add the entries of the log that the paragraphs tell."""
    place = _Place(_year_about(result.period))
    place.back = bool(result.title and _LOOKS_BACK.search(fold(result.title)))
    if place.period and not place.back and _is_school_year(place.period):
        place.period = _year_before(place.period)  # what a plan tells of what was done is of the year before
    for block in blocks:
        if not isinstance(block, Paragraph):
            place.task = None
            continue
        line = list_line(block)
        folded = fold(line.text)
        if _turns(place, line, folded):
            continue
        entry = _dated(line.text, place) or (_bracketed(line, place) if line.mark else None) if place.back else None
        if entry is None and _looks_elsewhere(place, line, folded):
            continue
        if entry is None and place.task is not None:
            entry = _undated(line.text, folded)
        if entry is not None:
            entry.typed["task"], entry.source = place.task, block.source
            result.log.append(entry)


def _turns(place: _Place, line: ListLine, folded: str) -> bool:
    """Take the line as the heading of a task, or as words after which none is told of; whether it was one."""
    if task := _TASK.match(line.text):
        place.task = tidy(line.text[task.end() :]).rstrip(". ") or tidy(line.text)
        place.back = True
        return True
    if place.back and (within := _TASK_WITHIN.match(line.text)):
        place.task = tidy(within["a"] or within["b"])
        return True
    if _ENDS_LOG.search(folded) and len(folded) < _LONGEST_HEADING:
        place.task = None
        return True
    return False


def _looks_elsewhere(place: _Place, line: ListLine, folded: str) -> bool:
    """Take the line as a heading that looks back (with its year) or forward; whether it was one."""
    heads = len(folded) < _LONGEST_HEADING and not line.is_bullet and not folded.endswith((".", ";", ","))
    if heads and _LOOKS_BACK.search(folded):
        place.back = True
        if years := _YEAR.findall(folded):
            place.period = _year_about(period_of(line.text, NOWHERE)) or _whole_year(int(years[0]))
        return True
    if _LOOKS_FORWARD.search(folded) and (heads or "цел" in folded):
        place.back, place.task = False, None
        return True
    return False


def _dated(text: str, place: _Place) -> Parsed[Event] | None:
    """The entry of a line that begins with its days; None for any other line."""
    begins = _DAYS.match(text)
    words = _TAIL.sub("", begins[0]) if begins else ""
    if not words or not _SURE.search(words):
        return None
    phrase = text[len(words) :].lstrip(" ,;:–—-")
    parted = bool(re.match(r"\s*[:,–—-]", text[len(words) :])) or bool(_OFTEN.match(words))
    if len(phrase) < 3 or not (
        parted or _DEED.search(phrase) or re.search(r"\bв рамках\b|организ|прин\w+ участ", phrase)
    ):
        return None
    if named := [int(year) for year in _YEAR.findall(words)]:
        is_within = place.period is not None and named[-1] in (place.period[0].year, place.period[1].year)
        if place.period is None or not (_is_school_year(place.period) and is_within):
            place.period = _whole_year(named[-1])
    entry = _entry(phrase, text)
    entry.record.day_words = tidy(words)
    entry.record.spans = days_of(words, place.period)
    return entry


_IN_BRACKETS = regex(r"\s*\(([^()]{3,60})\)")


def _bracketed(line: ListLine, place: _Place) -> Parsed[Event] | None:
    """The entry of a list's line that tells its days in brackets: "Районный слёт (февраль). Приняли участие …"."""
    brackets = [
        each
        for each in _IN_BRACKETS.finditer(line.text)
        if (days := _DAYS.fullmatch(each[1])) and _SURE.search(days[0])
    ]
    if not brackets:
        return None
    entry = _entry(line.text, line.text)
    before = line.text[: brackets[0].start()]
    if len(before) < _LONGEST_TITLE and not re.search(r"[.!?]\s+[А-ЯЁ][а-яё]{2}[^»\"]*$", before):
        entry.record.name = tidy(before)
    entry.record.day_words = ", ".join(tidy(each[1]) for each in brackets)
    entry.record.spans = days_of(entry.record.day_words, place.period)
    return entry


def days_of(words: str, period: Days | int | None) -> list[EventSpan]:
    """The runs of days that the words mean in a year or within a school year; none where they are not understood."""
    if period is None:
        return []
    first, last = _whole_year(period) if isinstance(period, int) else period
    spans = parse_deadline(re.sub(r"\bгод\b", "года", words), first, last).spans
    return [EventSpan(first=span.first, last=span.last) for span in spans]


def _whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _year_about(period: ParsedPeriod | None) -> Days | None:
    """The calendar year of a period, or the school year where it goes over New Year; of a longer one its first year."""
    if period is None:
        return None
    first, last = date.fromisoformat(period.start), date.fromisoformat(period.end)
    is_school_year = last.year == first.year + 1 and first.month >= _AUGUST and last.month <= _AUGUST
    return (
        (date(first.year, _AUGUST + 1, 1), date(last.year, _AUGUST, 31)) if is_school_year else _whole_year(first.year)
    )


_AUGUST = 8


def _is_school_year(period: Days) -> bool:
    return period[0].year != period[1].year


def _year_before(period: Days) -> Days:
    first, last = period
    return first.replace(year=first.year - 1), last.replace(year=last.year - 1)


def _undated(text: str, folded: str) -> Parsed[Event] | None:
    """The entry of a line under a task that tells of something done or counts people; None for any other."""
    counts = any(count.of_people or count.unit.startswith("учебник") for count in find_counts(text))
    if len(text) < 12 or _FURTHER.search(folded[:120]) or not (counts or _DONE.match(folded)):
        return None
    return _entry(text, text)


def _entry(words: str, text: str) -> Parsed[Event]:
    sentences = list(_sentences(words))
    title = _title(sentences[0])
    about = fold(title)[:_LEVEL_WITHIN]
    event = Event(name=title, text=text, level=level_of(about), form=form_named(about))
    for sentence in sentences[1:]:
        if audience := _AUDIENCE.match(sentence):
            event.audience = sentence[audience.end() :].rstrip(". ")
    if re.search(r"дистанцион|онлайн|вебинар|видеоконф", about):
        event.mode = Mode.REMOTE
    return Parsed(event, parts=counts_told(words))


def _sentences(text: str) -> Iterator[str]:
    """The sentences of `text`; a full stop inside «quotes» ends none."""
    hidden = re.sub(r"«[^«»]*»|\"[^\"]*\"", lambda quoted: "_" * len(quoted[0]), text)
    start = 0
    while start < len(text):
        end = start + sentence_end(hidden[start:]) + 1
        if text[start:end].strip():
            yield text[start:end].strip()
        start = end


def _title(sentence: str) -> str:
    """What was done, without brackets that count and the grounds before the deed ("в рамках плана … провела")."""
    title = sentence.rstrip(" .")
    bracket = _BRACKET.search(title)
    if bracket and (find_counts(bracket[1]) or re.search(r"участ", bracket[1])):
        title = title[: bracket.start()]
    if re.match(r"(?:в рамках|по плану|согласно|в соответствии)\b", title):
        hidden = re.sub(r"«[^«»]*»|\"[^\"]*\"", lambda quoted: "_" * len(quoted[0]), title)
        deeds = list(_DEED.finditer(hidden))
        title = title[deeds[-1].end() :] if deeds and len(title) - deeds[-1].end() > 10 else title
    return _whole_words(tidy(title)).rstrip(" .,;:–—-")


def _whole_words(title: str) -> str:
    """What is too long for a title, up to the last part of its sentence that fits, else the last word."""
    if len(title) <= _LONGEST_TITLE:
        return title
    hidden = re.sub(r"«[^«»]*»|\"[^\"]*\"", lambda quoted: "_" * len(quoted[0]), title)[:_LONGEST_TITLE]
    parts = [match.start() for match in re.finditer(r"[,;] | [–—-] ", hidden) if match.start() > _SHORTEST_TITLE]
    return title[: parts[-1] if parts else hidden.rfind(" ")]


def level_of(about: str) -> Level:
    """The level named first in the folded words of a title: what follows it may be another body's."""
    places = {level: match.start() for level, words in _LEVELS if (match := words.search(about))}
    return min(places, key=lambda level: places[level]) if places else Level.UNTOLD


def form_named(about: str) -> str:
    """The form named first in the folded words of a title."""
    places = {
        form: match.start()
        for form, begins in _FORMS.items()
        if begins in about and (match := re.search(rf"\b{begins}", about))
    }
    return min(places, key=lambda form: places[form], default="")


_COUNTED = regex(r"кол-?в?о?\b|количеств|охват|числ\w+ участник|человек|участник")
_KINDS = (
    ("teachers", r"педагог|учител"), ("pupils", r"обучающ|учащ|школьник|дет(?:и|ей)\b|учеников"),
    ("parents", r"родител"), ("preschoolers", r"дошкол|воспитанник"),
)  # fmt: skip
_UNITS = (
    ("школ", r"\bшкол|\bоо\b|\bоу\b"), ("организаций", r"организаци|учрежден"), ("команд", r"команд"),
    ("классов", r"\bкласс(?!н)"), ("работ", r"\bработ(?!ник)"), ("победителей", r"победител"), ("призёров", r"призер"),
)  # fmt: skip
"""What is counted and is no people that took part."""
_TOTAL = re.compile(r"всего|итого|общее")
_WHOLE = "all"
"""What a column counts that stands beside those of its parts."""


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take a table of what was held: days, titles and how many took part; whether it was one."""
    headed = table.headed
    if headed is None or not headed.has("title", "deadline"):
        return False
    columns = _count_columns(headed)
    above = " ".join(fold(paragraph.words) for paragraph in table.above[-4:])
    back = _LOOKS_BACK.search(f"{fold(result.title or '')} {above}") and not _LOOKS_FORWARD.search(above)
    if not columns or not back or (headed.has("responsible") and not _is_journal(table.above[-4:])):
        return False
    told = (_year_about(period_of(paragraph.words, NOWHERE)) for paragraph in reversed(table.above[-4:]))
    period = next(filter(None, told), None) or _year_about(result.period)
    task: str | None = None
    for row in headed.rows():
        alone = headed.grid.only_cell(row)
        if is_total(headed.grid.rows[row]):
            continue
        if alone is not None:
            task = alone.text
        elif entry := _row_entry(headed, row, columns, period):
            entry.typed["task"] = task
            result.log.append(entry)
    return True


_JOURNAL = regex(r"журнал|хроника|(?<!не )проведенн|состоявш")
_OF_PLAN = regex(r"\bплан")


def _is_journal(above: Sequence[Paragraph]) -> bool:
    """Whether the lines above a table call it one of what was held, and none below them calls it a plan."""
    lines = [fold(paragraph.words) for paragraph in reversed(above)]
    telling = next((line for line in lines if _JOURNAL.search(line) or _OF_PLAN.search(line)), "")
    return bool(_JOURNAL.search(telling)) and not _OF_PLAN.search(telling)


_WON = regex(r"^[\divx\s,.-]*$|\bмест[оа]\b|призер|победител|диплом|участи")
"""What a column «Место» tells of who won."""


def _count_columns(headed: Headed) -> dict[int, str]:
    """The columns that count who took part, and whom each counts."""
    columns = {}
    last = headed.grid.rows[max(headed.body - 1, 0)]
    for column, cell in enumerate(headed.grid.rows[headed.header]):
        words = f"{fold(cell.text)} {fold(last[column].text)}"
        if column not in (headed.roles["title"], headed.roles["deadline"]) and _COUNTED.search(words):
            lower = fold(last[column].text or cell.text)
            columns[column] = next((kind for kind, value in (*_KINDS, *_UNITS) if re.search(value, lower)), "others")
            if columns[column] == "others" and _TOTAL.match(lower):
                columns[column] = _WHOLE
    return columns


def _row_entry(headed: Headed, row: int, columns: dict[int, str], period: Days | None) -> Parsed[Event] | None:
    title, days = headed.cell(row, "title"), headed.cell(row, "deadline")
    if title is None or days is None or title.row != row or not title.text:
        return None
    entry = _entry(title.text, title.text)
    entry.record.name, entry.record.day_words = title.text, days.text
    own = _YEAR.findall(days.text)
    day = date.fromisoformat(days.exact_day) if days.exact_day else None
    entry.record.spans = (
        [EventSpan(first=day, last=day)] if day else days_of(days.text, int(own[-1]) if own else period)
    )
    entry.source = headed.grid.source(row)
    venue = headed.text(row, "place") or ""
    entry.record.venue = "" if _WON.search(fold(venue)) else venue
    whole: Cell | None = None
    for column, kind in columns.items():
        cell = headed.grid.rows[row][column]
        if kind == _WHOLE:
            whole = cell
        else:
            entry.parts += counts_under(kind, cell)
    if whole is not None:
        _add_whole(entry, whole)
    return entry


def _add_whole(entry: Parsed[Event], cell: Cell) -> None:
    """Take the number of all where nothing tells its parts; where they tell less, the rest is of others, and asked."""
    text = cell.text
    parts = [part.record.count or 0 for part in entry.parts if not part.record.unit]
    if not parts:
        entry.parts += counts_under("others", cell)
    elif text.isdecimal() and int(text) != sum(parts):
        rest = max(0, int(text) - sum(parts))
        entry.parts += [counted("others", rest, str(rest))] if rest else []
        words = N_("“%(words)s” in all, by the columns beside it %(sum)s: who the others are is not told (%(rest)s).")
        entry.doubt(words, "count", "participations", words=text, sum=str(sum(parts)), rest=str(rest))
