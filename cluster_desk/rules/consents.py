"""Whether somebody's name or photo may be published: by the register of consents, and by nothing else.

Nothing is concluded from silence: who has no consent in the register has none. Where words may mean several people, or
the term of a consent is not understood, that is told as a doubt, never as a consent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from cluster_desk.core.deadlines.counted import last_day
from cluster_desk.core.errors import Problem
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.calendar import days_off
from cluster_desk.data.queries.consents import ConsentFacts, consent_facts, names_of_several_schools
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.fields import end_problems
from cluster_desk.rules.log.attachments import files_problems
from cluster_desk.rules.matching import MatchedOrganization, MatchedPerson, PersonMatcher
from cluster_desk.rules.states import CONSENT_STATES, ConsentState, consent_state


class Use(StrEnum):
    """What a consent is asked for."""

    KEEPING = "keeping"
    NAME = "name"
    PHOTO = "photo"


class Answer(StrEnum):
    """Whether there is a consent for a use on a day."""

    GIVEN = "given"
    DOUBTFUL = "doubtful"  # of a namesake perhaps, or its term is not understood
    NOT_FOR_THIS = "not_for_this"  # there is one in force, and it does not allow this
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


ANSWER_WORDS = {
    Answer.GIVEN: N_("there is a consent"),
    Answer.DOUBTFUL: N_("it is not sure whether there is a consent"),
    Answer.NOT_FOR_THIS: N_("the consent does not allow this"),
    Answer.EXPIRED: N_("the consent has ended"),
    Answer.WITHDRAWN: N_("the consent was withdrawn"),
    Answer.MISSING: N_("no consent is recorded"),
}
"""What the answers are called (msgids)."""


class ConsentAnswer(NamedTuple):
    """Whether somebody consented to a use on a day, and the consents (row numbers) that say so."""

    answer: Answer
    consents: tuple[int, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether a recorded consent, not ended and not withdrawn, allows it."""
        return self.answer is Answer.GIVEN


@dataclass(eq=False)
class _Giver(MatchedPerson):
    """Somebody of the register with all their consents."""

    person_id: int | None = None
    consents: list[ConsentFacts] = field(default_factory=list)

    def may_have_given(self, one: ConsentFacts) -> bool:
        """Whether a consent under the same name is this person's: neither person nor school tells otherwise."""
        pairs = ((self.person_id, one.person_id), (self.organization_id, one.organization_id))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)


class Consents:
    """The register as it stands on a day, read once for any number of questions."""

    def __init__(self, read: Reader, on: dt.date, facts: Sequence[ConsentFacts] | None = None) -> None:
        """`facts`: the consents, read already."""
        self._on = on
        self._givers: list[_Giver] = []
        known: dict[str, list[_Giver]] = {}
        for one in consent_facts(read) if facts is None else facts:
            namesakes = known.setdefault(fold(one.whose), [])
            giver = next((each for each in namesakes if each.may_have_given(one)), None)
            if giver is None:
                giver = _Giver(one.whose, one.about, one.id, one.organization_id, one.person_id)
                namesakes.append(giver)
                self._givers.append(giver)
            giver.consents.append(one)
            giver.person_id = giver.person_id or one.person_id
            giver.organization_id = giver.organization_id or one.organization_id
        self._matcher = PersonMatcher(self._givers)
        of_nobody = {one.name for one in self._givers if one.person_id is None and one.organization_id is None}
        self._namesakes = names_of_several_schools(read, of_nobody)

    def __bool__(self) -> bool:
        """Whether anything is in the register: an office that keeps none is told of no missing consent."""
        return bool(self._givers)

    def of(
        self, words: str, use: Use, *, person_id: int | None = None, organization_id: int | None = None
    ) -> ConsentAnswer:
        """Whether whom `words` name consented to `use`; the organization tells namesakes apart.

        A consent of a school is sure for somebody of that school alone: of whom no school is known may be a namesake.
        One without a school is sure for nobody where the file knows that name of several schools.
        """
        own = [one for one in self._givers if person_id is not None and one.person_id == person_id]
        if own:
            return self._answer([each for one in own for each in one.consents], use)
        where = MatchedOrganization((), "", organization_id) if organization_id is not None else None
        result = self._matcher.find(words.split(",", maxsplit=1)[0].strip(), where)
        sure = result.sure
        if sure is not None and not self._may_be_another(sure, organization_id):
            return self._answer(sure.consents, use)
        perhaps = result.perhaps or ([sure] if sure else ())
        perhaps = [one for one in perhaps if person_id is None or one.person_id is None]
        if not perhaps:
            return ConsentAnswer(Answer.MISSING)
        return ConsentAnswer(Answer.DOUBTFUL, tuple(each.id for one in perhaps for each in one.consents))

    def _may_be_another(self, giver: _Giver, organization_id: int | None) -> bool:
        """Whether the one of that name may be another than is asked about, whose school is another or not told."""
        if giver.organization_id is None:
            return giver.name in self._namesakes
        return giver.organization_id != organization_id

    def _answer(self, consents: Sequence[ConsentFacts], use: Use) -> ConsentAnswer:
        states = [(one, consent_state(one, self._on)) for one in consents]
        for_this = [(one, state) for one, state in states if _allows(one, use)]
        for state, answer in _IN_ORDER:
            named = tuple(one.id for one, known in for_this if known is state)
            if named:
                return ConsentAnswer(answer, named)
        others = tuple(one.id for one, state in states if state in (ConsentState.IN_FORCE, ConsentState.UNCLEAR))
        return ConsentAnswer(Answer.NOT_FOR_THIS, others) if others else ConsentAnswer(Answer.MISSING)


_IN_ORDER = (
    (ConsentState.IN_FORCE, Answer.GIVEN),
    (ConsentState.UNCLEAR, Answer.DOUBTFUL),
    (ConsentState.WITHDRAWN, Answer.WITHDRAWN),
    (ConsentState.EXPIRED, Answer.EXPIRED),
)


def _allows(one: ConsentFacts, use: Use) -> bool:
    return bool({Use.KEEPING: one.for_keeping, Use.NAME: one.for_name, Use.PHOTO: one.for_photo}[use])


def derive_consent(consent: Consent, before: Consent | None, read: Reader) -> None:
    """Understand the term where its words changed and nobody told the day."""
    was = (before.until_words, before.given_on, before.until) if before else ("", None, None)
    if consent.given_on and (consent.until_words, consent.given_on) != was[:2] and consent.until == was[2]:
        is_off = days_off(read).is_off_work
        consent.until = last_day(consent.until_words, consent.given_on, is_off, is_validity=True)


def consent_problems(consent: Consent, read: Reader) -> list[Problem]:
    """A consent ends after it is given, and is withdrawn after it is given; it is to something."""
    problems = end_problems("until", consent.given_on, consent.until)
    problems += end_problems("withdrawn_on", consent.given_on, consent.withdrawn_on)
    if not (consent.for_keeping or consent.for_name or consent.for_photo):
        problems.append(Problem("for_keeping", _("Tick what the consent allows.")))
    return problems + files_problems(consent, consent.files, read)


def consent_doubts(consent: Consent, today: dt.date) -> list[str]:
    """What looks odd in a consent: a term that is not understood, an end that has come, nobody's school."""
    state = consent_state(facts_of(consent), today)
    doubts = []
    if state is ConsentState.UNCLEAR:
        doubts.append(_("The term is not understood: write the last day, or “until withdrawn”."))
    elif state in _OVER:
        doubts.append(_("%s: nothing is published by it.") % _(CONSENT_STATES[state]))
    if consent.person_id is None and consent.organization_id is None and state not in _OVER:
        doubts.append(_("No organization is told: the consent counts for anybody of this name."))
    return doubts


_OVER = (ConsentState.EXPIRED, ConsentState.WITHDRAWN)


def facts_of(consent: Consent) -> ConsentFacts:
    """A record as the facts that its state is told from."""
    iso = [day.isoformat() if day else "" for day in (consent.given_on, consent.until, consent.withdrawn_on)]
    make = partial(ConsentFacts, consent.id or 0, consent.whose, consent.person_id, consent.organization_id, "")
    uses = (consent.for_keeping, consent.for_name, consent.for_photo)
    return make(consent.about, *uses, iso[0], consent.until_words, iso[1], iso[2])
