"""What every command is made of: its arguments, its answers, the file it works on."""

from __future__ import annotations

import datetime as dt
import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.command_parser import Parser
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.settings import backup_folder

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

DONE, TROUBLE, WRONG_CALL = 0, 1, 2
ORIGIN = "command line"


@dataclass(frozen=True)
class Command:
    """A command: what it does (a msgid), its arguments, its work, which gives the exit code."""

    about: str
    arguments: Callable[[Parser], None]
    run: Callable[[Namespace], int]


def file_argument(parser: Parser) -> None:
    """The data file."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the data file (.cdesk)"))


def document_argument(parser: Parser) -> None:
    """A document to read."""
    about = _("a document or a table: .docx, .xlsx, .xls, .ods, .csv, .doc, .odt")
    parser.add_argument("document", type=Path, metavar="DOCUMENT", help=about)


def json_argument(parser: Parser) -> None:
    """The answer as JSON."""
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def open_desk(path: Path, *, read_only: bool = False) -> Desk:
    """The data file, open. Raises UserError, also when it must be changed and can only be read."""
    from cluster_desk.desk import Desk

    desk = Desk.open(path, read_only=read_only, origin=ORIGIN, copies=backup_folder())
    if desk.read_only and not read_only:
        desk.close()
        raise UserError(_("The file can only be read: %s.") % path, do=_("Copy it to a folder that you may write to."))
    try:
        desk.make_sure()
    except UserError:
        desk.close()
        raise
    if desk.emptied_links:
        complain(_("These links led nowhere and were emptied:\n%s") % "\n".join(desk.emptied_links))
    return desk


def say(text: str) -> None:
    """Answer in words."""
    print(text)


def say_json(value: Any) -> None:
    """Answer in JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def complain(text: str) -> None:
    """Tell trouble."""
    print(text, file=sys.stderr)


def iso_day(word: str) -> dt.date:
    """The day that an argument writes in ISO 8601. Raises ArgumentTypeError for any other word."""
    try:
        return dt.date.fromisoformat(word)
    except ValueError as error:
        raise ArgumentTypeError(_("%s is no day; write it like 2026-01-31") % word) from error
