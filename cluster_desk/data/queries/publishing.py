"""Cards of what is published, as a list; photos and signed papers that may go with them."""

from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.fields import Kind
from cluster_desk.core.records.office_papers import PaperKind
from cluster_desk.core.records.publishing import Publication
from cluster_desk.data.queries.consents import SCHOOL_OF_NAMED
from cluster_desk.data.queries.listing import Column, Listing, field_columns
from cluster_desk.data.queries.reader import Reader

PHOTOS = Column(
    "photos_count", N_("Photos"), Kind.WHOLE, "(SELECT count(*) FROM published_photos WHERE publications_id = t.id)"
)
PAPERS = Column(
    "papers_count", N_("Papers"), Kind.WHOLE, "(SELECT count(*) FROM published_papers WHERE publications_id = t.id)"
)
TAKEN_DOWN = Column("taken_down", N_("Taken down on"), Kind.DAY, "t.taken_down_on", listed=False)
PUBLICATIONS = Listing(
    Publication,
    [*field_columns(Publication, without=("text", "taken_down_on")), PHOTOS, PAPERS, TAKEN_DOWN],
    order="coalesce(t.published_on, '9999') DESC, t.id DESC",
)


class KeptFile(NamedTuple):
    """A file kept in the data file: its row, name, kind and digest; `detail` tells what it belongs to."""

    id: int
    name: str
    media_type: str
    digest: str
    detail: str = ""


def photos_of_event(read: Reader, event: int) -> list[KeptFile]:
    """The photos kept in an event, in their order."""
    sql = (
        "SELECT id, name, media_type, digest, note FROM attachments WHERE events_id = ? AND media_type LIKE 'image/%' "
        "ORDER BY place, id"
    )
    return [KeptFile(*row) for row in read.rows(sql, event)]


def attachment(read: Reader, row: int | None) -> KeptFile | None:
    """A photo or paper of the log."""
    found = read.row("SELECT id, name, media_type, digest, note FROM attachments WHERE id = ?", row)
    return KeptFile(*found) if found else None


def signed_pdf(read: Reader, paper: int | None) -> KeptFile | None:
    """The signed PDF of a paper of the office, the one attached last; None where there is none."""
    sql = (
        "SELECT f.id, p.name, f.media_type, f.digest, p.kind FROM paper_files AS f JOIN office_papers AS p "
        "ON p.id = f.office_papers_id WHERE p.id = ? AND f.role = 'signed' AND f.media_type = 'application/pdf' "
        "ORDER BY f.place DESC, f.id DESC LIMIT 1"
    )
    found = read.row(sql, paper)
    return KeptFile(*found) if found else None


def papers_of_event(read: Reader, event: int) -> list[int]:
    """The papers of an event that have a signed PDF and are no minutes."""
    sql = (
        "SELECT DISTINCT p.id FROM office_papers AS p JOIN paper_files AS f ON f.office_papers_id = p.id "
        "WHERE p.event_id = ? AND f.role = 'signed' AND f.media_type = 'application/pdf' AND p.kind NOT IN (?, ?) "
        "ORDER BY p.id"
    )
    left_out = (PaperKind.MINUTES.value, PaperKind.CONSENT.value)
    return [row for (row,) in read.rows(sql, event, *left_out)]


class NamedInEvent(NamedTuple):
    """Somebody who takes part in an event, or is named in it; `grade` is "" where no class is told."""

    name: str
    grade: str = ""
    person_id: int | None = None
    organization_id: int | None = None


def named_in_event(read: Reader, event: int | None) -> list[NamedInEvent]:
    """Those who take part in an event, then those who are named in it, children and others."""
    if event is None:
        return []
    listed = "SELECT name, grade, NULL, organization_id FROM participants WHERE event_id = ? ORDER BY id"
    named = f"SELECT words, '', person_id, {SCHOOL_OF_NAMED} FROM event_people AS p WHERE events_id = ? ORDER BY place"
    return [NamedInEvent(*row) for sql in (listed, named) for row in read.rows(sql, event)]


IS_OUT = "published_on IS NOT NULL AND taken_down_on IS NULL"
"""What holds of a card that somebody published and nobody took down."""


def published_address(read: Reader, event: int) -> str | None:
    """Where the card of an event is published, "" where no address is told; None where none is out."""
    sql = (
        f"SELECT link FROM publications WHERE event_id = ? AND {IS_OUT} ORDER BY link = '', published_on DESC, id DESC"
    )
    found = read.row(sql, event)
    return str(found[0]) if found else None


def publications_due(read: Reader, day: str) -> list[tuple[int, str, str, str]]:
    """Cards that nobody published yet, and those to be taken down within a week: row, heading, what, ISO day."""
    sql = (
        "SELECT id, name, 'publish', '' FROM publications WHERE published_on IS NULL AND taken_down_on IS NULL "
        "UNION ALL SELECT id, name, 'take_down', take_down_on FROM publications WHERE published_on IS NOT NULL "
        "AND taken_down_on IS NULL AND take_down_on <= date(?, '+7 days') ORDER BY 4, 1"
    )
    return [row for row in read.rows(sql, day)]  # noqa: C416 - rows of four
