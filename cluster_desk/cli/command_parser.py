"""The standard argument parser, speaking the program's language; a wrong call is told, not the program's end."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from cluster_desk.core.language import N_, _, n_


class UsageError(Exception):
    """The command line cannot be understood; `usage` is how the command is called."""

    def __init__(self, what: str, usage: str) -> None:
        self.usage = usage
        super().__init__(what)


class Parser(argparse.ArgumentParser):
    """A parser of one command. Options are never guessed from their first letters."""

    def __init__(self, **options: Any) -> None:
        _speak()
        super().__init__(allow_abbrev=False, add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help=_("show this help and end"))
        self.add_argument("--lang", choices=("ru", "en"), metavar="ru|en", help=_("the language of the messages"))

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
