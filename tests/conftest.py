"""What every test stands on: no screen, Russian words, a home of its own, and no warning that nobody expected."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

# A screen as offices have it: Qt's own without one is 800 x 800, and the window is never larger than its screen.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

import pytest
from hypothesis import HealthCheck, settings

from cluster_desk.core.language import DEFAULT_LANGUAGE, set_language
from cluster_desk.desk import Desk
from tests import copies_compared, no_connection
from tests.builders import a_cluster
from tools import messages

# While it draws, Hypothesis reads the sources of every module loaded since for words to try: seconds of a fresh
# checkout, which say nothing of how a property draws.
_READS_SOURCES = [HealthCheck.too_slow]
settings.register_profile("few", max_examples=25, suppress_health_check=_READS_SOURCES)
settings.register_profile("all", max_examples=100, suppress_health_check=_READS_SOURCES)
settings.load_profile("few")  # `make examples` asks for all

_QUICK_DISK = Path("/dev/shm")
_ENOUGH = 2 * 2**30


def _use_quick_disk() -> None:
    """Let the files of tests lie in memory where the system offers it: each change of a data file waits for its disk.

    That what was stored is on the disk is tried by `make torture`.
    """
    if "TMPDIR" in os.environ or not _QUICK_DISK.is_dir():
        return
    if shutil.disk_usage(_QUICK_DISK).free > _ENOUGH and not os.statvfs(_QUICK_DISK).f_flag & os.ST_NOEXEC:
        folder = tempfile.mkdtemp(prefix="cluster-desk-tests-", dir=_QUICK_DISK)
        os.environ["TMPDIR"] = tempfile.tempdir = folder  # the parallel workers find it told
        atexit.register(_leave_quick_disk, Path(folder), os.getpid())


def _leave_quick_disk(folder: Path, process: int) -> None:
    """Give the memory back: of what lies there only the folders of tests that failed are kept."""
    if os.getpid() != process:
        return  # a process that a test has forked
    for left in folder.iterdir():
        if left.is_dir() and left.name.startswith("pytest-of-"):
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)
    if not any(path.is_file() for path in folder.rglob("*")):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_configure(config: pytest.Config) -> None:
    """Compile the Russian words when a catalogue is newer than they are; the parallel workers find them made."""
    _use_quick_disk()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each program that a test starts would compile all of itself
    copies_compared.watch()  # before any test names what makes a copy
    no_connection.watch()
    config.pluginmanager.register(copies_compared)
    if hasattr(config, "workerinput"):
        return
    compiled = messages.ROOT / messages.COMPILED
    newest = max((path.stat().st_mtime for path in messages.SOURCES.glob("*.po")), default=0.0)
    if not compiled.exists() or compiled.stat().st_mtime < newest:
        messages.compile_catalogue(compiled)


def pytest_collection_finish() -> None:
    """Leave the thousands of tests collected out of every search for garbage, and search less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The homes of all tests, named one after another: pytest's own numbers read the whole folder for each."""
    root = tmp_path_factory.mktemp("homes")
    return (root / str(number) for number in count())


@pytest.fixture(autouse=True)
def _own_home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Settings, recent files and the language are each test's own."""
    home = next(_homes)
    home.mkdir()
    for variable in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME", "CLUSTER_DESK_HOME"):
        monkeypatch.setenv(variable, str(home))
    set_language(DEFAULT_LANGUAGE)
    yield home
    set_language(DEFAULT_LANGUAGE)


class _WarningLines(logging.Handler):
    """Keeps what is logged at WARNING and above as lines."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line of `record`."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def warnings_logged() -> Iterator[list[str]]:
    """The lines logged at WARNING and above. A test that expects some asserts them and clears the list."""
    handler = _WarningLines()
    logging.getLogger().addHandler(handler)
    yield handler.lines
    logging.getLogger().removeHandler(handler)
    assert not handler.lines, "Logged and not expected:\n" + "\n".join(handler.lines)


@pytest.fixture(autouse=True)
def _nothing_is_connected() -> Iterator[None]:
    """No connection is ever opened."""
    no_connection.ATTEMPTS.described()
    yield
    attempts = no_connection.ATTEMPTS.described()
    assert not attempts, "Connections were attempted:\n" + "\n".join(attempts)


@pytest.fixture(autouse=True)
def _copies_are_the_same() -> Iterator[None]:
    """Every copy that a test makes is restored and compared; see `copies_compared`."""
    yield
    wrong = copies_compared.COPIES.described()
    assert not wrong, "Copies that are not their file:\n" + "\n".join(wrong)


@pytest.fixture(scope="session")
def _prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty cluster's file, made once; every test works on a copy."""
    path = tmp_path_factory.mktemp("prepared") / "Заречный кластер.cdesk"
    Desk.create(path, a_cluster()).close()
    return path


@pytest.fixture
def data_file(_prepared_file: Path, tmp_path: Path) -> Path:
    """A data file of this test's own, closed."""
    return Path(shutil.copy(_prepared_file, tmp_path / _prepared_file.name))


@pytest.fixture
def desk(data_file: Path) -> Iterator[Desk]:
    """The test's own data file, open."""
    opened = Desk.open(data_file)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample cluster, made once a run."""
    from cluster_desk.sample import create_sample

    path = tmp_path_factory.mktemp("sample") / "Заречный кластер.cdesk"
    create_sample(path)
    return path


@pytest.fixture(scope="module")
def sample_of_module(_sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample cluster's file, that of the tests of one file."""
    return Path(shutil.copy(_sample_made, tmp_path_factory.mktemp("module")))


@pytest.fixture
def sample_file(_sample_made: Path, tmp_path: Path) -> Path:
    """A copy of the sample cluster's file, the test's own."""
    return Path(shutil.copy(_sample_made, tmp_path))
