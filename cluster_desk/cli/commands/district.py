"""Many clusters: what an office delivers, and the store of a district."""

from __future__ import annotations

import datetime as dt
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError
from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.district.store.loading import Loaded


def _deliver(asked: Namespace) -> None:
    from cluster_desk.district.package.delivering import deliver
    from cluster_desk.district.package.writing import contents, refuse_empty, write_package

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        delivered = deliver(desk.read, *_period(asked, desk.read.today()))
    refuse_empty(delivered)
    held = contents(delivered)
    if not asked.show:
        write_package(delivered, asked.out, dt.datetime.now(dt.UTC))
    values = {"from": delivered.first, "to": delivered.last, "as_of": delivered.as_of}
    told = {name: day.isoformat() for name, day in values.items()}
    counts = {name: len(rows) for name, rows in delivered.rows.items()}
    value = {"cluster": delivered.cluster.name, **told, "rows": counts, "totals": delivered.totals,
             "undated_events": delivered.undated, "names_taken_out": delivered.named,
             "doubts": delivered.doubts}  # fmt: skip
    lines = [f"{what}: {how_much}" for what, how_much in held]
    frame.answer(asked, value, [*lines, *([] if asked.show else [_("Written: %s") % asked.out])])


def _period(asked: Namespace, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days asked for; without any the quarter that ended last."""
    from cluster_desk.district.periods import ended_last, read_period

    if asked.period:
        return read_period(asked.period)
    if asked.from_day or asked.to_day:
        if not (asked.from_day and asked.to_day):
            raise UsageError(_("--from and --to go together"))
        return asked.from_day, asked.to_day
    return ended_last(today)


_PERIOD = (
    frame.argument("--period", "PERIOD", N_("2026, 2026-Q3, 2026-H1, 2026-09, 2026-S; else the quarter that ended")),
    frame.argument("--from", "DATE", N_("the first day"), dest="from_day", type=frame.iso_day),
    frame.argument("--to", "DATE", N_("the last day"), dest="to_day", type=frame.iso_day),
)
_AS_OF = frame.argument("--as-of", "DATE", N_("the day that is taken for today, like 2026-01-31"), type=frame.iso_day)


def _out_or_show(parser: frame.Parser) -> None:
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--out", metavar="PACKAGE", type=Path, help=_("the report to write (.cdreport)"))
    either.add_argument("--show", action="store_true", help=_("only tell what the report would hold"))


def _load(asked: Namespace) -> None:
    """Load packages and data files, tell of each what became of it."""
    from cluster_desk.district.store.engine import Store
    from cluster_desk.district.store.loading import Outcome, load_all

    results: list[Loaded] = []
    with closing(Store(asked.store)) as store, tempfile.TemporaryDirectory(prefix="district-") as scratch:
        paths = list(_packages(asked, Path(scratch), results))
        for one in load_all(store, paths):
            results.append(one)
            if not asked.json:
                for line in loaded_lines(one):
                    frame.say(line)
    if asked.json:
        frame.say_json([_loaded_value(one) for one in results])
    refused = [one.told for one in results if one.outcome is Outcome.REFUSED]
    if refused:
        raise UserError("\n".join(refused))


def _packages(asked: Namespace, scratch: Path, results: list[Loaded]) -> Iterator[Path]:
    """The packages told; of a data file those that its office would send."""
    from cluster_desk.district.package.of_file import is_own_file, packages_of
    from cluster_desk.district.periods import read_period
    from cluster_desk.district.store.loading import Loaded, Outcome

    for path in asked.packages:
        if not is_own_file(path):
            yield path
            continue
        try:
            yield from packages_of(path, scratch, read_period(asked.period) if asked.period else None)
        except UserError as error:
            results.append(Loaded(path, Outcome.REFUSED, told=str(error)))


def loaded_lines(one: Loaded) -> list[str]:
    """What became of a package, and what should be looked at; nothing of one that is refused: its sentence is told."""
    from cluster_desk.district.store.loading import Outcome

    if one.outcome is Outcome.REFUSED or one.first is None or one.last is None:
        return []
    what = {
        Outcome.LOADED: _("loaded"),
        Outcome.REPLACED: _("loaded in the place of the report before"),
        Outcome.SAME: _("is loaded already, nothing changed"),
        Outcome.OLDER: _("not loaded"),
    }[one.outcome]
    line = f"{one.cluster}, {one.first:%d.%m.%Y} – {one.last:%d.%m.%Y}: {what}"
    return [line, *([f"  {one.told}"] if one.told else []), *(f"  {doubt.sentence()}" for doubt in one.doubts)]


def _loaded_value(one: Loaded) -> dict[str, object]:
    return {
        "file": shown(str(one.path)),
        "outcome": one.outcome.value,
        "cluster": one.cluster,
        "from": one.first.isoformat() if one.first else None,
        "to": one.last.isoformat() if one.last else None,
        "doubts": [doubt.sentence() for doubt in one.doubts],
        "told": one.told,
    }


def _report(asked: Namespace) -> None:
    from cluster_desk.district.expected import read_expected
    from cluster_desk.district.periods import ended_last, read_period
    from cluster_desk.district.reports.catalog import REPORTS, build, find_cluster, find_indicator, report
    from cluster_desk.district.reports.parts import Asked
    from cluster_desk.district.store.engine import Store
    from cluster_desk.reports.formats import SUFFIXES, write_paper

    try:
        chosen = report(asked.report)
    except KeyError as error:
        listed = ", ".join(f"{each.id} ({_(each.title)})" for each in REPORTS)
        what = _("There is no report “%(name)s”; there is: %(list)s.")
        raise UsageError(what % {"name": asked.report, "list": listed}) from error
    if asked.out.suffix.lower() not in SUFFIXES:
        what = _("--out %(name)s: the file must end in one of %(endings)s.")
        raise UsageError(what % {"name": asked.out, "endings": ", ".join(SUFFIXES)})
    today = asked.as_of or dt.date.today()
    first, last = read_period(asked.period) if asked.period else ended_last(today)
    with closing(Store(asked.store, read_only=True)) as store:
        cluster = find_cluster(store, asked.cluster) if asked.cluster else None
        indicator = find_indicator(store, asked.indicator) if asked.indicator else ""
        expected = read_expected(asked.expected) if asked.expected else ()
        wanted = Asked(cluster, indicator, asked.out.suffix.lower() == ".xlsx", expected)
        document = build(store, chosen, first, last, today, wanted)
    write_paper(document, asked.out)
    frame.say(_("Written: %s") % asked.out)


def _reports(asked: Namespace) -> None:
    from cluster_desk.district.reports.catalog import REPORTS

    values = [{"id": one.id, "title": _(one.title), "needs_cluster": one.needs_cluster} for one in REPORTS]
    frame.answer(asked, values, [f"{one['id']:<15}{one['title']}" for one in values])


def _upgrade(asked: Namespace) -> None:
    from cluster_desk.district.store.engine import Store

    with closing(Store(asked.store)) as store:
        frame.say(_("The store is ready: %s") % store.name)


def _parts(parser: frame.Parser) -> None:
    parts = {"metavar": "|".join(_DOINGS), "title": _("commands (each has its own --help):").removesuffix(":")}
    doing = parser.add_subparsers(dest="doing", required=True, parser_class=frame.Parser, **parts)
    for name, (about, _run, arguments) in _DOINGS.items():
        part = doing.add_parser(name, help=_(about), description=_(about))
        for put in arguments:
            put(part)


def _district(asked: Namespace) -> None:
    _DOINGS[asked.doing][1](asked)


_STORE = frame.argument("store", "STORE", N_("the district's store: a file's path, or postgresql://user@host/database"))
_DOINGS: dict[str, tuple[str, Callable[[Namespace], None], tuple[frame.Argument, ...]]] = {
    "load": (
        N_("load reports of offices; the same again changes nothing"),
        _load,
        (
            _STORE,
            frame.argument("packages", "PACKAGE", N_("reports, or offices' data files"), nargs="+", type=Path),
            frame.argument("--period", "PERIOD", N_("of data files only this period, like 2026-Q3")),
            frame.JSON,
        ),
    ),
    "report": (
        N_("make a report over clusters as PDF, Word, Excel or HTML"),
        _report,
        (
            _STORE,
            frame.argument("report", "REPORT", N_("which report, see: cluster-desk district reports")),
            frame.argument(
                "--out", "X", N_("the file to write: .pdf, .docx, .xlsx or .html"), type=Path, required=True
            ),
            _PERIOD[0],
            frame.argument("--cluster", "NAME", N_("only this cluster: words of its name")),
            frame.argument("--indicator", "NAME", N_("only this indicator: words of its name")),
            frame.argument(
                "--expected", "FILE.txt", N_("whose reports are expected: a cluster's name a line"), type=Path
            ),
            _AS_OF,
        ),
    ),
    "reports": (N_("list the reports over clusters"), _reports, (frame.JSON,)),
    "upgrade": (N_("make the store's tables, or bring them up to this version"), _upgrade, (_STORE,)),
}

COMMANDS = {
    "deliver": frame.Command(
        N_("make the report of a period that the district loads: counts and posts, nothing personal"),
        _deliver,
        frame.FILE,
        _out_or_show,
        *_PERIOD,
        _AS_OF,
        frame.JSON,
    ),
    "district": frame.Command(
        N_("many clusters in one store: load their reports, make the district's own"), _district, _parts
    ),
}
