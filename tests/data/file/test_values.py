"""Values that a column cannot hold are told when the file is opened; what is saved of the file can be opened again.

Were it wrong, papers would end in "an error of the program", and one day far away would end the window.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.catalog import all_records
from cluster_desk.core.records.fields import columns_of
from cluster_desk.core.records.indicators import Indicator
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.backup.copies import folder_for
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file import values
from cluster_desk.data.file.open import DamagedFile
from cluster_desk.data.history.undelete import parcels
from cluster_desk.data.history.views import differences, trash_of
from cluster_desk.data.privacy.erase import somebody_called
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from tests.builders import an_organization
from tests.data.file.test_tables import changed

_NUMBER = next((Indicator, name) for name, field in columns_of(Indicator).items() if field.kind == "number")
"""Of a table that has rows in the sample."""
WRONG: dict[str, tuple[str, ...]] = {
    "bytes for a name": ("UPDATE people SET name = x'ff00fe' WHERE id = 1",),
    "bytes for words": ("UPDATE events SET results = x'41' WHERE id = 1",),
    "a day that is none": ("UPDATE events SET first_day = 'не день' WHERE id = 2",),
    "a day of no month": ("UPDATE events SET first_day = '2026-02-30' WHERE id = 2",),
    "a day and an hour": ("UPDATE events SET first_day = '2026-02-03T10:00' WHERE id = 2",),
    "a number for a day": ("UPDATE events SET first_day = 5 WHERE id = 2",),
    "the last day of all": ("UPDATE plans SET period_end = '9999-12-31' WHERE id = 1",),
    "a day before all": ("UPDATE plans SET period_start = '0001-01-01' WHERE id = 1",),
    "the largest row number": (
        "UPDATE events SET id = 9223372036854775807 WHERE id = 1",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807 WHERE name = 'events'",
    ),
    "a row number below all": ("UPDATE events SET id = -5 WHERE id = 1",),
    "words for a count": ("UPDATE events SET people_count = 'много' WHERE id = 1",),
    "words for a link": ("UPDATE events SET task_id = 'x' WHERE id = 1",),
    "endless": (f"UPDATE {_NUMBER[0].TABLE} SET {_NUMBER[1]} = 9e999",),
    "recording without its row": ("DELETE FROM recording",),
    "recording twice": ("INSERT INTO recording VALUES (NULL, 0)",),
    "uuid with a NUL": ("UPDATE cluster SET uuid = 'abcdefgh' || char(0) || 'b'",),
    "uuid that leads out": ("UPDATE cluster SET uuid = '/../../y/abcd'",),
    "no uuid": ("UPDATE cluster SET uuid = ''",),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_value_of_a_wrong_kind_is_told_and_salvaged(sample_file: Path, tmp_path: Path, what: str) -> None:
    changed(sample_file, *WRONG[what])
    content = sample_file.read_bytes()
    for read_only in (False, True):
        with pytest.raises(DamagedFile):
            Desk.open(sample_file, read_only=read_only, copies=tmp_path / "копии")
    assert sample_file.read_bytes() == content
    assert not (tmp_path / "копии").exists()
    result = salvage(sample_file, tmp_path / "спасённый.cdesk")
    assert result.rows["events"] > 100
    with closing(Desk.open(tmp_path / "спасённый.cdesk")) as desk:
        assert desk.verify() == []


def test_every_value_of_a_sound_file_fits_by_either_measure(sample_file: Path) -> None:
    with closing(Desk.open(sample_file)) as desk:
        for record in all_records():
            names = ["id", "uuid", *columns_of(record)]
            columns = ", ".join(f'"{name}"' for name in names)
            for row in desk.read.rows(f"SELECT {columns} FROM {record.TABLE}"):
                assert all(values.fits(record.TABLE, name, value) for name, value in zip(names, row, strict=True))


def test_every_table_of_records_is_asked_and_no_other(sample_file: Path) -> None:
    with closing(sqlite3.connect(sample_file)) as connection:
        asked = {
            table for table, columns in values._columns(connection).items() if values._is_of_records(table, columns)
        }
    assert asked == {record.TABLE for record in all_records()}


def test_the_folder_of_copies_is_inside_whatever_the_file_says(tmp_path: Path) -> None:
    for uuid in ("/../../y", "..", "a\0b", "C:\\x", "", "\n"):
        folder = folder_for(Path("Кластер.cdesk"), uuid, tmp_path)
        assert folder.resolve().parent == tmp_path.resolve()


def test_history_that_cannot_be_read_is_told(sample_file: Path) -> None:
    changed(
        sample_file,
        "INSERT INTO steps VALUES (1, 'u-1', 'x', 's', '2026-01-01T00:00:00+00:00', 'u', 'c', 'o', 0)",
        """INSERT INTO row_changes VALUES (1, 1, 'people', 1, '{bad', '{"a": 1}')""",
    )
    with closing(Desk.open(sample_file)) as desk, pytest.raises(UserError):
        desk.undo()


@pytest.mark.parametrize("table", ["people", "attachments", "meetings"])
@pytest.mark.parametrize(
    "image", ["{bad", "[]", "5", "null", "", '{"a": 1}', '{"id": "x", "name": 5, "phone": [1], "digest": {}}']
)
def test_old_history_that_cannot_be_read_stops_nothing_else(data_file: Path, table: str, image: str) -> None:
    with closing(Desk.open(data_file)) as desk:
        organization = an_organization()
        [row] = desk.change("Added", organization)
        desk.change("Added", Person(name="Тихонова Анна Сергеевна", phone="8 912 000-00-00"))
        deleted = desk.read.load(Organization, row)
        assert deleted
        desk.change("Deleted", remove=[deleted])
    with closing(sqlite3.connect(data_file)) as other:
        for number, step in ((1, 1), (77, 2)):
            other.execute(
                "INSERT INTO row_changes (step_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
                (step, table, number, image, image),
            )
        other.commit()
    with closing(Desk.open(data_file)) as desk:
        who = somebody_called(desk.read, "Тихонова Анна Сергеевна")
        assert list(personal_data_of(desk.read, who))
        assert parcels(desk.read) is not None
        assert trash_of(desk.read) is not None
        for (number,) in desk.read.rows("SELECT id FROM steps"):
            differences(desk.read, number)
        desk.empty_trash()
        desk.erase(who)
        assert desk.verify() == []
        assert not desk.read.value("SELECT count(*) FROM row_changes WHERE before LIKE '%Тихонова%'")
