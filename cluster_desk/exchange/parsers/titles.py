"""A plan's title: the paragraph that begins one, with the lines that go on with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.dates import STEMS
from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Block, Paragraph
from cluster_desk.exchange.layout.headers import find_header
from cluster_desk.exchange.layout.reading_order import APPROVAL_WORD, lines_above_header, list_line
from cluster_desk.exchange.parsers.periods import period_of

_ADJECTIVES = r"(?:[а-я-]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие),? (?:и )?){0,5}"
_TITLE = regex(
    rf"^[\"(]*{_ADJECTIVES}(?:планы?|план-[а-я]+|медиаплан|программа|\"?дорожная карта|циклограмма|график|сетка|"
    r"комплекс (?:[а-я-]+ ){0,2}мер(?:оприятий)?|(?:перечень|система|список) (?:[а-я-]+ ){0,2}мероприятий|"
    r"календарь(?: [а-я-]+){0,4}|календарь)\b(?!.*;$)"
)
_SAYS = regex(
    r"\b(?:составлен|разработан|утвержд[её]н|предусматрива|направлен|включа|явля|рассмотрен|принят|выполнен|"
    r"реализу[ею]тся|содерж|представля|рассчитан|определ[яе]|согласован|необходимо|следует|был[аио]?\b|будет)"
)
"""What a sentence says of a plan, where a title only names it."""
_IS_APPROVED = regex(
    r"\"?(?:план|программа|график|дорожная карта)\"? (?:был[аи]? )?"
    r"(?:принят|утвержд[её]н|составлен|разработан|рассмотрен|согласован|одобрен)[ао]?\b"
)
_AFTER_TITLE = regex(
    r"\"?(?:цел[ьи]|задачи|направления|анализ|пояснительная|введение|общие положения|раздел|модуль|паспорт|"
    r"актуальность|содержание|срок\w*|состав|обоснование|приложение|месяц|тема|участник|место|дата|\d+ раздел)\b"
)
"""Headings that may follow a title at once."""
_REPORT = regex(
    r"^(?:отчет|анализ|аналитический отчет|аналитическая справка|итоги|проект плана|информация|"
    r"(?:основные |ключевые )?мероприятия (?:по|на|в рамках|посвященные|к))\b(?!.*[:;.]$)"
)
_FURTHER = regex(
    rf"\(.*\)$|\".*\"$|(?:для )?(?=\d+\D{{1,4}}\d){CLASSES_IN_TEXT}|{CLASSES_IN_TEXT}$|"
    r"(?:уровень|ступень)|(?:начальн|основн|средн|старш|младш)\w+ (?:школ|звен|общее|классы|групп|ступен)|"
    r".{0,40}\(\d{1,2}"
)
"""A line that tells for whom the plan is, below the year."""
_TITLE_WITHIN = 80
"""How many paragraphs from the start may hold the title (a page of empty ones comes before it in some)."""
_LONGEST_LINE = 160
_LONGEST_TITLE = 320
_MOST_LINES = 7
_MONTH_ALONE = regex(rf"(?:{'|'.join(STEMS)})[а-я]*\.?$")
_TELLS_TIME = regex(rf"(?<!\d)(?:19|20)\d\d(?!\d)|\bна (?:{'|'.join(STEMS)})")


def read_title(blocks: Sequence[Block], result: ParsedDocument) -> None:
    """The title: the first paragraph that begins one, with the lines that go on with it."""
    paragraphs = list(islice(_with_titles_of_tables(blocks), _TITLE_WITHIN))
    found = _title_within(paragraphs, _TITLE) or _title_within(paragraphs, _REPORT)
    if found is not None:
        result.title, source = found
        result.period = period_of(result.title, source)


def own_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """The title of a further plan among the paragraphs between the plan before it and its own table."""
    result = _title_within(paragraphs, _TITLE)
    return result[0] if result else None


def begins_title(words: str) -> bool:
    """Whether a line begins a plan's title, not a sentence that speaks of a plan."""
    return _begins(words, _TITLE)


def title_length(lines: Sequence[str]) -> int:
    """How many of the lines, from the first, are one title."""
    count = 1
    while count < len(lines) and _continues(" ".join(lines[:count]), Paragraph(lines[count])):
        count += 1
    return count


def _begins(words: str, begins: re.Pattern[str]) -> bool:
    folded = _without_spacing(fold(words))
    if not begins.match(folded) or len(words) > _LONGEST_TITLE:
        return False
    if _IS_APPROVED.match(folded):
        return False
    if words.endswith(":"):  # a list follows: a title tells its time, a sentence does not
        return bool(_TELLS_TIME.search(folded)) and not _SAYS.search(folded)
    return not (words.endswith((".", ",")) and _SAYS.search(folded))


def _without_spacing(folded: str) -> str:
    """«п л а н работы» as «план работы»."""
    return re.sub(r"(?<!\w)(?:\w ){2,}\w(?!\w)", lambda spaced: spaced[0].replace(" ", ""), folded)


def _title_within(paragraphs: Sequence[Paragraph], begins: re.Pattern[str]) -> tuple[str, Source] | None:
    for place, paragraph in enumerate(paragraphs):
        if not _begins(paragraph.words, begins) or list_line(paragraph).mark:
            continue
        lines = [paragraph.words]
        gap = False
        for following in paragraphs[place + 1 :]:
            if not following.words and not gap:
                gap = True  # one empty line may part a title's lines
                continue
            title = " ".join(lines)
            sure = following.words[:1].islower() or _in_capitals(following.words) == _in_capitals(title)
            told = bool(_TELLS_TIME.search(fold(title)))
            if not _continues(title, following) or (gap and (told or not sure)) or len(lines) == _MOST_LINES:
                break
            lines.append(following.words)
            gap = False
        return re.sub(r"(?<=[^\W\d]{3})[\s.:]+$|\s*:$", "", tidy(" ".join(lines))), paragraph.source
    return None


def _with_titles_of_tables(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs, with the titles inside tables; each table ends whatever stands above it by empty ones."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from lines_above_header(find_header(block))
            yield from (Paragraph(""), Paragraph(""))


def _continues(title: str, following: Paragraph) -> bool:
    words = following.words
    folded = fold(words)
    longest = _LONGEST_TITLE if words[:1].islower() else _LONGEST_LINE
    if not words or len(words) > longest or list_line(following).mark or words.endswith((":", ";")):
        return False
    if words.endswith(".") and (_SAYS.search(folded) or len(words) > _LONGEST_LINE or folded.count(". ") > 1):
        return False
    if APPROVAL_WORD.match(words) or folded.startswith("продолжение") or "\t" in following.text.strip():
        return False
    if not words[0].islower() and (_TITLE.match(_without_spacing(folded)) or _AFTER_TITLE.match(folded)):
        return False
    # A title that has told its year goes on only in its own kind of letters, or tells for whom it is.
    told = _TELLS_TIME.search(fold(title))
    if told and _MONTH_ALONE.match(folded):
        return False  # the heading of the first month's table
    capitals = _in_capitals(title) and words.split()[0].isupper()
    return not told or words[0].islower() or capitals or bool(_FURTHER.match(folded))


def _in_capitals(title: str) -> bool:
    letters = [sign for sign in title if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) * 10 > len(letters) * 9
