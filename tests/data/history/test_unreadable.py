"""A row of the history that a disk or another program spoilt is a clear line, not an error of the program."""

from __future__ import annotations

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.data.history import undelete
from cluster_desk.data.history import views as history
from cluster_desk.data.history.images import is_readable
from cluster_desk.data.privacy.erase import people_called, somebody
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from tests.builders import an_organization


@pytest.fixture(params=['{"short_name": "Пол', "не JSON", "7", '["список"]', "[" * 100_000])
def spoilt(request: pytest.FixtureRequest, desk: Desk) -> Desk:
    """A file with a person and a deleted school, whose history cannot be read."""
    desk.change("Added", Person(name="Дёмина Полина Андреевна"))
    [row] = desk.change("Added", an_organization(short_name="Школа", full_name="Школа № 1"))
    school = desk.read.load(Organization, row)
    assert school
    desk.change("Deleted", remove=[school])
    desk._file.connection.execute(
        "UPDATE row_changes SET before = iif(before IS NULL, NULL, :bad), after = iif(after IS NULL, NULL, :bad)",
        {"bad": request.param},
    )
    return desk


def test_the_history_shows_a_line_for_it(spoilt: Desk) -> None:
    for transaction in history.list_transactions(spoilt.read, -1):
        for line in history.differences(spoilt.read, transaction.id):
            assert line.after == "Что здесь изменено, не прочитать: история файла повреждена."
            assert line.record


def test_the_bin_names_what_it_cannot_read_and_brings_nothing_of_it_back(spoilt: Desk) -> None:
    [deleted] = history.trash_of(spoilt.read)
    assert deleted.title == "(не читается)"
    assert history.title_of(spoilt.read, deleted.record, deleted.row) == ""
    assert history.rows_of(spoilt.read, deleted.record, deleted.row) >= {deleted.key}
    assert history.whole_record(spoilt.read, *deleted.key) == (Organization, deleted.row)
    with pytest.raises(UserError, match="поврежд"):
        undelete.completed(spoilt.read, undelete.unpacked(spoilt.read, undelete.parcels(spoilt.read)))
    with pytest.raises(UserError, match="поврежд"):
        spoilt.undo()


def test_what_is_kept_of_a_person_says_that_it_could_not_be_read_and_erasing_goes_on(spoilt: Desk) -> None:
    [(person, _name)] = people_called(spoilt.read, "Дёмина Полина Андреевна")
    who = somebody(spoilt.read, person)
    assert any("не чита" in one.words for one in personal_data_of(spoilt.read, who))
    spoilt.erase(who)
    assert "Дёмина" not in str(spoilt.read.rows("SELECT name FROM people"))


@pytest.mark.parametrize(("image", "readable"), [(None, True), ('{"a": 1}', True), ("", False), ("[]", False)])
def test_an_image_is_a_row_or_none(image: str | None, readable: bool) -> None:
    assert is_readable(image) is readable
