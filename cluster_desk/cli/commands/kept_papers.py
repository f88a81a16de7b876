"""Papers that were made and are kept: `kept-papers`, `attach-signed`, `mark-sent`, `prepare-to-send`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import complain
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.text import fold

if TYPE_CHECKING:
    from cluster_desk.core.records.office_papers import OfficePaper
    from cluster_desk.desk import Desk


def _kept_papers(asked: Namespace) -> None:
    from cluster_desk.core.records.office_papers import OfficePaper
    from cluster_desk.rules.states import paper_standing

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        day = asked.as_of or desk.read.today()
        papers = desk.read.load_all(OfficePaper)
        chosen = [
            one
            for one in papers
            if (not asked.kind or one.kind.value == asked.kind)
            and (not asked.not_sent or paper_standing(one, day).is_sent is False)
        ]
        described = [_described(desk, one, day) for one in chosen]
        lines = [_line(one, day) for one in chosen]
    frame.answer(asked, described, lines)


def _described(desk: Desk, one: OfficePaper, day: dt.date) -> dict[str, Any]:
    from cluster_desk.rules.office_papers import paper_doubts, valid_files
    from cluster_desk.rules.states import paper_standing

    standing, valid = paper_standing(one, day), {each.uuid for each in valid_files(one)}
    days = {name: getattr(one, name) for name in ("day", "sent_on", "published_on", "made_on")}
    links = ("organization_id", "person_id", "event_id", "meeting_id", "plan_id")
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind.value,
        "issuer": one.issuer.value,
        "number": one.number,
        **{name: value.isoformat() if value else None for name, value in days.items()},
        "addressee": one.addressee,
        "state": standing.state.value,
        "sent": standing.is_sent,
        "sent_by": one.sent_by,
        "published_at": one.published_at,
        **{name: getattr(one, name) for name in links},
        "files": [
            {"name": each.name, "role": each.role.value, "size": each.size, "sha256": each.digest,
             "goes_out": each.uuid in valid}
            for each in one.files
        ],
        "doubts": paper_doubts(one, desk.read),
    }  # fmt: skip


def _line(one: OfficePaper, day: dt.date) -> str:
    from cluster_desk.core.russian.dates import show_day
    from cluster_desk.rules.states import paper_standing

    standing = paper_standing(one, day)
    number = f"№ {one.number}" if one.number else ""
    sent = {True: _("sent on %s") % show_day(one.sent_on) if one.sent_on else "", False: _("not sent")}
    parts = (_(standing.state.label), sent.get(standing.is_sent, "") if standing.is_sent is not None else "")
    about = ", ".join(part for part in parts if part)
    head = " ".join(part for part in (number, show_day(one.day) if one.day else "", one.name) if part)
    return f"{one.id}. {head}" + (f" — {one.addressee}" if one.addressee else "") + f" ({about})"


def _attach_signed(asked: Namespace) -> None:
    from cluster_desk.rules.office_papers import read_signed

    with closing(frame.open_desk(asked.file)) as desk:
        [paper] = _chosen(desk, [asked.paper])
        made = [read_signed(path, desk.read.today()) for path in asked.signed]
        paper.files += [file for file, _content in made]
        contents = [content for _file, content in made]
        desk.change(N_("Signed paper attached"), paper, subject=paper.name, contents=contents)
        [paper] = _chosen(desk, [f"id={paper.id}"])
        day = desk.read.today()
        frame.answer(asked, _described(desk, paper, day), [_line(paper, day)])


def _mark_sent(asked: Namespace) -> None:
    from cluster_desk.rules.office_papers import marked_sent

    with closing(frame.open_desk(asked.file)) as desk:
        day = asked.day or desk.read.today()
        papers = marked_sent(_chosen(desk, asked.papers), day, asked.how)
        desk.change(N_("Marked as sent"), *papers, subject=", ".join(one.name for one in papers[:3]))
        frame.answer(asked, [_described(desk, one, day) for one in papers], [_line(one, day) for one in papers])


def _prepare(asked: Namespace) -> None:
    from cluster_desk.core.records.office_papers import OfficePaper
    from cluster_desk.exchange.templates.kept_sending import FOLDER, outgoing, write_outgoing
    from cluster_desk.rules.states import paper_standing

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        if asked.papers:
            papers = _chosen(desk, asked.papers)
        else:
            day = desk.read.today()
            papers = [one for one in desk.read.load_all(OfficePaper) if paper_standing(one, day).is_sent is False]
        if not papers:
            raise UserError(_("No paper waits to be sent."))
        notes = write_outgoing(desk.read, outgoing(desk.read, papers), asked.out)
    frame.say(_("Written: %s") % (asked.out / FOLDER))
    for note in notes:
        complain(note)


def _chosen(desk: Desk, words: Sequence[str]) -> list[OfficePaper]:
    """The papers that are named: by id, by number, or by a part of the name."""
    from cluster_desk.core.records.office_papers import OfficePaper

    papers = desk.read.load_all(OfficePaper)
    chosen: list[OfficePaper] = []
    for each in words:
        fitting = [one for one in papers if each in (f"id={one.id}", str(one.id))]
        fitting = fitting or [one for one in papers if one.number and fold(one.number) == fold(each.lstrip("№ "))]
        fitting = fitting or [one for one in papers if fold(each) in fold(one.name)]
        if len(fitting) != 1:
            listed = "; ".join(f"id={one.id} {one.name}" for one in (fitting or papers)[:20]) or _("none")
            what = _("“%(name)s” names no kept paper, or several; there is: %(list)s")
            raise UserError(what % {"name": each, "list": listed})
        chosen += fitting
    return list(dict.fromkeys(chosen))


_KINDS = ("order", "letter", "agreement", "minutes", "regulation", "plan", "report", "consent", "certificate", "memo")
_PAPER = N_("the paper by its id, its № or a part of its name; see: cluster-desk kept-papers FILE")

COMMANDS = {
    "kept-papers": frame.Command(
        N_("list the papers that were made and are kept: number, state, sent or not"),
        _kept_papers,
        frame.FILE,
        frame.argument("--kind", None, N_("only papers of this kind"), choices=[*_KINDS, "other"], default=""),
        frame.argument("--not-sent", None, N_("only those that are to be sent and are not"), action="store_true"),
        frame.argument("--as-of", "DATE", N_("the day that states are told for, like 2026-01-31"), type=frame.iso_day),
        frame.JSON,
    ),
    "attach-signed": frame.Command(
        N_("attach a scan, a PDF or an electronic signature to a kept paper; it is signed then"),
        _attach_signed,
        frame.FILE,
        frame.argument("paper", "PAPER", _PAPER),
        frame.argument("signed", "X.pdf", N_("the files, kept byte for byte"), type=Path, nargs="+"),
        frame.JSON,
    ),
    "mark-sent": frame.Command(
        N_("write down that kept papers were sent"),
        _mark_sent,
        frame.FILE,
        frame.argument("papers", "PAPER", _PAPER, nargs="+"),
        frame.argument("--day", "DATE", N_("the day on which they were sent, like 2026-01-31"), type=frame.iso_day),
        frame.argument("--how", "WORDS", N_("how: e-mail, messenger, by hand"), default=""),
        frame.JSON,
    ),
    "prepare-to-send": frame.Command(
        N_("make a folder for each addressee with the files and a draft of an e-mail; nothing is sent"),
        _prepare,
        frame.FILE,
        frame.argument("papers", "PAPER", _PAPER, nargs="*"),
        frame.argument("--out", "FOLDER", N_("where the folder is made: a stick, say"), type=Path, required=True),
    ),
}
