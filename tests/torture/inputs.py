"""Fuzzed Word, Excel, CSV and data files: read, or refused in a sentence; never a traceback, never long."""

from __future__ import annotations

import io
import random
import resource
import signal
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.desk import Desk
from cluster_desk.exchange.reading import read_document
from tests.torture.made_documents import make_document

_SECONDS = 20
_MEMORY = 3 << 30
_MADE_EVERY = 3
_TOKENS = (
    b"<w:p>", b"</w:p>", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;", b'r:id="rId999"', b"-1",
    b"99999999999", b'w:val="-5"', b'w:gridSpan w:val="70000"', b"\x00", b"\xff\xfe", b"]]>", b"A1:XFD1048576", b"=1/0",
    "Ё".encode(), b"http://localhost/", b"../../x", b"</", b'"', b";", b"\r",
)  # fmt: skip


def fuzz(samples: list[Path], folder: Path, inputs: int, seed: int = 1) -> Counter[str]:
    """Read so many spoilt variants of `samples`, every third input a document made at random; gives what came of it."""
    chance, told = random.Random(seed), Counter[str]()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    signal.signal(signal.SIGALRM, _too_long)
    try:
        for number in range(inputs):
            sample = samples[number % len(samples)]
            path = folder / f"вход{sample.suffix}"
            made = number % _MADE_EVERY == 0 and sample.suffix in (".docx", ".xlsx")
            if made:
                make_document(chance, path)
            else:
                path.write_bytes(_spoilt(sample.read_bytes(), chance))
            told[f"{sample.suffix} {'made, ' if made else ''}{_tried(path)}"] += 1
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    return told


def _tried(path: Path) -> str:
    read: Callable[[Path], object] = _open if path.suffix == ".cdesk" else read_document
    signal.alarm(_SECONDS)
    try:
        read(path)
    except UserError as error:
        return "refused" if error.what else "refused without a sentence"
    except BaseException:
        kept = path.with_name(f"упал{path.suffix}")
        kept.write_bytes(path.read_bytes())
        print("failed on", kept)
        raise
    finally:
        signal.alarm(0)
    return "read"


def _open(path: Path) -> None:
    Desk.open(path).close()


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"longer than {_SECONDS} s")


def _spoilt(content: bytes, chance: random.Random) -> bytes:
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _spoilt_part(content, chance)
    return _spoilt_bytes(content, chance)


def _spoilt_part(content: bytes, chance: random.Random) -> bytes:
    """The package with one of its parts spoilt, still a whole zip."""
    old, new = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = old.namelist()
    chosen = chance.choice(names)
    with zipfile.ZipFile(new, "w", zipfile.ZIP_STORED) as made:
        for name in names:
            part = old.read(name)
            made.writestr(name, _spoilt_bytes(part, chance) if name == chosen else part)
    return new.getvalue()


def _spoilt_bytes(content: bytes, chance: random.Random) -> bytes:
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
