"""What can go wrong in a way that the user can mend.

A `Problem` belongs to one field of one record; `Problems` stop a change. A `UserError` is known trouble with a file
or a document. Anything else that is raised is a bug of ours.
"""

import errno
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cluster_desk.core import resources
from cluster_desk.core.disk import shown
from cluster_desk.core.language import _
from cluster_desk.core.regex import regex

_FACT_AND_PATH = regex(r"(?P<fact>[^:]+): (?P<path>(?:[A-Za-z]:)?[/\\].+)")


class Problem(NamedTuple):
    """One thing to mend: `text` is a sentence in the user's language.

    `field` is the name of the field it stands beside ("" for the record as a whole); `path` leads to the part that
    holds the field, as (parts field, index) pairs from the record down.
    """

    field: str
    text: str
    path: tuple[tuple[str, int], ...] = ()


class Problems(Exception):  # noqa: N818 - the word the whole house uses
    """A change is not stored because of these problems; nothing was changed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        # What many records have in common is said once.
        super().__init__(" ".join(dict.fromkeys(problem.text for problem in self.problems)))


class UserError(Exception):
    """Known trouble, in the user's language: what happened, what to do, what was kept.

    `what` is one whole sentence and the title of a message; `do` and `kept` are sentences or empty.
    """

    def __init__(self, what: str, do: str = "", kept: str = "") -> None:
        self.what, self.do, self.kept = map(shown, (what, do, kept))
        super().__init__(" ".join(_closed(part) for part in (self.what, self.kept, self.do) if part))

    def fact_and_path(self) -> tuple[str, str]:
        """The fact, and the path it ends in or "": «The file is damaged: D:/a.cdesk» is a title and a small line."""
        match = _FACT_AND_PATH.fullmatch(self.what)
        return (match["fact"], match["path"]) if match else (self.what.rstrip("."), "")


class Incomplete(UserError):  # noqa: N818 - it says what the program is
    """A file of the program itself is missing or damaged."""


def _closed(sentence: str) -> str:
    """A sentence with its full stop, so that several can follow one another; titles stand without."""
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def as_user_error(error: BaseException) -> UserError | None:
    """The sentence for an error that is no bug of ours wherever it comes up; None for one that is.

    Memory runs out anywhere, and so does the room for a file that is made on the way.
    """
    if isinstance(error, UserError):
        return error
    kept = _("The data file is whole: everything saved before is in it.")
    if isinstance(error, MemoryError):
        return UserError(
            _("The computer's memory ran out."),
            do=_("Close other programs and do it once more, in smaller parts if need be: a shorter period."),
            kept=kept,
        )
    missing = _missing_of_the_program(error)
    if missing:
        return Incomplete(
            _("The program is not complete: %s is missing or damaged.") % missing,
            do=_("Install it again; your data stay as they are."),
        )
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return UserError(_("The disk is full."), do=_("Free some space and do it once more."), kept=kept)
    if isinstance(error, OSError) and error.errno in _REFUSED:
        return UserError(
            _("A file or folder refuses: %s.") % (error.filename or error.strerror),
            do=_("Check that its disk is plugged in and that you may read and write there, then do it once more."),
            kept=kept,
        )
    return None


def _missing_of_the_program(error: BaseException) -> str:
    """The module, library or resource of the program that could not be had; "" where it is something else."""
    if isinstance(error, ImportError):
        return error.name or (Path(error.path).name if error.path else type(error).__name__)
    if isinstance(error, FileNotFoundError) and isinstance(error.filename, str):
        path = Path(error.filename)
        return path.name if resources.FOLDER in path.parents else ""
    return ""


_DISK_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_REFUSED = (errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENODEV)


class Cancelled(Exception):  # noqa: N818 - not an error: the user stopped the work
    """The user stopped a long work; whatever it had begun is taken back."""
