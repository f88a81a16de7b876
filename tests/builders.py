"""Valid records for tests; every name is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.council import AgendaItem, Meeting, Speaker
from cluster_desk.core.records.members import Agreement, Organization


def a_cluster(**values: Any) -> Cluster:
    """The cluster every test file is about."""
    return Cluster(**{"name": "Заречный образовательный кластер", "district": "Заречный район", **values})


def an_organization(**values: Any) -> Organization:
    """A village school with one agreement."""
    return Organization(
        **{
            "full_name": "МКОУ средняя общеобразовательная школа с. Луговое Заречного района",
            "short_name": "МКОУ СОШ с. Луговое",
            "agreements": [Agreement(number="3", day=dt.date(2023, 9, 14), valid_until=dt.date(2026, 12, 10))],
            **values,
        }
    )


def a_meeting(**values: Any) -> Meeting:
    """A meeting with two questions."""
    return Meeting(
        **{
            "number": 14,
            "day": dt.date(2026, 10, 22),
            "time": "10:00",
            "place": "Администрация района, малый зал",
            "theme": "Итоги I четверти",
            "agenda": [
                AgendaItem(topic="Итоги I четверти в школах кластера", speakers=[Speaker(words="Тихонов А. В.")]),
                AgendaItem(topic="О межшкольном форуме «Первые шаги»"),
            ],
            **values,
        }
    )
