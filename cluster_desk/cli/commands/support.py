"""What a helper needs to know, also when the window does not start."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing, nullcontext
from pathlib import Path

from cluster_desk.cli.command_parser import Parser
from cluster_desk.cli.commands.frame import DONE, Command, open_desk, say
from cluster_desk.core.language import N_, _


def _arguments(parser: Parser) -> None:
    parser.add_argument("zip", type=Path, metavar="ZIP", help=_("the zip to write"))
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help=_("a data file to check"))


def _support(asked: Namespace) -> int:
    from cluster_desk import settings
    from cluster_desk.support import write_support

    with closing(open_desk(asked.file, read_only=True)) if asked.file else nullcontext() as desk:
        write_support(asked.zip, settings.load(), desk)
    say(_("Written: %s") % asked.zip)
    return DONE


COMMANDS = {
    "support": Command(
        N_("collect versions, errors and the file's state for a helper; nothing personal"), _arguments, _support
    )
}
