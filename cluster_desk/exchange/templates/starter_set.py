"""The starter set: papers of an office that come with the program, ready to be taken and changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster_desk.core import resources
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.templates import ForWhom, Kept, Letters, PlacePiece, Repeated, Template, TemplatePlace
from cluster_desk.core.records.templates import TemplateRow as Row
from cluster_desk.exchange.templates.filling import ENDING, blank_template
from cluster_desk.exchange.templates.places import read_template

FOLDER = resources.FOLDER / "templates"


@dataclass(frozen=True)
class StarterPaper:
    """A paper of the set: what it is called, for whom it is made, where it lies."""

    name: str
    whom: ForWhom
    path: Path


def starter_set() -> list[StarterPaper]:
    """Every paper of the set, in its order."""
    told = ((path, _told(path)) for path in sorted(FOLDER.glob("*.json")))
    return [StarterPaper(value["name"], ForWhom.of(value["whom"]), path) for path, value in told]


def _told(path: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def template_of(paper: StarterPaper) -> tuple[Template, bytes]:
    """The paper as a template, not stored yet, and its bytes."""
    content = paper.path.with_suffix(ENDING).read_bytes()
    document, told = read_template(content, f"{paper.name}{ENDING}"), _told(paper.path)
    template = blank_template(paper.name, paper.whom, document)
    template.places = [
        TemplatePlace(
            number=place.number,
            words=place.title,
            told=bool(value["pieces"]),
            kept=Kept.of(value.get("kept", Kept.ALWAYS.value)),
            pieces=_pieces(value["pieces"]),
        )
        for place, value in zip(document.places, told["places"], strict=True)
    ]
    repeated = {value["place"]: value["repeated"] for value in told["rows"]}
    for rows in document.rows:
        first = document.rows_places(rows)[0].number
        row = Row(number=rows.number, words=rows.words[:200], repeated=Repeated.of(repeated.get(first, "once")))
        template.rows.append(row)
    return template, content


def _pieces(values: Sequence[dict[str, str]]) -> list[PlacePiece]:
    return [
        PlacePiece(
            field=value["field"],
            case=Case.of(value["case"]),
            form=value["form"],
            letters=Letters.of(value["letters"]),
        )
        if "field" in value
        else PlacePiece(words=value["words"])
        for value in values
    ]
