"""Paper 4: an extract from the minutes (выписка): chosen decisions with their numbers kept."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.records.council import SeatRole
from cluster_desk.core.russian import BLANK_DAY
from cluster_desk.data.queries.cluster import cluster_facts
from cluster_desk.data.queries.minutes import DecisionFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document import KEPT_FOR_YEARS, Block, Document, Heading, Signature, line
from cluster_desk.reports.document.options import Option, OptionKind, Options
from cluster_desk.reports.shared.heads import SIGNED_AS
from cluster_desk.reports.shared.meetings import MEETING, meeting_of
from cluster_desk.reports.shared.minutes_parts import Session, agenda_item, decided, heard, minutes_head, session_of

DECISIONS = Option("decisions", N_("Decisions, for example 2.1, 3.2"), OptionKind.TEXT)
CASE_FILE = Option("case", N_("№ of the case file"), OptionKind.TEXT)
OPTIONS = (MEETING, DECISIONS, CASE_FILE)

_SIGNED = "(подпись)"


def build(read: Reader, options: Options) -> Document:
    """The decisions that `options` name (all of the meeting's when none is named) with their questions."""
    session = session_of(read, meeting_of(read, options), read.today())
    wanted = [words.strip().rstrip(".") for words in options.get(DECISIONS.name, "").replace(";", ",").split(",")]
    chosen = _chosen(session, [words for words in wanted if words])
    questions = [item for item in session.items if any(one.item_id == item.record.id for one in chosen)]
    blocks: tuple[Block, ...] = (
        *minutes_head(session, "ВЫПИСКА ИЗ ПРОТОКОЛА", whole=False),
        Heading("ПОВЕСТКА ДНЯ:", 2, size=13, before=10, after=4),
        *(block for item in questions for block in agenda_item(item)),
        *(
            block
            for item in questions
            for block in (*heard(item), *decided(item, [one for one in chosen if one.item_id == item.record.id]))
        ),
        Signature("Председатель", session.chair, _SIGNED),
        Signature("Секретарь", session.secretary, _SIGNED, before=12),
        line("Верно", before=24, keep_next=True),
        Signature(SIGNED_AS[SeatRole.SECRETARY], session.secretary, before=8),
        line(f"{BLANK_DAY}\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0М.П.", before=10, keep_next=True),
        *_where_kept(read, session, options.get(CASE_FILE.name, "")),
    )
    return Document(f"Выписка из протокола {session.number_words}".strip(), blocks, KEPT_FOR_YEARS)


def _chosen(session: Session, wanted: Sequence[str]) -> list[DecisionFacts]:
    decisions = [one for item in session.items for one in item.decisions]
    if not decisions:
        raise UserError(_("This meeting has no decisions yet."), do=_("Write them down in the minutes first."))
    if not wanted:
        return decisions
    missing = [number for number in wanted if number not in {one.number for one in decisions}]
    if missing:
        listed = ", ".join(one.number for one in decisions)
        raise UserError(
            _("There is no decision %s at this meeting.") % ", ".join(missing), do=_("There is: %s.") % listed
        )
    return [one for one in decisions if one.number in wanted]


def _where_kept(read: Reader, session: Session, case_file: str) -> tuple[Block, ...]:
    school = cluster_facts(read).support_school
    if not school or not session.meeting.day:
        return ()
    case = f"№ {case_file}" if case_file else "№ ________"
    text = f"Подлинник документа находится в {school} в деле {case} за {session.meeting.day.year} год."
    return (line(text, size=12, before=20),)
