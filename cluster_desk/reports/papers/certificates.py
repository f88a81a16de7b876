"""Paper 12: certificates, diplomas and thanks: a sheet a person, of those named in an event or in a list.

The support school gives them and its head signs. The words tell no gender: «является участником»; what an event is
called stands in its case where a rule is sure of it, else as a quotation: «мероприятия „…“».
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_words
from cluster_desk.core.russian.text import capitalized, fold, quoted, tidy
from cluster_desk.data.queries.cluster import ClusterFacts, SchoolFacts, school_facts, support_school_place
from cluster_desk.data.queries.council import seat_holders
from cluster_desk.data.queries.events import EventFacts, EventPersonFacts, get_event
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import MARK, Option, OptionKind, Options, one_of
from cluster_desk.reports.document.text import Run, italic, rich
from cluster_desk.reports.document.typography import letter_widths
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.cluster_name import named_cluster, of_cluster
from cluster_desk.reports.shared.events import EVENT, day_of_event, event_in
from cluster_desk.reports.shared.heads import signed_by_head
from cluster_desk.reports.shared.letters import greeting
from cluster_desk.reports.shared.recipients import WHO, Recipient, prepared, recipients

KIND = one_of(
    "kind",
    N_("What is given"),
    {
        "sheet": N_("certificate or diploma, as the sheet lies"),
        "by-place": N_("diploma for a place, certificate for taking part, thanks to mentors"),
        "certificate": N_("certificate"),
        "diploma": N_("diploma"),
        "award": N_("award (грамота)"),
        "gratitude": N_("gratitude (благодарность)"),
        "thanks": N_("letter of thanks"),
    },
)
PEOPLE = Option("people", N_("Or a list: name, class, what for"), OptionKind.LINES)
LAYOUT = one_of("layout", N_("Sheet"), {"certificate": N_("lying"), "diploma": N_("upright")})
REASON = Option("reason", N_("What thanks are for: за …"), OptionKind.TEXT)
FIRST = Option("first", N_("First registration number"), OptionKind.TEXT)
OPTIONS = (EVENT, KIND, WHO, PEOPLE, LAYOUT, REASON, FIRST, MARK)

_TITLES = {
    "certificate": ("СЕРТИФИКАТ", "Сертификаты"),
    "diploma": ("ДИПЛОМ", "Дипломы"),
    "award": ("ГРАМОТА", "Грамоты"),
    "gratitude": ("БЛАГОДАРНОСТЬ", "Благодарности"),
    "thanks": ("БЛАГОДАРСТВЕННОЕ ПИСЬМО", "Благодарственные письма"),
}
_LYING = doc.Page(landscape=True, left=30.0, right=30.0, top=19.0, bottom=19.0, numbered=False, frame=True)
_UPRIGHT = doc.Page(left=25.0, right=25.0, top=22.0, bottom=22.0, numbered=False, frame=True)
_LARGEST, _SMALLEST = 30, 20
_LONG_NAME = 110  # letters of an event's name
_SAFE = 6.0  # millimetres left empty, so that no format makes a second sheet


def build(read: Reader, options: Options) -> doc.Document:
    """A sheet for each person; its workbook lists them. Raises UserError when nobody is named that was asked for."""
    event = get_event(read, int(options[EVENT.name]))
    people = recipients(read, event, options[WHO.name], options[PEOPLE.name]) if event else []
    if event is None or not people:
        raise UserError(
            _("Nobody is named in this event."),
            do=_("Add the people in the event’s form, its list “People”, or type a list of names."),
        )
    lying = options[LAYOUT.name] == "certificate"
    asked = options[KIND.name]
    kind = asked if asked not in ("sheet", "by-place") else "certificate" if lying else "diploma"
    if asked != "by-place":
        people = [replace(one, kind="") for one in people]
    writing = _Sheets(read, event, kind, options[REASON.name], _LYING if lying else _UPRIGHT, bool(options[MARK.name]))
    first = options[FIRST.name].strip()
    blocks: list[doc.Block] = []
    for n, one in enumerate(people):
        number = str(int(first) + n) if first.isdecimal() else ""
        blocks += [doc.PageBreak()] if n else []
        blocks += writing.sheet(one, number)
    columns = (
        doc.Column("№", 12, "center"),
        doc.Column("Кому", 70),
        doc.Column("За что", 60),
        doc.Column("Организация", 70),
    )
    rows = [_listed(n, one.facts) for n, one in enumerate(people, 1)]
    title = _TITLES[kind][1] if asked != "by-place" else "Дипломы, сертификаты и благодарности"
    sheets = (doc.Sheet(title, doc.Table(columns, tuple(rows)), (f"{title}: {event.name}, {event.day_words}",)),)
    return writing.document(tuple(blocks))._replace(title=f"{title}: {tidy(event.name)}", sheets=sheets)


def _listed(number: int, one: EventPersonFacts) -> doc.Row:
    return doc.Row((number, one.name, _achievement(one), one.organization))


def _achievement(one: EventPersonFacts) -> str:
    """«победитель, I место», «докладчик», «участник»."""
    return ", ".join(part for part in (one.role, one.nomination) if part) or "участник"


_THANKED = (("жюри", "за работу в составе жюри"), ("организ", "за организацию"), ("доклад", "за выступление в рамках"))


def _part(one: EventPersonFacts) -> str:
    """What somebody was in the event: «победитель», «член жюри»; one who is only named took part."""
    role = one.role.split(",")[0].strip().lower()
    if role in ("жюри", "член жюри"):
        return "член жюри"
    if not role and "мест" in one.nomination.lower():
        return "победитель" if one.nomination.split()[0] in ("I", "1", "Первое", "первое") else "призёр"
    return role or "участник"


@dataclass
class _Sheets:
    """Makes the sheets of one event."""

    read: Reader
    event: EventFacts
    kind: str
    reason: str
    page: doc.Page
    marked: bool = False

    def __post_init__(self) -> None:
        self._cases = Cases(self.read)
        self._cluster: ClusterFacts = named_cluster(self.read)
        self._school: SchoolFacts | None = school_facts(self.read)
        self._place = support_school_place(self.read)

    def document(self, blocks: tuple[doc.Block, ...]) -> doc.Document:
        """A document of such sheets."""
        return doc.Document("", blocks, self.page, size=13, spacing=1.15, doubts=self._cases.doubts)

    def sheet(self, one: Recipient, number: str) -> tuple[doc.Block, ...]:
        """One sheet: who gives it, what it is, to whom, what for, who signs; the empty room is shared out between."""
        from cluster_desk.reports.writers.pdf.blocks import free_height

        kind = one.kind or self.kind
        parts = (self._head(), self._title(one.facts, kind), self._body(one, kind), self._foot(number))
        filled = tuple(block for part in parts for block in part)
        room = max(0.0, free_height(self.document(filled)) - _SAFE)
        spaced: list[doc.Block] = []
        for part, share in zip(parts, (0.2, 0.3, 0.5, 0.0), strict=True):
            spaced += [*part, *([doc.Spacer(round(room * share, 1))] if share else [])]
        return tuple(spaced)

    def _head(self) -> tuple[doc.Block, ...]:
        """The support school, its founder over it; the cluster it leads below."""
        if self._school is None:
            return (line(self._cluster.name, "center", 12),)
        names = [self._school.founder, self._school.full_name]
        lines = [line(words, "center", 12) for words in names if words]
        return (*lines, line(f"опорная школа {of_cluster(self.read)}", "center", 12, before=4))

    def _title(self, one: EventPersonFacts, kind: str) -> tuple[doc.Block, ...]:
        size = 40 if len(_TITLES[kind][0]) < 14 else 26
        title = doc.Heading((Run(_TITLES[kind][0], bold=True, size=size, spaced=4),), 1, size=size, after=4)
        whose = self._cases.if_sure(_part(one), Case.GENITIVE) if kind in ("certificate", "diploma") else ""
        return (title, line(whose, "center", 18)) if whose else (title,)

    def _body(self, recipient: Recipient, kind: str) -> tuple[doc.Block, ...]:
        one = recipient.facts
        if kind == "thanks":
            return self._letter(recipient)
        before = {"certificate": "подтверждает, что", "gratitude": "объявляется"}.get(kind, "награждается")
        name = self._cases.person(one.name, Case.DATIVE) if kind == "gratitude" else tidy(one.name)
        size = name_size(name, self.page.text_width - 20)
        what = self._thanks(recipient) if kind == "gratitude" else self._is_what(one, kind)
        mentor = f"Наставник: {recipient.mentor}" if recipient.mentor else ""
        words = 15 if len(self.event.name) < _LONG_NAME else 13
        nomination = one.nomination.strip()
        return (
            line(before, "center", 14),
            line((Run(name, bold=True, italic=True, size=size),), "center", size, before=16),
            doc.Rule(0.8, width=self.page.text_width - 20, after=4),
            *((line(one.organization, "center", 14),) if one.organization else ()),
            line(what, "center", words, before=16),
            *((line(rich(italic(_nomination(nomination))), "center", 14, before=6),) if nomination else ()),
            *(line(words, "center", 12, before=4) for words in (*recipient.below, mentor) if words),
        )

    def _letter(self, recipient: Recipient) -> tuple[doc.Block, ...]:
        one = recipient.facts
        post = capitalized(self._cases.post(recipient.post, Case.DATIVE)) if recipient.post else ""
        giver = self._school.short_name if self._school else self._cluster.name
        to = self._cases.person(one.name, Case.DATIVE)
        return (
            *((line(post, "center", 14, before=4),) if post else ()),
            line(to, "center", 16, before=4),
            *((line(one.organization, "center", 14),) if one.organization else ()),
            line(greeting(self._cases, one.name, by_first_name=True), "center", 16, before=24, after=12),
            doc.Paragraph(f"{giver} выражает Вам благодарность {self._thanks(recipient)}.", size=15),
        )

    def _thanks(self, recipient: Recipient) -> str:
        reason = self.reason.strip().rstrip(".")
        if reason:
            return reason if fold(reason).startswith("за ") else f"за {reason}"
        if recipient.mentored:
            return f"{prepared(recipient.mentored)} {self._event_in(Case.GENITIVE)}"
        role = recipient.facts.role.lower()
        said = next((words for mark, words in _THANKED if mark in role), "")
        return (
            f"{said} {self._event_in(Case.GENITIVE)}" if said else f"за участие в {self._event_in(Case.PREPOSITIONAL)}"
        )

    def _is_what(self, one: EventPersonFacts, kind: str) -> str:
        """«является победителем районного конкурса чтецов «…»»; on a diploma «победитель районного конкурса …»."""
        part, event = _part(one), self._event_in(Case.GENITIVE)
        if kind != "certificate":
            return f"{part} {event}"
        return f"является {self._cases.if_sure(part, Case.INSTRUMENTAL) or 'участником'} {event}"

    def _event_in(self, case: Case) -> str:
        return event_in(self._cases, self.event.name, case)

    def _foot(self, number: str) -> tuple[doc.Block, ...]:
        day = day_of_event(self.event)
        council = seat_holders(self.read, self.read.today())
        return (
            signed_by_head(self._cluster, council)._replace(before=0.0, size=12, mark=self.marked),
            *(() if self.marked else (line("М.П.", "center", 11, before=8),)),
            doc.Sides(f"Рег. № {number or '______'}", day_in_words(day) if day else BLANK_DAY, self._place, size=11),
        )


def _nomination(words: str) -> str:
    """«I место», «в номинации «Поэзия»»."""
    low = words.lower()
    if any(mark in low for mark in ("мест", "степен", "гран", "номинац")):
        return capitalized(words)
    return f"в номинации {quoted(words)}"


def name_size(name: str, room: float) -> int:
    """The largest size, 30 to 20 points, at which a bold name fits into `room` mm; 20 for one that never does."""
    width = sum(letter_widths(True)(word) for word in tidy(name).split()) + 250 * name.count(" ")
    points = room * 72 / 25.4
    return next((size for size in range(_LARGEST, _SMALLEST, -1) if width * size / 1000 <= points), _SMALLEST)
