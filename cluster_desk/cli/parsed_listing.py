"""What was found in a document and what an import did with it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPlan
from cluster_desk.core.parsed_replies import ParsedReply
from cluster_desk.core.records.council import CouncilSeat, Meeting
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Organization
from cluster_desk.exchange.importing.batch import Report, counted_words


def describe_parsed(document: ParsedDocument) -> Iterator[str]:
    """The parts of the document with what they hold, then the doubts, each with its place."""
    if document.is_empty():
        yield _("Nothing was found in “%s” that could be stored.") % document.document
    parts: tuple[tuple[str, Sequence[Any], Callable[[Any], Iterator[str]]], ...] = (
        (_("Members: %d"), document.members, _member_lines),
        (_("Council: %d"), document.council, _seat_lines),
        (_("Meetings: %d"), document.meetings, _meeting_lines),
        (_("Plans: %d"), document.plans, _plan_lines),
        (_("Done, as the log tells: %d"), document.log, _entry_lines),
        (_("Answers of schools: %d"), document.replies, _reply_lines),
    )
    for words, rows, lines in parts:
        if rows:
            yield words % len(rows)
        for row in rows:
            yield from lines(row)
    if document.accounting.words:
        yield document.accounting.sentence()
    for left in (each for each in document.left_alone if each.is_wanting):
        place = ", ".join(filter(None, (left.reason.sentence(), left.source.place())))
        yield _("Left alone: %(name)s (%(place)s)") % {"name": left.name, "place": place}
    doubts = document.all_doubts()
    if doubts:
        yield _("Doubts: %d") % len(doubts)
    for doubt in doubts:
        place = doubt.source.place()
        yield f"  ? {place}: {doubt.sentence()}" if place else f"  ? {doubt.sentence()}"


def _reply_lines(reply: ParsedReply) -> Iterator[str]:
    yield f"  {', '.join(reply.school[:1]) or '—'} ({reply.code or '—'})"
    for event in reply.events:
        counts = ", ".join(f"{_(one.record.kind.label)} {one.record.count_words}" for one in event.parts)
        yield f"    {event.record.day_words or '—'}: {event.record.name}{f' ({counts})' if counts else ''}"
    yield from (f"    {item.record.title}, {item.record.deadline}" for item in reply.proposals)
    yield from (f"    {answer.question}: {answer.words}" for answer in reply.answers)


def report_lines(report: Report) -> Iterator[str]:
    """What was added, completed, already there, and doubted."""
    if not (report.changed or report.matched or report.doubted or report.kept or report.skipped):
        yield _("Nothing was found in “%(name)s”") % {"name": report.document} + "."
        return
    if not (report.changed or report.kept or report.deleted):
        yield _("Nothing new: all of “%s” is in the file already.") % report.document
    for words, counts in (
        (_("Added: %s"), report.added),
        (_("Completed: %s"), report.completed),
        (_("There already: %s"), report.matched),
    ):
        counted = counted_words(counts)
        if counted:
            yield words % counted
    if report.doubted:
        yield _("Doubts, stored as read: %d") % len(report.doubted)
        yield from (f"  ? {sentence}" for sentence in report.doubted)
    if report.kept:
        yield _("Differs, kept as it is in the file: %d") % len(report.kept)
        yield from (f"  = {sentence}" for sentence in report.kept)
    if report.deleted:
        yield _("Deleted in the file since it was imported, not added again: %d") % len(report.deleted)
        yield from (f"  - {sentence}" for sentence in report.deleted)


def _member_lines(member: Parsed[Organization]) -> Iterator[str]:
    yield _line(member.typed.get("number"), member.record.full_name, member.typed.get("head"))


def _seat_lines(seat: Parsed[CouncilSeat]) -> Iterator[str]:
    yield _line("", seat.typed["name"] or "—", seat.record.position, seat.record.role_words)


def _entry_lines(entry: Parsed[Event]) -> Iterator[str]:
    counts = (one.typed["text"] for one in entry.parts)
    yield _line("", entry.record.day_words or "—", entry.record.name, *counts)


def _meeting_lines(meeting: Parsed[Meeting]) -> Iterator[str]:
    one = meeting.record
    day = one.day.isoformat() if one.day else one.day_words or "—"
    yield _line(meeting.typed.get("number"), day, one.time, one.theme, one.place)
    for item in meeting.parts:
        who = item.typed.get("speaker") or ""
        yield "  " + _line(item.record.number, item.record.topic, who.replace("\n", "; "))


def _plan_lines(plan: ParsedPlan) -> Iterator[str]:
    yield _line("", plan.name or "—")
    for section in plan.sections:
        if section.record.name:
            yield f"    {section.record.name}"
        for item in (one.record for one in section.parts):
            yield "    " + _line(item.number, item.title, item.deadline, item.responsible.replace("\n", "; "))


def _line(number: str | None, *parts: str | None) -> str:
    text = ", ".join(part for part in parts if part)
    return f"  {number} {text}" if number else f"  {text}"
