"""What letters have in common: the support school's letterhead, № and date, whom they go to, who signs, who wrote.

A cluster is no legal person: the support school writes, its director signs. The number and the date of an outgoing
letter come from the school's own journal, so they are lines to write on until they are typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.records.members import Case
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.inflection import Sex
from cluster_desk.core.russian.names import listed_name, parse_name, signed_name
from cluster_desk.core.russian.organizations import is_named_in
from cluster_desk.core.russian.text import capitalized, fold
from cluster_desk.data.queries.cluster import ClusterFacts, LetterFacts, SchoolFacts
from cluster_desk.data.queries.council import SeatHolder
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.heads import BLANK_NAME, head_post, signed_by_seat

_NO_DAY, _NO_NUMBER = "________________", "________"
_OF_ADDRESS = regex(
    r"\d{5,6}|\bул\.|\bпер\.|\bд\. ?\d|\bтел|факс|e-?mail|эл\.|@|ИНН|ОГРН|ОКПО|www\.|https?:", re.IGNORECASE
)
_AGREED = regex(r"\s*\(?по согласованию\)?", re.IGNORECASE)


def letterhead(school: SchoolFacts | None, letter: LetterFacts) -> tuple[doc.Block, ...]:
    """Who writes: the lines that the office typed for its letters, else what is known of the support school."""
    if letter.lines:
        first = next((n for n, words in enumerate(letter.lines) if _OF_ADDRESS.search(words)), len(letter.lines))
        return (doc.Letterhead(letter.lines[:first], letter.lines[first:]),)
    if school is None:
        return ()
    short = f"({school.short_name})" if fold(school.short_name) != fold(school.full_name) else ""
    reached = ", ".join(
        f"{label}{words}"
        for label, words in (("тел. ", school.phone), ("эл. почта: ", school.email), ("", school.site))
        if words
    )
    tax = "/".join(words for words in (school.inn, school.kpp) if words)
    numbers = ", ".join(
        f"{label} {words}"
        for label, words in (
            ("ОКПО", school.okpo),
            ("ОГРН", school.ogrn),
            ("ИНН/КПП" if school.kpp and school.inn else "ИНН" if school.inn else "КПП", tax),
        )
        if words
    )
    lines = tuple(words for words in (short, school.address, reached, numbers) if words)
    return (doc.Letterhead((school.full_name,), lines, (school.founder,) if school.founder else ()),)


def number_line(day: str, number: str) -> doc.Paragraph:
    """«14 января 2026 г. № 4»; lines to write on for what the journal has not given yet."""
    return line(
        f"{day_in_words(dt.date.fromisoformat(day)) if day else f'от {_NO_DAY}'} № {number.strip() or _NO_NUMBER}",
        after=8,
    )


def addressee(cases: Cases, name: str, post: str, organization: str) -> tuple[doc.Block, ...]:
    """«Директору / МКОУ СОШ с. Берёзовка / Громову П.А.», each line with what is known."""
    post, place = _AGREED.sub("", post).strip(" ,;"), organization
    if place and post and is_named_in(post, place):
        place = ""
    lines = [
        capitalized(cases.post(post, Case.DATIVE)) if post else "",
        cases.organization(place, Case.GENITIVE if post else Case.DATIVE) if place else "",
    ]
    to = (line(cases.addressee(name), before=4),) if name else ()
    return (*(line(words) for words in lines if words), *to)


def greeting(cases: Cases, name: str, *, by_first_name: bool = False) -> str:
    """«Уважаемый Павел Андреевич!»; by initials «Уважаемая коллега!»; «Уважаемые коллеги!» where nothing tells.

    `by_first_name`: «Уважаемая Полина!» where no patronymic is given, as a pupil is addressed.
    """
    parsed, sex = parse_name(name), cases.sex(name)
    if parsed is None or sex is None:
        return "Уважаемые коллеги!"
    dear = "Уважаемая" if sex is Sex.FEMALE else "Уважаемый"
    if by_first_name and len(parsed.first) > 1 and not parsed.middle:
        return f"{dear} {parsed.first}!"
    if len(parsed.first) < 2 or len(parsed.middle) < 2:
        return f"{dear} коллега!"
    return f"{dear} {parsed.first} {parsed.middle}!"


def signed_on_letterhead(cluster: ClusterFacts, council: Sequence[SeatHolder], before: float = 50.0) -> doc.Signature:
    """The line that the support school's head signs on, whom the letterhead names; the chair's without a school."""
    if not cluster.support_school:
        return signed_by_seat(SeatRole.CHAIR, council, before)
    return doc.Signature(head_post(cluster), signed_name(cluster.head) if cluster.head else BLANK_NAME, before=before)


def author(name: str, phone: str) -> tuple[doc.Block, ...]:
    """«Исп. Ветрова А.С., (00000) 2-00-00» at the page's bottom."""
    words = ", ".join(part for part in (listed_name(name) if name else "", phone) if part)
    return (doc.Foot((f"Исп. {words}",)),) if words else ()


def enclosed(title: str, document: doc.Document) -> str:
    """«Приложение: повестка заседания на 2 л. в 1 экз.»: as many sheets as it really has."""
    from cluster_desk.reports.writers.pdf.blocks import page_count

    return f"Приложение: {title} на {page_count(document)} л. в 1 экз."


def joined_letters(letters: Sequence[Sequence[doc.Block]]) -> tuple[doc.Block, ...]:
    """Letters one behind another, the pages of each counted from 1."""
    blocks: list[doc.Block] = []
    for n, letter in enumerate(letters):
        blocks += [*([doc.PageBreak(anew=True)] if n else []), *letter]
    return tuple(blocks)
