"""A department's own Excel form: which of its cells takes which number, which column of a list what of each event."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.events import TakingPart
from cluster_desk.core.records.fields import Choice, Part, Record


class FormValue(Choice):
    """What a form may ask for: a number for a cell or, under the heading of a list, something of each event."""

    EVENTS = "events", N_("events held")
    PEOPLE = "people", N_("people who took part")
    PUPILS = "pupils", N_("pupils who took part")
    TEACHERS = "teachers", N_("teachers who took part")
    PARENTS = "parents", N_("parents who took part")
    PRESCHOOLERS = "preschoolers", N_("preschoolers who took part")
    OTHERS = "others", N_("others who took part")
    TAKING_PART = "taking_part", N_("organizations that took part")
    MEMBERS = "members", N_("organizations in the cluster")
    MEETINGS = "meetings", N_("meetings of the council")
    DECISIONS = "decisions", N_("decisions of the council")
    SPENT = "spent", N_("money spent, roubles")
    ROW_NUMBER = "row_number", N_("in each row: number in order")
    ROW_NAME = "row_name", N_("in each row: the event")
    ROW_DAY = "row_day", N_("in each row: when it was")
    ROW_FIRST_DAY = "row_first_day", N_("in each row: the first day")
    ROW_LAST_DAY = "row_last_day", N_("in each row: the last day")
    ROW_MONTH = "row_month", N_("in each row: the month")
    ROW_TIME = "row_time", N_("in each row: the time")
    ROW_VENUE = "row_venue", N_("in each row: the venue")
    ROW_LEVEL = "row_level", N_("in each row: the level")
    ROW_FORM = "row_form", N_("in each row: the form")
    ROW_MODE = "row_mode", N_("in each row: in person or remote")
    ROW_AUDIENCE = "row_audience", N_("in each row: the audience")
    ROW_ORGANIZER = "row_organizer", N_("in each row: the organizer")
    ROW_RESPONSIBLE = "row_responsible", N_("in each row: who is responsible by the plan")
    ROW_RESULTS = "row_results", N_("in each row: the outcome, winners")
    ROW_LINKS = "row_links", N_("in each row: web addresses")
    ROW_PEOPLE = "row_people", N_("in each row: how many people took part")
    ROW_PUPILS = "row_pupils", N_("in each row: how many pupils")
    ROW_TEACHERS = "row_teachers", N_("in each row: how many teachers")
    ROW_PARENTS = "row_parents", N_("in each row: how many parents")
    ROW_PRESCHOOLERS = "row_preschoolers", N_("in each row: how many preschoolers")
    ROW_OTHERS = "row_others", N_("in each row: how many others")
    ROW_ORGANIZATIONS = "row_organizations", N_("in each row: how many organizations took part")
    ROW_ORGANIZATION_NAMES = "row_organization_names", N_("in each row: which organizations took part")
    ROW_DIRECTION = "row_direction", N_("in each row: the direction of the plan")
    ROW_EMPTY = "row_empty", N_("in each row: nothing, it stays empty")

    @property
    def of_row(self) -> bool:
        """Whether it stands in the rows of a list, under the heading that it is chosen for."""
        return self.value.startswith("row_")

    @property
    def counted(self) -> TakingPart | None:
        """Whom a column counts; None for a column that counts no single kind of people."""
        kind = self.value.removeprefix("row_")
        return TakingPart.of(kind) if self.of_row and kind in set(TakingPart) else None

    @property
    def is_count(self) -> bool:
        """Whether the rows hold numbers that can be summed."""
        return self.counted is not None or self in (FormValue.ROW_PEOPLE, FormValue.ROW_ORGANIZATIONS)


class FormMonths(Choice):
    """Which part of the report's year a cell, or a list, is about."""

    WHOLE = "whole", N_("the whole period")
    FIRST_QUARTER = "1-3", N_("quarter I")
    SECOND_QUARTER = "4-6", N_("quarter II")
    THIRD_QUARTER = "7-9", N_("quarter III")
    FOURTH_QUARTER = "10-12", N_("quarter IV")
    FIRST_HALF = "1-6", N_("first half of the year")
    SECOND_HALF = "7-12", N_("second half of the year")
    JANUARY = "1-1", N_("January")
    FEBRUARY = "2-2", N_("February")
    MARCH = "3-3", N_("March")
    APRIL = "4-4", N_("April")
    MAY = "5-5", N_("May")
    JUNE = "6-6", N_("June")
    JULY = "7-7", N_("July")
    AUGUST = "8-8", N_("August")
    SEPTEMBER = "9-9", N_("September")
    OCTOBER = "10-10", N_("October")
    NOVEMBER = "11-11", N_("November")
    DECEMBER = "12-12", N_("December")


class FilledCell(Part, area="forms", table="filled_cells", label=N_("Cell of a form"), title="cell"):
    """A cell of the form and the number it takes; `beside`: the words left of it and above, to know it again.

    The heading of a list's column is such a cell too: its value tells what stands in the rows, `beside` is its words.
    """

    sheet: str = fields.text(N_("Sheet"), required=True)
    cell: str = fields.text(N_("Cell"), required=True)
    beside: str = fields.text(N_("Words beside it"))
    value: FormValue = fields.choice(N_("Number"), FormValue.EVENTS)
    organization_id: int | None = fields.link(N_("Organization"), "Organization", cleared=True)
    months: FormMonths = fields.choice(N_("Part of the period"), FormMonths.WHOLE)


class DepartmentForm(Record, area="forms", table="department_forms", label=N_("Form of the department")):
    """A form, known by its file's name, with the cells that are filled."""

    name: str = fields.text(N_("File of the form"), required=True)
    cells: list[FilledCell] = fields.parts(N_("Cells"), "FilledCell")
