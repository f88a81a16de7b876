"""What an example's words mean: «директору Тихонову А. В.» is the post and the name of a member's head, in the dative.

The facts of the data are looked up in the words of the places; whoever explains most of them is whom the example was
made for. Nothing is guessed silently: a reading that is not told by the data says so, and words that nothing explains
stay yellow until somebody says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cluster_desk.core.records.members import Case
from cluster_desk.core.records.templates import ForWhom, Letters, PlacePiece, Repeated
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import read_day
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates import shapes
from cluster_desk.exchange.templates.facts import NOBODY, Facts, Subject, common_facts, rows_for, subjects
from cluster_desk.exchange.templates.fields import (
    COMMON,
    NEEDS,
    ROW_SOURCES,
    SOURCES,
    ValueKind,
    get_field,
    label_of,
)
from cluster_desk.exchange.templates.list_columns import by_headings
from cluster_desk.exchange.templates.lookup import (
    Found,
    Lookup,
    Option,
    apart,
    hinted_case,
    literal,
    may_stand_in,
    piece_of,
    preferring,
)
from cluster_desk.exchange.templates.places import Marked, Place, RepeatedRows, TemplateDocument
from cluster_desk.exchange.templates.words import BY_SEX, Writer

_LOOKED_THROUGH = 400
"""So many records of a kind are tried as the example's, the latest first."""
_KINDS = (
    ForWhom.ORGANIZATION,
    ForWhom.AGREEMENT,
    ForWhom.EVENT,
    ForWhom.MEETING,
    ForWhom.PERSON,
    ForWhom.DECISION,
    ForWhom.PLAN,
)
_LONGEST_NAME_AND_POST = 4
"""More words that end in a full stop are a sentence, which is left out or stays."""
_MAIN_PERSON = {
    ForWhom.ORGANIZATION: "org.head",
    ForWhom.AGREEMENT: "org.head",
    ForWhom.PERSON: "person.name",
    ForWhom.PARTICIPANT: "list.name",
}
_MAIN_POST = {
    ForWhom.ORGANIZATION: "org.post",
    ForWhom.AGREEMENT: "org.post",
    ForWhom.PERSON: "person.post",
    ForWhom.PARTICIPANT: "list.post",
}
_BODY_LIKE = regex(r"(?:[А-ЯЁ]{2,5}(?:ОУ|У)\b|(?:МКУ|МБУ)\b|[Шш]кол|[Дд]етск\w+ сад|[Лл]ицей|[Гг]имнази)")


@dataclass(frozen=True)
class Reading:
    """What may stand in a place: its pieces, and the words that they make for the example."""

    pieces: tuple[PlacePiece, ...]
    shown: str
    sure: bool

    @property
    def label(self) -> str:
        """The fields that it tells."""
        known = [get_field(piece.field) for piece in self.pieces if piece.field]
        return ", ".join(dict.fromkeys(label_of(one) for one in known if one))


@dataclass
class UnderstoodPlace:
    """A place with its readings, the best first; none where nothing explains its words."""

    place: Place
    readings: list[Reading] = field(default_factory=list)


@dataclass
class UnderstoodRows:
    """Repeated rows and what they seem to be repeated for."""

    rows: RepeatedRows
    repeated: Repeated
    example: Facts


@dataclass
class Understanding:
    """A paper understood: for whom it is made, whose example it is, what its places mean."""

    document: TemplateDocument
    whom: ForWhom
    example: Subject
    places: list[UnderstoodPlace]
    rows: list[UnderstoodRows]


class Example:
    """The facts that an example's words are held against."""

    def __init__(self, read: Reader) -> None:
        self.read = read
        self.writer = Writer.of(read)
        self.common = common_facts(read)
        self._subjects: dict[ForWhom, list[Subject]] = {}

    def subjects(self, whom: ForWhom) -> list[Subject]:
        """Those that a paper of this kind may be made for."""
        if whom not in self._subjects:
            self._subjects[whom] = subjects(self.read, whom)
        return self._subjects[whom]

    def best(self, texts: Sequence[str], whom: ForWhom | None = None, *, whole: bool = True) -> Subject:
        """Who explains most of the words beyond what every paper tells; of equals the kind that comes first."""
        texts = list(dict.fromkeys(texts))  # a paper may say the same a thousand times
        own = Lookup(self.common, self.writer)
        shared = [own.find(text, whole=whole) for text in texts]
        folded = fold("\n".join(texts))
        best, most = NOBODY, 0
        for kind in [whom] if whom else _KINDS:
            for subject in self.subjects(kind)[:_LOOKED_THROUGH]:
                if not _may_be(subject, folded):
                    continue
                lookup = Lookup(subject.facts, self.writer)
                score = sum(
                    _explained(lookup.find(text, whole=whole), known) for text, known in zip(texts, shared, strict=True)
                )
                if score > most:
                    best, most = subject, score
        return best


def _may_be(subject: Subject, folded: str) -> bool:
    known = ((get_field(code), value) for code, value in subject.facts.items())
    telling = (ValueKind.PERSON, ValueKind.BODY, ValueKind.TEXT, ValueKind.DATE)
    return any(one and one.kind in telling and may_stand_in(folded, one, value) for one, value in known)


def _explained(found: Iterable[Found], shared: Sequence[Found]) -> int:
    return sum(
        one.length for one in found if not any(other.start <= one.start and one.end <= other.end for other in shared)
    )


def understand(document: TemplateDocument, read: Reader, whom: ForWhom | None = None) -> Understanding:
    """What the places of a paper mean; `whom` is told where the office has said for whom it is made."""
    return _Understanding(document, Example(read), whom).result()


class _Understanding:
    def __init__(self, document: TemplateDocument, example: Example, whom: ForWhom | None) -> None:
        self._document, self._example, self._given = document, example, whom
        marked = [place for place in document.places if place.marked is Marked.YELLOW]
        self._yellow = [place.words for place in marked if place.row is None]
        self._subject = example.best(self._yellow, whom)
        self._of_rows = self._subject is NOBODY and len(marked) > len(self._yellow)
        if self._of_rows:  # the sides of an agreement may stand in a table all yellow
            self._subject = example.best([place.words for place in marked], whom)
        self._whom = whom or self._told_whom()
        self._read: dict[tuple[str, str, int], list[Reading]] = {}
        merged = [place.merges for place in document.places if place.merges]
        self._merged = dict(zip(merged, by_headings(merged), strict=True))

    def _told_whom(self) -> ForWhom:
        if self._subject is not NOBODY:
            return self._subject.whom
        if any(place.marked is Marked.MERGE for place in self._document.places):
            return ForWhom.PARTICIPANT
        looks = any(_BODY_LIKE.search(words) or list(shapes.names_in(words)) for words in self._yellow)
        return ForWhom.ORGANIZATION if looks else ForWhom.NOBODY

    def result(self) -> Understanding:
        rows = [self._rows(one) for one in self._document.rows]
        if self._of_rows and rows and all(one.repeated is not Repeated.ONCE for one in rows):
            self._subject, self._whom = NOBODY, self._given or ForWhom.NOBODY
        of_rows = {one.rows.number: one for one in rows}
        places = [
            self._place(place, of_rows.get(place.row) if place.row is not None else None)
            for place in self._document.places
        ]
        _agree(places)
        _tell_days_apart(places)
        return Understanding(self._document, self._whom, self._subject, places, rows)

    def _rows(self, rows: RepeatedRows) -> UnderstoodRows:
        places = [place for place in self._document.rows_places(rows) if place.words.strip()]
        best, facts, most = Repeated.ONCE, {}, 0
        needed = [repeated for repeated, whom in NEEDS.items() if whom is self._whom]
        for repeated in (*needed, Repeated.MEMBERS, Repeated.COUNCIL):
            for row in rows_for(self._example.read, repeated, self._subject):
                lookup = Lookup(
                    {code: value for code, value in row.items() if code != "row.number"}, self._example.writer
                )
                score = sum(one.length for each in places for one in lookup.find(each.words, whole=True) if one.tells)
                if score > most:
                    best, facts, most = repeated, dict(row), score
        own = Lookup({**self._example.common, **self._subject.facts}, self._example.writer)
        told = sum(one.length for each in places for one in own.find(each.words, whole=True) if one.tells)
        if told and told >= most and not self._counts(rows):  # names and addresses of both sides, a row each
            return UnderstoodRows(rows, Repeated.ONCE, {})
        if best is Repeated.ONCE and headings_of(self._document, rows):
            best = Repeated.PARTICIPANTS
        return UnderstoodRows(rows, best, facts)

    def _counts(self, rows: RepeatedRows) -> bool:
        """Whether the first of its cells counts the rows."""
        first = next(iter(self._document.rows_places(rows)), None)
        heading = headings_of(self._document, rows).get(0, "")
        return by_headings([heading]) == ["row.number"] or bool(first and re.fullmatch(r"\s*\d+\s*\.?\s*", first.words))

    def _place(self, place: Place, rows: UnderstoodRows | None) -> UnderstoodPlace:
        if place.marked is Marked.MERGE:
            return UnderstoodPlace(place, [_reading_of(self._merged[place.merges], place, sure=False)])
        facts = {**self._example.common, **self._subject.facts, **(rows.example if rows else {})}
        sources = (*(ROW_SOURCES[rows.repeated] if rows else ()), *SOURCES[self._whom], *COMMON)
        key = (place.words, place.before, id(rows))
        if key not in self._read:
            made = Readings(facts, self._example.writer, sources, self._whom)
            self._read[key] = list(made.of(place))
        readings = [replace(one, pieces=tuple(piece.again() for piece in one.pieces)) for one in self._read[key]]
        if rows and rows.repeated is not Repeated.ONCE:
            readings = self._in_row(place, rows, readings)
        return UnderstoodPlace(place, readings)

    def _in_row(self, place: Place, rows: UnderstoodRows, readings: list[Reading]) -> list[Reading]:
        headings = headings_of(self._document, rows.rows)
        heading = headings.get(_cell_of(place), "")
        code = dict(zip(headings, by_headings(list(headings.values())), strict=True)).get(_cell_of(place), "")
        counted = code == "row.number" if heading else _cell_of(place) == 0
        if counted and re.fullmatch(r"\s*\d+\s*\.?\s*", place.words):
            piece = PlacePiece(field="row.number")
            dot = [literal(".")] if place.words.strip().endswith(".") else []
            return [Reading((piece, *dot), place.words.strip(), True)]
        if rows.repeated is Repeated.PARTICIPANTS:
            return [_reading_of(code, place, sure=False)] if heading else readings
        return readings


_NEAR = 3


def _agree(places: Sequence[UnderstoodPlace]) -> None:
    """Posts and words that follow a sex are of the person named beside them."""
    for n, one in enumerate(places):
        pieces = one.readings[0].pieces if one.readings else ()
        form = pieces[0].form if pieces else ""
        if form.startswith("sex:"):
            beside = [*reversed(places[max(0, n - _NEAR) : n]), *places[n + 1 : n + _NEAR]]
            code = next(filter(None, (_field_of(each, one, ValueKind.PERSON) for each in beside)), "")
            if code:
                pieces[0].field = code
        elif len(pieces) == 1 and _field_of(one, one, ValueKind.POST):
            following = places[n + 1 : n + 1 + _NEAR]
            code = next(filter(None, (_field_of(each, one, ValueKind.PERSON) for each in following)), "")
            source = code.partition(".")[0]
            one.readings.sort(key=lambda each: not each.pieces[0].field.startswith(f"{source}."))


def _tell_days_apart(places: Sequence[UnderstoodPlace]) -> None:
    """A paper has one date: where it names others besides, nobody knows which they are, so the office is asked."""
    days = [one for one in places if one.readings and _tells_only(one.readings[0], "paper.day")]
    own = next((one for one in days if one.place.after.lstrip().startswith("№")), days[0] if days else None)
    for one in days:
        told = read_day(one.place.title)
        if own is not None and told is not None and told != read_day(own.place.title):
            one.readings.clear()


def _tells_only(reading: Reading, code: str) -> bool:
    return [piece.field for piece in reading.pieces if piece.field] == [code]


def _field_of(one: UnderstoodPlace, beside: UnderstoodPlace, kind: ValueKind) -> str:
    """The first field of a kind that a place near another tells; "" where it tells none."""
    if one.place.part != beside.place.part or one.place.row != beside.place.row or not one.readings:
        return ""
    known = [get_field(piece.field) for piece in one.readings[0].pieces if not piece.form.startswith("sex:")]
    return next((each.code for each in known if each and each.kind is kind), "")


def _reading_of(code: str, place: Place, *, sure: bool) -> Reading:
    named = next(iter(shapes.names_in(place.words)), None)
    known = get_field(code)
    is_person = known is not None and known.kind is ValueKind.PERSON
    case, form = (named[2], named[3]) if named and is_person else (Case.NOMINATIVE, "full" if is_person else "")
    return Reading((PlacePiece(field=code, case=case, form=form),), place.title, sure)


def headings_of(document: TemplateDocument, rows: RepeatedRows) -> Mapping[int, str]:
    """By their place what stands over the cells of repeated rows; nothing where the table begins with them."""
    first = rows.rows[0]
    table = first.within("w:tbl")
    before = (
        [one for one in table.walk() if one.name == "w:tr" and one.end <= first.start and one.within("w:tbl") is table]
        if table
        else []
    )
    if not before:
        return {}
    cells = [one for one in before[-1].walk() if one.name == "w:tc" and one.within("w:tr") is before[-1]]
    texts = {one.element: one.text for one in document.paragraphs}
    return {
        n: " ".join(texts.get(each, "") for each in cell.walk() if each.name == "w:p").strip()
        for n, cell in enumerate(cells)
    }


def _cell_of(place: Place) -> int:
    """Which cell of its row a place stands in."""
    cell = place.paragraph.element.within("w:tc")
    row = cell.within("w:tr") if cell else None
    cells = [one for one in row.walk() if one.name == "w:tc" and one.within("w:tr") is row] if row else []
    return cells.index(cell) if cell in cells else -1


class Readings:
    """Reads the words of places by a table of facts."""

    def __init__(self, facts: Facts, writer: Writer, sources: Sequence[str], whom: ForWhom) -> None:
        self._facts, self._writer, self._sources, self._whom = facts, writer, sources, whom
        self._lookup = Lookup(facts, writer)

    def of(self, place: Place) -> Iterator[Reading]:
        """What a place may mean, the best first."""
        text, before = place.words, place.before
        found = self._lookup.find(text.strip(), whole=True)
        found = [
            replace(one, start=one.start + len(text) - len(text.lstrip()), end=one.end + len(text) - len(text.lstrip()))
            for one in found
        ]
        if sex := self._by_sex(text):
            yield sex
        if not found:
            yield from self._by_shape(text, before)
            return
        first = self._read(text, before, self._preferred(found))
        yield first
        if len(found) == 1:
            others = dict.fromkeys(option.field for option in found[0].options)
            for code in others:
                same = tuple(option for option in found[0].options if option.field == code)
                other = self._read(text, before, [replace(found[0], options=same)])
                if [piece.field for piece in other.pieces] != [piece.field for piece in first.pieces]:
                    yield other

    def _preferred(self, found: Sequence[Found]) -> list[Found]:
        """Each with the fields of the sources that come first.

        A post is whose the name beside it is, else the words stay; what stands behind a post is in the genitive.
        """
        chosen = [preferring(one, self._sources) for one in found]
        persons = [one.options[0].field.partition(".")[0] for one in chosen if _kind_of(one) is ValueKind.PERSON]
        results: list[Found] = []
        for n, one in enumerate(chosen):
            if _kind_of(one) is ValueKind.POST and persons:
                one = preferring(found[n], (persons[0], *self._sources))
                if not one.options[0].field.startswith(f"{persons[0]}."):
                    continue
            if results and _kind_of(one) is ValueKind.BODY and _kind_of(results[-1]) is ValueKind.POST:
                genitive = tuple(option for option in one.options if option.case is Case.GENITIVE)
                one = replace(one, options=genitive or one.options)
            results.append(one)
        return results

    def _read(self, text: str, before: str, found: Sequence[Found]) -> Reading:
        named = any(_kind_of(one) is ValueKind.PERSON for one in found)
        more = [
            one
            for one in self._shaped(text)
            if all(one.end <= each.start or one.start >= each.end for each in found)
            and not (named and _kind_of(one) is ValueKind.POST)
        ]
        pieces: list[PlacePiece] = []
        at, end = 0, len(text.rstrip())
        at = len(text) - len(text.lstrip())
        everything = apart([*found, *more])
        common = _common_case(everything, text, before)
        for one in everything:
            if one.start > at:
                pieces.append(literal(text[at : one.start]))
            pieces.append(piece_of(one, text, before, common))
            at = one.end
        if at < end:
            pieces.append(literal(text[at:end]))
        rest = "".join(piece.words for piece in pieces if not piece.field)
        return Reading(
            tuple(pieces), self._writer_of_example().place(pieces, self._facts), not more and not re.search(r"\w", rest)
        )

    def _writer_of_example(self) -> Writer:
        return Writer(self._writer.forms)

    def _by_sex(self, text: str) -> Reading | None:
        words = text.strip()
        man = next((one for one, woman in BY_SEX.items() if fold(words) in (fold(one), fold(woman))), "")
        code = _MAIN_PERSON.get(self._whom, "")
        if not man or not code:
            return None
        letters = Letters.CAPITAL if words[0].isupper() else Letters.AS_THEY_ARE
        return Reading((PlacePiece(field=code, form=f"sex:{man}", letters=letters),), words, True)

    def _by_shape(self, text: str, before: str) -> Iterator[Reading]:
        """What words look like that no fact explains: said to be unsure, for the office to look at."""
        if _is_sentence(text):
            return
        if before.rstrip().endswith("№") and re.fullmatch(r"[\w/-]*\d[\w/-]*", text.strip()):
            yield Reading((PlacePiece(field="paper.number"),), text.strip(), False)
        elif (found := list(self._shaped(text))) and not any(_is_of_deadline(one, text, before) for one in found):
            yield replace(self._read(text, before, ()), shown=text.strip(), sure=False)

    def _shaped(self, text: str) -> Iterator[Found]:
        yield from shapes.days_in(text)
        yield from shapes.numbers_in(text)
        person, post = _MAIN_PERSON.get(self._whom), _MAIN_POST.get(self._whom)
        if person:
            for start, end, case, form in shapes.names_in(text):
                bare = form.removesuffix("_tight")
                yield Found(start, end, (Option(person, case, bare, text[start:end]),))
        if post:
            yield from shapes.posts_in(text, post)
        body = {ForWhom.ORGANIZATION: "org.short", ForWhom.AGREEMENT: "org.short", ForWhom.PARTICIPANT: "list.org"}.get(
            self._whom
        )
        if body and _BODY_LIKE.match(text.strip()) and not list(shapes.names_in(text)):
            start = len(text) - len(text.lstrip())
            yield Found(start, len(text.rstrip()), (Option(body, Case.NOMINATIVE, "", text.strip()),))


_DEADLINE = regex(r"\b(?:до|по|со?|ко?|на|позднее|позже|ранее|после|срок)\s*$", re.IGNORECASE)


def _is_of_deadline(found: Found, text: str, before: str) -> bool:
    """Whether a day is one until or from which something holds: not the day of the paper, so nobody knows which."""
    is_day = any(option.field == "paper.day" for option in found.options)
    return is_day and _DEADLINE.search(before + text[: found.start]) is not None


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ";", "!")) and len(text.split()) > _LONGEST_NAME_AND_POST


def _common_case(found: Sequence[Found], text: str, before: str) -> Case | None:
    """The case in which posts and names beside one another agree."""
    sets = [{option.case for option in one.options} for one in found if _has_case(one)]
    shared = set.intersection(*sets) if sets else set()
    if not shared:
        return None
    first = next(one for one in found if _has_case(one))
    hinted = hinted_case(before + text[: first.start], shared)
    return hinted or next((case for case in Case if case in shared), None)


def _kind_of(found: Found) -> ValueKind | None:
    known = get_field(found.options[0].field)
    return known.kind if known else None


def _has_case(found: Found) -> bool:
    return _kind_of(found) in (ValueKind.PERSON, ValueKind.POST)
