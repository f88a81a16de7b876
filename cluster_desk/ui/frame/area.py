"""What an area of the program is to the window, and what the window asks of its screen."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from cluster_desk.core.records.fields import Record

HISTORY_KEYS = "Ctrl+Shift+H"
"""The keys of the history of a record, wherever one is."""
ADD_KEYS = "Ctrl+Shift+A"
"""The keys that begin one more of a form's parts."""
FOLDER_KEYS = "Ctrl+Shift+F"
"""The keys of the folder of an event, in the log and in a plan."""
Options = Mapping[str, object]
Today = Callable[[], dt.date]
"""Tells the day; tests tell another."""


class Requests(NamedTuple):
    """Each is None where the program cannot do it; the screen then shows no button for it.

    `print_paper` takes the paper's id and its options; `import_file` asks for a Word or Excel file to import;
    `go_to` shows a record by the name of its kind and its row number; `tell_done` says over the screens what was just
    done, and offers to take it back. `open_folder` shows the folder of an event by the event's row number, `answer`
    asks the log about a school or a person, by the options of the paper `answer`, `read_applications` reads
    applications of schools to an event, or asks for them.
    """

    print_paper: Callable[[str, Options], object] | None = None
    import_file: Callable[[], object] | None = None
    go_to: Callable[[str, int], object] | None = None
    tell_done: Callable[[str], object] | None = None
    open_folder: Callable[[int], object] | None = None
    answer: Callable[[Options], object] | None = None
    read_applications: Callable[[int, Sequence[Path]], object] | None = None


class Area(NamedTuple):
    """One entry of the navigation: a new area of the program is one of these.

    `title` is marked for translation; `build` makes the screen when it is visited first; `help` is its help topic
    (the key when left out). `group` sets a hairline above the first area of another group; `at_foot` puts it below.
    """

    key: str
    title: str
    icon: str
    build: Callable[[], QWidget]
    help: str = ""
    group: int = 0
    at_foot: bool = False


@runtime_checkable
class Narrows(Protocol):
    """A screen that is laid out otherwise in a narrow window."""

    def set_narrow(self, narrow: bool) -> None:
        """Told when it is shown first and whenever the window becomes narrow or wide."""


@runtime_checkable
class PrintsShown(Protocol):
    """A screen that has a paper of what it shows."""

    def print_shown(self) -> bool:
        """Print it; False where there is none now."""


@runtime_checkable
class MayStay(Protocol):
    """A screen that may hold what is not stored yet."""

    def may_leave(self) -> bool:
        """Whether another screen may take its place or the window close; asks the user where it must."""


RecordKey = tuple[type[Record], int]
"""A record: its kind and row number."""


@runtime_checkable
class AtRecord(Protocol):
    """A screen, a list or a form that knows which record the user is at."""

    def current_record(self) -> RecordKey | None:
        """The record in the form or, where none is open, the one that has the keyboard; None for none."""


@runtime_checkable
class ShowsRecords(Protocol):
    """A screen that leads to a single record."""

    def show_record(self, kind: str, row: int) -> None:
        """Show the record of `kind` (the name of its class) with this row number."""
