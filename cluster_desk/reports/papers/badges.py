"""Badges and table cards of an event: a name to be read from afar, several on a sheet, to be cut along the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.language import N_
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import tidy
from cluster_desk.data.queries.events import EventFacts
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document.options import Options, one_of
from cluster_desk.reports.document.text import Run
from cluster_desk.reports.shared.events import when_in_words
from cluster_desk.reports.shared.participants import LISTED_EVENT, by_school, event_and_list, jury_of
from cluster_desk.reports.shared.recipients import recipients

CARD = one_of(
    "card", N_("What is cut"), {"badge": N_("badges, ten on a sheet"), "table": N_("table cards, three on a sheet")}
)
WHOSE = one_of(
    "whose",
    N_("Whose"),
    {
        "participants": N_("of participants"),
        "mentors": N_("of mentors"),
        "jury": N_("of the jury"),
        "all": N_("of all"),
    },
)
OPTIONS = (LISTED_EVENT, CARD, WHOSE)


@dataclass(frozen=True)
class _Size:
    """How cards lie on a sheet: columns, their width and height in mm, the sizes of the surname and of the rest.

    The lines of a table's cell stand as far apart as its size tells: `gaps` are empty ones below each.
    """

    across: int
    width: float
    height: float
    surname: float
    words: float
    gaps: tuple[int, int, int]


_SIZES = {"badge": _Size(2, 90.0, 50.0, 20.0, 11.0, (1, 0, 0)), "table": _Size(1, 180.0, 84.0, 44.0, 18.0, (2, 1, 1))}
_LINES = 11.0
_PAGE = doc.Page(left=15.0, right=15.0, top=20.0, bottom=15.0, numbered=False)
_LONG = 14  # letters of a surname from which it is set smaller


def build(read: Reader, options: Options) -> doc.Document:
    """The cards of those that `options` name, school by school."""
    event, _folder, people = event_and_list(read, options)
    size = _SIZES[options[CARD.name]]
    cards = _cards(read, event, people, options[WHOSE.name])
    foot = f"{tidy(event.name)}, {when_in_words(event)}"
    cells = [doc.Cell(_words(name, under, foot, size), "center", middle=True) for name, under in cards]
    columns = tuple(doc.Column("", size.width, "center") for _n in range(size.across))
    rows = tuple(
        doc.Row(tuple(cells[at : at + size.across]), min_height=size.height, middle=True)
        for at in range(0, len(cells), size.across)
    )
    table = doc.Table(columns, rows, size=_LINES)
    title = f"Бейджи: {tidy(event.name)}" if options[CARD.name] == "badge" else f"Таблички: {tidy(event.name)}"
    listed = tuple(doc.Row((n, name, under)) for n, (name, under) in enumerate(cards, 1))
    heads = (doc.Column("№", 12, "center"), doc.Column("Кому", 70), doc.Column("Что ниже", 80))
    sheets = (doc.Sheet("Бейджи", doc.Table(heads, listed), (title,)),)
    return doc.Document(title, (table,), _PAGE, size=size.words, spacing=1.0, sheets=sheets)


def _cards(read: Reader, event: EventFacts, people: Sequence[ParticipantFacts], whose: str) -> list[tuple[str, str]]:
    """Names, each with what stands under it; a child in two nominations has one badge."""
    cards: dict[tuple[str, str], None] = {}
    if whose in ("participants", "all"):
        for school, children in by_school(people):
            for one in children:
                known = one.school_class
                cards[tidy(one.name), ", ".join(filter(None, [known.called if known else "", school]))] = None
    if whose in ("mentors", "all"):
        for mentor in recipients(read, event, "mentors", ""):
            cards[mentor.facts.name, ", ".join(filter(None, ["наставник", mentor.facts.organization]))] = None
    if whose in ("jury", "all"):
        chair, members = jury_of(read, event.id)
        cards |= dict.fromkeys([(chair, "председатель жюри")] if chair else [])
        cards |= dict.fromkeys((name, "член жюри") for name in members)
    return list(cards)


def _words(name: str, under: str, foot: str, size: _Size) -> tuple[Run, ...]:
    """The surname large, the names below it, then class and school, the event small."""
    parsed = parse_name(name)
    surname = parsed.surname if parsed else tidy(name)
    given = " ".join(part for part in (parsed.first, parsed.middle) if len(part) > 1) if parsed else ""
    given = given or (" ".join(f"{part}." for part in (parsed.first, parsed.middle) if part) if parsed else "")
    large = size.surname if len(surname) < _LONG else size.surname * _LONG / len(surname)
    return (
        Run(surname, bold=True, size=round(large, 1)),
        Run("\n" * (1 + size.gaps[0])),
        *((Run(given, bold=True, size=round(size.surname * 0.7, 1)), Run("\n" * (1 + size.gaps[1]))) if given else ()),
        *((Run(under, size=size.words), Run("\n" * (1 + size.gaps[2]))) if under else ()),
        Run(foot, italic=True, size=max(7.0, size.words * 0.72)),
    )
