"""The names of months and weekdays in Russian, each list once."""

from __future__ import annotations

from typing import Final

MONTHS: Final = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
GENITIVE: Final = tuple("января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split())
PREPOSITIONAL: Final = tuple(
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
)
SHORT: Final = tuple(name[:3] for name in MONTHS)
"""«янв», «май»: as over a column."""
WEEKDAYS: Final = tuple("понедельник вторник среда четверг пятница суббота воскресенье".split())

CUT, OF = "cut", "genitive"
"""How a form of a month's name may differ: cut short, or in the genitive."""


def _forms() -> dict[str, tuple[int, str]]:
    values: dict[str, tuple[int, str]] = {}
    for number, name in enumerate(MONTHS, 1):
        hard = name[-1] == "т"
        stem, endings = (name, ("", "а", "у", "е", "ом")) if hard else (name[:-1], (name[-1], "я", "ю", "е", "ем"))
        values |= {stem[:length]: (number, CUT) for length in range(3, len(stem) + (not hard))}
        values |= {stem + ending: (number, OF if ending in ("а", "я") else "") for ending in endings}
    return values


FORMS: Final = _forms()
"""Each month's name in every case, and cut to three letters or more: its number, and how the form differs."""

STEMS: Final = tuple(r"ма(?:[йяю]|ем?)\b" if name == "май" else name.rstrip("ь") for name in MONTHS)
"""How each month begins in every case; parts of patterns over folded or lower-case text."""


def month_number(word: str) -> int:
    """1 to 12 for the name of a month in any case, whole or cut to three letters or more; 0 for another word."""
    return FORMS.get(word.lower().rstrip("."), (0, ""))[0]
