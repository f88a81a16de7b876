"""Parts of the analysis: a log entry as a sentence, what was shared, the council's questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.events import Mode
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.minutes import OPEN_STATES, DecisionState
from cluster_desk.core.records.resources import Resource
from cluster_desk.core.russian import capitalized, day_in_words
from cluster_desk.core.words import fold, tidy
from cluster_desk.data.queries.council import meetings_told
from cluster_desk.data.queries.events import EventPersonFacts
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.minutes import decisions_told
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs, list_resources
from cluster_desk.reports.document import Block, Heading, Paragraph
from cluster_desk.reports.log_entries import Entry, level_words
from cluster_desk.reports.periods import Period
from cluster_desk.reports.prose import (
    CHILD,
    DECISION,
    MEETING,
    ORGANIZATION,
    QUESTION,
    Noun,
    as_typed,
    counted,
    days,
    figure,
    joined,
    out_of,
    people,
    sentence,
)

_MODES = {Mode.IN_PERSON: "очно", Mode.REMOTE: "дистанционно", Mode.MIXED: "смешанный формат"}
_MOST_NAMED = 12
_LONG_WORD = 30
CLUB = Noun("объединение", "объединения", "объединений", "n")


def entry_words(entry: Entry) -> str:
    """«27 марта 2025 г. — методический день «Урок без границ» (очно; 46 педагогов из 9 организаций). Победители: …»."""
    event = entry.event
    if own := own_words(entry):
        return own
    when = days(event.first_day, event.last_day, event.day_words, year=True)
    inside = [word for word in (level_words(event.level), event.form, _MODES.get(event.mode, ""), event.venue) if word]
    inside += [who] if (who := _who(entry)) else []
    told = f"{when} — {tidy(event.name).rstrip('.;')}" + (f" ({'; '.join(inside)})" if inside else "")
    more = [event.nominations and f"Номинации: {event.nominations}", event.results, _named(entry.people), event.text]
    return " ".join([sentence(told), *(sentence(tidy(part)) for part in more if part.strip())])


def own_words(entry: Entry) -> str:
    """The text of an entry that tells its event and day itself, as one read from an old report does; else ""."""
    text, name = tidy(entry.event.text), fold(tidy(entry.event.name))
    if not name or name[:40] not in fold(text):
        return ""
    more = [entry.event.results, _named(entry.people)]
    told = [sentence(tidy(part)) for part in more if part.strip() and fold(tidy(part)) not in fold(text)]
    return " ".join([sentence(capitalized(text)), *told])


def entry_paragraph(entry: Entry) -> Paragraph:
    """The entry as a line of a list; one with a long web address is not stretched over the line."""
    words = entry_words(entry)
    stretched = max(map(len, words.split()), default=0) < _LONG_WORD
    return Paragraph(f"– {words}", align="justify" if stretched else "left")


def _who(entry: Entry) -> str:
    """«46 педагогов из 9 организаций»; one number stays in the words it was typed in, organizations are few or many."""
    named = sorted(entry.organizations)
    units = [as_typed(o.count_words, o.number, o.kind, o.unit) for o in entry.told if o.unit]
    typed = [o for o in entry.told if not o.unit]
    whole = [o for o in typed if not o.organization]
    if whole and len(whole) == len(typed):
        words = joined([as_typed(o.count_words, o.number, o.kind, "") for o in whole])
    else:
        words = people(entry.counts)
    if words and named:
        words += f" из {out_of(len(named), ORGANIZATION)}" if len(named) > 2 else f": {', '.join(named)}"
    return ", ".join([part for part in (words, *units) if part])


def _named(told: Sequence[EventPersonFacts]) -> str:
    """«Победитель — Зимина Ольга (МКОУ СОШ с. Берёзовка), I место; …»."""
    words = []
    for one in told[:_MOST_NAMED]:
        role = f"{one.role} — " if one.role else ""
        place = f" ({one.organization})" if one.organization else ""
        words.append(f"{role}{one.name}{place}" + (f", {one.nomination}" if one.nomination else ""))
    more = len(told) - _MOST_NAMED
    if more > 0:
        words.append(f"и ещё {more}")
    return capitalized("; ".join(words))


def resource_blocks(read: Reader, period: Period) -> list[Block]:
    """What the support school shared: sentences of totals with the organizations behind them; the clubs."""
    resources = [one for one in list_resources(read) if one.loans and period.touches(one.period)]
    clubs = [one for one in list_clubs(read) if period.touches(one.period)]
    if not resources and not clubs:
        return []
    names = titles(read, Organization, (loan.organization_id for one in resources for loan in one.loans))
    blocks: list[Block] = [heading("Ресурсы опорной школы")]
    blocks += [Paragraph(_resource(one, names)) for one in resources]
    if clubs:
        children = sum(club.children_in_all for club in clubs)
        named = ", ".join(f"{club.name} — {club.children_in_all}" for club in clubs)
        kinds = "кружки, секции, сетевые классы"
        told = f"{counted(len(clubs), CLUB)} ({kinds}), в них {counted(children, CHILD)}"
        blocks.append(Paragraph(f"Для обучающихся кластера открыто {told}: {named}."))
    return blocks


def _resource(one: Resource, names: Mapping[int | None, str]) -> str:
    """«Учебники (2025/2026 учебный год): всего 363 шт., в том числе МКОУ СОШ с. Берёзовка — 153, …»."""
    shares: dict[str, int] = {}
    for loan in one.loans:
        name = names[loan.organization_id]
        shares[name] = shares.get(name, 0) + (loan.count or 0)
    period = f" ({one.period})" if one.period else ""
    unit = f" ({one.unit})" if one.unit else ""
    words = ", ".join(f"{name} — {figure(number)}" for name, number in shares.items())
    returned = f" Возвращено: {figure(one.returned)}." if one.returned else ""
    return f"{one.name}{period}: всего {figure(one.lent)}{unit}, в том числе {words}.{returned}"


def council_blocks(read: Reader, period: Period) -> list[Block]:
    """The council's meetings of the period with their questions, and what became of the decisions."""
    start, end = period.start.isoformat(), period.end.isoformat()
    meetings = read.load_all(Meeting, [one.id for one in reversed(meetings_told(read)) if start <= one.day <= end])
    if not meetings:
        return []
    decisions = [one for one in decisions_told(read, period.end) if start <= one.meeting_day <= end]
    questions = sum(len(one.agenda) for one in meetings)
    told = f"Проведено {counted(len(meetings), MEETING)}, рассмотрено {counted(questions, QUESTION)}"
    if decisions:
        done = sum(one.state is DecisionState.FULFILLED for one in decisions)
        left = sum(one.state in OPEN_STATES for one in decisions)
        told += f", принято {counted(len(decisions), DECISION)}: исполнено {done}, остаётся на контроле {left}"
    blocks: list[Block] = [heading("Вопросы координационного совета"), Paragraph(f"{told}.", after=2)]
    for one in meetings:
        number = f", № {one.number}" if one.number is not None else ""
        topics = "; ".join(tidy(question.topic).rstrip(".;") for question in one.agenda)
        day = day_in_words(one.day) if one.day else one.day_words
        blocks.append(Paragraph(sentence(f"– {day}{number}: {topics or one.theme or 'повестка не записана'}")))
    return blocks


def heading(text: str) -> Heading:
    """A heading inside the analysis, as in the picture of paper 11."""
    return Heading(text, 2, "left", size=13, before=10, after=4, indent=12.5)
