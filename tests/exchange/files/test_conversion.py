"""Old documents are turned by a program of this computer, never by one that lies beside the document."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.exchange.files import conversion


def _program(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    program = folder / ("soffice.exe" if os.name == "nt" else "soffice")
    program.write_bytes(b"")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("path", ["", ".", "{}", ".{}beside", "нет"])
def test_a_program_beside_the_document_is_not_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    _program(tmp_path)
    _program(tmp_path / "beside")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(os.sep) if path != "{}" else os.pathsep)
    monkeypatch.setattr(conversion, "_PLACES", ())
    assert conversion.find_libreoffice() is None


def test_one_of_the_system_is_found_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _program(tmp_path / "bin")
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(program.parent)]))
    assert conversion.find_libreoffice() == str(program)


def test_every_program_is_started_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYSTEMROOT", "/windows")
    assert Path(conversion._word(tmp_path / "a.doc")[0]).is_absolute()
    assert Path(conversion._of_windows("taskkill.exe")).is_absolute()


@pytest.mark.parametrize(("told", "ended"), [("4242\r\n", True), ("", False), ("нет", False), (None, False)])
def test_a_hidden_word_that_hangs_is_ended_by_its_own_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: str | None, ended: bool
) -> None:
    calls: list[list[str]] = []

    def hang(command: list[str], folder: str) -> bool:
        number = Path(folder, conversion._NUMBER)
        assert str(number) in command[-1]
        if told is not None:
            number.write_text(told, encoding="utf-8")
        return False

    monkeypatch.setattr(conversion, "find_libreoffice", lambda: None)
    monkeypatch.setattr(conversion, "has_word", lambda: True)
    monkeypatch.setattr(conversion, "_run", hang)
    monkeypatch.setattr(subprocess, "run", lambda command, **_options: calls.append(command))
    with pytest.raises(UserError):
        conversion.to_docx(b"old", ".doc", "План.doc")
    assert [call[1:] for call in calls] == (
        [["/F", "/FI", "IMAGENAME eq WINWORD.EXE", "/PID", "4242"]] if ended else []
    )
