"""What a paper asks before it is built: told once, read by the window's panel, `papers --json` and `print`.

A value is always a text: the code of a choice, a day in ISO 8601, "1" or "" for yes or no, or words as typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader


class OptionKind(StrEnum):
    """How a value is chosen; the panel's editor and the command line's check follow it."""

    CHOICE = "choice"  # one of `choices`
    DAY = "day"
    FLAG = "flag"
    TEXT = "text"
    LINES = "lines"  # words as typed, a line each
    FILES = "files"  # paths of PDF files, a line each


class PaperChoice(NamedTuple):
    """One of the values to choose from: its code and what people call it, in the user's language."""

    code: str
    title: str


Options = Mapping[str, str]
OptionValues = Mapping[str, str]


class Option(NamedTuple):
    """One thing a paper asks. `label` is a msgid, `choices` asks the file, `default` is what the window begins with.

    `find` gives the codes that words typed at the command line may mean (more than one: the words are ambiguous).
    `required`: where the words are left out at the command line, nothing is guessed, unless there is but one choice.

    Words that the command line takes with commas are `offered` in the window: under that name (a msgid), `offers` tells
    what there is with the other options as they stand; several may be ticked, or with `only_one` one is chosen.
    """

    name: str
    label: str
    kind: OptionKind
    default: Callable[[Reader], str] = lambda _read: ""
    choices: Callable[[Reader], Sequence[PaperChoice]] = lambda _read: ()
    find: Callable[[Reader, str], Sequence[str]] | None = None
    required: bool = False
    nothing: str = ""  # msgid: what to say when there is nothing to choose from
    offered: str = ""
    offers: Callable[[Reader, Options], Sequence[PaperChoice]] | None = None
    only_one: bool = False


def one_of(name: str, label: str, titles: Mapping[str, str]) -> Option:
    """A choice between the codes of `titles`, each with its title (a msgid); the first by default."""
    return Option(
        name,
        label,
        OptionKind.CHOICE,
        default=lambda _read: next(iter(titles)),
        choices=lambda _read: [PaperChoice(code, _(title)) for code, title in titles.items()],
    )


def one_in_file(name: str, label: str, choices: Callable[[Reader], Sequence[PaperChoice]], nothing: str) -> Option:
    """A record of the file, the first of `choices` in the window; the codes are row numbers.

    At the command line its number or words of its title name it; none is guessed.
    """

    def find(read: Reader, text: str) -> list[str]:
        there = choices(read)
        numbered = [each.code for each in there if each.code == text.removeprefix("id=")]
        return numbered or [each.code for each in there if fold(text) in fold(each.title)]

    def first(read: Reader) -> str:
        return next((each.code for each in choices(read)), "")

    return Option(name, label, OptionKind.CHOICE, first, choices, find, required=True, nothing=nothing)


def resolve_options(options: Sequence[Option], read: Reader, values: OptionValues) -> dict[str, str]:
    """The value of every option: as told, else its default. Raises UserError, saying what there is to choose from."""
    return {option.name: _settled(option, read, values.get(option.name)) for option in options}


def _settled(option: Option, read: Reader, text: str | None) -> str:
    if option.kind is OptionKind.CHOICE:
        return _chosen(option, read, text)
    if text is None:
        return option.default(read)
    if option.kind is OptionKind.DAY:
        return _day(option, text)
    if option.kind is OptionKind.FLAG:
        return _flag(option, text)
    return text


def _chosen(option: Option, read: Reader, text: str | None) -> str:
    choices = option.choices(read)
    if not choices:
        raise UserError(_(option.nothing) or _("There is nothing to choose from: %s.") % _(option.label))
    if text is None:
        if option.required and len(choices) > 1:
            what = _("Say which one is meant: --%(name)s (%(label)s).")
            raise UserError(what % {"name": option.name, "label": _(option.label)}, do=_there_is(choices))
        return choices[0].code if option.required else option.default(read)
    codes = option.find(read, text) if option.find else [each.code for each in choices if each.code == text]
    if len(codes) == 1:
        return codes[0]
    if codes:
        several = [each for each in choices if each.code in codes]
        what = _("--%(name)s %(value)s may mean more than one.")
        raise UserError(what % {"name": option.name, "value": text}, do=_there_is(several))
    what = _("There is no --%(name)s %(value)s.")
    raise UserError(what % {"name": option.name, "value": text}, do=_there_is(choices))


_MOST_NAMED = 12


def _there_is(choices: Sequence[PaperChoice]) -> str:
    values = [each.code if each.title == each.code else f"{each.code} ({each.title})" for each in choices]
    if len(values) > _MOST_NAMED:
        return _("There is: %(list)s and %(rest)d more.") % {
            "list": "; ".join(values[:_MOST_NAMED]),
            "rest": len(values) - _MOST_NAMED,
        }
    return _("There is: %s.") % "; ".join(values)


def _day(option: Option, text: str) -> str:
    if not text:
        return ""
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        what = _("--%(name)s %(value)s is not a day.")
        raise UserError(
            what % {"name": option.name, "value": text}, do=_("Write it as 2026-01-31: year, month, day.")
        ) from error


_FLAG_WORDS = {"1": "1", "yes": "1", "да": "1", "": "", "0": "", "no": "", "нет": ""}


def _flag(option: Option, text: str) -> str:
    try:
        return _FLAG_WORDS[text.lower()]
    except KeyError as error:
        what = _("--%(name)s is either yes or no, not %(value)s.")
        raise UserError(what % {"name": option.name, "value": text}) from error


def _today(read: Reader) -> str:
    return read.today().isoformat()


ON_DAY = Option("day", N_("As of"), OptionKind.DAY, default=_today)
"""The day a list is true for."""

SHEET = one_of("sheet", N_("Sheet"), {"portrait": N_("Portrait"), "landscape": N_("Landscape")})
"""How the sheet lies."""

WEBSITE = Option("website", N_("For the website: without phones, e-mails and people's posts"), OptionKind.FLAG)
"""What is published leaves out of people all but their names (152-ФЗ)."""


MARK = Option("mark", N_("Place for an electronic signature's mark, 75 × 30 mm"), OptionKind.FLAG)
"""Beside each signature."""


def is_for_website(options: Options) -> bool:
    """Whether `WEBSITE` is asked for."""
    return options.get(WEBSITE.name) == "1"


def day_of(options: Options) -> dt.date:
    """The day of `ON_DAY`."""
    return dt.date.fromisoformat(options[ON_DAY.name])
