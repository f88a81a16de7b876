"""Plans of work: what stands around the calendar table, and the table's sections, items and steps."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record, TableColumn


class PlanKind(Choice):
    """Whose plan it is."""

    SUPPORT_SCHOOL = "support_school", N_("plan of the support school")
    CLUSTER = "cluster", N_("plan of the cluster")
    MUNICIPAL = "municipal", N_("municipal plan")
    JOINT = "joint", N_("joint programme")
    OTHER = "other", N_("other plan")


class ItemState(Choice):
    """How far a plan item or step is; "late" is never stored, it is what the deadline says today."""

    PLANNED = "planned", N_("planned")
    UNDER_WAY = "under_way", N_("under way")
    DONE = "done", N_("done")
    MOVED = "moved", N_("moved")
    CANCELLED = "cancelled", N_("cancelled")


class Approval(Part, area="plans", table="approvals", label=N_("Approval"), title="kind"):
    """A corner block: УТВЕРЖДАЮ, СОГЛАСОВАНО or РАССМОТРЕНО, several on one plan."""

    kind: str = fields.text(N_("Stamp"), required=True, hint=N_("УТВЕРЖДАЮ, СОГЛАСОВАНО, РАССМОТРЕНО"))
    position: str = fields.prose(N_("Post or body"))
    name: str = fields.text(N_("Name"), personal=True)
    order: str = fields.prose(N_("Order or minutes №"), hint=N_("as on paper: order of 23.01.2026 № 14"))
    day: dt.date | None = fields.day(N_("Date"))


class Goal(Part, area="plans", table="goals", label=N_("Goal"), title="text"):
    """A goal of the plan."""

    text: str = fields.prose(N_("Goal"), required=True)


class Subtask(Part, area="plans", table="subtasks", label=N_("Sub-task"), title="text"):
    """A numbered sub-task."""

    text: str = fields.prose(N_("Sub-task"), required=True)


class Task(Part, area="plans", table="tasks", label=N_("Task"), title="text"):
    """A task of the plan; events and log entries point to the task they serve."""

    text: str = fields.prose(N_("Task"), required=True)
    subtasks: list[Subtask] = fields.parts(N_("Sub-tasks"), "Subtask")


LINE_BREAK = " ⏎ "
"""What stands between the lines of a cell in a table that is kept in a text."""


class PlanText(Part, area="plans", table="plan_texts", label=N_("Text of the plan"), title="heading"):
    """Prose of a plan under a heading: the analysis of the past year, a legal basis, a programme's criteria.

    Lines of `text` that begin with "- " are a list ("-- " one level deeper), what stands between "**" is bold; lines
    like "| Stage | Term |" are the rows of a table that is no plan: the first its header, one of one cell a section.
    `before_table` tells on which side of the calendar table it stands.
    """

    heading: str = fields.text(N_("Heading"))
    text: str = fields.prose(
        N_("Text"), hint=N_("“- ” begins a line of a list, “**words**” are bold, “| a | b |” is a row of a table")
    )
    before_table: bool = fields.flag(N_("Before the calendar table"), True)


class DirectionLine(Part, area="plans", table="direction_lines", label=N_("Line of a direction"), title="text"):
    """A line of a direction."""

    text: str = fields.prose(N_("Line"), required=True)


class Direction(Part, area="plans", table="directions", label=N_("Direction"), title="title_words"):
    """A direction of work with its lines."""

    title_words: str = fields.prose(N_("Direction"), required=True)
    lines: list[DirectionLine] = fields.parts(N_("Lines"), "DirectionLine")


class ListedEvent(Part, area="plans", table="listed_events", label=N_("Listed event")):
    """A line of an event list, as typed."""

    number: str = fields.text(N_("№"), width=72)
    name: str = fields.prose(N_("Event"), required=True)
    when_words: str = fields.text(N_("When"))


class EventList(Part, area="plans", table="event_lists", label=N_("Event list")):
    """Events that the region's ministry pays for, for teachers or for pupils."""

    name: str = fields.text(N_("Title"))
    heading: str = fields.prose(N_("Heading above the lists"))
    audience: str = fields.text(N_("Audience"))
    events: list[ListedEvent] = fields.parts(N_("Events"), "ListedEvent")


class Plan(Record, area="plans", table="plans", label=N_("Plan")):
    """A plan of work for a period. The header words are those of its table; "" means that the column is missing.

    `column_order` names the columns that the table has in their order, with commas between ("" for the usual order);
    `further_headers` are the words over further columns, one a line. With `shares_id` the plan has no table of its
    own: the table of that other plan stands under this one's approvals too.
    """

    name: str = fields.prose(N_("Title"), required=True, listed=True)
    kind: PlanKind = fields.choice(N_("Kind"), PlanKind.CLUSTER)
    period_start: dt.date | None = fields.day(N_("From"), required=True)
    period_end: dt.date | None = fields.day(N_("To"), required=True)
    heading: str = fields.prose(N_("Title on the paper"))
    number_header: str = fields.text(N_("Header of №"), listed=False)
    title_header: str = fields.text(N_("Header of the event"), listed=False)
    deadline_header: str = fields.text(N_("Header of the deadline"), listed=False)
    responsible_header: str = fields.text(N_("Header of the responsible"), listed=False)
    result_header: str = fields.text(N_("Header of the result"), listed=False)
    further_headers: str = fields.prose(N_("Headers of further columns"), hidden=True)
    column_order: str = fields.text(N_("Order of the columns"), hidden=True)
    shares_id: int | None = fields.link(N_("Shares the table of"), "Plan", listed=False)
    approvals: list[Approval] = fields.parts(N_("Approvals"), "Approval")
    goals: list[Goal] = fields.parts(N_("Goals"), "Goal")
    tasks: list[Task] = fields.parts(N_("Tasks"), "Task")
    texts: list[PlanText] = fields.parts(N_("Texts"), "PlanText")
    directions: list[Direction] = fields.parts(N_("Directions"), "Direction")
    event_lists: list[EventList] = fields.parts(N_("Event lists"), "EventList")


class PlanSection(Record, area="plans", table="plan_sections", label=N_("Section")):
    """A section, direction or dated stage of a plan's table; `name` "" stands for a table without sections."""

    plan_id: int | None = fields.link(N_("Plan"), "Plan", required=True, follows=True)
    place: int = fields.whole(N_("Place in the list"), 0, hidden=True, searched=False)
    name: str = fields.prose(N_("Section"))
    stage_start: dt.date | None = fields.day(N_("Stage from"))
    stage_end: dt.date | None = fields.day(N_("Stage to"))


class Responsible(Part, area="plans", table="responsible", label=N_("Responsible")):
    """Who answers for an item, as read in its words: a name with a post, or a mere role; and who that is."""

    name: str = fields.text(N_("Name"), personal=True, of="person_id")
    position: str = fields.prose(N_("Post or role"))
    person_id: int | None = fields.link(N_("Person"), "Person", cleared=True, personal=True)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True, read_from="position")


class StepResponsible(Responsible, table="step_responsible"):
    """Who answers for a step."""


_DEADLINE = TableColumn(
    "Срок",
    37,
    screen=176,
    narrow=152,
    known_as=(
        r"срок|дат[аы]\b|месяц|когда|период|время|числ[оа]\b",
        r"^(?:дедлайн|(?:учебн\w+ )?недел|квартал|четверт|триместр|начал|полугоди|декада|дни\b|день\b)",
        r"^(?:график|календарь$|регулярност)",
    ),
)
_RESPONSIBLE = TableColumn(
    "Ответственный",
    66,
    screen=172,
    known_as=(
        r"ответственн|исполнител|^кто\b|^кем\b|участники реализации|организатор|куратор мероприяти",
        r"^отв(?:ет)?(?:ств?)?[.-]?(?:н?ы?[йе]?)?(?: (?:лиц|за)\w*)?$|^исполн$|^исполня|должностн\w+ лиц",
        r"^провод[ия]т\b|^проверяющ|^контролирующ\w+ (?:лиц|орган)|^субъект",
    ),
)
_RESULT = TableColumn(
    "Ожидаемый результат",
    54,
    screen=172,
    optional=True,
    known_as=(
        r"результат|\bитог|выход|отчетн\w+ (?:документ|форм)|(?:форм|вид)\w* отчет|продукт|эффект|конечный",
        r"^что (?:должно )?получ|^отчет\w*$|^(?:вид |подтверждающ\w+ )?документ\w*$",
        r"индикатор|показател|критери|^подтвержден|^чем (?:заверш|подтвержд)|^обсуждени\w+ итог",
        r"^(?:форм\w+|вид\w*|способ\w*) (?:заверш|подведени|представлени|фиксаци|закреплени)",
        r"^(?:где|на чем|кому|как\w*) (?:слуша|заслуш|рассматр|обсужда|докладыва|представля|отража|фиксир)",
    ),
)
_STATE = TableColumn("Состояние", 34, screen=154, narrow=150)


class PlanStep(Part, area="plans", table="plan_steps", label=N_("Step"), title="result"):
    """A further row of an item: a result with its own deadline and people."""

    result: str = fields.prose(N_("Result"), in_table=_RESULT)
    deadline: str = fields.prose(N_("Deadline"), in_table=_DEADLINE)
    responsible: str = fields.prose(N_("Responsible"), personal=True, in_table=_RESPONSIBLE)
    deadline_day: dt.date | None = fields.day(N_("Date in the deadline's cell"), hidden=True)
    further: str = fields.prose(N_("Further columns"), hidden=True)
    people: list[StepResponsible] = fields.parts(N_("Responsible, as read"), "StepResponsible", read_from="responsible")
    state: ItemState = fields.choice(N_("State"), ItemState.PLANNED, in_table=_STATE)
    moved_to: str = fields.text(N_("Moved to"))
    reason: str = fields.text(N_("Why"))


_NUMBER = TableColumn(
    "№ п/п",
    12,
    screen=52,
    narrow=52,
    known_as=(
        r"^[.\s]*(?:(?:№|n[oº°]?(?![a-zа-я])|#|номер)[\s./\\]*)+(?:п[\s/\\.]*[пн]\.?)?$|^п[\s/\\.]*[пн](?:[\s.]*№)?$",
        r"^(?:№|(?:порядков\w+ )?номер) ?(?:п\b|пункт|заседани|строк|мероприят|по поряд|$)|^(?:нумерация|пункт)$",
    ),
)
_TITLE = TableColumn(
    "Наименование мероприятия",
    88,
    screen=0,
    known_as=(
        r"мероприяти|содержани|вид\w* (?:и форм\w* )?(?:деятельности|работ)",
        r"^что(?:\W*$| (?:дела|сдела|нужно|провод|будет|план))",
        r"наименовани|названи|\bтем[аы]\b|тематика|\bдел[ао]\b|действи[ея]|задач|работа\b|событи",
        r"деятельност|^(?:заняти|акци|проект|активност|этап\w* работ|программа$|работы$|шаг|задани|поручени)",
        r"^(?:объект|предмет|вид|перечень|что)\w* .*(?:контрол|провер|работ|дел\b|занят)",
        r"^перечень$|^(?:объект|предмет)\w*$",
    ),
)


class PlanItem(Record, area="plans", table="plan_items", label=N_("Plan item"), title="title"):
    """An item of a plan; deadline and responsible are kept word for word, one paragraph a line.

    `further` holds the cells under the plan's `further_headers`, one a line, in their order. `deadline_day` is the date
    that a workbook's cell held where it showed the deadline's words.
    """

    section_id: int | None = fields.link(N_("Section"), "PlanSection", required=True, follows=True)
    place: int = fields.whole(N_("Place in the list"), 0, hidden=True, searched=False)
    number: str = fields.text(N_("№"), in_table=_NUMBER, width=72)
    title: str = fields.prose(N_("Event"), column="name", listed=True, in_table=_TITLE, roles="title topic form")
    deadline: str = fields.prose(
        N_("Deadline"),
        listed=True,
        hint=N_("as on paper: to 4 November, quarterly, …"),
        in_table=_DEADLINE,
        roles="deadline time",
    )
    responsible: str = fields.prose(
        N_("Responsible"),
        listed=True,
        personal=True,
        in_table=_RESPONSIBLE,
        roles="responsible staff person head position",
    )
    result: str = fields.prose(N_("Result"), in_table=_RESULT, roles="result mark")
    deadline_day: dt.date | None = fields.day(N_("Date in the deadline's cell"), hidden=True)
    further: str = fields.prose(N_("Further columns"), hidden=True)
    people: list[Responsible] = fields.parts(N_("Responsible, as read"), "Responsible", read_from="responsible")
    steps: list[PlanStep] = fields.parts(N_("Steps"), "PlanStep")
    state: ItemState = fields.choice(N_("State"), ItemState.PLANNED, in_table=_STATE)
    moved_to: str = fields.text(N_("Moved to"), listed=False)
    reason: str = fields.text(N_("Why"), listed=False)
    money: int | None = fields.money(
        N_("Money planned"),
        listed=False,
        in_table=TableColumn("Сумма, руб.", 30, screen=120, optional=True, on_request=True),
    )
    audience: str = fields.text(
        N_("Audience"), listed=False, in_table=TableColumn("Участники", 40, screen=150, optional=True, on_request=True)
    )
    level: str = fields.text(
        N_("Level"), listed=False, in_table=TableColumn("Уровень", 32, screen=150, optional=True, on_request=True)
    )
    funding: str = fields.text(
        N_("Funding"),
        listed=False,
        in_table=TableColumn("Финансирование", 40, screen=150, optional=True, on_request=True),
    )
    task_id: int | None = fields.link(N_("Task served"), "Task", listed=False, cleared=True)

    def rows(self) -> list[PlanItem | PlanStep]:
        """Its rows in the plan's table: its own and its steps'."""
        return [self, *self.steps]
