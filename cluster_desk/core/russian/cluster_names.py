"""What a document's words tell of a cluster's name and its district. Pure, never raising."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import decline_adjective
from cluster_desk.core.russian.text import tidy

_CLUSTER_GENITIVE = re.compile(r"([а-яё-]+[ое]го)\s+образовательного\s+кластера", re.IGNORECASE)
_CLUSTER_OF_DISTRICT = re.compile(
    r"образовательн\w+\s+кластер\w*\s+([а-яё-]+[ое]го)\s+((?:муниципального\s+)?(?:района|округа))", re.IGNORECASE
)
_DISTRICT = re.compile(
    r"([А-ЯЁ][А-ЯЁа-яё-]+)([ое]го|[ое]му|[ое]м)\s+(район|муниципальн\w+ округ)(?:а|у|е)?\b", re.IGNORECASE
)
_VELARS = "гкхжшчщ"


def _nominative(genitive_adjective: str) -> str:
    """«Заречный» for «Заречного», «Луговской» is told like «Луговский»: a guess that the user sees and mends."""
    stem = genitive_adjective[:-3].lower()
    return (stem + ("ий" if stem[-1:] in _VELARS or genitive_adjective.lower().endswith("его") else "ый")).capitalize()


def cluster_name_in(texts: Iterable[str]) -> str:
    """The cluster's name as the texts tell it, in the nominative; "" when they do not."""
    kept = [tidy(text) for text in texts]
    for text in kept:
        if match := _CLUSTER_GENITIVE.search(text):
            return f"{_nominative(match[1])} образовательный кластер"
    for text in kept:
        if match := _CLUSTER_OF_DISTRICT.search(text):
            return f"Образовательный кластер {match[1].capitalize()} {match[2].lower()}"
    district = district_in(kept)
    if not district:
        return ""
    of_district = decline_adjective(district.split()[0], Case.GENITIVE, animate=False)
    return f"Образовательный кластер {of_district} района"


def district_in(texts: Iterable[str]) -> str:
    """The district that the texts speak of most, «Заречный район»; "" when they speak of none."""
    stems = Counter(entry[1].lower() for text in texts for entry in _DISTRICT.finditer(tidy(text)))
    if not stems:
        return ""
    stem = stems.most_common(1)[0][0]
    return f"{_nominative(stem + 'ого')} район"
