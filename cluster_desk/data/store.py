"""Whole records in and out of the file, by SQLAlchemy; imported only when one is first needed.

Transactions are not begun or ended here: the desk does that on the one connection that is shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.pool import StaticPool

from cluster_desk.core.records.catalog import record_class
from cluster_desk.core.records.fields import Kind, Record, fields_of, rebuilt
from cluster_desk.data.connection import FileConnection
from cluster_desk.data.tables import PLAIN, STORED

_R = TypeVar("_R", bound=Record)


def engine_on(connection: FileConnection) -> Engine:
    """An engine whose only connection is `connection`; its errors do not quote what was to be stored."""
    return create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
    )


def _parts_of(record: type[Record], before: Any = None) -> list[Any]:
    """Loader options that bring all parts of `record`, and theirs, one query a level."""
    options = []
    for field in fields_of(record).values():
        if field.kind is Kind.PARTS:
            attribute = getattr(STORED[record], field.name)
            path = before.selectinload(attribute) if before else selectinload(attribute)
            options += [path, *_parts_of(record_class(field.target), path)]
    return options


def load(engine: Engine, record: type[_R], ids: Sequence[int] | None) -> list[_R]:
    """Records with all their parts: those with `ids` in that order, or all in the order of row numbers."""
    stored: Any = STORED[record]
    statement = select(stored).options(*_parts_of(record))
    if ids is not None:
        statement = statement.where(stored.id.in_(list(ids)))
    with Session(engine) as session:
        found: list[Any] = [rebuilt(one, PLAIN.__getitem__) for one in session.scalars(statement.order_by(stored.id))]
    if ids is not None:
        order = {row: index for index, row in enumerate(ids)}
        found.sort(key=lambda one: order[one.id])
    return found


def save(engine: Engine, records: Iterable[Record]) -> list[int]:
    """Store records with their parts, new and changed alike; parts no longer there are deleted. Gives row numbers."""
    ids = []
    told = list(records)
    with Session(engine) as session:
        held = _stored_before(session, told)
        for record in told:
            draft = rebuilt(record, STORED.__getitem__)
            _number_parts(draft)
            merged = session.merge(draft, options=_parts_of(type(record)))
            session.flush()
            assert merged.id is not None
            ids.append(merged.id)
        del held
    return ids


def _stored_before(session: Session, records: Sequence[Record]) -> list[Any]:
    """What the file holds of `records`, read at once a kind: one by one, many records cost a query a level each.

    The session forgets what nobody holds, so the caller keeps the list until it has merged.
    """
    by_kind: dict[type[Record], list[int]] = {}
    for record in records:
        if record.id is not None:
            by_kind.setdefault(type(record), []).append(record.id)
    held: list[Any] = []
    for kind, ids in by_kind.items():
        if len(ids) > 1:
            stored: Any = STORED[kind]
            statement = select(stored).options(*_parts_of(kind)).where(stored.id.in_(ids))
            held += session.scalars(statement)
    return held


def delete(engine: Engine, records: Iterable[Record]) -> None:
    """Delete records with their parts."""
    with Session(engine) as session:
        for record in records:
            stored = session.get(STORED[type(record)], record.id, options=_parts_of(type(record)))
            if stored is not None:
                session.delete(stored)
        session.flush()


def _number_parts(record: Any) -> None:
    """Write the place of every part into it, so that lists keep their order."""
    for field in fields_of(type(record)).values():
        if field.kind is Kind.PARTS:
            for place, part in enumerate(getattr(record, field.name), start=1):
                part.place = place
                _number_parts(part)
