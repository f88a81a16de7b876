"""What looks wrong in what is about to be printed, in short, at the foot of the paper's options; nothing is blocked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.core.language import _, n_
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.catalog import Paper
from cluster_desk.rules.findings import Finding
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_RIGHT
from cluster_desk.ui.screens.checks.check_window import findings_words

_MOST_LISTED = 3
_MEETING_PAPERS = ("agenda", "invitations")


def findings_for(read: Reader, paper: Paper, values: dict[str, str]) -> list[Finding] | None:
    """What looks wrong in what `paper` tells with these options; None for a paper that nothing is checked of."""
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.meetings import MEETING, meeting_of
    from cluster_desk.reports.shared.plans import PLAN
    from cluster_desk.rules.checks.catalog import check, check_meetings_only

    if PLAN in paper.options:
        return check(read, [int(resolve_options((PLAN,), read, values)[PLAN.name])])
    if paper.id in _MEETING_PAPERS:
        return check_meetings_only(read, meeting_of(read, resolve_options((MEETING,), read, values)).id)
    return None


class PaperChecks(QWidget):
    """«Проверка: 3 замечания», each with «Перейти»; the first few, and how many more there are."""

    def __init__(self, go: Callable[[Finding], object] | None) -> None:
        super().__init__()
        self._go = go
        self.title = widgets.label("", "strong")
        self.foot = widgets.label("", "small", wrap=True)
        self._lines = widgets.stack(spacing=4)
        layout = widgets.stack((18, 4, MARGIN_RIGHT, 14), 6, of=(widgets.line(),))
        layout.addSpacing(6)
        widgets.fill(layout, self.title, self._lines, self.foot)
        self.setLayout(layout)
        self.hide()

    def show_findings(self, findings: Sequence[Finding] | None) -> None:
        """Show these; None puts the whole away."""
        self._clear()
        self.setVisible(findings is not None)
        if findings is None:
            return
        self.title.setText(findings_words(len(findings)) if findings else _("Check: nothing looks wrong"))
        for one in findings[:_MOST_LISTED]:
            self._lines.addWidget(self._line(one))
        more = len(findings) - _MOST_LISTED
        words = _("Printing is possible all the same")
        text = n_("and %d more in the check", "and %d more in the check", more) % more if more > 0 else ""
        self.foot.setText(f"{text[:1].upper()}{text[1:]}. {words}" if text else words)
        self.foot.setVisible(bool(findings))

    def _line(self, one: Finding) -> QWidget:
        row = widgets.row()
        image = QLabel()
        image.setPixmap(picture("warning_filled", 16, "warn", self))
        words = widgets.ElidedLabel(f"{one.where}: {one.text}", lines=2)
        widgets.fill(row, image, (words, 1))
        if self._go is not None:
            go = self._go
            button = widgets.button(_("Go there"), lambda: go(one), look="small")
            button.setAccessibleName(f"{_('Go there')}: {one.where}")
            row.addWidget(button)
        return widgets.holder(row)

    def _clear(self) -> None:
        widgets.clear(self._lines)
