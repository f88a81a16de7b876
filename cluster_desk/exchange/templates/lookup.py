"""Where facts of the data stand in the words of a paper, in whatever case and form: «директору Тихонову А. В.»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from cluster_desk.core.records.members import Case
from cluster_desk.core.records.templates import PlacePiece
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.templates.facts import Facts
from cluster_desk.exchange.templates.fields import DateForm, PersonForm, TemplateField, ValueKind, get_field
from cluster_desk.exchange.templates.words import SPACE, Writer, day_in_form, letters_of, parse_declined

_QUOTES, _DASHES = "«»\"“”„'", "-‐‑–—"
_SHORTEST, _LONGEST_OF_ANYBODY = 4, 8
_ORDER = (Case.NOMINATIVE, Case.GENITIVE, Case.DATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL, Case.ACCUSATIVE)
"""Of cases that are written alike, the one that papers need oftener first."""
_HINTS: tuple[tuple[Case, str], ...] = (
    (
        Case.GENITIVE,
        r"(?:в лице|от|для|у|из|до|без|кроме|имени|около|после|со стороны|начиная с|директора|руководителя)$",
    ),
    (Case.DATIVE, r"(?:к|по|вручить|объявить|разрешить|поручить|предоставить|направить|благодарность|выдан[оа]?)$"),
    (Case.INSTRUMENTAL, r"(?:с|со|между|перед|над|утвержден[оа]?|подписан[оа]?|согласован[оа]?|выдан[оа]?)$"),
    (Case.PREPOSITIONAL, r"(?:о|об|обо|при|в|во|на)$"),
)


@dataclass(frozen=True)
class Found:
    """A fact found in words from `start` to `end`: the fields, cases and forms that write it so, the best first."""

    start: int
    end: int
    options: tuple[Option, ...]

    @property
    def length(self) -> int:
        """How many signs it explains."""
        return self.end - self.start

    @property
    def tells(self) -> bool:
        """Whether it tells whose fact it is: a number or a year may be anybody's."""
        known = get_field(self.options[0].field)
        named = known is not None and known.kind in (ValueKind.PERSON, ValueKind.BODY)
        return named or self.length > _LONGEST_OF_ANYBODY


@dataclass(frozen=True)
class Option:
    """A field in a case and a form."""

    field: str
    case: Case
    form: str
    written: str  # as it would be written with the facts at hand, letters as in the data


@lru_cache(4096)
def pattern_of(words: str) -> re.Pattern[str]:
    """What finds words however their spaces, quotes, dashes and «ё» are written, as words of their own."""
    tokens = words.replace("\u00a0", " ").split()
    pieces = [_flexible(tokens[0])] if tokens else []
    for before, token in pairwise(tokens):
        # «с.Луговое» and «с. Луговое», «А.В.» and «А. В.», «№5» and «№ 5».
        pieces += [r"\s*" if before.endswith(".") or before == "№" else r"\s+", _flexible(token)]
    whole = re.sub(r"\\\.$", r"\\.?", "".join(pieces))  # the last full stop may be missing: «Тихонову А.В»
    return re.compile(rf"(?<![\w-]){whole}(?![\w-])" if tokens else r"(?!)", re.IGNORECASE)


def _flexible(token: str) -> str:
    if re.fullmatch(r"(?:[А-ЯЁ]\.){2,}", token):
        return r"\s*".join(re.escape(letter) for letter in re.findall(r"[А-ЯЁ]\.", token))
    pieces = []
    for sign in token:
        if sign in _QUOTES:
            pieces.append(f"[{_QUOTES}]")
        elif sign in _DASHES:
            pieces.append(f"[{_DASHES}]")
        else:
            pieces.append("[её]" if sign in "её" else "[ЕЁ]" if sign in "ЕЁ" else re.escape(sign))
    return re.sub(r"(\\\.|№)(?=\w)", r"\1\\s*", "".join(pieces))


class Lookup:
    """Finds the facts of one table of facts in texts."""

    def __init__(self, facts: Facts, writer: Writer) -> None:
        self._facts, self._writer = facts, writer
        self._written: dict[str, list[Option]] = {}

    def find(self, text: str, *, whole: bool = False) -> list[Found]:
        """Every fact in `text`, the longest where two overlap, in order.

        `whole`: the text is a place of its own, so that short facts (a number, a surname) count where they are all.
        """
        spots: dict[tuple[int, int], dict[Option, None]] = {}
        folded = fold(text)
        for code, value in self._facts.items():
            known = get_field(code)
            if known is None or not may_stand_in(folded, known, value):
                continue
            for option in self._options(known, value):
                short = len(option.written.replace(" ", "")) < _SHORTEST or known.kind is ValueKind.NUMBER
                short = short or option.form in (PersonForm.SURNAME, DateForm.YEAR)
                for match in pattern_of(option.written).finditer(text):
                    alone = whole and not re.search(r"\w", text[: match.start()] + text[match.end() :])
                    if short and not alone and not (known.kind is ValueKind.NUMBER and _numbered(text, match.start())):
                        continue
                    spots.setdefault(match.span(), {})[option] = None
        found = [Found(*span, tuple(options)) for span, options in spots.items()]
        return apart(found)

    def _options(self, known: TemplateField, value: Any) -> list[Option]:
        if known.code not in self._written:
            self._written[known.code] = list(options_of(known, value, self._writer))
        return self._written[known.code]


def _numbered(text: str, at: int) -> bool:
    return bool(re.search(r"№\s*$", text[:at]))


def apart(found: Iterable[Found]) -> list[Found]:
    """The longest of what overlaps, in order."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: (-each.length, each.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.start)


def may_stand_in(folded: str, known: TemplateField, value: Any) -> bool:
    """Whether a fact could stand in a folded text: enough of it that does not change with the case is there."""
    if isinstance(value, dt.date):
        return str(value.year) in folded or str(value.day) in folded
    words = fold(str(value))
    if known.kind is ValueKind.PERSON:
        name = parse_name(str(value))
        surname = fold(name.surname) if name else words
        return surname[: max(2, len(surname) - 3)] in folded or bool(
            name and len(name.first) > 1 and fold(name.first)[:3] in folded
        )
    if known.kind in (ValueKind.POST, ValueKind.BODY):
        first = re.split(r"[\s.«\"-]+", words)
        return all(part[:3] in folded for part in first[:1] + first[-1:])
    return words[:8] in folded.replace("\u00a0", " ")


def options_of(known: TemplateField, value: Any, writer: Writer) -> Iterator[Option]:
    """Everything that a fact can be written as."""
    if isinstance(value, dt.date):
        for form in DateForm:
            if form is not DateForm.WEEKDAY:
                yield from (Option(known.code, Case.NOMINATIVE, form, each) for each in _days(value, form))
        return
    if known.kind is ValueKind.PERSON:
        yield from _of_person(known, str(value), writer)
        return
    changes = known.kind in (ValueKind.POST, ValueKind.BODY)
    for case in _ORDER if changes else (Case.NOMINATIVE,):
        yield Option(known.code, case, "", Writer(writer.forms).value(known, value, case, ""))


def _days(day: dt.date, form: str) -> Sequence[str]:
    written = day_in_form(day, form)
    single = written.replace(f"«{day.day:02}»", f"«{day.day}»")
    return (written,) if single == written else (written, single)


def _of_person(known: TemplateField, value: str, writer: Writer) -> Iterator[Option]:
    name = parse_name(value)
    if name is None:
        yield Option(known.code, Case.NOMINATIVE, PersonForm.FULL, value)
        return
    for case in _ORDER:
        declined = parse_declined(writer.forms.person(value, case).words, value) or name
        surname, first, middle = declined.surname, declined.first, declined.middle
        letters = [f"{part[0]}." for part in (first, middle) if part]
        initials = " ".join(letters)
        if len(first) > 1 and len(middle) > 1:
            yield Option(known.code, case, PersonForm.FULL, f"{surname} {first} {middle}")
            yield Option(known.code, case, PersonForm.NAME_FIRST, f"{first} {middle} {surname}")
            if case is Case.NOMINATIVE:
                yield from (
                    Option(known.code, case, PersonForm.DEAR, f"{dear} {first} {middle}")
                    for dear in ("Уважаемый", "Уважаемая")
                )
            yield Option(known.code, case, PersonForm.FIRST_AND_MIDDLE, f"{first} {middle}")
        elif len(first) > 1:
            yield Option(known.code, case, PersonForm.FULL, f"{surname} {first}")
        if letters:
            yield Option(known.code, case, PersonForm.LISTED, f"{surname} {initials}")
            yield Option(known.code, case, PersonForm.SIGNED, f"{initials} {surname}")
        yield Option(known.code, case, PersonForm.SURNAME, surname)


def piece_of(found: Found, text: str, before: str = "", case: Case | None = None) -> PlacePiece:
    """The piece that writes what was found: of cases written alike the one that the words before ask for.

    `case` is that of what stands beside it and agrees with it.
    """
    cases = {option.case for option in found.options}
    wanted = hinted_case(before + text[: found.start], cases) or (case if case in cases else None)
    wanted = wanted or next((one for one in _ORDER if one in cases), Case.NOMINATIVE)
    option = next(one for one in found.options if one.case is wanted)
    words = text[found.start : found.end]
    form = option.form
    if form in (PersonForm.LISTED, PersonForm.SIGNED) and re.search(r"[А-ЯЁ]\.[А-ЯЁ]", words):
        form = f"{form}_tight"
    return PlacePiece(field=option.field, case=option.case, form=form, letters=letters_of(words, option.written))


def hinted_case(before: str, cases: set[Case]) -> Case | None:
    """The case that the words before ask for, where it is one of `cases`."""
    words = fold(before.replace("\u00a0", " ")).strip()
    if not words or words.endswith((".", ":", "\n")):
        return Case.DATIVE if Case.DATIVE in cases and Case.NOMINATIVE not in cases else None
    return next((case for case, hint in _HINTS if case in cases and re.search(rf"(?:^|\s){hint}", words)), None)


def literal(words: str) -> PlacePiece:
    """Words that stay; spaces at their ends are kept."""
    text = words.replace("\t", " ").replace("\n", " ")
    core = text.strip()
    if not core:
        return PlacePiece(words=SPACE)
    lead, trail = SPACE if text[0].isspace() else "", SPACE if text[-1].isspace() else ""
    return PlacePiece(words=f"{lead}{core}{trail}")


def preferring(found: Found, sources: Sequence[str]) -> Found:
    """What was found, the options of these sources first."""
    rank = {source: n for n, source in enumerate(sources)}
    options = sorted(found.options, key=lambda one: rank.get(one.field.partition(".")[0], len(rank)))
    first = options[0].field
    return replace(found, options=tuple(one for one in options if one.field == first))
