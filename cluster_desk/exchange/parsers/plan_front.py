"""What stands at a plan's front: its title, its period, and the approvals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import ParsedDocument, ParsedPeriod
from cluster_desk.core.parsed_rows import Source
from cluster_desk.core.records.plans import Approval
from cluster_desk.core.russian.dates import STEMS, find_day, month_number
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.numbers import from_roman
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.exchange.layout.grids import Block, Cell, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import find_header
from cluster_desk.exchange.layout.reading_order import Table, lines_above_header, list_line

_TITLE = re.compile(
    r"^(?:(?:комплексный|перспективный|годовой|календарный|муниципальный|совместный|совместная|сводный|единый|"
    r"примерный|образовательная) )*(?:план|программа|план-график|дорожная карта|циклограмма)\b(?!.*[:;]$)"
)
_AFTER_TITLE = re.compile(r"(?:цел[ьи]|задачи|направления|анализ)\b")
"""Headings that may follow a title at once."""
_REPORT = re.compile(
    r"^(?:отчет|анализ|аналитический отчет|аналитическая справка|итоги|проект плана|информация)\b(?!.*[:;.]$)"
)
_TITLE_WITHIN = 80
"""How many paragraphs from the start may hold the title (a page of empty ones comes before it in some)."""
_LONGEST_LINE = 160
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_KIND = re.compile(
    r"^[«\"]?(утверждаю|утвержд[её]н[оаы]?|согласован[оаы]?|рассмотрен[оаы]?|принят[оаы]?|одобрен[оаы]?)\b[»\"]?\s*[:.]?\s*",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"(?<![^\s«»\"])_+(?![^\s«»\".,])|[«\"]\s*_+\s*[»\"]|\b20_+\s*(?:г\.?|года)?|^/\s*/$")
_ORDER = re.compile(r"(?:приказ\w*|распоряжени\w*|постановлени\w*)[^№]{0,60}?(№\s*[\w/.\-–]*\w)", re.IGNORECASE)
_FORMAL = re.compile(r"(?:приказ|распоряжени|постановлени|протокол)", re.IGNORECASE)
_LINES_BELOW = 9


def read_title(blocks: Sequence[Block], result: ParsedDocument) -> None:
    """The title: the first paragraph that begins one, with the lines that go on with it."""
    paragraphs = list(islice(_with_titles_of_tables(blocks), _TITLE_WITHIN))
    _set_title(paragraphs, _TITLE, result)
    if result.title is None:
        _set_title(paragraphs, _REPORT, result)


def _set_title(paragraphs: Sequence[Paragraph], begins: re.Pattern[str], result: ParsedDocument) -> None:
    outcome = _title_within(paragraphs, begins)
    if outcome is not None:
        result.title, source = outcome
        result.period = period_of(result.title, source)


def own_title(paragraphs: Sequence[Paragraph]) -> str | None:
    """The title of a further plan among the paragraphs between the plan before it and its own table."""
    result = _title_within(paragraphs, _TITLE)
    return result[0] if result else None


def _title_within(paragraphs: Sequence[Paragraph], begins: re.Pattern[str]) -> tuple[str, Source] | None:
    for place, paragraph in enumerate(paragraphs):
        words = paragraph.words
        if not begins.match(fold(words)) or len(words) > 2 * _LONGEST_LINE or list_line(paragraph).mark:
            continue
        lines = [words]
        for following in paragraphs[place + 1 :]:
            if not _continues(" ".join(lines), following):
                break
            lines.append(following.words)
        return tidy(" ".join(lines)), paragraph.source
    return None


def _with_titles_of_tables(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs, with the titles inside tables; each table ends whatever stands above it by an empty one."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from lines_above_header(find_header(block))
            yield Paragraph("")


def _continues(title: str, following: Paragraph) -> bool:
    words = following.words
    if not words or len(words) > _LONGEST_LINE or list_line(following).mark or words.endswith((":", ".", ";")):
        return False
    if (
        _KIND.match(words)
        or fold(words).startswith("продолжение")
        or (_TITLE.match(fold(words)) and not words[0].islower())
    ):
        return False
    if not words[0].islower() and _AFTER_TITLE.match(fold(words)):
        return False
    # A title that has told its year goes on only in its own kind of letters.
    return not _YEAR.search(title) or words[0].islower() or (_in_capitals(title) and words.split()[0].isupper())


def _in_capitals(title: str) -> bool:
    letters = [sign for sign in title if sign.isalpha()]
    return sum(sign.isupper() for sign in letters) * 10 > len(letters) * 9


_HALF = re.compile(r"(?<![\w])(1|2|i{1,2}|перв\w+|втор\w+)\s?(?:-?(?:е|ое|го))?\s+(полугоди\w+|квартал\w*)")
_QUARTER = re.compile(r"(?<!\w)([1-4]|i{1,3}|iv)\s?(?:-?(?:й|ый|ий))?\s+квартал")
_SCHOOL_YEAR = re.compile(r"(20\d\d)\s?[-/]\s?(20)?(\d\d)\s*(?:учебн|уч\b|уч\.)")
_YEARS = re.compile(r"(20\d\d)\s?(?:-|по|до)\s?(20\d\d)\s*(годы|годов|гг|год|г)?")


_MONTH_WORDS = "|".join(STEMS)


def period_of(title: str, source: Source) -> ParsedPeriod | None:
    """The period that a title names: years, a school year, a half-year, a quarter, or two days."""
    folded = fold(title)
    if between := re.search(r"\bс (.+?) (?:по|до) (.+)", folded):
        first, last = find_day(between[1]), find_day(between[2])
        if first and last and first.value and last.value:
            return ParsedPeriod(first.value, last.value, source=source)
    if school := _SCHOOL_YEAR.search(folded):
        return _part(folded, date(int(school[1]), 9, 1), date(int(school[1]) + 1, 8, 31), source)
    if years := _YEARS.search(folded):
        first_year, last_year = int(years[1]), int(years[2])
        if last_year == first_year + 1 and years[3] in ("год", "г", None):
            period = ParsedPeriod(f"{first_year}-09-01", f"{last_year}-08-31", source=source)
            period.doubt(N_("“%(words)s” was read as a school year."), "period", words=years[0].strip())
            return period
        return ParsedPeriod(f"{min(first_year, last_year)}-01-01", f"{max(first_year, last_year)}-12-31", source=source)
    if months := _months(folded, source):
        return months
    year = _YEAR.search(folded)
    return _part(folded, date(int(year[0]), 1, 1), date(int(year[0]), 12, 31), source) if year else None


_MONTHS = re.compile(
    rf"(?<!\d )(?<!\d)\b({_MONTH_WORDS})[а-я]*(?:\s?(?:-|по)\s?({_MONTH_WORDS})[а-я]*)?\s+(20\d\d)(?!\s?[-/]\s?20)"
)


def _months(folded: str, source: Source) -> ParsedPeriod | None:
    """Whole months of one year: "сентябрь 2031", "январь-июнь 2031"."""
    match = _MONTHS.search(folded)
    if match is None:
        return None
    first, last, year = month_number(match[1]), month_number(match[2] or match[1]), int(match[3])
    if last < first:
        return None
    following = date(year + last // 12, last % 12 + 1, 1)
    return ParsedPeriod(date(year, first, 1).isoformat(), (following - timedelta(days=1)).isoformat(), source=source)


def _part(folded: str, start: date, end: date, source: Source) -> ParsedPeriod:
    """The half-year or quarter of a year that the words name, else the whole year."""
    if quarter := _QUARTER.search(folded):
        number = from_roman(quarter[1]) or int(quarter[1])
        start = date(start.year, number * 3 - 2, 1)
        following = date(start.year + number // 4, number * 3 % 12 + 1, 1)
        end = following - timedelta(days=1)
    elif half := _HALF.search(folded):
        middle = date(start.year, 12, 31) if start.month == 9 else date(start.year, 6, 30)
        first = half[1] in ("1", "i") or half[1].startswith("перв")
        start, end = (start, middle) if first else (middle + timedelta(days=1), end)
    return ParsedPeriod(start.isoformat(), end.isoformat(), source=source)


def read_table(table: Table, result: ParsedDocument) -> bool:
    """Take a table whose cells are approvals; whether it was one."""
    grid = table.grid
    taken = False
    for index, row in enumerate(grid.rows):
        for cell in distinct(row):
            if cell.row == index and cell.lines and _KIND.match(cell.lines[0]):
                result.approvals.append(_approval(_whole_column(grid, index, cell), grid.source(index)))
                taken = True
    return taken


def _whole_column(grid: Grid, index: int, cell: Cell) -> list[str]:
    """The cell's lines, and those below it where each line of an approval has a row of its own."""
    lines = list(cell.lines)
    if len(lines) > 1 or _KIND.sub("", lines[0]):
        return lines
    for number, row in enumerate(grid.rows[index + 1 :], start=index + 1):
        below = row[min(cell.column, len(row) - 1)]
        if below.row != number:
            continue  # merged with the cell above, whose lines were taken
        if below.lines and _KIND.match(below.lines[0]):
            break
        lines += below.lines
    return lines


def read_stretch(stretch: Sequence[Paragraph], result: ParsedDocument) -> None:
    """Approvals in paragraphs: a line that is the approval's word, and the lines below up to a name and its date."""
    for place, paragraph in enumerate(stretch):
        kind = _KIND.match(paragraph.words)
        if not kind or not _is_approval(paragraph.words, kind):
            continue
        lines = [paragraph.words]
        named = False
        for following in stretch[place + 1 : place + 1 + _LINES_BELOW]:
            words = following.words
            formal = bool(_FORMAL.search(words) or find_day(words) or _BLANKS.search(words))
            if _KIND.match(words) or _TITLE.match(fold(words)) or len(words) > _LONGEST_LINE or (named and not formal):
                break
            lines.append(words)
            named = named or bool(find_names(words))
        if named or len(lines) > 1 or _FORMAL.search(lines[0]):
            result.approvals.append(_approval(lines, paragraph.source))


def _is_approval(words: str, kind: re.Match[str]) -> bool:
    """Whether a line is the word of an approval, not a sentence that begins with it."""
    rest = fold(words[kind.end() :])
    return kind[1].isupper() or not rest or (len(words) < _LONGEST_LINE and bool(_BY_WHOM.match(rest)))


_BY_WHOM = re.compile(
    r"(?:(?:на |решением |протокол\w* )?(?:заседани\w+ )?"
    r"(?:педагогическ\w+ |координационн\w+ |методическ\w+ |управляющ\w+ )?"
    r"(?:совет|педсовет|заседани)\w*|приказ|распоряжени|постановлени|протокол|решени)"
)


def _approval(lines: Sequence[str], source: Source) -> Parsed[Approval]:
    kind = _KIND.match(lines[0])
    assert kind is not None
    lines = [line for line in map(_tidied, (lines[0][kind.end() :], *lines[1:])) if line]
    approval = Approval(kind=kind[1].upper().replace("УТВЕРЖДЁН", "УТВЕРЖДЕН"))
    position: list[str] = []
    day_words = ""
    for line in lines:
        day, names = find_day(line), find_names(line.replace("_", " "))
        if day and not day_words:
            approval.day, day_words = date.fromisoformat(day.value) if day.value else None, day.words
        if names and not approval.name:
            approval.name = names[0].words
            before = tidy(line.replace("_", " ")[: names[0].start]).rstrip(" /,")
            position += [before] if before else []
        elif not (day or _ORDER.search(line) or _FORMAL.match(line) or approval.name):
            position.append(line)
    order = next(filter(None, map(_ORDER.search, (*lines, " ".join(lines)))), None)
    approval.position = " ".join(position)
    approval.order = "\n".join(_basis(lines, approval))
    typed = {"stated_order": tidy(order[1]) if order else "", "day_words": day_words, "lines": lines}
    return Parsed(approval, typed=typed, source=source)


def _basis(lines: Sequence[str], approval: Approval) -> Iterator[str]:
    """The lines of an approval that tell neither who nor in what post: its order, its minutes, its date."""
    position, name = fold(approval.position), fold(approval.name)
    for line in lines:
        folded = fold(line)
        if not (name and name in folded) and not (folded.strip(" ,") and folded.rstrip(" ,") in position):
            yield line


def _tidied(line: str) -> str:
    """A line without the blanks left to be filled by hand."""
    return tidy(_BLANKS.sub(" ", line)).strip("/ ")
