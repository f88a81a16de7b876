"""What leans on a record: the links that would be left hanging if it were deleted; what a link field may point at."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.records.catalog import links_to, owner_column, owner_of, record_class
from cluster_desk.core.records.fields import Record, title_column
from cluster_desk.data.queries.listing import title_sql
from cluster_desk.data.queries.members import Choosable, choosable_organizations, choosable_people
from cluster_desk.data.queries.reader import Reader

_NAMED = 5  # so many are named one by one


def references_to(read: Reader, record: Record, to_delete: Sequence[Record] = ()) -> list[str]:
    """What holds `record` back from being deleted, each as «Seat on the council: director (Person)»; [] when nothing.

    `to_delete` are the records that are deleted together with it; they hold nobody back.
    """
    references = []
    for holder, field in links_to(type(record)):
        if field.cleared or field.follows:
            continue
        whole, row = _whole_of(holder)
        sql = f'SELECT {row}, {title_sql(whole, row)} FROM {holder.TABLE} AS t WHERE t."{field.column}" = ?'
        leave = {one.id for one in to_delete if isinstance(one, whole)}
        titles = [title for number, title in read.rows(sql, record.id) if number not in leave]
        references += [f"{_(whole.LABEL)}: {title} ({_(field.label)})" for title in titles[:_NAMED]]
    return references


def _whole_of(part: type[Record]) -> tuple[type[Record], str]:
    """The record that a part belongs to in the end, and SQL for its row number; a whole record is its own."""
    record, row = part, "t.id"
    owner = owner_of(record)
    if owner:
        row, record = f"t.{owner_column(record)}", owner[0]
    while owner := owner_of(record):
        row = f"(SELECT {owner_column(record)} FROM {record.TABLE} WHERE id = {row})"
        record = owner[0]
    return record, row


def _choosable_attachments(read: Reader) -> list[Choosable]:
    """The photos and papers of the log, the newest event first; the event tells those of one name apart."""
    sql = (
        "SELECT a.id, a.name, e.day_words || ', ' || e.name FROM attachments AS a "
        "JOIN events AS e ON e.id = a.events_id ORDER BY e.first_day DESC, e.id DESC, a.place"
    )
    return [Choosable(row, title, " ".join(detail.split())[:120]) for row, title, detail in read.rows(sql)]


_SEPARATE = {
    "Organization": choosable_organizations,
    "Person": choosable_people,
    "Attachment": _choosable_attachments,
}


def choosable(read: Reader, target: str) -> list[Choosable]:
    """Every record of the class called `target` by title, with a second line where namesakes are to be told apart."""
    if target in _SEPARATE:
        return _SEPARATE[target](read)
    record = record_class(target)
    title = title_column(record)
    sql = f'SELECT id, "{title}", \'\' FROM {record.TABLE} ORDER BY "{title}" COLLATE russian'
    return [Choosable(row, str(title or ""), detail) for row, title, detail in read.rows(sql)]
