"""Personal data: what is kept of a person, and erasing it (152-ФЗ)."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict

from cluster_desk.command_parser import Parser
from cluster_desk.commands.frame import DONE, Command, file_argument, json_argument, open_desk, say, say_json
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.data import personal
from cluster_desk.data.backup import backups_in
from cluster_desk.desk import Desk
from cluster_desk.settings import backup_folder


def _person_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument(
        "person", metavar="PERSON", help=_("the person's name, as it stands in the file or with initials")
    )


def _kept_arguments(parser: Parser) -> None:
    _person_arguments(parser)
    json_argument(parser)


def _kept(asked: Namespace) -> int:
    with closing(open_desk(asked.file, read_only=True)) as desk:
        row, _name = _one(desk, asked.person)
        kept = personal.kept_of(desk.read, row)
    if asked.json:
        say_json([asdict(one) for one in kept])
        return DONE
    for one in kept:
        say(f"{one.record}: {one.title} — {one.field}: {one.words}")
    return DONE


def _erase(asked: Namespace) -> int:
    with closing(open_desk(asked.file)) as desk:
        row, name = _one(desk, asked.person)
        desk.erase(row)
        copies = [copy.path for copy in backups_in(desk.backups_folder(backup_folder()))]
    say(_("Erased in the file and its history: %s") % name)
    for path in personal.copies_that_name(copies, name):
        say(_("This copy still holds the name: %s") % path)
    return DONE


def _one(desk: Desk, words: str) -> tuple[int, str]:
    found = personal.people_called(desk.read, words)
    if not found:
        raise UserError(_("There is nobody called “%s” in this file.") % words)
    if len(found) > 1:
        names = "; ".join(name for _row, name in found)
        raise UserError(_("“%s” may be several people.") % words, do=_("There is: %s.") % names)
    return found[0]


COMMANDS = {
    "kept": Command(N_("show what is kept of a person"), _kept_arguments, _kept),
    "erase": Command(N_("erase a person's data for good, history included"), _person_arguments, _erase),
}
