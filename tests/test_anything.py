"""Whatever comes from outside: read, or refused in a sentence; made by Hypothesis, few examples each.

The long run over spoilt documents of every format is `tests/torture/inputs.py`.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, example, given
from hypothesis import settings as chosen_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from cluster_desk import settings
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.data.file import checksums
from cluster_desk.data.file.pages import Pages, Torn
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from tests.torture.rows import HISTORY, rows_of

_FEW = chosen_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xef\xbb\xbf",
    b"<?xml",
    b"{\\rtf",
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_NAMES = st.sampled_from([*settings.Settings.__dataclass_fields__, "unknown"])


@_FEW
@given(
    st.sampled_from(_BEGINNINGS), st.binary(max_size=600), st.sampled_from((".docx", ".xlsx", ".xls", ".ods", ".csv"))
)
def test_any_bytes_are_a_document_or_refused(tmp_path: Path, begin: bytes, rest: bytes, suffix: str) -> None:
    path = tmp_path / f"любой{suffix}"
    path.write_bytes(begin + rest)
    with suppress(UserError):
        read_document(path)


@_FEW
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=6))
@example([["№", "Мероприятие", "Срок"], ["1", 'Слёт "Заря"; сбор', "май"]])
def test_any_table_of_words_is_read(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "таблица.csv"
    quoted = "\r\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    path.write_bytes(quoted.encode("utf-8", "surrogatepass"))
    with suppress(UserError):
        read_document(path)


@_FEW
@given(st.dictionaries(_NAMES, _JSON) | _JSON)
def test_any_json_is_settings_that_are_kept_as_they_are(tmp_path: Path, described: object) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(described), encoding="utf-8")
    read = settings.load(tmp_path)
    assert settings.save(read, tmp_path)
    assert settings.load(tmp_path) == read


@_FEW
@given(st.data())
def test_a_flipped_bit_is_noticed_on_the_page_it_stands_on(
    data_file: Path, tmp_path: Path, data: st.DataObject
) -> None:
    content = bytearray(data_file.read_bytes())
    size, pages = 4096, int.from_bytes(content[28:32], "big")
    at = data.draw(st.integers(100, size * pages - 1))  # the header tells what the seal is about
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    corrupt = tmp_path / "испорчен.cdesk"
    corrupt.write_bytes(content)
    assert checksums.corrupt_pages(corrupt) == {at // size + 1}


@_FEW
@given(st.binary(max_size=4096), st.integers(0, 2))
def test_any_page_is_rows_or_torn(content: bytes, kind: int) -> None:
    pages = Pages((b"\x0d", b"\x05", b"")[kind] * bool(kind < 2) + content.ljust(4096, b"\0"), 512)
    pages.free_pages()
    pages.leaves_below(1)
    for number in range(1, pages.count + 1):
        try:
            list(pages.rows(number))
        except Torn:
            continue


class _Work(RuleBasedStateMachine):
    """Changes, undo, redo and closing in any order: the file always holds what the model says."""

    empty: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.desk = Desk.open(Path(shutil.copy(self.empty, self.folder / "ф.cdesk")))
        self.states: list[list[str]] = [self._rows()]
        self.now = 0
        self.serial = 0

    def _rows(self) -> list[str]:
        return rows_of(self.desk.path, without=HISTORY)

    @rule(many=st.integers(1, 3))
    def add(self, many: int) -> None:
        names = [f"№ {self.serial}-{number}" for number in range(many)]
        self.serial += 1
        self.desk.change("Added", *(Organization(short_name=name, full_name=name) for name in names))
        self.states[self.now + 1 :] = [self._rows()]
        self.now += 1

    @precondition(lambda self: self.now > 0)
    @rule()
    def undo(self) -> None:
        assert self.desk.undo()
        self.now -= 1

    @precondition(lambda self: self.now + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        assert self.desk.redo()
        self.now += 1

    @rule()
    def close_and_open(self) -> None:
        self.desk.close()
        self.desk = Desk.open(self.desk.path)

    @invariant()
    def holds_what_it_should(self) -> None:
        assert self._rows() == self.states[self.now]

    def teardown(self) -> None:
        self.desk.close()
        shutil.rmtree(self.folder)


def test_undo_and_redo_in_any_order(data_file: Path) -> None:
    class Work(_Work):
        empty = data_file

    run_state_machine_as_test(Work, settings=chosen_settings(max_examples=5, stateful_step_count=12, deadline=None))
