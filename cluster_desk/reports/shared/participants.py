"""What papers about the participants of an event share: the list, its order, its jury, whom a website may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cluster_desk.core.children import count_children, count_schools
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.participants import EventFolder
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.school_classes import in_class
from cluster_desk.core.russian.text import quoted, sort_key, tidy
from cluster_desk.data.queries.events import EventFacts, event_people, get_event
from cluster_desk.data.queries.participants import ParticipantFacts, folder_of, participant_facts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import Options, PaperChoice, one_in_file
from cluster_desk.reports.shared.events import EVENT
from cluster_desk.reports.shared.recipients import place_said
from cluster_desk.rules.consents import Consents, Use

_UNPLACED = 10**6
_MOST_IN_SENTENCE = 8


def _with_lists(read: Reader) -> list[PaperChoice]:
    """The events that have participants, the latest first."""
    listed = {str(row) for (row,) in read.rows("SELECT DISTINCT event_id FROM participants")}
    return [one for one in EVENT.choices(read) if one.code in listed]


LISTED_EVENT = one_in_file(
    EVENT.name,
    EVENT.label,
    _with_lists,
    N_("No event has a list of participants yet: open its folder in the log (Ctrl+Shift+F)."),
)


def event_and_list(read: Reader, options: Options) -> tuple[EventFacts, EventFolder, list[ParticipantFacts]]:
    """The event that `options` name, its folder and its participants. Raises UserError where nobody is in the list."""
    event = get_event(read, int(options[EVENT.name]))
    if event is None:
        raise UserError(_("The event is no longer in the file."))
    people = participant_facts(read, event.id)
    if not people:
        raise UserError(
            _("Nobody is in the list of participants of this event."),
            do=_("Open the folder of the event in the log (Ctrl+Shift+F) and paste the list or read applications."),
        )
    return event, folder_of(read, event.id), people


def by_school(people: Sequence[ParticipantFacts]) -> list[tuple[str, list[ParticipantFacts]]]:
    """The participants school by school, both in the order of names; those without a school last."""
    schools: defaultdict[str, list[ParticipantFacts]] = defaultdict(list)
    for one in people:
        schools[one.organization].append(one)
    ordered = sorted(schools, key=lambda name: (not name, sort_key(name)))
    return [(name, sorted(schools[name], key=lambda one: sort_key(one.name))) for name in ordered]


def by_nomination(people: Sequence[ParticipantFacts]) -> list[tuple[str, list[ParticipantFacts]]]:
    """The participants nomination by nomination in the order in which these come first, by place, then by name."""
    nominations: defaultdict[str, list[ParticipantFacts]] = defaultdict(list)
    for one in people:
        nominations[tidy(one.record.nomination)].append(one)
    return [(name, sorted(some, key=_rank)) for name, some in nominations.items()]


def _rank(one: ParticipantFacts) -> tuple[int, float, str]:
    standing = one.standing
    place = standing.place if standing.place is not None else 0 if standing.is_winner else _UNPLACED
    return place, -(standing.total or 0.0), sort_key(one.name)


def placed(people: Sequence[ParticipantFacts]) -> list[ParticipantFacts]:
    """The winners and those with a prize place."""
    return [one for one in people if one.standing.is_placed]


def winners_in_words(people: Sequence[ParticipantFacts]) -> str:
    """«I место — Громова Анна Петровна, 8 класс, МКОУ СОШ с. Берёзовка; …», by nomination; "" where nobody won.

    Many of them stand in the minutes of the jury, which go with the paper.
    """
    parts = []
    if (count := len(placed(people))) > _MOST_IN_SENTENCE:
        return f"победители и призёры ({count} чел.) согласно протоколу жюри (прилагается)"
    for nomination, some in by_nomination(placed(people)):
        told = []
        for one in some:
            known = one.school_class
            words = [one.name, known.called if known else "", one.organization]
            told.append(f"{place_of(one) or one.standing.role} — {', '.join(filter(None, words))}")
        parts.append(f"{f'номинация {quoted(nomination)}: ' if nomination else ''}{'; '.join(told)}")
    return "; ".join(parts)


def jury_of(read: Reader, event: int) -> tuple[str, list[str]]:
    """The chair of an event's jury ("" for none told) and its other members, of those named in the event."""
    people = [one for one in event_people(read, event) if "жюри" in one.role.lower()]
    chair = next((one.name for one in people if "председател" in one.role.lower()), "")
    return chair, [one.name for one in people if one.name != chair]


def counted_children(people: Sequence[ParticipantFacts]) -> str:
    """«120 обучающихся», who stands in two nominations being one; «участников» where somebody is in no class."""
    count = how_many(people)
    if all(one.school_class is not None and one.school_class.is_pupil for one in people):
        return f"{count} {plural(count, 'обучающийся', 'обучающихся', 'обучающихся')}"
    return counted_participants(people)


def counted_participants(people: Sequence[ParticipantFacts]) -> str:
    """«120 участников»."""
    count = how_many(people)
    return f"{count} {plural(count, 'участник', 'участника', 'участников')}"


def how_many(people: Sequence[ParticipantFacts]) -> int:
    """How many people these lines are about: as many as the log counts."""
    return count_children(one.record for one in people)


def counted_schools(people: Sequence[ParticipantFacts]) -> str:
    """«9 организаций», in the genitive: «из 9 организаций», «из 1 организации»."""
    count = count_schools(one.record for one in people)
    return f"{count} {plural(count, 'организации', 'организаций', 'организаций')}"


def place_of(one: ParticipantFacts) -> str:
    """«I место», «Гран-при»; «победитель» where no place is told by a figure."""
    words = one.standing.words
    return place_said(words) if words else ""


def named_by_consent(read: Reader, people: Sequence[ParticipantFacts]) -> frozenset[int]:
    """The participants (row numbers) whom a site may name: those with a consent in force. Without one nobody is."""
    register = Consents(read, read.today())
    asked = (
        (one.record, register.of(one.name, Use.NAME, organization_id=one.record.organization_id)) for one in people
    )
    return frozenset(record.id for record, answer in asked if answer.allows and record.id is not None)


def public_name(one: ParticipantFacts, allowed: frozenset[int]) -> str:
    """«Громова Анна, 8 класс» with a consent, else «обучающийся 8 класса»: no name, no patronymic."""
    of_class = in_class(one.record.grade)
    if one.record.id in allowed:
        parsed = parse_name(one.name)
        name = f"{parsed.surname} {parsed.first}".strip() if parsed and len(parsed.first) > 1 else one.name
        known = one.school_class
        return f"{name}, {known.called}" if known else name
    return f"обучающийся {of_class}" if of_class else "участник"
