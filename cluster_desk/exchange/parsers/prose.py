"""What a plan tells in prose: texts under their headings (the analysis of the past year) and directions with lines.

What others read out of the same paragraphs (title, goals, tasks, meetings, names of tables) is left out here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.plans import Direction, DirectionLine, PlanText
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.grids import Paragraph
from cluster_desk.exchange.layout.reading_order import ListLine, Table, list_line
from cluster_desk.exchange.parsers.aims import begins_aims

_MEETING = re.compile(
    r"заседани[ея]$|(?:планы? )?заседани[йя] координационного|тема ?:|повестка|место проведения ?:|время проведения ?:"
)
_DIRECTIONS = re.compile(r"\bнаправлени\w*\b[^.]*:$|^направления \w+$")
_HEADING = re.compile(
    r"(?:\d+\. ?)?(?:анализ|планирование|введение|пояснительная|общие положения|нормативн|правов|ресурсн|"
    r"ожидаемые результаты|критерии|механизм|паспорт|приложение|общий вывод)\b"
)
_LONGEST_HEADING = 160


def read_stretch(stretch: Sequence[Paragraph], table: Table | None, result: ParsedDocument) -> None:
    """Add the texts and directions above `table`; behind the last table only what follows a plan."""
    if table is None and not result.plans:
        return
    used = {source.paragraph for task in result.tasks for source in (task.source, *task.part_sources)}
    used |= {goal.source.paragraph for goal in result.goals}
    reading = _Reading(result)
    for paragraph in _own(stretch, result):
        folded = fold(paragraph.words)
        if _MEETING.match(folded):
            break
        if paragraph.source.paragraph in used or begins_aims(folded):
            reading.text = None
        else:
            reading.take(paragraph, folded)
    reading.end()


def _own(stretch: Sequence[Paragraph], result: ParsedDocument) -> list[Paragraph]:
    """The stretch without the title and what stands before it, and without the names of the table below it."""
    title = fold(result.title or "")
    starts = [
        place
        for place, one in enumerate(stretch)
        if title and fold(one.words) and title.startswith(fold(one.words).rstrip(" .:"))
    ]
    stamped = {source for one in result.approvals for source in (one.source, *one.part_sources)}
    stretch = [one for one in stretch if one.source not in stamped and not fold(one.words).startswith("продолжение")]
    own = list(stretch[starts[0] :] if starts and not result.plans else stretch)
    while own and title and fold(own[0].words).rstrip(" .:") in title:
        own.pop(0)
    lists = [events.record for events in result.event_lists]
    named = " ".join(fold(words) for events in lists for words in (events.heading, events.name))
    named += " ".join(fold(words) for plan in result.plans for words in (plan.name or "", plan.own_title or ""))
    named += " ".join(fold(section.record.name) for plan in result.plans for section in plan.sections)
    while own and (fold(own[-1].words).rstrip(" :") in named or own[-1].words.endswith(":")):
        own.pop()
    return own


class _Reading:
    """Puts paragraphs one after another where they belong."""

    def __init__(self, result: ParsedDocument) -> None:
        self._document = result
        self._texts: list[Parsed[PlanText]] = []
        self._listing = False
        self._direction: Parsed[Direction] | None = None
        self.text: Parsed[PlanText] | None = None

    def take(self, paragraph: Paragraph, folded: str) -> None:
        """One more paragraph."""
        line = list_line(paragraph)
        if _DIRECTIONS.search(folded) and not line.is_bullet:
            self._listing, self._direction, self.text = True, None, None
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
        short = len(words) < _LONGEST_HEADING and not words.endswith((".", ";", ",", ":"))
        if short and not line.is_bullet and (_HEADING.match(folded) or words.isupper()):
            self.text = Parsed(PlanText(heading=words), source=paragraph.source)
            self._texts.append(self.text)
            return
        if self.text is None:
            self.text = Parsed(PlanText(), source=paragraph.source)
            self._texts.append(self.text)
        marked = f"{paragraph.mark} {words}" if paragraph.mark and line.is_numbered else words
        result = self.text.record
        result.text = "\n".join(filter(None, (result.text, f"- {line.text}" if line.is_bullet else marked)))

    def end(self) -> None:
        """Keep the texts that say something."""
        self._document.texts += [text for text in self._texts if text.record.text]
