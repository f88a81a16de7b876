"""What a plan tells in prose: texts under their headings (the analysis of the past year) and directions with lines.

What others read out of the same paragraphs (title, goals, tasks, meetings, names of tables) is left out here. Headings,
bold words and lists keep their look, as `PlanText` tells it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import Direction, DirectionLine, PlanText
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Paragraph
from cluster_desk.exchange.layout.reading_order import ListLine, Table, list_line
from cluster_desk.exchange.parsers import kept_tables
from cluster_desk.exchange.parsers.aims import begins_aims

_MEETING = regex(
    r"заседани[ея]$|(?:планы? )?заседани[йя] координационного|тема ?:|повестка|место проведения ?:|время проведения ?:"
)
_DIRECTIONS = regex(r"\bнаправлени\w*\b[^.]*:$|^направления \w+$")
_HEADING = regex(
    r"(?:(?:\d+|[ivx]+)[.)] ?)?(?:анализ|планирование|введение|пояснительная|общие положения|нормативн|правов|ресурсн|"
    r"ожидаемые результаты|критерии|механизм|паспорт|приложение|общий вывод)\b"
)
_LONGEST_HEADING = 160
_DEEPEST = 3
"""Levels of a list that are told apart."""
_SHEETS = ("xlsx", "xls", "ods", "csv")
"""Files whose headings are the names of sheets."""


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument, *, above: Table | None, taken: bool) -> None:
    """Add the texts and directions of a stretch, above a table or (None) below the last one, where they follow a plan.

    `taken`: the table was read. One that was not is kept with its heading where it may be, else both are left alone.
    """
    if above is None and not result.plans:
        return
    kept = above if above is not None and not taken and kept_tables.may_be_kept(above) else None
    used = {source.paragraph for task in result.tasks for source in (task.source, *task.part_sources)}
    used |= {goal.source.paragraph for goal in result.goals}
    asked = {item.source.paragraph for meeting in result.meetings for item in meeting.parts}
    reading = _Reading(result)
    own = _own(stretch, result, heads_left=above is not None and not taken and kept is None)
    heading = own.pop().words if kept is not None and own and _heads(own[-1], True) else ""
    end_of_meeting = 0
    for paragraph, following in zip_longest(own, own[1:]):
        number, folded = paragraph.source.paragraph, fold(paragraph.words)
        if number <= end_of_meeting:
            continue
        if _MEETING.match(folded):
            end_of_meeting = max((one.number for one in own if one.number in asked), default=0)
            if end_of_meeting < number:  # its agenda is the table below
                break
            continue
        heads_aims = begins_aims(folded) and following is not None and following.source.paragraph in used
        if number in used or heads_aims:
            reading.text = None
        else:
            reading.take(paragraph, folded)
    reading.end()
    if kept is not None:
        kept_tables.keep(kept, heading, result)


def _own(stretch: Sequence[Paragraph], result: ParsedDocument, *, heads_left: bool) -> list[Paragraph]:
    """The stretch without the title and what stands before it, and without the names of the table below it."""
    title = fold(result.title or "")
    starts = [
        place
        for place, one in enumerate(stretch)
        if title and fold(one.words) and title.startswith(fold(one.words).rstrip(" .:"))
    ]
    stamped = {source for one in result.approvals for source in (one.source, *one.part_sources)}
    stretch = [one for one in stretch if one.source not in stamped and not fold(one.words).startswith("продолжение")]
    above = stretch[: starts[0]] if starts else []
    # The name of an office above the title is no text of the plan.
    own = [one for one in above if result.plans and not _heads(one, True)] + list(stretch[starts[0] if starts else 0 :])
    while own and title and fold(own[0].words).rstrip(" .:") in title:
        own.pop(0)
    lists = [events.record for events in result.event_lists]
    named = " ".join(fold(words) for events in lists for words in (events.heading, events.name))
    named += " ".join(fold(words) for plan in result.plans for words in (plan.name or "", plan.own_title or ""))
    named += " ".join(fold(section.record.name) for plan in result.plans for section in plan.sections)
    while own and (fold(own[-1].words).rstrip(" :") in named or _heads(own[-1], heads_left)):
        own.pop()
    return own


def _heads(paragraph: Paragraph, of_table_left: bool) -> bool:
    """Whether a line right above a table reads as its heading; above one that was read, only a label."""
    words = paragraph.words
    if not of_table_left and not words.endswith(":"):
        return False
    return len(words) < _LONGEST_HEADING and not words.endswith((".", ";", ",")) and not list_line(paragraph).is_bullet


def _as_line(paragraph: Paragraph, line: ListLine) -> str:
    """The paragraph as a line of a text: a list's line with its mark, bold words marked."""
    words = tidy(paragraph.marked) or paragraph.words
    if line.is_bullet:
        if not paragraph.mark:
            words = (
                words.replace(line.mark, "", 1).replace("** ", "**", 1)
                if words[:2] == "**"
                else words[len(line.mark) :]
            )
        return f"{'-' * (min(paragraph.level, _DEEPEST - 1) + 1)} {words.strip()}"
    return f"{paragraph.mark} {words}" if paragraph.mark and line.is_numbered else words


class _Reading:
    """Puts paragraphs one after another where they belong."""

    def __init__(self, result: ParsedDocument) -> None:
        self._document = result
        self._texts: list[Parsed[PlanText]] = []
        self._listing = False
        self._direction: Parsed[Direction] | None = None
        self._lead: Paragraph | None = None  # «… по следующим направлениям:», until its list begins
        self.text: Parsed[PlanText] | None = None

    def take(self, paragraph: Paragraph, folded: str) -> None:
        """One more paragraph."""
        line = list_line(paragraph)
        lead, self._lead = self._lead, None
        if lead is not None and not line.is_numbered:
            self._listing = False
            self._prose(lead, list_line(lead), fold(lead.words))
        if _DIRECTIONS.search(folded) and not line.is_bullet:
            self._listing, self._direction, self._lead = True, None, paragraph
        elif direction := self._named(line):
            self._direction, self._listing = direction, False
        elif self._listing and line.is_numbered:
            self._document.directions.append(Parsed(Direction(title_words=line.text), source=paragraph.source))
        elif self._direction is not None and line.is_bullet:
            self._direction.record.lines.append(DirectionLine(text=line.text))
        else:
            self._listing, self._direction = False, None
            self._prose(paragraph, line, folded)

    def _named(self, line: ListLine) -> Parsed[Direction] | None:
        """The direction that is told again, with its lines below."""
        key = fold(line.text).strip(" .;:,")
        return next(
            (one for one in self._document.directions if fold(one.record.title_words).strip(" .;:,") == key), None
        )

    def _prose(self, paragraph: Paragraph, line: ListLine, folded: str) -> None:
        words = paragraph.words
        bare = words.rstrip(":") if _HEADING.match(folded) else words
        short = len(words) < _LONGEST_HEADING and not bare.endswith((".", ";", ",", ":"))
        styled = paragraph.heading and len(words) < _LONGEST_HEADING and self._document.file_kind not in _SHEETS
        if styled or (short and not line.is_bullet and (_HEADING.match(folded) or words.isupper())):
            bare = f"{paragraph.mark} {bare.rstrip('.:;,')}" if styled and line.is_numbered else bare
            self.text = Parsed(PlanText(heading=bare.strip()), source=paragraph.source)
            self._texts.append(self.text)
            return
        if self.text is None:
            self.text = Parsed(PlanText(), source=paragraph.source)
            self._texts.append(self.text)
        result = self.text.record
        result.text = "\n".join(filter(None, (result.text, _as_line(paragraph, line))))

    def end(self) -> None:
        """Keep the texts that say something."""
        if self._lead is not None:
            self._prose(self._lead, list_line(self._lead), fold(self._lead.words))
        self._document.texts += [text for text in self._texts if text.record.text]
