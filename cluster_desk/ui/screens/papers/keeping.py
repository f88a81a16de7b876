"""A paper of the program's own that is kept in the data file, beside the meeting, event or plan that it is of."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from cluster_desk.core.file_writing import file_name
from cluster_desk.core.language import N_
from cluster_desk.core.records.office_papers import FileRole, OfficePaper, PaperKind
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper as find_paper
from cluster_desk.reports.document import Document
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.formats import write_paper
from cluster_desk.reports.shared.events import EVENT
from cluster_desk.reports.shared.meetings import MEETING, meeting_of
from cluster_desk.reports.shared.plans import PLAN
from cluster_desk.rules.office_papers import kind_of_title, paper_file

_KINDS = {
    "council": PaperKind.MINUTES,
    "plan": PaperKind.PLAN,
    "log": PaperKind.REPORT,
    "members": PaperKind.REPORT,
    "school": PaperKind.REPORT,
}


def keep_paper(desk: Desk, paper: str, values: Mapping[str, str], document: Document) -> OfficePaper:
    """Keep the paper shown as PDF. Raises UserError, Problems."""
    with tempfile.TemporaryDirectory(prefix="cluster-desk-") as folder:
        path = Path(folder, "paper.pdf")
        write_paper(document, path)
        content = path.read_bytes()
    found, today = find_paper(paper), desk.read.today()
    kind = PaperKind.LETTER if paper == "invitations" else kind_of_title(document.title)
    kept = OfficePaper(
        name=document.title,
        kind=_KINDS.get(found.group, PaperKind.OTHER) if kind is PaperKind.OTHER else kind,
        to_send=paper == "invitations",
        made_on=today,
        files=[paper_file(file_name(document.title, ".pdf"), content, FileRole.MADE, today)],
    )
    if MEETING in found.options:
        kept.meeting_id = meeting_of(desk.read, resolve_options((MEETING,), desk.read, values)).id
    for option, link in ((EVENT, "event_id"), (PLAN, "plan_id")):
        if option in found.options:
            setattr(kept, link, int(resolve_options((option,), desk.read, values)[option.name]))
    desk.change(N_("Paper kept"), kept, subject=kept.name, contents=[content])
    return kept
