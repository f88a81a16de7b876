"""The same desk without a window: `cluster-desk COMMAND …`; without a command, the window.

A promise to scripts (docs/command-line.md): dates are ISO 8601, `--` ends the options, messages are in Russian unless
`--lang en` is given; the exit code is 0, 1 with a sentence on stderr for known trouble, 2 for a call that cannot be
understood. What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cluster_desk.cli.complaints import UsageError, complain
from cluster_desk.core.errors import Incomplete, Problems, UserError, as_user_error
from cluster_desk.core.language import DEFAULT_LANGUAGE, LANGUAGES, _, set_language
from cluster_desk.core.late_modules import loaded_late

if TYPE_CHECKING:
    from argparse import Namespace

    from cluster_desk.cli.commands.frame import Command

_GROUPS = {
    "files": (
        "new",
        "undo",
        "redo",
        "history",
        "verify",
        "backup",
        "backups",
        "save-as",
        "restore",
        "salvage",
        "support",
    ),
    "cluster": ("cluster", "case"),
    "personal": ("kept", "erase"),
    "documents": ("read", "import"),
    "papers": ("papers", "print"),
    "department_form": ("department-form",),
    "templates": ("templates", "fill"),
    "kept_papers": ("kept-papers", "attach-signed", "mark-sent", "prepare-to-send"),
    "plans": ("deadline", "calendar", "check", "carry-over"),
    "log": ("log", "search"),
    "participants": ("participants",),
    "answers": ("answer",),
    "control": ("control", "consents"),
    "today": ("today",),
    "district": ("deliver", "district"),
    "collecting": ("collect", "replies", "collected"),
    "publishing": ("site",),
    "merging": ("merge", "pack", "unpack"),
}
"""The files of `commands` and the commands that each holds; only the one that is needed is imported."""
DONE, TROUBLE, WRONG_CALL, INCOMPLETE, OLD_WINDOWS = 0, 1, 2, 3, 5
_OLDEST_WINDOWS = 17_763  # Windows 10 1809, of which Qt and Python know
_PATIENCE, _PAUSE = 30.0, 0.2  # seconds
_GARBAGE_AFTER = 20_000
"""Objects made and not given up again before Python searches them for garbage: a command imports and ends soon."""
_HARDLY_ASKED = ("copy", "filecmp", "inspect", "json", "pickle", "tempfile", "textwrap")
"""Modules that others import for what a command does now and then: a tenth of all imports."""
_GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; gives the exit code and never raises."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"  # Windows starts nothing that lies beside a document
    set_language(_language_of(words))
    _speak_utf8(sys.stdout, sys.stderr)
    if (_windows_build() or _OLDEST_WINDOWS) < _OLDEST_WINDOWS:
        complain(
            _("Cluster Desk needs Windows 10 (version 1809) or later; this one is older.")
            + f" {_('Open the file on a newer computer; it works from a stick too.')}"
        )
        return OLD_WINDOWS
    try:
        return _run(words)
    except UsageError as error:
        complain(f"{_sentence(str(error))} {error.usage}")
        return WRONG_CALL
    except (UserError, Problems) as error:
        complain(str(error))
    except BrokenPipeError:
        sys.stderr.close()  # who read our words has gone; nobody is left to be told
    except KeyboardInterrupt:
        complain(_("Stopped."))
    except SystemExit as ended:
        return int(ended.code or DONE)  # --help, --version
    except Exception as error:  # noqa: BLE001 - told in one sentence, whatever it is
        _empty_frames(error)  # of what ran out of memory, so that there is some to tell it
        trouble = as_user_error(error)
        complain(str(trouble or _report_bug(error)))
        return INCOMPLETE if isinstance(trouble, Incomplete) else TROUBLE
    return TROUBLE


def _empty_frames(error: Exception) -> None:
    """As `traceback.clear_frames`: its module cannot be imported when memory is short, and is not by every command."""
    place = error.__traceback__
    while place is not None:
        with suppress(RuntimeError):  # it still runs
            place.tb_frame.clear()
        place = place.tb_next


def _windows_build() -> int | None:
    """The number of this Windows, None on another system."""
    if sys.platform == "win32":
        return sys.getwindowsversion().platform_version[2]
    return None


def _run(words: list[str]) -> int:
    """Find the command: the first word that is no option. `--` before it says that it is a file."""
    at = _first_word(words)
    before, name = words[:at], words[at] if at < len(words) else ""
    if name not in _GROUP_OF or "--" in before:
        return _open_window(words)
    gc.set_threshold(_GARBAGE_AFTER, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)  # Python searches all there is twice when it ends, and gives it back all the same
    with loaded_late(*_HARDLY_ASKED):
        _do(name, before, words[at + 1 :])
    return DONE


def _do(name: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Do a command; options may stand `before` its name."""
    from cluster_desk.cli.commands.frame import Parser  # with argparse, for which no window waits

    command = _command(name)
    parser = Parser(prog=f"cluster-desk {name}", description=_(command.about))
    command.arguments(parser)
    rest = [*before, *after]
    values: dict[str, str] = {}
    if name == "print":
        from cluster_desk.cli.commands.papers import paper_options

        rest, values = paper_options(rest)
    asked = parser.parse_args(rest)
    asked.paper_options = values
    _refuse_no_text({**vars(asked), **values})
    _run_in_turn(command, asked)


def _refuse_no_text(values: Mapping[str, object]) -> None:
    """Words that are no text in this system's encoding; names of files may be such."""
    for word in values.values():
        for part in word if isinstance(word, list) else [word]:
            if isinstance(part, str) and not _is_text(part):
                raise UserError(_("%s is no text.") % part, do=_("Write it in UTF-8."), kept=_("Nothing was changed."))


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True


def _run_in_turn(command: Command, asked: Namespace) -> None:
    """Do it; where the file is in use and that was asked for, wait until it is free, half a minute at most.

    A file is opened before anything else is done with it, so what was refused can be done once more.
    """
    if not getattr(asked, "wait", False):
        return command.run(asked)
    from cluster_desk.data.file.open import FileInUse

    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with suppress(FileInUse):
            return command.run(asked)
        time.sleep(_PAUSE)
    return command.run(asked)


def _command(name: str) -> Command:
    commands: dict[str, Command] = importlib.import_module(f"cluster_desk.cli.commands.{_GROUP_OF[name]}").COMMANDS
    return commands[name]


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
        value = words[at + 1] if word == "--lang" and at + 1 < len(words) else word.removeprefix("--lang=")
        if value in LANGUAGES and word.startswith("--lang"):
            return value
    return DEFAULT_LANGUAGE


def _open_window(words: Sequence[str]) -> int:
    file = _file_of(words)
    from cluster_desk import quick_start

    quick_start.begin()
    from cluster_desk.program import run

    try:
        return run(file)
    finally:
        quick_start.end()


def _file_of(words: Sequence[str]) -> Path | None:
    """The data file that the window is to open, None for none.

    A double click tells a file and nothing else, and waits for no parser.
    """
    if len(words) < 2 and not "".join(words).startswith("-"):
        return Path(words[0]) if words else None
    from argparse import RawDescriptionHelpFormatter

    from cluster_desk import __version__
    from cluster_desk.cli.commands.frame import Parser

    # What each command does is told by its module: imported for help alone, the window need not wait for all of them.
    helped = not {"-h", "--help"}.isdisjoint(words)
    width = max(map(len, _GROUP_OF)) + 2
    listed = "\n".join(f"  {name:<{width}}{_(_command(name).about)}" for name in _GROUP_OF) if helped else ""
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
    asked: Path | None = parser.parse_args(words).file
    return asked


def _sentence(text: str) -> str:
    """Argparse's words as a sentence."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _report_bug(error: Exception) -> str:
    from cluster_desk.bug_report import write_report

    log = write_report(error)
    what = _("The program made a mistake and stopped; the data file is as it was before this command.")
    return f"{what} {_('Details are in the file %s.') % log}" if log else what


def _speak_utf8(*streams: TextIO) -> None:
    """Write UTF-8 into files and pipes; a terminal keeps its own encoding and shows what it can.

    A name that is no text (of another system's encoding) is told by its bytes.
    """
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and not stream.isatty():
            reconfigure(encoding="utf-8", errors="backslashreplace")
        elif reconfigure:
            reconfigure(errors="backslashreplace")
