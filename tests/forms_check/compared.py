"""What was read of a form that LibreOffice filled in, held against what was typed."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.records.collecting import Collection
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.reader import read_content
from cluster_desk.exchange.importing.proposal import Proposal
from cluster_desk.exchange.importing.propose import import_document
from cluster_desk.exchange.importing.replies import propose_reply
from cluster_desk.exchange.importing.reply_events import SchoolEventRow
from cluster_desk.exchange.importing.senders import Senders
from cluster_desk.exchange.parsers.school_forms import read_school_form
from cluster_desk.rules.matching import MatchedOrganization
from tests.forms_check.made import requests
from tests.forms_check.ways import Told, Way


def wrong_in(desk: Desk, way: Way, path: Path) -> list[str]:
    """What was read otherwise than it was typed, a sentence each; nothing is stored in the end."""
    document = read_school_form(read_content(path))
    try:
        sender = Senders(desk.read, None if way.has_code else requests(desk)[0]).sender(document.replies[0])
    except UserError as error:
        return [] if way.refused and way.refused in error.what else [f"refused: {error.what}"]
    wrong = [] if not way.refused else ["it was not refused"]
    title = sender.school.title if sender.school else ""
    if title != way.school:
        wrong.append(f"school: {title!r}")
    collection = sender.collection or requests(desk)[0]
    school = sender.school or Senders(desk.read).find("СОШ Луговое")
    assert school is not None
    proposal = propose_reply(desk.read, document, collection, school)
    wrong += _wrong_events(proposal, way) + _wrong_words(document, proposal, way)
    return wrong + _stored_and_taken_back(desk, document, proposal, collection, school)


def _wrong_events(proposal: Proposal, way: Way) -> list[str]:
    rows = [row for row in proposal.rows() if isinstance(row, SchoolEventRow)]
    read = [_told(row) for row in rows]
    wanted = list(way.events)
    for told in wanted:
        told_level = next((one.level for one in read if one.name == told.name), "")
        if not told.level and told_level:
            read = [Told(one.name, one.day, one.pupils, one.teachers, one.parents, "") if one.name == told.name else one
                    for one in read]  # fmt: skip
    return [f"events: {sorted(set(map(str, read)) ^ set(map(str, wanted)))}"] if read != wanted else []


def _told(row: SchoolEventRow) -> Told:
    counts = {one.record.kind.value: one.record.count_words for one in row.row.parts}  # type: ignore[attr-defined]
    level = "" if row.draft.level.value == "untold" else row.draft.level.value
    told = bool(row.draft.day_words)
    day = row.days[0][0].isoformat() if row.days and told else ""
    pupils, teachers, parents = (counts.get(kind, "") for kind in ("pupils", "teachers", "parents"))
    return Told(row.draft.name, day, pupils, teachers, parents, level)


def _wrong_words(document: ParsedDocument, proposal: Proposal, way: Way) -> list[str]:
    reply = document.replies[0]
    wrong = []
    doubts = [question.text for row in proposal.rows() for question in row.questions]
    wrong += [f"no doubt tells {words}: {doubts}" for words in way.troubles if not any(words in one for one in doubts)]
    if not way.troubles and not way.left and doubts and "КД" not in way.refused:
        wrong.append(f"needless doubts: {doubts}")
    left = " ".join(one.words for one in document.left_alone)
    wrong += [f"not named as left: {words}" for words in way.left if words not in left]
    answers = {one.question: one.words for one in reply.answers}
    needs = [one.words for one in reply.answers if one.block == "needs"]
    answers |= {"Потребности": "\n".join(needs)} if needs else {}
    wrong += [
        f"answer {name}: {answers.get(name)}" for name, words in way.answers.items() if answers.get(name) != words
    ]
    titles = [one.record.title for one in reply.proposals]
    return wrong + ([f"proposals: {titles}"] if titles != list(way.proposals) else [])


def _stored_and_taken_back(
    desk: Desk, document: ParsedDocument, proposal: Proposal, collection: Collection, school: MatchedOrganization
) -> list[str]:
    """Stored it is one change; read again it changes nothing; one undo leaves the file as it was."""
    wrong = []
    before = desk.next_undo()
    import_document(desk, proposal)
    after = desk.next_undo()
    fresh = next(one for one in requests(desk) if one.uuid == collection.uuid)
    report = import_document(desk, propose_reply(desk.read, document, fresh, school))
    if report.changed or desk.next_undo() != after:
        wrong.append(f"again it changes: {report.to_json()}")
    if after != before:
        desk.undo()
    if desk.next_undo() != before:
        wrong.append("one undo does not take it back")
    return wrong
