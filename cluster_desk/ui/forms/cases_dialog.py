"""A name, a post or an organization in the cases that papers need: looked through once, mended where it is wrong.

What is mended, and what the program was not sure of, is kept as the office's own answer (`NameForm`) and not asked
about again.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import Case, NameForm
from cluster_desk.core.russian.inflection import Declined
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.matching import declension
from cluster_desk.desk import Desk
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

Asked = tuple[str, str]
"""What kind of words ("person", "post" or "organization"), and the words themselves."""


def guesses(desk: Desk, asked: Asked, cases: Sequence[Case]) -> list[Declined]:
    """How the program would write the words in `cases`."""
    forms = declension(desk.read)
    how = {"person": forms.person, "post": forms.post, "organization": forms.organization}[asked[0]]
    return [how(asked[1], case) for case in cases]


class CasesDialog(Dialog):
    """Shows `asked` in `cases`; those that the program is not sure of are marked and come with a guess."""

    def __init__(self, desk: Desk, asked: Sequence[Asked], cases: Sequence[Case], parent: QWidget) -> None:
        self._desk = desk
        self.fields: dict[tuple[str, Case], tuple[QLineEdit, Declined]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        told: set[str] = set()  # the office's answer is one for the words, whatever they are called
        for one in asked:
            if fold(one[1]) not in told:
                told.add(fold(one[1]))
                self._add(grid, one, cases)
        body = widgets.scrolled(widgets.holder(widgets.stack(of=(grid, widgets.GAP))))
        advice = _("Mend what is wrong: papers will say it so from now on.")
        super().__init__(_("Names in their cases"), advice, body, _("Save"), parent)
        self.resize(640, min(620, 210 + 38 * len(self.fields)))
        first = next(iter(self.fields.values()), None)
        if first:
            first[0].setFocus()

    def take(self) -> None:
        """Keep what was mended and what was doubtful, as one change."""
        known = {(fold(one.words), one.case): one for one in self._desk.read.load_all(NameForm)}
        kept = []
        for (words, case), (field, guess) in self.fields.items():
            typed = field.text().strip()
            if not typed or (guess.sure and typed == guess.words):
                continue
            form = known.get((fold(words), case)) or NameForm(words=words, case=case)
            form.corrected = typed
            kept.append(form)
        with messages.show_trouble(self):
            if kept:
                self._desk.change(N_("Forms of names kept"), *kept, subject=kept[0].words)
            self.accept()

    def _add(self, grid: QGridLayout, asked: Asked, cases: Sequence[Case]) -> None:
        row = grid.rowCount()
        heading = widgets.label(asked[1], "strong", wrap=True)
        heading.setContentsMargins(0, 8 if self.fields else 0, 0, 0)
        grid.addWidget(heading, row, 0, 1, 3)
        for place, (case, guess) in enumerate(zip(cases, guesses(self._desk, asked, cases), strict=True), start=1):
            field = QLineEdit(guess.words)
            field.setCursorPosition(0)
            field.setReadOnly(self._desk.read_only)
            field.setAccessibleName(f"{asked[1]}: {_(case.label)}")
            grid.addWidget(widgets.label(_(case.label), "field"), row + place, 0)
            grid.addWidget(field, row + place, 1)
            grid.addWidget(widgets.label("" if guess.sure else _("check this"), "warn"), row + place, 2)
            self.fields[asked[1], case] = (field, guess)


def doubtful(desk: Desk, asked: Sequence[Asked], cases: Sequence[Case]) -> list[Asked]:
    """Those of `asked` that the program is not sure of in one of `cases`."""
    return [one for one in asked if one[1] and not all(guess.sure for guess in guesses(desk, one, cases))]
