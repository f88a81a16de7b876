"""Kept papers at the command line: made and kept, signed, marked as sent, made ready for a stick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main


def test_a_paper_is_kept_signed_sent_and_prepared(
    sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(sample_file)
    assert main(["templates", file, "--ready", "Приказ об утверждении"]) == 0
    out = str(tmp_path / "x.docx")
    order = ["fill", file, "Приказ об утверждении", "--for", "all", "--out", out, "--keep", "--number", "77"]
    assert main([*order, "--day", "2026-11-20"]) == 0
    scan = tmp_path / "скан.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    assert main(["attach-signed", file, "77", str(scan)]) == 0
    capsys.readouterr()
    assert main(["kept-papers", file, "--kind", "order", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)[-1]
    assert (told["number"], told["state"], told["sent"], told["plan_id"]) == ("77", "signed", None, 1)
    assert [(one["name"], one["role"], one["goes_out"]) for one in told["files"]] == [
        ("x.docx", "made", False),
        ("скан.pdf", "signed", True),
    ]
    assert main(["prepare-to-send", file, "77", "--out", str(tmp_path)]) == 0
    assert [one.name for one in (tmp_path / "К отправке").rglob("*.pdf")] == ["скан.pdf"]
    assert main(["mark-sent", file, "77", "--day", "2026-11-21", "--how", "лично"]) == 0
    assert "отправлено 21.11.2026" in capsys.readouterr().out
    assert main(["kept-papers", file, "--not-sent"]) == 0
    assert "№ 77" not in capsys.readouterr().out


def test_what_names_no_paper_or_no_scan_is_told(
    sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "скан.pdf"
    text.write_text("нет", encoding="utf-8")
    assert main(["attach-signed", str(sample_file), "14-од", str(text)]) == 1
    assert main(["mark-sent", str(sample_file), "О сроках"]) == 1
    error = capsys.readouterr().err
    assert "повреждён или не того вида" in error or "скан.pdf" in error
    assert "их несколько" in error
