"""Nouns and adjectives that offices use for posts and bodies, in every case: by the rules of endings.

A word's ending tells how it is declined, but not everything: which vowel drops out («стрелок» – «стрелка», «игрок» –
«игрока»), where the stress lies («врачом», «сторожем»), of which gender a noun in -ь is, whether one in -а is a plural.
What endings leave open stands in small tables; a noun that neither its ending nor a table tells has no forms here, and
the office is asked. A dictionary of the whole language would weigh more than all the rest of the program.
"""

from __future__ import annotations

import re
from functools import cache

from cluster_desk.core.records.members import Case
from cluster_desk.core.regex import regex

_PLACES = {
    case: place
    for place, case in enumerate((Case.GENITIVE, Case.DATIVE, Case.ACCUSATIVE, Case.INSTRUMENTAL, Case.PREPOSITIONAL))
}
_Endings = tuple[str, str, str, str, str]
_HUSHING, _SIBILANT, _VOWELS = "гкхжшчщ", "жшчщц", "аеёиоуыэюя"

_STAYS = regex(
    r"\w*бюро|депо|кино|радио|метро|видео|фото|студио|казино|\w{2,4}по|\w*роно|облоно|кафе|шоссе|ателье|купе|жюри|"
    r"атташе|конферансье|портье|крупье|рефери|медиа|мультимедиа|маэстро|импресарио|ралли|варьете|управделами|"
    r"(?:зам|зав|пом)(?!естител|едующ)\w+(?:а|ы|ой|ом|ем|ей|ами)"
)
"""Nouns with one form for all cases; posts that are a word and its object in one: «замдиректора», «завотделом»."""

_VOWEL_DROPS = dict(
    pair.split("-")
    for pair in (
        "день-дн парень-парн корень-корн уровень-уровн узел-узл посол-посл лев-льв костёр-костр ветер-ветр отец-отц "
        "орёл-орл заём-займ угол-угл уголок-уголк ручей-ручь воробей-воробь соловей-соловь стрелок-стрелк "
        "подросток-подростк потомок-потомк новичок-новичк кружок-кружк участок-участк городок-городк посёлок-посёлк "
        "поселок-поселк рынок-рынк росток-ростк родничок-родничк островок-островк огонёк-огоньк уголёк-угольк "
        "светлячок-светлячк теремок-теремк колосок-колоск василёк-васильк цветок-цветк листок-листк хуторок-хуторк "
        "лесок-леск дружок-дружк замок-замк порядок-порядк рожок-рожк парок-парк каток-катк ребёнок-ребёнк"
    ).split()
)
"""Nouns whose vowel drops out, with what is left of them."""
_VOWEL_STAYS = regex(
    r"\w*(?:игрок|знаток|ездок|едок|пророк|урок|блок|срок|поток|исток|восток|порок|человек|век|чек|трек|дел|комсомол|"
    r"протокол|футбол|волейбол|баскетбол|мотел|отел)"
)
_STRESSED = frozenset(
    "гараж этаж рубеж чертёж паж багаж типаж тираж вираж монтаж шалаш ключ меч плащ певец продавец боец борец чтец "
    "жнец пловец творец отец гонец ловец писец храбрец мудрец кузнец жрец делец жилец близнец льстец хитрец удалец "
    "молодец гордец образец дворец столбец венец конец огурец птенец игрец беглец стрелец скупец купец наглец подлец "
    "самец рубец резец торец юнец секретарь вратарь звонарь пономарь главарь косарь дикарь вождь рубль кремль "
    "монастырь богатырь словарь календарь алтарь янтарь фонарь бунтарь корабль журавль февраль январь день".split()
)
"""Masculine nouns with a stressed ending: «бойцом», «секретарём»; so are nearly all in -ач and -ич («врачом»)."""
_UNSTRESSED = regex(
    r"завуч|матч|товарищ|\w*сторож|муж|страж|экипаж|пляж|коллаж|марш|фарш|муляж|вернисаж|репортаж|массаж|пейзаж|плац|"
    r"кварц|коуч|персонаж|\w+едж|\w+(?:[её]нец|анец|янец|инец|[её]лец|олец|алец|илец|еец|аец|оец|[аеио]мец)"
)
"""Masculine nouns in a hiss whose ending is not stressed: «сторожем», «добровольцем»."""

_MALE_SOFT = regex(
    r"(?!арт|мет|пост)\w+тель|\w+арь|егерь|гость|князь|лагерь|\w*фестиваль|вождь|рубль|кремль|монастырь|богатырь|слесарь|король|портфель|"
    r"апрель|июль|июнь|модуль|дождь|голубь|журавль|медведь|олень|соболь|госпиталь|ансамбль|\w*автомобиль|профиль|стиль|"
    r"контроль|патруль|мотель|отель|хостель|бюллетень|корабль|корень|уровень|парень|день|ремень|тоннель|дирижабль|"
    r"спектакль|руль|якорь|февраль|шпиль"
)
_FEMALE_SOFT = regex(
    r"\w{3,}(?:ость|есть|знь|вязь)|\w*(?:часть|область|сеть|артель|крепость|мечеть|отрасль|волость|очередь|площадь|"
    r"пристань|гавань|верфь|печать|память|мысль|цель|модель|роль|дверь|речь|помощь|молод[её]жь|медаль|магистраль|сталь|"
    r"степь|тетрадь|кровать|грань|ткань|ель|сирень|осень|весть|повесть|ступень|лошадь|спираль|деталь|вертикаль|\w*централь|"
    r"горизонталь|параллель|акварель|колыбель|капель|ночь|вещь|нефть|власть|жизнь)"
)
_FEMALE_A = regex(
    r"\w*(?:ка|ица|ша|иха|тура|ика|школа|газета|служба|дума|палата|группа|бригада|ферма|команда|дружина|касса|община|"
    r"слобода|эстрада|кафедра|застава|база|контора|управа|казна|лига|эскадра|система|платформа|фирма|страна|труппа|опера|"
    r"капелла|зона|биржа|дача|роща|арена|панорама|программа|планета|звезда|победа|весна|прокуратура|диаспора|охрана|усадьба|пасека|"
    r"опека|ратуша|почта|комната|терраса|трасса|пресса|муза|рота|олимпиада|спартакиада|смена|колонна|галера|"
    r"сестра|глава|староста|мужчина|старшина|воевода|коллега|слуга|дама|мама|"
    r"директриса|актриса|поэтесса|стюардесса)"
)
"""Feminine nouns in -а; others may be plurals: «директора», «дома», «общества»."""
_PLURAL_IYA = regex(r"\w+(?:тия|чия|ствия)")
_PLURAL_NEUTER = regex(r"\w+(?:ения|ания|яния|ятия)")
_FEMALE_YA = regex(
    r"\w+(?:ия|ея)|\w*(?:пекарня|котельня|часовня|читальня|спальня|кофейня|пашня|деревня|няня|кухня|песня|башня|бойня|"
    r"конюшня|лесопильня|голубятня|таможня|богадельня|тётя|торговля|кровля|капля|земля|семья|судья|скамья|статья|заря|швея|змея|"
    r"гостья|воля|доля|неделя|буря)"
)
_FEMALE_IYA = regex(r"\w*компания|кампания|партия|династия|паства|мантия|гвардия|артиллерия")
_STRESSED_YA = frozenset("семья судья скамья статья земля заря швея змея".split())
_NEUTER = regex(
    r"\w+(?:ство|ище|це)|\w*(?:село|дело|крыло|окно|войско|гнездо|ремесло|звено|правило|светило|утро|ядро|болото|золото|"
    r"место|чудо|слово|письмо|колесо|древо)"
)
_NEUTER_IE = regex(r"\w+(?:[днтвзлсрпбм]ие|ье)")
_MALE_IY = regex(r"\w*(?:орий|арий|ерий|ирий|логий|гений|консорций|алюминий)")
_LONE: dict[str, tuple[str, _Endings]] = {
    "мать": ("мат", ("ери", "ери", "ь", "ерью", "ери")),
    "дочь": ("доч", ("ери", "ери", "ь", "ерью", "ери")),
    "церковь": ("церк", ("ви", "ви", "овь", "овью", "ви")),
    "время": ("врем", ("ени", "ени", "я", "енем", "ени")),
    "знамя": ("знам", ("ени", "ени", "я", "енем", "ени")),
    "поле": ("пол", ("я", "ю", "е", "ем", "е")),
    "море": ("мор", ("я", "ю", "е", "ем", "е")),
    "сборы": ("сбор", ("ов", "ам", "ы", "ами", "ах")),
    "игры": ("игр", ("", "ам", "ы", "ами", "ах")),
    "гонки": ("гон", ("ок", "кам", "ки", "ками", "ках")),
    "посиделки": ("посидел", ("ок", "кам", "ки", "ками", "ках")),
    "каникулы": ("каникул", ("", "ам", "ы", "ами", "ах")),
    "курсы": ("курс", ("ов", "ам", "ы", "ами", "ах")),
    "сети": ("сет", ("ей", "ям", "и", "ями", "ях")),
    "электросети": ("электросет", ("ей", "ям", "и", "ями", "ях")),
    "теплосети": ("теплосет", ("ей", "ям", "и", "ями", "ях")),
    "дороги": ("дорог", ("", "ам", "и", "ами", "ах")),
    "школы": ("школ", ("", "ам", "ы", "ами", "ах")),
    "классы": ("класс", ("ов", "ам", "ы", "ами", "ах")),
    "организации": ("организаци", ("й", "ям", "и", "ями", "ях")),
    "ясли": ("ясл", ("ей", "ям", "и", "ями", "ях")),
    "путь": ("пут", ("и", "и", "ь", "ём", "и")),
}
"""Nouns that go a way of their own, and plurals that bodies are called by."""
MEN_IN_A = frozenset("глава староста мужчина старшина воевода коллега слуга судья".split())
"""Nouns in -а that men's adjectives go with."""


def decline_noun(word: str, case: Case, *, animate: bool) -> str | None:
    """A noun in the nominative, in `case`, its letters large where they were; None where its forms are not known."""
    if case is Case.NOMINATIVE:
        return word
    forms = noun_forms(word.lower(), animate=animate)
    if forms is None:
        return None
    changed = forms[0] + forms[1][_PLACES[case]]
    return changed.upper() if word.isupper() and len(word) > 1 else word[:1] + changed[1:]


@cache
def noun_forms(low: str, *, animate: bool) -> tuple[str, _Endings] | None:
    """What stays of a noun in small letters and the endings of its five other cases; None where they are not known."""
    if _STAYS.fullmatch(low):
        return low, ("", "", "", "", "")
    if low in _LONE or _is_plural(low):
        return _LONE.get(low, (low[:-1], ("й", "ям", "я", "ями", "ях")))
    if len(low) < 3 or not re.fullmatch("[а-яё]+", low):
        return None
    return _by_ending(low, animate=animate)


def _by_ending(low: str, *, animate: bool) -> tuple[str, _Endings] | None:
    last = low[-1]
    if last in "ая":
        return _feminine(low)
    if last == "ь" and _FEMALE_SOFT.fullmatch(low) and not _MALE_SOFT.fullmatch(low):
        return low[:-1], ("и", "и", "ь", "ью", "и")
    if last in "ое":
        return _neuter(low)
    if last in "ьй":
        return _soft_masculine(low, animate=animate)
    if last in "иы":
        return _plural_of_people(low) if animate else None
    return None if last in _VOWELS else _hard_masculine(low, animate=animate)


def _is_plural(low: str) -> bool:
    """Whether a noun in -ия is many of one in -ие: «учреждения», «соревнования», and not «компания»."""
    return bool(_PLURAL_NEUTER.fullmatch(low)) and not _FEMALE_IYA.fullmatch(low)


def gender_of(word: str) -> str:
    """What an adjective before a noun must be: "m", "f", "n" or "p" for a plural; "" where the ending tells nothing."""
    low = word.lower()
    if low in MEN_IN_A:
        return "m"
    if low in _LONE:
        return "p" if low.endswith(("ы", "и")) else "n" if low.endswith(("е", "мя")) else "m" if low == "путь" else "f"
    if _is_plural(low):
        return "p"
    if low.endswith("ь"):
        return "f" if _FEMALE_SOFT.fullmatch(low) and not _MALE_SOFT.fullmatch(low) else "m"
    return {"а": "f", "я": "f", "о": "n", "е": "n", "ё": "n", "ы": "p", "и": "p", "у": "", "ю": ""}.get(low[-1:], "m")


_PEOPLE_IN_OV = regex(
    r"\w*(?:(?:ник|щик|чик|лог|гог|ик)и|(?:ист|тор|сор|ёр|нер|ент|ант|член|дат|тат|рат|пед|вед|граф|ром)ы)"
)


def _plural_of_people(low: str) -> tuple[str, _Endings] | None:
    """«руководители», «члены», «учительницы»; None where the vowels of the genitive are not told by the ending."""
    if re.fullmatch(r"\w+(?:тел|ар|жител)и", low):
        return low[:-1], ("ей", "ям", "ей", "ями", "ях")
    if re.fullmatch(r"\w+(?:врач|товарищ|завуч)и|врачи|завучи", low):
        return low[:-1], ("ей", "ам", "ей", "ами", "ах")
    if _PEOPLE_IN_OV.fullmatch(low):
        return low[:-1], ("ов", "ам", "ов", "ами", "ах")
    return (low[:-1], ("", "ам", "", "ами", "ах")) if low.endswith("ницы") else None


def _feminine(low: str) -> tuple[str, _Endings] | None:
    stem, before = low[:-1], low[-2]
    if low.endswith("а"):
        if not _FEMALE_A.fullmatch(low):
            return None
        return stem, ("и" if before in _HUSHING else "ы", "е", "у", "ей" if before in _SIBILANT else "ой", "е")
    if not _FEMALE_YA.fullmatch(low) or (_PLURAL_IYA.fullmatch(low) and not _FEMALE_IYA.fullmatch(low)):
        return None
    if low.endswith("ия"):
        return stem, ("и", "и", "ю", "ей", "и")
    return stem, ("и", "е", "ю", "ёй" if low in _STRESSED_YA else "ей", "е")


def _neuter(low: str) -> tuple[str, _Endings] | None:
    if _NEUTER_IE.fullmatch(low):
        return low[:-1], ("я", "ю", "е", "ем", "и" if low.endswith("ие") else "е")
    return (low[:-1], ("а", "у", low[-1], "ем" if low[-1] == "е" else "ом", "е")) if _NEUTER.fullmatch(low) else None


def _soft_masculine(low: str, *, animate: bool) -> tuple[str, _Endings] | None:
    if low.endswith("ь"):
        if not _MALE_SOFT.fullmatch(low):
            return None
        prepositional = "е"
    elif low.endswith("ий"):
        if not _MALE_IY.fullmatch(low):
            return None
        prepositional = "и"
    else:
        prepositional = "е"
    instrumental = "ём" if low in _STRESSED else "ем"
    endings = ("я", "ю", "я" if animate else "", instrumental, prepositional)
    return _masculine(low, _VOWEL_DROPS.get(low, low[:-1]), endings)


def _hard_masculine(low: str, *, animate: bool) -> tuple[str, _Endings] | None:
    stem: str | None = low
    if low in _VOWEL_DROPS:
        stem = _VOWEL_DROPS[low]
    elif low.endswith("ёнок"):
        stem = low[:-2] + "к"
    elif low.endswith("ец"):
        stem = _without_vowel(low[:-2])
    elif re.fullmatch(r"\w+(?:[оеё]к|[оеё]л)", low) and not _VOWEL_STAYS.fullmatch(low):
        stem = None
    instrumental: str | None = "ом"
    if low[-1] in _SIBILANT and low not in _STRESSED:
        if _UNSTRESSED.fullmatch(low):
            instrumental = "ем"
        elif not low.endswith(("ач", "ич")):
            instrumental = None
    if stem is None or instrumental is None:
        return None
    return _masculine(low, stem, ("а", "у", "а" if animate else "", instrumental, "е"))


def _without_vowel(stem: str) -> str:
    """«продавец» – «продавц», «владелец» – «владельц», «юнармеец» – «юнармейц»; «кузнец» keeps its own."""
    if stem[-1] in _VOWELS:
        return f"{stem}йц"
    if len(stem) > 1 and stem[-2] not in _VOWELS:
        return f"{stem}ец"
    return f"{stem}ьц" if stem[-1] == "л" else f"{stem}ц"


def _masculine(low: str, stem: str, endings: _Endings) -> tuple[str, _Endings]:
    """The forms where the accusative may be the word itself: «отдел», «день», «участок»."""
    if endings[2]:
        return stem, endings
    common = next((n for n, pair in enumerate(zip(stem, low, strict=False)) if pair[0] != pair[1]), len(stem))
    genitive, dative, _same, instrumental, prepositional = (stem[common:] + ending for ending in endings)
    return low[:common], (genitive, dative, low[common:], instrumental, prepositional)


_ADJECTIVE = regex(r"(?:[\w-]*\w{2}(?:[ыо]й|ая|яя|ое|ее|ые|ья|ье)|[\w-]*\w[гкхжшчщн](?:ий|ие))(?:ся)?", re.IGNORECASE)
"""Words that look like an adjective or a participle in the nominative; see `is_adjective`."""
_NOUNS_LIKE = regex(
    r"\w*(?:благочиние|герой|строй|покой|бой|устой|лицей|музей|\w+ание|\w+ение|\w+яние|гений|судья|семья|статья|скамья|гостья|"
    r"подворье|здоровье|предгорье|поморье|заречье|междуречье|лукоморье|ателье|зимовье|сватья|\w+речье|\w+лесье|\w+горье|"
    r"каре|шоссе|кафе|\w+аллея)",
    re.IGNORECASE,
)
_POSSESSIVE = regex(r"казач|охотнич|рыбач|помещич|девич|волч|медвеж|птич|отроч", re.IGNORECASE)
"""Stems of adjectives that are declined as «казачий»: «казачьего», «казачья»."""


def is_adjective(word: str) -> bool:
    """Whether a word is an adjective or a participle in the nominative, as far as its ending tells."""
    return bool(_ADJECTIVE.fullmatch(word)) and not (_NOUNS_LIKE.fullmatch(word) or _STAYS.fullmatch(word.lower()))


def adjective_gender(word: str) -> str:
    """The gender of an adjective in the nominative: "m", "f", "n", or "p" for the plural."""
    end = word.lower().removesuffix("ся")[-2:]
    return {"ая": "f", "яя": "f", "ья": "f", "ое": "n", "ее": "n", "ье": "n", "ые": "p", "ие": "p"}.get(end, "m")


def decline_adjective(word: str, case: Case, *, animate: bool) -> str:
    """An adjective or participle in the nominative, in `case`."""
    if case is Case.NOMINATIVE:
        return word
    bare = word[:-2] if word.lower().endswith("ся") else word
    stem, ending = bare[:-2], bare[-2:].lower()
    changed = _adjective_endings(stem, ending, animate=animate)[_PLACES[case]]
    return stem + (changed.upper() if word.isupper() and len(word) > 1 else changed) + word[len(bare) :]


def _adjective_endings(stem: str, ending: str, *, animate: bool) -> _Endings:
    last = stem[-1:].lower()
    if ending in ("ые", "ие"):
        vowel = "и" if ending == "ие" else "ы"
        return f"{vowel}х", f"{vowel}м", f"{vowel}х" if animate else ending, f"{vowel}ми", f"{vowel}х"
    if ending in ("ья", "ье") or (ending == "ий" and _POSSESSIVE.search(stem)):
        if ending == "ья":
            return "ьей", "ьей", "ью", "ьей", "ьей"
        return "ьего", "ьему", "ьего" if animate and ending == "ий" else ending, "ьим", "ьем"
    soft = ending in ("яя", "ее") or (ending in ("ий", "ая") and last in _SIBILANT) or (ending == "ий" and last == "н")
    if ending in ("ая", "яя"):
        accusative = "юю" if ending == "яя" else "ую"
        return ("ей", "ей", accusative, "ей", "ей") if soft else ("ой", "ой", accusative, "ой", "ой")
    narrow = soft or last in _HUSHING
    oblique = ("его", "ему", "им", "ем") if soft else ("ого", "ому", "им" if narrow else "ым", "ом")
    masculine = ending in ("ый", "ий", "ой")
    return oblique[0], oblique[1], oblique[0] if masculine and animate else ending, oblique[2], oblique[3]
