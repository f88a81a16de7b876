"""The file itself: made, checked, taken back, copied, saved from damage; and what a helper needs to know of it."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing, nullcontext
from pathlib import Path

from cluster_desk.cli.commands.frame import FILE, JSON, ORIGIN, WAIT, Command, answer, argument, open_desk, say
from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.data.history import journal


def _new(asked: Namespace) -> None:
    if asked.sample:
        from cluster_desk.sample import create_sample

        create_sample(asked.file, asked.name)
    else:
        from cluster_desk.core.records.cluster import Cluster
        from cluster_desk.core.russian.inflection import cluster_genitive
        from cluster_desk.desk import Desk

        cluster = Cluster(name=asked.name, name_genitive=cluster_genitive(asked.name))
        Desk.create(asked.file, cluster, origin=ORIGIN).close()
    say(_("Created: %s") % asked.file)


def _undo(asked: Namespace) -> None:
    with closing(open_desk(asked.file)) as desk:
        step = desk.undo()
    if step is None:
        raise UserError(_("There is nothing to take back in this file."))
    say(_("Taken back: %s") % step.label())


def _verify(asked: Namespace) -> None:
    from cluster_desk.desk import Desk

    with closing(Desk.open(asked.file, read_only=True, origin=ORIGIN)) as desk:
        broken = desk.verify()
    if broken:
        raise UserError("\n".join(broken))
    say(_("The file is whole: %s") % asked.file)


def _redo(asked: Namespace) -> None:
    with closing(open_desk(asked.file)) as desk:
        step = desk.redo()
    if step is None:
        raise UserError(_("There is nothing to bring back in this file."))
    say(_("Brought back: %s") % step.label())


def _history(asked: Namespace) -> None:
    from cluster_desk.data.history import views as history

    with closing(open_desk(asked.file, read_only=True)) as desk:
        steps = history.list_transactions(desk.read, -1)
    values = [{**step._asdict(), "state": _STATES[step.state], "told": step.label()} for step in steps]
    states = {state: f" [{_(words)}]" for state, words in _STATE_WORDS.items()}
    lines = [f"{one.at}  {one.user}@{one.computer}  {one.label()}{states.get(one.state, '')}" for one in steps]
    answer(asked, values, lines or [_("Nothing was changed yet.")])


_STATES = {journal.DONE: "done", journal.UNDONE: "undone", journal.DROPPED: "undone", journal.IRREVERSIBLE: "sealed"}
_STATE_WORDS = {
    journal.UNDONE: N_("taken back"),
    journal.DROPPED: N_("taken back"),
    journal.IRREVERSIBLE: N_("can no longer be taken back"),
}


def _backup(asked: Namespace) -> None:
    from cluster_desk.settings import backup_folder

    with closing(open_desk(asked.file, read_only=True)) as desk:
        backup = desk.back_up(asked.to or backup_folder())
    say(_("Copied: %s") % backup.path)


def _backups(asked: Namespace) -> None:
    from cluster_desk.settings import backup_folder, load

    with closing(open_desk(asked.file, read_only=True)) as desk:
        insides = [asked.to] if asked.to else [backup_folder(), *load().all_copies_folders()]
        folder = desk.backups_folder(insides[0])
        backups = [one for inside in dict.fromkeys(insides) for one in desk.backups(inside)]
        backups.sort(key=lambda one: one.made, reverse=True)
    values = [
        {"path": shown(one.path), "made": one.made.isoformat(), "size": one.size, "source": one.source}
        for one in backups
    ]
    lines = [
        f"{one.made:%d.%m.%Y %H:%M}  {one.size:>10}  {one.path}" + (f"  <- {one.source}" if one.source else "")
        for one in backups
    ]
    answer(asked, values, lines or [_("There are no copies in %s yet.") % folder])


def _save_as(asked: Namespace) -> None:
    with closing(open_desk(asked.file, read_only=True)) as desk:
        desk.save_as(asked.new)
    say(_("Written: %s") % asked.new)


def _restore(asked: Namespace) -> None:
    from cluster_desk.data.backup.copies import restore

    kept = restore(asked.backup, asked.to)
    say(_("Restored: %s") % asked.to)
    if kept:
        say(_("The file that it replaced is kept: %s") % kept)


def _salvage(asked: Namespace) -> None:
    from cluster_desk.data.backup.salvage import salvage

    report = salvage(asked.file, asked.to)
    say(_("Written: %s") % asked.to)
    say(_("Rows saved: %d") % report.rows.total())
    for sentence in report.sentences():
        say(sentence)


def _support(asked: Namespace) -> None:
    from cluster_desk import settings
    from cluster_desk.support import write_support

    with closing(open_desk(asked.file, read_only=True)) if asked.file else nullcontext() as desk:
        write_support(asked.zip, settings.load(), desk)
    say(_("Written: %s") % asked.zip)


_TO_FOLDER = argument("--to", "FOLDER", N_("the folder for copies, else the usual one"), type=Path)

COMMANDS = {
    "new": Command(
        N_("make a data file; refuses to overwrite"),
        _new,
        FILE,
        argument("--sample", None, N_("with an invented cluster to try everything on"), action="store_true"),
        argument("--name", "NAME", N_("the cluster's name"), default=""),
    ),
    "undo": Command(N_("take back the last change"), _undo, FILE),
    "redo": Command(N_("bring back the change taken back last"), _redo, FILE),
    "history": Command(N_("list every change: what, when, by whom"), _history, FILE, JSON),
    "verify": Command(N_("check that a data file is whole"), _verify, FILE),
    "backup": Command(N_("copy a data file into the folder of its copies"), _backup, FILE, _TO_FOLDER),
    "backups": Command(N_("list the copies of a data file"), _backups, FILE, _TO_FOLDER, JSON),
    "save-as": Command(
        N_("make a new file of a data file, to be worked on apart; refuses to overwrite"),
        _save_as,
        FILE,
        argument("new", "NEW", N_("the new file"), type=Path),
    ),
    "restore": Command(
        N_("put a copy in the place of a data file, which is kept"),
        _restore,
        argument("backup", "BACKUP", N_("the copy"), type=Path),
        argument("--to", "FILE", N_("the data file to put in its place"), type=Path, required=True),
        WAIT,
    ),
    "salvage": Command(
        N_("read what can be read of a damaged file into a new one"),
        _salvage,
        FILE,
        argument("--to", "NEW", N_("the new file"), type=Path, required=True),
    ),
    "support": Command(
        N_("collect versions, errors and the file's state for a helper; nothing personal"),
        _support,
        argument("zip", "ZIP", N_("the zip to write"), type=Path),
        argument("file", "FILE", N_("a data file to check"), type=Path, nargs="?"),
    ),
}
