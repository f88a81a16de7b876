"""All papers there are. A new paper: a file in `papers` or a part of one, one line here, one test."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.language import N_
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.marks import with_marks
from cluster_desk.reports.document.options import MARK, Option, OptionValues, resolve_options

if TYPE_CHECKING:
    from cluster_desk.reports.document import Document


Group = Literal["council", "plan", "log", "members", "control", "school"]
GROUPS: dict[Group, str] = {
    "council": N_("Council"),
    "plan": N_("Plan"),
    "log": N_("Log"),
    "members": N_("Members"),
    "control": N_("Under control"),
    "school": N_("Support school"),
}
"""The kinds of papers (msgids), in the order of menus and lists."""


class Paper(NamedTuple):
    """A paper that can be printed: what the command line calls it, its title (a msgid), and its file in `papers`.

    The file has `OPTIONS` and `build(read, options)`; for a further paper, a `part` of it ("extract"),
    `EXTRACT_OPTIONS` and `build_extract`. It is imported when it is asked for. A paper that goes out
    `signed` can have a place for an electronic signature's mark. `group` is the kind that it stands under.
    """

    id: str
    title: str
    module: str
    part: str = ""
    signed: bool = True
    group: Group = "school"

    @property
    def options(self) -> tuple[Option, ...]:
        """What the paper asks before it is built."""
        options: tuple[Option, ...] = self._of_file(f"{self.part.upper()}_OPTIONS")
        return (*options, MARK) if self.signed else options

    def build(self, read: Reader, values: OptionValues) -> Document:
        """The paper with these options. Raises UserError when they name nothing in the file."""
        options = resolve_options(self.options, read, values)
        with no_garbage_search():
            document: Document = self._of_file(f"build_{self.part}")(read, options)
        return with_marks(document) if options.get(MARK.name) else document

    def _of_file(self, name: str) -> Any:
        return getattr(importlib.import_module(f"cluster_desk.reports.papers.{self.module}"), name.strip("_"))


PAPERS = (
    Paper("agenda", N_("Agenda of a council meeting"), "agenda", signed=False, group="council"),
    Paper("invitations", N_("Invitations to a council meeting"), "invitations", group="council"),
    Paper("attendance", N_("Attendance sheet of a meeting"), "attendance", signed=False, group="council"),
    Paper("minutes", N_("Minutes of a council meeting"), "minutes", group="council"),
    Paper("extract", N_("Extract from the minutes"), "minutes", "extract", group="council"),
    Paper("decisions", N_("Register of decisions"), "decisions", group="council"),
    Paper("fulfilment", N_("How the decisions of a meeting are fulfilled"), "fulfilment", group="council"),
    Paper("council-plan", N_("Plan of the council's meetings"), "council_plan", group="council"),
    Paper("pack", N_("Pack for a council meeting"), "pack", signed=False, group="council"),
    Paper("members", N_("List of the cluster's members"), "members", group="members"),
    Paper("council", N_("Composition of the council"), "members", "council", group="council"),
    Paper("contacts", N_("Contacts of the members"), "members", "contacts", signed=False, group="members"),
    Paper("plan", N_("Plan of work"), "plan", group="plan"),
    Paper("plan-table", N_("Table of a plan"), "plan", "table", signed=False, group="plan"),
    Paper("calendar", N_("Calendar of events"), "calendar", signed=False, group="plan"),
    Paper("month-plan", N_("Plan of work for a month"), "month_plan", group="plan"),
    Paper("events-funded", N_("Funded events of a plan"), "plan", "funded", signed=False, group="plan"),
    Paper("activity", N_("Report on the activity of a period"), "activity", group="log"),
    Paper("analysis", N_("Analysis of the year"), "analysis", group="log"),
    Paper("participation", N_("Table of participation"), "participation", group="log"),
    Paper("plan-done", N_("What of the plan was done"), "plan_done", group="plan"),
    Paper("resources", N_("Resources shared"), "resources", group="school"),
    Paper("clubs", N_("Clubs and network classes"), "resources", "clubs", group="school"),
    Paper("indicators", N_("Indicators"), "indicators", group="school"),
    Paper("expenses", N_("Plan of money and expenses"), "expenses", group="school"),
    Paper("certificates", N_("Certificates, diplomas and thanks"), "certificates", signed=False, group="school"),
    Paper("attendance-event", N_("Attendance sheet of an event"), "attendance", "event", signed=False, group="log"),
    Paper("participants", N_("Joint application"), "participants", group="log"),
    Paper("badges", N_("Badges"), "badges", signed=False, group="log"),
    Paper("jury-minutes", N_("Minutes of the jury"), "jury", group="log"),
    Paper("results-summary", N_("Summary of the results"), "results", group="log"),
    Paper("news", N_("News for the site"), "news", signed=False, group="log"),
    Paper("acknowledgement", N_("Acknowledgement sheet"), "acknowledgement", signed=False, group="school"),
    Paper("loan-act", N_("Act of lending"), "loan_acts", signed=False, group="school"),
    Paper("return-act", N_("Act of return"), "loan_acts", "return", signed=False, group="school"),
    Paper("orders", N_("Register of orders"), "registers", "orders", signed=False, group="school"),
    Paper("outgoing", N_("Register of letters sent out"), "registers", "outgoing", signed=False, group="school"),
    Paper("control", N_("List of what is under control"), "control", signed=False, group="control"),
    Paper("control-slips", N_("Slips for executors"), "control", "slips", signed=False, group="control"),
    Paper("control-done", N_("How incoming papers were fulfilled"), "control", "done", group="control"),
    Paper("visits", N_("Round of visits to schools"), "visits", group="control"),
    Paper("consents", N_("Register of consents"), "consents", signed=False, group="members"),
    Paper("answer", N_("Answer to a question of the log"), "answer", group="log"),
    Paper("department", N_("Workbook for the department"), "department", signed=False, group="log"),
)


_BY_ID = {each.id: each for each in PAPERS}


def paper(name: str) -> Paper:
    """The paper with this id; KeyError for a name nobody has."""
    return _BY_ID[name]
