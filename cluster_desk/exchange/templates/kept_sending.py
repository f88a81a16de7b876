"""Kept papers made ready to be sent: what is copied into a webmail or a chat, folders with files and drafts.

What goes out is the signed paper where there is one, with its electronic signature, byte for byte. Nothing here opens
a connection, and nothing is marked as sent: that is told by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.file_writing import attached_name, file_name, whole_file
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.office_papers import OfficePaper, PaperState
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.data.queries.cluster import cluster_facts, school_facts
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates.filling import made_folder
from cluster_desk.exchange.templates.sending import draft, own_folder
from cluster_desk.rules.office_papers import valid_files

FOLDER = "К отправке"
_LIST = "Для отправки.txt"


@dataclass(frozen=True)
class Outgoing:
    """A kept paper as it goes out: to whom, the address ("" where none is known), its files."""

    paper: OfficePaper
    name: str
    address: str
    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Letter:
    """What several papers are sent with: the addresses, the subject, a text for a mail and a short one for a chat."""

    addresses: str
    subject: str
    text: str
    short: str


def outgoing(read: Reader, papers: Sequence[OfficePaper]) -> list[Outgoing]:
    """The papers with the addresses of whom they are for and the files that are valid."""
    return [Outgoing(one, _name(read, one), _address(read, one), _files(read, one)) for one in papers]


def letter_of(read: Reader, papers: Sequence[Outgoing]) -> Letter:
    """What is copied into a webmail or a chat for these papers."""
    titles = list(dict.fromkeys(_title(one.paper) for one in papers))
    support = school_facts(read)
    sender = (support.short_name if support else "") or cluster_facts(read).name
    subject = titles[0] if len(titles) == 1 else f"{titles[0]} и другие документы"
    listed = "; ".join(titles)
    files = sum(len(one.files) for one in papers) > len(papers)
    attached = "Файлы во вложении." if files else "Файл во вложении."
    text = (
        f"Здравствуйте!\n\nНаправляем: {listed}.\n{attached}\nПросим подтвердить получение.\n\n{sender}".strip() + "\n"
    )
    short = f"Здравствуйте! Направляем: {listed}. {attached}" + (f" {sender}" if sender else "")
    return Letter(
        "; ".join(dict.fromkeys(one.address for one in papers if one.address)), subject, f"{text.strip()}\n", short
    )


def write_outgoing(read: Reader, papers: Sequence[Outgoing], folder: Path, progress: Progress = SILENT) -> list[str]:
    """A folder for each addressee inside «К отправке», with the files and a draft; gives what is to be known.

    Raises UserError where the folder cannot be written, Cancelled when stopped.
    """
    inside = made_folder(folder / FOLDER)
    letter = letter_of(read, papers)
    taken = {each.name.casefold().replace("ё", "е") for each in inside.iterdir()}
    for number, one in enumerate(papers):
        progress.report(number, len(papers), one.name)
        own = own_folder(inside, one.name or _title(one.paper), taken)
        for name, content in one.files:
            with whole_file(own / attached_name(name), Path(name).suffix) as file:
                file.write(content)
        content = draft(one.name, one.address, _title(one.paper), letter.text, one.files)
        with whole_file(own / file_name(_title(one.paper), ".eml"), ".eml") as file:
            file.write(content)
    told = (("Адреса", letter.addresses), ("Тема", letter.subject), ("Текст", letter.text), ("Чат", letter.short))
    words = "\n\n".join(f"{head}:\n{value.strip()}" for head, value in told) + "\n"
    with whole_file(inside / _LIST, ".txt") as file:
        file.write(words.encode("utf-8-sig"))
    return outgoing_notes(papers)


def outgoing_notes(papers: Sequence[Outgoing]) -> list[str]:
    """What is missing for these papers to be sent, a line each."""
    return [note for one in papers for note in _notes(one)]


def _notes(one: Outgoing) -> list[str]:
    who = one.name or one.paper.name
    notes = []
    if not one.files:
        notes.append(_("%s: no file is attached to it") % who)
    if not one.address:
        notes.append(_("%s: no e-mail address") % who)
    if one.paper.state is PaperState.DRAFT:
        notes.append(_("%s: still a draft, not signed") % who)
    return notes


def _title(paper: OfficePaper) -> str:
    """What a paper is called in a subject: its name with number and date."""
    number = f" № {paper.number}" if paper.number else ""
    day = f" от {day_in_figures(paper.day)}" if paper.day else ""
    return f"{paper.name}{number}{day}" if not (number and day) else f"{paper.name} ({day.strip()}{number})"


def _name(read: Reader, paper: OfficePaper) -> str:
    if paper.addressee:
        return paper.addressee
    return str(read.value("SELECT short_name FROM organizations WHERE id = ?", paper.organization_id) or "")


def _address(read: Reader, paper: OfficePaper) -> str:
    for record, row in ((Person, paper.person_id), (Organization, paper.organization_id)):
        words = str(read.value(f"SELECT email FROM {record.TABLE} WHERE id = ?", row) or "").strip()
        if words:
            return words.replace(";", ",").split(",")[0].strip()
    return ""


def _files(read: Reader, paper: OfficePaper) -> tuple[tuple[str, bytes], ...]:
    contents = ((one.name, read_content(read, one.digest)) for one in valid_files(paper))
    return tuple((name, content) for name, content in contents if content is not None)
