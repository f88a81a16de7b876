"""A person's name taken out of any text, in whatever case and form it stands there. Pure.

What stands beside a surname tells whose it is: initials, a first name, a patronymic that may be the person's, or that
cannot. Where nothing tells, and the surname may be somebody else's or another word, the place is doubtful: it stays
unless doubtful ones are to go too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cluster_desk.core.privacy.patterns import ALIKE, Fit, NamePattern, is_like_surname
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import is_first_name, is_no_surname, is_patronymic
from cluster_desk.core.russian.text import UNSEEN

PUT = "(удалено)"
"""What stands where a person's name was."""
_CAP = "[А-ЯA-Z]"
_NAME = rf"{_CAP}[А-Яа-яA-Za-z'-]+"
_JOINED = "(?<=(?-i:[а-яёa-z]))(?=(?-i:[А-ЯЁA-Z]))"
_BEGINS, _ENDS = rf"(?:(?<![^\W\d_])|{_JOINED})(?<!')", rf"(?:(?![^\W\d_])|{_JOINED})(?!')"
"""Where a name begins and ends: figures and underscores are no letters of it, nor is a capital joined to it."""
_INITIALS_AFTER = regex(rf"([\s_]{{0,3}})({_CAP})\s{{0,2}}[.,]{{1,2}}\s{{0,2}}(?:({_CAP})(?:\s{{0,2}}\.|(?![\w'-])))?")
_LETTERS_AFTER = regex(rf"(\s+)({_CAP})\s{{0,2}}({_CAP})?(?![\w.'-])")
_INITIALS_BEFORE = regex(rf"(?<![\w'-])({_CAP})\s{{0,2}}[.,]{{1,2}}\s{{0,2}}(?:({_CAP})\s{{0,2}}\.?)?\s{{0,3}}$")
_NAMES_AFTER = regex(rf"([\s_]*)({_NAME})(?:(\s+)({_NAME}(?:\s+(?:оглы|кызы|улы|гызы)(?!\w))?))?")
_NAMES_BEFORE = regex(rf"(?:(?<![\w'-])({_NAME})\s+)?(?<![\w'-])({_NAME}(?:\s+(?:оглы|кызы|улы|гызы))?)[\s_]*$")
_WORD_BEFORE = regex(rf"(?<![\w'-])({_NAME})[^\S\n]+$")
_WORD_AFTER = regex(rf"[^\S\n]+({_NAME})(?![\w'-])")
_PLACE_BEFORE = regex(
    r"(?:(?<!\w)(?:с|д|п|г|х|ст|пос|дер|ул|пер|пл|пр|аул|им)\.|(?<!\w)(?:сел|деревн|посел|улиц|станци|хутор|город)\w*"
    r"|(?<!\w)имени|(?<!\w)памяти)(?:\s+[\w.-]+){0,2}\s*$"
)
"""What makes a name one of a place, a street or a school: «с. Лес», «имени генерала П. А. Лугова»."""

_PLAIN = ALIKE | {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212"), "-"),
    **dict.fromkeys(map(ord, UNSEEN)),
}
"""Hyphens are one sign, unseen marks none; longer dashes stand between words and stay."""

_APART = regex(r"(?<![^\W\d_])(?:[а-яё][\s._-]{1,3}){3,}[а-яё](?![^\W\d_])", re.IGNORECASE)
"""A word whose letters stand apart: «И в а н о в а»."""
_INITIALS_BESIDE = 2  # letters of one's initials that stand apart just so
_LEAST_APART, _ENOUGH_APART = 4, 6  # letters of a surname that come together by chance: three; six hardly in any words

_ODD = regex(rf"[{UNSEEN}\u0300-\u036f]|\\\\u|[а-яё]-\s*\n\s*[а-яё]|{_APART.pattern}")
"""Signs that hide in a word, an accent apart from its letter, letters given by their numbers or standing apart."""

_DIVIDED = regex(r"(?<=[а-яё])-[^\S\n]*\n\s*(?=[а-яё])")
"""A word divided by hand at the end of a line."""

_ALIKE_TO = {
    to: f"[{to}{''.join(chr(one).lower() for one, other in ALIKE.items() if chr(other).lower() == to)}]"
    for to in {chr(other).lower() for other in ALIKE.values()} - {"'"}
}
"""A small letter with all that look like it."""

_MOST_TURNS = 5
_LOOKED_AT = 60  # signs before and after a surname


@dataclass(frozen=True)
class Spot:
    """A place of a text that names the person, surely or perhaps."""

    start: int
    end: int
    sure: bool


@dataclass(frozen=True)
class _Beside:
    """What stands on one side of a surname: whether it may be the person's, and where it ends (or begins)."""

    fit: Fit
    edge: int
    doubtful: bool = False
    first: str = ""
    middle: str = ""


class Eraser:
    """Finds a person by each of their `names`; `others` are all other people known, `put` what stands in the place.

    `further` are patterns that find them too (a phone, an address), each with whether it does so surely. `shared` is to
    be set when somebody else's name with this surname was found in a text: a bare surname is doubtful then.
    """

    def __init__(
        self,
        names: Sequence[NamePattern],
        others: Iterable[NamePattern],
        put: str,
        further: Sequence[tuple[re.Pattern[str], bool]] = (),
    ) -> None:
        self._names, self._put, self._further = names, put, further
        mine = {form for name in names for form in name.surnames}
        firsts = {form for name in names for form in name.firsts}
        results = list(others)
        self._others = [other for other in results if other.surnames & mine or other.firsts & firsts]
        self._theirs = frozenset(form for other in self._others for form in other.surnames)
        self._patterns = [(name, _surname_pattern(name)) for name in names]
        self._given = [(name, pattern) for name in names if (pattern := _given_pattern(name))]
        self._quick = _quick_pattern(names)
        self.shared = False

    def spots(self, text: str, *, own: bool = False, personal: bool = False) -> list[Spot]:
        """The places of `text` (in NFC) that name the person, in order.

        `own`: the text is known to be about this person; `personal`: it names people, so that a word is a name.
        """
        rows: list[tuple[int, int, bool]] = []
        view = _View(text if self._may_hold_name(text) else "")
        if view.text:
            self._find_names(view, rows, own=own, personal=personal)
            rows += [(*place, own) for place in self._apart(view.text) if not _overlaps((*place, own), rows)]
        spots = [Spot(view.at[start], view.at[end - 1] + 1, sure) for start, end, sure in rows]
        for pattern, sure in self._further:
            for match in pattern.finditer(text):
                if not any(spot.start < match.end() and match.start() < spot.end for spot in spots):
                    spots.append(Spot(*match.span(), sure or own))
        return sorted(spots, key=lambda spot: spot.start)

    def fit(self, first: str, middle: str) -> Fit:
        """Whether a first name and patronymic may be the person's, by any of their names."""
        values = [name.fit(first.lower(), middle.lower()) for name in self._names]
        return next((fit for fit in (Fit.YES, Fit.UNTOLD) if fit in values), Fit.NO)

    def may_name(self, raw: str) -> bool:
        """Whether it is worth looking into `raw` (several texts as JSON, say): False is sure."""
        return self._may_hold_name(raw) or any(pattern.search(raw) for pattern, _sure in self._further)

    def _may_hold_name(self, raw: str) -> bool:
        """Most texts hold no beginning of the name, which is soon seen; those written oddly are looked at whole."""
        low = raw.lower()
        return bool(self._quick and (self._quick.search(low) or _ODD.search(low)))

    def _find_names(self, view: _View, rows: list[tuple[int, int, bool]], *, own: bool, personal: bool) -> None:
        for name, pattern in self._patterns:
            for match in pattern.finditer(view.text):
                one = self._judged(view.text, match, name, own=own, personal=personal)
                if one and not _overlaps(one, rows):
                    rows.append(one)
        for name, pattern in self._given:
            for match in pattern.finditer(view.text):
                one = self._without_surname(view.text, match, name, own=own)
                if one and not _overlaps(one, rows):
                    rows.append(one)

    def _apart(self, view: str) -> Iterator[tuple[int, int]]:
        """Where the letters of a surname stand apart; always doubtful. A short one begins and ends there."""
        forms = {form for name in self._names for form in name.surnames if len(form) >= _LEAST_APART}
        for match in _APART.finditer(view):
            places = [at for at in range(*match.span()) if view[at].isalpha()]
            letters = "".join(view[at] for at in places).lower()
            for form in forms:
                begin = letters.find(form)
                end = begin + len(form)
                alone = begin <= _INITIALS_BESIDE and len(letters) - end <= _INITIALS_BESIDE
                if begin >= 0 and (alone or len(form) >= _ENOUGH_APART):
                    yield places[begin], places[end - 1] + 1
                    break

    def clean(self, text: str, *, doubtful: bool = False, own: bool = False, personal: bool = False) -> str:
        """`text` without the person; `doubtful`: where that is not sure too."""
        clean = unicodedata.normalize("NFC", text)
        for turn in range(_MOST_TURNS):  # what stood between two places may be seen only when they are gone
            spots = [spot for spot in self.spots(clean, own=own, personal=personal) if spot.sure or doubtful]
            if not spots:
                return clean if turn else text
            for spot in reversed(spots):
                after = " " if clean[spot.end - 1].isspace() else ""
                clean = clean[: spot.start] + self._put + after + clean[spot.end :]
        return clean

    def names_another(self, text: str) -> bool:
        """Whether `text` names somebody else with this surname."""
        if not self._may_hold_name(text):
            return False
        view = _View(unicodedata.normalize("NFC", text))
        for name, pattern in self._patterns:
            for match in pattern.finditer(view.text):
                if _is_half(view.text, match) or view.text[match.start()].islower():
                    continue
                fits = (_after(view.text, match, name).fit, _before(view.text, match, name).fit)
                if Fit.NO in fits and Fit.YES not in fits:
                    return True
        return False

    def _judged(
        self, view: str, match: re.Match[str], name: NamePattern, *, own: bool, personal: bool
    ) -> tuple[int, int, bool] | None:
        """The place round a surname that was found, and whether it is surely the person; None for somebody else."""
        if _is_half(view, match):
            return _doubled(view, match, name)
        after, before = _after(view, match, name), _before(view, match, name)
        start, end = match.span()
        form = match[0].lower()
        bare = False
        if after.fit is Fit.YES:
            result, end = after, after.edge
        elif before.fit is Fit.YES:
            result, start = before, before.edge
        elif Fit.NO in (after.fit, before.fit):
            return None
        else:
            result, bare = _Beside(Fit.UNTOLD, end, after.doubtful), True
        if bare and match[0][0].islower():
            return (start, end, own) if view[end : end + 1] == "@" or view[start - 1 : start] in ("/", "@") else None
        if own:
            return start, end, True
        doubtful = result.doubtful or _PLACE_BEFORE.search(view[max(0, start - _LOOKED_AT) : start]) is not None
        if bare:
            half = form in name.halves and form not in name.surnames
            word = name.is_word and not personal
            doubtful = doubtful or self.shared or word or half or form in self._theirs
        else:
            doubtful = doubtful or self._may_be_another(form, result)
        return start, end, not doubtful

    def _may_be_another(self, form: str, beside: _Beside) -> bool:
        return any(
            form in other.surnames and other.fit(beside.first, beside.middle) is not Fit.NO for other in self._others
        )

    def _without_surname(
        self, view: str, match: re.Match[str], name: NamePattern, *, own: bool
    ) -> tuple[int, int, bool] | None:
        """A first name with its patronymic; None where a surname beside it is somebody else's."""
        start, end = match.span()
        before = _WORD_BEFORE.search(view[max(0, start - _LOOKED_AT) : start])
        after = _WORD_AFTER.match(view, end)
        beside = [entry[1] for entry in (before, after) if entry and not is_no_surname(entry[1])]
        if any(is_like_surname(word) for word in beside):
            return None
        another = any(other.fit(name.first, name.middle) is not Fit.NO and other.first for other in self._others)
        return start, end, own or not (another or beside)


def _surname_pattern(name: NamePattern) -> re.Pattern[str]:
    forms = sorted(name.surnames, key=len, reverse=True) + sorted(name.halves, key=len, reverse=True)
    return re.compile(rf"{_BEGINS}(?:{'|'.join(map(_loose, forms)) or '(?!)'}){_ENDS}", re.IGNORECASE)


def _loose(form: str) -> str:
    """A pattern of a form whose hyphens and spaces may be written in other ways."""
    return re.escape(form).replace(r"\-", r"\s?-\s?").replace(r"\ ", r"\s+")


def _given_pattern(name: NamePattern) -> re.Pattern[str] | None:
    """A first name with a patronymic, both whole; None where they are not known whole."""
    if len(name.first) < 2 or len(name.middle) < 2:
        return None
    firsts, middles = ("|".join(map(re.escape, sorted(forms))) for forms in (name.firsts, name.middles))
    return re.compile(rf"(?<![\w'-])(?:{firsts})\s+(?:{middles})(?![\w'-])", re.IGNORECASE)


def _quick_pattern(names: Sequence[NamePattern]) -> re.Pattern[str] | None:
    """How words begin in any text that names the person, in small letters; None for no name."""
    texts: set[str] = set()
    for name in names:
        for forms in (name.surnames, name.middles):
            core = _beginning(forms)
            texts |= {core} if len(core) > 1 else forms
        texts |= name.halves
    plain = sorted({re.split(r"[\s'-]", core)[0] for core in texts} - {""})
    ways = ["".join(_ALIKE_TO.get(sign, re.escape(sign)) for sign in core) for core in plain]
    return re.compile("|".join(ways)) if ways else None


def _beginning(forms: Iterable[str]) -> str:
    """How all of the forms begin."""
    ordered = sorted(forms)
    pairs = zip(ordered[0], ordered[-1], strict=False) if ordered else ()
    return "".join(one for one, _two in takewhile(lambda pair: pair[0] == pair[1], pairs))


class _View:
    """A text with everything made one that is written in more ways than one; `at` leads back to its signs."""

    def __init__(self, text: str) -> None:
        self.text = text.translate(_PLAIN)
        self.at: Sequence[int] = range(len(text))
        if len(self.text) != len(text):
            self.at = [place for place, sign in enumerate(text) if sign not in UNSEEN]
        divided = [match.span() for match in _DIVIDED.finditer(self.text)]
        for start, end in reversed(divided):
            self.text = self.text[:start] + self.text[end:]
            self.at = [*self.at[:start], *self.at[end:]]


def _is_half(view: str, match: re.Match[str]) -> bool:
    """Whether the surname found is one half of somebody else's double surname."""
    before = re.search(rf"({_CAP}[\w']+)-$", view[max(0, match.start() - _LOOKED_AT) : match.start()])
    after = re.match(rf"-{_CAP}[\w']", view[match.end() : match.end() + 3])
    return bool(after) or bool(before and not is_no_surname(before[1]))


def _doubled(view: str, match: re.Match[str], name: NamePattern) -> tuple[int, int, bool] | None:
    """The place of a double surname that the person may have taken: the same first name and patronymic; doubtful."""
    other = re.match(rf"-{_NAME}", view[match.end() : match.end() + _LOOKED_AT])
    end = match.end() + (other.end() if other else 0)
    given = _NAMES_AFTER.match(view[end : end + _LOOKED_AT])
    if given is None or not given[4] or name.fit(given[2].lower(), given[4].lower()) is not Fit.YES:
        return None
    return match.start(), end + given.end(4), False


def _after(view: str, match: re.Match[str], name: NamePattern) -> _Beside:
    """What follows a surname."""
    end = match.end()
    lower = match[0][0].islower()
    ahead = view[end : end + _LOOKED_AT].title() if lower else view[end : end + _LOOKED_AT]
    hit = _INITIALS_AFTER.match(ahead)
    if hit is None and not lower:
        hit = _LETTERS_AFTER.match(ahead)
    if hit:
        return _initials_after(ahead, hit, name, end)
    given = _NAMES_AFTER.match(ahead)
    if given is None:
        return _Beside(Fit.UNTOLD, end)
    first, middle = given[2], given[4] or ""
    if first.isupper() and not match[0].isupper():
        middle = ""
    if not is_patronymic(middle) and middle.lower() not in name.middles:
        middle = ""
    fit = name.fit(first.lower(), middle.lower())
    if len(name.first) == 1 and fit is Fit.YES and not (is_first_name(first) or middle):
        fit = Fit.UNTOLD
    if fit is Fit.YES:
        return _Beside(fit, end + (given.end(4) if middle else given.end(2)), False, first.lower(), middle.lower())
    return _Beside(*_another_after(match[0], given, middle, name, end))


def _another_after(
    surname: str, given: re.Match[str], middle: str, name: NamePattern, end: int
) -> tuple[Fit, int, bool]:
    """Whether the word after a surname, which is not the person's first name, makes it somebody else's."""
    first = given[2]
    if "\n" in given[1] or is_no_surname(first) or (first.isupper() and not surname.isupper()):
        return Fit.UNTOLD, end, False
    if name.first and (is_first_name(first) or middle):
        return Fit.NO, end, False
    return Fit.UNTOLD, end, True


def _initials_after(ahead: str, match: re.Match[str], name: NamePattern, end: int) -> _Beside:
    """Whether initials after a surname are its own, and the person's."""
    first, middle = match[2].lower(), (match[3] or "").lower()
    rest = ahead[match.end() :].lstrip(" ")
    following = _WORD_AFTER.match(f" {rest}")
    begins_next = following is not None and not is_no_surname(following[1])
    across = "\n" in match[1]
    fit = name.fit(first, middle)
    # One letter before another surname is that one's; on the next line only both initials tell enough.
    unclear = not middle and (begins_next or across)
    if fit is Fit.YES and not unclear:
        return _Beside(fit, end + len(match[0].rstrip()), False, first, middle)
    if fit is Fit.YES or across:
        return _Beside(Fit.UNTOLD, end, fit is Fit.YES)
    if fit is Fit.NO and following and begins_next and not _INITIALS_AFTER.match(rest[len(following[1]) :]):
        return _Beside(Fit.UNTOLD, end, True)  # «Дёмина К. Е. Носов»: whose initials these are
    return _Beside(fit, end, fit is Fit.UNTOLD)


def _before(view: str, match: re.Match[str], name: NamePattern) -> _Beside:
    """What stands before a surname."""
    start = match.start()
    begins = max(0, start - _LOOKED_AT)
    behind = view[begins:start].title() if match[0][0].islower() else view[begins:start]
    hit = _INITIALS_BEFORE.search(behind)
    if hit:
        first, middle = hit[1].lower(), (hit[2] or "").lower()
        owner = _WORD_BEFORE.search(behind[: hit.start()])
        fit = name.fit(first, middle)
        owned = owner and is_like_surname(owner[1]) and not _INITIALS_BEFORE.search(behind[: owner.start()])
        if owned or "\n" in hit[0]:
            fit = Fit.UNTOLD
        return _Beside(fit, begins + hit.start(), fit is Fit.UNTOLD, first, middle)
    given = _NAMES_BEFORE.search(behind)
    if given is None or "\n" in given[0]:
        return _Beside(Fit.UNTOLD, start)
    last, earlier = given[2].lower(), (given[1] or "").lower()
    if is_patronymic(last) or last in name.middles:
        fit = name.fit(earlier, last)
        return _Beside(fit, begins + given.start(1 if earlier else 2), False, earlier, last)
    fit = name.fit(last)
    if fit is Fit.NO and not is_first_name(last):
        fit = Fit.UNTOLD
    if fit is Fit.YES and len(name.first) == 1 and not is_first_name(last):
        fit = Fit.UNTOLD
    return _Beside(fit, begins + given.start(2), False, last)


def _overlaps(one: tuple[int, int, bool], rows: Sequence[tuple[int, int, bool]]) -> bool:
    return any(start < one[1] and one[0] < end for start, end, _sure in rows)
