"""Reading documents: `read`, `import`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from cluster_desk.cli.commands.frame import DOCUMENT, FILE, JSON, Command, answer, argument, open_desk, say_json
from cluster_desk.core.language import N_


def _read(asked: Namespace) -> None:
    from cluster_desk.exchange.files.reader import read_document

    document = read_document(asked.document)
    if asked.json:
        say_json(document.to_json())
        return
    from cluster_desk.cli.parsed_listing import describe_parsed

    answer(asked, None, describe_parsed(document))


def _import(asked: Namespace) -> None:
    from cluster_desk.cli.parsed_listing import report_lines
    from cluster_desk.exchange.files.reader import read_document
    from cluster_desk.exchange.importing.propose import import_document, propose

    document = read_document(asked.document)
    with closing(open_desk(asked.file)) as desk:
        proposal = propose(desk.read, document)
        for part in proposal.parts if asked.offered else ():
            part.take_offered()
        report = import_document(desk, proposal)
    answer(asked, report.to_json(), report_lines(report))


_OFFERED = argument(
    "--offered", None, N_("with the people, seats and lists of people that are only offered"), action="store_true"
)

COMMANDS = {
    "read": Command(N_("show what is found in a document; stores nothing"), _read, DOCUMENT, JSON),
    "import": Command(N_("store what is found in a document, as one change"), _import, FILE, DOCUMENT, _OFFERED, JSON),
}
