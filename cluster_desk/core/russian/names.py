"""People's names as Russian offices write them: found in a text, taken apart, shortened.

"Иванова И.И.", "И.И. Иванова", "Иванова Ирина Ивановна", "Иванова И.И", "Иванова И.,И." are all one kind of person.
First names as they are common in Russia, in all cases, tell a name from any other capitalised word. Pure functions,
never raising; what is not understood is None or left as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import LOOK_ALIKE, cyrillic, fold, tidy

_NAMES = """
    Агата Аделина Адель Азат Аида Айдар Айнур Айрат Алан Александр Александра Алексей Алёна Алина Алиса Алла Алсу
    Альберт Альбина Амина Амир Анастасия Анатолий Ангелина Андрей Анжела Анжелика Анна Антон Антонина Анфиса Аня
    Арина Аркадий Арсен Арсений Артём Артемий Артур Архип Аслан Ася Ахмед Богдан Борис Булат Вадим Валентин
    Валентина Валерий Валерия Варвара Василий Василиса Вера Вероника Виктор Виктория Виталий Виталина Влад Владимир
    Владислав Владислава Всеволод Вячеслав Гавриил Галина Гаяне Геннадий Георгий Герман Глеб Григорий Гузель
    Гульнара Гюзель Давид Дамир Дана Даниил Данил Данила Дарина Дарья Дина Динара Диана Дмитрий Ева Евгений Евгения
    Егор Екатерина Елена Елизавета Еремей Ефим Жанна Заира Захар Зинаида Злата Зоя Иван Игнат Игорь Илья Ильдар Инга
    Инна Иосиф Ирина Ирма Камила Карим Карина Каролина Катерина Катя Кира Кирилл Клавдия Клара Клим Константин
    Кристина Ксения Лада Лариса Лаура Лев Лейла Леонид Лиана Лидия Лилия Лина Любовь Людмила Магомед Майя Макар
    Максим Марат Маргарита Марина Мария Марк Марта Маша Матвей Мила Милана Милена Мирон Мирослава Михаил Мурад Муса
    Надежда Назар Наиль Наталия Наталья Наташа Нелли Никита Николай Нина Оксана Олег Олеся Ольга Павел Петр Платон
    Полина Прохор Раиса Рамиль Рената Ренат Ринат Рита Родион Роза Роман Ростислав Рузанна Рушана Руслан Рустам
    Савелий Саида Светлана Святослав Семён Серафим Серафима Сергей Снежана Соня Софья София Станислав Степан
    Стефания Таисия Тамара Тарас Татьяна Тимофей Тимур Ульяна Фарида Фатима Фёдор Федот Феликс Филипп Эвелина Эдуард
    Элина Эльвира Эльдар Эльмира Эмилия Эмма Эмиль Юлия Юлиана Юрий Яков Ян Яна Ярослав Ярослава
"""
_ENDING = regex(r"(?:ием|ией|иею|ьей|ьею|ьем|ой|ою|ей|ею|ем|ом|ия|ию|ии|ие|ий|ья|ью|ьи|ье|[аяуюыиеьйо])$")
_OTHER_STEMS = {"павел": "павл", "лев": "льв", "петр": "петр"}
"""Names whose vowel drops out in every other case."""

_LIKE_PATRONYMIC = regex(
    r"[а-я-]{2,}(?:(?:ович|евич|ьич|мич|кич|тич)(?:а|у|ем|ом|е)?|(?:овн|евн|ичн|инишн)(?:а|у|ой|ою|ы|е))"
    r"|\w+\s(?:оглы|кызы|улы|гызы)"
)


def is_first_name(word: str) -> bool:
    """Whether a word is a common first name, in whatever case: «Ольге», «Петра»."""
    folded = fold(word)
    return len(folded) > 1 and (folded in _stems() or _stem(folded) in _stems())


def is_patronymic(word: str) -> bool:
    """Whether a word looks like a patronymic, in whatever case."""
    return bool(_LIKE_PATRONYMIC.fullmatch(fold(word)))


def _stem(folded: str) -> str:
    return _ENDING.sub("", folded)


@cache
def _stems() -> frozenset[str]:
    names = [fold(name) for name in _NAMES.split()]
    return frozenset(stem for name in names for stem in (_stem(name), _OTHER_STEMS.get(name, _stem(name))))


_SURNAME_PART = r"(?:[А-ЯЁд]['’ʼ`])?[А-ЯЁ](?:[а-яё]+|[А-ЯЁ]+)"  # «О'Коннор», «д’Обинье»
_SURNAME = rf"{_SURNAME_PART}(?:\s?[-‐‑–]\s?{_SURNAME_PART})?"
_INITIALS = r"[А-ЯЁ]\s?[.,]{1,2}\s?[А-ЯЁ](?:\s?\.|\b)"
_GIVEN = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_PATRONYMIC = r"[А-ЯЁ][а-яё]*(?:вич|ьич|мич|кич|тич|вна|чна|шна)(?:а|у|ем|ой|е|ы|ну|не)?"
_TURKIC = r"(?:\s(?:оглы|кызы|улы|гызы))"

_INITIALS_RE = regex(rf"(?<![А-ЯЁа-яёA-Za-z]){_INITIALS}")
_BEFORE_RE = regex(rf"(?<![А-ЯЁа-яё])({_SURNAME}),?\s*$")
_AFTER_RE = regex(rf"\s*({_SURNAME})(?![А-ЯЁа-яё])")
_FULL_RE = regex(
    rf"(?<![А-ЯЁа-яё])(?:(?P<s1>{_SURNAME})\s+(?P<f1>{_GIVEN})\s+(?P<p1>{_PATRONYMIC}|{_GIVEN}{_TURKIC})"
    rf"|(?P<f2>{_GIVEN})\s+(?P<p2>{_PATRONYMIC})\s+(?P<s2>{_SURNAME}))(?![А-ЯЁа-яё])"
)
_GIVEN_FIRST_RE = regex(
    rf"(?<![А-ЯЁа-яё])(?P<f>{_GIVEN})\s+(?P<p>[А-ЯЁ])\.\s?(?P<s>{_SURNAME})(?![А-ЯЁа-яё]|\s?\.|\s[А-ЯЁ]\.)"
)
_GIVEN_SECOND_RE = regex(
    rf"(?<![А-ЯЁа-яё])(?P<s>{_SURNAME})\s+(?P<f>{_GIVEN})\s+(?P<p>[А-ЯЁ])\.(?!\s?[А-ЯЁ]\.|[ \u00a0]?[А-ЯЁ][а-яё])"
)
"""«Сергей А. Громов», «Громов Сергей А.»; two surnames around leave it open whose the name is."""
_HALF_RE = regex(r"[а-яё]\s+[А-ЯЁ]\.")
_TURNED_RE = regex(rf"(?:(?P<p>[А-ЯЁ])\.\s?|(?P<f>{_GIVEN})\s+)(?P<s>{_SURNAME})")
_LATIN_INITIAL = regex(r"(?<![^\W\d_])[ABCEHKMOPTXY](?=\s?[.,])")
_HONOURED_RE = regex(r"(?:\bим\.?|\bимени)\s+(?:[^\s,;«»\"]+\s+){0,5}$", re.IGNORECASE)
"""Words before a name that make it a school's ("школа им. генерала И.И. Иванова"), not a person's."""

_NO_SURNAME = regex(
    r"^(?:и\.?о|врио|зам\w*|директор\w*|начальник\w*|председател\w*|руководител\w*|заведующ\w*|учител\w*|педагог\w*|"
    r"методист\w*|специалист\w*|секретар\w*|куратор\w*|глав\w*|член\w*|воспитател\w*|психолог\w*|логопед\w*|завуч\w*|"
    r"инспектор\w*|библиотекар\w*|тренер\w*|ректор\w*|проректор\w*|преподавател\w*|профессор\w*|доцент\w*|"
    r"организатор\w*|советник\w*|министр\w*|школ\w*|лице[йяею]\w*|гимнази\w*|район\w*|област\w*|кластер\w*|совет\w*|"
    r"отдел\w*|управлени\w*|администраци\w*|образовани\w*|ответственн\w*|исполнител\w*|докладчик\w*|приказ\w*|"
    r"социолог\w*|бухгалтер\w*|консультант\w*|координатор\w*|представител\w*|тьютор\w*|эксперт\w*)$",
    re.IGNORECASE,
)


class PersonName(NamedTuple):
    """A name taken apart: `first` and `middle` are whole names or single letters; "" where not given."""

    surname: str
    first: str = ""
    middle: str = ""

    @property
    def _letters(self) -> list[str]:
        return [f"{part[0]}." for part in (self.first, self.middle) if part]

    def surname_first(self) -> str:
        """«Иванова И. И.»."""
        return " ".join([self.surname, *self._letters])

    def initials_first(self) -> str:
        """«И. И. Иванова»."""
        return " ".join([*self._letters, self.surname])

    def listed(self) -> str:
        """«Иванова И.И.»."""
        return f"{self.surname} {''.join(self._letters)}".rstrip()

    def full(self) -> str:
        """«Иванова Ирина Ивановна», as far as the names are known."""
        parts = [part if len(part) > 1 else f"{part}." for part in (self.first, self.middle) if part]
        return " ".join([self.surname, *parts])

    def may_be(self, other: PersonName) -> bool:
        """Whether both may name one person: the same surname, and first names that do not disagree."""
        if fold(self.surname) != fold(other.surname):
            return False
        pairs = ((self.first, other.first), (self.middle, other.middle))
        return all(_agree(fold(mine), fold(theirs)) for mine, theirs in pairs)


def _agree(mine: str, theirs: str) -> bool:
    if not mine or not theirs:
        return True
    if len(mine) == 1 or len(theirs) == 1:
        return mine[0] == theirs[0]
    return mine == theirs


class NameSpot(NamedTuple):
    """A name found in a text: `start` and `end` are its place, `words` the name as typed there."""

    start: int
    end: int
    words: str
    name: PersonName


def find_names(text: str) -> list[NameSpot]:
    """Every person's name in `text`, in order; a name that belongs to a school ("им. …") is none.

    Latin letters that look like Cyrillic ones count as these; the words of a spot stay as typed.
    """
    view = _LATIN_INITIAL.sub(lambda letter: letter[0].translate(LOOK_ALIKE), cyrillic(text))
    if view != text:
        return [spot._replace(words=text[spot.start : spot.end]) for spot in find_names(view)]
    found = [*_full_names(text), *_half_names(text)]
    spots = [spot for spot in found if not _HONOURED_RE.search(text[: spot.start])]
    taken = [(spot.start, spot.end) for spot in spots]
    free_from = 0
    for match in _INITIALS_RE.finditer(text):
        if match.start() < free_from or any(start <= match.start() < end for start, end in taken):
            continue
        spot = _around(text, match, free_from)
        if spot:
            free_from = spot.end
            if not _HONOURED_RE.search(text[: spot.start]):
                spots.append(spot)
    return sorted(spots, key=lambda spot: spot.start)


def _full_names(text: str) -> Iterator[NameSpot]:
    for match in _FULL_RE.finditer(text):
        first = "1" if match["s1"] else "2"
        surname, given, patronymic = (match[kind + first] for kind in "sfp")
        post = _before_dash(text[: match.start()], surname) if first == "1" else 0
        if first == "2" and (past := _past_dash(surname)):
            words = match[0].removesuffix(surname[past:])
            yield NameSpot(match.start(), match.end() - len(surname[past:]), words,
                           PersonName(surname[:past], given, tidy(patronymic)))  # fmt: skip
            continue
        if post:
            spot = match[0][post:]
            yield NameSpot(match.start() + post, match.end(), spot, PersonName(surname[post:], given, tidy(patronymic)))
            continue
        if not _NO_SURNAME.match(surname) and not _NO_SURNAME.match(given):
            yield NameSpot(match.start(), match.end(), match[0], PersonName(_joined(surname), given, tidy(patronymic)))
            continue
        # "Директор Иванова Ирина Ивановна" begins one word later.
        later = _FULL_RE.match(text, match.start(2 if first == "2" else "f1")) if surname else None
        if later and later["s1"]:
            yield NameSpot(
                later.start(), later.end(), later[0], PersonName(_joined(later["s1"]), later["f1"], later["p1"])
            )


def _half_names(text: str) -> Iterator[NameSpot]:
    """Names with the first name whole and one letter of the patronymic; the first name must be a common one."""
    if not _HALF_RE.search(text):
        return
    for match in (*_GIVEN_FIRST_RE.finditer(text), *_GIVEN_SECOND_RE.finditer(text)):
        begun = _BEFORE_RE.search(text, 0, match.start()) if match.start("f") == match.start() else None
        is_open = begun is not None and not _NO_SURNAME.match(begun[1]) and "," not in begun[0]
        if is_first_name(match["f"]) and not _NO_SURNAME.match(match["s"]) and not is_open:
            name = PersonName(_joined(match["s"]), match["f"], match["p"])
            yield NameSpot(match.start(), match.end(), match[0], name)


def _around(text: str, initials: re.Match[str], free_from: int) -> NameSpot | None:
    """The name whose initials are `initials`: the surname stands before or after them."""
    before = _BEFORE_RE.search(text, free_from, initials.start())
    if before and (_NO_SURNAME.match(before[1]) or "," in before[0]):
        before = None
    after = _AFTER_RE.match(text, initials.end())
    if after and (_NO_SURNAME.match(after[1]) or "\n" in text[initials.end() : after.start(1)]):
        after = None
    letters = re.findall("[А-ЯЁ]", initials[0])
    if before and after and _belongs_after(text, before, after):
        before = None
    if before:
        post = _before_dash(text[: before.start(1)], before[1])
        start, end = before.start(1) + post, initials.end()
        words = text[start:end].rstrip().removesuffix(",")
        return NameSpot(start, start + len(words), words, PersonName(_joined(before[1][post:]), *letters))
    if after:
        surname = after[1][: _past_dash(after[1]) or None]
        start, end = initials.start(), after.start(1) + len(surname)
        return NameSpot(start, end, text[start:end], PersonName(_joined(surname), *letters))
    return None


_IN_SENTENCE = regex(r"[а-яё»\"][ \u00a0]$")
_OF_PLACE = regex(r"(?<![А-ЯЁа-яё])(?:(?:с|д|п|г|х|ст|сл|пос|пгт|рп)\.|село|деревня|пос[её]лок|город|станица)\s?$")


def _before_dash(text: str, surname: str) -> int:
    """How many signs of «Секретарь – Лугов», «(школа с.) Ключи – Лугов» are no part of a double surname.

    `text` stands before it: with a place or a sentence that ends there, a dash between spaces parts.
    """
    parted = re.match(r"(\S+?)(\s?[-‐‑–]\s?)", surname)
    if parted is None:
        return 0
    is_dash = parted[2][0].isspace() and parted[2][-1].isspace() and "\n" not in parted[2]
    is_place = is_dash and bool(_OF_PLACE.search(text) or (parted[2].strip() == "–" and _IN_SENTENCE.search(text)))
    return parted.end() if is_place or _NO_SURNAME.match(parted[1]) else 0


def _past_dash(surname: str) -> int:
    """Where «Лугов – Директор» ends as a surname; 0 for one that goes on."""
    parted = re.fullmatch(r"(\S+?)\s[-‐‑–]\s(\S+)", surname)
    return parted.end(1) if parted and _NO_SURNAME.match(parted[2]) else 0


def _joined(surname: str) -> str:
    """A surname with its hyphen written closed: «Римская - Лугова» is «Римская-Лугова»."""
    return re.sub(r"\s?[-‐‑–]\s?", "-", tidy(surname))


def _belongs_after(text: str, before: re.Match[str], after: re.Match[str]) -> bool:
    """Initials between two capitalised words: whether they belong to the second one.

    "Иванова И.И. Петрова П.П." reads from the left; "директор школы Ключей И.И. Иванова, …" from the right: the word
    before is not where a name could begin.
    """
    if _INITIALS_RE.match(text, len(text) - len(text[after.end() :].lstrip())):
        return False
    if before[1].isupper() and not after[1].isupper():
        return True
    return not re.search(r"(?:^|[\n,;:()–—-]|\sи)\s*$", text[: before.start(1)])


_INITIALS_FIRST = regex(r"((?:[А-ЯЁ]\.\s?-?){1,2})\s*([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)")


def surname_first(name: str) -> str:
    """«И.И. Иванова» as a list of people has it: «Иванова И.И.»."""
    turned = _INITIALS_FIRST.fullmatch(tidy(name))
    return f"{turned[2]} {turned[1].strip()}" if turned else tidy(name)


@lru_cache(8192)
def parse_name(text: str) -> PersonName | None:
    """The name that `text` is, taken apart; None where it holds none or more than a name.

    A lone capitalised word is a surname, two are a surname and a first name.
    """
    words = tidy(text).rstrip(",;")
    spots = find_names(words)
    if len(spots) == 1 and not words[: spots[0].start].strip() and not words[spots[0].end :].strip(" .,"):
        return spots[0].name
    short = re.fullmatch(rf"({_SURNAME})(?:\s+({_GIVEN}|[А-ЯЁ]\.?))?", words)
    if not spots and short and not _NO_SURNAME.match(short[1]):
        return PersonName(_joined(short[1]), (short[2] or "").rstrip("."))
    return None


def turned_name(text: str) -> PersonName | None:
    """The name that «И. Берг» or «Сергей Громов» would be; only where such a person is known, it is one."""
    match = _TURNED_RE.fullmatch(tidy(text).rstrip(",;"))
    if match is None or is_no_surname(match["s"]) or is_no_surname(match["f"] or ""):
        return None
    return PersonName(_joined(match["s"]), match["f"] or match["p"])


def is_no_surname(word: str) -> bool:
    """Whether a capitalised word is a post or a body («Директор», «Школа»), which only stands where a name could."""
    return bool(_NO_SURNAME.match(word))


def shorten(text: str, *, initials_first: bool = False) -> str:
    """«Иванова И. И.» or «И. И. Иванова» for a name in any form; what is not a name comes back tidied."""
    name = parse_name(text)
    if name is None:
        return tidy(text)
    return name.initials_first() if initials_first else name.surname_first()


_BETWEEN_INITIALS = regex(r"\. (?=[А-ЯЁ]\.)")


def signed_name(name: str) -> str:
    """«И.О. Фамилия», as under a signature; what is not a person's name comes back as typed."""
    return _BETWEEN_INITIALS.sub(".", shorten(name, initials_first=True))


def listed_name(name: str) -> str:
    """«Фамилия И.О.», as in a list of those present; what is not a person's name comes back as typed."""
    parsed = parse_name(name)
    return parsed.listed() if parsed else tidy(name)


def listed_names(text: str) -> str:
    """`text` with every name in it that has initials as it stands in a table: «Фамилия И.О.»; full names stay."""
    result = text
    for spot in reversed(find_names(text)):
        if len(spot.name.first) == 1:
            result = result[: spot.start] + spot.name.listed() + result[spot.end :]
    return result
