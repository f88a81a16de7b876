"""Papers: `papers`, `print`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.command_parser import Parser, UsageError
from cluster_desk.cli.commands.frame import (
    DONE,
    Command,
    file_argument,
    iso_day,
    json_argument,
    open_desk,
    say,
    say_json,
)
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import Paper


def _papers_arguments(parser: Parser) -> None:
    file_argument(parser)
    json_argument(parser)


def _papers(asked: Namespace) -> int:
    from cluster_desk.reports.catalog import PAPERS

    with closing(open_desk(asked.file, read_only=True)) as desk:
        values = [_describe_paper(paper, desk) for paper in PAPERS]
    if asked.json:
        say_json(values)
        return DONE
    for paper in values:
        say(f"{paper['id']:<12}{paper['title']}")
        for option in paper["options"]:
            choices = ", ".join(choice["value"] for choice in option["choices"])
            say(f"    --{option['name']:<14}{option['label']}" + (f": {choices}" if choices else ""))
    return DONE


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


def _print_arguments(parser: Parser) -> None:
    file_argument(parser)
    parser.add_argument("paper", metavar="PAPER", help=_("which paper, see: cluster-desk papers FILE"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="X", help=_("the file to write: .pdf, .docx, .xlsx or .html")
    )
    parser.add_argument(
        "--as-of", type=iso_day, metavar="DATE", help=_("the day that the paper takes for today, like 2026-01-31")
    )
    parser.epilog = _("The options of each paper are told by: cluster-desk papers FILE")


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
        if not word.startswith("--") or name in {"out", "as-of", "lang", "help"}:
            own = word in {"--out", "--as-of", "--lang"} and waiting
            rest += [word, waiting.pop(0)] if own else [word]
        elif _equals:
            values[name] = value
        elif waiting and not waiting[0].startswith("--"):
            value = waiting.pop(0)
            values[name] = f"{values[name]}\n{value}" if name in values else value  # told twice: a line each
        else:
            raise UsageError(_("The option %s needs a value.") % word, "")
    return rest, values


def _print(asked: Namespace) -> int:
    from cluster_desk.reports.formats import SUFFIXES, write_paper

    paper = _asked_paper(asked)
    if asked.out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            _("--out %(name)s: the file must end in one of %(endings)s.")
            % {"name": asked.out, "endings": ", ".join(SUFFIXES)},
            "",
        )
    with closing(open_desk(asked.file, read_only=True)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        document = paper.build(desk.read, asked.paper_options)
    write_paper(document, asked.out)
    say(_("Written: %s") % asked.out)
    return DONE


def _asked_paper(asked: Namespace) -> Paper:
    """The paper asked for, with options that it has. Raises UsageError, saying what there is."""
    from cluster_desk.reports.catalog import PAPERS, paper

    try:
        result = paper(asked.paper)
    except KeyError as error:
        listed = ", ".join(f"{each.id} ({_(each.title)})" for each in PAPERS)
        what = _("There is no paper “%(name)s”; there is: %(list)s.")
        raise UsageError(what % {"name": asked.paper, "list": listed}, "") from error
    names = [option.name for option in result.options]
    for name in asked.paper_options:
        if name not in names:
            what = _("The paper “%(paper)s” has no option --%(name)s; it has: %(list)s.")
            listed = ", ".join(f"--{each}" for each in names) or _("none")
            raise UsageError(what % {"paper": result.id, "name": name, "list": listed}, "")
    return result


COMMANDS = {
    "papers": Command(N_("list the papers that can be printed, with their options"), _papers_arguments, _papers),
    "print": Command(N_("write a paper as PDF, Word, Excel or HTML"), _print_arguments, _print),
}
