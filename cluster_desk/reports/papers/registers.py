"""The registers of what was made: orders on the main activity, letters sent out. They list numbers, they give none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.office_papers import Issuer, PaperKind, PaperState
from cluster_desk.core.russian.dates import day_in_figures
from cluster_desk.core.russian.names import listed_name
from cluster_desk.core.russian.numbers import plural
from cluster_desk.data.queries.office_papers import PaperLine, register, repeated_numbers
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import (
    LANDSCAPE,
    Block,
    Column,
    Document,
    Heading,
    Row,
    Section,
    Signature,
    Table,
    line,
)
from cluster_desk.reports.document.options import ON_DAY, Option, OptionKind, Options, PaperChoice, day_of
from cluster_desk.reports.shared.cluster_name import named_cluster
from cluster_desk.reports.shared.heads import BLANK_NAME
from cluster_desk.rules.states import paper_standing

_ALL = "all"
_ISSUERS = {
    Issuer.SCHOOL: "Приказы школы",
    Issuer.DEPARTMENT: "Приказы управления образования",
    Issuer.MINISTRY: "Распоряжения министерства",
}
_STATES = {PaperState.DRAFT: "проект", PaperState.SIGNED: "подписан", PaperState.PUBLISHED: "опубликован"}


def _years_of(kind: PaperKind) -> Option:
    """The years in which the register has papers, the latest first; all of them together too."""

    def years(read: Reader) -> list[PaperChoice]:
        there = sorted({one.as_numbered.year for one in register(read, kind)} - {""}, reverse=True)
        return [*(PaperChoice(year, year) for year in there), PaperChoice(_ALL, _("All years"))]

    return Option("year", N_("Year"), OptionKind.CHOICE, lambda read: years(read)[0].code, years)


ORDERS_OPTIONS = (_years_of(PaperKind.ORDER), ON_DAY)
OUTGOING_OPTIONS = (_years_of(PaperKind.LETTER), ON_DAY)
_ORDER_COLUMNS = (
    Column("№ п/п", 14, "center"),
    Column("№ приказа", 26, "center"),
    Column("Дата", 27, "center"),
    Column("О чём", 100),
    Column("Кто подписал", 42),
    Column("Состояние", 38),
)
_LETTER_COLUMNS = (
    Column("№ п/п", 14, "center"),
    Column("Исх. №", 22, "center"),
    Column("Дата", 27, "center"),
    Column("Кому", 62),
    Column("О чём", 76),
    Column("Отправлено", 46),
)


def build_orders(read: Reader, options: Options) -> Document:
    """The register of orders on the main activity, as far as they are the cluster's; by issuer where there are more."""
    day = day_of(options)
    orders = _asked(read, PaperKind.ORDER, options)
    rows: list[Row | Section] = []
    issuers = [one for one in Issuer if any(each.issuer == one.value for each in orders)]
    for issuer in issuers:
        own = [one for one in orders if one.issuer == issuer.value]
        rows += [Section(_ISSUERS[issuer])] if len(issuers) > 1 or issuer is not Issuer.SCHOOL else []
        rows += [_order_row(number, one, day) for number, one in enumerate(own, 1)]
    head = ("регистрации приказов по основной деятельности (кластер)", "приказ", "приказа", "приказов")
    return _register(read, options, head, _ORDER_COLUMNS, rows, orders)


def build_outgoing(read: Reader, options: Options) -> Document:
    """The register of letters sent out."""
    day = day_of(options)
    letters = _asked(read, PaperKind.LETTER, options)
    rows = [_letter_row(number, one, day) for number, one in enumerate(letters, 1)]
    return _register(
        read, options, ("исходящих документов", "письмо", "письма", "писем"), _LETTER_COLUMNS, rows, letters
    )


def _asked(read: Reader, kind: PaperKind, options: Options) -> list[PaperLine]:
    every = register(read, kind)
    if not every:
        raise UserError(
            _("No such paper is kept yet."), do=_("Make papers of a template and keep them, or add one by hand.")
        )
    asked = [one for one in every if options["year"] in (_ALL, one.as_numbered.year)]
    return sorted(asked, key=lambda one: (not one.number, one.day or "9999", _number(one.number), one.id))


def _number(words: str) -> tuple[int, str]:
    digits = "".join(_digits(words))
    return int(digits) if digits else 0, words


def _digits(words: str) -> Iterator[str]:
    """The figures that a number begins with: «14-од» is 14."""
    for sign in words:
        if not sign.isdecimal():
            return
        yield sign


def _order_row(number: int, one: PaperLine, day: dt.date) -> Row:
    signed = listed_name(one.signed_by) if one.signed_by else ""
    return Row((str(number), one.number, _day(one.day), one.name, signed, _state_words(one, day)))


def _letter_row(number: int, one: PaperLine, day: dt.date) -> Row:
    return Row((str(number), one.number, _day(one.day), one.addressee, one.name, _sent_words(one, day)))


def _day(words: str) -> str:
    return day_in_figures(words) if words else ""


def _state_words(one: PaperLine, day: dt.date) -> str:
    state = paper_standing(one, day).state
    when = f" {day_in_figures(one.published_on)}" if state is PaperState.PUBLISHED and one.published_on else ""
    return f"{_STATES[state]}{when}"


def _sent_words(one: PaperLine, day: dt.date) -> str:
    sent = paper_standing(one, day).is_sent
    if sent is None:
        return "—"
    return ", ".join(filter(None, (day_in_figures(one.sent_on), one.sent_by))) if sent else "не отправлено"


def _register(
    read: Reader,
    options: Options,
    head: tuple[str, str, str, str],
    columns: tuple[Column, ...],
    rows: Sequence[Row | Section],
    papers: Sequence[PaperLine],
) -> Document:
    title, *words = head
    year = "" if options["year"] == _ALL else f" за {options['year']} год"
    repeated = [same[0].number for same in repeated_numbers(one.as_numbered for one in papers)]
    without = sum(not one.number for one in papers)
    total = f"Всего: {len(papers)} {plural(len(papers), *words)}" + (
        f", из них без номера — {without}." if without else "."
    )
    blocks: tuple[Block, ...] = (
        line(named_cluster(read).name, "center", 12, after=10, keep_next=True),
        Heading("ЖУРНАЛ", after=2),
        Heading(f"{title}{year}", 0, size=13, after=8),
        Table(columns, tuple(rows), size=11),
        line(total, size=12, before=8, keep_next=True),
        *(
            [line(f"Номер стоит не на одной бумаге: {', '.join(repeated)}.", size=12, keep_next=True)]
            if repeated
            else []
        ),
        Signature("Ответственный за ведение журнала", BLANK_NAME),
    )
    return Document(f"Журнал {title}{year}", blocks, LANDSCAPE, size=12)
