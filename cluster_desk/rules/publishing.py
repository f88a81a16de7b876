"""What of a card may go out: its words without children's names, its photos, its signed papers.

A name is published where a consent in force says so, or where it is a grown-up's whom the file knows by a post. Every
other name is a child's until somebody records a consent: «обучающийся 7 класса» stands in its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.privacy.name_eraser import Eraser
from cluster_desk.core.privacy.patterns import is_like_surname, name_patterns
from cluster_desk.core.records.office_papers import OfficePaper, PaperKind
from cluster_desk.core.records.publishing import (
    PhotoUse,
    Publication,
    PublishedPaper,
    PublishedPhoto,
)
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names, is_first_name
from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT, classes_named
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.matching import person_facts
from cluster_desk.data.queries.publishing import (
    KeptFile,
    NamedInEvent,
    attachment,
    named_in_event,
    papers_of_event,
    photos_of_event,
    signed_pdf,
)
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.consents import Answer, Consents, Use
from cluster_desk.rules.fields import end_problems
from cluster_desk.rules.matching import MatchedPerson, PersonMatcher

_FOLLOWS = regex(rf"[\s,(]*{CLASSES_IN_TEXT}\)?")
_PRECEDES = regex(rf"{CLASSES_IN_TEXT}\s*$")
_HONOUR = regex(r"\b(?:им\.|имени)\s+$", re.IGNORECASE)
_BARE_GRADE = regex(r"^\s*(\d{1,2})")
_WORD = regex(r"(?<![А-ЯЁа-яё-])[А-ЯЁ](?:[а-яё]+(?:-[А-ЯЁ][а-яё]+)?)?(?![а-яё-])")
_RUN = regex(
    r"(?<![А-ЯЁа-яё-])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"(?:[ \u00a0]+(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?![а-яё-])|[А-ЯЁ]\.(?!\s?[А-ЯЁ]\.)))+"
)
"""Words with capitals one after another, a last one perhaps a letter with a full stop."""
_SURNAME_ENDS = "(?:ого|ому|ыми|ой|ою|ую|ых|ым|ом|ем|ий|ая|а|у|е|ы)?"
_SURNAME_END = regex(rf"{_SURNAME_ENDS.removesuffix('?')}$")
_SHORT = frozenset(
    "аня алеша боря валя ваня варя вася вика витя вова гена гоша гриша даня даша дима женя зина катя кеша кирюша коля "
    "костя ксюша лена леша лиза люба люда макс маша миша надя настя наташа никита оля паша петя поля рита рома саша "
    "света сережа слава соня степа стас таня тема тимоша толя тоня федя юля юра яша ира лера".split()
)
_CONTACT = regex(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|"
    r"(?:\+7|(?<!\d)8)[\s(-]*\d{3,5}[\s)-]*\d{1,3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"
)
_PUPIL = "обучающийся"


@dataclass(frozen=True)
class PublicWords:
    """Words as they may go out; `left_out` are the names that do not, as they were written.

    Of the `unsure` among them there is a consent, perhaps a namesake's.
    """

    words: str
    left_out: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


class Publisher:
    """Tells what of cards may go out on a day; people and consents are read once."""

    def __init__(self, read: Reader, on: dt.date) -> None:
        self._read, self._on = read, on
        self._consents = Consents(read, on)
        facts = person_facts(read)
        self._staff = PersonMatcher(
            MatchedPerson(one.name, one.position, one.id, one.organization_id) for one in facts if one.position.strip()
        )
        contacts = read.rows("SELECT phone FROM organizations UNION SELECT email FROM organizations")
        self._own_contacts = {fold(words) for (words,) in contacts if words}

    def words(self, text: str, event: int | None = None) -> PublicWords:
        """`text` without names that may not go out, and without contacts that are no organization's own."""
        left, unsure, allowed = list[str](), list[str](), dict[str, MatchedPerson]()
        for one in named_in_event(self._read, event):
            answer = self._answer(one)
            if answer is Answer.GIVEN:
                allowed.setdefault(fold(one.name), MatchedPerson(one.name))
            else:
                unsure += [one.name] if answer is Answer.DOUBTFUL else []
                text = self._without(text, one.name, one.grade, left)
        named = PersonMatcher(allowed.values())

        def is_allowed(name: str) -> bool:
            """Somebody allowed of the event, or somebody of whom nothing but the words is known."""
            answer = self._answer(NamedInEvent(name)) if named.find(name).sure is None else Answer.GIVEN
            unsure.extend([name] if answer is Answer.DOUBTFUL else [])
            return answer is Answer.GIVEN

        text = self._by_runs(self._by_spots(text, is_allowed, left), is_allowed, left)
        for name in dict.fromkeys(left):
            text = self._without_surname(self._without(text, name, "", []), name)
        text = _CONTACT.sub(lambda match: self._contact(match[0], left), text)
        left_out = tuple(dict.fromkeys(left))
        return PublicWords(text, left_out, tuple(name for name in left_out if name in unsure))

    def _answer(self, one: NamedInEvent) -> Answer:
        """Whether somebody may be named; their school tells namesakes apart, a class no grown-up has."""
        known = {"person_id": one.person_id, "organization_id": one.organization_id}
        answer = self._consents.of(one.name, Use.NAME, **known).answer
        return Answer.GIVEN if not one.grade and self._is_staff(one.name) else answer

    def _is_staff(self, name: str) -> bool:
        return self._staff.find(name).sure is not None

    def _without(self, text: str, name: str, grade: str, left: list[str]) -> str:
        """`text` without somebody of the event, in whatever case their name stands."""
        patterns = name_patterns(name)
        if not patterns:
            return text
        told = _BARE_GRADE.match(grade)
        eraser = Eraser(patterns, (), "\0")
        clean = eraser.clean(text, doubtful=True, personal=True)
        if clean == text:
            return text
        left.append(name)
        while (at := clean.find("\0")) >= 0:
            clean = _replaced(clean, at, at + 1, told[1] if told else "")
        return clean

    def _without_surname(self, text: str, name: str) -> str:
        """`text` without the surname alone of a name that does not go out, in whatever case either stands."""
        for word in _WORD.findall(name):
            stem = _SURNAME_END.sub("", word)
            if len(stem) < 4 or not is_like_surname(word):
                continue
            kept = [(spot.start, spot.end) for spot in find_names(text)]
            for match in reversed(list(re.finditer(rf"(?<![А-ЯЁа-яё-]){stem}{_SURNAME_ENDS}(?![а-яё-])", text))):
                if not any(start <= match.start() < end for start, end in kept):
                    text = _replaced(text, match.start(), match.end())
        return text

    @staticmethod
    def _by_spots(text: str, is_allowed: Callable[[str], bool], left: list[str]) -> str:
        for spot in reversed(find_names(text)):
            if not is_allowed(spot.words):
                left.append(spot.words)
                text = _replaced(text, spot.start, spot.end)
        return text

    def _by_runs(self, text: str, is_allowed: Callable[[str], bool], left: list[str]) -> str:
        """Names without a patronymic («Маша Иванова», «Иванова Маша», «Зуева А.»), as children are named."""
        at = 0
        while match := _RUN.search(text, at):
            at = match.end()
            span = None if self._is_honour(match, text) else self._named_in(match, text)
            if span is not None and not is_allowed(text[span[0] : span[1]]):
                left.append(text[span[0] : span[1]])
                text = _replaced(text, *span)
                at = span[0]
        return text

    @staticmethod
    def _is_honour(match: re.Match[str], text: str) -> bool:
        """Whether it is the name of a school («имени Петра Великого»), or part of a whole name that may go out."""
        if _HONOUR.search(text[: match.start()]) or _HONOUR.search(f"{match[0].split()[0]} "):
            return True
        return any(spot.start < match.end() and match.start() < spot.end for spot in find_names(text))

    @staticmethod
    def _named_in(match: re.Match[str], text: str) -> tuple[int, int] | None:
        """Where in a run of words with capitals a name stands: a first name with the surname behind it, else before."""
        words = list(_WORD.finditer(text, match.start(), match.end()))
        for place, word in enumerate(words):
            if not (is_first_name(word[0]) or _is_short(word[0]) or len(word[0]) == 1):
                continue
            begins, ends = word.start(), word.end() + (text[word.end() : word.end() + 1] == "." and len(word[0]) == 1)
            if len(word[0]) > 1 and place + 1 < len(words):
                ends = words[place + 1].end()
            before = words[place - 1] if place else None
            alone = ends == word.end() or len(word[0]) == 1
            if before is not None and (is_like_surname(before[0]) or (alone and place > 1) or len(word[0]) == 1):
                begins, alone = before.start(), False
            if alone and len(word[0]) > 1:
                continue
            return begins, ends
        return None

    def _contact(self, words: str, left: list[str]) -> str:
        if fold(words) in self._own_contacts:
            return words
        left.append(words)
        return "…"

    def heading(self, card: Publication) -> PublicWords:
        """The heading as it may go out."""
        return self.words(card.name, card.event_id)

    def text(self, card: Publication) -> PublicWords:
        """The text as it may go out."""
        return self.words(card.text, card.event_id)

    def photos(self, card: Publication) -> list[tuple[KeptFile, str]]:
        """The photos that may go out, each with its caption: those that somebody allowed, no others."""
        result = []
        for one in card.photos:
            file = attachment(self._read, one.attachment_id)
            if file is not None and one.use in (PhotoUse.NO_CHILDREN, PhotoUse.CONSENTS):
                result.append((file, self.words(one.caption, card.event_id).words or self.heading(card).words))
        return result

    def papers(self, card: Publication) -> list[tuple[KeptFile, str]]:
        """The signed PDFs that may go out, each with what it is called; minutes only where that is ticked."""
        result = []
        for one in card.papers:
            file = signed_pdf(self._read, one.paper_id)
            if file is not None and may_go_out(file.detail, minutes=one.minutes):
                result.append((file, self.words(one.name or file.name, card.event_id).words))
        return result

    def is_out(self, card: Publication) -> bool:
        """Whether a card stands on the site, or is to: it is not taken down, nor its day for that come."""
        ends = card.take_down_on
        return card.taken_down_on is None and (ends is None or ends > self._on)


def _replaced(text: str, start: int, end: int, grade: str = "") -> str:
    """The text with a child's class in the place of the name; the class that stands beside it is told once."""
    before, after = text[:start], text[end:]
    follows, precedes = _FOLLOWS.match(after), _PRECEDES.search(before)
    if precedes and not before[: precedes.start()].rstrip().endswith(_PUPIL):
        return f"{before.rstrip()}{after}"
    told = classes_named(follows[0]) if follows else ()
    grade = grade or (str(told[0]) if told else "")
    put = f"{_PUPIL} {grade} класса" if grade else _PUPIL
    return f"{before}{put}{after[follows.end() :] if follows else after}"


def _is_short(word: str) -> bool:
    """Whether a word is a child's short name in any case: «Маша», «Машей», «Пети»."""
    folded = fold(word)
    begins = {folded[:-1], folded[:-2]} if len(folded) > 3 else {folded[:-1]}
    return folded in _SHORT or any(f"{one}{end}" in _SHORT for one in begins if len(one) > 1 for end in "ая")


def may_go_out(kind: str, *, minutes: bool) -> bool:
    """Whether a paper of this kind is published: consents never, minutes where somebody ticked it."""
    return kind != PaperKind.CONSENT.value and (minutes or kind != PaperKind.MINUTES.value)


def card_of_event(read: Reader, event: int, name: str, text: str) -> Publication:
    """A card begun for an event: its photos, none of them allowed yet, and its signed papers but for minutes."""
    return Publication(
        name=name,
        text=text,
        event_id=event,
        photos=[PublishedPhoto(attachment_id=one.id, caption=one.detail) for one in photos_of_event(read, event)],
        papers=[PublishedPaper(paper_id=row) for row in papers_of_event(read, event)],
    )


def publication_problems(card: Publication, read: Reader) -> list[Problem]:
    """A card is taken down after it was published."""
    return end_problems("taken_down_on", card.published_on, card.taken_down_on)


def publication_doubts(read: Reader, card: Publication, on: dt.date) -> list[str]:
    """What of a card does not go out as it stands, a sentence each."""
    publisher = Publisher(read, on)
    said = (publisher.heading(card), publisher.text(card))
    unsure = dict.fromkeys(name for one in said for name in one.unsure)
    left = dict.fromkeys(name for one in said for name in one.left_out if name not in unsure)
    doubts = []
    if left:
        doubts.append(_("Without a consent in force these do not go out: %s.") % ", ".join(left))
    if unsure:
        words = _("It is not sure that the consent is theirs and in force: %s. Check its term and the school of each.")
        doubts.append(words % ", ".join(unsure))
    kept = sum(one.use is PhotoUse.KEPT for one in card.photos)
    if kept:
        doubts.append(_("Photos that stay here until you say who is seen: %d.") % kept)
    for one in card.papers:
        paper = read.load(OfficePaper, one.paper_id) if one.paper_id is not None else None
        file = signed_pdf(read, one.paper_id)
        if paper is not None and file is None:
            doubts.append(_("“%s” has no signed PDF yet: it does not go out.") % paper.name)
        elif file is not None and not may_go_out(file.detail, minutes=one.minutes):
            doubts.append(_("“%s” are minutes or a consent: they do not go out by themselves.") % file.name)
    return doubts
