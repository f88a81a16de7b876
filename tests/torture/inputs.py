"""Fuzzed and hostile documents and data files: read, or refused in a sentence; never a traceback, never long."""

from __future__ import annotations

import io
import random
import resource
import shutil
import signal
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from cluster_desk.core.errors import UserError, as_user_error
from cluster_desk.core.records.catalog import all_records, owner_of
from cluster_desk.data.backup.copies import restore
from cluster_desk.data.backup.file_summary import holds
from cluster_desk.data.backup.salvage import salvage
from cluster_desk.data.file import checksums
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_document
from tests.torture.hostile import hostile
from tests.torture.made_documents import make_document

_SECONDS = 20
_MEMORY = 3 << 30
_HOSTILE = 0.05  # of the zipped documents
_DATA_FILES = 0.06  # of the inputs
_MADE_EVERY = 3
_TOKENS = (
    b"<w:p>", b"</w:p>", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;", b'r:id="rId999"', b"-1",
    b"99999999999", b'w:val="-5"', b'w:gridSpan w:val="70000"', b"\x00", b"\xff\xfe", b"]]>", b"A1:XFD1048576", b"=1/0",
    "Ё".encode(), b"http://localhost/", b"../../x", b"</", b'"', b";", b"\r",
)  # fmt: skip
_SUFFIX = ".cdesk"


def fuzz(samples: list[Path], folder: Path, inputs: int, seed: int = 1) -> Counter[str]:
    """Read so many spoilt variants of `samples`, every third input a document made at random; gives what came of it."""
    chance, result = random.Random(seed), Counter[str]()
    result[f"seed {seed}"] = 1
    documents = [path for path in samples if path.suffix != _SUFFIX]
    data_files = [path for path in samples if path.suffix == _SUFFIX]
    place = folder / "входы"
    place.mkdir()
    before = set(folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    signal.signal(signal.SIGALRM, _too_long)
    try:
        for number in range(inputs):
            sample = chance.choice(data_files if chance.random() < _DATA_FILES else documents)
            path = place / f"вход{sample.suffix}"
            made = number % _MADE_EVERY == 0 and sample.suffix in (".docx", ".xlsx")
            if made:
                make_document(chance, path)
            else:
                path.write_bytes(_corrupt(sample.read_bytes(), chance))
            result["inputs"] += 1
            if sample.suffix == _SUFFIX:
                _try_data_file(path, result, chance)
            else:
                kind = f"{sample.suffix}, made" if made else sample.suffix
                result[f"{kind} {_tried(path, partial(read_document, path))}"] += 1
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    assert set(folder.iterdir()) == before, "something was written outside its folder"
    return result


def _try_data_file(path: Path, counts: Counter[str], chance: random.Random) -> None:
    """Count, restore, salvage, open and look through; half of the files lack the seal that tells what is spoilt."""
    if chance.random() < 0.5:
        path.write_bytes(checksums.without(path.read_bytes())[0])
    content = path.read_bytes()
    new, other = path.with_name("спасён.cdesk"), path.with_name("восстановлен.cdesk")
    works: dict[str, Callable[[], object]] = {
        "counted": lambda: holds(path),
        "restored": lambda: restore(path, other),
        "salvaged": lambda: _salvage(path, new),
        "opened": lambda: _look_through(path),
    }
    for name, work in works.items():
        counts[f"{_SUFFIX} {name}: {_tried(path, work)}"] += 1
        assert name == "opened" or path.read_bytes() == content, f"{name}: the file was changed"
    shutil.rmtree(path.parent)
    path.parent.mkdir()


def _salvage(path: Path, new: Path) -> None:
    salvage(path, new)
    _look_through(new)


def _look_through(path: Path) -> None:
    """Open the file as the window does, and read every record in it."""
    desk = Desk.open(path)
    try:
        for record in all_records():
            if owner_of(record) is None:
                desk.read.load_all(record)
        desk.verify()
        desk.read.search("школа", 10)
    finally:
        desk.close()


def _tried(path: Path, work: Callable[[], object]) -> str:
    signal.alarm(_SECONDS)
    try:
        work()
    except UserError as error:
        return "refused" if error.what else "refused without a sentence"
    except MemoryError as error:
        return "refused: it would take too much memory" if as_user_error(error) else "refused without a sentence"
    except BaseException:
        kept = path.parent.with_name(f"упал{path.suffix}")
        shutil.copy(path, kept)
        print("failed on", kept, flush=True)
        raise
    finally:
        signal.alarm(0)
    return "read"


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"longer than {_SECONDS} s")


def _corrupt(content: bytes, chance: random.Random) -> bytes:
    if content.startswith(b"PK"):
        if chance.random() < _HOSTILE:
            return hostile(content, chance)
        if chance.random() < 0.8:
            return _corrupt_part(content, chance)
    return _corrupt_bytes(content, chance)


def _corrupt_part(content: bytes, chance: random.Random) -> bytes:
    """The package with one of its parts spoilt, still a whole zip."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = old.namelist()
    chosen = chance.choice(names)
    with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as made:
        for name in names:
            part = old.read(name)
            made.writestr(name, _corrupt_bytes(part, chance) if name == chosen else part)
    return new.getvalue()


def _corrupt_bytes(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _time in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(len(made) + 1)
        kind = chance.randrange(5)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[at:at] = chance.choice(_TOKENS)
        elif kind == 2:
            del made[at : at + chance.choice((1, 7, 300))]
        elif kind == 3:
            made[at:at] = made[at : at + chance.choice((5, 200, 4000))]
        elif chance.random() < 0.1:
            del made[at:]
    return bytes(made)
