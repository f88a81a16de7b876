"""A caller's question of the log, answered: `answer FILE WORDS`, as the window's search does."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.language import N_, _, of_screens

if TYPE_CHECKING:
    from cluster_desk.rules.answers.answer import Answer, AnswerLine


def _answer(asked: Namespace) -> None:
    from cluster_desk.reports.catalog import paper
    from cluster_desk.reports.formats import SUFFIXES, write_paper
    from cluster_desk.reports.papers.answer import refuse_unknown
    from cluster_desk.rules.answers.answer import answer
    from cluster_desk.rules.answers.questions import understand

    if asked.out and asked.out.suffix.lower() not in SUFFIXES:
        what = _("--out %(name)s: the file must end in one of %(endings)s.")
        raise UsageError(what % {"name": asked.out, "endings": ", ".join(SUFFIXES)})
    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        meant = understand(desk.read, asked.question, desk.read.today())
        refuse_unknown(meant)
        told = answer(desk.read, meant.question, desk.read.today(), of_screens())
        document = paper("answer").build(desk.read, {"question": asked.question}) if asked.out else None
    if document:
        write_paper(document, asked.out)
    lines = [*_lines(told), *([_("Written: %s") % asked.out] if asked.out else [])]
    frame.answer(asked, _described(asked.question, told), lines)


def _described(words: str, told: Answer) -> dict[str, Any]:
    asked = told.question
    return {
        "question": words,
        "understood": {
            "measure": asked.measure.value,
            "from": asked.start.isoformat() if asked.start else None,
            "to": asked.end.isoformat() if asked.end else None,
            "who": [kind.value for kind in asked.kinds],
            "organization": asked.organization or None,
            "organization_id": asked.organization_id,
            "person": asked.person or None,
            "level": asked.level.value if asked.level else None,
            "words": list(asked.words),
            "class": asked.grades[0] if len(asked.grades) == 1 else None,
            "classes": list(asked.grades),
            "class_letter": asked.letter or None,
        },
        "figure": told.figure,
        "by_kind": {kind.value: number for kind, number in told.by_kind},
        "events": [_event(one) for one in told.lines],
        "not_counted": [{**_event(one), "why": one.why} for one in told.not_counted],
        "notes": list(told.notes),
    }


def _event(one: AnswerLine) -> dict[str, Any]:
    return {
        "id": one.event,
        "name": one.name,
        "days": one.when,
        "first_day": one.first_day or None,
        "count": one.count,
        "told": one.told,
    }


def _lines(told: Answer) -> Iterable[str]:
    yield f"{told.figure} {told.unit}"
    for one in told.lines:
        yield (
            f"  {one.when}  {one.name}"
            + (f": {one.count}" if one.count else "")
            + (f" ({one.told})" if one.told else "")
        )
    if told.not_counted:
        yield _("Not counted:")
    yield from (f"  {one.when}  {one.name} ({one.why})" for one in told.not_counted)
    yield from told.notes


COMMANDS = {
    "answer": frame.Command(
        N_("answer a question of the log: how many, from which school, in what somebody took part"),
        _answer,
        frame.FILE,
        frame.argument("question", "WORDS", N_("the question in words, in quotes")),
        frame.argument("--out", "X", N_("the page to be signed: .pdf, .docx, .xlsx or .html"), type=Path),
        frame.argument(
            "--as-of", "DATE", N_("the day that the answer takes for today, like 2026-01-31"), type=frame.iso_day
        ),
        frame.JSON,
    ),
}
