"""`today FILE` tells what the opening screen tells, as sentences and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main


def test_today_tells_a_day_in_words_and_as_json(sample_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample_file.read_bytes()
    assert main(["today", str(sample_file), "--day", "2026-10-13"]) == 0
    words = capsys.readouterr().out
    assert words.startswith("13 октября 2026 г.\nПросрочено: 4\n")
    assert "Ближайшее заседание: 22.10.2026 Заседание №\u00a014" in words
    assert words.endswith("Копии ещё нет\n")
    assert main(["today", str(sample_file), "--day", "2026-10-13", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["day"], data["until"], data["late"], data["copy"]) == ("2026-10-13", "2026-10-18", 6, None)
    assert data["groups"]["late"]["total"] == len(data["groups"]["late"]["lines"]) == 4
    assert set(data["groups"]) == {
        "late", "week", "no_outcome", "unpublished", "unsent", "control", "decisions", "consents", "agreements",
        "answers", "site", "doubts",
    }  # fmt: skip
    assert data["meeting"]["number"] == 14
    assert sample_file.read_bytes() == before
    assert main(["today", str(sample_file), "--day", "вчера"]) == 2
