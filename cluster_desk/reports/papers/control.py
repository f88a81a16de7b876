"""What is under control on a day: the list, a slip for each executor, and how incoming papers were fulfilled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.records.control import IncomingState
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_figures, day_in_words
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import capitalized, fold, sort_key
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.control import IncomingFacts, incoming_papers
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, PaperChoice, day_of, one_of
from cluster_desk.reports.document.text import Run, bold
from cluster_desk.reports.shared.heads import list_titles, signed_by_author, signed_by_head
from cluster_desk.reports.shared.periods import SINCE, UNTIL, Period, as_of_lines, period_of
from cluster_desk.rules.control import KINDS, ControlLine, control_lines, executors
from cluster_desk.rules.states import under_control

WHAT = one_of(
    "what",
    N_("What is listed"),
    {
        "all": N_("everything under control"),
        "late": N_("what is overdue"),
        "incoming": N_("incoming papers"),
        "decision": N_("decisions of the council"),
        "recommendation": N_("recommendations of visits"),
        "item": N_("plan items"),
    },
)


def _offered(read: Reader, options: Options) -> list[PaperChoice]:
    """Everybody who has something to do."""
    day = dt.date.fromisoformat(options[ON_DAY.name]) if options.get(ON_DAY.name) else read.today()
    names = sorted((who for who in executors(control_lines(read, day)) if who), key=sort_key)
    return [PaperChoice("", _("Everybody")), *(PaperChoice(name, name) for name in names)]


PERSON = Option("person", N_("Responsible"), OptionKind.TEXT, offered=N_("Responsible"), offers=_offered, only_one=True)
OPTIONS = (WHAT, PERSON, ON_DAY)
SLIPS_OPTIONS = (WHAT, PERSON, ON_DAY)
STATE = one_of(
    "state",
    N_("Incoming papers"),
    {"all": N_("All"), "open": N_("in work"), "settled": N_("settled|papers")},
)
DONE_OPTIONS = (SINCE, UNTIL, STATE)

_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Срок", 26, "center"),
    doc.Column("Что исполнить", 92),
    doc.Column("Документ", 54),
    doc.Column("Исполнитель", 40),
    doc.Column("Состояние", 35),
)
_SLIP_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Что исполнить", 66),
    doc.Column("Срок", 28, "center"),
    doc.Column("Что сделано, дата", 76),
)
_DONE_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Вх. №, дата", 28, "center"),
    doc.Column("От кого, о чём", 84),
    doc.Column("Срок", 30, "center"),
    doc.Column("Исполнитель", 38),
    doc.Column("Отметка об исполнении", 67),
)
_ROOM = 20.0
"""Millimetres left to write in on a slip."""


def build(read: Reader, options: Options) -> doc.Document:
    """The list of a day by the day that holds. Raises UserError where nothing is under control."""
    day = day_of(options)
    lines = _asked(read, options)
    rows = tuple(
        doc.Row((n, _due(one), one.title, one.where, _who(one), _state(one))) for n, one in enumerate(lines, 1)
    )
    blocks: tuple[doc.Block, ...] = (
        *list_titles("НА КОНТРОЛЕ", _SUBTITLES[options[WHAT.name]], on=day),
        doc.Table(_COLUMNS, rows, size=11),
        line(_totals(lines), size=12, before=8, keep_next=True),
        signed_by_author(read, day),
    )
    return doc.Document(f"На контроле на {day_in_figures(day)}", blocks, doc.LANDSCAPE, size=12)


_SUBTITLES = {
    "all": "документы, решения и поручения",
    "late": "просроченные документы, решения и поручения",
    "incoming": "входящие документы",
    "decision": "решения координационного совета",
    "recommendation": "рекомендации по итогам посещения школ",
    "item": "мероприятия плана",
}


def _asked(read: Reader, options: Options) -> list[ControlLine]:
    what, person = options[WHAT.name], fold(options.get(PERSON.name, "").strip())
    lines = [
        one
        for one in control_lines(read, day_of(options), say=in_russian)
        if (what in ("all", one.kind) or (what == "late" and one.haste == "late"))
        and (not person or any(person in fold(who) for who in one.who))
    ]
    if not lines:
        raise UserError(
            _("Nothing of that is under control on %s.") % day_in_figures(day_of(options)),
            do=_("Register incoming papers in the area “Under control”, write decisions down in the minutes."),
        )
    return lines


def _due(one: ControlLine) -> doc.Content:
    return one.last if one.last else one.due_words or "без срока"


def _who(one: ControlLine) -> str:
    return ",\n".join(listed_name(words) for words in one.who)


def _state(one: ControlLine) -> doc.Content:
    if one.overdue_days:
        days = plural(one.overdue_days, "день", "дня", "дней")
        return doc.Cell((bold("ПРОСРОЧЕНО"), Run(f" на {one.overdue_days} {days}")))
    return in_russian(one.state)


def _totals(lines: Sequence[ControlLine]) -> str:
    late = sum(one.haste == "late" for one in lines)
    kinds = [
        f"{in_russian(words).lower()} — {sum(one.kind == kind for one in lines)}"
        for kind, words in _PLURALS.items()
        if any(one.kind == kind for one in lines)
    ]
    return f"Всего на контроле: {len(lines)} ({', '.join(kinds)})" + (f"; просрочено: {late}." if late else ".")


_PLURALS = {
    "incoming": N_("Incoming papers"),
    "decision": N_("Decisions"),
    "recommendation": N_("Recommendations"),
    "item": N_("Plan items"),
}
assert _PLURALS.keys() == KINDS.keys()


def build_slips(read: Reader, options: Options) -> doc.Document:
    """A slip for each executor on a page of its own: what to do, by when, room to write what was done."""
    day = day_of(options)
    wanted = fold(options.get(PERSON.name, "").strip())
    own = executors(_asked(read, options))
    names = sorted((who for who in own if who and wanted in fold(who)), key=sort_key)
    if not names:
        raise UserError(
            _("Nobody is named as responsible for what is under control."), do=_("Say who is to do it: a slip is made.")
        )
    blocks: list[doc.Block] = []
    for who in names:
        blocks += _slip(who, own[who], day, first=not blocks)
    return doc.Document(f"Карточки исполнителей на {day_in_figures(day)}", tuple(blocks), size=12)


def _slip(who: str, lines: Sequence[ControlLine], day: dt.date, *, first: bool) -> list[doc.Block]:
    rows = tuple(
        doc.Row((n, f"{one.title}\n({one.where})", _slip_due(one), one.done), min_height=_ROOM)
        for n, one in enumerate(lines, 1)
    )
    return [
        *([] if first else [doc.PageBreak(doc.PORTRAIT, anew=True)]),
        *doc.titles("КАРТОЧКА ИСПОЛНИТЕЛЯ", f"на {day_in_words(day)}", after=8),
        doc.Fact("Исполнитель:", listed_name(who), 32, after=8),
        doc.Table(_SLIP_COLUMNS, rows, size=11),
        doc.Signature("Исполнитель", ""),
        line(BLANK_DAY, before=8),
    ]


def _slip_due(one: ControlLine) -> doc.Content:
    due = _due(one)
    return doc.Cell((bold(f"{one.last:%d.%m.%Y}"), Run("\nпросрочено"))) if one.haste == "late" and one.last else due


def build_done(read: Reader, options: Options) -> doc.Document:
    """How the incoming papers of a period were fulfilled, as far as the register tells it."""
    period = period_of(read, options)
    state = options[STATE.name]
    papers = [
        one
        for one in incoming_papers(read)
        if one.day and period.start.isoformat() <= one.day <= period.last.isoformat()
    ]
    known = [(one, under_control(one.due_facts, period.last)) for one in papers]
    listed = [one for one, now in known if state == "all" or now.is_open == (state == "open")]
    if not listed:
        raise UserError(
            _("The register has no such incoming papers %s.") % f"{period.start:%d.%m.%Y}–{period.last:%d.%m.%Y}",
            do=_("Register incoming papers in the area “Under control”."),
        )
    rows = tuple(_done_row(n, one, period) for n, one in enumerate(listed, 1))
    blocks: tuple[doc.Block, ...] = (
        *doc.titles("ИНФОРМАЦИЯ", "об исполнении входящих документов", f"{period.title}", after=2),
        *as_of_lines(period),
        doc.Table(_DONE_COLUMNS, rows, size=11, before=8),
        line(_done_totals(listed, period), size=12, before=8, keep_next=True),
        signed_by_head(cluster_facts(read), seat_holders(read, period.last)),
    )
    return doc.Document(f"Информация об исполнении входящих документов {period.title}", blocks, doc.LANDSCAPE, size=12)


def _done_row(number: int, one: IncomingFacts, period: Period) -> doc.Row:
    sent = (
        f"№ {one.sender_number}" if one.sender_number else "",
        f"от {day_in_figures(one.sender_day)}" if one.sender_day else "",
    )
    theirs = " ".join(part for part in sent if part)
    about = f"{one.sender}{f' ({theirs})' if theirs else ''}: {one.about}"
    due: doc.Content = one.due_words or (dt.date.fromisoformat(one.due) if one.due else "")
    if one.extended_to:
        told = one.due_words or (day_in_figures(one.due) if one.due else "")
        due = f"{told}\nпродлено до {day_in_figures(one.extended_to)}".strip()
    who = ",\n".join(listed_name(words) for words in one.who)
    registered = f"{one.number}\n{day_in_figures(one.day)}".strip()
    return doc.Row((number, registered, about, due, who, doc.Cell(_mark(one, period))))


def _mark(one: IncomingFacts, period: Period) -> tuple[Run, ...] | str:
    """What the register tells of a paper on the last day that can be told of."""
    known = under_control(one.due_facts, period.last)
    if known.is_open:
        if known.overdue_days:
            days = plural(known.overdue_days, "день", "дня", "дней")
            return (bold("В работе, просрочено"), Run(f" на {known.overdue_days} {days}"))
        return "В работе"
    state = IncomingState.of(one.state)
    head = {
        IncomingState.ANSWERED: "Дан ответ",
        IncomingState.DONE: "Исполнено",
        IncomingState.NOTED: "Принято к сведению",
        IncomingState.DROPPED: "Снято с контроля",
    }.get(state, in_russian(state.label))
    number = f" № {one.answer_number}" if one.answer_number else ""
    day = f" {day_in_figures(one.settled_on)}" if one.settled_on else ""
    if state is IncomingState.ANSWERED and one.settled_on:
        day = f" от {day_in_figures(one.settled_on)}"
    after = _after_due(one)
    return f"{head}{number}{day}{after}" + (f". {capitalized(one.done)}" if one.done else "")


def _after_due(one: IncomingFacts) -> str:
    """How late it was settled, where both days are known."""
    due = one.extended_to or one.due
    if not (due and one.settled_on and one.settled_on > due):
        return ""
    late = (dt.date.fromisoformat(one.settled_on) - dt.date.fromisoformat(due)).days
    return f" (позже срока на {late} {plural(late, 'день', 'дня', 'дней')})"


def _done_totals(papers: Sequence[IncomingFacts], period: Period) -> str:
    known = [under_control(one.due_facts, period.last) for one in papers]
    still = sum(one.is_open for one in known)
    late = sum(one.overdue_days > 0 for one in known)
    in_time = sum(
        not now.is_open and bool(one.settled_on) and one.settled_on <= (one.extended_to or one.due)
        for one, now in zip(papers, known, strict=True)
    )
    count = len(papers)
    word = plural(count, "документ", "документа", "документов")
    parts = [f"исполнено — {count - still} (из них в срок — {in_time})", f"в работе — {still}"]
    return f"Всего: {count} {word}; {', '.join(parts)}" + (f", из них просрочено — {late}." if late else ".")
