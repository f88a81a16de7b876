"""What every command is made of: its arguments, its answers, the file it works on.

The arguments are read by the standard parser, speaking the program's language; a wrong call is told, not the program's
end.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cluster_desk.cli.complaints import UsageError, complain
from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.places import local_folder

if TYPE_CHECKING:
    from cluster_desk.desk import Desk

ORIGIN = "command line"
_WIDE = 10_000  # letters


class Parser(argparse.ArgumentParser):
    """A parser of one command. Options are never guessed from their first letters.

    Each argument that it is given makes a formatter of help, which asks `shutil` how wide the terminal is; that brings
    a module for every kind of archive. So the terminal is asked when help is.
    """

    def __init__(self, *, formatter_class: Any = argparse.HelpFormatter, **options: Any) -> None:
        _speak()
        self._helps = formatter_class
        wide = partial(argparse.HelpFormatter, width=_WIDE)
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=wide, **options)
        self.add_argument("-h", "--help", action="help", help=_("show this help and end"))
        self.add_argument("--lang", choices=("ru", "en"), metavar="ru|en", help=_("the language of the messages"))

    def format_help(self) -> str:
        """Help, in lines that the terminal has room for."""
        self.formatter_class = self._helps
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with the message and how the command is called."""
        raise UsageError(message, " ".join(self.format_usage().split()))  # one line, however long


def _speak() -> None:
    """Have argparse look its own sentences up in our catalogue: it takes them from these two names of its module."""
    vars(argparse).update(_=_, ngettext=n_)


ARGPARSE_SAYS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ignored explicit argument %r"),
)
"""What argparse itself can say to our callers, marked here for the catalogue."""

Argument = Callable[[Parser], object]
"""Puts an argument into a parser."""


def argument(name: str, metavar: str | None, about: str, **options: Any) -> Argument:
    """An argument of a command, as argparse takes it; `about` is a msgid, told in the language spoken then."""
    if metavar:
        options["metavar"] = metavar
    return lambda parser: parser.add_argument(name, help=_(about), **options)


FILE = argument("file", "FILE", N_("the data file (.cdesk)"), type=Path)
DOCUMENT = argument(
    "document", "DOCUMENT", N_("a document or a table: .docx, .xlsx, .xls, .ods, .csv, .doc, .odt"), type=Path
)
JSON = argument("--json", None, N_("as JSON, for other programs"), action="store_true")
WAIT = argument(
    "--wait", None, N_("wait half a minute when the file is in use"), action="store_true", default=argparse.SUPPRESS
)
PLAN = argument("--plan", "PLAN", N_("only this plan: its number, name or year"))


class Command:
    """A command: what it does (a msgid), its work, its arguments in their order."""

    def __init__(self, about: str, run: Callable[[Namespace], None], *arguments: Argument) -> None:
        self.about, self.run = about, run
        self._arguments = (*arguments, WAIT) if FILE in arguments else arguments

    def arguments(self, parser: Parser) -> None:
        """Put the arguments into `parser`."""
        for put in self._arguments:
            put(parser)


def open_desk(path: Path, *, read_only: bool = False, compared: bool = True) -> Desk:
    """The data file, open, its checksums `compared`. Raises UserError, also when it is to be changed and only read."""
    from cluster_desk.data.file.known import KnownFiles
    from cluster_desk.desk import Desk

    copies = None if read_only else _backup_folder()  # what is only read is copied nowhere
    desk = Desk.open(path, read_only=read_only, origin=ORIGIN, copies=copies, known=KnownFiles(local_folder()))
    if desk.read_only and not read_only:
        desk.close()
        raise UserError(_("The file can only be read: %s.") % path, do=_("Copy it to a folder that you may write to."))
    try:
        if compared:
            desk.make_sure()
    except UserError:
        desk.close()
        raise
    if desk.emptied_links:
        complain(_("These links led nowhere and were emptied:\n%s") % "\n".join(desk.emptied_links))
    return desk


def _backup_folder() -> Path:
    from cluster_desk.settings import backup_folder

    return backup_folder()


def chosen_plan(desk: Desk, words: str) -> int:
    """The row of the plan that `words` of a command name. Raises UserError, saying what there is to choose from."""
    from cluster_desk.reports.document.options import resolve_options
    from cluster_desk.reports.shared.plans import PLAN as PLAN_OPTION

    return int(resolve_options((PLAN_OPTION,), desk.read, {PLAN_OPTION.name: words})[PLAN_OPTION.name])


def say(text: str) -> None:
    """Answer in words."""
    print(shown(text))


def say_json(value: Any) -> None:
    """Answer in JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def answer(asked: Namespace, value: Any, lines: Iterable[str]) -> None:
    """Answer in JSON where that was asked for, else in lines."""
    if asked.json:
        say_json(value)
    else:
        for line in lines:
            say(line)


def iso_day(word: str) -> dt.date:
    """The day that an argument writes in ISO 8601. Raises ArgumentTypeError for any other word."""
    try:
        return dt.date.fromisoformat(word)
    except ValueError as error:
        raise ArgumentTypeError(_("%s is no day; write it like 2026-01-31") % word) from error
