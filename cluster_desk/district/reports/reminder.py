"""The words of a reminder to those who have not reported: to be copied into a letter."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.district.coverage import Covered, Reported
from cluster_desk.district.periods import words_of
from cluster_desk.reports.shared.periods import Period


def reminder_words(period: Period, missing: Sequence[Covered], never: Sequence[str] = ()) -> str:
    """Whom it is for, what is asked for and how it is made."""
    names = "\n".join([*(f"— {one.name}{_part(one, period)}" for one in missing), *(f"— {name}" for name in never)])
    return (
        f"Уважаемые коллеги! Просим прислать отчёт кластера за период: {words_of(period.start, period.end)}.\n"
        f"Отчёт пока не получен:\n{names}\n"
        "Как сделать: в программе Cluster Desk откройте файл кластера, меню «Файл» — «Сдать отчёт…», выберите период "
        "и пришлите получившийся файл письмом или на флешке. Персональных данных в нём нет."
    )


def _part(one: Covered, period: Period) -> str:
    return f" ({one.words(period)})" if one.reported is Reported.PART else ""
