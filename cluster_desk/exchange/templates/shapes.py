"""What words that no fact explains look like: a day, a number, somebody's name, an organization's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cluster_desk.core.records.members import Case
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import GENITIVE
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.phrases import decline_post
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.templates.fields import DateForm, PersonForm
from cluster_desk.exchange.templates.lookup import Found, Option

_POSTS = "директор заведующий заведующая начальник руководитель методист учитель воспитатель педагог".split()
_MONTH = "|".join(GENITIVE)
_DAYS = (
    (DateForm.FIGURES, r"(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)"),
    (DateForm.QUOTED_WHOLE, rf"[«\"“„]\s?\d{{1,2}}\s?[»\"”“]\s+(?:{_MONTH})\s+\d{{4}}\s+года"),
    (DateForm.QUOTED, rf"[«\"“„]\s?\d{{1,2}}\s?[»\"”“]\s+(?:{_MONTH})\s+\d{{4}}(?:\s*г\.)?"),
    (DateForm.WORDS_WHOLE, rf"(?<!\d)\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}\s+года"),
    (DateForm.WORDS, rf"(?<!\d)\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}(?:\s*г\.)?"),
)
_NUMBER = regex(r"(?<=№)\s*[\w/-]*\d[\w/-]*|(?<=№\u00a0)[\w/-]*\d[\w/-]*")
_OF_LAW = regex(
    r"закон\w*|постановлени\w+|\bфз\b|фгос|госта?\b|санпин|минпросвещени\w*|минобрнауки|правительств\w+|президента|"
    r"кодекс\w*|устав\w*|стандарт\w*|росси\w+|рф\b"
)


def days_in(text: str) -> Iterator[Found]:
    """Every day written in a text, with the form in which it is."""
    taken: list[tuple[int, int]] = []
    for form, pattern in _DAYS:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                yield Found(*match.span(), (Option("paper.day", Case.NOMINATIVE, form, match[0]),))


def numbers_in(text: str) -> Iterator[Found]:
    """Every number behind «№», a school's own left alone."""
    for match in _NUMBER.finditer(text):
        start = match.end() - len(match[0].strip())
        if not re.search(r"(?:школ\w*|сад\w*|лице\w*|гимнази\w*|сош|оош|фз|част\w*)\s*№\s*$", fold(text[:start])):
            yield Found(start, match.end(), (Option("paper.number", Case.NOMINATIVE, "", match[0].strip()),))


def names_in(text: str) -> Iterator[tuple[int, int, Case, str]]:
    """Every person's name in a text: where, in which case and form, as far as its endings tell."""
    for spot in find_names(text):
        words, name = spot.words, spot.name
        initials = len(name.first) == 1
        surname_first = words.startswith(name.surname.split("-")[0])
        if initials:
            form: str = PersonForm.LISTED if surname_first else PersonForm.SIGNED
            form = f"{form}_tight" if re.search(r"[А-ЯЁ]\.[А-ЯЁ]", words) else form
        else:
            form = PersonForm.FULL if surname_first else PersonForm.NAME_FIRST
        yield spot.start, spot.end, _case_of(name.surname), form


def _case_of(surname: str) -> Case:
    """The case that a surname's ending tells; the nominative where it tells none."""
    endings = (
        (Case.DATIVE, r"(?:ов|ев|ин|ын)у|(?:ск|н)ому"),
        (Case.INSTRUMENTAL, r"(?:ов|ев|ин|ын|ск)ым|(?:ск)им"),
        (Case.GENITIVE, r"(?:ск|н)ого|(?:ов|ев|ин|ын|ск)ой"),
        (Case.ACCUSATIVE, r"(?:ов|ев|ин|ын)у$"),
    )
    low = surname.lower()
    return next((case for case, ending in endings if re.search(rf"{ending}$", low)), Case.NOMINATIVE)


def posts_in(text: str, code: str) -> Iterator[Found]:
    """Posts that heads of organizations have, in whatever case."""
    low = text.lower()
    for post, declined, cases in _declined_posts():
        if declined in low:
            for match in re.finditer(rf"(?<!\w){declined}(?!\w)", text, re.IGNORECASE):
                yield Found(*match.span(), tuple(Option(code, case, "", post) for case in cases))


@cache
def _declined_posts() -> tuple[tuple[str, str, tuple[Case, ...]], ...]:
    """Each post in each of its forms, with the cases that are written so."""
    written: dict[tuple[str, str], list[Case]] = {}
    for post in _POSTS:
        for case in Case:
            written.setdefault((post, decline_post(post, case)[0]), []).append(case)
    return tuple((post, declined, tuple(cases)) for (post, declined), cases in written.items())


def is_of_law(text: str, at: int) -> bool:
    """Whether a day or a number at that place belongs to a law or a founding paper, which does not change."""
    return bool(_OF_LAW.search(fold(text[max(0, at - 90) : at]).rsplit(";", 1)[-1]))
