"""Many answers at once: files and folders in any order, or words from a chat; each becomes a proposal of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.collecting import Collection
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.files.reader import read_content
from cluster_desk.exchange.importing.proposal import Proposal, State
from cluster_desk.exchange.importing.replies import propose_reply
from cluster_desk.exchange.importing.senders import Sender, Senders
from cluster_desk.exchange.parsers.chat_answers import read_chat
from cluster_desk.exchange.parsers.school_forms import read_school_form
from cluster_desk.rules.matching import MatchedOrganization

_MOST_FILES = 500
_UNSEEN = (".", "~$", "thumbs.db", "desktop.ini")


@dataclass
class ReceivedAnswer:
    """One answer: what it is called, what was read of it, whose it is; or `trouble`, a sentence why it cannot be."""

    name: str
    document: ParsedDocument | None = None
    sender: Sender = field(default_factory=Sender)
    trouble: str = ""
    is_stored: bool = False

    def tell_school(self, school: MatchedOrganization) -> None:
        """Say which school it is of."""
        self.sender = Sender(self.sender.collection, school, (), self.sender.remarks)

    def proposal(self, read: Reader) -> Proposal | None:
        """What it would bring into the file as it is now; None where it cannot be told whose it is."""
        sender = self.sender
        if self.document is None or sender.collection is None or sender.school is None:
            return None
        stored = read.load(Collection, sender.collection.id) if sender.collection.id is not None else None
        return propose_reply(read, self.document, stored or sender.collection, sender.school, sender.remarks)


@dataclass(frozen=True)
class Outlook:
    """What an answer would bring, counted: new rows, rows that differ from the file, doubts; what is there already."""

    new: int = 0
    differs: int = 0
    doubts: int = 0
    known: int = 0

    @property
    def is_all_known(self) -> bool:
        """Whether it would change nothing."""
        return not (self.new or self.differs or self.doubts)


def outlook(proposal: Proposal) -> Outlook:
    """What a proposal would bring, counted."""
    rows = [row for part in proposal.parts if part.area != "left" for row in part.rows]
    differing = [row for row in rows if any(question.kept for question in row.questions)]
    doubtful = [row for row in rows if row.state is State.DOUBT and row not in differing]
    known = [row for row in rows if row.matched() and row not in differing and row not in doubtful]
    rest = [row for row in rows if row not in differing and row not in doubtful and row not in known]
    return Outlook(sum(not row.skipped for row in rest), len(differing), len(doubtful), len(known))


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files that are meant: each file, and those of a folder and the folders in it, in the order of their names."""
    for path in paths:
        if path.is_dir():
            inside = (one for one in sorted(path.rglob("*")) if one.is_file())
            yield from (one for one in inside if not one.name.lower().startswith(_UNSEEN))
        else:
            yield path


def read_answers(
    read: Reader, paths: Sequence[Path], chosen: Collection | None, progress: Progress = SILENT
) -> list[ReceivedAnswer]:
    """Every file read; what cannot be read is told in its own row and holds up no other. Raises UserError."""
    files = list(files_in(paths))
    if len(files) > _MOST_FILES:
        raise UserError(
            _("%(count)d files are too many at once.") % {"count": len(files)},
            do=_("Choose the folder with the answers alone."),
            kept=_("Nothing was changed."),
        )
    senders = Senders(read, chosen)
    results = []
    for number, path in enumerate(files):
        progress.report(number, len(files), path.name)
        results.append(_read_one(path, senders))
    return results


def read_messages(read: Reader, text: str, chosen: Collection) -> list[ReceivedAnswer]:
    """The answers that words copied from a chat hold, one for each school that they name."""
    senders = Senders(read, chosen)
    results = []
    for document in read_chat(text, senders.candidates, _("message")):
        reply = document.replies[0]
        results.append(ReceivedAnswer(reply.told, document, senders.sender(reply)))
    return results


def _read_one(path: Path, senders: Senders) -> ReceivedAnswer:
    try:
        document = read_school_form(read_content(path))
        reply = document.replies[0]
        sender = senders.sender(reply)
        if reply.is_blank and not reply.code:
            return ReceivedAnswer(path.name, trouble=_("No answer of a school was found in “%s”.") % path.name)
        return ReceivedAnswer(path.name, document, sender)
    except UserError as error:
        return ReceivedAnswer(path.name, trouble=error.what)
