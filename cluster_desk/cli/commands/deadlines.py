"""What a deadline means: `deadline`. Needs no data file."""

from __future__ import annotations

import json
from argparse import Namespace

from cluster_desk.cli.command_parser import Parser, UsageError
from cluster_desk.cli.commands.frame import DONE, Command, iso_day, say
from cluster_desk.core.language import N_, _


def _arguments(parser: Parser) -> None:
    parser.add_argument("text", metavar="TEXT", help=_("the deadline as written in a plan"))
    for name, about in (("from", _("the first day of the plan")), ("to", _("the last day of the plan"))):
        parser.add_argument(f"--{name}", dest=f"{name}_day", type=iso_day, required=True, metavar="DATE", help=about)


def _deadline(asked: Namespace) -> int:
    from cluster_desk.core.deadlines import parse_deadline

    if asked.to_day < asked.from_day:
        raise UsageError(_("--to lies before --from"), "")
    say(json.dumps(parse_deadline(asked.text, asked.from_day, asked.to_day).to_json(), ensure_ascii=False))
    return DONE


COMMANDS = {"deadline": Command(N_("what a deadline means in a plan's period, as JSON"), _arguments, _deadline)}
