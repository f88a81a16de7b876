"""Whose order a paper is, and what that changes: its head, its name, its verbs; what a school may not write to others.

A school orders its own staff and recommends or proposes to other schools. The department that founded them may charge
them; a ministry is not the founder of municipal schools and recommends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cluster_desk.core.language import _
from cluster_desk.core.records.members import Organization, OrganizationKind
from cluster_desk.core.records.office_papers import Issuer
from cluster_desk.core.regex import regex
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates.facts import organization_facts

_VERBS = {
    Issuer.SCHOOL: ("ПРИКАЗ", "приказа", "ПРИКАЗЫВАЮ", "Рекомендовать", "Предложить"),
    Issuer.DEPARTMENT: ("ПРИКАЗ", "приказа", "ПРИКАЗЫВАЮ", "Поручить", "Поручить"),
    Issuer.MINISTRY: ("РАСПОРЯЖЕНИЕ", "распоряжения", "ОБЯЗЫВАЮ", "Рекомендовать", "Предложить"),
}
_WORDS = ("title", "of_paper", "orders", "recommends", "proposes")
_OTHERS = r"(?:руководител(?:ям|ю|ей)|директор(?:ам|у|ов)|заведующ(?:им|ему|ей|их))"
_BODIES = r"(?:организац|учрежден|школ|детск|кластер|участник|ОО\b|ДОУ\b|СОШ\b|ООШ\b)"
_ORDERED = regex(
    rf"^\s*(?:\d+(?:\.\d+)*\.?\s*|(?=приказываю|обязать|поручить))(?:(?:приказываю|обязать|поручить)\s+)?"
    rf"{_OTHERS}\s[^.;]*{_BODIES}",
    re.IGNORECASE,
)
_BEGINS = regex(r"\bП\s?Р\s?И\s?К\s?А\s?З\s?Ы\s?В\s?А\s?Ю\b", re.IGNORECASE)


def issuer_facts(read: Reader, issuer: Issuer, common: dict[str, Any]) -> dict[str, Any]:
    """What an order tells of whoever issues it; what the data does not hold is not there and becomes a line."""
    facts = {f"issuer.{name}": words for name, words in zip(_WORDS, _VERBS[issuer], strict=True)}
    if issuer is Issuer.SCHOOL:
        own = {code: value for code, value in common.items() if code.startswith("school.")}
        return facts | {f"issuer.{code.partition('.')[2]}": value for code, value in own.items()}
    if issuer is Issuer.DEPARTMENT:
        row = read.value(
            "SELECT id FROM organizations WHERE kind = ? ORDER BY id LIMIT 1", OrganizationKind.DEPARTMENT.value
        )
        department = read.load(Organization, row) if row is not None else None
        if department is not None:
            told = organization_facts(read, department)
            facts |= {f"issuer.{code.partition('.')[2]}": value for code, value in told.items()}
    return facts


def order_doubts(paragraphs: Iterable[str], issuer: Issuer) -> list[str]:
    """The points of a school's order that order something to the heads of other schools."""
    if issuer is not Issuer.SCHOOL:
        return []
    ordering, doubts = False, []
    for text in paragraphs:
        ordering = ordering or bool(_BEGINS.search(text))
        if ordering and _ORDERED.match(text):
            doubts.append(
                _("A school does not order other schools: write “Рекомендовать” or “Предложить”: “%s”") % text[:120]
            )
    return doubts
