"""Facts in words: a name, a post, a body in its case, a day as the paper writes days.

What the data file does not tell becomes a line to write on and is named among what is missing; what no rule of
declension is sure of is named among the doubts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cluster_desk.core.records.members import Case
from cluster_desk.core.records.templates import Letters, PlacePiece
from cluster_desk.core.russian.dates import BLANK_DAY, day_and_month, day_in_figures, day_in_words, weekday
from cluster_desk.core.russian.inflection import Declension, Declined, Sex
from cluster_desk.core.russian.names import PersonName, parse_name
from cluster_desk.core.russian.organizations import is_named_in
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.matching import declension
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates.facts import Facts
from cluster_desk.exchange.templates.fields import DateForm, PersonForm, TemplateField, ValueKind, get_field, label_of

SPACE = "␣"
_BLANK, _BLANK_NUMBER = "________________", "____"
_NBSP = "\u00a0"
BY_SEX = {
    "действующего": "действующей",
    "действующий": "действующая",
    "действующему": "действующей",
    "именуемый": "именуемая",
    "уважаемый": "уважаемая",
    "проживающего": "проживающей",
    "проживающий": "проживающая",
    "назначенного": "назначенной",
    "ученика": "ученицы",
    "ученик": "ученица",
    "должен": "должна",
    "принял": "приняла",
    "его": "её",
    "ему": "ей",
}
"""Words that follow a person's sex: a man's and a woman's."""


@dataclass(frozen=True)
class Doubt:
    """Words that no rule of declension is sure of, as the dialog of cases asks about them."""

    kind: str
    words: str
    case: Case


@dataclass
class Writer:
    """Writes facts; `missing` are the labels of those that were asked for and are not there."""

    forms: Declension = field(default_factory=Declension)
    doubts: dict[Doubt, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)

    @classmethod
    def of(cls, read: Reader) -> Writer:
        """A writer that minds how the office has corrected names."""
        return cls(declension(read))

    def place(self, pieces: Iterable[PlacePiece], facts: Facts) -> str:
        """What stands in a place."""
        return "".join(words for _piece, words in self.written(pieces, facts))

    def written(self, pieces: Iterable[PlacePiece], facts: Facts) -> list[tuple[PlacePiece, str]]:
        """Each piece with its words; a body is not told behind a post that names it («начальник управления»)."""
        results: list[tuple[PlacePiece, str]] = []
        for piece in pieces:
            post = next((each for each, _words in reversed(results) if each.field), None)
            if post is not None and piece.field and _names(post, piece, facts):
                while results and not results[-1][0].field:
                    results.pop()
                continue
            results.append((piece, self.piece(piece, facts)))
        return results

    def piece(self, piece: PlacePiece, facts: Facts) -> str:
        """Words that stay, or a field in its case, form and letters."""
        if not piece.field:
            return piece.words.replace(SPACE, " ")
        known = get_field(piece.field)
        if known is None:
            self.missing[piece.field] = None
            return _BLANK
        value = facts.get(piece.field)
        if value in (None, ""):
            self.missing[label_of(known)] = None
            return _blank(known, piece.form)
        return in_letters(self.value(known, value, piece.case, piece.form), piece.letters)

    def value(self, known: TemplateField, value: Any, case: Case, form: str) -> str:
        """A fact in a case and a form."""
        if known.kind is ValueKind.PERSON:
            return self._person(str(value), case, form)
        if known.kind is ValueKind.POST:
            return self._sure("post", str(value), case, self.forms.post(str(value), case))
        if known.kind is ValueKind.BODY:
            return self._sure("organization", str(value), case, self.forms.organization(str(value), case))
        return day_in_form(value, form) if isinstance(value, dt.date) else str(value)

    def _sure(self, kind: str, words: str, case: Case, declined: Declined) -> str:
        if not declined.sure:
            self.doubts[Doubt(kind, words, case)] = None
        return declined.words

    def _person(self, words: str, case: Case, form: str) -> str:
        sex = self.forms.sex(words)
        if form.startswith(PersonForm.SEX):
            return self._by_sex(words, sex, form.removeprefix(PersonForm.SEX))
        name = parse_name(words)
        if name is None:  # no name of a person: it stands as it was typed
            return words
        if form == PersonForm.DEAR:
            return self._dear(words, sex)
        declined = self._sure("person", words, case, self.forms.person(words, case))
        parsed = parse_declined(declined, words) or name
        first, middle = (part if len(part) > 1 else "" for part in (parsed.first, parsed.middle))
        if form == PersonForm.FULL:
            return parsed.full()
        if form == PersonForm.NAME_FIRST and first:
            return " ".join(filter(None, (first, middle, parsed.surname)))
        if form == PersonForm.FIRST_AND_MIDDLE and first:
            return " ".join(filter(None, (first, middle)))
        if form == PersonForm.SURNAME:
            return parsed.surname
        letters = [f"{part[0]}." for part in (parsed.first, parsed.middle) if part]
        initials = ("" if form.endswith("tight") else _NBSP).join(letters)
        signed = form in (PersonForm.SIGNED, PersonForm.SIGNED_TIGHT, PersonForm.NAME_FIRST)
        pieces = (initials, parsed.surname) if signed else (parsed.surname, initials)
        return _NBSP.join(filter(None, pieces))

    def _by_sex(self, words: str, sex: Sex | None, man: str) -> str:
        woman = BY_SEX.get(man, man)
        if sex is None:
            self.doubts[Doubt("person", words, Case.NOMINATIVE)] = None
            return f"{man}({woman})"
        return woman if sex is Sex.FEMALE else man

    def _dear(self, words: str, sex: Sex | None) -> str:
        name = parse_name(words)
        if name is None or sex is None:
            return "Уважаемые коллеги"
        dear = "Уважаемая" if sex is Sex.FEMALE else "Уважаемый"
        known = len(name.first) > 1 and len(name.middle) > 1
        return f"{dear} {name.first} {name.middle}" if known else f"{dear} коллега"


def parse_declined(declined: str, words: str) -> PersonName | None:
    """The declined name taken apart as the name `words` that it was made of: its parts stand in the same order."""
    before, typed, changed = parse_name(words), words.split(), declined.split()
    if before is None or len(typed) != len(changed):
        return parse_name(declined)
    parts = {one.rstrip(",;"): changed[n].rstrip(",;") for n, one in enumerate(typed)}
    return PersonName(*(parts.get(part, part) for part in (before.surname, before.first, before.middle)))


def day_in_form(day: dt.date, form: str) -> str:
    """A day as papers write it."""
    words = day_and_month(day)
    forms = {
        DateForm.WORDS: day_in_words(day),
        DateForm.WORDS_WHOLE: f"{words} {day.year} года",
        DateForm.QUOTED: f"«{day.day:02}» {words.split()[1]} {day.year} г.",
        DateForm.QUOTED_WHOLE: f"«{day.day:02}» {words.split()[1]} {day.year} года",
        DateForm.DAY_AND_MONTH: words,
        DateForm.YEAR: str(day.year),
        DateForm.WEEKDAY: weekday(day),
    }
    return forms.get(form, day_in_figures(day))  # type: ignore[call-overload,no-any-return]  # codes are texts


def in_letters(words: str, letters: Letters) -> str:
    """Words with the letters that a place writes."""
    if letters is Letters.CAPITAL:
        return capitalized(words)
    if letters is Letters.SMALL:
        return words[:1].lower() + words[1:]
    return words.upper() if letters is Letters.CAPITALS else words


def letters_of(example: str, words: str) -> Letters:
    """How an example writes words that stand otherwise in the data."""
    letters = re.sub(r"\W|\d", "", example)
    if len(letters) > 2 and letters.isupper() and not re.sub(r"\W|\d", "", words).isupper():
        return Letters.CAPITALS
    if example[:1].isupper() and words[:1].islower():
        return Letters.CAPITAL
    return Letters.SMALL if example[:1].islower() and words[:1].isupper() else Letters.AS_THEY_ARE


def _names(post: PlacePiece, body: PlacePiece, facts: Facts) -> bool:
    kinds = [known.kind if (known := get_field(one.field)) else None for one in (post, body)]
    told = [str(facts.get(one.field, "")) for one in (post, body)]
    return kinds == [ValueKind.POST, ValueKind.BODY] and all(told) and is_named_in(*told)


def _blank(known: TemplateField, form: str) -> str:
    if known.kind is ValueKind.DATE:
        return BLANK_DAY if form != DateForm.YEAR else "20___"
    return _BLANK_NUMBER if known.kind is ValueKind.NUMBER else _BLANK
