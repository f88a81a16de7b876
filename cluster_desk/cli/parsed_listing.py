"""What was found in a document and what an import did with it, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from cluster_desk.core.language import _
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedEntry, ParsedPlan
from cluster_desk.core.records.council import Meeting
from cluster_desk.exchange.importing.batch import Report, counted_words


def describe_parsed(result: ParsedDocument) -> Iterator[str]:
    """The parts of the document with what they hold, then the doubts, each with its place."""
    if result.is_empty():
        yield _("Nothing was found in “%s” that could be stored.") % result.document
    if result.members:
        yield _("Members: %d") % len(result.members)
        members = ((member.typed, member.record) for member in result.members)
        yield from (_line(typed.get("number"), one.full_name, typed.get("head")) for typed, one in members)
    if result.council:
        yield _("Council: %d") % len(result.council)
        yield from (
            _line("", seat.typed["name"] or "—", seat.record.position, seat.record.role_words)
            for seat in result.council
        )
    if result.meetings:
        yield _("Meetings: %d") % len(result.meetings)
        for meeting in result.meetings:
            yield from _meeting_lines(meeting)
    if result.plans:
        yield _("Plans: %d") % len(result.plans)
        for plan in result.plans:
            yield from _plan_lines(plan)
    if result.log:
        yield _("Done, as the log tells: %d") % len(result.log)
        yield from (_line("", each.date_text or "—", each.title, *_counts(each)) for each in result.log)
    for table in result.left_alone:
        yield _("Left alone: %(name)s (%(place)s)") % {"name": table.name, "place": table.source.place()}
    doubts = result.all_doubts()
    if doubts:
        yield _("Doubts: %d") % len(doubts)
    for doubt in doubts:
        place = doubt.source.place()
        yield f"  ? {place}: {doubt.sentence()}" if place else f"  ? {doubt.sentence()}"


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


def _counts(entry: ParsedEntry) -> list[str]:
    return [count.text for count in entry.counts]


def _line(number: str | None, *parts: str | None) -> str:
    text = ", ".join(part for part in parts if part)
    return f"  {number} {text}" if number else f"  {text}"
