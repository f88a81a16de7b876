"""Packages into the store: each in one transaction, checked, the same again without a change.

Only rows of the package's own cluster are written: which one that is the package tells once, in its manifest, and no
row of it names another. Two loaders of one cluster wait for each other; whatever an engine asks to be done again
(a deadlock, a lock) is done again.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.council import OPEN_STATES
from cluster_desk.core.russian.text import fold
from cluster_desk.district import facts
from cluster_desk.district.facts import Fact
from cluster_desk.district.package.reading import Manifest, Package, file_digest
from cluster_desk.district.store import doubts as doubting
from cluster_desk.district.store.bulk import insert_once, insert_rows
from cluster_desk.district.store.doubts import Doubt
from cluster_desk.district.store.engine import Store, describe
from cluster_desk.district.store.sums import count_delivery, count_period
from cluster_desk.district.store.tables import (
    OF_A_DAY,
    clusters,
    deliveries,
    events,
    meetings_table,
    of_fact,
    organizations,
    participations,
)
from cluster_desk.rules.states import overdue_days

_TURNS = 8
_AGAIN = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock not available


class Outcome(StrEnum):
    """What became of a package."""

    LOADED = "loaded"
    REPLACED = "replaced"  # loaded in the place of what was delivered for the period before
    SAME = "same"  # it is loaded already
    OLDER = "older"  # a newer one speaks for its days
    REFUSED = "refused"


@dataclass(frozen=True)
class Loaded:
    """What became of a package, and what should be looked at. `told`: the sentence of one not loaded."""

    path: Path
    outcome: Outcome
    cluster: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    doubts: tuple[Doubt, ...] = ()
    told: str = ""


def load_all(store: Store, paths: Iterable[Path], progress: Progress = SILENT) -> Iterator[Loaded]:
    """Load packages in the order they were made; one that is refused is told and holds the others not back."""
    waiting = sorted(paths, key=_made)
    for number, path in enumerate(waiting):
        progress.report(number, len(waiting), path.name)
        try:
            yield load(store, path)
        except UserError as error:
            yield Loaded(path, Outcome.REFUSED, told=str(error))


def _made(path: Path) -> tuple[str, str]:
    """When a package was made, and its name; what cannot be read comes last and is told then."""
    try:
        with closing(Package(path)) as package:
            return package.manifest.made.isoformat(), path.name
    except UserError:
        return "~", path.name


def load(store: Store, path: Path) -> Loaded:
    """Load a package. Raises UserError where it is not to be loaded; nothing of it is then."""
    with closing(Package(path)) as package:
        for turn in range(_TURNS):
            try:
                with store.writing() as connection:
                    return _Loading(connection, package, path).run()
            except (IntegrityError, DataError) as error:
                raise _refused(package, _("rows of it contradict each other")) from error
            except DBAPIError as error:
                if not _is_to_be_done_again(error) or turn == _TURNS - 1:
                    raise describe(error, store) or error from error
                time.sleep(random.uniform(0.05, 0.2) * (turn + 1))
    raise AssertionError("never reached")


def _is_to_be_done_again(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) in _AGAIN or "locked" in str(error.orig)


def _refused(package: Package, why: str) -> UserError:
    return UserError(
        _("The report “%(name)s” was not loaded: %(why)s.") % {"name": package.name, "why": why},
        do=_("Ask the office to make the report once more and send the file as it is."),
        kept=_("Nothing of it was loaded."),
    )


@dataclass
class _Sums:
    """What the rows add up to, to be compared with the totals that the package tells."""

    events: dict[str, int] = field(default_factory=lambda: dict.fromkeys(facts.TOTALS, 0))
    people: dict[str, int] = field(default_factory=lambda: dict.fromkeys(facts.KINDS, 0))


class _Loading:
    """One package on its way into the store, inside a transaction."""

    def __init__(self, connection: Connection, package: Package, path: Path) -> None:
        self._connection, self._package, self._path = connection, package, path
        self._manifest: Manifest = package.manifest
        self._made = package.manifest.made.replace(tzinfo=None)
        self._doubts: list[Doubt] = []
        self._cluster = self._delivery = 0
        self._organizations: dict[int, int] = {}
        self._days: dict[int, dt.date] = {}  # of the events that are stored, by number
        self._skipped: set[int] = set()
        self._touched: list[dt.date] = []
        self._known: dict[str, set[int]] = {"plans": set(), "indicators": set()}
        self._sums = _Sums()
        self._prepare = {
            "events": self._event,
            "participations": self._participation,
            "meetings": self._meeting,
            "decisions": self._decision,
            "indicator_values": self._indicator_value,
            "money": self._money,
        }

    def run(self) -> Loaded:
        """Load it, unless it is loaded already or a newer one speaks for its days."""
        self._find_cluster()
        before = self._overlapping()
        same = next((one for one in before if one.is_current and one.digest == self._manifest.digest), None)
        if same:
            self._keep_later_hour(same)
            return self._told(Outcome.SAME)
        newer = [one for one in before if one.made > self._made]
        if newer:
            return self._told(Outcome.OLDER, self._older_words(newer[-1]))
        replaced = [one.id for one in before if (one.first_day, one.last_day) == self._period and one.is_current]
        self._clear(replaced)
        self._delivery = self._add_delivery()
        self._load_organizations()
        self._settle_moved_events()
        for fact in facts.FACTS[1:]:
            rows = self._checked(fact)
            table = of_fact(fact)
            insert_rows(self._connection, table, self._columns(fact), rows)
        self._compare_totals()
        self._count()
        self._doubts += doubting.of_cluster(self._connection, self._cluster, self._manifest.cluster.name)
        self._doubts += doubting.of_members(self._connection, self._cluster, self._delivery)
        kept = update(deliveries).where(deliveries.c.id == self._delivery)
        self._connection.execute(kept.values(doubts=doubting.to_json(self._doubts)))
        return self._told(Outcome.REPLACED if replaced else Outcome.LOADED)

    def _keep_later_hour(self, same: Row[Any]) -> None:
        """The same facts told once more: what was made between is older than they are."""
        if same.made < self._made:
            later = update(deliveries).where(deliveries.c.id == same.id)
            self._connection.execute(later.values(made=self._made))

    @property
    def _period(self) -> tuple[dt.date, dt.date]:
        return self._manifest.first, self._manifest.last

    def _told(self, outcome: Outcome, words: str = "") -> Loaded:
        name = self._manifest.cluster.name
        return Loaded(self._path, outcome, name, *self._period, tuple(self._doubts), words)

    def _older_words(self, newer: Row[Any]) -> str:
        return _(
            "“%(file)s” is older than the report of “%(cluster)s” for %(days)s that is loaded (made %(made)s): "
            "it was not loaded."
        ) % {
            "file": self._package.name,
            "cluster": self._manifest.cluster.name,
            "days": f"{newer.first_day:%d.%m.%Y} – {newer.last_day:%d.%m.%Y}",
            "made": f"{newer.made:%d.%m.%Y %H:%M}",
        }

    def _find_cluster(self) -> None:
        """The row of the cluster, made when it is seen for the first time, held until the package is in."""
        head = self._manifest.cluster
        values = {"key": head.key, "name": head.name, "region": head.region, "district": head.district,
                  "support_school": head.support_school, "told": self._made}  # fmt: skip
        insert_once(self._connection, clusters, "key", values)
        row = self._connection.execute(select(clusters).where(clusters.c.key == head.key).with_for_update()).one()
        self._cluster = row.id
        renamed, other_school = fold(row.name) != fold(head.name), fold(row.support_school) != fold(head.support_school)
        if renamed and other_school and row.support_school:
            raise UserError(
                _("“%(file)s” says to be of “%(new)s”, yet its file's mark is that of “%(old)s” (%(school)s).")
                % {"file": self._package.name, "new": head.name, "old": row.name, "school": row.support_school},
                do=_("One office seems to work in a copy of another's file: it should begin with a new one."),
                kept=_("Nothing of it was loaded."),
            )
        self._doubts += [Doubt("renamed", (row.name,))] if renamed else []
        self._doubts += [Doubt("other school", (row.support_school,))] if other_school and row.support_school else []
        if self._made > row.told:
            self._connection.execute(update(clusters).where(clusters.c.id == row.id).values(values))

    def _overlapping(self) -> list[Row[Any]]:
        """What was delivered for some of these days, in the order it was made."""
        asked = select(deliveries).where(
            deliveries.c.cluster_id == self._cluster,
            deliveries.c.first_day <= self._manifest.last,
            deliveries.c.last_day >= self._manifest.first,
        )
        return list(self._connection.execute(asked.order_by(deliveries.c.made)).all())

    def _clear(self, replaced: list[int]) -> None:
        """Take away what this package speaks for: the days of its period, the delivery in whose place it comes."""
        for number in replaced:
            for table in OF_A_DAY:
                self._connection.execute(delete(table).where(table.c.delivery_id == number))
            self._connection.execute(update(deliveries).where(deliveries.c.id == number).values(is_current=False))
        for table, day in (
            (events, events.c.first_day),
            (meetings_table, meetings_table.c.day),
            (participations, participations.c.first_day),
        ):
            within = day.between(*self._period)
            self._connection.execute(delete(table).where(table.c.cluster_id == self._cluster, within))

    def _add_delivery(self) -> int:
        manifest = self._manifest
        values = {
            "cluster_id": self._cluster, "first_day": manifest.first, "last_day": manifest.last,
            "as_of": manifest.as_of, "made": self._made,
            "loaded": dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0),
            "digest": manifest.digest, "file_name": self._package.name, "file_digest": file_digest(self._path),
            "is_current": True, "undated_events": manifest.undated, "names_taken_out": manifest.named, "doubts": "[]",
        }  # fmt: skip
        return self._insert(deliveries, values)

    def _insert(self, table: Table, values: Mapping[str, Any]) -> int:
        made = self._connection.execute(insert(table).values(values)).inserted_primary_key
        assert made is not None
        return int(made[0])

    def _load_organizations(self) -> None:
        """Put the package's organizations beside those known of this cluster; newer words replace older ones."""
        known = self._known_organizations()
        keys: dict[int, str] = {}
        seen: set[str] = set()
        new, changed = [], []
        for row in self._package.rows(facts.ORGANIZATIONS):
            values = dict(zip(facts.ORGANIZATIONS.names, row, strict=True))
            values |= {"cluster_id": self._cluster, "told": self._made}
            values["name_key"] = doubting.compared_name(values["full_name"], values["district"])
            key, number = values["key"], values["number"]
            if number in keys or key in seen:
                raise _refused(self._package, _("an organization stands in it twice"))
            keys[number] = key
            seen.add(key)
            if key not in known:
                new.append(values)
            elif known[key][1] <= self._made:
                changed.append({**values, "row": known[key][0]})
        if new:
            self._connection.execute(insert(organizations), new)
            known = self._known_organizations()
        if changed:
            self._connection.execute(update(organizations).where(organizations.c.id == bindparam("row")), changed)
        self._organizations = {number: known[key][0] for number, key in keys.items()}

    def _known_organizations(self) -> dict[str, tuple[int, dt.datetime]]:
        """The cluster's organizations by their keys: their row, when they were told last."""
        asked = select(organizations.c.key, organizations.c.id, organizations.c.told)
        rows = self._connection.execute(asked.where(organizations.c.cluster_id == self._cluster))
        return {key: (row, told) for key, row, told in rows}

    def _columns(self, fact: Fact) -> list[str]:
        names = ["organization_id" if one.target == "organizations" else one.name for one in fact.columns]
        if fact is facts.PARTICIPATIONS:
            return ["cluster_id", "first_day", *names]
        return ["delivery_id", "cluster_id", *names]

    def _checked(self, fact: Fact) -> Iterator[tuple[Any, ...]]:
        """The rows as they go into the table; every link leads somewhere, every day lies in the period."""
        links = [(at, one.target) for at, one in enumerate(fact.columns) if one.target]
        prepare = self._prepare.get(fact.name)
        numbers = self._known.get(fact.name)
        for row in self._package.rows(fact):
            values = list(row)
            for at, target in links:
                values[at] = self._linked(fact, target, values[at])
            if numbers is not None:
                numbers.add(values[0])
            self._add_up(fact, row)
            head: tuple[Any, ...] | None = (self._delivery, self._cluster)
            if prepare:
                head = prepare(values)
            if head is not None:
                yield (*head, *values)

    def _linked(self, fact: Fact, target: str, number: int | None) -> int | None:
        if number is None:
            return None
        if target == "organizations":
            known = number in self._organizations
            number = self._organizations.get(number)
        elif target == "events":
            known = number in self._days or number in self._skipped
        else:
            known = number in self._known[target]
        if not known:
            raise _refused(self._package, _("a row of “%s” leads to nothing") % fact.name)
        return number

    def _within(self, day: dt.date) -> None:
        if not self._manifest.first <= day <= self._manifest.last:
            raise _refused(self._package, _("it tells of days outside its period"))

    def _within_years(self, first: int, last: int) -> None:
        """What is told of years is told of those that the period touches."""
        if last < first or last < self._manifest.first.year or first > self._manifest.last.year:
            raise _refused(self._package, _("it tells of days outside its period"))

    def _event(self, values: list[Any]) -> tuple[Any, ...] | None:
        number, day, *kinds, people = values[0], values[4], *values[9:]
        self._within(day)
        if people is not None and people != sum(count or 0 for count in kinds):
            raise _refused(self._package, _("people of event № %s do not add up") % number)
        if number in self._days:
            raise _refused(self._package, _("an event stands in it twice"))
        if number in self._skipped:
            return None
        self._days[number] = day
        return (self._delivery, self._cluster)

    def _settle_moved_events(self) -> None:
        """An event that another period's report holds too is counted once: where the newer one has it."""
        asked = (
            select(events.c.key, events.c.number, events.c.first_day, deliveries.c.made)
            .join(deliveries, deliveries.c.id == events.c.delivery_id)
            .where(events.c.cluster_id == self._cluster)
        )
        others = {row.key: row for row in self._connection.execute(asked)}
        for number, key, *_rest in self._package.rows(facts.EVENTS) if others else ():
            other = others.get(key)
            if other and other.made > self._made:
                self._doubts.append(Doubt("later event", (str(number),)))
                self._skipped.add(number)
            elif other:
                self._doubts.append(Doubt("moved event", (str(number),)))
                self._forget(other)

    def _forget(self, other: Any) -> None:
        for table, number in ((events, events.c.number), (participations, participations.c.event)):
            found = delete(table).where(table.c.cluster_id == self._cluster, table.c.first_day == other.first_day)
            self._connection.execute(found.where(number == other.number))
        self._touched.append(other.first_day)

    def _participation(self, values: list[Any]) -> tuple[Any, ...] | None:
        return None if values[0] in self._skipped else (self._cluster, self._days[values[0]])

    def _meeting(self, values: list[Any]) -> tuple[Any, ...]:
        self._within(values[2])
        return (self._delivery, self._cluster)

    def _decision(self, values: list[Any]) -> tuple[Any, ...]:
        """How late it is follows from its day and its state; rows that tell otherwise contradict each other."""
        due, state, late = values[4:7]
        if late != overdue_days(due, self._manifest.as_of, is_open=state in _OPEN):
            raise _refused(self._package, _("rows of it contradict each other"))
        return (self._delivery, self._cluster)

    def _indicator_value(self, values: list[Any]) -> tuple[Any, ...]:
        first, last = values[3:5]
        self._within_years(first.year, last.year if first <= last else 0)
        return (self._delivery, self._cluster)

    def _money(self, values: list[Any]) -> tuple[Any, ...]:
        self._within_years(values[1], values[1])
        return (self._delivery, self._cluster)

    def _add_up(self, fact: Fact, row: tuple[Any, ...]) -> None:
        if fact is facts.PARTICIPATIONS:  # the most of all rows: by place
            _event, _place, _organization, _outside, kind, unit, count = row
            self._sums.people[kind] += 0 if unit else count or 0
            return
        values = dict(zip(fact.names, row, strict=True)) if fact.name in _ADDED else {}
        sums = self._sums.events
        match fact.name:
            case "events" if values["state"] == "held":
                sums["events_held"] += 1
                for kind in (*facts.KINDS, "people"):
                    sums[kind] += values[kind] or 0
            case "members":
                sums["members"] += 1
            case "money":
                for n in range(1, 5):
                    sums["planned"] += values[f"planned_{n}"] or 0
                    sums["spent"] += values[f"spent_{n}"] or 0
            case "decisions":
                sums["open_decisions"] += values["state"] in _OPEN
            case "plan_items":
                sums["items_done"] += values["state"] == "done"

    def _compare_totals(self) -> None:
        """Hold the rows against the totals that the office's own papers tell, and against each other."""
        told = self._manifest.totals
        wrong = [name for name in facts.TOTALS if told[name] != self._sums.events[name]]
        wrong += [kind for kind in facts.KINDS if self._sums.people[kind] != self._sums.events[kind]]
        if wrong:
            raise _refused(
                self._package, _("its rows do not add up to its totals: %s") % ", ".join(dict.fromkeys(wrong))
            )

    def _count(self) -> None:
        count_delivery(self._connection, self._delivery)
        count_period(self._connection, self._cluster, *self._period)
        for day in self._touched:
            count_period(self._connection, self._cluster, day, day)


_OPEN = {state.value for state in OPEN_STATES}
_ADDED = {"events", "members", "money", "decisions", "plan_items"}
