"""The words of deadlines: every form that Russian offices write, and what it stands for.

`known(word)` is the one way in: a folded word (small letters, ё as е) to its token, None for a word of no deadline.
Words that only wait for something else ("графику", "запросу") are told by `waits_for`.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from cluster_desk.core.russian.dates import CUT, FORMS
from cluster_desk.core.russian.numbers import typed_numeral
from cluster_desk.core.russian.slips import one_slip


class Is(StrEnum):
    """What a token is."""

    NUMBER = "number"
    YEAR = "year"
    DATE = "date"  # a day in figures, with a year or without
    MONTH = "month"  # with a year when in figures: 09.2026
    WEEKDAY = "weekday"
    TIME = "time"
    WORD = "word"
    DASH = "dash"
    COMMA = "comma"
    STRANGE = "strange"  # no word of a deadline
    END = "end"


class Token(NamedTuple):
    """A word, a number or a sign. `mark` tells forms apart: genitive, plural, ordinal, roman, what a comma was."""

    kind: Is
    word: str = ""
    number: int = 0
    month: int = 0
    year: int = 0
    mark: str = ""


PLURAL, ORDINAL, ROMAN, FEMININE, MASCULINE = "plural", "ordinal", "roman", "feminine", "masculine"
LAST = -1
"""The number of "последний"."""


def _forms(lemma: str, forms: str) -> dict[str, Token]:
    """Each of `forms`, parted by spaces, stands for `lemma`; «/» parts the forms of the plural."""
    one, _slash, many = forms.partition("/")
    return {form: Token(Is.WORD, lemma) for form in one.split()} | {
        form: Token(Is.WORD, lemma, mark=PLURAL) for form in many.split()
    }


_WEEKDAYS = (
    "понедельник понедельника понедельнику понедельнике пн пон понед/понедельникам понедельники понедельниках",
    "вторник вторника вторнику вторнике вт вторн/вторникам вторники вторниках",
    "среда среды среде среду ср/средам средах",
    "четверг четверга четвергу четверге чт/четвергам четверги четвергах",
    "пятница пятницы пятнице пятницу пт пят пятн/пятницам пятницах",
    "суббота субботы субботе субботу сб суб субб/субботам субботах",
    "воскресенье воскресенья воскресенью вс воскр вск/воскресеньям воскресеньях",
)


def _weekdays() -> dict[str, Token]:
    return {
        form: Token(Is.WEEKDAY, number=number, mark=token.mark)
        for number, forms in enumerate(_WEEKDAYS)
        for form, token in _forms("", forms).items()
    }


_ORDINAL_STEMS = (
    "перв втор _ четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
    "шестнадцат семнадцат восемнадцат девятнадцат двадцат"
).split()
_ORDINAL_ENDINGS = "ый ой ая ое ые ого ую ому ом ым ых".split()
_CUT_ORDINALS = ("перв", "втор")
"""«Перв. неделя»; «четв.» may be another word, which the words around it tell."""
_THIRD = "трет третий третья третье третьего третьей третью третьему третьем третьи третьих третьим".split()
_LAST = (
    "последний последняя последнее последнего последней последнюю последнему последнем последние последних "
    "посл послед последн"
)
_CARDINALS = (
    "один одна одно одного одной одну|два две двух|три трех|четыре четырех|пять пяти|шесть шести|семь семи|"
    "восемь восьми|девять девяти|десять десяти|одиннадцать|двенадцать двенадцати"
)


def _numbers() -> dict[str, Token]:
    values: dict[str, Token] = {}
    stems = {stem: number for number, stem in enumerate(_ORDINAL_STEMS, 1) if stem != "_"} | {"тридцат": 30}
    for stem, number in stems.items():
        for ending in [*_ORDINAL_ENDINGS, *([""] if stem in _CUT_ORDINALS else [])]:
            values[stem + ending] = Token(Is.NUMBER, number=number, mark=ORDINAL)
    values |= {form: Token(Is.NUMBER, number=3, mark=ORDINAL) for form in _THIRD}
    values |= {form: Token(Is.NUMBER, number=LAST, mark=ORDINAL) for form in _LAST.split()}
    for number, forms in enumerate(_CARDINALS.split("|"), 1):
        values |= {form: Token(Is.NUMBER, number=number) for form in forms.split()}
    # The first half of «двадцать первое».
    values |= {"двадцать": Token(Is.NUMBER, number=20), "тридцать": Token(Is.NUMBER, number=30)}
    return values


_LEMMAS = {
    "в": "в во",
    "на": "на",
    "до": "до",
    "к": "к ко",
    "по": "по",
    "с": "с со",
    "от": "от",
    "начиная": "начиная",
    "не": "не",
    "позднее": "позднее позже поздней поздн позд",
    "и": "и а также но повторно плюс",
    "далее": "далее затем потом",
    "течение": "течение течении течени теч течен протяж протяжение протяжении",
    "весь": "весь всего всей всю все всем вся целый целого",
    "круглый": "круглый",
    "текущий": "текущий текущего текущему текущем текущ тек т этого этом сего",
    "следующий": "следующий следующего следующему следующем следующим след следующ",
    "новый": "новый нового новому новом",
    "учебный": "учебный учебного учебному учебном учебным учебные уч учеб учебн у",
    "календарный": "календарный календарного календарному календарном календ кал",
    "год": "год года году годом годе г гг годы годов годах/годам",
    "квартал": "квартал квартала кварталу квартале кварталом кварталы кварталов кварталах кв кварт квар/кварталам",
    "полугодие": "полугодие полугодия полугодии полугодию полугодием полугодий полугодиях полугод полуг "
    "полугоди полгода полугода/полугодиям",
    "четверть": "четверть четверти четвертей четвертью четвертях/четвертям",
    "триместр": "триместр триместра триместру триместре триместром триместры триместров триместрах трим тримест"
    "/триместрам",
    "каникулы": "каникулы каникул каникулах каникулам каникулярное каникулярный каникулярные каникулярных кан каник",
    "летний": "летний летнее летнего летние летних летнем летнюю летн",
    "осенний": "осенний осеннее осеннего осенние осенних осеннем осеннюю осен осенн",
    "зимний": "зимний зимнее зимнего зимние зимних зимнем зимнюю зимн",
    "весенний": "весенний весеннее весеннего весенние весенних весеннем весеннюю весен весенн",
    "школьный": "школьный школьные школьных школьного школьном",
    "сезон": "сезон сезона сезоне",
    "декада": "декада декады декаде декаду декад декадой декадах/декадам",
    "неделя": "неделя недели неделе неделю недель неделей неделях нед недел/неделям",
    "месяц": "месяц месяца месяце месяцу месяцев месяцем месяцы месяцах мес/месяцам",
    "день": "день дня дней дню дни дн днем днях/дням",
    "рабочий": "рабочий рабочего рабочему рабочих рабочие рабочим рабочее раб",
    "будни": "будни будней будние будний будних будн/будням будним",
    "выходной": "вых выходной выходные выходных/выходным",
    "число": "число числа числу числе числом чисел чис числ/числам",
    "числах": "числах",
    "начало": "начало начала началу начале нач началом",
    "середина": "середина середины середине середину серед середин сер",
    "конец": "конец конца концу конце концом кон окончание окончания окончанию оконч завершения завершению",
    "половина": "половина половины половине половину половин полов пол",
    "каждый": "каждый каждая каждое каждые каждого каждой каждую каждому каждом каждых кажд",
    "раз": "раз раза разу р",
    "дважды": "дважды",
    "трижды": "трижды",
    "однократно": "однократно единовременно разово единожды",
    "реже": "реже чаще",
    "менее": "менее меньше",
    "минимум": "минимум как",
    "постоянно": "постоянно регулярно периодически систематически систематично круглогодично непрерывно "
    "систем систематич регул постоян круглогод",
    "постоянный": "постоянной регулярной систематической",
    "основа": "основе осн",
    "кроме": "кроме исключая",
    "отчетный": "отчетный отчетного отчетному отчетным отчетном отчетн отч",
    "за": "за",
    "срок": "срок сроки срока сроком сроках",
    "период": "период периода периоде периоду периодом",
    "этап": "этап этапа этапе",
    "время": "время времени вр",
    "включительно": "включительно включит вкл",
    "примерно": "ориентировочно предварительно примерно ориентир ориент предварит предв прим",
    "после": "после",
    "через": "через",
    "мере": "мере",
    "согласно": "согласно соответствии основании согл соотв",
    "при": "при",
    "случай": "случае",
    "уточняется": "уточняется уточн уточняются уточнится уточнить уточнена определяется определяются назначается "
    "объявляется устанавливается устанавливаются",
    "указанный": "установленные установленный установленное указанные указанный указанное назначенное назначенный",
    "дата": "дата даты",
    "зима": "зима зимы зиме зиму зимой",
    "весна": "весна весны весне весну весной",
    "лето": "лето лета лете летом",
    "осень": "осень осени осенью",
    "час": "ч час часа часов часам",
    "минута": "мин минут минуты минута",
    "четв": "четв четверт",  # четверть, четверг or четвёртая: the words around it tell
}

_OTHERS = {
    **dict.fromkeys(("каждая", "каждую", "каждой"), Token(Is.WORD, "каждый", mark=FEMININE)),
    **dict.fromkeys(("каждый", "каждого", "каждому"), Token(Is.WORD, "каждый", mark=MASCULINE)),
    # «По мере пост.» is «по мере поступления».
    "пост": Token(Is.WORD, "постоянно", mark=CUT),
}
"""Forms that tell more than their word."""

_EVERY = {
    "ежедневн": "day", "еженедельн": "week", "ежедекадн": "decade", "ежемесячн": "month", "ежеквартальн": "quarter",
    "ежеполугодн": "half", "ежегодн": "year", "подневн": "day", "понедельн": "week", "подекадн": "decade",
    "помесячн": "month", "поквартальн": "quarter", "квартальн": "quarter", "ежечетвертн": "term",
}  # fmt: skip


def _repetitions() -> dict[str, Token]:
    """«ежемесячно», its adjectives, and cut short: «ежемес.», «ежем.», but no letters that two begin with («ежед»)."""
    values: dict[str, Token] = {}
    for stem, unit in _EVERY.items():
        token = Token(Is.WORD, "еже", mark=unit)
        values |= {stem + ending: token for ending in ("о", "ый", "ая", "ое", "ые", "ого", "ой")}
        if stem.startswith("еже"):
            values |= {stem[:length]: token for length in range(4, len(stem) + 1)}
    begun = [stem[:4] for stem in _EVERY]
    return {form: token for form, token in values.items() if begun.count(form) < 2}


_KNOWN: dict[str, Token] = (
    {form: token for lemma, forms in _LEMMAS.items() for form, token in _forms(lemma, forms).items()}
    | _numbers()
    | _weekdays()
    | {form: Token(Is.MONTH, month=number, mark=mark) for form, (number, mark) in FORMS.items()}
    | _repetitions()
    | _OTHERS
)

_MOST_ROMAN, _LONGEST_ROMAN = 6, 3
_LEAST_LETTERS = 5
"""Letters of a word that may be mistyped."""
_LATIN = str.maketrans("abcehkmoptxy", "авсенкмортху")
_SHORTEST, _LONGEST = 4, 60
"""Letters of a run of words without spaces that is taken apart."""
_LONGEST_WORD = 16
_NEVER_JOINED = frozenset("вр гр кал кан осн отч пол сер суб".split())
"""Cut words so short that they begin too many others."""


def _single(word: str) -> Token | None:
    """The token of a word by itself."""
    value = _KNOWN.get(word)
    if value:
        return value
    return numeral(word) if len(word) <= _LONGEST_ROMAN else None


def numeral(word: str) -> Token | None:
    """The token of a numeral that counts quarters and the like, as it is typed."""
    number = typed_numeral(word)
    return Token(Is.NUMBER, number=number, mark=ROMAN) if 0 < number <= _MOST_ROMAN else None


@lru_cache(4096)
def known(word: str) -> tuple[Token, ...] | None:
    """The tokens of a folded word: one, or several when spaces were left out («втечениегода»); None for another word.

    Latin letters that look like Russian ones count as those.
    """
    result = _single(word) or _single(word.translate(_LATIN))
    if result:
        return (result,)
    word = word.translate(_LATIN) if not word.isascii() else word
    if not _SHORTEST <= len(word) <= _LONGEST:
        return None
    if word.startswith("по") and waits_for(word[2:]):
        return _KNOWN["по"], Token(Is.STRANGE, word[2:])
    return _parted(word)


@lru_cache(1024)
def _parted(word: str) -> tuple[Token, ...] | None:
    """`word` as known words without spaces, the longest first; one letter stands only for в, с, к, и and г."""
    if not word:
        return ()
    for length in range(min(len(word), _LONGEST_WORD), 0, -1):
        head = word[:length]
        token = _single(head) if length > 1 or head in "вскиг" else None
        is_part = head not in _NEVER_JOINED and not (length == 2 and token and token.kind in (Is.MONTH, Is.WEEKDAY))
        if token is None or not is_part:
            continue
        rest = _parted(word[length:])
        if rest is not None:
            return token, *rest
    return None


@lru_cache(1024)
def contracted(beginning: str, ending: str) -> str:
    """The word that «кв-л», «нед-я», «м-ца» stand for; "" where none does, or one of several."""
    length = len(beginning) + len(ending)
    forms = [form for form in _KNOWN if len(form) > length and form.startswith(beginning) and form.endswith(ending)]
    meant = {_KNOWN[form]._replace(mark="") for form in forms}
    return forms[0] if len(meant) == 1 else ""


@lru_cache(1024)
def mistyped(word: str) -> str:
    """The known word that `word` is but for a slip of the hand; "" where none is, or one of several."""
    if len(word) < _LEAST_LETTERS or known(word) or waits_for(word):
        return ""
    forms = [form for form in _KNOWN if len(form) > _LEAST_LETTERS and one_slip(word, form)]
    meant = {_KNOWN[form]._replace(mark="") for form in forms}
    return forms[0] if len(meant) == 1 else ""


_WAITED_FOR = (
    "запрос", "график", "план", "расписан", "положени", "приглашен", "распоряжен", "приказ", "договор", "согласован",
    "заявк", "необходимост", "требован", "обращен", "вызов", "указан", "поручен", "решени", "мере", "факт", "итог",
    "результат", "окончани", "завершени", "усмотрен", "желани", "потребност", "возможност", "случа", "программ",
    "календар", "циклограмм", "регламент", "письм", "уведомлен", "поступлен", "мероприят", "срокам", "порядк",
)  # fmt: skip
_CUT_WAITED_FOR = frozenset(
    "необх необход граф гр пл расп распис треб потреб запр пригл согласов возм обращ догов дог мероп".split()
)
_LIKE_ADJECTIVE = ("ому", "ему", "ой", "ей", "ым", "им")
_STRETCHES = tuple(f"{stem}{end}" for stem in ("дневн", "недельн", "месячн") for end in ("ый", "ого", "ом", "ые"))
_CUT_ADJECTIVES = {"отд", "отдельн", "инд", "утв", "доп", "мун", "район", "обл", "спец"}


def waits_for(word: str) -> bool:
    """Whether a thing waits after «по»: «графику», «запросу», «мере»."""
    return word.startswith(_WAITED_FOR) or word in _CUT_WAITED_FOR


def describes(word: str) -> bool:
    """Whether `word` may stand between «по» and what is waited for: «отдельному», «утверждённым»."""
    return word.endswith(_LIKE_ADJECTIVE) or word in _CUT_ADJECTIVES


def names_stretch(word: str) -> bool:
    """Whether `word` tells how long something may take: «недельный», «трёхдневный»."""
    return word.endswith(_STRETCHES)
