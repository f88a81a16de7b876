"""Meetings of the council: agendas as tables, as numbered paragraphs, and plans of a year's meetings.

The paragraphs above an agenda tell its theme, place, day and time; the labels come in any order, on lines of their
own or together. A table whose rows have a day each is a plan of meetings: a row is a meeting, its further rows are
further questions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_rows import NOWHERE, Source
from cluster_desk.core.records.council import AgendaItem, Meeting
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS, find_day, find_time
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Cell, Paragraph
from cluster_desk.exchange.layout.headers import Headed
from cluster_desk.exchange.layout.reading_order import ListLine, Table, list_line
from cluster_desk.exchange.parsers.aims import parted
from cluster_desk.exchange.parsers.plans import doubt_posts

_LABELS = {
    "theme": r"тема(?: заседания| совета| встречи)?",
    "place": r"место(?: проведения| заседания| встречи)*",
    "when": r"(?:дата|время|начало|день)(?: и (?:время|место|дата))?(?: проведения| заседания| начала)*",
    "agenda": r"повестка(?: дня| заседания| совещания)*",
    "other": r"(?:председатель|секретарь|присутствова\w+|приглашен\w+|форма(?: проведения)?|участники|ответственн\w+"
    r"|докладчики?|решение)(?: заседания)?",
}
_LABEL = regex(
    r"(?:^|(?<=[\s;,.(]))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*(?::|[–—]\s|$)"
    r"|^(?:(?P<place2>место проведения(?: заседания)?)|(?P<theme2>тема заседания))\s",
    re.IGNORECASE,
)
_OPENS = regex(
    r"^(?:\d+[.)]?\s*)?(?:(?:план\w* |повестка (?:дня )?|протокол\w* |тема |очередное |"
    r"внеочередное |первое |второе |третье |"
    r"четвертое |итоговое |\d{1,2}(?:-?[ео]е)? )*)(?:заседани[ея]\b|протокол\b|повестка\b)",
)
_MANY_OPENS = regex(r"^план\w* (?:проведения )?заседани[йя]|заседаний")
_NUMBER = regex(
    r"(?:заседани\w*|протокол\w*|повестк\w*)[^№\d]{0,60}№\s*(\d{1,4}(?:[-/]\d+)?)|№\s*(\d{1,4})\s+заседани"
    r"|^заседание\s+(\d{1,2})\b(?![.:]\d)|^№\s*(\d{1,4})\s+от\s+\d",
    re.IGNORECASE,
)
_MEETING_WORDS = regex(r"заседани|повестк|координационн\w+ совет")
_SPEAKER = regex(
    r"[\s,;(–—-]*(?:(?:выступа\w+|докладчик\w*|докладыва\w+|ответственн\w+|информаци\w+|сообщение)\s*[:–—-]|"
    r"отв\.\s*[:–—-]?)\s*(?P<who>.+?)\)?$",
    re.IGNORECASE,
)


_LONGEST_OPENING = 160
_NEAR = 5
"""How many paragraphs above a table with days tell that it plans meetings."""
_LONGEST_LABEL = 500
"""Signs of a line that may hold labels; longer ones are prose."""
_LABELLED = regex(r"^(?:докладчик\w*|выступа\w+|докладыва\w+)\s+", re.IGNORECASE)
_MINUTES = regex(
    r"(?:слушали|выступил\w*|решили|постановили|присутств\w+|голосова\w+|председатель|секретарь)\b", re.IGNORECASE
)
"""What begins a line of the minutes that follow an agenda."""


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take the table when it is an agenda or a plan of meetings; whether it was."""
    headed = table.headed
    if headed is None:
        return _read_bare(table, result)
    above = " ".join(fold(paragraph.words) for paragraph in table.above[-12:])
    about_meetings = bool(_MEETING_WORDS.search(above)) or "заседани" in headed.words("title")
    near = " ".join(fold(paragraph.words) for paragraph in table.above[-_NEAR:])
    of_meetings = headed.has("topic") and (bool(_MEETING_WORDS.search(near)) or headed.has("speaker"))
    question = "topic" if headed.has("topic") else "title" if headed.has("title") and about_meetings else ""
    decided = headed.has("topic") and _tells_decisions(headed) and bool(_OF_MINUTES.search(above))
    planned = headed.has("deadline") and (of_meetings or "заседани" in headed.words("title"))
    opened = (bool(question) or decided or planned) and _rows_open_meetings(headed)
    if decided and not opened:
        result.meetings += _agendas(headed, "topic", table.above)  # its deadlines are those of what was decided
        return True
    if planned and not opened:
        result.meetings += _planned(headed)
        return True
    if question and opened:
        result.meetings += _agendas(headed, question, table.above)
        return True
    if not question or headed.has("deadline") or headed.has("result"):
        return False
    if not (headed.has("speaker") or headed.has("responsible") or about_meetings):
        return False
    result.meetings += _agendas(headed, question, table.above)
    return True


_OF_MINUTES = re.compile(r"\bпротокол(?!\w* (?:разноглас|жюри))")
_DECIDED = re.compile(r"^(?:принят\w+ )?решени[ея]|^постановил|^решили|^поручени")


def _tells_decisions(headed: Headed) -> bool:
    """Whether a column holds what was decided of each question."""
    return any(_DECIDED.match(fold(cell.text)) for cell in headed.grid.rows[headed.header])


def _rows_open_meetings(headed: Headed) -> bool:
    """Whether full-width rows "Заседание № 1" part the questions of several meetings."""
    alone = [cell for row in headed.rows() if (cell := headed.grid.only_cell(row)) is not None]
    return bool(alone) and all(re.match(r"(?:\w+ )?заседание\b", fold(cell.text)) for cell in alone)


def _read_bare(table: Table, result: ParsedDocument) -> bool:
    """An agenda without a header: right below "Повестка", a number before each question."""
    grid = table.grid
    if not table.above or not re.match(r"повестка", fold(table.above[-1].words)) or not 2 <= grid.width <= 3:
        return False
    columns = range(grid.width)
    numbered = all(re.fullmatch(r"\d{1,2}[.)]?", row[0].number) for row in grid.rows)
    roles = {"number": 0, "topic": 1} if numbered else {"topic": 0}
    if len(columns) > len(roles):
        roles["speaker"] = len(roles)
    headed = Headed(grid, 0, 0, roles, [])
    meetings = _agendas(headed, "topic", table.above)
    for meeting in meetings:
        meeting.doubt(N_("The agenda's table has no header: its columns were told by their place."), "table")
    result.meetings += meetings
    return True


def _agendas(headed: Headed, question: str, above: Sequence[Paragraph]) -> list[Parsed[Meeting]]:
    """The meetings of an agenda table: one, or one for each full-width row that opens another."""
    meeting = _facts_above(above)
    meetings = [meeting]
    speaker = "speaker" if headed.has("speaker") else "responsible"
    for row in headed.rows():
        alone = headed.grid.only_cell(row)
        if alone is not None and headed.grid.width > 1:
            opened = _facts_above(alone.paragraphs)
            if meeting.parts or meeting.record.day is None:
                meeting = opened
                meetings.append(meeting)
            continue
        _add_question(meeting, headed, row, question, speaker)
    meetings = [each for each in meetings if each.parts]
    for each in meetings:
        place = headed.grid.source(headed.header)
        each.source = replace(place, words=each.source.words or place.words)
        _check(each, meetings)
    return meetings


def _add_question(meeting: Parsed[Meeting], headed: Headed, row: int, question: str, speaker: str) -> None:
    number, topic, who = headed.cell(row, "number"), headed.cell(row, question), headed.cell(row, speaker)
    own_who = who if who is not None and who.row == row else None
    if topic is None or topic.row != row or not topic.text:
        if meeting.parts and own_who is not None and own_who.text:
            typed = meeting.parts[-1].typed
            typed["speaker"] = f"{typed['speaker']}; {own_who.text}" if typed["speaker"] else own_who.text
        return
    words, who_words = (topic.text, who.text) if who else (topic.text, None)
    if who is None and not headed.has(speaker):
        words, who_words = _parted(words)
    meeting.parts.append(_question(number.number if number else "", words, who_words, headed.grid.source(row)))


def _question(number: str, topic: str, speaker: str | None, source: Source) -> Parsed[AgendaItem]:
    question = Parsed(AgendaItem(number=number, topic=topic), typed={"speaker": speaker}, source=source)
    doubt_posts(question, speaker or "", "speaker")
    if len(re.findall(r"\d+(?:\.\d+)*", number)) > 1:
        question.doubt(N_("“%(words)s” are two numbers in one cell."), "number", "number", words=number)
    return question


def _planned(headed: Headed) -> list[Parsed[Meeting]]:
    """The meetings of a plan of meetings: a row with a day of its own is a meeting, the rows below go on with it."""
    meetings: list[Parsed[Meeting]] = []
    speaker = "speaker" if headed.has("speaker") else "responsible"
    for row in headed.rows():
        day = headed.cell(row, "deadline")
        if headed.grid.only_cell(row) is not None and not (day and find_day(day.text)):
            continue
        if day is not None and day.row == row and day.text:
            meetings.append(_meeting_of_row(headed, row, day))
        if not meetings:
            meetings.append(Parsed(Meeting(), source=headed.grid.source(row)))
        questions, who = headed.cell(row, "topic"), headed.cell(row, speaker)
        if not meetings[-1].record.theme and day is not None and day.row != row:
            meetings[-1].record.theme = headed.text(row, "title") or ""
        if questions is None or questions.row != row:
            continue
        meetings[-1].parts += _questions_of_cell(questions, who, headed, row)
    for each in meetings:
        _check(each, meetings)
    return meetings


def _meeting_of_row(headed: Headed, row: int, day: Cell) -> Parsed[Meeting]:
    meeting = Meeting(place=headed.text(row, "place") or "", theme=headed.text(row, "title") or "")
    _set_when(meeting, f"{day.text} {headed.text(row, 'time') or ''}")
    meeting.day_words = meeting.day_words or tidy(day.text)
    meeting.day = dt.date.fromisoformat(day.exact_day) if day.exact_day else meeting.day
    number = headed.text(row, "number") if "заседани" in headed.words("number") else ""
    return Parsed(meeting, typed={"number": number}, source=headed.grid.source(row))


def _questions_of_cell(cell: Cell, who: Cell | None, headed: Headed, row: int) -> list[Parsed[AgendaItem]]:
    """A cell with several numbered paragraphs holds as many questions; speakers in as many lines go with them."""
    lines = [list_line(paragraph) for paragraph in cell.paragraphs if paragraph.words]
    source = headed.grid.source(row)
    within = parted(lines[0].paragraph.words) if len(lines) == 1 and _COUNTS.match(lines[0].paragraph.words) else []
    if len(within) > 1:
        speaker = who.text if who else None
        return [_question(f"{number}.", topic, speaker, source) for number, topic in enumerate(within, start=1)]
    if len(lines) < 2 or not all(line.mark for line in lines):
        number = headed.cell(row, "number")
        own = number.number if number is not None and number.row == row and not headed.cell(row, "deadline") else None
        mark = lines[0].mark if len(lines) == 1 and lines[0].is_numbered else own
        text = lines[0].text if len(lines) == 1 else cell.text
        return [_question(mark or "", text, who.text if who else None, source)] if text else []
    speakers = who.lines if who is not None else []
    items = []
    for place, line in enumerate(lines):
        speaker = speakers[place] if len(speakers) == len(lines) else " ".join(speakers) or None
        items.append(_question(line.mark if line.is_numbered else "", line.text, speaker, source))
    return items


def _facts_above(paragraphs: Sequence[Paragraph]) -> Parsed[Meeting]:
    """What the paragraphs above an agenda tell of its meeting: those from the last line that opens one."""
    lines = [(paragraph, tidy(paragraph.words)) for paragraph in paragraphs]
    start = max(
        (place for place, (_each, words) in enumerate(lines) if _opens(words) and not _is_agenda_label(words)),
        default=0,
    )
    while start and _opens(lines[start - 1][1]) and not _is_agenda_label(lines[start - 1][1]):
        start -= 1
    meeting, number, source = Meeting(), "", NOWHERE
    if lines:
        stated_in = " ".join(words for _each, words in lines[start:])
        source = replace(lines[start][0].source, words=stated_in)
    wanted = ""
    if lines and (theme := _THEME_BEHIND.match(lines[start][1])) and not _LABEL.search(theme[1]):
        is_time = find_day(theme[1]) or _MONTH.fullmatch(theme[1].strip(" ."))
        meeting.theme = "" if is_time else theme[1].strip(" .")
    for _each, words in lines[start:]:
        if numbered := _NUMBER.search(words):
            number = number or next(filter(None, numbered.groups()))
        labels = list(_LABEL.finditer(words))
        if wanted and not labels:
            _set(meeting, wanted, words)
        wanted = ""
        for label, following in zip_longest(labels, labels[1:]):
            kind = (label.lastgroup or "").rstrip("2")
            text = words[label.end() : following.start() if following else None].strip(" ;,–—")
            if text and len(words) < _LONGEST_LABEL:
                _set(meeting, kind, text)
            elif following is None:
                wanted = kind
        if not labels and meeting.day is None and find_day(words[:_LONGEST_LABEL]):
            _set_when(meeting, words)
    if not meeting.day_words and lines and (month := _MONTH.search(lines[start][1])):
        meeting.day_words = month[0]
    return Parsed(meeting, typed={"number": number}, source=source)


_THEME_BEHIND = regex(r"^(?:\w+ )?заседание(?: совета)? № ?\d{1,3}\s*[.:–—-]\s*(\w.{4,200})$", re.IGNORECASE)
"""«Заседание № 1. О плане на год»: its theme."""
_MONTH = regex(rf"\b(?:{'|'.join(STEMS)})[а-я]*(?:\s+20\d\d(?:\s?г(?:ода|\.))?)?", re.IGNORECASE)


def _opens(words: str) -> bool:
    folded = fold(words)
    return bool(_OPENS.match(folded)) and not _MANY_OPENS.search(folded)


def _is_agenda_label(words: str) -> bool:
    label = _LABEL.match(words)
    return label is not None and label.lastgroup == "agenda"


def _set(meeting: Meeting, kind: str, text: str) -> None:
    if kind == "theme":
        meeting.theme = meeting.theme or text
    elif kind == "place":
        meeting.place = meeting.place or text
        if find_day(text) or find_time(text):
            _set_when(meeting, text)
    elif kind == "when":
        _set_when(meeting, text)


def _set_when(meeting: Meeting, words: str) -> None:
    words = words[:_LONGEST_LABEL]
    day, time = find_day(words), find_time(words)
    if day is not None and not meeting.day_words:
        meeting.day, meeting.day_words = dt.date.fromisoformat(day.value) if day.value else None, day.words
    if time is not None and not meeting.time_words:
        meeting.time, meeting.time_words = time.value or "", time.words
    if day is None and time is None and not meeting.day_words:
        meeting.day_words = words.strip()


def _check(meeting: Parsed[Meeting], others: Sequence[Parsed[Meeting]]) -> None:
    """Note what the user has to settle about a meeting."""
    day, words = meeting.record.day, meeting.record.day_words
    if day is None and words:
        meeting.doubt(N_("The day “%(words)s” was not understood."), "date", "date", words=words)
    elif day is None:
        meeting.doubt(N_("The meeting has no day."), "missing", "date")
    elif sum(other.record.day == day for other in others) > 1:
        meeting.doubt(N_("Two meetings have the same day."), "date", "date")


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument) -> None:
    """Agendas told in paragraphs: numbered questions below a line "Повестка", or below one that opens a meeting."""
    begun = 0
    for place, paragraph in enumerate(stretch[:-1]):
        folded = fold(paragraph.words)
        labelled = bool(_LABELLED_LIST.match(folded))
        if place < begun or not (labelled or _opens_list(paragraph, stretch[place + 1])):
            continue
        items, lines = _listed(stretch[place + 1 :], _LEAD if labelled else 0)
        told = stretch[begun : place + 1]
        below = stretch[place + 1 : place + 1 + lines]
        if not items or (not labelled and any(_LABELLED_LIST.match(fold(each.words)) for each in below)):
            continue  # its own label "Повестка" is still to come
        if not _MEETING_WORDS.search(" ".join(fold(each.words) for each in told)):
            continue
        meeting = _facts_above(told)
        _look_below(meeting.record, stretch[place + 1 :])
        meeting.parts = items
        _check(meeting, [*result.meetings, meeting])
        result.meetings.append(meeting)
        begun = place + 1 + lines


_COUNTS = regex(r"\(?1[.)]\s?\D.*[\s;.,]\(?2[.)]\s?\D")
"""Questions that are counted within one paragraph: «1. О плане. 2. О подвозе.»"""
_LABELLED_LIST = regex(r"(?:проект )?повестк[аи]\b")


def _opens_list(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether a line opens a meeting whose questions stand right below: by its words, or by its number or day."""
    folded = fold(paragraph.words)
    if _OPENS_LIST.match(folded):
        return True
    if len(folded) > _LONGEST_OPENING or not _opens(paragraph.words):
        return False
    first = re.fullmatch(r"\(?1[.)]?", list_line(following).mark)
    return bool(first and (find_day(paragraph.words) or _NUMBER.search(paragraph.words)))


def _look_below(meeting: Meeting, following: Sequence[Paragraph]) -> None:
    """Some write the day and the place below "Повестка"; lines before the first question are looked at."""
    for paragraph in following[:_LEAD]:
        if list_line(paragraph).mark or len(paragraph.words) > _LONGEST_LABEL:
            return
        if meeting.day is None and not _LABEL.search(paragraph.words) and find_day(paragraph.words):
            _set_when(meeting, paragraph.words)
        for label in _LABEL.finditer(paragraph.words):
            _set(meeting, label.lastgroup or "", paragraph.words[label.end() :].strip())


_LEAD = 4
"""Lines below "Повестка" that may tell of the meeting before its first question."""
_OPENS_LIST = regex(r"(?:\w+ )?заседание(?: (?:№ ?)?\d{1,2}\b)?(?! [а-я]{3,} )[^:;]{0,80}$")


def _listed(paragraphs: Sequence[Paragraph], lead: int) -> tuple[list[Parsed[AgendaItem]], int]:
    """The questions at the head of the paragraphs: numbered lines, each with lines about its speaker below.

    Also how many paragraphs they are, with those before the first question.
    """
    items: list[Parsed[AgendaItem]] = []
    for place, paragraph in enumerate(paragraphs):
        line = list_line(paragraph)
        speaker = _SPEAKER.match(line.text)
        if items and speaker and not line.is_numbered:
            items[-1].typed["speaker"] = tidy(speaker["who"])
        elif items and line.is_numbered and (_MINUTES.match(line.text) or re.fullmatch(r"\(?1[.)]", line.mark)):
            return items, place  # the minutes of the first question, or another list
        elif line.is_numbered or (line.is_bullet and (not items or not items[-1].record.number)):
            items.append(_listed_question(line))
        elif items and items[-1].typed["speaker"] is None and _is_person_line(line.text):
            items[-1].typed["speaker"] = line.text
        elif items or not _leads(line.text, lead):
            return items, place
        else:
            lead -= 1
    return items, len(paragraphs)


def _leads(text: str, lead: int) -> bool:
    """Whether a line below "Повестка" still tells of the meeting: its council, its day, its place."""
    result = bool(_MEETING_WORDS.search(fold(text)) or find_day(text)) and len(text) < _LONGEST_LABEL
    return bool(_LABEL.search(text)) or (lead > 0 and result)


def _listed_question(line: ListLine) -> Parsed[AgendaItem]:
    topic, speaker = _parted(line.text)
    return _question(line.mark if line.is_numbered else "", topic, speaker, line.paragraph.source)


def _is_person_line(text: str) -> bool:
    spots = [] if _MINUTES.match(text) else find_names(text)
    return bool(spots) and (spots[0].start < 3 or spots[-1].end > len(text) - 3) and len(text) < 200


def _parted(text: str) -> tuple[str, str | None]:
    """A question that ends with its speaker: after a label, a dash or in brackets."""
    labelled = re.search(_SPEAKER.pattern, text, re.IGNORECASE)
    if labelled:
        return tidy(text[: labelled.start()]), tidy(labelled["who"])
    for pattern in (r"\s*\(([^()]*)\)\s*\.?$", r"\s+[–—-]\s+([^–—]*)$", r"\.\s+([^.]*[А-ЯЁ]\.\s?[А-ЯЁ]\.[^.]*)\.?$"):
        match = re.search(pattern, text)
        if match and find_names(match[1]) and _is_person_line(match[1]):
            kept = text[: match.start()] + ("." if pattern.startswith(r"\.") else "")
            return tidy(kept), _LABELLED.sub("", tidy(match[1]))
    return text, None
