"""This computer's choices: language, look, recent files, how lists are laid out, where the window stood.

Kept as JSON where `places` tells. Nothing of a cluster's data is here: a settings file that is lost or spoilt costs
nobody a record. On a stick paths are kept without its letter, which is another one at each computer.
"""

from __future__ import annotations

import contextlib
import copy
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cluster_desk.core.disk import remove, replace
from cluster_desk.places import (
    found_from,
    from_here,
    local_folder,
    portable_program,
    settings_folder,
    take_copies_along,
)

if TYPE_CHECKING:
    from datetime import datetime

RECENT_KEPT, PRINTED_KEPT = 12, 100
COPIES_BEFORE = "copies before"
"""Among the folders used last: where copies were kept before another folder was chosen."""
_NAME = "settings.json"

Kind = TypeVar("Kind")


@dataclass
class ListLook:
    """How a list is laid out: widths in logical pixels by column key, order and hidden columns by key, the sort."""

    widths: dict[str, int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    sort: str = ""
    descending: bool = False


@dataclass
class RecentFile:
    """A data file opened before: where it lies, its cluster's name, when it was opened (ISO), a word about it."""

    path: str = ""
    title: str = ""
    opened: str = ""
    note: str = ""


@dataclass
class Settings:
    """The choices, with what holds until the user chooses otherwise."""

    language: str = "ru"
    version: str = ""  # of the program that ran here last
    passed_version: str = ""  # a newer one that the user does not want to hear of
    theme: str = "system"
    recent: list[RecentFile] = field(default_factory=list)
    lists: dict[str, ListLook] = field(default_factory=dict)
    window: str = ""  # where the window stood, as Qt tells it, in base64
    copies: str = ""  # the folder of copies; "" for the usual one
    opens: str = "today"  # what a file opens with: "today", or "left" for the area that was left
    area: str = ""  # the area that was left last
    reminders: bool = True  # in the notification area, while the program runs
    reminded: str = ""  # the day (ISO) of the last reminder
    printed: dict[str, str] = field(
        default_factory=dict
    )  # when papers of a meeting were made here, by paper and meeting
    second_copies: str = ""  # another one, on a stick or a disk elsewhere; "" for none
    folders: dict[str, str] = field(default_factory=dict)  # the folder (the file of a form) used last, by what for
    columns: dict[str, str] = field(default_factory=dict)  # what columns of documents hold, by the words over them

    def copies_folder(self) -> Path:
        """Where copies of data files are kept."""
        return Path(self.copies) if self.copies else local_folder() / "backups"

    def second_copies_folder(self) -> Path | None:
        """The second place for copies, where one is chosen and plugged in."""
        second = Path(self.second_copies)
        return second if self.second_copies and second.is_dir() else None

    def earlier_copies_folders(self) -> list[Path]:
        """Where copies may lie still that were kept before another folder was chosen, or by an earlier version."""
        before = self.folders.get(COPIES_BEFORE)
        earlier = [local_folder() / "backups", settings_folder() / "backups", *([Path(before)] if before else [])]
        now = (self.copies_folder(), self.second_copies_folder())
        return [folder for folder in dict.fromkeys(earlier) if folder not in now]

    def all_copies_folders(self) -> list[Path]:
        """Every folder in which copies may lie, the one in use first."""
        second = self.second_copies_folder()
        return [self.copies_folder(), *([second] if second else []), *self.earlier_copies_folders()]

    def list_look(self, key: str) -> ListLook:
        """The layout of the list `key`, made when asked for the first time."""
        return self.lists.setdefault(key, ListLook())

    def remember_file(self, path: str, title: str, note: str = "", now: datetime | None = None) -> None:
        """Put the file `path` first among the recent ones."""
        when = _minute(now)
        self.forget_file(path)
        self.recent.insert(0, RecentFile(path, title, when, note))
        del self.recent[RECENT_KEPT:]

    def remember_printed(self, key: str, way: str, now: datetime | None = None) -> None:
        """Remember that a paper was made now, `way` telling how (see `made.remembering`).

        The oldest are forgotten. What versions before this one remembered tells no way.
        """
        self.printed.pop(key, None)
        self.printed[key] = f"{_minute(now)} {way}"
        for old in list(self.printed)[:-PRINTED_KEPT]:
            del self.printed[old]

    def forget_file(self, path: str) -> None:
        """Take the file `path` out of the recent ones."""
        self.recent = [recent for recent in self.recent if recent.path != path]


def _minute(now: datetime | None) -> str:
    """`now` or the moment, ISO."""
    from datetime import datetime  # a first start knows no files and waits for no clock

    return (now or datetime.now()).isoformat(timespec="minutes")


def backup_folder() -> Path:
    """Where copies of data files are kept on this computer, as the user chose; older ones are taken there."""
    take_copies_along()
    return load().copies_folder()


def load(folder: Path | None = None) -> Settings:
    """The settings kept in `folder`; what is missing or of a wrong kind is as at first.

    A file that is no JSON at all is kept aside as `settings.json.bad`, so that nothing is lost.
    """
    path = (folder or settings_folder()) / _NAME
    try:
        text = path.read_text(encoding="utf-8")
        import json  # where there is something to read: not by a first start

        data = json.loads(text)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        _keep_aside(path)
        return Settings()
    if not isinstance(data, dict):
        _keep_aside(path)
        return Settings()
    made, here = _settings(data), portable_program()
    if here:
        _change_paths(made, lambda kept: found_from(kept, here))
    return made


def save(settings: Settings, folder: Path | None = None) -> bool:
    """Write the settings, whole or not at all; False when the folder cannot be written (the program goes on)."""
    import json

    path = (folder or settings_folder()) / _NAME
    draft = path.with_name(f"{_NAME}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(asdict(_as_kept(settings)), ensure_ascii=False, indent=1), encoding="utf-8")
        replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            remove(draft, missing_ok=True)
        return False
    return True


def _as_kept(settings: Settings) -> Settings:
    here = portable_program()
    if not here:
        return settings
    kept = copy.deepcopy(settings)
    _change_paths(kept, lambda path: from_here(path, here))
    return kept


def _change_paths(settings: Settings, change: Callable[[str], str]) -> None:
    for recent in settings.recent:
        recent.path = change(recent.path)
    settings.folders = {purpose: change(folder) for purpose, folder in settings.folders.items()}
    settings.copies, settings.second_copies = change(settings.copies), change(settings.second_copies)


def _keep_aside(path: Path) -> None:
    with contextlib.suppress(OSError):
        replace(path, path.with_name(f"{_NAME}.bad"))


def _settings(values: Mapping[str, Any]) -> Settings:
    made = _fill(Settings(), values)
    made.recent = [file for file in _each(values.get("recent"), RecentFile) if file.path][:RECENT_KEPT]
    made.lists = {key: _list_look(look) for key, look in _mapping(values.get("lists")) if isinstance(look, dict)}
    made.columns = {words: role for words, role in _mapping(values.get("columns")) if isinstance(role, str)}
    made.printed = {key: when for key, when in _mapping(values.get("printed")) if isinstance(when, str)}
    made.folders = {key: place for key, place in _mapping(values.get("folders")) if isinstance(place, str)}
    return made


def _list_look(values: Mapping[str, Any]) -> ListLook:
    look = _fill(ListLook(), values)
    look.widths = {
        key: width for key, width in _mapping(values.get("widths")) if type(width) is int and 0 < width < 10_000
    }
    look.order = _keys(values.get("order"))
    look.hidden = _keys(values.get("hidden"))
    return look


def _mapping(value: object) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else ()


def _keys(value: object) -> list[str]:
    return [key for key in value if isinstance(key, str)] if isinstance(value, list) else []


def _each(value: object, kind: type[Kind]) -> list[Kind]:
    return [_fill(kind(), item) for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _fill(made: Kind, values: Mapping[str, Any]) -> Kind:
    """Take into `made` every one of `values` that is of the kind the field has at first."""
    for each in fields(made):  # type: ignore[arg-type]
        value = values.get(each.name)
        if type(value) is type(getattr(made, each.name)):
            setattr(made, each.name, value)
    return made
