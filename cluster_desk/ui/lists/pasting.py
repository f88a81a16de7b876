"""Tables pasted into a plan or a list: what fits nowhere is asked about, what is not stored is told row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QComboBox, QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.importing.pasted_records import PastedList, order_of, targets_of
from cluster_desk.exchange.importing.pasting import Pasted, Target, pasted_table, pasted_tables
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.frame.messages import Answer, Message
from cluster_desk.ui.look import widgets

_VISIBLE = 8
"""So many sentences are shown; more are in the details."""


class PasteDialog(Dialog):
    """Asks where that goes which fits nowhere; `choices` are the fields to choose in, each with what it is about."""

    def __init__(self, advice: str, asked: Sequence[tuple[str, Sequence[str], int]], parent: QWidget) -> None:
        column = widgets.stack(spacing=6)
        self.choices: list[QComboBox] = []
        for text, answers, chosen in asked:
            choice = QComboBox()
            choice.addItems(list(answers))
            choice.setCurrentIndex(chosen)
            choice.setAccessibleName(text)
            widgets.fill(column, widgets.label(text, wrap=True), choice)
            self.choices.append(choice)
        super().__init__(_("Before the rows are pasted"), advice, column, _("Paste"), parent)
        self.setMinimumWidth(488)


def pasted_from(
    data: QMimeData | None, targets: Sequence[Target], order: Sequence[str], parent: QWidget
) -> Pasted | None:
    """What the clipboard holds, every column known or left out by the user; None for nothing or when given up."""
    if data is None:
        return None
    try:
        pasted = pasted_tables(read_clipboard(data.html(), data.text()), targets, order_of(order))
    except UserError as trouble:
        messages.show_error(parent, trouble)
        return None
    if not pasted.tables:
        return None
    for place, table in enumerate(pasted.tables):
        ask = _("Is the first row a heading?"), table.doubt, _("It is a heading")
        if table.doubt and messages.confirm(parent, *ask, keep=_("It is a row like the others"), tone="info"):
            pasted.tables[place] = pasted_table(table.grid, targets, order_of(order), table.section, 0)
    asked = [(table, column) for table in pasted.tables for column in table.unknown]
    if not asked and not pasted.left_out:
        return pasted
    rows = []
    for table, column in asked:
        used = {each.key for each in table.columns}
        free = [target for target in targets if target.key not in used]
        words = "; ".join(dict.fromkeys(column.words[:_VISIBLE]))[:120]
        heading = (
            _("Column “%(heading)s”") % {"heading": column.heading}
            if column.heading
            else _("A column without a heading")
        )
        rows.append((f"{heading}: {words}", [_("Do not take"), *(_(target.label) for target in free)], 0))
    lines = pasted.left_out[:_VISIBLE] + (["…"] if len(pasted.left_out) > _VISIBLE else [])
    left = _("Not in a table and left out: %(words)s") % {"words": "; ".join(lines)} if lines else ""
    advice = _("These columns fit no field. Choose where they go, or leave them out.") if rows else ""
    dialog = PasteDialog("\n".join(filter(None, [advice, left])), rows, parent)
    if not dialog.exec():
        return None
    for (table, column), choice in zip(asked, dialog.choices, strict=True):
        free = [target for target in targets if target.key not in {each.key for each in table.columns}]
        chosen = next((target.key for target in targets if _(target.label) == choice.currentText()), "")
        column.key = chosen if any(target.key == chosen for target in free) else ""
    return pasted


def paste_into(
    parent: QWidget,
    desk: Desk,
    record: type[Record],
    data: QMimeData,
    order: Sequence[str],
    name: str,
    values: Mapping[str, Any] | None = None,
) -> int:
    """Store the rows as records of class `record` in one change called `name` (a msgid); gives how many were added.

    `values` are what each of them has beside the columns: the event that participants are of. `order` names the columns
    on the screen, for rows without a heading. Rows that make no record are told in a message.
    """
    pasted = pasted_from(data, targets_of(record), order, parent)
    if pasted is None:
        return 0
    made = PastedList(desk, record, pasted, values)
    if made.questions:
        asked = [(each.text, [answer.label for answer in each.answers], each.chosen) for each in made.questions]
        dialog = PasteDialog("", asked, parent)
        if not dialog.exec():
            return 0
        for question, choice in zip(made.questions, dialog.choices, strict=True):
            question.answer(choice.currentIndex())
    records, count = made.to_store()
    if records:
        try:
            desk.change(name, *records, subject=n_("%d row", "%d rows", count) % count)
        except (UserError, Problems) as trouble:
            messages.show_any(parent, trouble)
            return 0
    if made.bad:
        _report_bad(parent, count, sorted(made.bad))
    return count


def _report_bad(parent: QWidget, added: int, bad: Sequence[tuple[int, str]]) -> None:
    title = n_("%d row was not added", "%d rows were not added", len(bad)) % len(bad)
    lines = [_("Row %(number)d: %(reason)s") % {"number": number, "reason": reason} for number, reason in bad]
    text = "\n".join(lines[:_VISIBLE]) + ("\n…" if len(lines) > _VISIBLE else "")
    kept = n_("%d row was added.", "%d rows were added.", added) % added if added else _("Nothing was changed.")
    advice = f"{kept} " + _("Mend the rows where they were copied from and paste them again.")
    details = "\n".join(lines) if len(lines) > _VISIBLE else ""
    answers = (Answer("close", _("Close")),)
    messages.ask(parent, Message(title, text, advice, details=details, icon="warning", tone="warn", answers=answers))
