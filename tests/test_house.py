"""The house's own rules that no linter knows: sizes, names of files, licences beside what is not ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.import_circles import circles_in, imports_in, statements

ROOT = Path(__file__).parent.parent
FOLDERS = ("cluster_desk", "tests", "tools", "bench", "installer")
SOURCES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
LONGEST_FILE = 500
LONGEST_FUNCTION = 50
EXCUSE = "Why so long:"
"""A comment that begins so, inside the file or the function, says why it is longer."""

NAMES_THAT_SAY_NOTHING = {"utils", "util", "misc", "common", "helpers", "helper", "managers", "manager", "base"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_and_functions_stay_short() -> None:
    too_long = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        if len(lines) > LONGEST_FILE and EXCUSE not in text:
            too_long.append(f"{_name(path)} has {len(lines)} lines")
        if len(lines) <= LONGEST_FUNCTION:
            continue  # no function in it can be longer
        too_long += [
            f"{_name(path)}:{start + 1} {name} has {end - start} lines"
            for name, start, end in _functions(text)
            if end - start > LONGEST_FUNCTION and EXCUSE not in "\n".join(lines[start:end])
        ]
    assert not too_long, "\n".join(too_long)


def _functions(text: str) -> Iterator[tuple[str, int, int]]:
    """The name and the lines (from, up to) of every function in `text`."""
    for node in statements(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno - 1, node.end_lineno or node.lineno


def test_file_names_say_what_is_inside() -> None:
    assert [_name(path) for path in SOURCES if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_licences_lie_beside_what_is_not_ours() -> None:
    resources = ROOT / "resources"
    assert "SIL OPEN FONT LICENSE" in (resources / "fonts" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Open Sans Project" in (resources / "fonts" / "window" / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Microsoft Corporation" in (resources / "icons" / "LICENSE.txt").read_text(encoding="utf-8")
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_one_place_alone_asks_the_system_to_open_anything() -> None:
    words = ("QDesktopServices", "webbrowser", "startfile", "setOpenExternalLinks", "xdg-open")
    results = {_name(path) for path in SOURCES for word in words if word in path.read_text(encoding="utf-8")}
    assert {name for name in results if name.startswith("cluster_desk/")} == {"cluster_desk/ui/frame/opening.py"}


def test_imports_in_functions_and_for_types_count_as_circles(tmp_path: Path) -> None:
    package = tmp_path / "made"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "one.py").write_text("def late() -> None:\n    from made.two import thing\n")
    (package / "two.py").write_text("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made import one\n")
    (package / "three.py").write_text("from made import two\n")
    assert circles_in(imports_in(package)) == [["made.one", "made.two"]]


def test_rules_papers_and_imports_ask_the_desk_what_day_it_is() -> None:
    """So that a paper can be printed as of another day, and a rule be tried on any: `read.today()`."""
    clocks = {"today", "now", "utcnow"}
    rooms = ("rules", "reports", "data/queries", "exchange/parsers", "exchange/importing")
    asked = [
        f"{_name(path)}:{node.lineno}"
        for path in SOURCES
        if _name(path).startswith(tuple(f"cluster_desk/{room}/" for room in rooms))
        and ("today" in (text := path.read_text(encoding="utf-8")) or "now" in text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr in clocks and _is_of_datetime(node.value)
    ]
    places = sorted(place.split(":")[0] for place in asked)
    made_on = "cluster_desk/reports/writers/pdf/file.py"  # the day on which the file itself was made
    assert places == ["cluster_desk/data/queries/reader.py", made_on]


def _is_of_datetime(value: ast.expr) -> bool:
    """Whether `value` is the class or module of days: dt.date, datetime."""
    return isinstance(value, ast.Attribute | ast.Name) and ast.unparse(value).split(".")[-1] in {
        "date",
        "datetime",
        "dt",
    }
