"""Paper 11: the analysis of the year (анализ работы), drafted from the log in the order of the plan's tasks.

What was entered stands in sentences and lists with days, numbers and names; what only a person can say is left to be
written: reasons, conclusions, problems. It is meant to be finished in Word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import OPEN_STATES, DecisionState, Meeting
from cluster_desk.core.records.events import Mode
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import Plan, PlanItem
from cluster_desk.core.records.resources import Resource
from cluster_desk.core.russian.dates import day_in_figures, day_in_words
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.council import list_meetings
from cluster_desk.data.queries.events import EventFacts, EventPersonFacts, items_served
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.data.queries.plan_table import plan_heads, plan_table
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs
from cluster_desk.reports.document import KEPT_FOR_YEARS, BlankLine, Block, Document, Heading, Paragraph
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.document.text import bold, rich
from cluster_desk.reports.papers.resources import resources_of
from cluster_desk.reports.shared import log_entries, prose
from cluster_desk.reports.shared.cluster_name import of_cluster
from cluster_desk.reports.shared.heads import signed_by_author
from cluster_desk.reports.shared.item_states import UNTOLD, reason_words, state_words, totals_words
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, period_of
from cluster_desk.reports.shared.plans import PLAN
from cluster_desk.rules.states import MeetingStanding, Standing, meeting_standings, standings


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice("", _("the plan that the log serves most")), *PLAN.choices(read)]


OF_PLAN = Option("plan", N_("In the order of the plan"), OptionKind.CHOICE, choices=_choices, find=PLAN.find)
OPTIONS = (SINCE, UNTIL, OF_PLAN)


def build(read: Reader, options: Options) -> Document:
    """The analysis of the period that `options` tell; its workbook lists every entry that a sentence was made of."""
    period = period_of(read, options)
    entries = log_entries.entries_of(read, period)
    plan = read.load(Plan, int(options[OF_PLAN.name] or 0) or _served_most(read, entries, period) or 0)
    inside = [
        *_tasks(read, entries, plan, period),
        *resource_blocks(read, period),
        *council_blocks(read, period),
    ]
    if not (inside or read.value("SELECT 1 FROM events LIMIT 1")):
        raise UserError(
            _("There is nothing to analyse yet: no plan, no log, no meetings."),
            do=_("Enter the plan and write down what was held in the area “Log”."),
        )
    blocks: list[Block] = [
        Heading("АНАЛИЗ РАБОТЫ", after=2),
        Heading(f"{of_cluster(read)} {period.title}", 0, after=2 if period.as_of else 12),
        *as_of_lines(period),
        Paragraph(_opening(read, entries, period)),
        *inside,
        heading("Проблемы, над которыми предстоит работать"),
        BlankLine(lines=4),
        heading("Задачи на следующий период"),
        BlankLine(lines=3),
        signed_by_author(read, period.last),
    ]
    sheets = (
        (log_entries.entries_sheet(read, entries, period), log_entries.stated_numbers_sheet(entries, period))
        if entries
        else None
    )
    return Document(f"Анализ работы {period.title}", tuple(blocks), KEPT_FOR_YEARS, sheets=sheets)


def _served_most(read: Reader, entries: Sequence[log_entries.Entry], period: Period) -> int | None:
    """The plan whose tasks the entries serve most; else the one in force in the period."""
    owner = dict(read.rows("SELECT id, plans_id FROM tasks"))
    served = Counter(owner[entry.event.task_id] for entry in entries if entry.event.task_id in owner)
    if served:
        return int(served.most_common(1)[0][0])
    return next((head.id for head in plan_heads(read) if head.touches(period.start, period.end)), None)


def _opening(read: Reader, entries: Sequence[log_entries.Entry], period: Period) -> str:
    members = len(members_on(read, period.last))
    whole = f"{'входит' if _is_one(members) else 'входят'} {prose.counted(members, prose.ORGANIZATION)}"
    if period.is_over:
        whole = whole.replace("входят", "входили").replace("входит", "входила")
    when = "на конец периода" if period.is_over else f"на {day_in_figures(period.last)}"
    text = f"В состав кластера {when} {whole}. " if members else ""
    if not entries:
        return text + log_entries.no_entries(period)
    who = prose.took_part(list(log_entries.totals(entries).items()))
    names = {name for entry in entries for name in entry.organizations}
    text += f"{period.inside} {prose.held(len(entries))}"
    text += f", в {'котором' if len(entries) == 1 else 'которых'} {who}" if who else ""
    text += f" из {prose.out_of(len(names), prose.ORGANIZATION)}" if who and names else ""
    return f"{text}."


def _is_one(number: int) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _tasks(read: Reader, entries: Sequence[log_entries.Entry], plan: Plan | None, period: Period) -> list[Block]:
    """Each task of the plan with its entries, then tasks of other plans that were served, then the rest.

    The plan's items belong to the plan's own period: where that is another one, only its tasks give the order.
    """
    tasks = log_entries.tasks_in_order(read, plan.id if plan else None)
    undated = log_entries.entries_undated(read)
    own = {task.id for task in plan.tasks} if plan else set()
    waiting = log_entries.not_held(read, period)
    table = plan_table(read, plan.id or 0) if plan and _touches(plan, period) else None
    items, known = (table.items, standings(table, period.last)) if table else ([], {})
    served = items_served(read)
    by_events = {item for event in waiting for item in served.get(event.id, ())}
    blocks: list[Block] = []
    number = 0
    for task, text in tasks.items():
        inside = [entry for entry in entries if entry.event.task_id == task]
        timeless = [entry for entry in undated if entry.event.task_id == task]
        behind = [item for item in items if item.task_id == task]
        if task not in own and not inside:
            continue
        number += 1
        blocks.append(heading(f"Задача {number}. {capitalized(_first_line(text))}"))
        late = [event for event in waiting if event.task_id == task]
        blocks += [
            *_facts(inside, behind),
            *_undated_lines(timeless),
            *_left(_apart(behind, by_events), known, late, period),
        ]
        blocks += _conclusion(behind, known)
    rest = [entry for entry in entries if entry.event.task_id not in tasks]
    timeless = [one for one in undated if one.event.task_id not in tasks]
    loose = _left(
        _apart([item for item in items if item.task_id not in tasks], by_events),
        known,
        [event for event in waiting if event.task_id not in tasks],
        period,
    )
    if rest or timeless or loose:
        blocks.append(heading(log_entries.NO_TASK if number else "Проведённые мероприятия"))
        blocks += [*(_facts(rest, []) if rest else []), *_undated_lines(timeless), *loose]
    return blocks


def _apart(items: Sequence[PlanItem], by_events: Set[int]) -> list[PlanItem]:
    """The items that are not named by an event of theirs already."""
    return [item for item in items if item.id not in by_events]


def _touches(plan: Plan, period: Period) -> bool:
    start, end = plan.period_start, plan.period_end
    return start is not None and end is not None and start <= period.end and end >= period.start


def _first_line(text: str) -> str:
    return tidy(text.split("\n", maxsplit=1)[0]).rstrip(" .:;")


def _conclusion(items: Sequence[PlanItem], known: Mapping[str, Standing]) -> list[Block]:
    """«Вывод:» with what the plan's states say where anybody told any, and lines to write the rest on."""
    states = [known[item.uuid] for item in items]
    words = f" {totals_words(states)}" if any(one.state for one in states) else ""
    return [Paragraph(rich(bold("Вывод:"), words), keep_next=True), BlankLine(lines=2)]


def _facts(entries: Sequence[log_entries.Entry], items: Sequence[PlanItem]) -> list[Block]:
    """What was done: a sentence of totals, the largest event, winners, and a line for every entry."""
    planned = f"По плану намечено: {prose.counted(len(items), prose.ITEM)}. " if items else ""
    if not entries:
        return [Paragraph(f"{planned}В журнале за период записей по этой задаче нет.")]
    who = prose.took_part(list(log_entries.totals(entries).items()))
    text = f"{planned}{capitalized(prose.held(len(entries)))}"
    text += f", в {'нём' if len(entries) == 1 else 'них'} {who}." if who else "."
    largest = max(entries, key=lambda entry: entry.people_count)
    if len(entries) > 3 and largest.people_count:
        text += f" Наибольшее число участников: {largest.event.name} ({largest.people_count})."
    named = sum(_is_winner(one.role, one.nomination) for entry in entries for one in entry.people)
    if named:
        text += f" Названо победителей и призёров: {named}."
    return [Paragraph(text, after=2), *map(entry_paragraph, entries)]


def _undated_lines(entries: Sequence[log_entries.Entry]) -> list[Block]:
    """Entries that were held without a known day: named under their task, counted in no period."""
    if not entries:
        return []
    return [
        Paragraph("Без известной даты (в итоги периода не вошли):", before=2, keep_next=True),
        *map(entry_paragraph, entries),
    ]


def _is_winner(role: str, nomination: str) -> bool:
    words = f"{role} {nomination}".lower()
    return any(part in words for part in ("побед", "призёр", "призер", "лауреат", "мест"))


_LEFT = {
    "перенесено": "Перенесено:",
    "отменено": "Не реализовано (отменено):",
    log_entries.UNTOLD: "Отметки о выполнении нет:",
    "запланировано": "Запланировано:",
}
"""What of a plan is not told to be done, by what is known of it; what is under way stands among the facts."""


def _left(
    items: Sequence[PlanItem], known: Mapping[str, Standing], waiting: Sequence[EventFacts], period: Period
) -> list[Block]:
    """What was moved, cancelled, not told, and is still to come: each kind with the reasons that are known.

    A line is left to write on where something was moved or cancelled without a reason.
    """
    told = [(state_words(known[item.uuid]), item.title, item.moved_to, item.reason) for item in items]
    told += [(log_entries.event_words(one, period.last), one.name, one.moved_to, one.reason) for one in waiting]
    values: dict[str, dict[str, str]] = {}
    for state, name, moved, reason in told:
        label = _LEFT.get(log_entries.UNTOLD if state == UNTOLD else state)
        if label is not None:
            values.setdefault(label, {}).setdefault(tidy(name).rstrip(".;"), reason_words(moved, reason))
    blocks: list[Block] = []
    for label in _LEFT.values():
        named = values.get(label, {})
        words = "; ".join(name + (f" ({why})" if why else "") for name, why in named.items())
        if words:
            blocks.append(Paragraph(rich(bold(label), f" {words}."), before=2))
    if any(not why for label in list(_LEFT.values())[:2] for why in values.get(label, {}).values()):
        blocks.append(BlankLine("Причина:", lines=2))
    return blocks


_MODES = {Mode.IN_PERSON: "очно", Mode.REMOTE: "дистанционно", Mode.MIXED: "смешанный формат"}
_MOST_NAMED = 12
_LONG_WORD = 30
CLUB = prose.Noun("объединение", "объединения", "объединений", "n")


def entry_words(entry: log_entries.Entry) -> str:
    """«27 марта 2025 г. — методический день «Урок без границ» (очно; 46 педагогов из 9 организаций). Победители: …»."""
    event = entry.event
    if own := own_words(entry):
        return own
    when = tidy(event.day_words)
    inside = [
        word
        for word in (log_entries.level_words(event.level), event.form, _MODES.get(event.mode, ""), event.venue)
        if word
    ]
    inside += [who] if (who := _who(entry)) else []
    text = f"{capitalized(when)} — {tidy(event.name).rstrip('.;')}" + (f" ({'; '.join(inside)})" if inside else "")
    more = [event.nominations and f"Номинации: {event.nominations}", event.results, _named(entry.people), event.text]
    return " ".join([prose.sentence(text), *(prose.sentence(tidy(part)) for part in more if part.strip())])


def own_words(entry: log_entries.Entry) -> str:
    """The text of an entry that tells its event and day itself, as one read from an old report does; else ""."""
    text, name = tidy(entry.event.text), fold(tidy(entry.event.name))
    if not name or name[:40] not in fold(text):
        return ""
    more = [entry.event.results, _named(entry.people)]
    values = [prose.sentence(tidy(part)) for part in more if part.strip() and fold(tidy(part)) not in fold(text)]
    return " ".join([prose.sentence(capitalized(text)), *values])


def entry_paragraph(entry: log_entries.Entry) -> Paragraph:
    """The entry as a line of a list; one with a long web address is not stretched over the line."""
    words = entry_words(entry)
    stretched = max(map(len, words.split()), default=0) < _LONG_WORD
    return Paragraph(f"– {words}", align="justify" if stretched else "left")


def _who(entry: log_entries.Entry) -> str:
    """«46 педагогов из 9 организаций»; one number stays in the words it was typed in, organizations are few or many."""
    named = sorted(entry.organizations)
    units = [prose.as_typed(o.count_words, o.number, o.kind, o.unit) for o in entry.participations if o.unit]
    typed = [o for o in entry.participations if not o.unit]
    whole = [o for o in typed if not o.organization]
    if whole and len(whole) == len(typed):
        words = prose.joined([prose.as_typed(o.count_words, o.number, o.kind, "") for o in whole])
    else:
        words = prose.people(entry.counts)
    if words and named:
        words += f" из {prose.out_of(len(named), prose.ORGANIZATION)}" if len(named) > 2 else f": {', '.join(named)}"
    return ", ".join([part for part in (words, *units) if part])


def _named(event_person_factses: Sequence[EventPersonFacts]) -> str:
    """«Победитель — Зимина Ольга (МКОУ СОШ с. Берёзовка), I место; …»."""
    words = []
    for one in event_person_factses[:_MOST_NAMED]:
        role = f"{one.role} — " if one.role else ""
        place = f" ({one.organization})" if one.organization else ""
        words.append(f"{role}{one.name}{place}" + (f", {one.nomination}" if one.nomination else ""))
    more = len(event_person_factses) - _MOST_NAMED
    if more > 0:
        words.append(f"и ещё {more}")
    return capitalized("; ".join(words))


def resource_blocks(read: Reader, period: Period) -> list[Block]:
    """What the support school shared: sentences of totals with the organizations behind them; the clubs."""
    resources = [one for one in resources_of(read, period) if one.loans]
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
        text = f"{prose.counted(len(clubs), CLUB)} ({kinds}), в них {prose.counted(children, prose.CHILD)}"
        blocks.append(Paragraph(f"Для обучающихся кластера открыто {text}: {named}."))
    return blocks


def _resource(one: Resource, names: Mapping[int | None, str]) -> str:
    """«Учебники (2025/2026 учебный год): всего 363 экз., в том числе МКОУ СОШ с. Берёзовка — 153, …»."""
    shares: dict[str, int] = {}
    for loan in one.loans:
        name = names[loan.organization_id] or "организация не указана"
        shares[name] = shares.get(name, 0) + (loan.count or 0)
    period = f" ({one.period})" if one.period else ""
    whole = prose.figure(one.lent)
    if one.unit:  # an abbreviation stands behind any number; a word would have to agree with it
        whole = f"{whole} {one.unit}" if one.unit.endswith(".") else f"{one.unit} — {whole}"
    words = ", ".join(f"{name} — {prose.figure(number)}" for name, number in shares.items())
    returned = f" Возвращено: {prose.figure(one.returned)}." if one.returned else ""
    return f"{one.name}{period}: всего {whole}, в том числе {words}.{returned}"


def council_blocks(read: Reader, period: Period) -> list[Block]:
    """The council's meetings of the period with their questions, and what became of the decisions.

    Held are those whose minutes tell something; the others are named apart.
    """
    start, end = period.start.isoformat(), period.end.isoformat()
    meetings = read.load_all(Meeting, [one.id for one in reversed(list_meetings(read)) if start <= one.day <= end])
    if not meetings:
        return []
    known = meeting_standings(read, period.last)
    by_standing = {kind: [one for one in meetings if known[one.id or 0] is kind] for kind in MeetingStanding}
    held = by_standing[MeetingStanding.HELD]
    blocks: list[Block] = [heading("Вопросы координационного совета")]
    if held:
        blocks += [Paragraph(_decided(read, held, period), after=2), *map(_meeting, held)]
    for kind, words in _NOT_HELD.items():
        if by_standing[kind]:
            blocks += [Paragraph(words, before=2, keep_next=True), *map(_meeting, by_standing[kind])]
    return blocks


_NOT_HELD = {
    MeetingStanding.NOT_TOLD: "Заседания, протоколов которых нет:",
    MeetingStanding.AHEAD: "Запланированы заседания:",
}


def _decided(read: Reader, held: Sequence[Meeting], period: Period) -> str:
    """«Проведено 3 заседания, рассмотрено 12 вопросов, принято 17 решений: исполнено 5, …»; the parts add up."""
    count, heard = prose.counted(len(held), prose.MEETING), sum(len(one.agenda) for one in held)
    text = f"Проведено {count}, рассмотрено {prose.counted(heard, prose.QUESTION)}"
    own = {one.id for one in held}
    decisions = [one for one in list_decisions(read, period.last) if one.meeting_id in own]
    if decisions:
        done = sum(one.state is DecisionState.FULFILLED for one in decisions)
        left = sum(one.state in OPEN_STATES for one in decisions)
        dropped = len(decisions) - done - left
        parts = [f"исполнено — {done}", f"на контроле — {left}"] + ([f"снято — {dropped}"] if dropped else [])
        text += f", принято {prose.counted(len(decisions), prose.DECISION)}: {', '.join(parts)}"
    return f"{text}."


def _meeting(one: Meeting) -> Paragraph:
    number = f", № {one.number}" if one.number is not None else ""
    topics = "; ".join(tidy(question.topic).rstrip(".;") for question in one.agenda)
    day = day_in_words(one.day) if one.day else one.day_words
    return Paragraph(prose.sentence(f"– {day}{number}: {topics or one.theme or 'повестка не записана'}"))


def heading(text: str) -> Heading:
    """A heading inside the analysis, as in the picture of paper 11."""
    return Heading(text, 2, "left", size=13, before=10, after=4, indent=12.5)
