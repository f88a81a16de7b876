"""The numbered versions of the store's tables, the same on both engines.

A migration has `NUMBER`, the version that it makes, and `migrate(connection)`; all of them run in one transaction. The
views are made anew after the last. A new one: `to_N.py` here and its line in `_ALL`; a migration never asks `tables.py`
for what a later version may change, but the first, which is what a new store is made by.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.district.store import views
from cluster_desk.district.store.migrations import to_1, to_2, to_3

_ALL = (to_1, to_2, to_3)
NEWEST = _ALL[-1].NUMBER
_ONE_AT_A_TIME = 0x43445354


def version_of(connection: Connection) -> int:
    """The version of the tables; 0 for none."""
    if not inspect(connection).has_table("store_version"):
        return 0
    return int(connection.scalar(text("SELECT max(number) FROM store_version")) or 0)


def bring_up(connection: Connection) -> None:
    """Bring the tables up to this version. Raises UserError for those of a newer program."""
    number = _refuse_newer(version_of(connection))
    if number == NEWEST:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
        number = version_of(connection)  # another may have done it while this one waited
    if number:
        views.drop(connection)
    for one in _ALL:
        if number < one.NUMBER:
            one.migrate(connection)
            connection.execute(text("DELETE FROM store_version"))
            connection.execute(text("INSERT INTO store_version (number) VALUES (:number)"), {"number": one.NUMBER})
    if number < NEWEST:
        views.create(connection)
        views.let_readers_read(connection)


def make_sure(connection: Connection) -> None:
    """See that the tables are of this version. Raises UserError where they are not."""
    number = _refuse_newer(version_of(connection))
    if number < NEWEST:
        raise UserError(
            _("The store is of an earlier version of the program, or not made yet."),
            do=_("Load a report into it, or run: cluster-desk district upgrade STORE."),
        )


def _refuse_newer(number: int) -> int:
    if number > NEWEST:
        raise UserError(
            _("The store was brought up by a newer version of the program."),
            do=_("Update Cluster Desk on this computer too."),
        )
    return number
