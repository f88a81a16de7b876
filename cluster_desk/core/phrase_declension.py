"""Posts and organizations in the cases of Russian: the words up to the head of the phrase change, the rest stays.

«главный специалист управления образования» -> «главному специалисту управления образования». Only nouns that offices
use for posts and organizations are known; a phrase whose head is not among them comes back unsure, to be asked about.
A small table is enough here: a dictionary of the whole language would weigh more than all the rest of the program.
"""

from __future__ import annotations

import re

from cluster_desk.core.records.members import Case

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
    found, sure = [], True
    for place, piece in enumerate(pieces):
        if place % 2:
            found.append(piece)
            continue
        declined, known = _phrase(piece, case, _POST_NOUN, animate=True)
        # «учитель истории и обществознания»: what is no post goes on with the phrase before.
        found.append(declined)
        sure = sure and (known or place > 0)
    return "".join(found), sure


def decline_body(words: str, case: Case) -> tuple[str, bool]:
    """An organization's name in `case`, and whether it is surely right.

    A name that begins with an abbreviation («МКОУ СОШ с. Луговое») stays as it is; so does what stands in quotes.
    """
    if case is Case.NOMINATIVE or not words.strip():
        return words, True
    first = re.split(r"[\s«\"]", words.strip(), maxsplit=1)[0]
    if _BARE_ABBREVIATION.fullmatch(first) or words.strip()[0] in '«"“':
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
