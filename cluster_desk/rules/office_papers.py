"""What must hold of the office's papers, what follows from their facts, what looks odd, which file is the valid one.

Their numbers are given by the office's own registration; here they are only written down, and a repeat is doubted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from cluster_desk.core.errors import Problem
from cluster_desk.core.language import _
from cluster_desk.core.records.office_papers import (
    FileRole,
    OfficePaper,
    PaperFile,
    PaperKind,
    PaperState,
)
from cluster_desk.core.russian.dates import show_day
from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.office_papers import Numbered, numbered_papers, repeated_numbers
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.log.attachments import SIGNATURE_TYPE, files_problems, make_attachment, read_attachment

_SIGNED = (FileRole.SIGNED, FileRole.SIGNATURE)


def derive_paper(paper: OfficePaper, before: OfficePaper | None, read: Reader) -> None:
    """A signed file that is attached makes a draft signed, a day of publication published; nothing the other way."""
    if paper.made_on is None and before is None:
        paper.made_on = read.today()
    if paper.state is PaperState.DRAFT and signed_files(paper) and not (before and signed_files(before)):
        paper.state = PaperState.SIGNED
    if paper.published_on and not (before and before.published_on):
        paper.state = PaperState.PUBLISHED


def paper_problems(paper: OfficePaper, read: Reader) -> list[Problem]:
    """States that the facts deny; files too large."""
    problems = []
    if paper.state is PaperState.DRAFT and signed_files(paper):
        problems.append(
            Problem("state", _("A signed paper is attached, so it is no draft. Take that file away first."))
        )
    if paper.state is not PaperState.PUBLISHED and paper.published_on:
        problems.append(Problem("state", _("A day of publication is told. Empty it first.")))
    return problems + files_problems(paper, paper.files, read)


def paper_doubts(paper: OfficePaper, read: Reader) -> list[str]:
    """What looks odd in a paper, a sentence each."""
    doubts = [_repeat_words(one) for one in _repeats(paper, read)]
    is_signed = paper.state is not PaperState.DRAFT
    if paper.number and paper.day is None:
        doubts.append(_("It has a number and no date."))
    if is_signed and paper.kind is PaperKind.ORDER and not paper.number:
        doubts.append(_("It is signed and has no number yet: type it after registration."))
    if not is_signed and paper.sent_on:
        doubts.append(_("It is sent and still a draft: no signed paper is attached."))
    if paper.sent_on and paper.day and paper.sent_on < paper.day:
        doubts.append(_("It is sent before its own date."))
    if paper.published_on and paper.day and paper.published_on < paper.day:
        doubts.append(_("It is published before its own date."))
    return doubts


def _repeats(paper: OfficePaper, read: Reader) -> list[Numbered]:
    """Other papers of the register that bear the number in the same year."""
    day, made_on = (one.isoformat() if one else "" for one in (paper.day, paper.made_on or read.today()))
    own = Numbered(paper.id or 0, paper.issuer.value, paper.number, day, made_on, paper.name)
    others = (one for one in numbered_papers(read, paper.kind.value) if one.id != paper.id)
    return [one for same in repeated_numbers([own, *others]) if same[0] is own for one in same[1:]]


def _repeat_words(one: Numbered) -> str:
    when = show_day(dt.date.fromisoformat(one.day)) if one.day else _("without a date")
    return _("The same number has: %(name)s (%(day)s).") % {"name": one.name, "day": when}


def signed_files(paper: OfficePaper) -> list[PaperFile]:
    """The signed paper and its electronic signatures."""
    return [one for one in paper.files if one.role in _SIGNED]


def valid_files(paper: OfficePaper) -> list[PaperFile]:
    """What is sent and published: the signed paper with its signatures where there is one, else the paper as made."""
    is_signed = any(one.role is FileRole.SIGNED for one in paper.files)
    left_out = FileRole.MADE if is_signed else FileRole.SIGNATURE
    return [one for one in paper.files if one.role is not left_out]


def paper_file(name: str, content: bytes, role: FileRole, today: dt.date) -> PaperFile:
    """A file of a paper for these bytes, which stay as they are. Raises UserError for one that cannot be kept."""
    made = make_attachment(name, content)
    return PaperFile(
        name=made.name, role=role, media_type=made.media_type, size=made.size, digest=made.digest, attached_on=today
    )


def read_signed(path: Path, today: dt.date) -> tuple[PaperFile, bytes]:
    """A scan, a PDF or an electronic signature from the disk. Raises UserError for what is none."""
    made, content = read_attachment(path)
    role = FileRole.SIGNATURE if made.media_type == SIGNATURE_TYPE else FileRole.SIGNED
    return paper_file(made.name, content, role, today), content


def marked_sent(papers: Sequence[OfficePaper], day: dt.date, how: str = "") -> list[OfficePaper]:
    """The papers as sent on a day, somehow."""
    told = [one.copy() for one in papers]
    for one in told:
        one.to_send, one.sent_on, one.sent_by = True, day, how or one.sent_by
    return told


_KINDS_BY_WORD = (
    ("приказ", PaperKind.ORDER),
    ("распоряжени", PaperKind.ORDER),
    ("справка-подтверждение", PaperKind.CERTIFICATE),
    ("благодарственное", PaperKind.CERTIFICATE),
    ("благодарност", PaperKind.CERTIFICATE),
    ("пригласительн", PaperKind.CERTIFICATE),
    ("сертификат", PaperKind.CERTIFICATE),
    ("грамот", PaperKind.CERTIFICATE),
    ("диплом", PaperKind.CERTIFICATE),
    ("письм", PaperKind.LETTER),
    ("приглашени", PaperKind.LETTER),
    ("ответ на", PaperKind.LETTER),
    ("запрос", PaperKind.LETTER),
    ("соглашени", PaperKind.AGREEMENT),
    ("договор", PaperKind.AGREEMENT),
    ("согласие", PaperKind.CONSENT),
    ("согласия", PaperKind.CONSENT),
    ("положени", PaperKind.REGULATION),
    ("протокол", PaperKind.MINUTES),
    ("выписк", PaperKind.MINUTES),
    ("повестк", PaperKind.MINUTES),
    ("служебн", PaperKind.MEMO),
    ("докладн", PaperKind.MEMO),
    ("отчёт", PaperKind.REPORT),
    ("анализ", PaperKind.REPORT),
    ("справк", PaperKind.REPORT),
    ("план", PaperKind.PLAN),
    ("программ", PaperKind.PLAN),
)


def kind_of_title(title: str) -> PaperKind:
    """What a paper seems to be by what it is called: the word that stands first tells, «Приказ о плане» is an order."""
    words = fold(title)
    found = [(words.find(fold(word)), n, kind) for n, (word, kind) in enumerate(_KINDS_BY_WORD) if fold(word) in words]
    return min(found)[2] if found else PaperKind.OTHER
