"""Parsed document -> records: what it would bring is proposed first, then stored as one change that can be undone.

Each area proposes its own rows (a file beside this one); a new area is one more line in `propose`.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.language import N_, _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.fields import Record
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.applications import applications_part
from cluster_desk.exchange.importing.batch import ImportBatch, Report
from cluster_desk.exchange.importing.calendars import calendar_part
from cluster_desk.exchange.importing.council import council_part
from cluster_desk.exchange.importing.existing import KnownOrganizations, KnownPeople, remember_spellings
from cluster_desk.exchange.importing.log import log_part
from cluster_desk.exchange.importing.meetings import meetings_part
from cluster_desk.exchange.importing.members import members_part
from cluster_desk.exchange.importing.memory import ImportMemory
from cluster_desk.exchange.importing.people import people_part, seats_of_speakers
from cluster_desk.exchange.importing.people_lists import offer_people_lists
from cluster_desk.exchange.importing.plans import plans_parts
from cluster_desk.exchange.importing.proposal import OfferedRow, Proposal, ProposedRow, left_part
from cluster_desk.exchange.importing.responsible import DocumentLinks

if TYPE_CHECKING:
    from cluster_desk.desk import Desk


_TITLE_SHOWN = 60


def propose(read: Reader, document: ParsedDocument, event: int | None = None) -> Proposal:
    """What `document` would bring into the file that `read` reads; nothing is stored.

    `event`: the one whose participants are applied for, where that is known. Raises UserError for an answer of a
    school that nobody knows, or to a request of another file.
    """
    if document.replies:
        return _propose_reply(read, document)
    organizations, people = KnownOrganizations(read), KnownPeople(read)
    memory = ImportMemory.load(read, document.document)
    members = members_part(document.members, organizations, people, memory)
    council = council_part(document.council, organizations, people, read, memory)
    named = people_part(document, people)
    seats_of_speakers(document, council, named, read)
    log = log_part(document.log, read, memory)
    events, own = calendar_part(document.calendar, read, memory)
    offer_people_lists(document, log)
    told = [
        members,
        council,
        meetings_part(document.meetings, people, read, memory),
        *plans_parts(document, DocumentLinks(organizations, people), read, memory),
        log,
        applications_part(document.applications, organizations, read, event),
        events,
    ]
    # What is only offered stands behind what the document tells.
    only_offers = [part for part in told if part.rows and len(part.offered()) == len(part.rows)]
    parts = [*(part for part in told if part not in only_offers), named, *only_offers, left_part(document, own)]
    return Proposal(document.document, parts, memory)


def _propose_reply(read: Reader, document: ParsedDocument) -> Proposal:
    """What a school's answer would bring, where it is clear whose it is."""
    from cluster_desk.exchange.importing.replies import propose_reply
    from cluster_desk.exchange.importing.senders import Senders

    sender = Senders(read).sender(document.replies[0])
    if sender.collection is None or sender.school is None:
        raise UserError(
            _("“%(name)s” is a school's answer, but it is not clear of which school.") % {"name": document.document},
            do=_("Read it in “Collecting from schools”: there the school can be told."),
            kept=_("Nothing was changed."),
        )
    return propose_reply(read, document, sender.collection, sender.school)


def import_document(desk: Desk, what: ParsedDocument | Proposal, progress: Progress = SILENT) -> Report:
    """Store what a document holds, or a proposal as it was answered, as one change «Import: file name».

    Doubts that nobody settled are stored as read and told in the report. What stands in the file already is not
    stored again; when all of it does, there is no change. Raises UserError when a row cannot be stored, Cancelled when
    the user stops; in both cases nothing is changed.
    """
    with no_garbage_search():
        return _imported(desk, what if isinstance(what, Proposal) else propose(desk.read, what), progress)


def _imported(desk: Desk, proposal: Proposal, progress: Progress) -> Report:
    report = Report(proposal.document)
    into = ImportBatch(desk, report, proposal.memory)
    rows = list(proposal.rows())
    for number, row in enumerate(rows):
        progress.report(number, len(rows), _("Putting into the file"))
        if row.skipped:
            report.skipped += not isinstance(row, OfferedRow)
            if row.is_deleted:
                report.deleted.append(_described(row.label(), row))
            continue
        for question in row.open_questions:
            (report.kept if question.kept else report.doubted).append(_described(question.kept or question.text, row))
        row.store(into)
    remember_spellings(into, (question for row in rows if not row.skipped for question in row.questions))
    if into.records:
        try:
            desk.change(N_("Import"), *into.records, subject=proposal.document)
        except Problems as error:
            raise _cannot_be_stored(desk, into.records) from error
    return report


def _described(words: str, row: ProposedRow) -> str:
    """A sentence with the place in the document that it is about."""
    return f"{words} ({row.place()})" if row.place() else words


def _cannot_be_stored(desk: Desk, records: Sequence[Record]) -> UserError:
    """The sentence for the first of `records` that breaks a rule."""
    wrong = ((record, desk.problems(record)) for record in records)
    record, problems = next((record, problems) for record, problems in wrong if problems)
    return UserError(
        _("“%(title)s” cannot be put into the file: %(problem)s")
        % {"title": _short(record), "problem": problems.problems[0].text},
        do=_("Skip this row, or mend it in the document and read it again."),
        kept=_("Nothing was changed."),
    )


def _short(record: Record) -> str:
    return shorten(record.display_name(), _TITLE_SHOWN, placeholder="…")
