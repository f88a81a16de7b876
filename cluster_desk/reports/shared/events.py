"""What papers about an event share: how to choose one, and what events are called."""

from __future__ import annotations

import datetime as dt
import re

from cluster_desk.core.language import N_
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.dates import day_in_words, read_day
from cluster_desk.core.russian.nouns import is_adjective
from cluster_desk.core.russian.text import fold, quoted, tidy, without_full_stop
from cluster_desk.data.queries.events import EventFacts, choosable_events
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import PaperChoice, one_in_file
from cluster_desk.reports.shared.cases import Cases

EVENT_KINDS = frozenset(
    "конкурс семинар конференция олимпиада фестиваль форум соревнования соревнование турнир спартакиада практикум "
    "экскурсия встреча акция выставка квест игра игры смотр слет заседание урок лекция тренинг вебинар курсы "
    "чтения ярмарка праздник концерт сбор сборы викторина поход эстафета марафон мастер-класс кросс первенство "
    "чемпионат зарница ремонт собрание совещание интенсив хакатон брейн-ринг экспедиция презентация стажировка "
    "консультация диктант субботник".split()
)
"""Common nouns, folded, that an event's name begins with: inside a sentence they have no capital."""


def _events(read: Reader) -> list[PaperChoice]:
    """The events, those that name somebody or have participants first, the latest before others."""
    events = sorted(choosable_events(read), key=lambda one: not one.lists_people)
    return [PaperChoice(str(one.id), one.title) for one in events]


EVENT = one_in_file(
    "event",
    N_("Event"),
    _events,
    N_("There are no events in the file yet: add one in the area “Activity log”."),
)


def day_of_event(event: EventFacts) -> dt.date | None:
    """The day of an event that was told as one; None for «февраль», «еженедельно»: no day that nobody told."""
    if not event.first_day or event.first_day != event.last_day:
        return None
    return read_day(event.day_words, int(event.first_day[:4]))


def when_in_words(event: EventFacts) -> str:
    """«24 марта 2026 г.»; words that are no one day as they were told; "" where nothing was."""
    day = day_of_event(event)
    return day_in_words(day) if day else tidy(event.day_words)


_CALLED = {Case.GENITIVE: "мероприятия", Case.PREPOSITIONAL: "мероприятии"}


_DAYS = frozenset("день неделя месячник декада год месяц".split())
"""What names of events begin with that keep their capital: «Дня открытых дверей»."""


def event_in(cases: Cases, name: str, case: Case) -> str:
    """«районного конкурса чтецов «…»» inside a sentence; a name that no rule declines is quoted: «мероприятия «…»»."""
    name = without_full_stop(name)
    words = re.findall(r"[\w-]+", name)
    head = next((word for word in words if not is_adjective(word) and not re.fullmatch("[IVXLC]+", word)), "")
    called = fold(head) in EVENT_KINDS or fold(head).rpartition("-")[2] in EVENT_KINDS
    low = name[:1].lower() + name[1:] if words and (is_adjective(words[0]) or head == words[0]) else name
    declined = cases.if_sure(low if called else name, case) if called or fold(head) in _DAYS else ""
    return declined or f"{_CALLED[case]} {quoted(name)}"
