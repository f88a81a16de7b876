"""Whose reports are expected: a plain list of clusters' names, a line each, kept beside the reports.

Who never sent anything is known to no store; only such a list can tell of them. It is looked for in the folder of
reports, and may be edited there by hand.
"""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.language import _
from cluster_desk.core.russian.text import fold, tidy

FILE = "кластеры.txt"
_MOST = 1 << 20


def read_expected(path: Path) -> tuple[str, ...]:
    """The names in the file, each once, in their order; none where there is no file. Raises UserError."""
    try:
        data = path.read_bytes()[:_MOST] if path.exists() else b""
    except OSError as error:
        raise UserError(_("The file “%s” cannot be read.") % path, do=_("Copy it once more.")) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", "replace")  # as Windows' own editor wrote it for years
    names = (tidy(line) for line in text.splitlines())
    return tuple({fold(name): name for name in names if name}.values())


def write_expected(path: Path, names: str) -> None:
    """Write the list, a line a cluster. Raises UserError when it cannot be."""
    lines = [tidy(line) for line in names.splitlines()]
    with whole_file(path, ".txt") as file:
        file.write("".join(f"{line}\r\n" for line in lines if line).encode("utf-8-sig"))


def never_sent(expected: tuple[str, ...], known: list[str]) -> list[str]:
    """Whose report is expected and who is not known: told as written."""
    folded = {fold(name) for name in known}
    return [name for name in expected if fold(name) not in folded]
