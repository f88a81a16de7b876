"""A document that Word, Excel or LibreOffice holds is read where that can be, else the program is told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster_desk.core import file_writing, held_files
from cluster_desk.core.errors import UserError
from cluster_desk.core.held_files import holder_of
from cluster_desk.exchange.files import packages
from cluster_desk.exchange.files.reader import read_document
from cluster_desk.rules.log import attachments

_KEPT_TO_ITSELF = 32


def _sharing_violation(path: Path) -> PermissionError:
    error = PermissionError(13, "held", str(path))
    vars(error)["winerror"] = _KEPT_TO_ITSELF  # which only Windows gives it
    return error


@pytest.mark.parametrize(
    ("name", "beside", "program"),
    [
        ("План.docx", "~$План.docx", "Word"),
        ("План_27.doc", "~$лан_27.doc", "Word"),
        ("План кластера.docx", "~$ан кластера.docx", "Word"),
        ("Отчёт за год.xlsx", "~$чёт за год.xlsx", "Excel"),
        ("План.odt", ".~lock.План.odt#", "LibreOffice"),
        ("План.docx", ".~lock.План.docx#", "LibreOffice"),
        ("План.docx", "", ""),
    ],
)
def test_the_program_is_known_by_what_it_leaves_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, beside: str, program: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"content")
    if beside:
        (tmp_path / beside).write_bytes(b"")

    def refuse(path: Path, *_more: object) -> None:
        raise _sharing_violation(path)

    for module in (packages, attachments):
        monkeypatch.setattr(module, "open_shared", refuse)
    monkeypatch.setattr(file_writing, "replace", refuse)
    sentence = f"Закройте его в {program} и повторите" if program else "Закройте его там и повторите"
    with pytest.raises(UserError, match=sentence):
        read_document(path)
    with pytest.raises(UserError, match=sentence):
        attachments.read_attachment(path)
    refusing = pytest.raises(UserError, match=sentence if program else "Закройте файл")
    with refusing, file_writing.whole_file(path, path.suffix) as file:
        file.write(b"new")
    assert path.read_bytes() == b"content"


def test_a_right_that_is_missing_is_no_program(tmp_path: Path) -> None:
    path = tmp_path / "План.docx"
    assert holder_of(path, PermissionError(13, "refused")) is None
    assert holder_of(path, FileNotFoundError(2, "none")) is None


def test_a_document_that_another_program_has_open_is_read(tmp_path: Path) -> None:
    path = tmp_path / "Список.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with path.open("r+b"), held_files.open_shared(path) as file:
        assert file.read().startswith(b"a;b")
