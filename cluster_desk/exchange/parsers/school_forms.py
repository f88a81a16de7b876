"""The form of a school read back, however it was filled in: renamed, shifted, as a Word table, half empty.

Rows are read one after another, whatever tables a sheet seems to have: a heading of a part, headings of columns, what
was filled in. What is not understood is doubted with its cell; what belongs to no part is named as left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cluster_desk.core.language import N_
from cluster_desk.core.parsed import Parsed
from cluster_desk.core.parsed_document import LeftAlone, ParsedDocument, Reason
from cluster_desk.core.parsed_replies import ParsedAnswer, ParsedReply
from cluster_desk.core.parsed_rows import ParsedRow, Source
from cluster_desk.core.records.events import Event, TakingPart
from cluster_desk.core.records.plans import PlanItem
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.text import fold, tidy
from cluster_desk.core.school_forms import CHOOSE, CONTACTS, LISTED, POINTER, Block, code_in, is_of_the_form
from cluster_desk.exchange.layout.grids import Cell, Content, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import LABELLED_SCHOOL, reply_role
from cluster_desk.exchange.parsers.log import level_of
from cluster_desk.exchange.parsers.reply_counts import NOTHING, counts_in

_NUMBER = r"^(?:[ivx\d]{1,3}[.)]?\s+|[ivx\d]{1,3}[.)]\s*)?"
_TITLES = tuple(
    (block, regex(_NUMBER + words))
    for block, words in (
        (Block.PROPOSALS, r"предложени\w* .{0,20}план"),
        (
            Block.EVENTS,
            r"(?:мероприятия|участие в мероприятиях)(?: за .*| с .* по .*)?(?:,? в которых участвовала школа)?$",
        ),
        (Block.INDICATORS, r"показатели(?: .{0,40})?$"),
        (Block.CONTACTS, r"(?:контакты|контактные данные|сведения о школе)(?: школы)?$"),
        (Block.NEEDS, r"потребности(?: школы)?$"),
        (Block.QUESTIONS, r"вопросы(?: школе| школам)?$"),
    )
)
_TITLE_OF = {Block.EVENTS: Block.EVENTS, Block.PROPOSALS: Block.PROPOSALS}
_ORDER = {
    Block.EVENTS: ("day", "name", "level", "pupils", "teachers"),
    Block.PROPOSALS: ("day", "name", "responsible", "result"),
    Block.INDICATORS: ("number", "question", "unit", "value"),
    Block.CONTACTS: ("number", "question", "value"),
    Block.NEEDS: ("number", "need", "amount", "purpose"),
    Block.QUESTIONS: ("number", "question", "value"),
}
"""The columns of the form as it is made: what is meant where somebody deleted the headings."""
_TOTAL = regex(r"^(?:итого|всего)\b")
_LOOKED_FOR_SCHOOL = 8
_KINDS = {kind.value for kind in TakingPart}


@dataclass
class _Line:
    """A row of the form: its filled cells by column, and where it stands."""

    cells: dict[int, Cell]
    source: Source

    @property
    def only(self) -> Cell | None:
        return next(iter(self.cells.values())) if len(self.cells) == 1 else None

    def source_of(self, cell: Cell) -> Source:
        place = self.source
        return Source(place.table, place.row, place.paragraph, place.sheet, cell.text, cell.address)


@dataclass
class _Reading:
    """Where the reading stands: the part, what its columns hold, whether its headings were seen."""

    reply: ParsedReply
    left: list[LeftAlone]
    block: Block | None = None
    columns: dict[int, str] = field(default_factory=dict)
    is_headed: bool = False
    is_over: bool = False
    row: int = 0


def is_school_form(content: Content) -> bool:
    """Whether a document is a form for schools beyond doubt: its code stands in it."""
    # Figures first, as they stand and at once: a plan has ten thousand cells, and no paragraph parts a code's figures.
    return bool(_FIGURES.search("\0".join(_as_they_stand(content)))) and any(map(code_in, _texts(content)))


_FIGURES = regex(r"\d{6}")
"""What the code of a form has."""


def _as_they_stand(content: Content) -> Iterator[str]:
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (each.text for row in block.rows for cell in row for each in cell.paragraphs)


def _texts(content: Content) -> Iterator[str]:
    """The words of each line and cell."""
    for block in content.blocks:
        if isinstance(block, Paragraph):
            yield from (tidy(line) for line in block.text.split("\n"))
        else:
            yield from (cell.text for row in block.rows for cell in distinct(row))


def read_school_form(content: Content) -> ParsedDocument:
    """What a school answered in `content`, which is taken for its form; raises nothing."""
    document = ParsedDocument(document=content.name, file_kind=content.kind)
    reading = _Reading(ParsedReply(told=content.name), document.left_alone)
    lines = list(_lines(content))
    _read_head(lines, reading)
    for line in lines:
        _take(line, reading)
    for each in content.left_alone:
        document.left_alone.append(LeftAlone(each.name, each.reason, each.words, len(each.words.split())))
    document.replies.append(reading.reply)
    return document


def _lines(content: Content) -> Iterator[_Line]:
    for block in content.blocks:
        if isinstance(block, Paragraph):
            for words in filter(str.strip, block.text.split("\n")):
                line = Paragraph(words, number=block.number, address=block.address)
                cell = Cell([line], [line], address=block.address)
                yield _Line({_column(cell, 0): cell}, line.source)
        else:
            yield from _grid_lines(block)


def _grid_lines(grid: Grid) -> Iterator[_Line]:
    for index, row in enumerate(grid.rows):
        cells = {
            _column(cell, place): cell
            for place, cell in ((row.index(cell), cell) for cell in distinct(row))
            if not cell.is_empty or cell.unknown
        }
        if cells:
            yield _Line(cells, grid.source(index))


def _column(cell: Cell, place: int) -> int:
    """The column that a cell stands in: of its sheet, else of its table."""
    letters = cell.address.rstrip("0123456789")
    if not letters:
        return place
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _read_head(lines: Sequence[_Line], reading: _Reading) -> None:
    """The code and the words that may name the school: the first cell's, then those of the first lines."""
    reply = reading.reply
    for line in lines:
        for cell in line.cells.values():
            reply.code = reply.code or code_in(cell.text)
    for place, line in enumerate(lines[:_LOOKED_FOR_SCHOOL]):
        for cell in line.cells.values():
            words = _without_label(cell.text)
            if fold(words).startswith(fold(CHOOSE)) or is_of_the_form(words) or _titled(cell) or _heads(words):
                continue
            if place == 0 or words != cell.text or looks_like_organization(words):
                reply.school.append(tidy(words))
        if place == 0:
            reply.source = line.source_of(next(iter(line.cells.values())))
    if not reply.school:
        reply.doubt(N_("No school is chosen in the first cell."), "missing", "school")


def _without_label(words: str) -> str:
    """«СОШ с. Луговое» of «Школа: СОШ с. Луговое»."""
    labelled = LABELLED_SCHOOL.match(words)
    return labelled["school"] if labelled else words


def _begins_sheet(line: _Line, reading: _Reading) -> bool:
    """Whether another sheet begins here: rows are read downwards, so one above the last is of the next sheet."""
    before = reading.row
    digits = next(iter(line.cells.values())).address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    reading.row = int(digits or 0)
    return 0 < reading.row < before


def _heads(words: str) -> bool:
    return reply_role(words) not in ("", "organization")


def _take(line: _Line, reading: _Reading) -> None:
    """Understand one row."""
    only = line.only
    if _begins_sheet(line, reading):
        reading.block, reading.is_over = None, False
    if only is not None and fold(only.text).startswith(fold(LISTED)[:20]):
        reading.is_over = True
    if (reading.is_over and only is not None) or _is_known(line, reading):
        return
    block = _titled(only) if only is not None else None
    if block is not None:
        reading.block, reading.columns, reading.is_headed = block, {}, False
        return
    roles = {column: reply_role(cell.text) for column, cell in line.cells.items()}
    headed = _headed_block(roles, reading.block)
    if headed is not None:
        reading.block, reading.columns, reading.is_headed = headed, _meant(roles, headed), True
        _doubt_unknown(line, reading)
        return
    if reading.block is None:
        _leave(line, reading)
        return
    if not reading.is_headed:
        _suppose_columns(line, reading)
    _READERS[reading.block](line, reading)


def _is_known(line: _Line, reading: _Reading) -> bool:
    """Whether a row is the form's own words, or the school's name on top."""
    texts = [cell.text for cell in line.cells.values() if cell.text]
    return all(
        is_of_the_form(text) or text == POINTER or fold(text).startswith(fold(CHOOSE)) or _is_school(text, reading)
        for text in texts
    )


def _is_school(text: str, reading: _Reading) -> bool:
    return reading.block is None and tidy(_without_label(text)) in reading.reply.school


def _titled(cell: Cell) -> Block | None:
    folded = fold(cell.text).strip(" .:")
    return next((block for block, pattern in _TITLES if pattern.search(folded)), None)


def _headed_block(roles: dict[int, str], under: Block | None) -> Block | None:
    """The part whose columns have such headings; None where the row is none of headings."""
    known = [role for role in roles.values() if role]
    has = set(known)
    if len(known) < 2 or len(known) * 2 < len(roles):
        return None
    if "need" in has:
        return Block.NEEDS
    if {"question", "value"} <= has:
        return under if under in (Block.INDICATORS, Block.CONTACTS, Block.QUESTIONS) else Block.QUESTIONS
    if "name" not in has:
        return None
    if has & (_KINDS | {"amount", "winners"}):
        return Block.EVENTS
    if under in _TITLE_OF:
        return under
    return Block.PROPOSALS if has & {"responsible", "result"} else Block.EVENTS if "day" in has else None


def _meant(roles: dict[int, str], block: Block) -> dict[int, str]:
    """What the columns hold, each thing once; a count without a kind counts others, or all where kinds stand beside."""
    columns: dict[int, str] = {}
    whole = "total" if _KINDS & set(roles.values()) else TakingPart.OTHERS.value
    for column, role in roles.items():
        meant = whole if role == "amount" and block is Block.EVENTS else role
        if meant and meant not in columns.values():
            columns[column] = meant
    return columns


def _doubt_unknown(line: _Line, reading: _Reading) -> None:
    for column, cell in line.cells.items():
        if column not in reading.columns and cell.text:
            reading.reply.doubt(
                N_("Cell %(cell)s: it is not clear what the column “%(words)s” holds; its words stay in the document."),
                "columns",
                cell=_place(line, cell),
                words=cell.text,
            )


def _suppose_columns(line: _Line, reading: _Reading) -> None:
    """Take the columns for those of the form as it is made: its headings are gone."""
    assert reading.block is not None
    first = min(line.cells)
    order = _ORDER[reading.block]
    offset = first if len(line.cells) >= len(order) else 0
    reading.columns = {offset + place: role for place, role in enumerate(order)}
    reading.is_headed = True
    reading.reply.doubt(
        N_("Cell %(cell)s: the headings above are missing; the columns are taken for those of the form."),
        "columns",
        cell=_place(line, line.cells[first]),
    )


def _place(line: _Line, cell: Cell) -> str:
    return cell.address or line.source.place()


def _by_role(line: _Line, reading: _Reading) -> tuple[dict[str, Cell], list[Cell]]:
    """The cells of a row by what they hold, and those in columns that hold nothing known."""
    known = {reading.columns[column]: cell for column, cell in line.cells.items() if column in reading.columns}
    return known, [cell for column, cell in line.cells.items() if column not in reading.columns]


def _leave(line: _Line, reading: _Reading, cells: Sequence[Cell] | None = None) -> None:
    """Name words that belong to nothing as left alone."""
    for cell in line.cells.values() if cells is None else cells:
        if cell.text:
            left = LeftAlone(cell.text[:120], Reason.UNKNOWN, cell.text, len(cell.text.split()))
            left.source = line.source_of(cell)
            reading.left.append(left)


def _read_event(line: _Line, reading: _Reading) -> None:
    cells, other = _by_role(line, reading)
    name, day = cells.get("name"), cells.get("day")
    texts = {role: cell.text for role, cell in cells.items()}
    if _is_counted_row(line) or (set(texts) <= {"number"} and not other):
        return
    words = texts.get("name", "")
    if _TOTAL.match(fold(words or texts.get("day", ""))):
        _leave(line, reading)
        return
    if not words or NOTHING.match(words):
        if any(not NOTHING.match(text) for role, text in texts.items() if role not in ("number", "level") and text):
            _leave(line, reading)
            reading.reply.doubt(
                N_("Cell %(cell)s: the row tells numbers or a day, but not of which event."),
                "missing",
                cell=_place(line, next(iter(line.cells.values()))),
            )
        elif words:
            reading.reply.is_nothing = True
        return
    assert name is not None
    event = Event(name=words, day_words=texts.get("day", ""), level=level_of(fold(words)))
    row = Parsed(event, typed={"text": ""})
    row.source = line.source_of(name)
    _read_level(line, cells.get("level"), row)
    row.typed["day"] = day.exact_day if day else None
    for role, cell in cells.items():
        if role in _KINDS and (cell.text or cell.unknown):
            row.parts += counts_in(cell, TakingPart.of(role), row, _place(line, cell))
    _check_total(line, cells.get("total"), row)
    event.venue = texts.get("place", "")
    event.results = texts.get("winners", "")
    event.organizer = texts.get("responsible", "")
    event.text = texts.get("note", "")
    if not event.day_words:
        row.doubt(N_("Cell %(cell)s: no day is told."), "missing", "day_words", cell=_place(line, name))
    if not row.parts and not row.doubts:
        row.doubt(N_("Cell %(cell)s: nobody is counted."), "missing", "participations", cell=_place(line, name))
    reading.reply.events.append(row)
    _leave(line, reading, other)


def _check_total(line: _Line, cell: Cell | None, row: Parsed[Event]) -> None:
    """Hold «Всего» against the kinds beside it: it counts nobody else, and is all there is where no kind is told."""
    if cell is None or not cell.text:
        return
    counts = counts_in(cell, TakingPart.OTHERS, row, _place(line, cell))
    told = [one.record.count or 0 for one in row.parts]
    if not told:
        row.parts += counts
    elif counts and counts[0].record.count not in (None, sum(told)):
        row.doubt(
            N_("Cell %(cell)s: told %(words)s in all, the kinds add up to %(sum)s."),
            "number", cell=_place(line, cell), words=cell.text, sum=str(sum(told)),
        )  # fmt: skip


def _is_counted_row(line: _Line) -> bool:
    """Whether a row merely counts the columns: 1, 2, 3."""
    texts = [cell.text for cell in line.cells.values()]
    return len(texts) > 2 and texts == [str(number) for number in range(1, len(texts) + 1)]


def _read_level(line: _Line, cell: Cell | None, row: Parsed[Event]) -> None:
    if cell is None or NOTHING.match(cell.text):
        return
    level = level_of(fold(cell.text))
    if level.value == "untold":
        row.doubt(
            N_("Cell %(cell)s: the level “%(words)s” is none that is known."),
            "level", "level", cell=_place(line, cell), words=cell.text,
        )  # fmt: skip
    else:
        row.record.level = level


def _read_proposal(line: _Line, reading: _Reading) -> None:
    cells, other = _by_role(line, reading)
    texts = {role: cell.typed for role, cell in cells.items()}
    name = cells.get("name")
    if name is None or not name.text or NOTHING.match(name.text):
        if any(text and not NOTHING.match(text) for role, text in texts.items() if role != "number"):
            _leave(line, reading)
        return
    item = PlanItem(
        title=name.typed,
        deadline=texts.get("day", ""),
        responsible=texts.get("responsible", ""),
        result=texts.get("result", "") or texts.get("note", ""),
        audience=texts.get("audience", ""),
        level=texts.get("level", ""),
    )
    row = Parsed(item)
    row.source = line.source_of(name)
    reading.reply.proposals.append(row)
    _leave(line, reading, other)


def _read_answer(line: _Line, reading: _Reading) -> None:
    cells, other = _by_role(line, reading)
    assert reading.block is not None
    asked = cells.get("need" if reading.block is Block.NEEDS else "question")
    if asked is None or not asked.text:
        rest = [cell for role, cell in cells.items() if role != "number"]
        _leave(line, reading, [*rest, *other])
        return
    if reading.block is Block.NEEDS:
        parts = [cells[role].typed for role in ("amount", "purpose") if role in cells and cells[role].text]
        if not NOTHING.match(asked.text):
            _answer(reading, Block.NEEDS, "Потребности", ", ".join([asked.typed, *parts]), line.source_of(asked))
    elif (value := cells.get("value")) is not None and value.unknown:
        reading.reply.doubt(
            N_("Cell %(cell)s: it holds a formula whose result the file does not keep."), "formula",
            cell=_place(line, value),
        )  # fmt: skip
    elif value is not None and value.text:
        _answer(reading, reading.block, asked.text, value.typed, line.source_of(value))
    _leave(line, reading, other)


def _answer(reading: _Reading, block: Block, question: str, words: str, source: Source) -> None:
    contact = next((name for name, label in CONTACTS.items() if fold(label) == fold(question)), "")
    row = ParsedAnswer(block.value, contact or question, words)
    if block is Block.CONTACTS and not contact:
        row.block = Block.QUESTIONS.value
    row.source = source
    reading.reply.answers.append(row)


_READERS = {
    Block.EVENTS: _read_event,
    Block.PROPOSALS: _read_proposal,
    Block.INDICATORS: _read_answer,
    Block.CONTACTS: _read_answer,
    Block.NEEDS: _read_answer,
    Block.QUESTIONS: _read_answer,
}


def doubts_of(row: ParsedRow) -> list[str]:
    """What is doubtful in a row, a sentence each."""
    return [doubt.sentence() for doubt in row.doubts]
