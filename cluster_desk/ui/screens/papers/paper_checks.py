"""What looks wrong in what a paper tells, beside its options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from cluster_desk.core.language import _, n_
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.catalog import Paper
from cluster_desk.reports.document import CaseDoubt
from cluster_desk.rules.findings import Finding
from cluster_desk.ui.frame.page import picture
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.tokens import MARGIN_RIGHT
from cluster_desk.ui.screens.checks.check_window import findings_words

_MOST_LISTED = 3
_MEETING_PAPERS = ("agenda", "invitations")
_MEMBER_PAPERS = ("members", "contacts", "acknowledgement", "activity", "analysis", "participation", "department")


def findings_for(read: Reader, paper: Paper, values: dict[str, str]) -> list[Finding] | None:
    """What looks wrong in what `paper` tells with these options; None for a paper that nothing is checked of."""
    from cluster_desk.reports.document.options import ON_DAY, resolve_options
    from cluster_desk.reports.shared.meetings import MEETING, meeting_of
    from cluster_desk.reports.shared.periods import UNTIL
    from cluster_desk.reports.shared.plan_parts import members_day
    from cluster_desk.reports.shared.plans import PARTS, PLAN, plan_of
    from cluster_desk.rules.checks.catalog import check, check_meetings_only, check_members

    if PLAN in paper.options:
        options = resolve_options((PLAN, PARTS), read, values)
        listed = members_day(read, plan_of(read, options), options[PARTS.name]) if PARTS in paper.options else None
        about_members = check_members(read, listed) if listed else []
        return [*check(read, [int(options[PLAN.name])]), *about_members]
    if paper.id in _MEETING_PAPERS:
        return check_meetings_only(read, meeting_of(read, resolve_options((MEETING,), read, values)).id)
    if paper.id in _MEMBER_PAPERS:
        told = ON_DAY if ON_DAY in paper.options else UNTIL
        day = dt.date.fromisoformat(resolve_options((told,), read, values)[told.name])
        return check_members(read, min(day, read.today())) or None
    return None


class PaperChecks(QWidget):
    """«Проверка: 3 замечания», each with «Перейти»; the first few, and how many more there are; doubtful cases."""

    def __init__(
        self, go: Callable[[Finding], object] | None, ask: Callable[[Sequence[CaseDoubt]], object] | None = None
    ) -> None:
        super().__init__()
        self._go, self._ask = go, ask
        self.title = widgets.label("", "strong")
        self.foot = widgets.label("", "small", wrap=True)
        self._lines = widgets.stack(spacing=4)
        layout = widgets.stack((18, 4, MARGIN_RIGHT, 14), 6, of=(widgets.line(),))
        layout.addSpacing(6)
        widgets.fill(layout, self.title, self._lines, self.foot)
        self.setLayout(layout)
        self.hide()

    def show_findings(self, findings: Sequence[Finding] | None, doubts: Sequence[CaseDoubt] = ()) -> None:
        """Show these; None puts the whole away, unless there are doubtful cases."""
        widgets.clear(self._lines)
        self.setVisible(findings is not None or bool(doubts))
        if doubts:
            self._lines.addWidget(self._doubtful(doubts))
        if findings is None:
            self.title.setText(_("Check"))
            self.foot.setText(_("Printing is possible all the same"))
            return
        self.title.setText(findings_words(len(findings)) if findings else _("Check: nothing looks wrong"))
        for one in findings[:_MOST_LISTED]:
            self._lines.addWidget(self._line(one))
        more = len(findings) - _MOST_LISTED
        words = _("Printing is possible all the same")
        text = n_("and %d more in the check", "and %d more in the check", more) % more if more > 0 else ""
        self.foot.setText(f"{text[:1].upper()}{text[1:]}. {words}" if text else words)
        self.foot.setVisible(bool(findings))

    def _doubtful(self, doubts: Sequence[CaseDoubt]) -> QWidget:
        row = widgets.row()
        image = QLabel()
        image.setPixmap(picture("warning_filled", 16, "warn", self))
        said = ", ".join(dict.fromkeys(doubt.words for doubt in doubts))
        widgets.fill(row, image, (widgets.ElidedLabel(_("Check how it is declined: %s") % said, lines=3), 1))
        if self._ask is not None:
            ask = self._ask
            row.addWidget(widgets.button(_("Look…"), lambda: ask(doubts), look="small"))
        return widgets.holder(row)

    def _line(self, one: Finding) -> QWidget:
        row = widgets.row()
        image = QLabel()
        image.setPixmap(picture("warning_filled", 16, "warn", self))
        words = widgets.ElidedLabel(one.sentence, lines=4)
        widgets.fill(row, image, (words, 1))
        if self._go is not None:
            go = self._go
            button = widgets.button(_("Go there"), lambda: go(one), look="small")
            button.setAccessibleName(f"{_('Go there')}: {one.where}")
            row.addWidget(button)
        return widgets.holder(row)
