"""Papers 3 and 4: the minutes of a council meeting (протокол) and an extract from them (выписка).

Both share the head, the questions, what was heard, said and decided; the extract has chosen decisions with their
numbers kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import AgendaItem, Meeting, MinutesState, SeatRole
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import BLANK_DAY, day_in_words, read_day
from cluster_desk.core.russian.inflection import Declension
from cluster_desk.core.russian.names import find_names, is_first_name, listed_name, listed_names, signed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import sort_key
from cluster_desk.data.queries.cluster import cluster_facts, support_school_place
from cluster_desk.data.queries.matching import declension
from cluster_desk.data.queries.minutes import (
    DecisionFacts,
    ItemMinutes,
    Roll,
    Seated,
    list_decisions,
    minutes_of,
    roll_of,
)
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line, titles
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.document.text import Run, Text, bold
from cluster_desk.reports.shared.bodies import BodyWords, body_words
from cluster_desk.reports.shared.heads import BLANK_NAME, body_head
from cluster_desk.reports.shared.meetings import MEETING, facts_of_meeting, meeting_of
from cluster_desk.rules.states import MeetingStanding, meeting_standings

_LABEL_WIDTH = 37
_MOST_NAMED = 15
"""So many members are named in the minutes; more stand on a list of their own (papers.md, paper 3)."""
_NO_WORDS = "_" * 21


@dataclass(frozen=True)
class Session:
    """A meeting as its minutes tell it."""

    head: tuple[doc.Block, ...]
    body: BodyWords
    meeting: Meeting
    place: str
    roll: Roll
    items: Sequence[ItemMinutes]
    declension: Declension
    standing: MeetingStanding = MeetingStanding.HELD

    @property
    def is_held(self) -> bool:
        """Whether its minutes tell that it was held."""
        return self.standing is MeetingStanding.HELD

    @property
    def is_draft(self) -> bool:
        """Whether what is missing is left to be written by hand."""
        return self.meeting.minutes_state is not MinutesState.CONFIRMED

    @property
    def number_words(self) -> str:
        """«№ 14», or nothing."""
        return f"№ {self.meeting.number}" if self.meeting.number is not None else ""

    @property
    def day_words(self) -> str:
        """«22 января 2026 г.», else the words of an old document, else a line to fill in."""
        if self.meeting.day:
            return day_in_words(self.meeting.day)
        return self.meeting.day_words or BLANK_DAY

    @property
    def chair(self) -> str:
        """Who presided: the chair, or the deputy when the chair did not come."""
        return self._signed(SeatRole.CHAIR) or self._signed(SeatRole.DEPUTY) or BLANK_NAME

    @property
    def secretary(self) -> str:
        """Who kept the minutes."""
        return self._signed(SeatRole.SECRETARY) or BLANK_NAME

    @property
    def listed_apart(self) -> bool:
        """Whether too many came to be named in the minutes."""
        return len(self.present) > _MOST_NAMED

    @property
    def present(self) -> list[Seated]:
        """The seats whose holder or stand-in came."""
        return [seat for seat in self.roll.seats if seat.present]

    def who_came(self, seat: Seated, came: str, name: str) -> str:
        """`came`, as it is to be written; behind a stand-in whose seat it is: «Ветрова А.С. (за Громова П.А.)»."""
        if seat.came == seat.name:
            return came
        declined = self.declension.person(name, Case.ACCUSATIVE)
        return f"{came} (за {declined.words})" if declined.sure else f"{came} (вместо: {name})"

    def _signed(self, role: SeatRole) -> str:
        seats = [seat for seat in self.roll.seats if seat.role is role]
        names = [seat.came or (seat.name if seat.presence is None else "") for seat in seats]
        return next((signed_name(name) for name in names if name), "")


def session_of(read: Reader, meeting: Meeting, today: dt.date) -> Session:
    """Everything that the minutes of a meeting tell."""
    row = meeting.id or 0
    body = body_words(read, meeting.body_id)
    return Session(
        head=body_head(read, body),
        body=body,
        meeting=meeting,
        place=support_school_place(read),
        roll=roll_of(read, row),
        items=minutes_of(read, row, today),
        declension=declension(read),
        standing=meeting_standings(read, today, [row]).get(row, MeetingStanding.NOT_TOLD),
    )


def minutes_head(session: Session, title: str, *, whole: bool) -> tuple[doc.Block, ...]:
    """From the cluster's name down to who was there; `whole`: with names, the absent and the invited."""
    facts: list[tuple[str, Text]] = [
        ("Председатель", f"— {session.chair}"),
        ("Секретарь", f"— {session.secretary}"),
        ("Присутствовали:", _present(session, whole=whole)),
    ]
    if whole:
        guests = "; ".join(map(listed_names, session.roll.guests))
        facts += [("Отсутствовали:", _absent(session.roll)), ("Приглашённые:", guests)]
    return (
        *session.head,
        *titles(title, f"заседания {session.body.of}"),
        doc.Sides(session.day_words, session.number_words),
        line(session.place, "center", after=12),
        *(doc.Fact(label, text, _LABEL_WIDTH, after=0) for label, text in facts),
    )


def _present(session: Session, *, whole: bool) -> Text:
    """«10 из 11 членов совета: Ветрова А.С., …. Кворум имеется.»; a line to fill in while the roll was not called.

    That there is no quorum is told in bold: nobody is to sign it unawares.
    """
    quorum = session.roll.quorum
    if not session.roll.marked:
        return f"____ из {quorum.seats or '____'} членов{session.body.members}"
    members = plural(quorum.seats, "члена", "членов", "членов") + session.body.members
    counted = f"{quorum.present} из {quorum.seats} {members}"
    run = Run("Кворум имеется.") if quorum.holds else bold("Кворум отсутствует.")
    if not whole:
        return (Run(f"{counted}. "), run)
    if session.listed_apart:
        return (Run(f"{counted} (список прилагается). "), run)
    came = [session.who_came(seat, listed_name(seat.came), listed_name(seat.name)) for seat in session.present]
    names = ", ".join(sorted(came, key=sort_key))
    return (Run(f"{_ended(f'{counted}: {names}' if names else counted)} "), run)


def _absent(roll: Roll) -> str:
    if not roll.marked:
        return ""
    absent = [seat for seat in roll.seats if seat.name and not seat.present]
    values = [f"{listed_name(seat.name)} ({seat.reason})" if seat.reason else listed_name(seat.name) for seat in absent]
    return ", ".join(sorted(values, key=sort_key))


def agenda_item(item: ItemMinutes) -> tuple[doc.Block, ...]:
    """«1. О …» and below it who speaks."""
    who = item.record.speakers
    blocks: list[doc.Block] = [_beside(_ended(f"{item.number}. {item.record.topic}"), keep_next=bool(who))]
    if who:
        word = "Докладчик" if len(who) == 1 else "Докладчики"
        speakers = "; ".join(name_signed(each.words.rstrip("; ")) for each in who)
        blocks.append(_beside(_ended(f"{word} — {speakers}")))
    return tuple(blocks)


def heard(item: ItemMinutes) -> tuple[doc.Block, ...]:
    """«1. СЛУШАЛИ:» and what was heard."""
    return (_mark(f"{item.number}. СЛУШАЛИ:"), *map(doc.Paragraph, heard_words(item.record)))


def heard_words(record: AgendaItem) -> list[str]:
    """What minutes tell as heard, a line each: without words, the speakers on the topic."""
    lines = _words_by_line(record.heard) or [record.topic]
    if record.speakers and not _begins_with_name(lines[0]):
        names = ", ".join(_speaker(each.words) for each in record.speakers)
        lines[0] = f"{names} — {_small(lines[0])}"
    return [_ended(words) for words in lines]


def spoke(item: ItemMinutes) -> tuple[doc.Block, ...]:
    """«ВЫСТУПИЛИ:» and who said what, a line each; that nobody did only where it was ticked, else nothing."""
    lines = _words_by_line(item.record.spoke) or (["Выступлений не было"] if item.record.no_speeches else [])
    return (_mark("ВЫСТУПИЛИ:"), *(doc.Paragraph(_ended(words)) for words in lines)) if lines else ()


def _is_told(item: ItemMinutes) -> bool:
    """Whether the minutes tell anything of a question."""
    return question_is_told(item.record)


def question_is_told(record: AgendaItem) -> bool:
    """Whether anything is written down of a question: that it stood on the agenda is not that it was heard."""
    words = record.heard.strip() or record.spoke.strip()
    return bool(words or record.no_speeches or record.decisions or _votes(record))


def _blank_question(item: ItemMinutes) -> tuple[doc.Block, ...]:
    """A question with lines to write on."""
    return (
        _mark(f"{item.number}. СЛУШАЛИ:"),
        doc.BlankLine(lines=2),
        _mark("ВЫСТУПИЛИ:"),
        doc.BlankLine(lines=2),
        *_blank_decision(),
    )


def _blank_decision(votes: str = "") -> tuple[doc.Block, ...]:
    """Lines to write a decision on; the votes as far as they are told."""
    return (_mark("РЕШИЛИ:"), doc.BlankLine(lines=2), _vote_line(votes or _BLANK_VOTES))


_BLANK_VOTES = "Голосовали: за — ____, против — ____, воздержались — ____."


def _vote_line(votes: str) -> doc.Paragraph:
    return doc.Paragraph(votes, "left", before=3, hyphenate=False)


def decided(item: ItemMinutes, decisions: Sequence[DecisionFacts]) -> tuple[doc.Block, ...]:
    """«РЕШИЛИ:» with who and by when under each decision, and the votes."""
    if not decisions:
        return ()
    blocks: list[doc.Block] = [_mark("РЕШИЛИ:")]
    for one in decisions:
        charge = _charge(one)
        blocks.append(doc.Paragraph(_ended(f"{one.number}. {one.text}"), keep_next=bool(charge)))
        if charge:
            blocks.append(_beside(charge))
    votes = _votes(item.record)
    return (*blocks, _vote_line(votes)) if votes else tuple(blocks)


def _charge(one: DecisionFacts) -> str:
    """«Ответственный: …. Срок: …»; a line to fill in for the term when only the name is told."""
    due = one.due_words or (day_in_words(dt.date.fromisoformat(one.due)) if one.due else "")
    due = f"до {due}" if due and not one.due_words else due
    due = day_in_words(day) if due and (day := read_day(due, int(one.due[:4]) if one.due else None)) else due
    if not one.who:
        return _ended(f"Срок: {due}") if due else ""
    word = "Ответственный" if len(one.who) == 1 and not _is_plural(one.who[0]) else "Ответственные"
    return f"{word}: {_ended(', '.join(map(name_signed, one.who)))} {_ended(f'Срок: {due or _NO_WORDS}')}"


def _is_plural(words: str) -> bool:
    """Whether one entry names several: «руководители образовательных организаций»."""
    return (
        words.split(maxsplit=1)[0].lower().endswith(("и", "ы", "ие", "ые"))
        if words.split() and not find_names(words)
        else False
    )


def _votes(item: AgendaItem) -> str:
    """How it was voted, with a line to write on where others were counted and those for were not; "" without votes."""
    if item.votes_for is None:
        told = [item.votes_against, item.votes_abstained]
        against, abstained = ("____" if count is None else str(count) for count in told)
        known = any(count is not None for count in told)
        return f"Голосовали: за — ____, против — {against}, воздержались — {abstained}." if known else ""
    counts = (item.votes_for, item.votes_against or 0, item.votes_abstained or 0)
    counted = "Голосовали: за — {}, против — {}, воздержались — {}.".format(*counts)
    if item.unanimous:
        return f"{counted} Принято единогласно."
    return f"{counted} {'Принято большинством голосов.' if counts[0] > counts[1] else 'Не принято.'}"


def _beside(text: str, *, keep_next: bool = False) -> doc.Paragraph:
    """Lines that all begin where a paragraph's first one does."""
    return doc.Paragraph(text, "left", indent=0, left=12.5, hyphenate=False, keep_next=keep_next)


def name_signed(words: str) -> str:
    """«И.О. Фамилия, должность» for words that begin with a name in any form; others as they were typed."""
    names = find_names(words)
    if not names or names[0].start:
        return words
    return signed_name(names[0].words) + words[names[0].end :]


def _mark(text: str) -> doc.Heading:
    return doc.Heading(text, 2, "left", 13, before=6, indent=12.5)


def _words_by_line(text: str) -> list[str]:
    return [words.strip() for words in text.split("\n") if words.strip()]


def _begins_with_name(text: str) -> bool:
    names = find_names(text)
    return bool(names) and names[0].start == 0


def _speaker(words: str) -> str:
    names = find_names(words)
    return signed_name(names[0].words) if names else words.split(",", maxsplit=1)[0].strip()


def _small(text: str) -> str:
    """A topic after a dash begins small, unless its first word is a name or an abbreviation."""
    first = re.split(r"[^\w-]", text, maxsplit=1)[0]
    is_name = is_first_name(first) or first[1:] != first[1:].lower() or not first
    return text if is_name else text[:1].lower() + text[1:]


def _ended(text: str) -> str:
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(';,')}."


OPTIONS = (MEETING,)


def build(read: Reader, options: Options) -> doc.Document:
    """The minutes of the meeting that `options` name; told before its day they are a draft (проект).

    Raises UserError when the meeting is gone.
    """
    session = session_of(read, meeting_of(read, options), read.today())
    is_project = not session.is_held and any(map(_is_told, session.items))
    blocks: tuple[doc.Block, ...] = (
        *([line("ПРОЕКТ", "right", keep_next=True)] if is_project else []),
        *minutes_head(session, "ПРОТОКОЛ", whole=True),
        doc.Heading("ПОВЕСТКА ДНЯ:", 2, size=13, before=10, after=4),
        *(block for item in session.items for block in agenda_item(item)),
        *(block for item in session.items for block in _question(item, session)),
        *_appendices(session),
        doc.Signature("Председатель", session.chair),
        doc.Signature("Секретарь", session.secretary, before=16),
        *_list_of_present(session),
    )
    return doc.Document(
        f"Протокол заседания {session.body.of} {session.number_words}".strip(), blocks, doc.KEPT_FOR_YEARS
    )


def _question(item: ItemMinutes, session: Session) -> tuple[doc.Block, ...]:
    """What the minutes tell of a question; lines to write on for what a draft does not tell yet."""
    if session.is_draft and not _is_told(item):
        return _blank_question(item)
    return (*heard(item), *spoke(item), *(decided(item, item.decisions) or _undecided(item, session)))


def _undecided(item: ItemMinutes, session: Session) -> tuple[doc.Block, ...]:
    """How it was voted on what nobody wrote down; in a draft with lines to write the decision on."""
    votes = _votes(item.record)
    return _blank_decision(votes) if session.is_draft else (_vote_line(votes),) if votes else ()


def _appendices(session: Session) -> tuple[doc.Block, ...]:
    if not session.listed_apart:
        return ()
    sheets = "1" if len(session.present) <= _ON_ONE_SHEET else "____"
    return (doc.Paragraph(f"Приложения: список присутствующих на {sheets} л. в 1 экз.", before=10),)


_ON_ONE_SHEET = 20
"""So many rows stand on the sheet even when each takes three lines."""
_COLUMNS = (
    doc.Column("№", 10, "center"),
    doc.Column("Фамилия, имя, отчество", 58),
    doc.Column("Организация", 56),
    doc.Column("Должность", 46),
)


def _list_of_present(session: Session) -> tuple[doc.Block, ...]:
    """The list on a sheet of its own that the minutes refer to when they do not name everybody."""
    if not session.listed_apart:
        return ()
    words = " ".join(part for part in (f"от {session.day_words}", session.number_words) if part)
    rows = tuple(
        doc.Row((f"{n}.", session.who_came(seat, seat.came, seat.name), seat.organization, seat.position))
        for n, seat in enumerate(sorted(session.present, key=lambda seat: sort_key(seat.came)), 1)
    )
    return (
        doc.PageBreak(),
        line("Приложение", "right"),
        line(f"к протоколу {words}", "right", after=12),
        *titles("СПИСОК", f"присутствующих на заседании {session.body.of}", after=10),
        doc.Table(_COLUMNS, rows, size=11),
        line(f"Всего: {len(rows)} {plural(len(rows), 'человек', 'человека', 'человек')}.", before=8, keep_next=True),
        doc.Signature("Секретарь", session.secretary, before=16),
    )


def _decisions_offered(read: Reader, options: Options) -> list[PaperChoice]:
    meeting = facts_of_meeting(read, options)
    return [
        PaperChoice(one.number, f"{one.number}. {one.text}")
        for one in list_decisions(read, read.today())
        if meeting and one.meeting_id == meeting.id
    ]


DECISIONS = Option(
    "decisions",
    N_("Decisions, for example 2.1, 3.2"),
    OptionKind.TEXT,
    offered=N_("Decisions"),
    offers=_decisions_offered,
)
CASE_FILE = Option("case", N_("№ of the case file"), OptionKind.TEXT)
EXTRACT_OPTIONS = (MEETING, DECISIONS, CASE_FILE)

_SIGNED = "(подпись)"


def build_extract(read: Reader, options: Options) -> doc.Document:
    """The decisions that `options` name (all of the meeting's when none is named) with their questions."""
    session = session_of(read, meeting_of(read, options), read.today())
    wanted = [words.strip().rstrip(".") for words in options.get(DECISIONS.name, "").replace(";", ",").split(",")]
    chosen = _chosen(session, [words for words in wanted if words])
    questions = [item for item in session.items if any(one.item_id == item.record.id for one in chosen)]
    blocks: tuple[doc.Block, ...] = (
        *minutes_head(session, "ВЫПИСКА ИЗ ПРОТОКОЛА", whole=False),
        doc.Heading("ПОВЕСТКА ДНЯ:", 2, size=13, before=10, after=4),
        *(block for item in questions for block in agenda_item(item)),
        *(
            block
            for item in questions
            for block in (*heard(item), *decided(item, [one for one in chosen if one.item_id == item.record.id]))
        ),
        doc.Signature("Председатель", session.chair, _SIGNED),
        doc.Signature("Секретарь", session.secretary, _SIGNED, before=12),
        line("Верно", before=24, keep_next=True),
        doc.Signature(session.body.signed_as(SeatRole.SECRETARY), session.secretary, before=8),
        line(f"{BLANK_DAY}\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0М.П.", before=10, keep_next=True),
        *_where_kept(read, session, options.get(CASE_FILE.name, "")),
    )
    return doc.Document(f"Выписка из протокола {session.number_words}".strip(), blocks, doc.KEPT_FOR_YEARS)


def _chosen(session: Session, wanted: Sequence[str]) -> list[DecisionFacts]:
    if session.standing is MeetingStanding.AHEAD:
        raise UserError(_("This meeting is still to come."), do=_("Print the extract when it was held."))
    if not session.is_held:
        raise UserError(_("Nothing is written in the minutes of this meeting yet."), do=_("Write the minutes first."))
    decisions = [one for item in session.items for one in item.decisions]
    if not decisions:
        raise UserError(_("This meeting has no decisions yet."), do=_("Write them down in the minutes first."))
    if not wanted:
        return decisions
    missing = [number for number in wanted if number not in {one.number for one in decisions}]
    if missing:
        listed = ", ".join(one.number for one in decisions)
        raise UserError(
            _("There is no decision %s at this meeting.") % ", ".join(missing), do=_("There is: %s.") % listed
        )
    return [one for one in decisions if one.number in wanted]


def _where_kept(read: Reader, session: Session, case_file: str) -> tuple[doc.Block, ...]:
    school = cluster_facts(read).support_school
    if not school or not session.meeting.day:
        return ()
    case = f"№ {case_file}" if case_file else "№ ________"
    text = f"Подлинник документа находится в {school} в деле {case} за {session.meeting.day.year} год."
    return (line(text, size=12, before=20),)
