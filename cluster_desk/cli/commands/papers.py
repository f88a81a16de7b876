"""Papers: `papers`, `print`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError, complain
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import Paper
    from cluster_desk.reports.document import Document


def _papers(asked: Namespace) -> None:
    from cluster_desk.reports.catalog import PAPERS

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        values = [_describe_paper(paper, desk) for paper in PAPERS]
    lines = []
    for paper in values:
        lines.append(f"{paper['id']:<12}{paper['title']}")
        for option in paper["options"]:
            choices = ", ".join(choice["value"] for choice in option["choices"])
            lines.append(f"    --{option['name']:<14}{option['label']}" + (f": {choices}" if choices else ""))
    frame.answer(asked, values, lines)


def _describe_paper(paper: Paper, desk: Desk) -> dict[str, Any]:
    options = [
        {
            "name": option.name,
            "label": _(option.label),
            "kind": option.kind.value,
            "required": option.required,
            "default": option.default(desk.read),
            "choices": [{"value": each.code, "title": each.title} for each in option.choices(desk.read)],
        }
        for option in paper.options
    ]
    return {"id": paper.id, "title": _(paper.title), "options": options}


def paper_options(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words without `--NAME VALUE` of the paper's own options, and those options."""
    rest: list[str] = []
    values: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, _equals, value = word[2:].partition("=")
        if word == "--":
            return [*rest, word, *waiting], values
        if not word.startswith("--") or name in {"out", "as-of", "lang", "help", "wait"}:
            own = word in {"--out", "--as-of", "--lang"} and waiting
            rest += [word, waiting.pop(0)] if own else [word]
        elif _equals:
            values[name] = value
        elif waiting and not waiting[0].startswith("--"):
            value = waiting.pop(0)
            values[name] = f"{values[name]}\n{value}" if name in values else value  # told twice: a line each
        else:
            raise UsageError(_("The option %s needs a value.") % word)
    return rest, values


def _print(asked: Namespace) -> None:
    from cluster_desk.reports.formats import SUFFIXES, write_paper

    paper = _asked_paper(asked)
    if asked.out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            _("--out %(name)s: the file must end in one of %(endings)s.")
            % {"name": asked.out, "endings": ", ".join(SUFFIXES)}
        )
    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        document = _build(paper, desk, asked)
    write_paper(document, asked.out)
    frame.say(_("Written: %s") % asked.out)
    for doubt in document.doubts:
        command = f'cluster-desk case "{asked.file}" "{doubt.words}" {doubt.case.value} "…"'
        complain(
            _("Check how “%(words)s” is declined (%(case)s); tell it once: %(command)s")
            % {"words": doubt.words, "case": _(doubt.case.label), "command": command}
        )


def _build(paper: Paper, desk: Desk, asked: Namespace) -> Document:
    """The paper; where it cannot say whose it is, with the command that tells that."""
    from cluster_desk.reports.shared.cluster_name import ClusterNameMissing

    try:
        return paper.build(desk.read, asked.paper_options)
    except ClusterNameMissing as error:
        told = "--genitive" if error.only_genitive else "--name"
        words = "…" if error.only_genitive else error.name or "…"
        do = _("Tell it once: %s") % f'cluster-desk cluster "{asked.file}" {told} "{words}"'
        raise UserError(error.what, do=do) from error


def _asked_paper(asked: Namespace) -> Paper:
    """The paper asked for, with options that it has. Raises UsageError, saying what there is."""
    from cluster_desk.reports.catalog import PAPERS, paper

    try:
        chosen = paper(asked.paper)
    except KeyError as error:
        listed = ", ".join(f"{each.id} ({_(each.title)})" for each in PAPERS)
        what = _("There is no paper “%(name)s”; there is: %(list)s.")
        raise UsageError(what % {"name": asked.paper, "list": listed}) from error
    names = [option.name for option in chosen.options]
    for name in asked.paper_options:
        if name not in names:
            what = _("The paper “%(paper)s” has no option --%(name)s; it has: %(list)s.")
            listed = ", ".join(f"--{each}" for each in names) or _("none")
            raise UsageError(what % {"paper": chosen.id, "name": name, "list": listed})
    return chosen


def _tell_options(parser: frame.Parser) -> None:
    parser.epilog = _("The options of each paper are told by: cluster-desk papers FILE")


COMMANDS = {
    "papers": frame.Command(
        N_("list the papers that can be printed, with their options"), _papers, frame.FILE, frame.JSON
    ),
    "print": frame.Command(
        N_("write a paper as PDF, Word, Excel or HTML"),
        _print,
        frame.FILE,
        frame.argument("paper", "PAPER", N_("which paper, see: cluster-desk papers FILE")),
        frame.argument("--out", "X", N_("the file to write: .pdf, .docx, .xlsx or .html"), type=Path, required=True),
        frame.argument(
            "--as-of", "DATE", N_("the day that the paper takes for today, like 2026-01-31"), type=frame.iso_day
        ),
        _tell_options,
    ),
}
