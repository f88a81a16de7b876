"""Names as short as a narrow place needs: «СОШ № 1», «Колосок», «План на 2026», as long as they tell apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cluster_desk.core.regex import regex

_LEGAL_FORM = regex(
    r"(?:^|(?<=,\s))(?:[МГКОФЧАН][А-ЯЁа-яё]{0,6}(?:ОУ|БУ|КУ|АУ|ОбУ)|[А-ЯЁ]{2,8}У)(?:\s+(?:ДОД|ДО|ДПО|СПО|ВО))?\s+(?=\S)"
)
_NUMBERED = regex(r"^(.*?№[\s\u00a0]?\d+)\b")
_QUOTED = regex(r"«[^«»]+(?:«[^»]+»)?[^«»]*»")
_YEARS = regex(r"\b(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)?\d\d))?(?=\D*$)")
_PLAN = regex(r"\bплан\w*\b", re.IGNORECASE)


def without_legal_form(name: str) -> str:
    """«СОШ № 1 пгт Заречный» for «МКОУ СОШ № 1 пгт Заречный»; of a row of names from each."""
    return _LEGAL_FORM.sub("", name)


def short_names(names: Iterable[str]) -> dict[str, str]:
    """For each name the shortest that none other has: its number, its own name in quotes, all but the legal form."""
    wanted = list(dict.fromkeys(names))
    result = dict.fromkeys(wanted, "")
    for shorten in (_own_name, without_legal_form, str):
        tried = {name: shorten(name) for name in wanted}
        taken = Counter(tried.values())
        for name, short in tried.items():
            if not result[name] and short and taken[short] == 1:
                result[name] = short
    return {name: short or name for name, short in result.items()}


def short_plan_name(name: str) -> str:
    """«План на 2026» for «Календарный план Заречного образовательного кластера на 2026 год»; else as it is."""
    years = _YEARS.search(name)
    return f"План на\u00a0{years.group()}" if years and _PLAN.search(name) else name


def _own_name(name: str) -> str:
    """«СОШ № 1» or «Колосок»: a number or a name of its own, with what the organization is; "" without one."""
    bare = without_legal_form(name)
    number = _NUMBERED.match(bare)
    if number:
        return number.group(1)
    quoted = _QUOTED.search(bare)
    return quoted.group() if quoted else ""
