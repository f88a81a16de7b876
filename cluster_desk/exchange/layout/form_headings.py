"""What a department's list of events asks for under each heading, by the one vocabulary of headings."""

from __future__ import annotations

import re
from functools import lru_cache

from cluster_desk.core.records.forms import FormValue
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.counts import kind_named
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.layout.headers import reply_role

_COUNTS = r"(?:колич|кол-во|число|численност|охват|всего)"
_SCHOOLS = r"(?:учрежден|организаци|школ(?!ьн)|\bоо\b|\bоу\b|\bдоу\b)"
_OWN = tuple(
    (value, regex(words))
    for value, words in (
        # What no event of the log tells: never to be taken for a neighbour that sounds alike.
        (
            None,
            r"кварт|полугод|колич\w* (?:мероприят|победит|призер|работ|команд|публикац)|кол-во (?:мероприят|победит)",
        ),
        (None, r"финансир|бюджет|руб|стоимост|телефон|\bтел\b|почт|отметк|подпис|вывод|проблем|задач|цел[ьи]\b"),
        (FormValue.ROW_FIRST_DAY, r"(?:дата|день|срок)\w* начала|^начало"),
        (FormValue.ROW_LAST_DAY, r"(?:дата|день|срок)\w* (?:окончани|заверш)|^(?:окончани|завершени)"),
        (FormValue.ROW_MONTH, r"^месяц"),
        (FormValue.ROW_TIME, r"^время"),
        (FormValue.ROW_LEVEL, r"уровень|^масштаб"),
        (FormValue.ROW_MODE, r"^формат|очно|дистанц|онлайн"),
        (FormValue.ROW_FORM, r"^(?:форм|вид|тип)\w* (?:проведен|меропр|работ)|^форма\b"),
        (FormValue.ROW_DIRECTION, r"направлени"),
        (FormValue.ROW_ORGANIZER, r"организатор|кто проводит|^проводит"),
        (FormValue.ROW_LINKS, r"ссылк|адрес\w* (?:в сети|страниц|публикац)|\burl\b|публикаци"),
        (FormValue.ROW_RESULTS, r"победител|призер|лауреат"),
        (FormValue.ROW_ORGANIZATIONS, rf"{_COUNTS}.*{_SCHOOLS}"),
        (FormValue.ROW_ORGANIZATION_NAMES, rf"{_SCHOOLS}.*участ|участ\w*.*{_SCHOOLS}"),
        (FormValue.ROW_AUDIENCE, r"категори|аудитори|для кого|контингент"),
        (FormValue.ROW_VENUE, r"^место(?! работы)|площадк|^где\b"),
    )
)
"""Before the vocabulary: what a list of events tells apart, and schools' answers do not."""
_ROLES = {
    "number": FormValue.ROW_NUMBER,
    "name": FormValue.ROW_NAME,
    "day": FormValue.ROW_DAY,
    "amount": FormValue.ROW_PEOPLE,
    "responsible": FormValue.ROW_RESPONSIBLE,
    "result": FormValue.ROW_RESULTS,
    "organization": FormValue.ROW_ORGANIZATION_NAMES,
    "audience": FormValue.ROW_AUDIENCE,
    "form": FormValue.ROW_FORM,
    "place": FormValue.ROW_VENUE,
}
_PEOPLE = regex(rf"{_COUNTS}|участник\w*, чел|^чел")
_COUNTED = regex(r"участ|чел|охват|присутств|всего|итого|^кол|^числ")
_UNSURE = {
    FormValue.ROW_ORGANIZATION_NAMES: regex(rf"^(?!.*участ).*{_SCHOOLS}"),
    FormValue.ROW_AUDIENCE: regex(r"^участники?$"),
}
"""Headings that may ask for another thing too: the school that held it, how many took part."""


@lru_cache(1024)
def list_value(words: str) -> FormValue | None:
    """What stands under a heading of a list of events; None where that is not understood."""
    folded = fold(words).strip(" .:*")
    for value, pattern in _OWN:
        if pattern.search(folded):
            return value
    if folded in {"участники", "участник"}:
        return FormValue.ROW_AUDIENCE
    kind = kind_named(folded)
    if kind is not None and _kind_is_told(folded):
        return FormValue.of(f"row_{kind.value}")
    if _PEOPLE.search(folded):
        return FormValue.ROW_PEOPLE if _COUNTED.search(folded) else None
    return _ROLES.get(reply_role(words))


def _kind_is_told(folded: str) -> bool:
    """Whether a heading tells who is counted: «участников» alone are people of every kind."""
    kind = kind_named(re.sub(r"участ\w*|чел\w*", "", folded))
    return kind is not None


def below(upper: str, lower: str) -> tuple[str, FormValue | None]:
    """The heading of two rows in one, and its value: «Количество участников» over «педагоги»."""
    words = f"{upper}: {lower}"
    counts = _PEOPLE.search(fold(upper)) is not None
    if counts and re.fullmatch(rf"\W*(?:{_SCHOOLS}\w*|оо|оу)\W*", fold(lower)):
        return words, FormValue.ROW_ORGANIZATIONS
    if counts and fold(lower).strip(" .:") in ("всего", "итого", "чел", "человек"):
        return words, list_value(upper)
    if list_value(upper) is FormValue.ROW_DAY and re.match(r"начал|с\b", fold(lower)):
        return words, FormValue.ROW_FIRST_DAY
    if list_value(upper) is FormValue.ROW_DAY and re.match(r"оконч|заверш|по\b", fold(lower)):
        return words, FormValue.ROW_LAST_DAY
    return words, list_value(lower) or (None if counts else list_value(upper))


def is_unsure(words: str, value: FormValue) -> bool:
    """Whether a heading may mean another thing than what it was taken for."""
    pattern = _UNSURE.get(value)
    return pattern is not None and pattern.search(fold(words).strip(" .:")) is not None


def first_of_several(words: str) -> tuple[FormValue | None, str]:
    """What a heading that asks for several things is taken for, and which of its words then get no answer.

    «Дата, место проведения»: the day; the venue is left.
    """
    parts = [part for part in re.split(r",|;|\n|\s/\s|\s+и\s+", re.sub(r"\([^)]*\)", "", words)) if part.strip()]
    values = [list_value(part) for part in parts]
    known = [at for at, value in enumerate(values) if value is not None]
    if len(parts) < 2 or not known:
        return None, ""
    value = values[known[0]]
    left = [part.strip() for part, other in zip(parts, values, strict=True) if other is not value]
    return value, ", ".join(left)
