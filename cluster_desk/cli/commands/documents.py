"""Reading documents: `read`, `import`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from cluster_desk.cli.commands.frame import DOCUMENT, FILE, JSON, Command, answer, open_desk, say_json
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
    from cluster_desk.exchange.importing.propose import import_document

    document = read_document(asked.document)
    with closing(open_desk(asked.file)) as desk:
        report = import_document(desk, document)
    answer(asked, report.to_json(), report_lines(report))


COMMANDS = {
    "read": Command(N_("show what is found in a document; stores nothing"), _read, DOCUMENT, JSON),
    "import": Command(N_("store what is found in a document, as one change"), _import, FILE, DOCUMENT, JSON),
}
