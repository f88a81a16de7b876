"""`control FILE` and `consents FILE`: the lists of the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.cli import main


def test_what_is_under_control_and_consents_are_listed(
    sample_of_module: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [str(sample_of_module), "--day", "2026-11-24", "--json"]
    assert main(["control", *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["kind"] for one in told} == {"incoming", "decision", "recommendation", "item"}
    assert [(one["due"], one["haste"], one["who"]) for one in told if "зала для" in one["title"]] == [
        ("2026-11-30", "", ["Воронцова Марина Сергеевна"])
    ]
    assert main(["consents", *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in told if one["whose"].startswith("Новикова")] == ["withdrawn"]
    assert main(["control", *asked[:-1]]) == 0
    assert "30.11.2026  О предоставлении зала" in capsys.readouterr().out
