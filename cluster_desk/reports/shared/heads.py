"""What several papers share: who stands at their head and who signs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cluster_desk.core.language import in_russian
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.russian.dates import day_in_words
from cluster_desk.core.russian.names import signed_name
from cluster_desk.core.russian.text import capitalized
from cluster_desk.data.queries.cluster import ClusterFacts
from cluster_desk.data.queries.council import SeatHolder, holder_of, seat_holders
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import Approval, Approvals, Block, Heading, Signature, line
from cluster_desk.reports.shared.bodies import BodyWords
from cluster_desk.reports.shared.cluster_name import named_cluster

BLANK_NAME = "_" * 14
"""A line to write the signatory's name on."""

THE_COUNCIL = BodyWords()


def role_words(role: SeatRole) -> str:
    """The part a seat plays, as papers say it: «член совета»."""
    return in_russian(role.label)


def body_head(read: Reader, body: BodyWords = THE_COUNCIL) -> tuple[Block, ...]:
    """The cluster's name over «КООРДИНАЦИОННЫЙ СОВЕТ», or over the name of another body."""
    name = named_cluster(read).name
    return (line(name, "center", keep_next=True), line(body.over, "center", after=24, keep_next=True))


def list_titles(*titles: str, on: dt.date) -> tuple[Block, ...]:
    """A list's titles over «по состоянию на …»."""
    first, *others = titles
    return (
        Heading(first, after=2),
        *(Heading(text, 0, size=13.5, after=2) for text in others),
        line(f"по состоянию на {day_in_words(on)}", "center", 12, after=12, keep_next=True),
    )


def signed_by_seat(
    role: SeatRole, council: Sequence[SeatHolder], before: float = 24.0, body: BodyWords = THE_COUNCIL
) -> Signature:
    """The line that the holder of a seat signs on; where nobody holds it, the name is left to be written."""
    holder = holder_of(role, council)
    return Signature(body.signed_as(role), signed_name(holder) if holder else BLANK_NAME, before=before)


def signed_by_secretary(read: Reader, day: dt.date, before: float = 24.0, body: BodyWords = THE_COUNCIL) -> Signature:
    """The line that the secretary of that day signs on."""
    return signed_by_seat(SeatRole.SECRETARY, seat_holders(read, day, body.row), before, body)


def signed_by_author(read: Reader, day: dt.date, before: float = 24.0) -> Signature:
    """The line of who prepared a paper of the school: the council's secretary of that day, by the post they hold."""
    council = seat_holders(read, day)
    holder = next((seat for seat in council if seat.role is SeatRole.SECRETARY and seat.name and seat.position), None)
    if holder is None:
        return Signature("Составитель", BLANK_NAME, before=before)
    return Signature(capitalized(holder.position), signed_name(holder.name), before=before)


def post_at(post: str, organization: str) -> str:
    """«директор, МКОУ СОШ с. Берёзовка»; a post that names its place itself («директор СОШ с. Берёзовка») alone."""
    if not organization:
        return post
    from cluster_desk.core.russian.organizations import is_named_in

    if is_named_in(post, organization):
        return post
    return f"{post}, {organization}".lstrip(", ")


def head_post(cluster: ClusterFacts) -> str:
    """The post of the support school's head, as it is told: «Директор»."""
    return capitalized(cluster.head_post or "руководитель")


def head_position(cluster: ClusterFacts) -> str:
    """The post of the support school's head, with the school where the post does not name it."""
    post, school = head_post(cluster), cluster.support_school
    if not school or school in post:
        return post
    from cluster_desk.core.records.members import Case
    from cluster_desk.core.russian.phrases import decline_body

    words, sure = decline_body(school, Case.GENITIVE)
    return f"{post} {words if sure else school}"


def approved_by_head(cluster: ClusterFacts, year: int) -> Approvals:
    """«УТВЕРЖДАЮ» of the head of the support school, at the right."""
    name = signed_name(cluster.head) if cluster.head else BLANK_NAME
    return Approvals((Approval("УТВЕРЖДАЮ", head_position(cluster), name, f"«____» ______________ {year} г."),))


def signed_by_head(cluster: ClusterFacts, council: Sequence[SeatHolder]) -> Signature:
    """The line that the head of the support school signs on; the chair's where no school is chosen."""
    if not cluster.support_school:
        return signed_by_seat(SeatRole.CHAIR, council)
    return Signature(head_position(cluster), signed_name(cluster.head) if cluster.head else BLANK_NAME)
