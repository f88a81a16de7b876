"""Names, posts and organizations in the cases that papers need, with what the office has corrected once.

A correction is looked up first and is right by definition; else rules decline, and tell whether they are sure: those of
posts and bodies stand in `core.russian.phrases`. Of names a library knows the endings; here stands what it cannot be
trusted with: whether somebody is a man or a woman is read from the patronymic, the first name or the surname, and where
nothing tells, and the forms differ, the answer is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cluster_desk.core.records.members import Case
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import PersonName, find_names, parse_name
from cluster_desk.core.russian.phrases import decline_body, decline_post
from cluster_desk.core.russian.text import fold, tidy

if TYPE_CHECKING:
    from pytrovich.enums import NamePart
    from pytrovich.maker import PetrovichDeclinationMaker


class Sex(StrEnum):
    """What the grammar of a name depends on."""

    MALE = "male"
    FEMALE = "female"


_MALE_PATRONYMIC = regex(r"\w+(?:ич|оглы|улы)", re.IGNORECASE)
_FEMALE_PATRONYMIC = regex(r"\w+(?:вна|чна|шна)|.*(?:кызы|гызы)", re.IGNORECASE)
_TURKIC = regex(r"\s(?:оглы|улы|кызы|гызы)$", re.IGNORECASE)
_STILL = regex(r".*(?:ко|[ыи]х|[оеёиуюэ]|[еиоу]а)", re.IGNORECASE)
"""Surnames with one form for all cases, men's and women's alike."""

_MALE_SURNAME = regex(r".{2,}(?:[оеё]в|[иы]н|[сц]кий|[сц]кой|ный|ой|ый)", re.IGNORECASE)
_FEMALE_SURNAME = regex(r".{2,}(?:[оеё]ва|[иы]на|[сц]кая|ная|ая)", re.IGNORECASE)
_NOUNS_IN_INA = regex(
    r"(?:щерб|кал|мал|ряб|бы?л|дуб|год|дол|старш|круч|тал|хворост|паут|был|мякот|перш|сух|крин|верш|ял|лоз)ин[аы]",
    re.IGNORECASE,
)
"""Surnames in -ина that are nouns: men bear them too, and they are declined otherwise."""

_DOUBTFUL_MALE = regex(r".*(?:[её]ц|яц|[оеё]к|ей|ень|[её]ль?|есь|лев|(?<![сц]к)(?<!н)ий|ия)|.{1,2}", re.IGNORECASE)
"""Men's surnames whose vowel may or may not drop out: Заяц, Соловей, Лобок, Стрелец, Журавель, Бабий."""

_KNOWN_IYA = regex(
    r"(?:мар|лил|юл|анастас|евген|виктор|ксен|валер|лид|натал|соф|антон|клавд|эмил|васил|евдок|аврел|"
    r"ефрос|евфрос|агн|таис|таис|роз|пелаг|поликсен)ия",
    re.IGNORECASE,
)
_FIRM_FEMALE = regex(r"(?:любовь|нинель|рахиль|юдифь|руфь)", re.IGNORECASE)


def sex_of(name: PersonName) -> Sex | None:
    """Whether a man or a woman bears the name; None where it does not tell."""
    if len(name.middle) > 1:
        if _FEMALE_PATRONYMIC.fullmatch(name.middle):
            return Sex.FEMALE
        if _MALE_PATRONYMIC.fullmatch(name.middle):
            return Sex.MALE
    result = _by_first_name(name.first) if len(name.first) > 1 else None
    if result:
        return result
    results = {_by_surname(part) for part in name.surname.split("-")} - {None}
    return results.pop() if len(results) == 1 else None


def _by_surname(surname: str) -> Sex | None:
    if _FEMALE_SURNAME.fullmatch(surname) and not _NOUNS_IN_INA.fullmatch(surname):
        return Sex.FEMALE
    return Sex.MALE if _MALE_SURNAME.fullmatch(surname) else None


@cache
def _by_first_name(first: str) -> Sex | None:
    from pytrovich.detector import PetrovichGenderDetector
    from pytrovich.enums import Gender

    try:
        result = PetrovichGenderDetector().detect(firstname=first)  # type: ignore[no-untyped-call]
    except (ValueError, StopIteration):
        return None
    return {Gender.MALE: Sex.MALE, Gender.FEMALE: Sex.FEMALE}.get(result)


def decline_person(words: str, case: Case, sex: Sex | None = None) -> tuple[str, bool]:
    """A person's name in `case` in the form it was typed in, and whether it is surely right.

    `sex` is given where it is known from elsewhere. Words that are no name come back as they are, unsure.
    """
    if case is Case.NOMINATIVE:
        return words, True
    name = parse_name(words)
    if name is None:
        return words, False
    known = sex or sex_of(name)
    if known:
        return _declined(words, name, case, known)
    (male, male_sure), (female, female_sure) = (_declined(words, name, case, one) for one in Sex)
    return male, male == female and male_sure and female_sure


def in_all_cases(name: PersonName) -> list[PersonName]:
    """The name's parts in every case, the nominative first; where nothing tells the sex, as a man's and a woman's."""
    known = sex_of(name)
    return [
        PersonName(
            _surname(name.surname, case, sex)[0], _first(name.first, case, sex)[0], _middle(name.middle, case, sex)
        )
        for sex in ((known,) if known else Sex)
        for case in Case
    ]


def _declined(words: str, name: PersonName, case: Case, sex: Sex) -> tuple[str, bool]:
    surname, sure = _surname(name.surname, case, sex)
    first, first_sure = _first(name.first, case, sex)
    middle = _middle(name.middle, case, sex)
    text = _tidied(words, name)
    for before, after in ((name.surname, surname), (name.first, first), (name.middle, middle)):
        if len(before) > 1:
            text = re.sub(rf"(?<![\w-]){re.escape(before)}(?![\w-])", after, text, count=1)
    return text, sure and first_sure


def _tidied(words: str, name: PersonName) -> str:
    """The words with a double surname written without spaces round its hyphen."""
    spots = find_names(words)
    text = tidy(words)
    if spots and "-" in name.surname:
        loose = r"\s?[-‐‑–]\s?".join(map(re.escape, name.surname.split("-")))
        text = re.sub(loose, name.surname, text)
    return text


_SHORT_HUSHING = regex(r"[^аеёиоуыэюя]*[аеёиоуыэюя][^аеёиоуыэюя]*[жчшщ]", re.IGNORECASE)
"""Surnames of one syllable: Коржом, but Финчем."""


def _surname(surname: str, case: Case, sex: Sex) -> tuple[str, bool]:
    parts, sure = [], True
    for part in re.split("-", surname):
        if _STILL.fullmatch(part):
            parts.append(part)
            continue
        from pytrovich.enums import NamePart

        before, _mark, name = re.split(r"(?<=['’ʼ`])()", part) if re.search("['’ʼ`]", part) else ("", "", part)
        declined = _inflected(NamePart.LASTNAME, name, case, sex)
        declined = re.sub("ачем$", "ачом", declined)  # Ткачом, Деркачом: the ending is stressed
        parts.append(before + _cased(name, declined))
        is_stress_unknown = declined.endswith("ем") and _SHORT_HUSHING.fullmatch(part)
        sure = sure and _is_surely(part, sex) and not is_stress_unknown
    return "-".join(parts), sure


def _is_surely(surname: str, sex: Sex) -> bool:
    if _NOUNS_IN_INA.fullmatch(surname):
        return False
    if sex is Sex.MALE:
        if _MALE_SURNAME.fullmatch(surname):
            return not re.fullmatch(r"лев", surname, re.IGNORECASE)
        return not _DOUBTFUL_MALE.fullmatch(surname)
    # A woman's surname that ends in a consonant stays; one in -ия is rare and given both ways.
    return not surname.lower().endswith("ия")


def _first(first: str, case: Case, sex: Sex) -> tuple[str, bool]:
    if len(first) < 2:
        return first, True
    from pytrovich.enums import NamePart

    declined = _cased(first, _inflected(NamePart.FIRSTNAME, first, case, sex).replace("иёй", "ией"))
    low = first.lower()
    if sex is Sex.FEMALE:
        firm = low.endswith(("а", "я")) and (not low.endswith("ия") or bool(_KNOWN_IYA.fullmatch(first)))
        return declined, firm or bool(_FIRM_FEMALE.fullmatch(first))
    return declined, not low.endswith(("о", "и", "у", "е", "ия"))


def _middle(middle: str, case: Case, sex: Sex) -> str:
    if len(middle) < 2 or _TURKIC.search(middle):
        return middle
    from pytrovich.enums import NamePart

    return _cased(middle, _inflected(NamePart.MIDDLENAME, middle, case, sex))


@cache
def _maker() -> PetrovichDeclinationMaker:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()


def _inflected(part: NamePart, word: str, case: Case, sex: Sex) -> str:
    from pytrovich.enums import Case as TheirCase
    from pytrovich.enums import Gender

    gender = Gender.MALE if sex is Sex.MALE else Gender.FEMALE
    return str(_maker().make(part, gender, TheirCase[case.name], word.capitalize()))


def _cased(typed: str, declined: str) -> str:
    """The declined word in capitals where the typed one is."""
    return declined.upper() if typed.isupper() and len(typed) > 1 else declined


def cluster_genitive(name: str) -> str:
    """«Заречного образовательного кластера» for «Заречный образовательный кластер»; "" when it is not known."""
    words, sure = decline_body(tidy(name), Case.GENITIVE)
    # «Север» in quotes alone, or letters of an abbreviation, stay as they are: of what, the sentence would not tell.
    return words if sure and (words != tidy(name) or not re.match(r"[«\"“„]|[A-ZА-ЯЁ]{2,}", words)) else ""


Corrections = Mapping[tuple[str, Case], str]
"""What the office said, by the folded words and the case."""


class Declined(NamedTuple):
    """Words in a case; `sure` is False where the office should be asked once (and a `NameForm` kept)."""

    words: str
    sure: bool


@dataclass(frozen=True)
class Declension:
    """Declines, minding `corrections` (see `data.queries.matching`)."""

    corrections: Corrections = field(default_factory=dict)

    def person(self, words: str, case: Case, sex: Sex | None = None) -> Declined:
        """A person's name in any form offices use, in the same form: «Белоус М.Я» stays with its initials."""
        return self._corrected(words, case) or Declined(*decline_person(words, case, sex))

    def surname_first(self, words: str, case: Case) -> Declined:
        """A name in `case` as an addressee's stands, «Громову П.А.»; what is no such name as `person` gives it."""
        declined, name = self.person(words, case), parse_name(words)
        if name is None or not name.first:
            return declined
        typed, changed = tidy(_tidied(words, name)).split(), declined.words.split()
        surname = name.surname.split()
        at = next((n for n in range(len(typed)) if typed[n : n + len(surname)] == surname), None)
        if at is None or len(typed) != len(changed):
            return declined
        listed = name._replace(surname=" ".join(changed[at : at + len(surname)]))
        return Declined(listed.listed(), declined.sure)

    def post(self, words: str, case: Case) -> Declined:
        """A post: «и.о. директора», «главный специалист управления образования»."""
        return self._corrected(words, case) or Declined(*decline_post(words, case))

    def organization(self, words: str, case: Case) -> Declined:
        """An organization's name, short or full."""
        return self._corrected(words, case) or Declined(*decline_body(words, case))

    def sex(self, words: str) -> Sex | None:
        """Whether a name is a man's or a woman's («Уважаемый», «Уважаемая»); None where it does not tell."""
        name = parse_name(words)
        return sex_of(name) if name else None

    def _corrected(self, words: str, case: Case) -> Declined | None:
        value = self.corrections.get((fold(words), case))
        return Declined(value, True) if value else None
