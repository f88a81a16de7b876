"""Russian words: months, days, numbers, Roman numerals, the cases of names, posts and bodies.

Pure functions. Texts come out with ordinary spaces; `reports.document.typography` ties what must not be parted.
What most papers need is named here; the rest is imported from its file.
"""

from cluster_desk.core.russian.dates import (
    BLANK_DAY,
    clock_in_figures,
    day_and_month,
    day_in_figures,
    day_in_words,
    weekday,
)
from cluster_desk.core.russian.names import listed_name, signed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.core.russian.text import capitalized

__all__ = [
    "BLANK_DAY",
    "capitalized",
    "clock_in_figures",
    "day_and_month",
    "day_in_figures",
    "day_in_words",
    "listed_name",
    "plural",
    "signed_name",
    "weekday",
]
