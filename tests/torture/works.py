"""What the office does with a file, each work alone: done in a folder whose disk fails or whose process is killed."""

from __future__ import annotations

import datetime as dt
import gzip
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster_desk import settings
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.data.backup.copies import back_up_file, restore
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.history import views as history
from cluster_desk.data.privacy.erase import somebody
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.exchange.icalendar_export import changes, write_calendar
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.reports import formats
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.rules.calendar import moves as calendar_moves
from cluster_desk.rules.calendar.entries import calendar
from cluster_desk.rules.log.attachments import make_attachment
from cluster_desk.rules.plan import order as plan_order
from tests.builders import a_meeting, an_organization
from tests.plan_builder import store_plan
from tests.torture.states import State

FILE, COPIES, STICK, DOCUMENT = "свой.cdesk", "копии", "флешка", "члены кластера.docx"
_OLDER = "прежней версии.cdesk"
_VERSION_1 = Path(__file__).parents[1] / "data" / "files" / "version-1.cdesk.gz"
_COPY = "копия 2026-05-05 10-00-00.cdesk"
_TODAY = dt.date(2026, 10, 1)
_PHOTO = b"\xff\xd8\xff" + random.Random(1).randbytes(2_000)
_LARGE_PHOTO = b"\xff\xd8\xff" + random.Random(2).randbytes(60_000)


def _none(_old: State, _new: State) -> list[State]:
    return []


@dataclass(frozen=True)
class Work:
    """One thing that is done in a folder; `do` is given the folder, and the open desk where `on_desk`.

    After told trouble the folder must be as before, or as `between` (old, new) allows; when the work said that it is
    done, as it is after the work, or as `also` allows. `large`: it writes the whole file.
    """

    name: str
    do: Callable[[Path, Any], object]
    on_desk: bool = True
    prepare: Callable[[Path], object] = lambda _folder: None
    between: Callable[[State, State], list[State]] = _none
    also: Callable[[State, State], list[State]] = _none
    large: bool = False


def prepare(base: Path, folder: Path) -> None:
    """A file with something of all kinds: to undo, in the bin, a plan, an event with a photo, a person named."""
    desk = Desk.open(Path(shutil.copy(base, folder / FILE)))
    store_plan(desk)
    [gone] = desk.change("Added", an_organization(short_name="Удаляемая", full_name="Удаляемая школа"))
    desk.change("Added", Person(name="Громов Пётр Андреевич", phone="8 (00000) 2-00-18"), a_meeting())
    photo = make_attachment("праздник.jpg", _PHOTO)
    event = Event(name="Праздник. Ведёт Громов П. А.", day_words="12.10.2026", attachments=[photo])
    desk.change("Added", event, contents=[_PHOTO])
    record = desk.read.load(Organization, gone)
    assert record
    desk.change("Deleted", remove=[record])
    desk.change("Added", *(Organization(short_name=f"{n}", full_name=f"Школа {n}") for n in range(20)))
    desk.close()


def go_on(desk: Desk) -> None:
    """What the office does after the trouble, when the disk has room again."""
    desk.change("Added", Organization(short_name="После беды", full_name="После беды"))


def _one_change(_folder: Path, desk: Desk) -> None:
    school = Organization(short_name="МКОУ СОШ с. Луговое", full_name="Луговская школа")
    desk.change("Added", school, a_meeting(number=15, day=dt.date(2026, 11, 22)))


def _many_rows(_folder: Path, desk: Desk) -> None:
    desk.change("Imported", *(Organization(short_name=f"№ {n}", full_name=f"Школа № {n}") for n in range(150)))


def _document(folder: Path, desk: Desk) -> None:
    import_document(desk, read_document(folder / DOCUMENT))


def _delete(_folder: Path, desk: Desk) -> None:
    record = desk.read.load(Event, 1)
    assert record
    desk.change("Deleted", remove=[record])


def _erase(_folder: Path, desk: Desk) -> None:
    desk.erase(somebody(desk.read, 1))


def _photo(_folder: Path, desk: Desk) -> None:
    photo = make_attachment("лес.jpg", _LARGE_PHOTO)
    desk.change("Added", Event(name="Экскурсия", day_words="14.10.2026", attachments=[photo]), contents=[_LARGE_PHOTO])


def _drag(_folder: Path, desk: Desk) -> None:
    entry = next(one for one in calendar(desk.read, _TODAY).entries if one.kind == "event")
    record = calendar_moves.moved(desk.read, entry, dt.date(2026, 11, 3))
    assert record
    desk.change(calendar_moves.MOVED["event"], record)


def _plan_rows(_folder: Path, desk: Desk) -> None:
    rows = [row for (row,) in desk.read.rows("SELECT id FROM plan_items ORDER BY id LIMIT 3")]
    section = desk.read.value("SELECT max(id) FROM plan_sections")
    moved: Sequence[PlanItem] = plan_order.move_items(desk.read, rows, section, None)
    desk.change("Plan items moved", *moved)


def _put_back(_folder: Path, desk: Desk) -> None:
    [one] = history.trash_of(desk.read)
    rows = history.rows_of(desk.read, one.record, one.row)
    desk.put_back("Brought back from the bin", history.images_after(desk.read, rows, one.transaction.id - 1))


def _look_through(_folder: Path, desk: Desk) -> None:
    for record in (Organization, Event, Person, PlanItem):
        desk.read.load_all(record)
    calendar(desk.read, _TODAY)
    desk.read.search("праздник", 10)
    history.list_transactions(desk.read, 100)


def _copy(folder: Path, _desk: Desk) -> None:
    back_up_file(folder / FILE, folder / COPIES, folder / STICK)


def _first_copy_only(old: State, new: State) -> list[State]:
    """The second place failed, told; a copy superfluous now may be gone or not, in whichever place."""
    without = {name: rows for name, rows in new.items() if not name.startswith(STICK)}
    stay: State = {}
    states = [without, {**old, **without}]
    for name in sorted(name for name in old if name.startswith(COPIES)):
        stay[f"{name}++"] = old[name]  # as many more of that name as could not be seen or taken away
        states += [{**without, **stay}, {**new, **stay}]
    return states


def _copy_of_before(folder: Path) -> None:
    """A copy that holds less than the file, made some time ago."""
    copy = folder / COPIES
    copy.mkdir()
    desk = Desk.open(Path(shutil.copy(folder / FILE, copy / _COPY)))
    desk.undo()
    desk.close()


def _old_copies(folder: Path) -> None:
    """Three copies of one hour long ago: two of them are superfluous."""
    (folder / COPIES).mkdir()
    for minute in (10, 20, 30):
        shutil.copy(folder / FILE, folder / COPIES / f"свой 2026-01-05 10-{minute}-00.cdesk")


def _restore(folder: Path, _desk: Desk) -> None:
    restore(folder / COPIES / _COPY, folder / FILE)


def _kept_beside(old: State, new: State) -> list[State]:
    kept = {name: rows for name, rows in new.items() if name not in old}
    return [{**old, **kept}]


def _cut_save(folder: Path) -> None:
    """The power fails in the middle of a save: a journal lies beside the file, which holds half of the change."""
    cut_in_a_save(folder / FILE, "UPDATE plan_items SET name = name || ' и половина записи'")


def _copy_and_cut_save(folder: Path) -> None:
    _copy_of_before(folder)
    _cut_save(folder)


def cut_in_a_save(path: Path, change: str) -> None:
    """Leave `path` as a power failure in the middle of a save leaves it: half written, its journal beside it.

    `change` is SQL that touches many rows.
    """
    desk = Desk.open(path)
    connection = desk.read._connection
    connection.execute("PRAGMA cache_size = 2")  # so that pages are written before the end
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(change)
    connection.execute("UPDATE row_changes SET after = after || ' '")
    journal = path.with_name(f"{path.name}-journal")
    half, beside = path.read_bytes(), journal.read_bytes()
    connection.execute("ROLLBACK")
    desk.close()
    assert half != path.read_bytes()
    path.write_bytes(half)
    journal.write_bytes(beside)


def _open(folder: Path, _desk: Desk) -> None:
    Desk.open(folder / FILE).close()


def _change_and_close(folder: Path, _desk: Desk) -> None:
    """The change itself is told apart by "one change"; here what is done before and after it fails."""
    desk = Desk.open(folder / FILE)
    try:
        _one_change(folder, desk)
    finally:
        desk.close()


def _older(folder: Path) -> None:
    """A file that the program's first version made."""
    (folder / _OLDER).write_bytes(gzip.decompress(_VERSION_1.read_bytes()))


def _upgrade(folder: Path, _desk: Desk) -> None:
    Desk.open(folder / _OLDER, copies=folder / COPIES).close()


def _copied_first(old: State, new: State) -> list[State]:
    """The copy before the upgrade is there, the upgrade not yet; or the upgrade is there, and the seal is not."""
    copies = {name: rows for name, rows in new.items() if name.startswith(COPIES)}
    return [{**old, **copies}, new]


def _new_file(folder: Path, _desk: Desk) -> None:
    Desk.create(folder / "новый.cdesk", Cluster(name="Кластер"), an_organization(id=1)).close()


def _salvage(folder: Path, _desk: Desk) -> None:
    salvage(folder / FILE, folder / "спасённый.cdesk")


def _paper(ending: str) -> Callable[[Path, Desk], None]:
    def write(folder: Path, desk: Desk) -> None:
        members = paper("members")
        document = members.build(desk.read, resolve_options(members.options, desk.read, {}))
        formats.write_paper(document, folder / f"члены{ending}")

    return write


def _calendar_file(folder: Path, desk: Desk) -> None:
    write_calendar(calendar(desk.read, _TODAY).entries, folder / "календарь.ics", changes(desk.read))


def _settings(folder: Path, _desk: Desk) -> None:
    result = settings.Settings(copies=str(COPIES))
    result.remember_file("x", "Кластер", now=dt.datetime(2026, 10, 1))
    if not settings.save(result, folder / "настройки"):
        raise UserError("The settings are not saved")


def _settings_of_before(folder: Path) -> None:
    assert settings.save(settings.Settings(), folder / "настройки")


def _as_done(_old: State, new: State) -> list[State]:
    return [new]


def _undone(folder: Path) -> None:
    desk = Desk.open(folder / FILE)
    desk.undo()
    desk.close()


WORKS: tuple[Work, ...] = (
    Work("one change", _one_change),
    Work("150 rows stored at once", _many_rows),
    Work("a Word file read and taken in", _document),
    Work("undo", lambda _folder, desk: desk.undo()),
    Work("redo", lambda _folder, desk: desk.redo(), prepare=_undone),
    Work("deleting", _delete),
    Work("a photo attached", _photo),
    Work("an event dragged in the calendar", _drag),
    Work("plan rows moved", _plan_rows),
    Work("bringing back from the bin", _put_back),
    Work("looking through lists", _look_through),
    Work("emptying the bin", lambda _folder, desk: desk.empty_trash(), between=_as_done, large=True),
    Work("erasing a person", _erase, between=_as_done, large=True),
    Work("a copy, in two places", _copy, prepare=_old_copies, between=_first_copy_only, also=_first_copy_only),
    Work("opening", _open, on_desk=False),
    Work("upgrading an older file", _upgrade, on_desk=False, prepare=_older, between=_copied_first, large=True),
    Work("opening, a change, closing", _change_and_close, on_desk=False),
    Work("opening after a power failure", _open, on_desk=False, prepare=_cut_save),
    Work("restoring a copy", _restore, on_desk=False, prepare=_copy_of_before, between=_kept_beside),
    Work(
        "restoring over a file cut in a save", _restore, on_desk=False, between=_kept_beside,
        prepare=_copy_and_cut_save,
    ),
    Work("a new file", _new_file, on_desk=False, between=_as_done, large=True),
    Work("salvaging", _salvage, on_desk=False, large=True),
    *(Work(f"a paper as {ending[1:]}", _paper(ending)) for ending in formats.SUFFIXES),
    Work("the calendar as a file", _calendar_file),
    Work("settings saved", _settings, on_desk=False, prepare=_settings_of_before),
)  # fmt: skip
