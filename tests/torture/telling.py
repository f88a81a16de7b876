"""Small things that every bad day needs: a change, what is there, the sentence that the user would read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk


def add(desk: Desk, *names: str) -> None:
    """Add schools called so, as one change."""
    desk.change("Added", *(Organization(short_name=name, full_name=name) for name in names))


def names_in(path: Path) -> set[str]:
    """The schools of a data file."""
    desk = Desk.open(path, read_only=True)
    try:
        return {row[0] for row in desk.read.rows("SELECT short_name FROM organizations")}
    finally:
        desk.close()


def tried(work: Callable[[], object]) -> str:
    """The sentence that the work ends with; "" when it is done."""
    try:
        work()
    except UserError as error:
        return error.what
    return ""


def refused(work: Callable[[], object], kind: type[UserError] = UserError) -> str:
    """The sentence that the work ends with, of that kind; it must."""
    try:
        work()
    except kind as error:
        return error.what
    raise AssertionError("it was done, and nothing was told")
