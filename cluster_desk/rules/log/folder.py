"""The way of an event through the office: its steps from the regulations to the news, and where each of them stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.children import count_children, count_schools
from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.fields import Choice
from cluster_desk.core.records.office_papers import PaperKind, PaperState
from cluster_desk.core.records.participants import Criterion, EventFolder, Participant, PrintedPaper
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.office_papers import PaperLine, kept_beside
from cluster_desk.data.queries.participants import folder_of, participants_of
from cluster_desk.data.queries.publishing import published_address
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.states import paper_standing


class StepState(Choice):
    """Where a step stands; each state is more than the one before it."""

    EMPTY = "empty", N_("empty")
    BEGUN = "begun", N_("begun")
    PRINTED = "printed", N_("made")
    SIGNED = "signed", N_("signed")
    PUBLISHED = "published", N_("published")


@dataclass(frozen=True)
class Step:
    """A step of the way: its key, what it is called (a msgid), its papers by their names in the catalog.

    Regulations and orders are made by templates, which the catalog does not have.
    """

    key: str
    title: str
    papers: tuple[str, ...]


WAY = (
    Step("regulations", N_("Regulations"), ()),
    Step("applications", N_("Applications"), ("participants",)),
    Step("registration", N_("Registration of participants"), ("attendance-event", "badges")),
    Step("jury", N_("Minutes of the jury"), ("jury-minutes",)),
    Step("order", N_("Order on the results"), ()),
    Step("awards", N_("Diplomas and certificates"), ("certificates",)),
    Step("summary", N_("Summary of the results"), ("results-summary",)),
    Step("news", N_("News"), ("news",)),
)


@dataclass(frozen=True)
class StepNow:
    """A step as it stands: its state, and the words that tell it («120 participants, 9 schools»)."""

    step: Step
    state: StepState
    words: str


@dataclass(frozen=True)
class _Known:
    """What is known of an event and its folder."""

    event: Event
    folder: EventFolder
    participants: Sequence[Participant]
    papers: Sequence[tuple[PaperLine, PaperState]]
    card_address: str | None

    def kept(self, step: str) -> tuple[PaperLine, PaperState] | None:
        """The paper of a step that the office keeps beside the event: of several the one that is furthest."""
        fitting = [(one, state) for one, state in self.papers if step_of(one) == step]
        return max(fitting, key=lambda one: _FURTHER.index(one[1]), default=None)

    def printed(self, papers: Sequence[str]) -> dt.date | None:
        """The day on which one of the papers was printed or saved last."""
        days = [one.day for one in self.folder.printed if one.paper in papers and one.day]
        return max(days, default=None)


def way_of(read: Reader, event: Event, participants: Sequence[Participant] | None = None) -> list[StepNow]:
    """Every step of an event's way as it stands now: the one place that tells it."""
    row = event.id or 0
    records = participants_of(read, row) if participants is None else participants
    papers = [(one, paper_standing(one, read.today()).state) for one in kept_beside(read, "Event", row)]
    known = _Known(event, folder_of(read, row), records, papers, published_address(read, row))
    return [_now(step, known) for step in WAY]


def _now(step: Step, known: _Known) -> StepNow:
    state, words = StepState.EMPTY, ""
    if begun := _begun(step, known):
        state, words = StepState.BEGUN, begun
    if day := known.printed(step.papers):
        state = StepState.PRINTED
        words = "; ".join(filter(None, [words, _("made %s") % show_day(day)]))
    if kept := known.kept(step.key):
        state = max(state, _STATES[kept[1]], key=list(StepState).index)
        words = "; ".join(filter(None, [_kept_words(*kept), words]))
    address = _address(known.event.links) or known.card_address
    if step.key == "news" and address is not None:
        state, words = StepState.PUBLISHED, address
    return StepNow(step, state, words or _(state.label))


_FURTHER = (PaperState.DRAFT, PaperState.SIGNED, PaperState.PUBLISHED)
_STATES = {
    PaperState.DRAFT: StepState.BEGUN,
    PaperState.SIGNED: StepState.SIGNED,
    PaperState.PUBLISHED: StepState.PUBLISHED,
}
_STEP_OF = {
    PaperKind.REGULATION: "regulations",
    PaperKind.MINUTES: "jury",
    PaperKind.CERTIFICATE: "awards",
    PaperKind.REPORT: "summary",
}


def step_of(paper: PaperLine) -> str:
    """The step that a paper kept beside an event belongs to; "" for none. An order on the holding begins the way."""
    kind = PaperKind.of(paper.kind)
    if kind is PaperKind.ORDER:
        return "order" if "итог" in fold(paper.name) else "regulations"
    return _STEP_OF.get(kind, "")


def _kept_words(paper: PaperLine, state: PaperState) -> str:
    """«№ 15 от 14.12.2026, подписан»."""
    number = f"№ {paper.number}" if paper.number else ""
    day = show_day(dt.date.fromisoformat(paper.day)) if paper.day else ""
    told = " ".join(filter(None, [number, day]))
    return ", ".join(filter(None, [told, _(state.label)]))


def _address(links: str) -> str:
    found = re.search(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", links)
    return found[0] if found else ""


def _begun(step: Step, known: _Known) -> str:
    """What is there of a step before anything of it is printed; "" for nothing."""
    folder, records = known.folder, known.participants
    if step.key == "applications" and records:
        return counted(records)
    if step.key == "jury":
        judged = sum(bool(one.points or one.place_words) for one in records)
        if judged:
            return _("points or places: %(count)d of %(all)d") % {"count": judged, "all": len(records)}
        return n_("%d criterion", "%d criteria", len(folder.criteria)) % len(folder.criteria) if folder.criteria else ""
    if step.key == "order" and (folder.order_number or folder.order_day):
        day = show_day(folder.order_day) if folder.order_day else ""
        return " ".join(filter(None, [f"№ {folder.order_number}" if folder.order_number else "", day]))
    if step.key == "summary" and known.event.people_count is not None and records:
        return _("in the log: %d") % known.event.people_count
    if step.key == "news" and known.event.text:
        return _("a text is begun")
    return ""


def counted(records: Sequence[Participant]) -> str:
    """«120 participants, 9 schools»."""
    children, schools = count_children(records), count_schools(records)
    people = n_("%d participant|line", "%d participants|lines", children).partition("|")[0] % children
    told = n_("%d school", "%d schools", schools) % schools
    return f"{people}, {told}" if schools else people


def with_printed(read: Reader, paper: str, event: int, day: dt.date) -> EventFolder | None:
    """The folder of an event with a paper noted as printed on a day; None where the event has no folder to note it in.

    An event is a folder as soon as it has participants, or a folder of its own; a day is noted once.
    """
    if not any(paper in step.papers for step in WAY):
        return None
    folder = folder_of(read, event)
    if folder.id is None and not read.value("SELECT 1 FROM participants WHERE event_id = ? LIMIT 1", event):
        return None
    if any(one.paper == paper and one.day == day for one in folder.printed):
        return None
    folder.printed.append(PrintedPaper(paper=paper, day=day))
    return folder


def folder_again(folder: EventFolder, event: int | None) -> EventFolder:
    """The folder of an event held again: what the jury judges by stays, what was printed does not."""
    again = EventFolder(event_id=event, ranking=folder.ranking, ties=folder.ties, prizes=folder.prizes)
    again.criteria = [Criterion(name=one.name, most=one.most) for one in folder.criteria]
    return again
