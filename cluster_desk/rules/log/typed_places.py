"""What the words «where or for whom» of a log entry say: schools with their numbers, an audience, a place.

«СОШ Лальск 12, Луговое 8» are two schools that took part, found by the words that offices use for them; «актовый зал»
is a place. What looks like a school and is none of the file's, or may be several, is a doubt and never quietly a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cluster_desk.core.language import _
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import read_counts
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.short_names import without_legal_form
from cluster_desk.core.russian.text import tidy
from cluster_desk.rules.matching import Candidates, MatchedOrganization

Find = Callable[[str], Candidates[MatchedOrganization]]
"""Whom words mean: by short forms (`Matching.typed_organization`) where what is understood is shown, else strictly."""
_PARTS = regex(r"\s*[,;\n]\s*")
_AND = regex(r"\s+и\s+")
_DIGITS = regex(r"\d+")
_NUMBER = regex(r"(?<!№)[\s:–—-]+(?=(?:(?:более|около|свыше|больше|до)\s+)?\d)", re.IGNORECASE)


@dataclass
class TypedSchool:
    """A school as typed: its row number, and how many came from it in words ("" where that is not told)."""

    organization: int
    title: str
    count_words: str = ""


@dataclass
class TypedPlaces:
    """What was understood: `schools`, the words left over (`rest`), and what is doubtful, a sentence each.

    `whole` is what «how many» tells of all of them together, or of the only one.
    """

    schools: list[TypedSchool] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    whole: str = ""

    def sentence(self) -> str:
        """«Участвовали: СОШ пгт Лальск — 12; ООШ с. Луговое — 8. Место: актовый зал»; "" without a school."""
        if not self.schools:
            return ""
        alone = self.whole if len(self.schools) == 1 else ""
        counts = [one.count_words or alone for one in self.schools]
        titles = [without_legal_form(one.title) for one in self.schools]
        each = [f"{name}\u00a0— {words}" if words else name for name, words in zip(titles, counts, strict=True)]
        place = " " + _("Place: %s.") % ", ".join(self.rest) if self.rest else ""
        return _("Took part: %s.") % "; ".join(each) + place


def read_places(find: Find, where: str, how_many: str = "") -> TypedPlaces:
    """Understand `where`; counts told one for each school in `how_many` belong to them in their order."""
    text, found = tidy(where), TypedPlaces(whole=tidy(how_many))
    for part in _split(find, text):
        _take(find, part, found)
    bare = [one for one in found.schools if not one.count_words]
    counts = [part for part in _PARTS.split(found.whole) if not read_counts(part)[1]]
    if len(bare) > 1 and len(counts) == len(bare):
        found.whole = ""
        for school, words in zip(bare, counts, strict=True):
            school.count_words = words
    elif bare and len(found.schools) > 1:
        names = ", ".join(one.title for one in bare)
        found.doubts.append(_("How many came is not told of: %s. Write the number behind the name.") % names)
    return found


def suggestions(find: Find, words: str) -> Sequence[str]:
    """The organizations that the last of the words typed may mean; none where that is sure."""
    part = _PARTS.split(words)[-1].strip()
    if len(part) < 2:
        return ()
    sure, _count, perhaps = _school_in(find, part)
    return () if sure is not None else [one.title for one in perhaps]


def _split(find: Find, text: str) -> list[str]:
    told = list(filter(None, _PARTS.split(text)))
    named = {school.id for school, _count, _perhaps in (_school_in(find, part) for part in told) if school}
    if len(named) < 2 and text and find(text).sure:  # a name that has a comma, or «и», inside
        return [text]
    parts = []
    for part in told:
        pieces = [part] if _school_in(find, part)[0] else _AND.split(part)
        parts += pieces if any(_school_in(find, piece)[0] for piece in pieces) else [part]
    return parts


def _take(find: Find, part: str, found: TypedPlaces) -> None:
    school, count, perhaps = _school_in(find, part)
    if school is not None and school.id is not None:
        found.schools.append(TypedSchool(school.id, school.title, count))
        return
    counts, rest = read_counts(part)
    if counts and not rest and found.schools:  # «Луговое 12 детей, 2 педагога»
        found.schools[-1].count_words = ", ".join(filter(None, (found.schools[-1].count_words, part)))
        return
    if perhaps:
        names = ", ".join(one.title for one in perhaps[:3])
        found.doubts.append(_("“%(words)s” may be %(names)s: choose one.") % {"words": part, "names": names})
    elif looks_like_organization(part):
        found.doubts.append(_("“%s” is none of the members: it will be written down as the place.") % part)
    found.rest.append(part)


def _school_in(find: Find, part: str) -> tuple[MatchedOrganization | None, str, Sequence[MatchedOrganization]]:
    """The school a part means, and the count behind its name; else the schools that it may mean.

    A number behind the name is a count, unless the school is called so: «СОШ 2 7» is seven of the school No 2.
    """
    whole = find(part)
    perhaps = whole.perhaps
    for gap in _NUMBER.finditer(part):
        head, count = find(part[: gap.start()]), part[gap.end() :].strip()
        if head.sure and _is_count(count, head.sure) and whole.sure in (None, head.sure):
            return head.sure, count, ()
        perhaps = perhaps or head.perhaps
    return (whole.sure, "", ()) if whole.sure else (None, "", perhaps)


def _is_count(words: str, school: MatchedOrganization) -> bool:
    """Whether the number that `words` begin with is none of the school's own names."""
    number = _DIGITS.search(words)
    return number is not None and not any(number.group() in _DIGITS.findall(name) for name in school.names)
