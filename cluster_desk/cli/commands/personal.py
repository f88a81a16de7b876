"""Personal data: what is kept of a person, and erasing it (152-ФЗ)."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from dataclasses import asdict

from cluster_desk import settings
from cluster_desk.cli.commands.frame import FILE, JSON, Command, answer, argument, open_desk, say
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _, n_
from cluster_desk.data.privacy import copies as personal_copies
from cluster_desk.data.privacy import erase as personal
from cluster_desk.data.privacy.erase import Somebody
from cluster_desk.data.privacy.kept import PersonalDatum, personal_data_of
from cluster_desk.desk import Desk


def _kept(asked: Namespace) -> None:
    with closing(open_desk(asked.file, read_only=True)) as desk:
        _who, kept = _one(desk, asked.person)
    lines = []
    for one in kept:
        note = f" ({one.note})" if one.note else ""
        lines.append(f"{': '.join(part for part in (one.record, one.title) if part)} — {one.field}: {one.words}{note}")
    answer(asked, [asdict(one) for one in kept], lines)


def _erase(asked: Namespace) -> None:
    with closing(open_desk(asked.file)) as desk:
        who, kept = _one(desk, asked.person)
        chosen = settings.load()
        uuid = str(desk.read.value("SELECT uuid FROM cluster"))
        copies = personal_copies.copies_of(desk.path, uuid, chosen.all_copies_folders())
        desk.erase(who, doubtful=asked.doubtful)
    say(_("Erased in the file and its history: %s") % who.words)
    left = [] if asked.doubtful else [one for one in kept if not one.sure]
    if left:
        words = n_(
            "%d place was left: it may be somebody else, or another word.",
            "%d places were left: they may be somebody else, or another word.",
            len(left),
        )
        say(words % len(left))
        for one in left:
            say(f"  {one.record}: {one.title} — {one.field}: {one.words}")
    staying = [one for one in kept if one.stays]
    if staying:
        say(_("These stay:"))
        for one in staying:
            say(f"  {': '.join(part for part in (one.record, one.title) if part)} — {one.words} ({one.note})")
    for path in personal_copies.copies_that_name(copies, who):
        say(_("This copy still holds the name: %s") % path)
    if chosen.second_copies and not chosen.second_copies_folder():
        say(_("The second place is not plugged in and was not looked through: %s") % chosen.second_copies)


def _one(desk: Desk, words: str) -> tuple[Somebody, list[PersonalDatum]]:
    """The person meant, in the table of people or only named in texts, and what is kept of them."""
    people = personal.people_called(desk.read, words)
    if len(people) > 1:
        names = "; ".join(name for _row, name in people)
        raise UserError(_("“%s” may be several people.") % words, do=_("There is: %s.") % names)
    who = personal.somebody(desk.read, people[0][0]) if people else personal.somebody_called(desk.read, words)
    kept = personal_data_of(desk.read, who)
    if not kept:
        raise UserError(_("There is nobody called “%s” in this file.") % words)
    return who, kept


_PERSON = argument("person", "PERSON", N_("the person's name, as it stands in the file or with initials"))
_DOUBTFUL = argument(
    "--doubtful",
    None,
    N_("also where the word may be somebody else or another word; kept shows these places"),
    action="store_true",
)

COMMANDS = {
    "kept": Command(N_("show what is kept of a person"), _kept, FILE, _PERSON, JSON),
    "erase": Command(N_("erase a person's data for good, history included"), _erase, FILE, _PERSON, _DOUBTFUL),
}
