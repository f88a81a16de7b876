"""Reading documents: `read`, `import`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing

from cluster_desk.cli.command_parser import Parser
from cluster_desk.cli.commands.frame import (
    DONE,
    Command,
    document_argument,
    file_argument,
    json_argument,
    open_desk,
    say,
    say_json,
)
from cluster_desk.core.language import N_


def _read_arguments(parser: Parser) -> None:
    document_argument(parser)
    json_argument(parser)


def _read(asked: Namespace) -> int:
    from cluster_desk.exchange.files.reader import read_document

    document = read_document(asked.document)
    if asked.json:
        say_json(document.to_json())
    else:
        from cluster_desk.cli.parsed_listing import describe_parsed

        for line in describe_parsed(document):
            say(line)
    return DONE


def _import_arguments(parser: Parser) -> None:
    file_argument(parser)
    document_argument(parser)
    json_argument(parser)


def _import(asked: Namespace) -> int:
    from cluster_desk.exchange.files.reader import read_document
    from cluster_desk.exchange.importing.propose import import_document

    document = read_document(asked.document)
    with closing(open_desk(asked.file)) as desk:
        report = import_document(desk, document)
    if asked.json:
        say_json(report.to_json())
    else:
        from cluster_desk.cli.parsed_listing import report_lines

        for line in report_lines(report):
            say(line)
    return DONE


COMMANDS = {
    "read": Command(N_("show what is found in a document; stores nothing"), _read_arguments, _read),
    "import": Command(N_("store what is found in a document, as one change"), _import_arguments, _import),
}
