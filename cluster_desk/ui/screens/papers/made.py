"""What is remembered of a paper once it is printed or saved: of a meeting on this computer, of an event in the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_
from cluster_desk.desk import Desk
from cluster_desk.reports.catalog import paper as find_paper
from cluster_desk.reports.document.options import resolve_options
from cluster_desk.reports.shared.events import EVENT
from cluster_desk.reports.shared.meetings import MEETING, meeting_of
from cluster_desk.settings import Settings


def remembering(desk: Desk, settings: Settings, paper: str, values: Mapping[str, str], way: str) -> Callable[..., None]:
    """What is to be called when the paper, with these options, is made; it is settled now, whatever is shown then.

    `way` is how it is made: `PRINTED`, or the name of the format it is saved in.
    """
    from cluster_desk.rules.council.next_meeting import MEETING_PAPERS, printed_key

    if any(paper in papers for papers in MEETING_PAPERS.values()):
        meeting = resolve_options((MEETING,), desk.read, values)
        key = printed_key(paper, meeting_of(desk.read, meeting).uuid)
        return lambda *_pages: settings.remember_printed(key, way)
    asked = next((option for option in find_paper(paper).options if option.name == EVENT.name), None)
    if asked is not None and not desk.read_only:
        event = int(resolve_options((asked,), desk.read, values)[asked.name])
        return lambda *_pages: _note(desk, paper, event)
    return lambda *_pages: None


def _note(desk: Desk, paper: str, event: int) -> None:
    """Note in the folder of an event that a paper was printed; one that cannot be noted is printed all the same."""
    from cluster_desk.rules.log.folder import with_printed

    folder = with_printed(desk.read, paper, event, desk.read.today())
    if folder is not None:
        name = str(desk.read.value("SELECT name FROM events WHERE id = ?", event) or "")
        try:
            desk.change(N_("Paper of an event printed"), folder, subject=name)
        except UserError:
            return
