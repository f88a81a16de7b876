"""Rows pasted into a list: stored as one change, and what could not be stored is told row by row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Kind, Record, fields_of, title_column
from cluster_desk.core.words import fold
from cluster_desk.data.queries.choosable import choosable
from cluster_desk.desk import Desk
from cluster_desk.rules.linking import values_of_new
from cluster_desk.rules.pasting import Linking, Pasted, paste_rows
from cluster_desk.ui import messages
from cluster_desk.ui.messages import Answer, Message


def paste_into(
    parent: QWidget, desk: Desk, record: type[Record], rows: Sequence[Sequence[str]], order: Sequence[str], name: str
) -> int:
    """Store the rows as records of class `record` in one change called `name` (a msgid); gives how many were added.

    `order` names the columns for rows without a heading. Rows that make no record are told in a message.
    """
    targets = {field.target for field in fields_of(record).values() if field.kind is Kind.LINK}
    linking = Linking(
        {target: {fold(item.title): item.id for item in choosable(desk.read, target)} for target in targets},
        lambda target, title: desk.draft(record_class(target), **values_of_new(record_class(target), title)),
    )
    titles = desk.read.rows(f'SELECT "{title_column(record)}" FROM {record.TABLE}')
    pasted = paste_rows(record, rows, order, linking, {fold(str(row[0] or "")) for row in titles})
    good = _without_problems(desk, pasted)
    if good:
        needed = [one for one in pasted.made if any(_links_to(record_of, one) for record_of in good)]
        count = len(good)
        subject = n_("%d row", "%d rows", count) % count
        try:
            desk.change(name, *needed, *good, subject=subject)
        except (UserError, Problems) as trouble:
            messages.show_any(parent, trouble)
            return 0
    if pasted.bad:
        _tell_bad(parent, len(good), pasted)
    return len(good)


def _without_problems(desk: Desk, pasted: Pasted) -> list[Record]:
    """The records that the rules let in; what is wrong with the others goes to the bad rows."""
    good = []
    for number, record in pasted.records:
        problems = desk.problems(record)
        if problems:
            pasted.bad.append((number, str(problems)))
        else:
            good.append(record)
    pasted.bad.sort()
    return good


def _links_to(record: Record, other: Record) -> bool:
    return any(
        field.kind is Kind.LINK and field.target == type(other).__name__ and getattr(record, field.name) == other.id
        for field in fields_of(type(record)).values()
    )


def _tell_bad(parent: QWidget, added: int, pasted: Pasted) -> None:
    count = len(pasted.bad)
    title = n_("%d row was not added", "%d rows were not added", count) % count
    lines = [_("Row %(number)d: %(reason)s") % {"number": number, "reason": reason} for number, reason in pasted.bad]
    shown = "\n".join(lines[:8]) + ("\n…" if len(lines) > 8 else "")
    kept = n_("%d row was added.", "%d rows were added.", added) % added if added else _("Nothing was changed.")
    advice = f"{kept} " + _("Mend the rows where they were copied from and paste them again.")
    details = "\n".join(lines) if len(lines) > 8 else ""
    answers = (Answer("close", _("Close")),)
    messages.ask(parent, Message(title, shown, advice, details=details, icon="warning", tone="warn", answers=answers))
