"""The papers that the office keeps: as a list, the registers of their numbers, what is not sent yet."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.office_papers import KEPT_BESIDE, OfficePaper, PaperKind
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.listing import Column, Listing, field_column, field_columns
from cluster_desk.data.queries.reader import Reader

_SIGNED_FILE = "EXISTS (SELECT 1 FROM paper_files WHERE office_papers_id = t.id AND role = 'signed')"
FILES = Column(
    "files_count", N_("Files"), Kind.WHOLE, "(SELECT count(*) FROM paper_files WHERE office_papers_id = t.id)"
)
HAS_SIGNED = Column("has_signed", N_("Signed paper attached"), Kind.FLAG, _SIGNED_FILE, listed=False)
_FIRST = ("number", "day", "name", "kind", "addressee", "state", "sent_on")
OFFICE_PAPERS = Listing(
    OfficePaper,
    [
        *(field_column(OfficePaper, name) for name in _FIRST),
        FILES,
        HAS_SIGNED,
        *field_columns(OfficePaper, without=_FIRST),
        Column("made_on", N_("Made on"), Kind.DAY, "t.made_on", listed=False),
    ],
    order="coalesce(t.day, t.made_on, '9999') DESC, t.id DESC",
)
"""Every paper, the newest first."""


class Numbered(NamedTuple):
    """A paper by what its number is known by; days are ISO texts."""

    id: int
    issuer: str
    number: str
    day: str
    made_on: str
    name: str

    @property
    def year(self) -> str:
        """The year that its number is of, "" where nobody knows."""
        return (self.day or self.made_on)[:4]


def numbered_papers(read: Reader, kind: str) -> list[Numbered]:
    """The papers of one kind that bear a number."""
    sql = (
        "SELECT id, issuer, number, coalesce(day, ''), coalesce(made_on, ''), name FROM office_papers "
        "WHERE kind = ? AND number <> '' ORDER BY id"
    )
    return [Numbered(*row) for row in read.rows(sql, kind)]


def repeated_numbers(papers: Iterable[Numbered]) -> list[list[Numbered]]:
    """Different papers that bear one number in one year, of one issuer; one paper to many has one number."""
    bearing: dict[tuple[str, str, str], dict[tuple[str, str], Numbered]] = {}
    for one in papers:
        if one.number.strip():
            same = bearing.setdefault((one.issuer, one.year, fold(one.number)), {})
            same.setdefault((one.day, fold(one.name)), one)
    return [list(same.values()) for same in bearing.values() if len(same) > 1]


class PaperLine(NamedTuple):
    """A paper as registers and the opening screen tell it; days are ISO texts."""

    id: int
    name: str
    kind: str
    issuer: str
    number: str
    day: str
    addressee: str
    state: str
    signed_by: str
    prepared_by: str
    to_send: bool
    sent_on: str
    sent_by: str
    published_on: str
    published_at: str
    made_on: str
    note: str
    files: int
    has_signed: bool

    @property
    def as_numbered(self) -> Numbered:
        """The paper by its number."""
        return Numbered(self.id, self.issuer, self.number, self.day, self.made_on, self.name)


_LINE = (
    "SELECT t.id, t.name, t.kind, t.issuer, t.number, coalesce(t.day, ''), t.addressee, t.state, t.signed_by, "
    "t.prepared_by, t.to_send, coalesce(t.sent_on, ''), t.sent_by, coalesce(t.published_on, ''), t.published_at, "
    f"coalesce(t.made_on, ''), t.note, {FILES.sql}, {_SIGNED_FILE} FROM office_papers AS t"
)


def register(read: Reader, kind: PaperKind) -> list[PaperLine]:
    """The papers of one kind, in the order of their days; those not registered yet behind."""
    sql = f"{_LINE} WHERE t.kind = ? ORDER BY coalesce(t.day, '9999'), t.id"
    return [PaperLine(*row) for row in read.rows(sql, kind.value)]


def not_sent(read: Reader, day: dt.date) -> list[PaperLine]:
    """The papers that are to be sent and are not on a day, the oldest first."""
    sql = (
        f"{_LINE} WHERE t.to_send AND coalesce(t.sent_on, '9999') > ? ORDER BY coalesce(t.day, t.made_on, '9999'), t.id"
    )
    return [PaperLine(*row) for row in read.rows(sql, day.isoformat())]


def kept_beside(read: Reader, kind: str, row: int) -> list[PaperLine]:
    """The papers that are kept beside a record, the newest first; [] for a kind that none are kept beside."""
    link = KEPT_BESIDE.get(kind)
    if link is None:
        return []
    sql = f"{_LINE} WHERE t.{link} = ? ORDER BY coalesce(t.day, t.made_on, '9999') DESC, t.id DESC"
    return [PaperLine(*row) for row in read.rows(sql, row)]
