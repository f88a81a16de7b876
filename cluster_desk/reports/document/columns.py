"""How wide a table's columns are and how large its letters: as its builder drew it, unless its words ask for more.

The letters are the largest of 12, 11, 10 pt at which every word finds room in its column, columns lending each other
what they can spare. The widths told are kept while words fit them; where other widths save many lines, they are taken.
What is to be filled in by hand keeps its width.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple, cast

from cluster_desk.core.progress import check
from cluster_desk.reports.document import Content, Group, Row, Section, Table, as_cell, placed, rows_of
from cluster_desk.reports.document.batches import Batch, Batched, batches_of
from cluster_desk.reports.document.signs import SOFT_HYPHEN
from cluster_desk.reports.document.text import plain
from cluster_desk.reports.document.typography import alike, letter_widths, tie
from cluster_desk.reports.document.words import Words

PAD_X = 1.5  # mm at each side of a cell
SMALLEST = 10.0
_MM = 72 / 25.4
_NUMBER = 14.0  # mm: a column no wider than this holds numbers of rows and is left alone
_SAMPLE = 25  # rows that are tried with other widths
_STEPS = (8.0, 3.0, 1.0)  # mm that one column lends another at a time
_LEAST_SHARE = 0.5  # of its told width a column keeps at least
_FILLS = 0.6  # a table wider than this share of the page's text is made as wide as the text
_WORTH, _LINES = 0.92, 6  # other widths are taken when they leave this share of the lines and save as many at least
_LONGEST = 17_000.0  # units of a word that is never broken while its table can be narrower elsewhere: 60 mm of 10 pt
_LONG, _OF_LONG_ONES = 1000.0, 11.0  # a table higher than so many points is set in the smaller of the usual sizes
_LEADING = 1.149  # Tinos' own line, in sizes
_FULL = 0.2  # of a line: what a full one counts more than an empty one


class _Measured(NamedTuple):
    """A line of a cell: the widths of its words, the widest of them, all together, mm."""

    words: list[float]
    widest: float
    whole: float


Contents = dict[tuple[type, bool], set[Content]]
"""The different contents of a column by their class, for 1 and 1.0 are one key, and by whether their row is bold.

Of many texts the widest word stands for them, of many numbers the ends, of many days any.
"""


class Laid(NamedTuple):
    """A table's columns in mm and the size of its letters in points."""

    widths: list[float]
    size: float


def stays_with_next(table: Table, at: int) -> bool:
    """Whether a row goes along with the next: no last page holds one row alone, be it with totals, nor totals alone."""
    count = len(table.rows)
    while count > 1 and isinstance(row := table.rows[count - 1], Row) and row.total:
        count -= 1
    following = table.rows[at + 1] if at + 1 < len(table.rows) else None
    return following is not None and (at + 2 >= count or (isinstance(following, Row) and following.total))


def laid(table: Table, room: float, contents: Sequence[Contents] | None = None) -> Laid:
    """The columns of `table` in a room of so many mm; `contents_by_column` where they are known."""
    told = [column.width for column in table.columns]
    if not told or sum(told) <= 0:
        return Laid(told, table.size)
    needs = [
        min(need, _LONGEST)
        for need in _needs(table, contents or contents_by_column(batches_of(table.rows, len(told)), len(told)))
    ]
    texts = [_texts(row, len(told)) for row in _sampled(table)]
    fixed = _fixed(texts, told)
    widths = _filled(told, fixed, room)
    size = table.size
    while size > SMALLEST and sum(_wide(need, size) for need in needs) > sum(widths) + 0.01:
        size -= 1
    trial = _Trial(table, texts, size)
    if size > _OF_LONG_ONES and trial.points(widths) > _LONG:
        size = _OF_LONG_ONES
        trial = _Trial(table, texts, size)
    least = _least([_wide(need, size) for need in needs], widths, fixed)
    fits = all(need <= width + 0.01 for need, width in zip(least, widths, strict=True))
    if not fits:
        widths = _lent(widths, least)
    if len(told) > 1 and not _has_empty_rows(table):
        widths = trial.better(widths, least, fixed)
    return Laid(widths, size)


def _has_empty_rows(table: Table) -> bool:
    """Whether rows are made high, to be filled in by hand."""
    return any(isinstance(row, Row) and row.min_height for row in rows_of(table))


def _wide(units: float, size: float) -> float:
    """The width in mm of a column whose widest word has so many units."""
    return units * size / 1000 / _MM + 2 * PAD_X + 0.05


def _needs(table: Table, contents: Sequence[Contents]) -> list[float]:
    """The widest word of each column in 1/1000 of the size; cells over several columns left out."""
    of_header: list[Contents] = [{} for _column in table.columns]
    for row in table.header_rows:
        _add_contents(of_header, row, strong=True)
    return [
        max(_widest(plain_words, strong=False), _widest(bold_words, strong=True))
        for plain_words, bold_words in (_words([head, below]) for head, below in zip(of_header, contents, strict=True))
    ]


def _widest(words: Iterable[str], *, strong: bool) -> float:
    return max(map(letter_widths(strong), words), default=0.0)


def contents_by_column(rows: Iterable[Batched], count: int) -> list[Contents]:
    """The different contents of each of `count` columns; cells over several columns left out.

    The rows of a log of years are many: those of one value a column are gone through column by column, and each batch
    of them is told how wide its words are.
    """
    found = _Found(count)
    found.add_rows(rows)
    return found.contents()


class _Found:
    """What was found in each column, and the words of its many texts, plain and bold."""

    def __init__(self, count: int) -> None:
        self._different: list[Contents] = [{} for _column in range(count)]
        self._words = [(Words(bold=False), Words(bold=True)) for _column in range(count)]

    def contents(self) -> list[Contents]:
        """All that was found."""
        for contents, words in zip(self._different, self._words, strict=True):
            for strong in (False, True):
                if words[strong].widest:
                    contents.setdefault((str, strong), set()).add(words[strong].widest)
        return self._different

    def add_rows(self, rows: Iterable[Batched]) -> None:
        """Add what the rows hold."""
        for each in rows:
            if isinstance(each, Batch):
                check()
                self._add_batch(each)
            elif isinstance(each, Group):
                self.add_rows(batches_of(each.rows, len(self._different)))
            elif isinstance(each, Row):
                _add_contents(self._different, each, strong=each.total)

    def _add_batch(self, batch: Batch) -> None:
        columns = zip(self._different, self._words, batch.columns, batch.kinds, strict=True)
        for at, (contents, words, values, kinds) in enumerate(columns):
            for kind in kinds:
                those = values if len(kinds) == 1 else [value for value in values if value.__class__ is kind]
                if kind is not str:
                    contents.setdefault((kind, batch.total), set()).update(widest_of(kind, those))
                    continue
                texts = cast("Sequence[str]", those)
                if _repeat(texts):
                    words[batch.total].of(set(alike(texts)))
                    continue
                widths = words[batch.total].of(texts)
                if those is values:
                    batch.widths[at] = widths


def _repeat(texts: Sequence[str]) -> bool:
    """Whether most texts are likely to be as others are, but for figures, so that they are told apart first."""
    some = alike(texts[:_SAMPLE])
    return len(set(some)) * 2 <= len(some)


def _add_contents(different: Sequence[Contents], row: Row, *, strong: bool) -> None:
    for at, content, across in placed(row, len(different)):
        if across == 1:
            different[at].setdefault((content.__class__, strong), set()).add(content)


def widest_of(kind: type, values: Collection[Content]) -> Collection[Content]:
    """Those among which the widest is: all figures are as wide, so of numbers it is an end, of days any."""
    if kind is datetime.date:
        return [next(iter(values))]
    if kind is int:
        numbers = cast("Collection[int]", values)
        least, most = min(numbers), max(numbers)
        return (least, most, 0) if least < 0 < most and 0 in numbers else (least, most)
    return values


def _words(contents: Iterable[Contents]) -> tuple[set[str], set[str]]:
    """The different words of a column, plain and bold apart."""
    check()
    texts: tuple[list[str], list[str]] = ([], [])
    for each in contents:
        for (kind, strong), values in each.items():
            if kind is str:
                texts[strong].extend(cast("set[str]", values))
                continue
            for content in widest_of(kind, values):
                cell = as_cell(content)
                texts[strong or cell.bold].append(plain(cell.text))
    return _parted(texts[0]), _parted(texts[1])


def _parted(texts: Iterable[str]) -> set[str]:
    """The words of texts; one with soft hyphens may be parted there."""
    return set(" ".join(texts).replace(SOFT_HYPHEN, "- ").split())


def _fixed(sample: Sequence[Sequence[str]], told: Sequence[float]) -> list[bool]:
    """Which columns keep their width: those of numbers, and those that are mostly empty, to be filled in by hand."""
    filled = [sum([bool(texts[at].strip()) for texts in sample]) for at in range(len(told))]
    return [width <= _NUMBER or filled[at] * 2 < len(sample) for at, width in enumerate(told)]


def _filled(told: list[float], fixed: Sequence[bool], room: float) -> list[float]:
    """The widths told, brought down to the room in proportion; what is left of it goes to columns of text."""
    whole = sum(told)
    if whole > room:
        return [width * room / whole for width in told]
    free = sum(width for width, kept in zip(told, fixed, strict=True) if not kept)
    if whole < room * _FILLS or not free:
        return told
    return [width if kept else width + (room - whole) * width / free for width, kept in zip(told, fixed, strict=True)]


def _least(needs: list[float], widths: Sequence[float], fixed: Sequence[bool]) -> list[float]:
    """The least width of each column; where all words find no room together, the widest must be broken."""
    room = sum(widths)
    least = [
        max(need, width if kept and need <= width else 0.0)
        for need, width, kept in zip(needs, widths, fixed, strict=True)
    ]
    if sum(least) <= room:
        return least
    if sum(needs) <= room:
        return needs
    low, high = 0.0, max(needs)
    for _halving in range(20):
        cap = (low + high) / 2
        low, high = (cap, high) if sum(min(need, cap) for need in needs) <= room else (low, cap)
    return [min(need, low) for need in needs]


def _lent(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """The widths with those too narrow widened, by what the others can spare."""
    results = [max(width, need) for width, need in zip(widths, least, strict=True)]
    over = sum(results) - sum(widths)
    spare = [width - need for width, need in zip(results, least, strict=True)]
    whole = sum(spare)
    return [width - over * each / whole if whole else width for width, each in zip(results, spare, strict=True)]


def _sampled(table: Table) -> list[Row | Group]:
    """Rows of a table, evenly."""
    rows = [row for row in table.rows if not isinstance(row, Section)]
    step = max(1, -(-len(rows) // _SAMPLE))
    return rows[::step]


def _texts(row: Row | Group, count: int) -> list[str]:
    """The texts of a row by column; of a group those of its rows, one below another."""
    texts = [""] * count
    merged = row.merged if isinstance(row, Group) else ()
    for n, each in enumerate(row.rows if isinstance(row, Group) else (row,)):
        for at, content, across in placed(each, count):
            if across == 1 and not (n and at in merged):
                text = content if isinstance(content, str) else plain(as_cell(content).text)
                texts[at] = f"{texts[at]}\n{text}" if n and at not in merged else text
    return texts


class _Trial:
    """Tries other widths on the texts of some of a table's rows."""

    def __init__(self, table: Table, sample: Sequence[Sequence[str]], size: float) -> None:
        """`sample`: the texts row by row, tried at `size`."""
        self._size, self._sampled = size, len(sample)
        self._space = letter_widths()(" ") * size / 1000 / _MM
        self._columns = [[self._measured(texts[at]) for texts in sample] for at in range(len(table.columns))]
        self._times = len(table.rows) / len(sample) if sample else 0.0
        self._known: dict[tuple[int, float], list[float]] = {}

    def _measured(self, text: str) -> list[_Measured]:
        """The widths in mm of what is not parted, line by line."""
        scale, width = self._size / 1000 / _MM, letter_widths()
        lines = [[width(word) * scale for word in line.split(" ")] for line in tie(text).split("\n")]
        return [_Measured(words, max(words), sum(words)) for words in lines]

    def _lines(self, at: int, width: float) -> list[float]:
        """How many lines each cell takes, and a little for how full they are: so it is seen which way is better."""
        counts = self._known.get((at, width))
        if counts is None:
            room = max(width - 2 * PAD_X, 1.0)
            counts = self._known[at, width] = [
                sum([self._of(line, room) for line in cell]) for cell in self._columns[at]
            ]
        return counts

    def _of(self, line: _Measured, room: float) -> float:
        full = line.whole / room * _FULL
        if line.whole + self._space * len(line.words) <= room:
            return 1 + full
        lines, used = 1, line.words[0]
        for word in line.words[1:]:
            used += self._space + word
            if used > room:
                lines, used = lines + 1, word
        # What is tied and finds no room («25 августа») is parted, each time a line more.
        if line.widest > room:
            lines += sum(word > room for word in line.words)
        return lines + full

    def _height(self, widths: Sequence[float]) -> float:
        columns = [self._lines(at, round(width, 1)) for at, width in enumerate(widths)]
        return float(sum(map(max, *columns) if len(columns) > 1 else columns[0]))

    def points(self, widths: Sequence[float]) -> float:
        """About how high the table is, points."""
        return (self._height(widths) * self._size * _LEADING + self._sampled * 2 * _MM) * self._times

    def better(self, told: list[float], least: Sequence[float], fixed: Sequence[bool]) -> list[float]:
        """Widths that need fewer lines; those told where they save little. None goes under its `least`."""
        if not self._times:
            return told
        before = best = self._height(told)
        widths = list(told)
        floor = [max(need, width * _LEAST_SHARE) for need, width in zip(least, told, strict=True)]
        free = [at for at, kept in enumerate(fixed) if not kept]
        for step in _STEPS:
            improved = True
            while improved:
                improved = False
                for giver in free:
                    for taker in free:
                        if giver == taker or widths[giver] - step < floor[giver]:
                            continue
                        tried = list(widths)
                        tried[giver] -= step
                        tried[taker] += step
                        height = self._height(tried)
                        if height < best:
                            widths, best, improved = tried, height, True
        saved = (before - best) * self._times
        return widths if best <= before * _WORTH and saved >= _LINES else told
