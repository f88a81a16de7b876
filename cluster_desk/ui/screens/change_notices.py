"""Says over the screens what was taken back, brought again or deleted, where it is, and offers to turn it round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from cluster_desk.core.language import _
from cluster_desk.desk import Desk
from cluster_desk.ui.frame.shell import Shell
from cluster_desk.ui.screens.areas import area_of, go_to_record

if TYPE_CHECKING:
    from cluster_desk.data.history.journal import Transaction
    from cluster_desk.ui.frame.notice import Notice

_DELETED = " deleted"  # how the names (msgids) of all changes end that delete something


class ChangeNotices:
    """The notices of an open file; `undo` and `redo` are the window's."""

    def __init__(self, shell: Shell, desk: Desk, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._shell, self._desk, self._undo, self._redo = shell, desk, undo, redo
        self._notice: Notice | None = None
        last = desk.next_transactions()[0]
        self._seen = last.id if last else 0

    @property
    def notice(self) -> Notice:
        """Where it is said, made for the first."""
        if self._notice is None:
            from cluster_desk.ui.frame.notice import Notice

            self._notice = Notice()
            self._shell.show_below(self._notice)
        return self._notice

    def taken_back(self, done: Transaction) -> None:
        """A change was taken back."""
        self._say(_("Taken back: %s") % done.label_within(), done, self._redo)

    def brought_back(self, done: Transaction) -> None:
        """A change that was taken back was made again."""
        self._say(_("Brought back: %s") % done.label_within(), done, self._undo)

    def changed(self, last: Transaction | None) -> None:
        """Something was changed, `last` at the end: a deletion is told, and what follows for the plan."""
        if last is not None and last.id > self._seen:
            self._seen = last.id
            if last.name.endswith(_DELETED):
                self._say(last.label(), last, self._undo)
            elif told := self._states_told(last):
                self.notice.say(told, [(_("Undo"), self._undo)])
            elif self._notice is not None:
                self._notice.hide()

    def settled(self, text: str) -> None:
        """Something was done whose line is gone from the screen: it can be taken back."""
        last = self._desk.next_transactions()[0]
        told = self._states_told(last) if last else ""
        self.notice.say("\n".join(filter(None, (text, told))), [(_("Undo"), self._undo)])

    def _states_told(self, done: Transaction) -> str:
        from cluster_desk.ui.screens.states_told import states_told  # with the records of plans, for the first change

        return states_told(self._desk.read, done)

    def _say(self, text: str, done: Transaction, again: Callable[[], object]) -> None:
        offers: list[tuple[str, Callable[[], object]]] = [(_("Have it back"), again)]
        area, show = self._place_of(done)
        if area and area != self._shell.current:
            text += _(", in “%s”") % _(self._shell.areas[area].title)
            offers.insert(0, (_("Show"), show))
        self.notice.say(text, offers)

    def _place_of(self, done: Transaction) -> tuple[str, Callable[[], object]]:
        """The area of the window where a change is seen, and what leads there; "" for none."""
        from cluster_desk.data.history.views import whole_record

        rows = self._desk.read.rows("SELECT table_name, row_id FROM row_changes WHERE step_id = ?", done.id)
        for table, row in rows:
            record = whole_record(self._desk.read, table, row)
            area = area_of(record[0]) if record else ""
            if record and area in self._shell.areas:
                there = self._desk.read.value(f"SELECT 1 FROM {record[0].TABLE} WHERE id = ?", record[1])
                if there:
                    return area, partial(go_to_record, self._shell, record[0].__name__, record[1])
                return area, partial(self._shell.go, area)
        return "", lambda: None
