"""A plan without a table: a numbered list, bullets or sentences whose lines tell what is done, when and by whom.

Each row is proposed with a doubt: a line of text tells less surely than a table what is what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cluster_desk.core.deadlines.time_words import labelled_time, names_time, time_in_heading
from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.core.parsed_rows import INFERRED, Source
from cluster_desk.core.records.plans import PlanItem, PlanSection, Responsible
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.people import is_role, read_people
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Paragraph
from cluster_desk.exchange.layout.reading_order import ReadingOrder, list_line
from cluster_desk.exchange.parsers.aims import begins_aims
from cluster_desk.exchange.parsers.titles import begins_title

_FROM_LINE = N_("The plan has no table; this row was made of a line of text.")
_OF_TITLE = N_("The line tells no deadline; that of the plan's title was taken.")
_OF_HEADING = N_("The deadline stands in the heading above, not in this row.")
_COLUMNS = {"number": "№", "title": "Мероприятие", "deadline": "Срок", "responsible": "Ответственный"}
_WHO = regex(
    r"[\s,;.(–—-]*\b(?:отв(?:етственн\w{2,3}(?: лиц[оа])?)?|исп(?:олнител[ьи])?|организатор\w*|провод[ия]т)\b"
    r"\s*[.:–—-]*\s*(?P<who>[^()]+?)[\s);]*$",
    re.IGNORECASE,
)
_LABEL_WHO = regex(r"^(?:ответственн\w{2,3}|отв|исполнител[ьи])\b\s*[.:–—-]+\s*(?P<who>.+)$", re.IGNORECASE)
_WHEN = regex(r"(?:срок\w*|дат[аы]|когда|период|время)\b[^:–—-]{0,20}[:–—-]\s*", re.IGNORECASE)
_PARTED = regex(r"\s+[–—-]+\s+|\s*[(;:]\s*|\s*,\s+|\.\s+(?=[А-ЯЁа-яё\d])|\s*\)\s*")
_MONTH = "(?:" + "|".join(STEMS) + ")[а-яё]*"
_WITHIN = regex(
    rf"\b(?:(?:до|с|к|по|в|на|не позднее) )?(?:\d{{1,2}}(?:\s?[-–,и]\s?\d{{1,2}})* {_MONTH}|{_MONTH})"
    rf"(?: (?:20\d\d)(?: ?г\w*)?)?|\b\d{{1,2}}\.\d{{2}}(?:\.\d{{2,4}})?\b|\bв течение \w+",
    re.IGNORECASE,
)
_TITLE_TIME = regex(rf"\b(?:на|в) (?P<time>{_MONTH})\b", re.IGNORECASE)
_LONGEST, _LONGEST_HEADING = 700, 160
_ENDS = regex(r"^(?:приложени|примечани|директор\b|председател|исполнитель\b|составил|руководител)", re.IGNORECASE)


@dataclass
class _Line:
    """A line of the plan: its number and words, what was found of it."""

    source: Source
    words: str
    number: str = ""
    listed: bool = False
    title: str = ""
    deadline: str = ""
    responsible: str = ""


def read_list(order: ReadingOrder, result: ParsedDocument) -> None:
    """Take the lines of a document as a plan, where its title names one and no table told it."""
    if result.plans or result.meetings or result.event_lists or not result.title or not begins_title(result.title):
        return
    lines = _lines(order, result)
    listed = [line for line in lines if line.listed]
    own = listed or lines
    under = _under_times(lines) if listed else set()
    dated = [line for line in own if line.deadline or line.responsible or id(line) in under]
    month = _TITLE_TIME.search(result.title)
    if not own or len(dated) * 10 < len(own) * (4 if listed else 6) or (len(own) == 1 and not own[0].deadline):
        return
    plan = ParsedPlan(result.title, source=own[0].source)
    plan.sections = list(_sections(lines, bool(listed), month["time"] if month else ""))
    items = [item for section in plan.sections for item in section.parts]
    names = [name for name in _COLUMNS if any(getattr(item.record, name) for item in items)]
    plan.roles, plan.columns = names, [_COLUMNS[name] for name in names]
    if items:
        result.plans.append(plan)


def _lines(order: ReadingOrder, result: ParsedDocument) -> list[_Line]:
    """The lines below the title that no other reader took."""
    told: list[Parsed[Any]] = [*result.tasks, *result.goals, *result.approvals]
    taken = {source.paragraph for row in told for source in (row.source, *row.part_sources)}
    stamped = {fold(words) for one in result.approvals for words in one.typed["lines"]}
    title = fold(result.title or "")
    lines: list[_Line] = []
    begun = False
    for block in order.blocks:
        if not isinstance(block, Paragraph) or block.source.paragraph in taken or fold(block.words) in stamped:
            continue
        if fold(block.words).rstrip(" :.") and fold(block.words).strip(' :."') in title:
            begun, lines = True, []
            continue
        if not begun or begins_aims(fold(block.words)) or _ENDS.match(block.words):
            continue
        lines += _of_paragraph(block)
    return _attached(lines)


def _of_paragraph(paragraph: Paragraph) -> Iterator[_Line]:
    """The lines of a paragraph, each with what it tells."""
    for place, text in enumerate(filter(None, map(tidy, paragraph.text.split("\n")))):
        line = list_line(Paragraph(text, paragraph.mark if place == 0 else ""))
        number = line.mark if line.is_numbered else ""
        made = _Line(paragraph.source, text, number, bool(line.mark))
        _read(made, line.text)
        yield made


def _read(line: _Line, words: str) -> None:
    """Take apart what a line says: who, when, and what is done."""
    line.title = words
    if len(words) > _LONGEST:
        return
    if who := _WHO.search(words):
        line.responsible, words = _without_end(who["who"]), words[: who.start()]
    elif at_end := _person_at_end(words):
        line.responsible, words = at_end
    line.deadline, line.title = _when(words)
    line.title = line.title.strip(" ,–—-") or words


def _person_at_end(words: str) -> tuple[str, str] | None:
    """Who stands at the end of a line behind the time, and the line without it; None where nobody does."""
    gaps = list(_PARTED.finditer(words))
    for before, gap in pairwise(gaps):
        who = words[gap.end() :]
        if (is_role(who) or _is_name(who)) and _time(words[before.end() : gap.start()].strip(" .;)")):
            return _without_end(who), words[: gap.start()]
    return None


def _without_end(words: str) -> str:
    """Words without the sign that ends the line; the full stop of initials stays."""
    words = words.strip(" ,;")
    return words if re.search(r"\b[А-ЯЁ]\.$", words) else words.rstrip(".")


def _is_name(words: str) -> bool:
    names = find_names(words)
    return bool(names) and len(names[0].words) + 3 > len(words.strip(" .;"))


def _when(words: str) -> tuple[str, str]:
    """The deadline of a line and the rest: at its end or beginning, else a day within the sentence, which stays."""
    gaps = list(_PARTED.finditer(words))
    for gap in gaps:
        time = _time(words[gap.end() :].strip(" ,.;)"))
        if time:
            return time, words[: gap.start()]
    for gap in reversed(gaps):
        if time := _time(words[: gap.start()].strip(" .;(")):
            return time, words[gap.end() :]
    within = [match[0] for match in _WITHIN.finditer(words) if names_time(match[0])]
    return within[0] if within else "", words


def _time(words: str) -> str:
    told = _WHEN.sub("", words, count=1) if _WHEN.match(words) else words
    return told if names_time(told) else ""


def _attached(lines: Sequence[_Line]) -> list[_Line]:
    """The lines with those that tell only when or who put to the item above them."""
    kept: list[_Line] = []
    for line in lines:
        time, who = labelled_time(line.words), _LABEL_WHO.match(line.words)
        if kept and kept[-1].listed and (time or who) and not line.listed:
            kept[-1].deadline = time or kept[-1].deadline
            kept[-1].responsible = _without_end(who["who"]) if who else kept[-1].responsible
        else:
            kept.append(line)
    return kept


def _under_times(lines: Sequence[_Line]) -> set[int]:
    """The lines below a heading that tells a time, by their identity."""
    under: set[int] = set()
    time = ""
    for line in lines:
        if not line.listed and len(line.words) < _LONGEST_HEADING:
            time = time_in_heading(line.words)
        elif line.listed and time:
            under.add(id(line))
    return under


def _sections(lines: Sequence[_Line], listed: bool, month: str) -> Iterator[Parsed[PlanSection]]:
    """The sections of the plan: what stands between the lines of the list heads them."""
    section = Parsed(PlanSection(), source=lines[0].source)
    time = ""
    for line in lines:
        heads = listed and not line.listed and len(line.words) < _LONGEST_HEADING
        if heads or (not listed and not line.deadline and line.words.endswith(":")):
            if section.parts or section.record.name:
                yield section
            section = Parsed(PlanSection(name=line.words.rstrip(" :")), source=line.source)
            time = time_in_heading(line.words)
        elif line.listed or not listed:
            section.parts.append(_item(line, time, month))
    if section.parts or section.record.name:
        yield section


def _item(line: _Line, heading: str, month: str) -> Parsed[PlanItem]:
    people = [Responsible(name=one.name or "", position=one.position or "") for one in read_people([line.responsible])]
    record = PlanItem(number=line.number, title=line.title, deadline=line.deadline, responsible=line.responsible)
    record.people = people if line.responsible else []
    absent = frozenset(["result", *([] if line.responsible else ["people"])])
    item = Parsed(record, absent=absent, source=line.source)
    item.doubt(_FROM_LINE, "list")
    if not line.deadline and (heading or month):
        record.deadline = heading or month
        item.doubt(_OF_HEADING if heading else _OF_TITLE, INFERRED if heading else "unsure", "deadline")
    return item
