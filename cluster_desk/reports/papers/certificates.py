"""Paper 12: certificates of those named in an event: a sheet a person, in one of two layouts.

The name stands in the nominative and the words tell no gender: «является участником».
"""

from __future__ import annotations

import datetime as dt

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_figures, day_in_words
from cluster_desk.core.russian.names import signed_name
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.cluster import ClusterFacts, cluster_facts, support_school_place
from cluster_desk.data.queries.events import EventFacts, EventPersonFacts, event_people, get_event
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice, one_of
from cluster_desk.reports.document.text import Run, bold, italic, rich
from cluster_desk.reports.document.typography import letter_widths
from cluster_desk.reports.shared.heads import BLANK_NAME, head_position

_WINNING = ("побед", "призёр", "призер", "лауреат", "мест", "диплом")


def _events(read: Reader) -> list[PaperChoice]:
    """The events that name somebody, the latest first."""
    sql = (
        "SELECT t.id, coalesce(t.first_day, ''), t.name FROM events AS t WHERE EXISTS (SELECT 1 FROM event_people AS e "
        "WHERE e.events_id = t.id) ORDER BY t.first_day DESC, t.id DESC"
    )
    rows = read.rows(sql)
    return [PaperChoice(str(row), f"{day_in_figures(day)}: {name}" if day else name) for row, day, name in rows]


def _find(read: Reader, text: str) -> list[str]:
    """Events that `text` may mean: a row number, else words of the name."""
    results = [each.code for each in _events(read) if each.code == text.removeprefix("id=")]
    return results or [each.code for each in _events(read) if fold(text) in fold(each.title)]


EVENT = Option(
    "event",
    N_("Event"),
    OptionKind.CHOICE,
    default=lambda read: next((each.code for each in _events(read)), ""),
    choices=_events,
    find=_find,
    required=True,
    nothing=N_("Nobody is named in the log's events yet: add the people in an event's form."),
)
WHO = one_of(
    "who", N_("Who gets one"), {"all": N_("those named in the event"), "winners": N_("winners and prize-winners")}
)
LAYOUT = one_of(
    "layout", N_("Layout"), {"certificate": N_("certificate, sheet lying"), "diploma": N_("diploma, sheet upright")}
)
FIRST = Option("first", N_("First registration number"), OptionKind.TEXT)
OPTIONS = (EVENT, WHO, LAYOUT, FIRST)

_LYING = doc.Page(landscape=True, left=40.0, right=40.0, top=17.0, bottom=17.0, numbered=False, frame=True)
_UPRIGHT = doc.Page(left=28.0, right=28.0, top=26.0, bottom=24.0, numbered=False, frame=True)
_LARGEST, _SMALLEST = 30, 20
_LONG_NAME = 110  # letters of an event's name


def build(read: Reader, options: Options) -> doc.Document:
    """A sheet for each person; its workbook lists them. Raises UserError when the event names nobody asked for."""
    event = get_event(read, int(options[EVENT.name]))
    people = event_people(read, event.id) if event else []
    if options[WHO.name] == "winners":
        people = [one for one in people if is_winner(one)]
    if event is None or not people:
        raise UserError(
            _("Nobody is named in this event."), do=_("Add the people in the event’s form: its list “People”.")
        )
    lying = options[LAYOUT.name] == "certificate"
    page = _LYING if lying else _UPRIGHT
    first = options[FIRST.name].strip()
    blocks: list[doc.Block] = []
    for n, one in enumerate(people):
        number = str(int(first) + n) if first.isdecimal() else ""
        blocks += [doc.PageBreak()] if n else []
        blocks += _sheet(read, event, one, number, page)
    columns = (
        doc.Column("№", 12, "center"),
        doc.Column("Кому", 70),
        doc.Column("За что", 60),
        doc.Column("Организация", 70),
    )
    rows = [doc.Row((n, one.name, _achievement(one), one.organization)) for n, one in enumerate(people, 1)]
    title = "Сертификаты" if lying else "Дипломы"
    sheets = (doc.Sheet(title, doc.Table(columns, tuple(rows)), (f"{title}: {event.name}, {event.day_words}",)),)
    return doc.Document(f"{title}: {tidy(event.name)}", tuple(blocks), page, size=13, spacing=1.15, sheets=sheets)


def is_winner(one: EventPersonFacts) -> bool:
    """Whether the role or the nomination tells of a place taken."""
    words = f"{one.role} {one.nomination}".lower()
    return any(part in words for part in _WINNING)


def _achievement(one: EventPersonFacts) -> str:
    """«победитель, I место», «докладчик», «участник»."""
    return ", ".join(part for part in (one.role, one.nomination) if part) or "участник"


_INSTRUMENTAL = (
    ("победител", "победителем"), ("призёр", "призёром"), ("призер", "призёром"), ("лауреат", "лауреатом"),
    ("дипломант", "дипломантом"), ("докладчик", "докладчиком"), ("эксперт", "экспертом"), ("наставник", "наставником"),
    ("ведущ", "ведущим лицом"), ("член жюри", "членом жюри"), ("жюри", "членом жюри"), ("организатор", "организатором"),
    ("руководител", "руководителем"), ("слушател", "слушателем"),
)  # fmt: skip


def _is_what(one: EventPersonFacts) -> str:
    """«является победителем»: after the name; a role that is not known is told as taking part."""
    role = one.role.lower()
    match = next((word for part, word in _INSTRUMENTAL if part in role), "")
    if not match and "мест" in one.nomination.lower():
        match = "победителем" if one.nomination.split()[0] in ("I", "1", "Первое", "первое") else "призёром"
    return f"является {match or 'участником'} мероприятия"


def _sheet(read: Reader, event: EventFacts, one: EventPersonFacts, number: str, page: doc.Page) -> list[doc.Block]:
    cluster = cluster_facts(read)
    lying = page.landscape
    word = "СЕРТИФИКАТ" if lying else "ДИПЛОМ"
    gap = 8.0 if lying else 16.0
    size = name_size(one.name, page.text_width - 20)
    blocks: list[doc.Block] = [
        *(line(text, "center", 12) for text in _issued_by(cluster)),
        doc.Spacer(gap * 1.2),
        doc.Heading((Run(word, bold=True, size=40, spaced=4),), 1, size=40, after=4),
        line("подтверждает, что" if lying else "удостоверяет, что", "center", 13, before=gap * 2),
        line((Run(tidy(one.name), bold=True, italic=True, size=size),), "center", size, before=gap * 2),
        doc.Rule(0.8, width=page.text_width - 20, after=4),
    ]
    blocks += [line(one.organization, "center", 14)] if one.organization else []
    blocks.append(line(_is_what(one), "center", 14, before=gap * 2))
    size = 16 if len(event.name) < _LONG_NAME else 13  # so that the sheet stays one
    blocks.append(line(rich(bold(_quoted(event.name), size)), "center", size, before=2))
    if one.nomination:
        blocks.append(line(rich(italic(capitalized(one.nomination))), "center", 13, before=6))
    blocks += [doc.Spacer(22.0 if lying else 50.0), _signed(cluster, page), line("М.П.", "center", 11, before=10)]
    day = day_in_words(dt.date.fromisoformat(event.last_day or event.first_day)) if event.first_day else BLANK_DAY
    registered = f"Рег. № {number or '______'}"
    blocks += [doc.Spacer(4.0), doc.Sides(registered, day, support_school_place(read), size=11)]
    return blocks


def _issued_by(cluster: ClusterFacts) -> list[str]:
    lines = [cluster.name]
    if cluster.support_school:
        lines.append(f"{cluster.support_school} — опорная школа")
    return lines


def _quoted(name: str) -> str:
    said = tidy(name).rstrip(".")
    return said if "«" in said else f"«{said}»"


def _signed(cluster: ClusterFacts, page: doc.Page) -> doc.Signature:
    name = signed_name(cluster.head) if cluster.head else BLANK_NAME
    return doc.Signature(head_position(cluster), name, before=6, size=12)


def name_size(name: str, room: float) -> int:
    """The largest size, 30 to 20 points, at which a bold name fits into `room` mm; 20 for one that never does."""
    width = sum(letter_widths(True)(word) for word in tidy(name).split()) + 250 * name.count(" ")
    points = room * 72 / 25.4
    return next((size for size in range(_LARGEST, _SMALLEST, -1) if width * size / 1000 <= points), _SMALLEST)
