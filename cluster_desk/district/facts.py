"""What is delivered of a cluster: every fact and its columns, told once.

The package, the store's tables and its views are made of these. No column holds personal data: posts and counts alone;
words that people typed go through `package.names` before they are written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cluster_desk.core.records.events import EventState, Level, Mode, TakingPart
from cluster_desk.core.records.fields import EARLIEST_DAY, LATEST_DAY
from cluster_desk.core.records.indicators import Computed
from cluster_desk.core.records.members import OrganizationKind
from cluster_desk.rules.indicators import Outcome

LONGEST_TEXT = 2000
_NO_TEXT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls and halves of signs."""
MOST = 1_000_000_000_000
"""No number of people, kopecks or per cent is beyond this: it would be mistyped, or hostile."""


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"  # one of `codes`
    WHOLE = "whole"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    LINK = "link"  # the number of a row of `target`


@dataclass(frozen=True)
class Column:
    """A column of a fact. `russian`: its name in the Russian views; `free`: words that people typed."""

    name: str
    kind: Kind
    russian: str
    null: bool = False
    codes: tuple[str, ...] = ()
    target: str = ""
    free: bool = False

    def problem(self, value: Any) -> str:
        """What is wrong with a value that was read: a word for the message, "" where nothing is."""
        if value is None:
            return "" if self.null else "empty"
        return self.check(self, value)

    @property
    def check(self) -> Callable[[Column, Any], str]:
        """What finds the problem of a value that is there."""
        return _PROBLEMS[self.kind]


def _text(_column: Column, value: Any) -> str:
    if not isinstance(value, str):
        return "no text"
    if len(value) > LONGEST_TEXT:
        return "too long"
    return "signs" if not value.isprintable() and _NO_TEXT.search(value) else ""


def _code(column: Column, value: Any) -> str:
    return "" if isinstance(value, str) and value in column.codes else "unknown code"


def _whole(_column: Column, value: Any) -> str:
    return "" if type(value) is int and 0 <= value <= MOST else "no number"


def _number(_column: Column, value: Any) -> str:
    return "" if type(value) in (int, float) and -MOST <= value <= MOST else "no number"


def _day(_column: Column, value: Any) -> str:
    try:
        day = dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    return "" if day and EARLIEST_DAY <= day <= LATEST_DAY else "no day"


def _flag(_column: Column, value: Any) -> str:
    return "" if type(value) is bool else "no flag"


_PROBLEMS = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.WHOLE: _whole,
    Kind.LINK: _whole,
    Kind.NUMBER: _number,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
}


@dataclass(frozen=True)
class Fact:
    """A kind of fact: its table, its name in the Russian views, its columns, the most rows that a package holds."""

    name: str
    russian: str
    columns: tuple[Column, ...]
    most: int = 20_000

    @property
    def names(self) -> list[str]:
        """The names of its columns, in their order."""
        return [column.name for column in self.columns]


def _codes(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in choices)


def _c(name: str, kind: Kind, russian: str, **more: Any) -> Column:
    return Column(name, kind, russian, **more)


def _typed(name: str, russian: str) -> Column:
    return Column(name, Kind.TEXT, russian, free=True)


def _link(name: str, russian: str, target: str, *, null: bool = False) -> Column:
    return Column(name, Kind.LINK, russian, null=null, target=target)


def _counts() -> tuple[Column, ...]:
    return tuple(_c(kind.value, Kind.WHOLE, _PEOPLE[kind], null=True) for kind in TakingPart)


_PEOPLE = {
    TakingPart.PUPILS: "обучающиеся",
    TakingPart.TEACHERS: "педагоги",
    TakingPart.PARENTS: "родители",
    TakingPart.PRESCHOOLERS: "дошкольники",
    TakingPart.OTHERS: "другие",
}
ITEM_STATES = ("done", "under_way", "moved", "cancelled")
DECISION_STATES = ("in_work", "fulfilled", "partly", "moved", "dropped")
STANDINGS = ("ahead", "held", "not_told")

ORGANIZATIONS = Fact(
    "organizations",
    "организации",
    (
        _c("number", Kind.WHOLE, "номер"),
        _c("key", Kind.TEXT, "ключ"),
        _c("short_name", Kind.TEXT, "краткое_название"),
        _c("full_name", Kind.TEXT, "полное_название"),
        _c("kind", Kind.CODE, "вид", codes=_codes(OrganizationKind)),
        _c("inn", Kind.TEXT, "инн"),
        _c("locality", Kind.TEXT, "населённый_пункт"),
        _c("district", Kind.TEXT, "район"),
    ),
    most=5_000,
)
MEMBERS = Fact(
    "members",
    "участники",
    (_link("organization", "организация", "organizations"), _c("joined", Kind.DAY, "в_кластере_с", null=True)),
    most=5_000,
)
AGREEMENTS = Fact(
    "agreements",
    "соглашения",
    (
        _link("organization", "организация", "organizations"),
        _typed("number", "номер"),
        _c("day", Kind.DAY, "дата", null=True),
        _c("valid_until", Kind.DAY, "действует_до", null=True),
    ),
    most=5_000,
)
PLANS = Fact(
    "plans",
    "планы",
    (
        _c("number", Kind.WHOLE, "номер"),
        _typed("name", "название"),
        _c("first_day", Kind.DAY, "начало", null=True),
        _c("last_day", Kind.DAY, "конец", null=True),
    ),
    most=500,
)
PLAN_ITEMS = Fact(
    "plan_items",
    "пункты_планов",
    (
        _link("plan", "план", "plans"),
        _c("place", Kind.WHOLE, "место"),
        _typed("called", "номер"),
        _typed("title", "мероприятие"),
        _c("first_day", Kind.DAY, "начало_срока", null=True),
        _c("last_day", Kind.DAY, "конец_срока", null=True),
        _c("state", Kind.CODE, "состояние", null=True, codes=ITEM_STATES),
        _c("is_ahead", Kind.FLAG, "впереди"),
        _c("is_past", Kind.FLAG, "срок_прошёл"),
    ),
)
EVENTS = Fact(
    "events",
    "мероприятия",
    (
        _c("number", Kind.WHOLE, "номер"),
        _c("key", Kind.TEXT, "ключ"),
        _typed("name", "название"),
        _c("state", Kind.CODE, "состояние", codes=_codes(EventState)),
        _c("first_day", Kind.DAY, "начало"),
        _c("last_day", Kind.DAY, "конец", null=True),
        _c("level", Kind.CODE, "уровень", codes=_codes(Level)),
        _typed("form", "форма"),
        _c("mode", Kind.CODE, "формат", codes=_codes(Mode)),
        *_counts(),
        _c("people", Kind.WHOLE, "всего_человек", null=True),
    ),
    most=200_000,
)
PARTICIPATIONS = Fact(
    "participations",
    "участие",
    (
        _link("event", "мероприятие", "events"),
        _c("place", Kind.WHOLE, "место"),
        _link("organization", "организация", "organizations", null=True),
        _typed("outside", "вне_кластера"),
        _c("kind", Kind.CODE, "кто", codes=_codes(TakingPart)),
        _typed("unit", "единица"),
        _c("count", Kind.WHOLE, "число", null=True),
    ),
    most=2_000_000,
)
MEETINGS = Fact(
    "meetings",
    "заседания",
    (
        _c("number", Kind.WHOLE, "номер"),
        _c("protocol", Kind.WHOLE, "протокол", null=True),
        _c("day", Kind.DAY, "дата"),
        _c("standing", Kind.CODE, "состояние", codes=STANDINGS),
    ),
)
DECISIONS = Fact(
    "decisions",
    "решения",
    (
        _c("place", Kind.WHOLE, "место"),
        _c("protocol", Kind.WHOLE, "протокол", null=True),
        _c("meeting_day", Kind.DAY, "дата_заседания", null=True),
        _typed("called", "номер"),
        _c("due", Kind.DAY, "срок", null=True),
        _c("state", Kind.CODE, "состояние", codes=DECISION_STATES),
        _c("overdue_days", Kind.WHOLE, "просрочено_дней"),
        _c("fulfilled_on", Kind.DAY, "исполнено", null=True),
    ),
    most=100_000,
)
INDICATORS = Fact(
    "indicators",
    "показатели",
    (
        _c("number", Kind.WHOLE, "номер"),
        _typed("name", "название"),
        _typed("unit", "единица"),
        _typed("target", "цель"),
        _c("target_value", Kind.NUMBER, "цель_числом", null=True),
        _c("computed", Kind.CODE, "источник", codes=_codes(Computed)),
    ),
    most=2_000,
)
INDICATOR_VALUES = Fact(
    "indicator_values",
    "значения_показателей",
    (
        _link("indicator", "показатель", "indicators"),
        _c("place", Kind.WHOLE, "место"),
        _link("organization", "организация", "organizations", null=True),
        _c("first_day", Kind.DAY, "с"),
        _c("last_day", Kind.DAY, "по"),
        _typed("words", "словами"),
        _c("value", Kind.NUMBER, "значение", null=True),
        _c("is_computed", Kind.FLAG, "вычислено"),
        _c("outcome", Kind.CODE, "итог", null=True, codes=_codes(Outcome)),
    ),
    most=50_000,
)
_QUARTERS = ("первый", "второй", "третий", "четвёртый")
MONEY = Fact(
    "money",
    "деньги",
    (
        _c("number", Kind.WHOLE, "номер"),
        _c("year", Kind.WHOLE, "год"),
        _typed("name", "статья"),
        _typed("source", "источник"),
        *(_c(f"planned_{n}", Kind.WHOLE, f"план_{word}_квартал", null=True) for n, word in enumerate(_QUARTERS, 1)),
        *(_c(f"spent_{n}", Kind.WHOLE, f"расход_{word}_квартал", null=True) for n, word in enumerate(_QUARTERS, 1)),
    ),
    most=20_000,
)
FACTS = (
    ORGANIZATIONS,
    MEMBERS,
    AGREEMENTS,
    PLANS,
    PLAN_ITEMS,
    EVENTS,
    PARTICIPATIONS,
    MEETINGS,
    DECISIONS,
    INDICATORS,
    INDICATOR_VALUES,
    MONEY,
)
"""Every fact, each after those that it links to."""
KINDS = tuple(kind.value for kind in TakingPart)
TOTALS = ("events_held", *KINDS, "people", "members", "planned", "spent", "open_decisions", "items_done")
"""What the office's own totals are told of in a package, to be compared with what was loaded."""
