"""What the plan's screen does to the file: each action one named change; trouble is told over the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.plans import ItemState, PlanItem, PlanSection, PlanStep
from cluster_desk.data.queries.plan_table import PlanTable
from cluster_desk.desk import Desk
from cluster_desk.rules.plan import changes, order
from cluster_desk.rules.plan.deadlines import deadline_in_force, shifted_words
from cluster_desk.rules.plan.lines import Key, Line
from cluster_desk.ui.frame import messages

if TYPE_CHECKING:
    from cluster_desk.exchange.importing.pasting import PastedItem


class PlanWork:
    """Changes one plan, `table`, which the screen renews after every change. `parent` is where trouble is told."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        self._desk, self._parent = desk, parent
        self.table: PlanTable | None = None

    def store(self, name: str, *records: Record, remove: Sequence[Record] = (), subject: str = "") -> list[int]:
        """Store or delete records as one change called `name` (a msgid); [] when none was stored."""
        if not records and not remove:
            return []
        titles = [one.display_name() for one in (*records, *remove)]
        value = subject or (titles[0] if len(titles) == 1 else n_("%d row", "%d rows", len(titles)) % len(titles))
        try:
            done = self._desk.change(name, *records, remove=remove, subject=value[:120])
        except Problems as found:
            messages.inform(self._parent, _("This is not stored yet"), " ".join(one.text for one in found.problems))
            return []
        except UserError as trouble:
            messages.show_error(self._parent, trouble)
            return []
        return done or [one.id for one in remove if one.id is not None]

    def edit(self, key: Key, name: str, value: str) -> None:
        """Set one field of text of a line, as typed."""
        kind, row = key
        if kind == "section":
            section = self._desk.read.load(PlanSection, row)
            if section is not None:
                setattr(section, name, value)
                self.store(N_("Section changed"), section)
            return
        self._change_lines(N_("Plan item changed"), [key], changes.set_words(name, value))

    def add_section(self, name: str) -> Key | None:
        """Add a section at the end of the plan."""
        if self.table is None:
            return None
        plan = self.table.head.table_id
        stored = self.store(
            N_("Section added"), changes.new_section(plan, order.last_section_place(self._desk.read, plan), name)
        )
        return ("section", stored[-1]) if stored else None

    def add_item(self, name: str, section: int | None, after: int | None = None) -> Key | None:
        """Add an item called `name` to a section, behind the item `after` or at the end.

        A plan without sections gets its one without a name.
        """
        if self.table is None:
            return None
        made: list[Record] = []
        if section is None:
            first = self._desk.draft(PlanSection, plan_id=self.table.head.table_id, place=order.STEP)
            made.append(first)
            section = first.id
        assert section is not None
        item = self._desk.draft(PlanItem)
        drafted = changes.new_item(self.table, section, name, after)
        item.number, item.title = drafted.number, drafted.title
        stored = self.store(
            N_("Plan item added"), *made, *order.insert_items(self._desk.read, [item], section, after), subject=name
        )
        return ("item", item.id) if stored and item.id is not None else None

    def add_step(self, line: Line) -> Key | None:
        """Add an empty step to the item of `line`, behind the step that `line` is."""
        if line.kind == "section":
            return None
        item = self._desk.read.load(PlanItem, line.parent if line.kind == "step" else line.id)
        if item is None:
            return None
        draft, at = changes.with_step(item, line.id if line.kind == "step" else None)
        if not self.store(N_("Step added"), draft):
            return None
        again = self._desk.read.load(PlanItem, draft.id or 0)
        return ("step", again.steps[at].id or 0) if again else None

    def move(self, chosen: Sequence[Line], by: int, lines: Sequence[Line]) -> bool:
        """Move lines one place up (-1) or down (1) among those shown, into the next section at the end of one."""
        items = [line for line in chosen if line.kind == "item"]
        if items:
            return self._move_items(items, by, lines)
        if chosen and chosen[0].kind == "step":
            return self._move_step(chosen[0], by)
        return bool(chosen) and self.move_section(chosen[0], by)

    def move_section(self, line: Line, by: int) -> bool:
        """Move the section of `line` up or down among the plan's."""
        section = self.section_of(line)
        if section is None:
            return False
        name = next((one.name for one in self.table.sections if one.id == section), "") if self.table else ""
        return bool(self.store(N_("Section moved"), *order.move_section(self._desk.read, section, by), subject=name))

    def drop(self, keys: Sequence[Key], above: Line | None) -> bool:
        """Put what was dragged below the line `above` (None: at the top of the plan)."""
        if self.table is None or not keys:
            return False
        items = [row for kind, row in keys if kind == "item"]
        if items:
            section, before = self._spot_below(above, set(items))
            return section is not None and self._put_items(items, section, before)
        kind, row = keys[0]
        if kind == "step" and above is not None and above.kind != "section":
            return self._put_step(row, above)
        if kind == "section":
            ids = [section.id for section in self.table.sections]
            at = ids.index(row)
            target = self.section_of(above) if above else None
            to = -1 if target is None else ids.index(target)
            return self.move_section_to(row, to + 1 if to < at else to)
        return False

    def move_section_to(self, section: int, place: int) -> bool:
        """Make a section the one at `place`, counted from 0."""
        ids = [each.id for each in self.table.sections] if self.table else []
        by = place - ids.index(section)
        return bool(self.store(N_("Section moved"), *order.move_section(self._desk.read, section, by)))

    def to_section(self, lines: Sequence[Line], section: int) -> bool:
        """Move items to the end of another section."""
        items = [line.id for line in lines if line.kind == "item"]
        return self._put_items(items, section, None)

    def renumber(self, how: changes.Numbering) -> int:
        """Number all items anew; how many numbers changed."""
        if self.table is None:
            return 0
        return len(self.store(N_("Items renumbered"), *changes.renumbered(self.table, how)))

    def set_state(self, keys: Sequence[Key], state: ItemState, moved_to: str = "", reason: str = "") -> None:
        """Set the state of items and steps."""
        self._change_lines(changes.STATE_CHANGES[state], keys, changes.set_state(state, moved_to, reason))

    def set_responsible(self, keys: Sequence[Key], words: str) -> None:
        """Set who answers for items and steps."""
        self._change_lines(N_("Responsible changed"), keys, changes.set_words("responsible", words))

    def shift_months(self, lines: Sequence[Line], months: int) -> int:
        """Move deadlines by whole months; how many could not be, since they name no days of their own."""
        if self.table is None:
            return 0
        table = self.table
        left = 0

        def change(line: PlanItem | PlanStep) -> bool:
            nonlocal left
            now = deadline_in_force(line, *table.period_of(line))
            words = shifted_words(now, months)
            left += not words
            return bool(words) and changes.set_state(ItemState.MOVED, words, line.reason)(line)

        self._change_lines(N_("Deadlines moved"), [line.key for line in lines], change)
        return left

    def paste(self, pasted_items: Sequence[PastedItem], near: Line | None) -> list[Key]:
        """Add the items that pasted rows make, behind the line `near`; headings among them become sections."""
        if self.table is None:
            return []
        here = self.section_of(near) if near else None
        if here is None and self.table.sections:
            here = self.table.sections[-1].id
        after = self._item_of(near)
        made: list[Record] = []
        keys: list[Key] = []
        place = order.last_section_place(self._desk.read, self.table.head.table_id)
        for name, group in groupby(pasted_items, key=lambda each: each.section):
            section = next((one.id for one in self.table.sections if name and one.name == name), None if name else here)
            if section is None:
                heading = self._desk.draft(PlanSection, plan_id=self.table.head.table_id, name=name, place=place)
                place += order.STEP
                made.append(heading)
                section = heading.id
            assert section is not None
            items = [self._pasted(one.words, one.steps) for one in group]
            made += order.insert_items(self._desk.read, items, section, None if name else after)
            keys += [("item", item.id or 0) for item in items]
        count = n_("%d row", "%d rows", len(keys)) % len(keys)
        return keys if self.store(N_("Rows pasted"), *made, subject=count) else []

    def delete(self, lines: Sequence[Line]) -> None:
        """Delete lines: sections with their items, items with their steps; asks where much goes at once."""
        gone: dict[str, set[int]] = {"section": set(), "item": set(), "step": set()}
        for line in lines:
            gone[line.kind].add(line.id)
        within = [item for item in self.table.items if item.section_id in gone["section"]] if self.table else []
        items = gone["item"] - {item.id for item in within}
        count = len(gone["section"]) + len(items) + len(gone["step"]) + len(within)
        if count > 1 and not self._may_delete(lines, len(within), count):
            return
        sections = self._desk.read.load_all(PlanSection, sorted(gone["section"]))
        to_delete = items | {one.id or 0 for one in within}
        steps = [line for line in lines if line.kind == "step" and line.parent not in to_delete]
        left = []
        for owner in dict.fromkeys(line.parent for line in steps):
            item = self._desk.read.load(PlanItem, owner)
            if item is not None:
                left.append(changes.without_steps(item, gone["step"]))
        loaded = self._desk.read.load_all(PlanItem, sorted(to_delete))
        name = N_("Section deleted") if sections else N_("Plan item deleted") if items else N_("Step deleted")
        self.store(name, *left, remove=[*loaded, *sections], subject=", ".join(line.title for line in lines[:3]))

    def section_of(self, line: Line | None) -> int | None:
        """The row number of the section that a line stands in."""
        if line is None or self.table is None:
            return None
        if line.kind == "section":
            return line.id
        if line.kind == "item":
            return line.parent
        return next((item.section_id for item in self.table.items if item.id == line.parent), None)

    def owner_of(self, step: int) -> int | None:
        """The row number of the item that a step belongs to."""
        return self.table.step_owners.get(step) if self.table else None

    def _item_of(self, line: Line | None) -> int | None:
        return None if line is None or line.kind == "section" else line.id if line.kind == "item" else line.parent

    def _pasted(self, words: Mapping[str, Any], steps: Sequence[Mapping[str, Any]]) -> PlanItem:
        item = self._desk.draft(PlanItem)
        for name, value in words.items():
            changes.set_words(name, value)(item)
        for entry in steps:
            step = PlanStep()
            for name, value in entry.items():
                changes.set_words(name, value)(step)
            item.steps.append(step)
        return item

    def _change_lines(self, name: str, keys: Sequence[Key], change: Callable[[PlanItem | PlanStep], bool]) -> list[int]:
        if self.table is None:
            return []
        items = [row for kind, row in keys if kind == "item"]
        steps = [row for kind, row in keys if kind == "step"]
        return self.store(name, *changes.changed_lines(self.table, items, steps, change))

    def _move_items(self, items: Sequence[Line], by: int, lines: Sequence[Line]) -> bool:
        if self.table is None:
            return False
        ids = [line.id for line in items]
        edge = items[0] if by < 0 else items[-1]
        section = edge.parent
        own = [line.id for line in lines if line.kind == "item" and line.parent == section]
        at = own.index(edge.id) + by
        # Neighbours that are chosen too move along: the next one that is not is jumped over.
        while 0 <= at < len(own) and own[at] in ids:
            at += by
        if 0 <= at < len(own):
            before = own[at] if by < 0 else self._item_behind(own[at], section, set(ids))
            return self._put_items(ids, section, before)
        sections = [one.id for one in self.table.sections]
        to = sections.index(section) + by
        if not 0 <= to < len(sections):
            return False
        first = next((item.id for item in self.table.items if item.section_id == sections[to]), None)
        return self._put_items(ids, sections[to] or 0, None if by < 0 else first)

    def _item_behind(self, item: int, section: int, without: set[int]) -> int | None:
        """The item behind `item` in its section, those in `without` passed over."""
        assert self.table is not None
        own = [each.id for each in self.table.items if each.section_id == section]
        return next((each for each in own[own.index(item) + 1 :] if each not in without), None)

    def _spot_below(self, above: Line | None, moving: set[int]) -> tuple[int | None, int | None]:
        """The section and the item that what is dropped below `above` goes before."""
        assert self.table is not None
        section = self.section_of(above) if above else (self.table.sections[0].id if self.table.sections else None)
        own = [item.id for item in self.table.items if item.section_id == section]
        at = self._item_of(above)
        if section is None or at is None:
            return section, next((each for each in own if each not in moving), None)
        return section, self._item_behind(at, section, moving)

    def _put_items(self, items: Sequence[int], section: int, before: int | None) -> bool:
        if not items:
            return False
        ranks = {item.id: place for place, item in enumerate(self.table.items)} if self.table else {}
        moving = sorted(items, key=lambda row: ranks.get(row, 0))
        names = [item.title for item in self.table.items if item.id in set(moving)] if self.table else []
        stored = order.move_items(self._desk.read, moving, section, before)
        return bool(self.store(N_("Plan items moved"), *stored, subject=", ".join(names[:3])))

    def _move_step(self, line: Line, by: int) -> bool:
        item = self._desk.read.load(PlanItem, line.parent)
        draft = changes.step_moved(item, line.id, by) if item else None
        return draft is not None and bool(self.store(N_("Step moved"), draft))

    def _put_step(self, step: int, above: Line) -> bool:
        """Put a step below another line, into another item where that line belongs to one."""
        owner = self.owner_of(step)
        target = self._item_of(above)
        item = self._desk.read.load(PlanItem, owner) if owner else None
        other = self._desk.read.load(PlanItem, target) if target else None
        if item is None or other is None:
            return False
        behind = above.id if above.kind == "step" else None
        return bool(self.store(N_("Step moved"), *changes.step_put(item, other, step, behind)))

    def _may_delete(self, lines: Sequence[Line], within: int, count: int) -> bool:
        title = n_("%d row will be deleted", "%d rows will be deleted", count) % count
        names = "\n".join(line.title for line in lines[:12]) + ("\n…" if len(lines) > 12 else "")
        if within:
            names += "\n" + n_("with %d item inside", "with %d items inside", within) % within
        advice = _("The deletion can be undone: Ctrl+Z.")
        return messages.confirm(self._parent, title, names, _("Delete"), advice=advice)
