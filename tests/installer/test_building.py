"""What the Windows program is built of: pinned, pruned, the same every time, and without a way to the network."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from cluster_desk import __version__
from cluster_desk.ui.help import FOLDER
from installer import broken_setup, contents, packing
from installer.pin_inputs import dependencies, pinned, plain_name

ROOT = Path(__file__).parents[2]
TALKATIVE = {"socket", "ssl", "http", "ftplib", "smtplib", "telnetlib", "xmlrpc", "asyncio", "socketserver"}


def test_every_dependency_is_pinned_with_its_hash() -> None:
    """After a dependency changed: python -m installer.pin_inputs."""
    known = pinned()
    for each in dependencies():
        name, _equals, version = each.partition("==")
        line = known.get(plain_name(name), "")
        assert f"=={version} --hash=sha256:" in line, f"{each} is not in installer/inputs.txt"


@pytest.mark.parametrize(
    ("path", "shipped"),
    [
        ("PySide6/Qt6Widgets.dll", True),
        ("PySide6/Qt6Network.dll", False),
        ("PySide6/plugins/tls/qschannelbackend.dll", False),
        ("pyphen/dictionaries/hyph_ru_RU.dic", True),
        ("pyphen/dictionaries/hyph_de_DE.dic", False),
        ("holidays/countries/russia.py", True),
        ("holidays/countries/france.py", False),
        ("holidays/locale/ru/LC_MESSAGES/RU.mo", True),
        ("sqlalchemy/dialects/sqlite/base.py", True),
        ("sqlalchemy/dialects/oracle/base.py", False),
        ("lxml/etree.cp311-win_amd64.pyd", True),
        ("lxml/objectify.cp311-win_amd64.pyd", False),
        ("openpyxl/cell/cell.py", True),
        ("lxml-6.1.3.dist-info/METADATA", False),
    ],
)
def test_what_is_shipped(path: str, shipped: bool) -> None:
    assert contents.is_shipped(path) is shipped


def test_no_module_knows_how_to_open_a_connection() -> None:
    for path in sorted((ROOT / "cluster_desk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{each.name}" for each in node.names]
            for name in names:
                talks = name.split(".")[0] in TALKATIVE or name.startswith(("urllib.request", "PySide6.QtNetwork"))
                assert not talks, f"{path.name} imports {name}"


def test_byte_code_does_not_tell_where_it_was_made(tmp_path: Path) -> None:
    made = []
    for name in ("here", "elsewhere"):
        folder = tmp_path / name / "lib"
        folder.mkdir(parents=True)
        (folder / "a.py").write_text("def f():\n    return {1, 2} | {'x', 'y'}\n", encoding="utf-8")
        packing.compile_sources(folder, tmp_path / name)
        assert [path.name for path in folder.iterdir()] == ["a.pyc"]
        made.append((folder / "a.pyc").read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


def test_sentence_about_a_broken_setup_takes_the_place_of_the_old_one() -> None:
    old = "Installer integrity check has failed. " + "Contact the installer's author to obtain a new copy. " * 3
    head = b"\x90\x90" + old.encode("utf-16-le") + b"\0\0" + b"\x91" * 40
    new = broken_setup.replaced(head)
    assert len(new) == len(head)
    assert new.endswith(b"\0\0" + b"\x91" * 40)
    assert "Файл установки повреждён" in new.decode("utf-16-le", "ignore")
    with pytest.raises(ValueError, match="elsewhere"):
        broken_setup.replaced(b"another head")


@pytest.mark.parametrize(("language", "word"), [("ru", "Версия"), ("en", "Version")])
def test_what_is_new_tells_this_version_first(language: str, word: str) -> None:
    page = (FOLDER / language / "news.md").read_text(encoding="utf-8")
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert headings[0] == f"## {word} {__version__}"
