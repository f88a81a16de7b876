"""What may stand in a place, as finished words to choose from: what was understood first, then every fact there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_desk.core.language import _
from cluster_desk.core.records.templates import ForWhom, PlacePiece, Repeated, TemplatePlace
from cluster_desk.exchange.templates.facts import NOBODY, Facts, Subject, rows_for
from cluster_desk.exchange.templates.fields import ASKED, TemplateField, ValueKind, fields_for, get_field, label_of
from cluster_desk.exchange.templates.lookup import options_of
from cluster_desk.exchange.templates.understanding import Example, Understanding, UnderstoodPlace
from cluster_desk.exchange.templates.words import Writer, letters_of


@dataclass(frozen=True)
class PlaceChoice:
    """Something that may stand in a place: the words for the example, what they are, the words for somebody else.

    `told` is False for a place that stays yellow; without pieces its words stay as they are.
    """

    shown: str
    label: str
    other: str
    pieces: tuple[PlacePiece, ...]
    told: bool = True
    sure: bool = True


class PlaceChoices:
    """Makes the choices for the places of one paper."""

    def __init__(self, understanding: Understanding, example: Example, whom: ForWhom) -> None:
        self._understanding, self._example, self._whom = understanding, example, whom
        known = example.subjects(whom)
        told = understanding.example if understanding.example.whom is whom else None
        self.subject = told or next(iter(known), NOBODY)
        self.other = next((one for one in known if one.key != self.subject.key), None)

    def of(self, understood: UnderstoodPlace, repeated: Repeated) -> list[PlaceChoice]:
        """What may stand in a place, the likeliest first."""
        place = understood.place
        mine, theirs = self._facts(self.subject, repeated, 0), self._facts(self.other, repeated, 1)
        choices = [
            self._choice(one.pieces, mine, theirs, one.shown, sure=one.sure)
            for one in (understood.readings if self._whom is self._understanding.whom else ())
        ]
        taken = {one.pieces[0].field for one in choices if len(one.pieces) == 1}
        model = understood.readings[0].pieces[0] if understood.readings else PlacePiece()
        choices += [
            self._choice((_piece(known, model, place.title, mine),), mine, theirs)
            for known in fields_for(self._whom, repeated)
            if known.code not in taken
        ]
        asked = PlacePiece(field=f"{ASKED}{place.title[:60]}")
        plain = [
            PlaceChoice(place.title, _("stays as it is in every paper"), "", ()),
            PlaceChoice(place.title, _("asked each time a paper is made"), "", (asked,)),
            PlaceChoice(place.title, _("stays yellow, to be written by hand"), "", (), told=False),
        ]
        return [*choices, *plain] if understood.readings else [*plain, *choices]

    def written(self, piece: PlacePiece, repeated: Repeated) -> list[tuple[str, PlacePiece]]:
        """A field in all its cases and forms, as finished words."""
        facts, known = self._facts(self.subject, repeated, 0), get_field(piece.field)
        if known is None or facts.get(known.code) in (None, ""):
            return []
        results: dict[str, PlacePiece] = {}
        for option in options_of(known, facts[known.code], self._example.writer):
            copy = piece.again()
            copy.case, copy.form = option.case, option.form
            words = self._words((copy,), facts)
            results.setdefault(words, copy)
        return list(results.items())

    def _facts(self, subject: Subject | None, repeated: Repeated, row: int) -> Facts:
        facts = {**self._example.common, **(subject.facts if subject else {})}
        if repeated is Repeated.ONCE or subject is None:
            return facts
        rows = rows_for(self._example.read, repeated, subject)
        return {**facts, **(rows[row] if row < len(rows) else {})}

    def _words(self, pieces: Sequence[PlacePiece], facts: Facts) -> str:
        return Writer(self._example.writer.forms).place(pieces, facts).replace("\u00a0", " ").strip()

    def _choice(
        self, pieces: tuple[PlacePiece, ...], mine: Facts, theirs: Facts, shown: str = "", *, sure: bool = True
    ) -> PlaceChoice:
        known = [get_field(piece.field) for piece in pieces if piece.field]
        label = ", ".join(dict.fromkeys(label_of(one) for one in known if one))
        told = all(mine.get(one.code) not in (None, "") for one in known if one)
        words = shown.replace("\u00a0", " ") or (self._words(pieces, mine) if told else "…")
        has = self.other is not None and all(theirs.get(one.code) not in (None, "") for one in known if one)
        other = self._words(pieces, theirs) if has else ""
        return PlaceChoice(words, label, "" if other == words else other, pieces, sure=sure)


def _piece(known: TemplateField, model: PlacePiece, example: str, facts: Facts) -> PlacePiece:
    """A field written as what was understood was, where it is of the same kind."""
    before = get_field(model.field) if model.field else None
    alike = before is not None and before.kind is known.kind
    piece = PlacePiece(field=known.code)
    if alike:
        piece.case, piece.form = model.case, model.form
    elif known.kind is ValueKind.PERSON:
        piece.form = "full"
    elif known.kind is ValueKind.DATE:
        piece.form = "words"
    value = facts.get(known.code)
    if isinstance(value, str) and known.kind in (ValueKind.POST, ValueKind.BODY) and alike:
        piece.letters = letters_of(example, value)
    return piece


def chosen(choices: Sequence[PlaceChoice], place: TemplatePlace) -> int:
    """Which of the choices a place holds; -1 for none of them."""
    wanted = [_key(piece) for piece in place.pieces]
    for n, one in enumerate(choices):
        if one.told == place.told and [_key(piece) for piece in one.pieces] == wanted:
            return n
    return -1


def _key(piece: PlacePiece) -> tuple[object, ...]:
    if piece.field.startswith(ASKED):
        return (ASKED,)  # whatever it is called
    return (piece.field, piece.case, str(piece.form), piece.words)


def take(choice: PlaceChoice, place: TemplatePlace) -> None:
    """Let a place hold what was chosen."""
    place.told = choice.told
    place.pieces = [piece.again() for piece in choice.pieces]


def labels_of(pieces: Sequence[PlacePiece]) -> Iterator[str]:
    """What the fields of a place are called."""
    known = (get_field(piece.field) for piece in pieces if piece.field)
    yield from (label_of(one) for one in known if one)
