"""All reports of a district; each is made of parts, of one store, of one period."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.garbage import no_garbage_search
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.text import fold
from cluster_desk.district.periods import is_whole_months
from cluster_desk.district.reports.parts import Asked, Part, Titles, paper, refuse_empty
from cluster_desk.district.store.all_numbers import AllNumbers
from cluster_desk.district.store.engine import Store
from cluster_desk.district.store.numbers import Numbers, cluster_names, indicator_names
from cluster_desk.reports.document import Document
from cluster_desk.reports.shared.periods import Period


@dataclass(frozen=True)
class Report:
    """A report: what the command line calls it, its title on the screen (a msgid) and on paper, its function."""

    id: str
    title: str
    on_paper: str
    part: str
    module: str = "tables"
    needs_cluster: bool = False
    over_years: bool = False
    tells_all: bool = False

    def parts(self, numbers: Numbers, asked: Asked) -> list[Part]:
        """What it tells of the period."""
        file = importlib.import_module(f"cluster_desk.district.reports.{self.module}")
        made: Callable[[Numbers, Asked], list[Part]] = getattr(file, self.part)
        return made(numbers, asked)


REPORTS = (
    Report("deliveries", N_("Who reported and who did not"), "Кто сдал отчёт", "reported_part"),
    Report("clusters", N_("Clusters side by side"), "Кластеры рядом", "side_by_side", "beside"),
    Report("people", N_("People who took part, by cluster"), "Участие в мероприятиях", "people"),
    Report("organizations", N_("Participation by organization"), "Участие организаций", "organizations"),
    Report(
        "absent", N_("Organizations that no event names"), "Организации, не названные ни в одном мероприятии", "absent"
    ),
    Report("plan", N_("Plans done by quarter"), "Выполнение планов по кварталам", "plan"),
    Report("decisions", N_("Decisions under control"), "Решения координационных советов", "decisions"),
    Report("indicators", N_("Indicators against targets"), "Показатели кластеров", "indicators"),
    Report("money", N_("Money planned and spent"), "Средства кластеров", "budget"),
    Report("years", N_("Over the years"), "Работа кластеров по годам", "years", over_years=True),
    Report("cluster", N_("Card of a cluster"), "Карточка кластера", "card", "card", needs_cluster=True),
    Report("summary", N_("Everything in one workbook"), "Свод по кластерам", "everything", "summary", tells_all=True),
)
_BY_ID = {one.id: one for one in REPORTS}


def report(name: str) -> Report:
    """The report with this id; KeyError for a name nobody has."""
    return _BY_ID[name]


def build(
    store: Store, chosen: Report, first: dt.date, last: dt.date, today: dt.date, asked: Asked | None = None
) -> Document:
    """A report of a period, read in one moment. Raises UserError for what cannot be told."""
    asked = asked or Asked()
    if chosen.over_years and first.year == last.year:  # nothing stands beside one year: the four before it too
        first, last = first.replace(year=first.year - 4, month=1, day=1), last.replace(month=12, day=31)
    period = Period(first, last, today)
    if not is_whole_months(period):
        raise UserError(
            _("A report over clusters tells of whole months."), do=_("Choose a month, a quarter or a year.")
        )
    if chosen.needs_cluster and asked.cluster is None:
        raise UserError(_("Say which cluster is meant."), do=_("Choose it in the table of clusters."))
    with store.reading() as connection, no_garbage_search():
        numbers = (AllNumbers if chosen.tells_all else Numbers)(connection, period, asked.cluster, asked.expected)
        refuse_empty(numbers)
        return paper(Titles(chosen.on_paper), chosen.parts(numbers, asked), numbers, asked)


def find_cluster(store: Store, words: str) -> int:
    """The cluster that words of its name or its district mean. Raises UserError, saying what there is."""
    with store.reading() as connection:
        names = cluster_names(connection)
    exact = [row for row, (name, _district) in names.items() if fold(name) == fold(words)]
    found = exact or [row for row, both in names.items() if fold(words) in fold(" ".join(both))]
    if len(found) == 1:
        return found[0]
    what = _("“%s” may mean more than one cluster.") if found else _("There is no cluster “%s”.")
    listed = sorted(names[row][0] for row in found or names)
    raise UserError(what % words, do=_("There is: %s.") % "; ".join(listed[:12]))


def find_indicator(store: Store, words: str) -> str:
    """The indicator that words of its name mean. Raises UserError, saying what there is."""
    with store.reading() as connection:
        names = indicator_names(connection)
    found = [name for name in names if fold(name) == fold(words)] or [one for one in names if fold(words) in fold(one)]
    if len(found) == 1:
        return found[0]
    what = _("“%s” may mean more than one indicator.") if found else _("There is no indicator “%s”.")
    raise UserError(what % words, do=_("There is: %s.") % "; ".join((found or names)[:12]))
