"""Names for files out of any words: inside the folder, on every system."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from cluster_desk.core.file_writing import LONGEST, attached_name, file_name

NASTY = some.text(
    some.sampled_from("АбВ а/\\:.\0\n\t\u202e\u200b\u2066<>|?*\"'~$%COMNULPRAX123¹²³ \ud800é\u0301😀"), max_size=40
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("План работы на 2026 год", "План работы на 2026 год.pdf"),
        ("Отчёт: I/II квартал", "Отчёт I II квартал.pdf"),
        ("..\\..\\Автозагрузка\\x", "Автозагрузка x.pdf"),
        ("C:\\Windows\\a", "C Windows a.pdf"),
        ("/etc/passwd", "etc passwd.pdf"),
        ("CON", "_CON.pdf"),
        ("nul.txt", "_nul.txt.pdf"),
        ("Conference", "Conference.pdf"),
        ("фото\u202egpj.exe", "фотоgpj.exe.pdf"),
        ("конец. . .", "конец.pdf"),
        ("а\0б", "аб.pdf"),
        ("\\server\\share", "server share.pdf"),
        ("..", ""),
        ("", ""),
    ],
)
def test_what_becomes_of_words(words: str, name: str) -> None:
    assert file_name(words, ".pdf") == name


@given(some.one_of(some.text(max_size=60), NASTY), some.sampled_from(["", ".pdf", ".docx", ".cdesk"]))
@example("Ж" * 300, ".pdf")
@example("😀" * 300, "")
def test_a_name_never_leads_out_of_its_folder(words: str, suffix: str) -> None:
    name = file_name(words, suffix)
    if not name:
        return
    assert name.endswith(suffix)
    assert len(name.encode()) <= LONGEST
    assert (Path("/папка") / name).parent == Path("/папка")
    for kind in (PurePosixPath, PureWindowsPath):
        assert kind(name).name == name
    assert not PureWindowsPath(name).is_reserved()
    assert name == name.strip()
    assert not name.endswith(".")
    assert name.isprintable()
    assert file_name(name) == name


@given(some.one_of(some.text(max_size=60), NASTY).map(lambda words: f"{words}.jpg"))
@example("Ж" * 300 + ".jpg")
@example("..\\..\\x.jpg")
@example(".jpg")
def test_an_attachments_name_keeps_its_ending(name: str) -> None:
    result = attached_name(name)
    assert result.endswith(".jpg")
    assert PureWindowsPath(result).name == result == PurePosixPath(result).name
    assert not PureWindowsPath(result).is_reserved()


def test_a_file_of_that_name_can_be_written(tmp_path: Path) -> None:
    for words in ("Ж" * 300, "a\0b", "..", "CON", "фото\u202e.exe"):
        name = file_name(words, ".pdf") or "_.pdf"
        (tmp_path / name).write_bytes(b"x")
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))
