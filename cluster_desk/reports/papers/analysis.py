"""Paper 11: the analysis of the year (анализ работы), drafted from the log in the order of the plan's tasks.

What was entered stands in sentences and lists with days, numbers and names; what only a person can say is left to be
written: reasons, conclusions, problems. It is meant to be finished in Word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import OPEN_STATES, DecisionState, Meeting
from cluster_desk.core.records.events import Mode
from cluster_desk.core.records.members import Organization
from cluster_desk.core.records.plans import ItemState, PlanItem
from cluster_desk.core.records.resources import Resource
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.council import list_meetings
from cluster_desk.data.queries.events import EventFacts, EventPersonFacts
from cluster_desk.data.queries.listing import titles
from cluster_desk.data.queries.members import members_on
from cluster_desk.data.queries.minutes import list_decisions
from cluster_desk.data.queries.plan_table import list_items, plan_heads
from cluster_desk.data.queries.reader import Reader
from cluster_desk.data.queries.resources import list_clubs, list_resources
from cluster_desk.reports.document import KEPT_FOR_YEARS, BlankLine, Block, Document, Heading, Paragraph
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.document.text import bold, rich
from cluster_desk.reports.shared import log_entries, prose
from cluster_desk.reports.shared.heads import of_cluster, signed_by_secretary
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, period_of
from cluster_desk.reports.shared.plans import PLAN


def _choices(read: Reader) -> list[PaperChoice]:
    return [PaperChoice("", _("the plan that the log serves most")), *PLAN.choices(read)]


OF_PLAN = Option("plan", N_("In the order of the plan"), OptionKind.CHOICE, choices=_choices, find=PLAN.find)
OPTIONS = (SINCE, UNTIL, OF_PLAN)


def build(read: Reader, options: Options) -> Document:
    """The analysis of the period that `options` tell; its workbook lists every entry that a sentence was made of."""
    period = period_of(options)
    entries = log_entries.entries_of(read, period)
    plan = int(options[OF_PLAN.name] or 0) or _served_most(read, entries, period)
    blocks: list[Block] = [
        Heading("АНАЛИЗ РАБОТЫ", after=2),
        Heading(f"{of_cluster(read)} {period.title}", 0, after=12),
        Paragraph(_opening(read, entries, period)),
        *_tasks(read, entries, plan, period),
        *resource_blocks(read, period),
        *council_blocks(read, period),
        heading("Проблемы, над которыми предстоит работать"),
        BlankLine(lines=4),
        heading("Задачи на следующий период"),
        BlankLine(lines=3),
        signed_by_secretary(read, period.end),
    ]
    sheets = (log_entries.entries_sheet(read, entries), log_entries.stated_numbers_sheet(entries))
    return Document(f"Анализ работы {period.title}", tuple(blocks), KEPT_FOR_YEARS, sheets=sheets)


def _served_most(read: Reader, entries: Sequence[log_entries.Entry], period: Period) -> int | None:
    """The plan whose tasks the entries serve most; else the one in force in the period."""
    owner = dict(read.rows("SELECT id, plans_id FROM tasks"))
    served = Counter(owner[entry.event.task_id] for entry in entries if entry.event.task_id in owner)
    if served:
        return int(served.most_common(1)[0][0])
    return next((head.id for head in plan_heads(read) if head.touches(period.start, period.end)), None)


def _opening(read: Reader, entries: Sequence[log_entries.Entry], period: Period) -> str:
    members = len(members_on(read, period.end))
    who = prose.took_part(list(log_entries.totals(entries).items()))
    names = {name for entry in entries for name in entry.organizations}
    text = f"{period.inside} {prose.held(len(entries))}"
    text += f", в {'котором' if len(entries) == 1 else 'которых'} {who}" if who else ""
    text += f" из {prose.out_of(len(names), prose.ORGANIZATION)}" if who and names else ""
    whole = "входила" if members % 10 == 1 and members % 100 != 11 else "входили"
    return f"В состав кластера на конец периода {whole} {prose.counted(members, prose.ORGANIZATION)}. {text}."


def _tasks(read: Reader, entries: Sequence[log_entries.Entry], plan: int | None, period: Period) -> list[Block]:
    """Each task of the plan with its entries, then tasks of other plans that were served, then the rest."""
    tasks = log_entries.tasks_in_order(read, plan)
    undated = log_entries.entries_undated(read)
    own = {row for row, *_rest in read.rows("SELECT id FROM tasks WHERE plans_id = ?", plan)}
    items = list_items(read, plan) if plan else []
    waiting = log_entries.not_held(read, period)
    blocks: list[Block] = []
    number = 0
    for task, text in tasks.items():
        inside = [entry for entry in entries if entry.event.task_id == task]
        timeless = [entry for entry in undated if entry.event.task_id == task]
        if task not in own and not inside:
            continue
        number += 1
        blocks.append(heading(f"Задача {number}. {_first_line(text)}"))
        behind = [item for item in items if item.task_id == task]
        late = [event for event in waiting if event.task_id == task]
        blocks += [*_facts(inside, behind), *_undated_lines(timeless), *_not_done(_missing(behind), late)]
        blocks += _conclusion(behind)
    rest = [entry for entry in entries if entry.event.task_id not in tasks]
    if rest:
        blocks.append(heading("Мероприятия вне задач плана" if number else "Проведённые мероприятия"))
        blocks += [*_facts(rest, []), *_undated_lines([one for one in undated if one.event.task_id not in tasks])]
    loose = _missing([item for item in items if item.task_id not in tasks])
    late = [event for event in waiting if event.task_id not in tasks]
    return [*blocks, *_not_done(loose, late)]


def _first_line(text: str) -> str:
    return tidy(text.split("\n", maxsplit=1)[0]).rstrip(" .:;")


def _conclusion(items: Sequence[PlanItem]) -> list[Block]:
    """«Вывод:» with what the plan's states say, and lines to write the rest on."""
    words = ""
    if items:
        words = f" выполнено {len(items) - len(_missing(items))} из {prose.out_of(len(items), prose.ITEM)} плана."
    return [Paragraph(rich(bold("Вывод:"), words), keep_next=True), BlankLine(lines=2)]


def _missing(items: Sequence[PlanItem]) -> list[PlanItem]:
    return [item for item in items if item.state is not ItemState.DONE]


def _facts(entries: Sequence[log_entries.Entry], items: Sequence[PlanItem]) -> list[Block]:
    """What was done: a sentence of totals, the largest event, winners, and a line for every entry."""
    if not entries:
        return [Paragraph("Мероприятий по задаче в журнале нет.")]
    planned = f"По плану намечено: {prose.counted(len(items), prose.ITEM)}. " if items else ""
    who = prose.took_part(list(log_entries.totals(entries).items()))
    text = f"{planned}По журналу {prose.held(len(entries))}"
    text += f", в {'нём' if len(entries) == 1 else 'них'} {who}." if who else "."
    largest = max(entries, key=lambda entry: entry.people_count)
    if len(entries) > 3 and largest.people_count:
        text += f" Наибольшее число участников: {largest.event.name} ({largest.people_count})."
    named = sum(_is_winner(one.role, one.nomination) for entry in entries for one in entry.people)
    if named:
        text += f" В журнале названо победителей и призёров: {named}."
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


_WHY = {"moved": "перенесено", "cancelled": "отменено", "under_way": "выполняется", "planned": ""}


def _not_done(items: Sequence[PlanItem], waiting: Sequence[EventFacts]) -> list[Block]:
    """«Не реализовано: …» with the reasons that are known, and lines for those that are not."""
    values = [(item.title, item.state.value, item.moved_to, item.reason) for item in items]
    named = {tidy(name).lower() for name, *_rest in values}
    values += [
        (event.name, event.state.value, event.moved_to, event.reason)
        for event in waiting
        if tidy(event.name).lower() not in named
    ]
    if not values:
        return []
    words = []
    for name, state, moved, reason in values:
        more = "; ".join(part for part in (" ".join(filter(None, (_WHY[state], moved))), reason) if part)
        words.append(tidy(name).rstrip(".;") + (f" ({more})" if more else ""))
    blocks: list[Block] = [Paragraph(rich(bold("Не реализовано:"), f" {'; '.join(words)}."), before=2)]
    if any(not reason for _name, _state, _moved, reason in values):
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
    when = prose.days(event.first_day, event.last_day, event.day_words, year=True)
    inside = [
        word
        for word in (log_entries.level_words(event.level), event.form, _MODES.get(event.mode, ""), event.venue)
        if word
    ]
    inside += [who] if (who := _who(entry)) else []
    text = f"{when} — {tidy(event.name).rstrip('.;')}" + (f" ({'; '.join(inside)})" if inside else "")
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
        text = f"{prose.counted(len(clubs), CLUB)} ({kinds}), в них {prose.counted(children, prose.CHILD)}"
        blocks.append(Paragraph(f"Для обучающихся кластера открыто {text}: {named}."))
    return blocks


def _resource(one: Resource, names: Mapping[int | None, str]) -> str:
    """«Учебники (2025/2026 учебный год): всего 363 шт., в том числе МКОУ СОШ с. Берёзовка — 153, …»."""
    shares: dict[str, int] = {}
    for loan in one.loans:
        name = names[loan.organization_id]
        shares[name] = shares.get(name, 0) + (loan.count or 0)
    period = f" ({one.period})" if one.period else ""
    unit = f" ({one.unit})" if one.unit else ""
    words = ", ".join(f"{name} — {prose.figure(number)}" for name, number in shares.items())
    returned = f" Возвращено: {prose.figure(one.returned)}." if one.returned else ""
    return f"{one.name}{period}: всего {prose.figure(one.lent)}{unit}, в том числе {words}.{returned}"


def council_blocks(read: Reader, period: Period) -> list[Block]:
    """The council's meetings of the period with their questions, and what became of the decisions."""
    start, end = period.start.isoformat(), period.end.isoformat()
    meetings = read.load_all(Meeting, [one.id for one in reversed(list_meetings(read)) if start <= one.day <= end])
    if not meetings:
        return []
    decisions = [one for one in list_decisions(read, period.end) if start <= one.meeting_day <= end]
    questions = sum(len(one.agenda) for one in meetings)
    held, heard = prose.counted(len(meetings), prose.MEETING), prose.counted(questions, prose.QUESTION)
    text = f"Проведено {held}, рассмотрено {heard}"
    if decisions:
        done = sum(one.state is DecisionState.FULFILLED for one in decisions)
        left = sum(one.state in OPEN_STATES for one in decisions)
        text += (
            f", принято {prose.counted(len(decisions), prose.DECISION)}: исполнено {done}, остаётся на контроле {left}"
        )
    blocks: list[Block] = [heading("Вопросы координационного совета"), Paragraph(f"{text}.", after=2)]
    for one in meetings:
        number = f", № {one.number}" if one.number is not None else ""
        topics = "; ".join(tidy(question.topic).rstrip(".;") for question in one.agenda)
        day = day_in_words(one.day) if one.day else one.day_words
        blocks.append(Paragraph(prose.sentence(f"– {day}{number}: {topics or one.theme or 'повестка не записана'}")))
    return blocks


def heading(text: str) -> Heading:
    """A heading inside the analysis, as in the picture of paper 11."""
    return Heading(text, 2, "left", size=13, before=10, after=4, indent=12.5)
