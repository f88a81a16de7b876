"""A department's own Excel form: which of its cells takes which number, chosen once."""

from __future__ import annotations

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Choice, Part, Record


class FormValue(Choice):
    """A number that the program knows and a form may ask for."""

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


class FormMonths(Choice):
    """Which part of the report's year a cell is about."""

    WHOLE = "whole", N_("the whole period")
    FIRST_QUARTER = "1-3", N_("quarter I")
    SECOND_QUARTER = "4-6", N_("quarter II")
    THIRD_QUARTER = "7-9", N_("quarter III")
    FOURTH_QUARTER = "10-12", N_("quarter IV")
    FIRST_HALF = "1-6", N_("first half of the year")
    SECOND_HALF = "7-12", N_("second half of the year")


class FilledCell(Part, area="forms", table="filled_cells", label=N_("Cell of a form"), title="cell"):
    """A cell of the form and the number it takes; `beside`: the words left of it and above, to know it again."""

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
