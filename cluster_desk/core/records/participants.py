"""Who takes part in an event, one by one, and the event's folder: what the jury judges by, what was printed."""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class Ties(Choice):
    """Which place follows one that two have taken."""

    NEXT = "next", N_("the next place: 1, 1, 2")
    SKIPPED = "skipped", N_("as many are left out as shared it: 1, 1, 3")


class Ranking(Choice):
    """Among whom places are shared out."""

    NOMINATION = "nomination", N_("in each nomination")
    GRADE = "grade", N_("in each nomination and class")
    ALL = "all", N_("among all")


class Criterion(Part, area="events", table="criteria", label=N_("Criterion of the jury")):
    """What the jury gives points for, and how many at most."""

    name: str = fields.text(N_("Criterion"), required=True)
    most: float | None = fields.number(N_("Points at most"))


PRINTED = {
    "participants": N_("Joint application"),
    "attendance-event": N_("Attendance sheet of an event"),
    "badges": N_("Badges"),
    "jury-minutes": N_("Minutes of the jury"),
    "certificates": N_("Certificates, diplomas and thanks"),
    "results-summary": N_("Summary of the results"),
    "news": N_("News for the site"),
}
"""The papers of an event that are remembered as printed, by their names in the catalog, with what they are called.

Regulations and orders are made by templates: of them the papers that the office keeps tell.
"""


class PrintedPaper(Part, area="events", table="printed_papers", label=N_("Paper printed"), title="paper"):
    """A paper of the event that was printed or saved: the paper's name in the catalog, and the day."""

    paper: str = fields.text(N_("Which paper"), required=True, hidden=True, searched=False)
    day: dt.date | None = fields.day(N_("Printed on"), required=True)


class EventFolder(Record, area="events", table="event_folders", label=N_("Folder of an event"), title="order_number"):
    """What an event has beside its entry in the log, from its regulations to the news; one for each event at most."""

    event_id: int | None = fields.link(N_("Event"), "Event", required=True, follows=True, hidden=True)
    ranking: Ranking = fields.choice(N_("Places are given"), Ranking.NOMINATION)
    ties: Ties = fields.choice(N_("After a place that is shared comes"), Ties.NEXT)
    prizes: int | None = fields.whole(N_("Prize places"), 3, hint=N_("3: the first, the second and the third"))
    order_number: str = fields.text(N_("Order on the results: №"), row=N_("Order on the results"), width=80)
    order_day: dt.date | None = fields.day(N_("Order on the results: date"), row=N_("Order on the results"))
    criteria: list[Criterion] = fields.parts(N_("Criteria of the jury"), "Criterion")
    printed: list[PrintedPaper] = fields.parts(N_("Papers printed"), "PrintedPaper", hidden=True)


class Points(Part, area="events", table="points", label=N_("Points"), title="criterion_id"):
    """How many points somebody has by one criterion."""

    criterion_id: int | None = fields.link(N_("Criterion of the jury"), "Criterion", required=True, follows=True)
    points: float | None = fields.number(N_("Points"))


class Participant(Record, area="events", table="participants", label=N_("Participant")):
    """Somebody who takes part in an event, in one nomination: one line of the application; words stay as typed.

    `place_words` is what the jury gave by word («Гран-при»); without it the place follows from the points (see
    `core.standings`).
    """

    event_id: int | None = fields.link(N_("Event"), "Event", required=True, follows=True, hidden=True)
    name: str = fields.text(
        N_("Surname, name, patronymic"), required=True, personal=True, roles="person staff audience"
    )
    grade: str = fields.text(N_("Class"), personal=True, about="name", hint="7 «А»", roles="grade")
    organization_words: str = fields.text(N_("School"), roles="organization")
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True, hidden=True)
    mentor: str = fields.text(N_("Mentor"), personal=True, hint=N_("name and post"), roles="mentor staff head")
    nomination: str = fields.text(N_("Nomination"), roles="nomination direction")
    work: str = fields.text(N_("Work, theme"), roles="work topic title")
    place_words: str = fields.text(N_("Place taken"), hint=N_("I, Grand Prix; empty: by the points"), roles="award")
    notes: str = fields.text(N_("Notes"), personal=True, about="name", listed=False)
    points: list[Points] = fields.parts(N_("Points"), "Points")
