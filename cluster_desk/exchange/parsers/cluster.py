"""What a document tells of the cluster itself, to be offered when a new file begins with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.organizations import cluster_name_in, district_in, looks_like_organization

_IS_SUPPORT = regex(
    r"^(?P<name>[^,;:.!?()]*(?:\b[гпсдх]\.[^,;:.!?()]*)*)"
    r"(?:\s*[,(]\s*(?:являющ\w+\s+)?|\s+[-–—]\s+(?:это\s+)?|\s+является\s+)опорн(?:ая|ой)\s+школ(?:а|ой)\b",
    re.IGNORECASE,
)
"""«КОГОАУ СШ г. Заречный, опорная школа района …», from the beginning of a sentence."""
_BEGINS_NAME = regex(
    r"[А-ЯЁ]{2,}\b|(?i:(?:муниципальн|государственн|краев|областн|средн|основн)\w+|школа|лицей|гимназия)\b"
)
_HEAD_OF_SUPPORT = regex(r"^(?:директор|руководитель) опорной школы$", re.IGNORECASE)


def parse_cluster(document: ParsedDocument) -> Cluster:
    """A draft of the cluster with what the document tells; whatever it does not tell is empty."""
    texts = list(_texts(document))
    name = cluster_name_in(texts)
    return Cluster(name=name, district=district_in(texts))


def parse_support_school(document: ParsedDocument) -> tuple[str, str]:
    """What the document calls the support school, and the name of its head; "" for what it does not tell.

    Where it tells two, nothing is chosen.
    """
    schools = {name for text in _prose(document) if (name := _support_school(text))}
    heads = {
        person.name
        for plan in document.plans
        for section in plan.sections
        for row in section.parts
        for person in getattr(row.record, "people", ())
        if _HEAD_OF_SUPPORT.match(person.position.strip())
    }
    return _only(schools), _only(heads)


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _support_school(sentence: str) -> str:
    told = _IS_SUPPORT.match(sentence.strip(" *—–-"))
    name = told["name"].strip() if told else ""
    return name if _BEGINS_NAME.match(name) and looks_like_organization(name) else ""


def _prose(document: ParsedDocument) -> Iterator[str]:
    """The lines of the document's texts, each cut into what may be sentences."""
    for text in document.texts:
        for line in text.record.text.split("\n"):
            yield line
            yield from re.split(r"(?<=[а-яё»\d]{3}\.)\s+(?=[А-ЯЁ])", line)[1:]


def _texts(document: ParsedDocument) -> Iterator[str]:
    """The texts that speak of the cluster, the surest first."""
    yield document.title or ""
    for approval in document.approvals:
        yield " ".join(approval.typed["lines"]) or approval.record.position
    for plan in document.plans:
        yield plan.name or ""
    for goal in document.goals:
        yield goal.record.text
    for member in document.members:
        yield member.record.full_name
    for seat in document.council:
        yield seat.record.position
    for meeting in document.meetings:
        yield meeting.record.place
