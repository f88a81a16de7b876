"""What must hold of participants and of an event's folder, and what looks wrong in a list of participants."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cluster_desk.core.children import ChildKey, child_of
from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _, n_
from cluster_desk.core.records.participants import EventFolder, Participant
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.numbers import show_number
from cluster_desk.core.russian.school_classes import read_class
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.data.queries.participants import folder_of, participants_of
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.matching import Matching

_MOST_PRIZES = 20


def folder_problems(folder: EventFolder, read: Reader) -> list[Problem]:
    """One folder an event; a criterion gives some points; a few prize places.

    Two that came together when files were merged may be changed: the first is the one that is shown.
    """
    problems = []
    sql = "SELECT 1 FROM event_folders WHERE event_id = ? AND NOT EXISTS (SELECT 1 FROM event_folders WHERE id = ?)"
    if read.value(sql, folder.event_id, folder.id or 0):
        problems.append(Problem("event_id", _("This event has a folder already.")))
    if any(one.most is not None and one.most <= 0 for one in folder.criteria):
        problems.append(Problem("criteria", _("The most points of a criterion must be more than zero.")))
    if folder.prizes is not None and not 0 <= folder.prizes <= _MOST_PRIZES:
        problems.append(Problem("prizes", _("There may be up to %d prize places.") % _MOST_PRIZES))
    return problems


def participant_problems(participant: Participant, read: Reader) -> list[Problem]:
    """Points are no less than none."""
    if any(one.points is not None and one.points < 0 for one in participant.points):
        return [Problem("points", _("Points cannot be less than zero."))]
    return []


@dataclass(frozen=True)
class ListDoubt:
    """What looks wrong in a list of participants: in which lines (row numbers), in which field, in a sentence."""

    rows: tuple[int, ...]
    field: str
    sentence: str


def list_doubts(read: Reader, event: int, participants: Sequence[Participant] | None = None) -> list[ListDoubt]:
    """Everything that looks wrong in the list of an event, line by line first, then what lines say of each other."""
    records = participants_of(read, event) if participants is None else participants
    folder = folder_of(read, event)
    known = Matching(read)
    doubts = [doubt for one in records for doubt in _of_line(one, folder, known)]
    return [*doubts, *_twice(records), *_spelled(records, read)]


def _of_line(one: Participant, folder: EventFolder, known: Matching) -> Iterator[ListDoubt]:
    row = (one.id or 0,)
    name = parse_name(one.name)
    if name is None or not name.first:
        sentence = _("“%(name)s”: this is not a surname with a first name.") % {"name": one.name}
        yield ListDoubt(row, "name", sentence)
    if one.grade and read_class(one.grade) is None:
        yield ListDoubt(row, "grade", _("%(name)s: “%(words)s” is no class.") % _values(one, one.grade))
    if not one.organization_words:
        yield ListDoubt(row, "organization_words", _("%(name)s: the school is not told.") % {"name": one.name})
    elif one.organization_id is None:
        yield ListDoubt(row, "organization_words", _unknown_school(one, known))
    for criterion in folder.criteria:
        got = next((each.points for each in one.points if each.criterion_id == criterion.id), None)
        if got is not None and criterion.most is not None and got > criterion.most:
            values = {"name": one.name, "points": show_number(got), "most": show_number(criterion.most)}
            values["criterion"] = criterion.name
            sentence = _("%(name)s: %(points)s points for “%(criterion)s”, at most %(most)s are given.") % values
            yield ListDoubt(row, f"points:{criterion.id}", sentence)
    if one.points and len(one.points) < len(folder.criteria):
        missing = {each.id: each.name for each in folder.criteria}
        for each in one.points:
            missing.pop(each.criterion_id, None)
        words = _values(one, ", ".join(missing.values()))
        yield ListDoubt(row, "points", _("%(name)s: no points for “%(words)s”.") % words)


def _values(one: Participant, words: str) -> dict[str, str]:
    return {"name": one.name, "words": words}


def _unknown_school(one: Participant, known: Matching) -> str:
    meant = known.typed_organization(one.organization_words)
    perhaps = [meant.sure] if meant.sure else meant.perhaps
    values = _values(one, one.organization_words)
    if perhaps:
        values["perhaps"] = "; ".join(each.title for each in perhaps)
        return _("%(name)s: the school “%(words)s” is perhaps %(perhaps)s.") % values
    return _("%(name)s: the school “%(words)s” is not in the list of organizations.") % values


def _twice(records: Sequence[Participant]) -> Iterator[ListDoubt]:
    """The same child in two lines: in two nominations, or twice in one."""
    children: defaultdict[ChildKey, list[Participant]] = defaultdict(list)
    for one in records:
        children[child_of(one)].append(one)
    for lines in children.values():
        if len(lines) < 2:
            continue
        rows = tuple(one.id or 0 for one in lines)
        nominations = list(dict.fromkeys(tidy(one.nomination) for one in lines))
        values = {"name": lines[0].name, "count": len(lines)}
        if len(nominations) < len(lines):
            yield ListDoubt(rows, "name", _("%(name)s stands in the list twice.") % values)
        else:
            values["words"] = "; ".join(words or "—" for words in nominations)
            yield ListDoubt(rows, "nomination", _("%(name)s takes part in several nominations: %(words)s.") % values)


def _spelled(records: Sequence[Participant], read: Reader) -> Iterator[ListDoubt]:
    """One school that the list writes in several ways."""
    ways: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for one in records:
        if one.organization_id is not None and one.organization_words:
            ways[one.organization_id][one.organization_words] += 1
    names = dict(read.rows("SELECT id, short_name FROM organizations"))
    for school, counted in ways.items():
        if len({fold(words) for words in counted}) > 1:
            rows = tuple(one.id or 0 for one in records if one.organization_id == school)
            told = "; ".join(f"{words} ({count})" for words, count in counted.most_common())
            values = {"school": names.get(school, ""), "ways": told}
            sentence = _("%(school)s is written in several ways: %(ways)s.") % values
            yield ListDoubt(rows, "organization_words", sentence)


def doubts_in_words(doubts: Sequence[ListDoubt]) -> str:
    """«12 things to look at»; "" for none."""
    return n_("%d thing to look at", "%d things to look at", len(doubts)) % len(doubts) if doubts else ""
