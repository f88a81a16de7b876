"""The same desk without a window: `cluster-desk COMMAND …`; without a command, the window.

A promise to scripts (docs/command-line.md): dates are ISO 8601, `--` ends the options, messages are in Russian unless
`--lang en` is given; the exit code is 0, 1 with a sentence on stderr for known trouble, 2 for a call that cannot be
understood. What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from cluster_desk.command_parser import Parser, UsageError
from cluster_desk.core.errors import Problems, UserError
from cluster_desk.core.language import DEFAULT_LANGUAGE, LANGUAGES, N_, _, set_language

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.reports.catalog import Paper

DONE, TROUBLE, WRONG_CALL = 0, 1, 2
_ORIGIN = "command line"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code and never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    set_language(_language_of(words))
    _speak_utf8(sys.stdout, sys.stderr)
    try:
        return _run(words)
    except UsageError as error:
        _complain(f"{_sentence(str(error))} {error.usage}")
        return WRONG_CALL
    except (UserError, Problems) as error:
        _complain(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # who read our words has gone; nobody is left to be told
    except KeyboardInterrupt:
        _complain(_("Stopped."))
    except SystemExit as ended:
        return int(ended.code or DONE)  # --help, --version
    except Exception as error:  # noqa: BLE001 - a bug of ours: kept in the log, told in one sentence
        _complain(_told_bug(error))
    return TROUBLE


@dataclass(frozen=True)
class _Command:
    """A command: what it does (a msgid), its arguments, its work."""

    about: str
    arguments: Callable[[Parser], None]
    run: Callable[[Namespace], int]


def _run(words: list[str]) -> int:
    """Find the command: the first word that is no option. `--` before it says that it is a file."""
    at = _first_word(words)
    before, name = words[:at], words[at] if at < len(words) else ""
    if name not in _COMMANDS or "--" in before:
        return _open_window(words)
    command = _COMMANDS[name]
    parser = Parser(prog=f"cluster-desk {name}", description=_(command.about))
    command.arguments(parser)
    rest = [*before, *words[at + 1 :]]
    if name != "print":
        return command.run(parser.parse_args(rest))
    rest, told = _paper_options(rest)
    asked = parser.parse_args(rest)
    asked.told = told
    return command.run(asked)


def _first_word(words: Sequence[str]) -> int:
    """Where the first word stands that is neither an option nor the value of --lang."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        if words[at] == "--":
            return at + 1
        at += 2 if words[at] == "--lang" else 1
    return at


def _language_of(words: Sequence[str]) -> str:
    """The language asked for, known before anything is said; a wrong one is told later by the parser."""
    for at, word in enumerate(words):
        if word == "--":
            break
        told = words[at + 1] if word == "--lang" and at + 1 < len(words) else word.removeprefix("--lang=")
        if told in LANGUAGES and word.startswith("--lang"):
            return told
    return DEFAULT_LANGUAGE


def _open_window(words: Sequence[str]) -> int:
    from cluster_desk import __version__

    listed = "\n".join(f"  {name:<8}{_(command.about)}" for name, command in _COMMANDS.items())
    parser = Parser(
        prog="cluster-desk",
        usage=_("cluster-desk [FILE] | COMMAND …"),
        description=_("The office of an educational cluster. Without a command the window opens."),
        epilog=_("commands (each has its own --help):") + f"\n{listed}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"Cluster Desk {__version__}", help=_("show the version")
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("a data file to open"))
    asked = parser.parse_args(words)
    from cluster_desk.app import run

    return run(asked.file)


def _file(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=_("the data file (.cdesk)"))


def _document(parser: Parser) -> None:
    parser.add_argument("document", type=Path, metavar="DOCUMENT", help=_("a document or a table: .docx, .xlsx, .xls, .ods, .csv, .doc, .odt"))


def _as_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))


def _new_arguments(parser: Parser) -> None:
    _file(parser)
    parser.add_argument("--sample", action="store_true", help=_("with an invented cluster to try everything on"))


def _new(asked: Namespace) -> int:
    if asked.sample:
        from cluster_desk.sample import create_sample

        create_sample(asked.file)
    else:
        from cluster_desk.core.records.cluster import Cluster
        from cluster_desk.desk import Desk

        Desk.create(asked.file, Cluster(name=asked.file.stem), origin=_ORIGIN).close()
    _say(_("Created: %s") % asked.file)
    return DONE


def _read_arguments(parser: Parser) -> None:
    _document(parser)
    _as_json(parser)


def _read(asked: Namespace) -> int:
    from cluster_desk.exchange.reading import read_document

    found = read_document(asked.document)
    if asked.json:
        _say_json(found.to_json())
    else:
        from cluster_desk.found_listing import found_lines

        for line in found_lines(found):
            _say(line)
    return DONE


def _import_arguments(parser: Parser) -> None:
    _file(parser)
    _document(parser)
    _as_json(parser)


def _import(asked: Namespace) -> int:
    from cluster_desk.exchange.reading import read_document
    from cluster_desk.exchange.take_in import take_in

    found = read_document(asked.document)
    with closing(_desk(asked.file)) as desk:
        report = take_in(desk, found)
    if asked.json:
        _say_json(report.to_json())
    else:
        from cluster_desk.found_listing import report_lines

        for line in report_lines(report):
            _say(line)
    return DONE


def _papers_arguments(parser: Parser) -> None:
    _file(parser)
    _as_json(parser)


def _papers(asked: Namespace) -> int:
    from cluster_desk.reports.catalog import PAPERS

    with closing(_desk(asked.file, read_only=True)) as desk:
        told = [_told_paper(paper, desk) for paper in PAPERS]
    if asked.json:
        _say_json(told)
        return DONE
    for paper in told:
        _say(f"{paper['id']:<12}{paper['title']}")
        for option in paper["options"]:
            choices = ", ".join(choice["value"] for choice in option["choices"])
            _say(f"    --{option['name']:<14}{option['label']}" + (f": {choices}" if choices else ""))
    return DONE


def _told_paper(paper: Paper, desk: Desk) -> dict[str, Any]:
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
    _file(parser)
    parser.add_argument("paper", metavar="PAPER", help=_("which paper, see: cluster-desk papers FILE"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="X", help=_("the file to write: .pdf, .docx, .xlsx or .html")
    )
    parser.epilog = _("The options of each paper are told by: cluster-desk papers FILE")


def _paper_options(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words without `--NAME VALUE` of the paper's own options, and those options."""
    rest: list[str] = []
    told: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, _equals, value = word[2:].partition("=")
        if word == "--":
            return [*rest, word, *waiting], told
        if not word.startswith("--") or name in {"out", "lang", "help"}:
            own = word in {"--out", "--lang"} and waiting
            rest += [word, waiting.pop(0)] if own else [word]
        elif _equals:
            told[name] = value
        elif waiting and not waiting[0].startswith("--"):
            told[name] = waiting.pop(0)
        else:
            raise UsageError(_("The option %s needs a value.") % word, "")
    return rest, told


def _print(asked: Namespace) -> int:
    from cluster_desk.reports.formats import SUFFIXES, write_paper

    paper = _asked_paper(asked)
    if asked.out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            _("--out %(name)s: the file must end in one of %(endings)s.")
            % {"name": asked.out, "endings": ", ".join(SUFFIXES)},
            "",
        )
    with closing(_desk(asked.file, read_only=True)) as desk:
        document = paper.build(desk.read, asked.told)
    write_paper(document, asked.out)
    _say(_("Written: %s") % asked.out)
    return DONE


def _asked_paper(asked: Namespace) -> Paper:
    """The paper asked for, with options that it has. Raises UsageError, saying what there is."""
    from cluster_desk.reports.catalog import PAPERS, paper

    try:
        found = paper(asked.paper)
    except KeyError as error:
        listed = ", ".join(f"{each.id} ({_(each.title)})" for each in PAPERS)
        what = _("There is no paper “%(name)s”; there is: %(list)s.")
        raise UsageError(what % {"name": asked.paper, "list": listed}, "") from error
    names = [option.name for option in found.options]
    for name in asked.told:
        if name not in names:
            what = _("The paper “%(paper)s” has no option --%(name)s; it has: %(list)s.")
            listed = ", ".join(f"--{each}" for each in names) or _("none")
            raise UsageError(what % {"paper": found.id, "name": name, "list": listed}, "")
    return found


def _undo(asked: Namespace) -> int:
    with closing(_desk(asked.file)) as desk:
        step = desk.undo()
    if step is None:
        raise UserError(_("There is nothing to take back in this file."))
    _say(_("Taken back: %s") % step.told())
    return DONE


def _verify(asked: Namespace) -> int:
    with closing(_desk(asked.file, read_only=True)) as desk:
        broken = desk.verify()
    for sentence in broken:
        _complain(sentence)
    if broken:
        return TROUBLE
    _say(_("The file is whole: %s") % asked.file)
    return DONE


_COMMANDS = {
    "new": _Command(N_("make a data file; refuses to overwrite"), _new_arguments, _new),
    "read": _Command(N_("show what is found in a document; stores nothing"), _read_arguments, _read),
    "import": _Command(N_("store what is found in a document, as one change"), _import_arguments, _import),
    "papers": _Command(N_("list the papers that can be printed, with their options"), _papers_arguments, _papers),
    "print": _Command(N_("write a paper as PDF, Word, Excel or HTML"), _print_arguments, _print),
    "undo": _Command(N_("take back the last change"), _file, _undo),
    "verify": _Command(N_("check that a data file is whole"), _file, _verify),
}


def _desk(path: Path, *, read_only: bool = False) -> Desk:
    from cluster_desk.desk import Desk

    desk = Desk.open(path, read_only=read_only, origin=_ORIGIN)
    if desk.read_only and not read_only:
        desk.close()
        raise UserError(_("The file can only be read: %s.") % path, do=_("Copy it to a folder that you may write to."))
    return desk


def _say(text: str) -> None:
    print(text)


def _say_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _complain(text: str) -> None:
    print(text, file=sys.stderr)


def _sentence(text: str) -> str:
    """Argparse's words as a sentence."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _told_bug(error: Exception) -> str:
    from cluster_desk.bug_report import write_report

    log = write_report(error)
    what = _("The program made a mistake and stopped; the data file is as it was before this command.")
    return f"{what} {_('Details are in the file %s.') % log}" if log else what


def _speak_utf8(*streams: TextIO) -> None:
    """Write UTF-8 into files and pipes; a terminal keeps its own encoding and shows what it can."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and not stream.isatty():
            reconfigure(encoding="utf-8")
        elif reconfigure:
            reconfigure(errors="replace")
