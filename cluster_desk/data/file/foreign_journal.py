"""A journal beside a data file that this program never wrote, put aside before SQLite plays it.

SQLite takes a save that was cut off back from the journal beside the file. A journal may name a second file, the
"super-journal" of a save over several databases, which SQLite then opens and deletes: whoever can lay a journal beside
a data file could have any file of the user deleted, or a computer in the network called. Our saves concern one file
and never name another, so such a journal is somebody else's.

What only stands in the place of a journal is none either: SQLite would wait for a pipe, and write through a link.

Source of the layout: "The Rollback Journal" at sqlite.org/fileformat2.html, and `readSuperJournal` of SQLite's pager.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cluster_desk.core.disk import rename
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import real_path
from cluster_desk.core.language import _

_MARK = bytes.fromhex("d9d505f920a163d7")
"""Begins every journal; ends one that names a super-journal."""
_BESIDE = ("-journal", "-wal", "-shm")  # what SQLite looks for beside a file


def put_aside(data_file: Path) -> None:
    """Give a journal that names another file another name, so that SQLite never sees it. Raises UserError for one.

    A link is a file like any: SQLite looks beside the file that it leads to.
    """
    for place in dict.fromkeys((data_file, real_path(data_file))):
        for ending in _BESIDE:
            beside = place.with_name(f"{place.name}{ending}")
            if _is_no_file(beside):
                raise _refused(beside, _("Beside the file lies what no journal of Cluster Desk is: %s") % beside)
        journal = place.with_name(f"{place.name}-journal")
        if _names_another_file(journal):
            words = _("Beside the file lies a journal that Cluster Desk did not write; it names another file: %s")
            raise _refused(journal, words % journal)


def _is_no_file(path: Path) -> bool:
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _names_another_file(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - len(_MARK)))
            return end > len(_MARK) and file.read(len(_MARK)) == _MARK
    except OSError:
        return False  # SQLite cannot read it either


def _refused(journal: Path, what: str) -> UserError:
    kept = _("The journal was not used, and nothing was changed.")
    aside = _free_name(journal)
    try:
        rename(journal, aside)
    except OSError:
        return UserError(what, do=_("Move it to another folder, then open the file."), kept=kept)
    return UserError(
        what,
        do=_("It is called %s now. Open the file once more; if it is told damaged then, open its latest copy.")
        % aside.name,
        kept=kept,
    )


def _free_name(journal: Path) -> Path:
    names = (journal.with_name(f"{journal.name}.foreign{number or ''}") for number in range(1_000))
    return next(path for path in names if not os.path.lexists(path))
