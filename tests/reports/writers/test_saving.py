"""Saving a paper: whole or not at all, and a sentence when it cannot be."""

from __future__ import annotations

import errno
import gc
import traceback
from pathlib import Path

import pytest

from cluster_desk.core.errors import Cancelled, UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.reports.writers import excel, html, pdf, word
from tests.reports import samples

WRITERS = [(pdf, ".pdf"), (word, ".docx"), (excel, ".xlsx"), (html, ".html")]


@pytest.mark.parametrize(("writer", "suffix"), WRITERS)
def test_no_folder_is_told_and_nothing_is_left(writer: object, suffix: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        writer.write(samples.agenda(), tmp_path / "нет" / f"повестка{suffix}")  # type: ignore[attr-defined]
    assert raised.value.do
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_old_paper_stays_when_the_new_one_cannot_be_written(number: int, tmp_path: Path) -> None:
    path = tmp_path / "повестка.pdf"
    path.write_bytes(b"old")

    def fail() -> None:
        with whole_file(path, ".pdf") as file:
            file.write(b"new")
            raise OSError(number, "no")

    with pytest.raises(UserError) as raised:
        fail()
    assert "повестка.pdf" in raised.value.what
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["повестка.pdf"]


def test_target_that_cannot_be_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def open_in_word(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use", str(target))

    monkeypatch.setattr(Path, "replace", open_in_word)
    with pytest.raises(UserError):
        word.write(samples.agenda(), tmp_path / "повестка.docx")
    assert list(tmp_path.iterdir()) == []


def test_stopped_writing_leaves_nothing(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        pdf.write(samples.plan(), tmp_path / "план.pdf", Stop())
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_stopped_while_it_is_packed(tmp_path: Path) -> None:
    class Stop:
        packing = 0

        def report(self, done: int, total: int, text: str = "") -> None:
            in_saving = any(frame.name == "packed" for frame in traceback.extract_stack())
            self.packing += in_saving
            if self.packing == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        excel.write(samples.plan(), tmp_path / "план.xlsx", Stop())
    gc.collect()  # nothing complains of a zip that was left half written
    assert list(tmp_path.iterdir()) == []


def test_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "повестка.html").mkdir()
    with pytest.raises(UserError):
        html.write(samples.agenda(), tmp_path / "повестка.html")
