"""Collecting from schools: `collect`, `replies`, `collected`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.core.records.collecting import Collection
    from cluster_desk.desk import Desk
    from cluster_desk.exchange.importing.answers import ReceivedAnswer
    from cluster_desk.exchange.importing.batch import Report

_ASKS = ("events", "proposals", "contacts", "needs", "indicators")


def _collect(asked: Namespace) -> None:
    with closing(frame.open_desk(asked.file, read_only=bool(asked.form))) as desk:
        collection = _chosen(desk, asked.form) if asked.form else _begun(desk, asked)
        written = _write(desk, collection, asked)
        from cluster_desk.rules.collecting import message_words

        message = message_words(collection)
    value = {"code": collection.code, "name": collection.name, "written": list(map(str, written)), "message": message}
    frame.answer(asked, value, [*(_("Written: %s") % path for path in written), "", message])


def _begun(desk: Desk, asked: Namespace) -> Collection:
    """A new request, as the options tell it, stored as one change."""
    from cluster_desk.core.records.collecting import AskedIndicator
    from cluster_desk.core.records.indicators import Computed, Indicator
    from cluster_desk.rules.collecting import new_collection

    collection = new_collection(desk.read, desk.read.today())
    collection.name = asked.name or _("Results")
    if (asked.start is None) != (asked.end is None):
        raise UsageError(_("--from and --to go together."))
    if asked.start:
        collection.first_day, collection.last_day = asked.start, asked.end
        collection.proposals_year = asked.end.year + 1
    collection.due = asked.due or collection.due
    wanted = [word.strip() for word in (asked.ask or "events").split(",") if word.strip()]
    unknown = [word for word in wanted if word not in _ASKS]
    if unknown:
        raise UsageError(_("--ask %(word)s: there is %(list)s") % {"word": unknown[0], "list": ", ".join(_ASKS)})
    for name in _ASKS[:-1]:
        setattr(collection, name, name in wanted)
    if "indicators" in wanted:
        typed = [one for one in desk.read.load_all(Indicator) if one.computed is Computed.TYPED]
        collection.indicators = [AskedIndicator(indicator_id=one.id) for one in typed]
    collection.questions = "\n".join(asked.question or ())
    collection.id = desk.change(N_("Request to schools begun"), collection, subject=collection.name)[0]
    return collection


def _write(desk: Desk, collection: Collection, asked: Namespace) -> list[Path]:
    from cluster_desk.core.file_writing import file_name
    from cluster_desk.reports.school_form import school_form
    from cluster_desk.reports.writers.excel.school_form import write_school_form

    if asked.out.suffix.lower() == ".xlsx":
        write_school_form(school_form(desk.read, collection), asked.out)
        return [asked.out]
    asked.out.mkdir(parents=True, exist_ok=True)
    written = []
    for one in collection.schools:
        form = school_form(desk.read, collection, one.organization_id)
        path = asked.out / file_name(f"{collection.code} {form.school}", ".xlsx")
        write_school_form(form, path)
        written.append(path)
    return written


def _chosen(desk: Desk, words: str) -> Collection:
    """The request that a code or words of a name choose; the latest without any. Raises UserError."""
    from cluster_desk.core.records.collecting import Collection
    from cluster_desk.core.russian.text import fold
    from cluster_desk.core.school_forms import code_in

    known = sorted(desk.read.load_all(Collection), key=lambda one: (str(one.last_day), one.id or 0), reverse=True)
    if known and not words:
        return known[0]
    fitting = [one for one in known if one.code == code_in(words)] or [
        one for one in known if fold(words) in fold(one.name)
    ]
    if len(fitting) == 1 and words:
        return fitting[0]
    listed = "; ".join(f"{one.code} {one.name}" for one in fitting or known) or _("none")
    raise UserError(_("No request is called “%(name)s”; there is: %(list)s.") % {"name": words, "list": listed})


def _replies(asked: Namespace) -> None:
    from cluster_desk.exchange.importing.answers import read_answers, read_messages

    with closing(frame.open_desk(asked.file, read_only=not asked.accept)) as desk:
        chosen = _chosen(desk, asked.form) if asked.form or _has_requests(desk) else None
        answers = read_answers(desk.read, asked.answers, chosen)
        if asked.text and chosen is not None:
            answers += read_messages(desk.read, asked.text, chosen)
        if asked.school and (school := _school(desk, asked.school)):
            for each in answers:
                if each.document is not None and each.sender.school is None:
                    each.tell_school(school)
        told = [_settled(desk, one, accept=asked.accept) for one in answers]
    frame.answer(asked, [value for value, _lines in told], [line for _value, lines in told for line in lines])
    if not answers:
        raise UserError(_("No file was found there."))


def _has_requests(desk: Desk) -> bool:
    return bool(desk.read.value("SELECT count(*) FROM collections"))


def _school(desk: Desk, words: str) -> Any:
    from cluster_desk.exchange.importing.senders import Senders

    senders = Senders(desk.read)
    school = senders.find(words)
    if school is None:
        names = "; ".join(one.title for one in senders.perhaps(words)) or _("none")
        raise UserError(
            _("“%(name)s”: no school is called so, or several are: %(list)s.") % {"name": words, "list": names}
        )
    return school


def _settled(desk: Desk, answer: ReceivedAnswer, *, accept: bool) -> tuple[dict[str, Any], list[str]]:
    """What one answer brings, or brought where it is accepted, for JSON and in lines."""
    from cluster_desk.cli.parsed_listing import report_lines
    from cluster_desk.exchange.importing.propose import import_document

    proposal = answer.proposal(desk.read)
    if proposal is None:
        perhaps = [one.title for one in answer.sender.perhaps]
        trouble = answer.trouble or _("It is not clear which school answered.")
        lines = [f"{answer.name}: {trouble}", *(f"  ? {name}" for name in perhaps)]
        return {"name": answer.name, "trouble": trouble, "perhaps": perhaps}, lines
    assert answer.sender.school is not None
    rows = list(_rows(proposal))
    head = f"{answer.name}: {answer.sender.school.title}"
    value: dict[str, Any] = {"name": answer.name, "school": answer.sender.school.title, "rows": rows}
    if not accept:
        return value, [head, *_lines(rows)]
    report: Report = import_document(desk, proposal)
    return value | {"report": report.to_json()}, [head, *report_lines(report)]


def _rows(proposal: Any) -> Iterator[dict[str, Any]]:
    for part in proposal.parts:
        for row in part.rows:
            questions = [question.text for question in row.open_questions]
            yield {
                "part": part.area,
                "said": list(row.said()),
                "understood": list(row.interpretation()),
                "state": row.state.value,
                "remark": row.remark(),
                "place": row.place(),
                "doubts": questions,
            }


def _lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        words = " | ".join(filter(None, (" ".join(one.split())[:120] for one in row["said"])))
        yield f"  {words} — {row['remark']}"


def _collected(asked: Namespace) -> None:
    from cluster_desk.rules.collecting import reminder_words, summary_of

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        collection = _chosen(desk, asked.form)
        summary = summary_of(desk.read, collection)
        reminder = reminder_words(collection, [row.title for row in summary.missing], asked.as_of or desk.read.today())
    titles = [one.title for one in summary.columns]
    value = {
        "code": collection.code,
        "name": collection.name,
        "columns": titles,
        "schools": [
            {"school": row.title, "answered": _day(row.reply.day) if row.reply else None, "answers": row.cells}
            for row in summary.rows
        ],
        "totals": summary.totals,
        "missing": [row.title for row in summary.missing],
        "reminder": reminder,
    }
    frame.answer(asked, value, _summary_lines(summary, titles, reminder))


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _summary_lines(summary: Any, titles: Sequence[str], reminder: str) -> Iterator[str]:
    yield " | ".join([_("School"), *titles])
    for row in summary.rows:
        yield " | ".join([row.title, *(" ".join(cell.split()) or "—" for cell in row.cells)])
    yield " | ".join([_("In all"), *(total or "—" for total in summary.totals)])
    if reminder:
        yield ""
        yield reminder


_FORM = frame.argument(
    "--form", "CODE|NAME", N_("which request, by its code or name; the latest without it"), default=""
)

COMMANDS = {
    "collect": frame.Command(
        N_("begin a request to schools and write its form: one workbook for all, or a folder of personal ones"),
        _collect,
        frame.FILE,
        frame.argument(
            "--out",
            "X.xlsx|FOLDER",
            N_("one workbook for all, or a folder: a workbook for each"),
            type=Path,
            required=True,
        ),
        frame.argument("--name", "NAME", N_("what is collected"), default=""),
        frame.argument("--from", "DATE", N_("the first day asked about"), dest="start", type=frame.iso_day),
        frame.argument("--to", "DATE", N_("the last day asked about"), dest="end", type=frame.iso_day),
        frame.argument("--due", "DATE", N_("by which day schools are to answer"), type=frame.iso_day),
        frame.argument(
            "--ask", "WORDS", N_("what, with commas between: events,proposals,contacts,needs,indicators"), default=""
        ),
        frame.argument("--question", "WORDS", N_("an own question; may be told several times"), action="append"),
        frame.argument("--form", "CODE|NAME", N_("write the form of a request that is there"), default=""),
        frame.JSON,
    ),
    "replies": frame.Command(
        N_("read answers of schools, files or folders; stores nothing without --accept"),
        _replies,
        frame.FILE,
        frame.argument("answers", "ANSWER", N_("a file or a folder"), type=Path, nargs="*"),
        frame.argument("--text", "WORDS", N_("an answer from a chat, as it was written"), default=""),
        _FORM,
        frame.argument("--school", "NAME", N_("whose the answers are that do not tell it"), default=""),
        frame.argument("--accept", None, N_("store each as one change; doubts as read"), action="store_true"),
        frame.JSON,
    ),
    "collected": frame.Command(
        N_("what schools told so far, who has not answered, and a reminder that names them"),
        _collected,
        frame.FILE,
        _FORM,
        frame.argument("--as-of", "DATE", N_("the day that is taken for today, like 2026-01-31"), type=frame.iso_day),
        frame.JSON,
    ),
}  # fmt: skip
