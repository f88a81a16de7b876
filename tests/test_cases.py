"""Small inputs that once came out wrong, each with what is right: `cases/manifest.json` tells how it is judged."""

from __future__ import annotations

import html
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest

from cluster_desk.cli import main
from tests.probes import Filling, beside, clipboard_rows, fill, read_form

_FOLDER = Path(__file__).parent / "cases"
_CASES: list[dict[str, Any]] = json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8"))


class Program:
    """The command line, in a folder of its own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def run(self, *words: object) -> str:
        """What a command answers; it must do what it was asked."""
        code = main([str(word) for word in words])
        out, err = self._capsys.readouterr()
        assert code == 0, err
        return out


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("CLUSTER_DESK_HOME", str(tmp_path / "home"))
    return Program(tmp_path, capsys)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: Path(case["file"]).stem)
def test_what_once_came_out_wrong_is_right(case: dict[str, Any], program: Program) -> None:
    path, check = _FOLDER / case["file"], case["check"]
    if "steps" in check:
        _judge_steps(path, check, program)
    elif "paste" in check:
        text = path.read_bytes().decode()
        [rows] = clipboard_rows(html=text) if check["paste"] == "html" else clipboard_rows(text=text)
        assert rows in (check["equals"], check.get("also"))
    elif "form" in check:
        _judge_form(path, check, program)
    elif {"carry", "import_calendar", "import_second"} & check.keys():
        _judge_import(path, check, program)
    else:
        _judge_reading(json.loads(program.run("read", path, "--json")), check)


def _judge_reading(told: dict[str, Any], check: dict[str, Any]) -> None:
    if check.get("told"):
        assert told.get("plans") or told.get("left_alone") or told.get("doubts")
        return
    value = _at(told, check["path"])
    if "notcontains" in check:
        assert value
        assert check["notcontains"] not in value
    elif not (check.get("or_doubt") and told.get("doubts")):
        assert value == check["equals"]


def _at(told: Any, path: str) -> Any:
    """What stands under «meetings[*].date» or «plans[0].sections[0].items[*].title»."""
    values, many = [told], False
    for key, place in re.findall(r"([a-z_]+)(?:\[(\*|\d+)\])?", path):
        inner = [value.get(key) for value in values]
        if place == "*":
            many, values = True, [one for each in inner for one in each or ()]
        else:
            values = [each[int(place)] if place else each for each in inner]
    return values if many else values[0]


def _judge_import(path: Path, check: dict[str, Any], program: Program) -> None:
    file = program.folder / "f.cdesk"
    program.run("new", file)
    if "import_second" in check:
        program.run("import", file, _FOLDER / "inputs" / check["import_second"])
        report = json.loads(program.run("import", file, path, "--json"))
        assert not report["added"].get("Organization") or report["doubted"]
        return
    program.run("import", file, path)
    if "carry" in check:
        out = program.run("carry-over", file, "--plan", "1", "--from", "2028-09-01", "--to", "2029-08-31")
        assert check["carry"] not in out
        assert "?" in out
        return
    program.run("calendar", file, "--out", file.with_suffix(".ics"))
    assert check["import_calendar"] in file.with_suffix(".ics").read_text(encoding="utf-8")


def _judge_form(path: Path, check: dict[str, Any], program: Program) -> None:
    out = program.folder / "o.xlsx"
    sheet = read_form(path)[0]
    fill(path, out, [Filling(sheet.name, "B2", beside(sheet.rows, 1, 1), 7)])
    with zipfile.ZipFile(out) as package:
        text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist() if "xml" in name)
    assert check["form"] in text
    assert "dataValidation" in text


def _judge_steps(path: Path, check: dict[str, Any], program: Program) -> None:
    names = {name: program.folder / f"{name.lower()}.cdesk" for name in ("F", "G")}
    out = ""
    for step in json.loads(path.read_text(encoding="utf-8"))["steps"]:
        words = [names.get(word) or (program.folder / word if re.fullmatch(r"O\.\w+", word) else word) for word in step]
        if step[0] == "!rename":
            shutil.move(words[1], words[2])
        else:
            out = program.run(*words)
    if "stdout_has" in check:
        assert check["stdout_has"] in out
    if "stdout_hasnot" in check:
        assert check["stdout_hasnot"] not in out
    if "pdf_has" in check or "pdf_hasnot" in check:
        _judge_pdf(program.folder / "O.pdf", check)
    if "xlsx_opens" in check:
        with zipfile.ZipFile(program.folder / "O.xlsx") as package:
            for name in package.namelist():
                if name.endswith(".xml"):
                    minidom.parseString(package.read(name))
    if "html_hasnot" in check:
        page = (program.folder / "O.html").read_text(encoding="utf-8")
        cells = [
            html.unescape(re.sub("<.*?>", "", cell)).strip() for cell in re.findall("<td.*?</td>", page, re.DOTALL)
        ]
        assert check["html_hasnot"] not in cells


def _judge_pdf(path: Path, check: dict[str, Any]) -> None:
    from pypdf import PdfReader

    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert re.search(check.get("pdf_has", ""), text)
    assert check.get("pdf_hasnot") is None or check["pdf_hasnot"] not in text
