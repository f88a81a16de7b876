"""Places by points: who shares one, which comes next, who wins and who takes a prize."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from cluster_desk.core.records.participants import Participant, Points, Ranking, Ties
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.numbers import from_roman, to_roman
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold

_WINNERS = regex(r"гран|победител|лауреат|чемпион|абсолютн")
_PRIZES = regex(r"приз|диплом|лауреат|степен|мест")
_FIGURE = regex(r"(?<!\w)(\d{1,3}|[ivx]{1,5})(?!\w)")


@dataclass(frozen=True)
class Standing:
    """How somebody stands: the points in all (None where none are told), the place, and how a paper says it.

    `shared`: others have the place too. `words` is «I», «12» or what the jury gave by word.
    """

    total: float | None
    place: int | None
    words: str
    shared: bool = False
    prizes: int = 3

    @property
    def is_winner(self) -> bool:
        """Whether it is the first place, or one that is called so."""
        return self.place == 1 or (self.place is None and bool(_WINNERS.search(fold(self.words))))

    @property
    def is_prize(self) -> bool:
        """Whether it is a prize place that is not the first."""
        if self.place is not None:
            return 1 < self.place <= self.prizes
        return bool(_PRIZES.search(fold(self.words))) and not self.is_winner

    @property
    def is_placed(self) -> bool:
        """Whether it is the first place or another prize place."""
        return self.is_winner or self.is_prize

    @property
    def role(self) -> str:
        """What somebody is by the place: «победитель», «призёр», «участник»."""
        return "победитель" if self.is_winner else "призёр" if self.is_prize else "участник"


def total_of(points: Iterable[Points]) -> float | None:
    """All points together; None where none are told."""
    told = [one.points for one in points if one.points is not None]
    return round(sum(told), 4) if told else None


def place_in_words(words: str) -> int | None:
    """The place that words of a jury tell: «I», «2 место», «диплом 3 степени»; None for «Гран-при»."""
    folded = fold(words)
    found = _FIGURE.search(folded)
    if found is None or (folded != found[0] and not _PRIZES.search(folded)):
        return next((n for n, word in enumerate(("перв", "втор", "трет"), 1) if folded.startswith(word)), None)
    return int(found[1]) if found[1].isdecimal() else from_roman(found[1].upper()) or None


def place_words(place: int, prizes: int = 3) -> str:
    """«I» for a prize place, «12» for others."""
    return to_roman(place) if place <= max(prizes, 3) else str(place)


def standings(
    participants: Sequence[Participant],
    ranking: Ranking = Ranking.NOMINATION,
    ties: Ties = Ties.NEXT,
    prizes: int | None = 3,
) -> dict[int, Standing]:
    """How everybody stands, by row number. Who was given a place by word keeps it; equal points share a place."""
    groups: defaultdict[Hashable, list[Participant]] = defaultdict(list)
    for one in participants:
        groups[_group(one, ranking)].append(one)
    result: dict[int, Standing] = {}
    most = prizes if prizes is not None else 3
    for group in groups.values():
        places = _places([total for one in group if (total := total_of(one.points)) is not None], ties)
        own = {one.id or 0: _place(one, places) for one in group}
        for one in group:
            place, words = own[one.id or 0]
            shared = place is not None and sum(other == place for other, _words in own.values()) > 1
            said = words or (place_words(place, most) if place else "")
            result[one.id or 0] = Standing(total_of(one.points), place, said, shared, most)
    return result


def _place(one: Participant, places: dict[float, int]) -> tuple[int | None, str]:
    if one.place_words:
        return place_in_words(one.place_words), one.place_words
    total = total_of(one.points)
    return (None, "") if total is None else (places[total], "")


def _places(totals: Iterable[float], ties: Ties) -> dict[float, int]:
    """The place of each number of points, the greatest first."""
    ordered = sorted(totals, reverse=True)
    if ties is Ties.SKIPPED:
        return {total: ordered.index(total) + 1 for total in ordered}
    return {total: place for place, total in enumerate(sorted(set(ordered), reverse=True), 1)}


def _group(one: Participant, ranking: Ranking) -> Hashable:
    """Among whom somebody is given a place."""
    if ranking is Ranking.ALL:
        return ""
    nomination = fold(one.nomination).strip('" ')
    if ranking is Ranking.NOMINATION:
        return nomination
    known = read_class(one.grade)
    return nomination, known.number if known else fold(one.grade)
