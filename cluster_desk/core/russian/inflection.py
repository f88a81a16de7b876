"""Names, posts and organizations in the cases that papers need, with what the office has corrected once.

A correction is looked up first and is right by definition; else rules decline, and tell whether they are sure. Of names
a library knows the endings; here stands what it cannot be trusted with: whether somebody is a man or a woman is read
from the patronymic, the first name or the surname, and where nothing tells, and the forms differ, the answer is unsure.
Of posts and bodies the words up to the head of the phrase change, the rest stays. Only nouns that offices use for them
are known; a phrase whose head is not among them comes back unsure, to be asked about. A small table is enough: a
dictionary of the whole language would weigh more than all the rest of the program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.names import PersonName, find_names, parse_name
from cluster_desk.core.russian.text import fold, tidy

if TYPE_CHECKING:
    from pytrovich.enums import NamePart
    from pytrovich.maker import PetrovichDeclinationMaker


class Sex(StrEnum):
    """What the grammar of a name depends on."""

    MALE = "male"
    FEMALE = "female"


_MALE_PATRONYMIC = re.compile(r"\w+(?:ич|оглы|улы)", re.IGNORECASE)
_FEMALE_PATRONYMIC = re.compile(r"\w+(?:вна|чна|шна)|.*(?:кызы|гызы)", re.IGNORECASE)
_TURKIC = re.compile(r"\s(?:оглы|улы|кызы|гызы)$", re.IGNORECASE)
_STILL = re.compile(r".*(?:ко|[ыи]х|[оеёиуюэ]|[еиоу]а)", re.IGNORECASE)
"""Surnames with one form for all cases, men's and women's alike."""

_MALE_SURNAME = re.compile(r".{2,}(?:[оеё]в|[иы]н|[сц]кий|[сц]кой|ный|ой|ый)", re.IGNORECASE)
_FEMALE_SURNAME = re.compile(r".{2,}(?:[оеё]ва|[иы]на|[сц]кая|ная|ая)", re.IGNORECASE)
_NOUNS_IN_INA = re.compile(
    r"(?:щерб|кал|мал|ряб|бы?л|дуб|год|дол|старш|круч|тал|хворост|паут|был|мякот|перш|сух|крин|верш|ял|лоз)ин[аы]",
    re.IGNORECASE,
)
"""Surnames in -ина that are nouns: men bear them too, and they are declined otherwise."""

_DOUBTFUL_MALE = re.compile(r".*(?:[её]ц|яц|[оеё]к|ей|ень|[её]ль?|есь|лев|(?<![сц]к)(?<!н)ий|ия)|.{1,2}", re.IGNORECASE)
"""Men's surnames whose vowel may or may not drop out: Заяц, Соловей, Лобок, Стрелец, Журавель, Бабий."""

_KNOWN_IYA = re.compile(
    r"(?:мар|лил|юл|анастас|евген|виктор|ксен|валер|лид|натал|соф|антон|клавд|эмил|васил|евдок|аврел|"
    r"ефрос|евфрос|агн|таис|таис|роз|пелаг|поликсен)ия",
    re.IGNORECASE,
)
_FIRM_FEMALE = re.compile(r"(?:любовь|нинель|рахиль|юдифь|руфь)", re.IGNORECASE)


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


def _surname(surname: str, case: Case, sex: Sex) -> tuple[str, bool]:
    parts, sure = [], True
    for part in re.split("-", surname):
        if _STILL.fullmatch(part):
            parts.append(part)
            continue
        from pytrovich.enums import NamePart

        parts.append(_cased(part, _inflected(NamePart.LASTNAME, part, case, sex)))
        sure = sure and _is_surely(part, sex)
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


_PLACES = {
    case: place
    for place, case in enumerate((Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL))
}

_POST_NOUN = re.compile(
    r"(?:\w*(?:тель|пед|тор|сор|нтор|ист|лог|гог|ник|арь|ент|ант|нер|метр|ктёр|дёр|вед)|врач|мастер|завуч|тьютор|тренер|"
    r"инженер|министр|депутат|член|юрист|эксперт|повар|глава|медсестра|медбрат|староста|няня|фельдшер|бухгалтер|"
    r"менеджер|волонтёр|вахтёр|шеф|зам|завхоз|психолог|директриса|учительница|наставница)",
    re.IGNORECASE,
)
_BODY_NOUN = re.compile(
    r"(?:школа|гимназия|лицей|сад|интернат|детсад|ясли|центр|дом|дворец|клуб|станция|учреждение|организация|филиал|"
    r"управление|отдел|отделение|администрация|комитет|министерство|департамент|институт|университет|академия|колледж|"
    r"техникум|училище|библиотека|музей|совет|кластер|округ|район|объединение|комплекс|комиссия|фонд|союз|общество|"
    r"предприятие|больница|поликлиника|театр|студия|структурное|подразделение|служба|бюро|агентство|дума|"
    r"правление|товарищество|ассоциация|площадка|лагерь|санаторий|корпус|кабинет)",
    re.IGNORECASE,
)
_HEAD_ADJECTIVE = re.compile(
    r"(?:\w*заведующ|\w*управляющ|исполняющ|ответственн|вожат|служащ|рабоч|уполномоченн|дежурн)(?:ий|ая|ый)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"\w{2,}(?:ый|ий|ой|ая|яя|ое|ее)", re.IGNORECASE)
_STAYS = re.compile(
    r"(?:и\.?\s?о\.?|врио|вр\.?\s?и\.?\s?о\.?|зам\.|зав\.|гл\.|пом\.|ст\.|отв\.)(?=\s|$)\s?", re.IGNORECASE
)
_SIBILANT = "жшчщц"
_HUSHING = "гкхжшчщ"
_STRESSED = {"врач": "врачом", "секретарь": "секретарём", "глава": "главой"}
_BARE_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})*")


def decline_post(words: str, case: Case) -> tuple[str, bool]:
    """A post in `case`, and whether it is surely right: «заместитель директора по УВР» -> «заместителю директора …».

    Several posts parted by commas or «и» are all declined.
    """
    if case is Case.NOMINATIVE:
        return words, True
    pieces = re.split(r"(,\s*|\s+и\s+)", words)
    results, sure = [], True
    for place, piece in enumerate(pieces):
        if place % 2:
            results.append(piece)
            continue
        declined, known = _phrase(piece, case, _POST_NOUN, animate=True)
        # «учитель истории и обществознания»: what is no post goes on with the phrase before.
        results.append(declined)
        sure = sure and (known or place > 0)
    return "".join(results), sure


def decline_body(words: str, case: Case) -> tuple[str, bool]:
    """An organization's name in `case`, and whether it is surely right.

    A name that begins with an abbreviation («МКОУ СОШ с. Луговое») stays as it is; so does what stands in quotes.
    """
    if case is Case.NOMINATIVE or not words.strip():
        return words, True
    first = re.split(r"[\s«\"]", words.strip(), maxsplit=1)[0]
    is_word = _ADJECTIVE.fullmatch(first) or _BODY_NOUN.fullmatch(first)  # a whole name may be in capitals
    if (_BARE_ABBREVIATION.fullmatch(first) and not is_word) or words.strip()[0] in '«"“':
        return words, True
    cut = re.search(r"[«\"“(,]|\s[–—-]\s", words)
    head, rest = (words[: cut.start()], words[cut.start() :]) if cut else (words, "")
    declined, known = _phrase(head, case, _BODY_NOUN, animate=False, several=True)
    dash = re.match(r"(\s[–—-]\s)(.+)", rest, re.DOTALL)
    if dash:  # «учреждение – средняя школа с. Ключи»: the second name changes with the first
        second, second_known = decline_body(dash[2], case)
        return declined + dash[1] + second, known and second_known
    return declined + rest, known


def _phrase(words: str, case: Case, noun: re.Pattern[str], *, animate: bool, several: bool = False) -> tuple[str, bool]:
    """Decline what leads to the head of a phrase and the head; with `several`, phrases in apposition after it too."""
    stays = _STAYS.match(words.lstrip())
    if stays:
        return words, True
    parts = re.split(r"(\s+|-)", words)
    done, waiting = False, False
    for place in range(0, len(parts), 2):
        part = parts[place]
        follows = parts[place + 2] if place + 2 < len(parts) else ""
        hyphen_before = place > 0 and parts[place - 1] == "-"
        if not part or (done and not hyphen_before and not several):
            if part and done:
                break
            continue
        if noun.fullmatch(part):
            parts[place] = decline_noun(part, case, animate=animate)
            done, waiting = True, False
        elif _HEAD_ADJECTIVE.fullmatch(part) and not noun.fullmatch(follows) and not _ADJECTIVE.fullmatch(follows):
            parts[place] = decline_adjective(part, case, animate=animate)
            done = True
        elif _ADJECTIVE.fullmatch(part):
            parts[place] = decline_adjective(part, case, animate=animate)
            waiting = True
        elif re.fullmatch(r"\w+о", part) and place + 1 < len(parts) and parts[place + 1] == "-":
            continue  # «детско-юношеская»
        else:
            break
    return "".join(parts), done and not waiting


def decline_adjective(word: str, case: Case, *, animate: bool) -> str:
    """An adjective in the nominative singular, in `case`."""
    stem, ending = word[:-2], word[-2:].lower()
    last = stem[-1:].lower()
    soft = ending in ("яя", "ее") or (ending in ("ий", "ая") and last in _SIBILANT) or (ending == "ий" and last == "н")
    if ending in ("ая", "яя"):
        accusative = "юю" if ending == "яя" else "ую"
        endings = ("ей", "ей", accusative, "ей", "ей") if soft else ("ой", "ой", accusative, "ой", "ой")
    else:
        narrow = soft or last in _HUSHING
        oblique = ("его", "ему", "им", "ем") if soft else ("ого", "ому", "им" if narrow else "ым", "ом")
        masculine = ending in ("ый", "ий", "ой")
        accusative = oblique[0] if masculine and animate else ending
        endings = (oblique[0], oblique[1], accusative, oblique[2], oblique[3])
    return stem + _as_typed(word, endings[_PLACES[case]])


def decline_noun(word: str, case: Case, *, animate: bool) -> str:
    """A noun that names a post or a body, in the nominative singular, in `case`."""
    low = word.lower()
    if low in ("бюро", "ясли"):
        return word
    if case is Case.INSTRUMENTAL and low in _STRESSED:
        return word[:1] + _STRESSED[low][1:]
    if low == "дворец":
        return word if case is Case.ACCUSATIVE else word[:-2] + ("ца", "цу", "", "цом", "це")[_PLACES[case]]
    stem, endings = _noun_endings(word, animate=animate)
    return stem + _as_typed(word, endings[_PLACES[case]])


def _noun_endings(word: str, *, animate: bool) -> tuple[str, tuple[str, str, str, str, str]]:
    low, stem = word.lower(), word[:-1]
    last = low[-2:-1]
    if low.endswith("ия"):
        return stem, ("и", "и", "ю", "ей", "и")
    if low.endswith("ие"):
        return stem, ("я", "ю", "е", "ем", "и")
    if low.endswith("а"):
        return stem, ("и" if last in _HUSHING else "ы", "е", "у", "ей" if last in _SIBILANT else "ой", "е")
    if low.endswith("я"):
        return stem, ("и", "е", "ю", "ей", "е")
    if low.endswith("о"):
        return stem, ("а", "у", "о", "ом", "е")
    if low.endswith("е"):
        return stem, ("а", "у", "е", "ем", "е")
    if low.endswith(("ь", "й")):
        accusative = "я" if animate else low[-1]
        return stem, ("я", "ю", accusative, "ем", "и" if low.endswith("ий") else "е")
    return word, ("а", "у", "а" if animate else "", "ем" if low[-1] in _SIBILANT else "ом", "е")


def _as_typed(word: str, ending: str) -> str:
    """The ending in capitals where the whole word is."""
    return ending.upper() if word.isupper() and len(word) > 1 else ending


def cluster_genitive(name: str) -> str:
    """«Заречного образовательного кластера» for «Заречный образовательный кластер»; "" when it is not known."""
    words, sure = decline_body(tidy(name), Case.GENITIVE)
    return words if sure else ""


Corrections = Mapping[tuple[str, Case], str]
"""What the office said, by the folded words and the case."""


@dataclass(frozen=True)
class Declined:
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
