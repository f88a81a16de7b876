"""A post on an event: one for the site, a short one for a messenger; children are named only with a consent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.text import quoted, tidy
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports import document as doc
from cluster_desk.reports.document import line
from cluster_desk.reports.document.options import Options
from cluster_desk.reports.shared.cases import Cases
from cluster_desk.reports.shared.events import event_in, when_in_words
from cluster_desk.reports.shared.participants import (
    LISTED_EVENT,
    by_nomination,
    by_school,
    counted_children,
    counted_schools,
    event_and_list,
    how_many,
    named_by_consent,
    place_of,
    placed,
    public_name,
)

OPTIONS = (LISTED_EVENT,)
_MOST_SCHOOLS = 20


@dataclass(frozen=True)
class News:
    """The two posts, line by line, and how many of the winners are not named since no consent allows it."""

    title: str
    site: tuple[str, ...]
    chat: tuple[str, ...]
    unnamed: int


def news_of(read: Reader, options: Options) -> News:
    """The posts on the event that `options` name."""
    event, _folder, people = event_and_list(read, options)
    allowed = named_by_consent(read, people)
    cases = Cases(read)
    whole = event_in(cases, event.name, Case.GENITIVE)
    winners = placed(people)
    facts = ", ".join(filter(None, [when_in_words(event), event.venue]))
    who = f"{counted_children(people)} из {counted_schools(people)}"
    title = f"Итоги {whole}"
    site = [f"Подведены итоги {whole}{f' ({facts})' if facts else ''}.", f"Участники — {who}{_schools(people)}."]
    chat = [title, f"{facts}." if facts else "", f"Участников: {how_many(people)} из {counted_schools(people)}."]
    if winners:
        site += ["Победители и призёры:", *_lines(winners, allowed)]
        first = [one for one in winners if one.standing.is_winner]
        chat += ["Победители:", *_lines(first or winners, allowed)]
    closing = "Поздравляем победителей и призёров, благодарим участников и их наставников!"
    closing = closing if winners else "Благодарим участников и их наставников!"
    unnamed = sum(one.record.id not in allowed for one in winners)
    return News(title, (*site, closing), (*filter(None, chat), closing), unnamed)


def _schools(people: Sequence[ParticipantFacts]) -> str:
    names = [school for school, _children in by_school(people) if school]
    return f": {', '.join(names)}" if 0 < len(names) <= _MOST_SCHOOLS else ""


def _lines(winners: Sequence[ParticipantFacts], allowed: frozenset[int]) -> list[str]:
    """A line for each, under the nomination where there are several."""
    lines: list[str] = []
    nominations = by_nomination(winners)
    for nomination, some in nominations:
        if nomination:
            lines.append(f"Номинация {quoted(nomination)}:")
        for one in some:
            words = [public_name(one, allowed), one.organization]
            lines.append(f"{place_of(one) or one.standing.role} — {', '.join(filter(None, words))};")
        lines[-1] = f"{lines[-1].rstrip(';')}."
    return lines


def build(read: Reader, options: Options) -> doc.Document:
    """Both posts on one sheet, to be looked through before they are copied."""
    news = news_of(read, options)
    blocks: list[doc.Block] = [doc.Heading(news.title, after=10)]
    for heading, lines in (("Для сайта", news.site), ("Для чата", news.chat)):
        blocks.append(doc.Heading(heading, 2, "left", before=10, after=4))
        blocks += [line(words, after=3) for words in lines]
    if news.unnamed:
        said = f"Не названы по имени: {news.unnamed}. Имя ребёнка публикуется только с согласия на распространение."
        blocks.append(line(said, size=10, before=10))
    return doc.Document(tidy(news.title), tuple(blocks), size=12)
