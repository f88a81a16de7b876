"""The file itself: made, checked, taken back, copied, saved from damage."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from cluster_desk.cli.command_parser import Parser
from cluster_desk.cli.commands.frame import (
    DONE,
    ORIGIN,
    TROUBLE,
    Command,
    complain,
    file_argument,
    json_argument,
    open_desk,
    say,
    say_json,
)
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.data.history import journal
from cluster_desk.settings import backup_folder


def _new_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--sample", action="store_true", help=_("with an invented cluster to try everything on"))


def _new(asked: Namespace) -> int:
    if asked.sample:
        from cluster_desk.sample import create_sample

        create_sample(asked.file)
    else:
        from cluster_desk.core.records.cluster import Cluster
        from cluster_desk.desk import Desk

        Desk.create(asked.file, Cluster(name=asked.file.stem), origin=ORIGIN).close()
    say(_("Created: %s") % asked.file)
    return DONE


def _undo(asked: Namespace) -> int:
    with closing(open_desk(asked.file)) as desk:
        step = desk.undo()
    if step is None:
        raise UserError(_("There is nothing to take back in this file."))
    say(_("Taken back: %s") % step.label())
    return DONE


def _verify(asked: Namespace) -> int:
    from cluster_desk.desk import Desk

    with closing(Desk.open(asked.file, read_only=True, origin=ORIGIN)) as desk:
        broken = desk.verify()
    for sentence in broken:
        complain(sentence)
    if broken:
        return TROUBLE
    say(_("The file is whole: %s") % asked.file)
    return DONE


def _redo(asked: Namespace) -> int:
    with closing(open_desk(asked.file)) as desk:
        step = desk.redo()
    if step is None:
        raise UserError(_("There is nothing to bring back in this file."))
    say(_("Brought back: %s") % step.label())
    return DONE


def _history_arguments(parser: Parser) -> None:
    file_argument(parser)
    json_argument(parser)


def _history(asked: Namespace) -> int:
    from cluster_desk.data.history import views as history

    with closing(open_desk(asked.file, read_only=True)) as desk:
        steps = history.list_transactions(desk.read, -1)
    if asked.json:
        say_json([{**asdict(step), "state": _STATES[step.state], "told": step.label()} for step in steps])
        return DONE
    for step in steps:
        state = "" if step.state == journal.DONE else f" [{_(_STATE_WORDS[step.state])}]"
        say(f"{step.at}  {step.user}@{step.computer}  {step.label()}{state}")
    if not steps:
        say(_("Nothing was changed yet."))
    return DONE


_STATES = {journal.DONE: "done", journal.UNDONE: "undone", journal.DROPPED: "undone", journal.IRREVERSIBLE: "sealed"}
_STATE_WORDS = {
    journal.UNDONE: N_("taken back"),
    journal.DROPPED: N_("taken back"),
    journal.IRREVERSIBLE: N_("can no longer be taken back"),
}


def _backup_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--to", type=Path, metavar="FOLDER", help=_("the folder for copies, else the usual one"))


def _backup(asked: Namespace) -> int:
    with closing(open_desk(asked.file, read_only=True)) as desk:
        backup = desk.back_up(asked.to or backup_folder())
    say(_("Copied: %s") % backup.path)
    return DONE


def _backups(asked: Namespace) -> int:
    from cluster_desk.data.backup.copies import backups_in

    with closing(open_desk(asked.file, read_only=True)) as desk:
        folder = desk.backups_folder(asked.to or backup_folder())
    result = backups_in(folder)
    if asked.json:
        say_json([{"path": str(one.path), "made": one.made.isoformat(), "size": one.size} for one in result])
        return DONE
    for one in result:
        say(f"{one.made:%d.%m.%Y %H:%M}  {one.size:>10}  {one.path}")
    if not result:
        say(_("There are no copies in %s yet.") % folder)
    return DONE


def _backups_arguments(parser: Parser) -> None:
    _backup_arguments(parser)
    json_argument(parser)


def _restore_arguments(parser: Parser) -> None:
    parser.add_argument("backup", type=Path, metavar="BACKUP", help=_("the copy"))
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help=_("the data file to put in its place"))


def _restore(asked: Namespace) -> int:
    from cluster_desk.data.backup.copies import restore

    kept = restore(asked.backup, asked.to)
    say(_("Restored: %s") % asked.to)
    if kept:
        say(_("The file that it replaced is kept: %s") % kept)
    return DONE


def _salvage_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("--to", type=Path, required=True, metavar="NEW", help=_("the new file"))


def _salvage(asked: Namespace) -> int:
    from cluster_desk.data.backup.salvage import salvage

    result = salvage(asked.file, asked.to)
    say(_("Written: %s") % asked.to)
    say(_("Rows saved: %d") % result.rows.total())
    for sentence in result.sentences():
        say(sentence)
    return DONE


COMMANDS = {
    "new": Command(N_("make a data file; refuses to overwrite"), _new_arguments, _new),
    "undo": Command(N_("take back the last change"), file_argument, _undo),
    "redo": Command(N_("bring back the change taken back last"), file_argument, _redo),
    "history": Command(N_("list every change: what, when, by whom"), _history_arguments, _history),
    "verify": Command(N_("check that a data file is whole"), file_argument, _verify),
    "backup": Command(N_("copy a data file into the folder of its copies"), _backup_arguments, _backup),
    "backups": Command(N_("list the copies of a data file"), _backups_arguments, _backups),
    "restore": Command(N_("put a copy in the place of a data file, which is kept"), _restore_arguments, _restore),
    "salvage": Command(N_("read what can be read of a damaged file into a new one"), _salvage_arguments, _salvage),
}
