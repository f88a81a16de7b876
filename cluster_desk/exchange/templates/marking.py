"""Places proposed: in a paper without any yellow, and beside the yellow ones, where the same words stand once more.

What is accepted is marked yellow in the paper itself, so that there is one way of telling places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from cluster_desk.core.records.templates import ForWhom
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.templates import shapes
from cluster_desk.exchange.templates.document import repacked
from cluster_desk.exchange.templates.facts import NOBODY
from cluster_desk.exchange.templates.fields import COMMON, SOURCES, ValueKind, get_field
from cluster_desk.exchange.templates.lookup import Found, Lookup, apart, pattern_of, preferring
from cluster_desk.exchange.templates.markup import Edit, Markup, tag
from cluster_desk.exchange.templates.places import ParagraphText, RunText, TemplateDocument
from cluster_desk.exchange.templates.understanding import Example, Understanding
from cluster_desk.exchange.templates.words import BY_SEX

_SHORTEST_ALONG = 4
_ADDRESSEE_LINES = 4
_POST_TO_NAME = 90
_TO_SIGN = regex(r"[\s_.…/]+")
"""What stands between a post and a name: a space, or a line to sign on."""
_WHOLE_NAME = regex(r"(?:[А-ЯЁ][а-яё-]+\s+){2}[А-ЯЁ][а-яё]+(?:вич|ич|вн|ичн)(?:[аеуюыой]|ем|ой)?(?!\w)")


@dataclass(frozen=True)
class Proposal:
    """Words that seem to change: from `start` to `end` of a paragraph, counted in the order of the paper."""

    paragraph: int
    start: int
    end: int
    words: str


def propose(document: TemplateDocument, read: Reader, whom: ForWhom | None = None) -> list[Proposal]:
    """The places of a paper without yellow: whom it is made for, people, days, numbers; laws stay as they are."""
    example = Example(read)
    texts = [one.text for one in document.paragraphs]
    subject = example.best(texts, whom, whole=False)
    sources = (*SOURCES[subject.whom], *COMMON)
    facts = {**example.common, **(subject.facts if subject is not NOBODY else {})}
    lookup = Lookup(facts, example.writer)
    found = [[preferring(one, sources) for one in lookup.find(text)] for text in texts]
    proposals: list[Proposal] = []
    for n, text in enumerate(texts):
        changing = [one for one in found[n] if _changes(one, subject.whom) and not _is_shared(one, facts)]
        posts = [one for one in changing if _kind(one) is ValueKind.POST]
        changing = [one for one in changing if _kind(one) is not ValueKind.POST]
        changing += [one for one in posts if _is_named(one, changing, found[n + 1 : n + 1 + _ADDRESSEE_LINES], text)]
        changing += [one for one in (*shapes.days_in(text), *shapes.numbers_in(text)) if not _is_of_law(text, one)]
        proposals += [Proposal(n, one.start, one.end, text[one.start : one.end]) for one in apart(changing)]
    return proposals


def _kind(found: Found) -> ValueKind | None:
    known = get_field(found.options[0].field)
    return known.kind if known else None


def _is_of_law(text: str, found: Found) -> bool:
    return shapes.is_of_law(text, found.start)


def _changes(found: Found, whom: ForWhom) -> bool:
    """Whether a fact changes from paper to paper: whose the paper is, and the people of the cluster in time."""
    source = found.options[0].field.partition(".")[0]
    return source in SOURCES[whom] or (_kind(found) in (ValueKind.PERSON, ValueKind.POST) and source in COMMON)


def _is_shared(found: Found, facts: Mapping[str, object]) -> bool:
    """Whether the support school has the same: a district in its letterhead is its own."""
    code = found.options[0].field
    source, _dot, name = code.partition(".")
    return source == "org" and name not in ("head", "post") and facts.get(code) == facts.get(f"school.{name}", "")


def _is_named(post: Found, beside: Sequence[Found], below: Sequence[Sequence[Found]], text: str) -> bool:
    """Whether a post is somebody's: the name stands behind it, or in the lines below where it begins a line."""
    names = [one for one in beside if _kind(one) is ValueKind.PERSON]
    if any(0 <= one.start - post.end < _POST_TO_NAME for one in names):
        return True
    return not text[: post.start].strip() and any(_kind(one) is ValueKind.PERSON for line in below for one in line)


def along(understanding: Understanding) -> list[Proposal]:
    """What changes together with the yellow places: the same words elsewhere, posts before names, «действующего»."""
    document = understanding.document
    taken = {id(place.paragraph): [] for place in document.places}  # type: dict[int, list[tuple[int, int]]]
    for place in document.places:
        taken[id(place.paragraph)].append((place.start, place.start + len(place.words)))
    known = {one.place.title for one in understanding.places if one.readings and one.place.row is None}
    patterns = [pattern_of(words) for words in known if len(re.sub(r"\W", "", words)) >= _SHORTEST_ALONG]
    named = {id(one.place.paragraph) for one in understanding.places if _tells_person(one.readings)}
    proposals: list[Proposal] = []
    for n, paragraph in enumerate(document.paragraphs):
        spans = [match.span() for pattern in patterns for match in pattern.finditer(paragraph.text)]
        if id(paragraph) in named:
            spans += _of_sex(paragraph.text, taken.get(id(paragraph), ()))
            starts = [start for start, _end in taken.get(id(paragraph), ())]
            spans += [
                (one.start, one.end)
                for one in shapes.posts_in(paragraph.text, "org.post")
                if any(_TO_SIGN.fullmatch(paragraph.text, one.end, start) for start in starts if start > one.end)
            ]
        free = [span for span in spans if all(span[1] <= a or span[0] >= b for a, b in taken.get(id(paragraph), ()))]
        proposals += [
            Proposal(n, start, end, paragraph.text[start:end])
            for start, end in sorted(dict.fromkeys(free))
            if _may_be_marked(paragraph, start, end)
        ]
    return _apart(proposals)


def _apart(proposals: Sequence[Proposal]) -> list[Proposal]:
    kept: list[Proposal] = []
    for one in proposals:
        if not kept or kept[-1].paragraph != one.paragraph or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _tells_person(readings: Sequence[object]) -> bool:
    pieces = getattr(readings[0], "pieces", ()) if readings else ()
    known = [get_field(piece.field) for piece in pieces]
    return any(one is not None and one.kind is ValueKind.PERSON for one in known)


def _of_sex(text: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words that follow a sex, where the name that they belong to changes: of «действующей» the one before it."""
    words = [
        word for pair in BY_SEX.items() for word in pair if fold(word).startswith(("действ", "именуем", "уважаем"))
    ]
    names = sorted({(start, end) for start, end, _case, _form in shapes.names_in(text)} | _by_patronymic(text))
    spans: list[tuple[int, int]] = []
    for match in (each for word in words for each in re.finditer(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE)):
        before = [one for one in names if one[1] <= match.start()]
        after = [one for one in names if one[0] >= match.end()]
        near = after[:1] if fold(match[0]).startswith("уважаем") or not before else before[-1:]
        if not near or any(start < near[0][1] and near[0][0] < end for start, end in taken):
            spans.append(match.span())
    return spans


def _by_patronymic(text: str) -> set[tuple[int, int]]:
    """Whole names in whatever case, by the patronymic at their end."""
    return {match.span() for match in _WHOLE_NAME.finditer(text)}


def _may_be_marked(paragraph: ParagraphText, start: int, end: int) -> bool:
    """Whether the words are plain runs: a field of Word's is no place."""
    at = 0
    for run in paragraph.runs:
        if at < end and at + len(run.text) > start and (run.field or run.merges):
            return False
        at += len(run.text)
    return True


def mark(document: TemplateDocument, proposals: Iterable[Proposal]) -> bytes:
    """The paper with these words marked yellow, as if its editor had done so."""
    edits: dict[str, list[Edit]] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    for one in proposals:
        spans.setdefault(one.paragraph, []).append((one.start, one.end))
    for n, told in spans.items():
        paragraph = document.paragraphs[n]
        part = document.parts[paragraph.part]
        edits.setdefault(part.name, []).extend(_marked(part, paragraph, told))
    return repacked(document, {name: document.parts[name].edited(each) for name, each in edits.items()})


def _marked(part: Markup, paragraph: ParagraphText, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    at = 0
    for run in paragraph.runs:
        end = at + len(run.text)
        if run.text and any(start < end and at < last for start, last in spans):
            yield run.run.start, run.run.end, _split(part, run, at, spans)
        at = end


def _split(part: Markup, run: RunText, at: int, spans: Sequence[tuple[int, int]]) -> bytes:
    """The run as several: those of the marked words yellow, all with its own properties."""
    element = run.run
    properties = element.child("w:rPr")
    groups: list[tuple[bool, list[bytes]]] = []

    def add(yellow: bool, content: bytes) -> None:
        if not groups or groups[-1][0] != yellow:
            groups.append((yellow, []))
        groups[-1][1].append(content)

    for child in element.children:
        if child is properties:
            continue
        if child.name != "w:t":
            add(any(start <= at < end for start, end in spans), part.source(child))
            at += child in run.texts
            continue
        name = tag(child, "t")
        for yellow, words in _pieces(child.text, at, spans):
            add(yellow, f'<{name} xml:space="preserve">{escape(words, quote=False)}</{name}>'.encode())
        at += len(child.text)
    opened, closed = part.data[element.start : element.body], part.data[element.stop : element.end]
    plain = part.source(properties) if properties else b""
    highlight = f'<{tag(element, "highlight")} {tag(element, "val")}="yellow"/>'.encode()
    if properties is None or properties.body == properties.end:
        rpr = tag(element, "rPr").encode()
        marked = b"<" + rpr + b">" + highlight + b"</" + rpr + b">"
    else:
        marked = part.data[properties.start : properties.stop] + highlight + part.data[properties.stop : properties.end]
    return b"".join(opened + (marked if told else plain) + b"".join(content) + closed for told, content in groups)


def _pieces(text: str, at: int, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[bool, str]]:
    start = 0
    for n in range(1, len(text) + 1):
        here = any(first <= at + n - 1 < last for first, last in spans)
        ahead = any(first <= at + n < last for first, last in spans)
        if n == len(text) or here != ahead:
            yield here, text[start:n]
            start = n
