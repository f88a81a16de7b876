"""Bad days of the disk: turned read-only while the file is open, pulled out, copied by hand in the middle of a save."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cluster_desk import settings
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.data.backup.copies import SecondPlaceError, back_up_file, backups_in, restore
from cluster_desk.data.file.open import DamagedFile
from cluster_desk.desk import Desk
from cluster_desk.reports import formats
from cluster_desk.reports.catalog import paper
from cluster_desk.reports.document.options import resolve_options
from tests.torture.own_mounts import NotAllowed, in_own_mounts, mount_room, pull_out, show_also
from tests.torture.rows import rows_of
from tests.torture.states import dump_rows
from tests.torture.telling import add, names_in, refused, tried
from tests.torture.works import cut_in_a_save

_NOBODY = 65534


def turned_read_only_while_open(base: Path, folder: Path) -> str:
    """The right to write is taken from the folder, then from the file too, while another user has it open."""
    _do_once(Path(shutil.copy(base, folder / "свой.cdesk")))
    place = Path(tempfile.mkdtemp(prefix="torture-read-only-"))
    path = Path(shutil.copy(base, place / "общий.cdesk"))
    owner = _NOBODY if os.getuid() == 0 else os.getuid()
    for each in (place, path):
        if os.getuid() == 0:
            os.chown(each, owner, -1)
    try:
        result = _as_user(owner, partial(_work_while_rights_go, path), partial(_take_rights, path))
        assert {"До", "После"} <= names_in(path)
        assert "Тогда" not in names_in(path)
    finally:
        place.chmod(0o700)
        shutil.rmtree(place)
    return result


def _do_once(path: Path) -> None:
    """What is imported on the way is imported here: the other user may not read where Python stands."""
    desk = Desk.open(path)
    add(desk, "Раз")
    _write_paper(desk, path.with_name("члены.pdf"))
    desk.undo()
    back_up_file(path, path.parent / "копии")
    Desk.create(path.with_name("ещё.cdesk"), Cluster(name="Кластер")).close()
    desk.close()


def _work_while_rights_go(path: Path, wait: Callable[[], None]) -> str:
    desk = Desk.open(path)
    add(desk, "До")
    values = []
    for _rights in ("folder", "folder and file"):
        wait()
        values += [
            refused(lambda: add(desk, "Тогда")),
            refused(desk.undo),
            refused(lambda: back_up_file(path, path.parent / "копии")),
            refused(lambda: _write_paper(desk, path.with_name("члены.pdf"))),
            refused(lambda: Desk.create(path.with_name("ещё.cdesk"), Cluster(name="Кластер"))),
        ]
        assert not settings.save(settings.Settings(), path.parent / "настройки")
    wait()
    add(desk, "После")
    desk.close()
    return " / ".join(dict.fromkeys(values))


def _take_rights(path: Path, moment: int) -> None:
    """The rights to write, as they are at each of three moments."""
    owner = -1 if os.getuid() else 0 if moment < 2 else _NOBODY
    for each in (path.parent, *([path] if moment else [])):
        if os.getuid() == 0:
            os.chown(each, owner, -1)
    path.parent.chmod(0o555 if moment < 2 else 0o755)
    path.chmod(0o444 if moment == 1 else 0o644)


def _as_user(user: int, work: Callable[[Callable[[], None]], str], moment: Callable[[int], None]) -> str:
    """What `work` tells, done in a process of that user; each time it waits, `moment` is done first, as who we are."""
    (asked, asking), (answered, answering), (result, telling) = os.pipe(), os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        said = "the process died"
        try:
            if os.getuid() != user:
                os.setgroups([])
                os.setgid(user)
                os.setuid(user)

            def wait() -> None:
                os.write(asking, b".")
                os.read(answered, 1)

            said = f"done {work(wait)}"
        except BaseException as error:  # noqa: BLE001 - told to the parent
            said = f"{type(error).__name__}: {error}"
        finally:
            os.write(telling, said.encode())
            os._exit(0)
    for end in (asking, telling):
        os.close(end)
    number = 0
    while os.read(asked, 1):
        moment(number)
        number += 1
        os.write(answering, b".")
    with os.fdopen(result, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    for end in (asked, answered, answering):
        os.close(end)
    assert said.startswith("done "), said
    return said.removeprefix("done ")


def disk_pulled_out_while_open(base: Path, folder: Path) -> str:
    """The stick with the file is pulled out while it is open, and plugged in again."""
    return _apart(partial(_pull_out_while_open, base, folder))


def _pull_out_while_open(base: Path, folder: Path) -> str:
    stick, other = folder / "флешка", folder / "та же"
    mount_room(stick, 8 << 20)
    show_also(stick, other)
    path = Path(shutil.copy(base, stick / "на флешке.cdesk"))
    desk = Desk.open(path)
    add(desk, "До")
    before = rows_of(path)
    pull_out(stick)
    values = [
        refused(lambda: add(desk, "Потом")),
        refused(lambda: back_up_file(path, folder / "копии")),
        refused(lambda: Desk.open(path)),
        tried(lambda: desk.read.rows("SELECT * FROM organizations")) or "what was read before is still shown",
    ]
    desk.close()
    assert not list(stick.iterdir()), "something was written where the stick is not"
    show_also(other, stick)
    assert rows_of(path) == before
    again = Desk.open(path)
    add(again, "После")
    again.close()
    return " / ".join(dict.fromkeys(values))


def stick_pulled_out_while_copying(base: Path, folder: Path, pulls: int = 5) -> str:
    """The stick with the second copies is pulled out at random moments while a copy is made, and plugged in again."""
    return _apart(partial(_pull_out_while_copying, base, folder, pulls))


def _pull_out_while_copying(base: Path, folder: Path, pulls: int) -> str:
    chance = random.Random(1)
    stick, other = folder / "флешка", folder / "та же"
    mount_room(stick, 64 << 20)
    show_also(stick, other)
    (stick / "копии").mkdir()
    path = Path(shutil.copy(base, folder / "свой.cdesk"))
    before, result = dump_rows(path), set[str]()
    for _pull in range(pulls):
        puller = threading.Timer(chance.uniform(0, 0.06), pull_out, (stick,))
        puller.start()
        while puller.is_alive():
            try:
                back_up_file(path, folder / "копии", stick / "копии" / "свой")
            except SecondPlaceError as trouble:
                result.add(trouble.what)
        puller.join()
        assert not list(stick.iterdir()), "a copy was written where the stick is not"
        show_also(other, stick)
        copies = [*backups_in(folder / "копии"), *backups_in(stick / "копии" / "свой")]
        for copy in copies:
            new = folder / "восстановлен.cdesk"
            restore(copy.path, new)
            assert dump_rows(new) == before
            new.unlink()
            copy.path.unlink()
    return f"pulled out {pulls} times, every copy found restored and compared: " + "; ".join(sorted(result))


def copied_by_hand_in_a_save(base: Path, folder: Path) -> str:
    """The file is copied by hand in the middle of a save: with its journal, and without."""
    path = Path(shutil.copy(base, folder / "свой.cdesk"))
    desk = Desk.open(path)
    for part in range(20):
        add(desk, *(f"Школа {part}-{number}" for number in range(30)))
    desk.close()
    before = rows_of(path)
    cut_in_a_save(path, "UPDATE organizations SET notes = 'Половина'")
    (folder / "без журнала").mkdir()
    without = Path(shutil.copy(path, folder / "без журнала"))
    Desk.open(path).close()
    assert rows_of(path) == before, "with its journal the copy is not the file before the save"
    half = without.read_bytes()
    answer = refused(lambda: _opened_for_sure(without), DamagedFile)
    assert without.read_bytes() == half
    return f"with its journal it is the file before the save; without: {answer}"


def _opened_for_sure(path: Path) -> None:
    desk = Desk.open(path)
    try:
        desk.make_sure()
    finally:
        desk.close()


def replaced_by_another(base: Path, folder: Path) -> str:
    """Another file is put in the place of the one that is open: by a syncing program, or by hand."""
    path = Path(shutil.copy(base, folder / "свой.cdesk"))
    other = Path(shutil.copy(base, folder / "другой.cdesk"))
    desk = Desk.open(other)
    add(desk, "В другом")
    desk.close()
    content = other.read_bytes()
    desk = Desk.open(path)
    add(desk, "До подмены")
    other.replace(path)
    answer = refused(lambda: add(desk, "После подмены"))
    desk.close()
    assert path.read_bytes() == content, "the other file was changed"
    return answer


def _apart(work: Callable[[], str]) -> str:
    try:
        return in_own_mounts(work)
    except NotAllowed:
        return "passed over: this system lets us have no disk of our own"


def _write_paper(desk: Desk, target: Path) -> None:
    members = paper("members")
    formats.write_paper(members.build(desk.read, resolve_options(members.options, desk.read, {})), target)


DAYS: tuple[Callable[..., str], ...] = (
    turned_read_only_while_open, disk_pulled_out_while_open, stick_pulled_out_while_copying, copied_by_hand_in_a_save,
    replaced_by_another,
)  # fmt: skip
