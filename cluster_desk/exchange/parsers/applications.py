"""Applications of schools: who takes part, from tables in any layout and from numbered lists in prose.

The school may stand in a column, in a merged cell, in a row over others, or only in the heading. What could be read in
two ways is a doubt beside its participant; what no participant tells is named by the accounting of all documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cluster_desk.core.language import N_
from cluster_desk.core.parsed_document import ParsedApplication, ParsedDocument, ParsedHeading, ParsedParticipant
from cluster_desk.core.parsed_rows import INFERRED, Source
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.organizations import looks_like_organization
from cluster_desk.core.russian.school_classes import CLASSES_IN_TEXT, read_class
from cluster_desk.core.russian.text import fold, split_outside, tidy
from cluster_desk.exchange.layout.grids import Block, Cell, Content, Grid, Paragraph, distinct
from cluster_desk.exchange.layout.headers import LABELLED_SCHOOL
from cluster_desk.exchange.layout.participant_columns import ParticipantColumns, participant_columns
from cluster_desk.exchange.layout.reading_order import ReadingOrder, list_line
from cluster_desk.exchange.parsers.accounting import account

_APPLICATION = regex(r"\bзаявк[аиу]?\b|заявочн")
_LIST = regex(r"список участник|сведени\w+ об участник|состав команд|список обуч|список учащ")
_NUMBERED = regex(r"(?:(?<=\s)|^)\d{1,2}\s?[.)]\s+(?=[А-ЯЁ])")
_SCHOOL = regex(
    r"(?P<school>(?:(?:муниципальн|краев|областн|государственн)\w+ .{0,60}?(?:учреждени\w+|школ\w+)|"
    r"[КМГ]О?[КБАГ]?О?Д?ОУ\b|[КМГ][КБА]?О?Д?ОУ\b|СОШ\b|ООШ\b|НОШ\b|лице[йяю]\b|гимнази\w+|школ[аыуе](?:-интернат\w*)?\b|"
    r"детск\w+ сад\w*).*)"
)
_SCHOOL_ENDS = regex(
    r"\s+(?:на участие|для участия|на (?:районн|муниципальн|областн|школьн|региональн)\w+|направляет|просит|"
    r"в (?:районн|муниц|областн|конкурс)\w+|заявля\w+)\b.*$|[;,:]\s*(?:участник|список|учащ|обуч).*$",
    re.IGNORECASE,
)
_MENTOR = regex(
    r"^(?:науч\w+ )?(?:руководител\w*|наставник\w*|педагог\w*|учител\w*|подготовил\w*|тренер\w*|воспитател\w*)\b"
    r"(?:\s*[:—–-])?\s*",
    re.IGNORECASE,
)
_NOMINATION = regex(r"^(?:в\s+)?(?:номинаци\w*|направлени\w*|секци\w*)\b\s*[:—–-]?\s*", re.IGNORECASE)
_WORK = regex(
    r"^(?:работ\w*|тем\w*|проект\w*|названи\w* работы|произведени\w*|исслед\w*)\b\s*[:—–-]?\s*", re.IGNORECASE
)
_GRADE = regex(rf"(?P<grade>{CLASSES_IN_TEXT}|\b\d курс\w*|\w+ группа)")
_TOTALS = regex(
    r"^(?:итого|всего|директор|руководитель|исполнитель|контактн|телефон|дата|м\.? ?п\b|подпись|ответственн)"
)
_ENDING = regex(r"(?:;|(?<![А-ЯЁ])\.)+$")
_BETWEEN = regex(r"\s*;\s*|\n")


def is_application(content: Content) -> bool:
    """Whether a document says that it is an application, and names somebody; a mere list only of children by class."""
    words = fold(" ".join(_heading_words(content)))
    if not (_APPLICATION.search(words) or _LIST.search(words)):
        return False
    people = list(_participants(content, ParsedApplication("")))
    if _APPLICATION.search(words):
        return bool(people)
    return sum(read_class(one.grade) is not None for one in people) * 2 > len(people)


def parse_applications(content: Content) -> ParsedDocument:
    """The participants that a document applies with, and what of it no participant tells."""
    result = ParsedDocument(document=content.name, file_kind=content.kind)
    application = ParsedApplication(" ".join(_heading_words(content))[:300])
    application.school = _school_in(content)
    application.people = list(_participants(content, application))
    if application.people:
        result.applications.append(application)
        result.title = application.title or None
    account(ReadingOrder(content), content, result)
    return result


def _heading_words(content: Content) -> list[str]:
    """The first lines, whatever they stand in: paragraphs, rows of a sheet above its table."""
    lines: list[str] = []
    for block in content.blocks[:12]:
        if isinstance(block, Paragraph):
            lines += [block.words] if block.words else []
        else:
            columns = participant_columns(block)
            above = block.rows[: columns.header] if columns else block.rows[:6]
            lines += [cell.text for row in above for cell in distinct(row) if cell.text]
    return [line for line in lines if not _has_name(line)][:12]


def _school_in(content: Content) -> str:
    """The school that the words around the list name: after a label, else wherever one is named; "" for none."""
    lines = [*_heading_words(content), *(block.words for block in content.blocks if isinstance(block, Paragraph))]
    for line in lines:
        labelled = LABELLED_SCHOOL.search(line)
        if labelled and looks_like_organization(labelled["school"]):
            return _cut(labelled["school"])
    for line in lines:
        found = _SCHOOL.search(line)
        if found and looks_like_organization(found["school"]) and not _NUMBERED.match(line):
            return _cut(found["school"])
    return ""


def _cut(words: str) -> str:
    return tidy(_SCHOOL_ENDS.sub("", words)).strip(" .,;:—–-")


def _participants(content: Content, application: ParsedApplication) -> Iterator[ParsedParticipant]:
    """Every participant: tables first in their order; where no table has any, the lines of lists."""
    found = False
    for grid in _grids(content.blocks):
        columns = participant_columns(grid)
        if columns is not None:
            rows = _Rows(grid, columns, application.school, headings=application.headings)
            for one in rows.read():
                found = True
                yield one
    if not found:
        yield from _listed(content, application.school)


def _grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Every table, those inside others after them."""
    for block in blocks:
        if isinstance(block, Grid):
            yield block
            for row in block.rows:
                for cell in distinct(row):
                    yield from _grids(cell.blocks)


@dataclass
class _Rows:
    """Reads the rows of one table; `school` and `nomination` are those told for the rows that follow."""

    grid: Grid
    columns: ParticipantColumns
    heading: str
    school: str = ""
    nomination: str = ""
    headings: list[ParsedHeading] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)

    def read(self) -> Iterator[ParsedParticipant]:
        """The participants, row by row."""
        for index in range(self.columns.body, len(self.grid.rows)):
            row = self.grid.rows[index]
            told = [cell for cell in distinct(row) if not cell.is_empty]
            if not told or self._counts(row) or self._is_header(row):
                continue
            if len(told) == 1 and (self.grid.only_cell(index) is not None or not _has_name(told[0].text)):
                self._note(told[0].text, self.grid.source(index))
                continue
            yield from self._of_row(row, self.grid.source(index))

    def _note(self, words: str, source: Source) -> None:
        """A row of one cell tells the school or the nomination of those below."""
        if _TOTALS.match(fold(words)):
            return
        if looks_like_organization(words) and not _NOMINATION.match(words):
            self.school = _cut(LABELLED_SCHOOL.sub(lambda match: match["school"], words))
        elif _NOMINATION.match(words):
            self.nomination = _bare(_NOMINATION.sub("", words))
        else:
            return
        self.headings.append(ParsedHeading(words, source=source))

    @staticmethod
    def _counts(row: list[Cell]) -> bool:
        texts = [cell.text for cell in row]
        return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]

    def _is_header(self, row: list[Cell]) -> bool:
        return bool(self.columns.headings) and [fold(cell.text) for cell in row] == list(
            map(fold, self.columns.headings)
        )

    def _of_row(self, row: list[Cell], source: Source) -> Iterator[ParsedParticipant]:
        names = _names_of(self.columns.cells(row, "name"))
        if len(self.columns.at["name"]) > 1:
            names = [tidy(" ".join(names))] if any(names) else []
        if not names or _TOTALS.match(fold(names[0])):
            return
        lines = {name: self._lines(row, name) for name in ("grade", "organization", "mentor", "nomination", "work")}
        for place, name in enumerate(names):
            one = ParsedParticipant(name, source=source)
            _part_name(one)
            for key, values in lines.items():
                value = values[place] if len(names) > 1 and len(values) == len(names) else ", ".join(values)
                if key == "nomination" and len(names) == 1:
                    value = "\n".join(values)
                if value:
                    setattr(one, key, value if key != "mentor" else _mentor_words(value))
            self._complete(one)
            if self.columns.guessed:
                one.doubt(N_("The table has no headings: what its columns hold is guessed."), "columns", "name")
            _judge(one)
            yield from _by_nomination(one)

    def _lines(self, row: list[Cell], name: str) -> list[str]:
        return [line for cell in self.columns.cells(row, name) for line in cell.lines if line.strip(" -–—")]

    def _complete(self, one: ParsedParticipant) -> None:
        """What the row leaves out and the rows or the heading above tell."""
        if one.organization:
            self.above["organization"] = one.organization
        elif self.school or self.heading:
            one.organization = self.school or self.heading
        elif before := self.above.get("organization"):
            one.organization = before
            one.doubt(
                N_("The school is not told in this row: that of the row above is taken."), "missing", "organization"
            )
        one.nomination = one.nomination or self.nomination


def _names_of(cells: Sequence[Cell]) -> list[str]:
    """The names that stand in a cell, a line each; one that is broken over lines is one name."""
    lines = [re.sub(r"^\d{1,3}\s?[.)]\s*", "", line) for cell in cells for line in cell.lines]
    lines = [line for line in lines if line.strip(" -–—")]
    whole = tidy(" ".join(lines))
    if len(lines) > 1 and not all(_has_name(line) for line in lines):
        return [whole]
    return lines if len(cells) == 1 else [tidy(cell.text) for cell in cells if cell.text]


def _has_name(words: str) -> bool:
    name = parse_name(split_outside(words)[0] if words else "")
    return name is not None and bool(name.first)


def _part_name(one: ParsedParticipant) -> None:
    """«Лугов Иван, 7 «А» класс»: a name's cell that tells more than the name."""
    grade = _GRADE.search(one.name)
    if grade and parse_name(one.name) is None:
        bare = tidy(one.name[: grade.start()] + one.name[grade.end() :]).strip(" ,;()–—-")
        if _has_name(bare):
            one.name, one.grade = bare, grade["grade"].strip()


def _mentor_words(words: str) -> str:
    """A mentor without the label: «руководитель: Петрова А. А.» is «Петрова А. А.»; a post before a name stays."""
    label = re.match(r"^(?:науч\w+ )?(?:руководител\w*|наставник\w*|подготовил\w*)\s*[:—–-]?\s*", words, re.IGNORECASE)
    return tidy(words[label.end() :]) if label and words[label.end() :].strip() else tidy(words)


def _bare(words: str) -> str:
    words = tidy(words).strip(" .,;:—–-")
    quoted = re.fullmatch(r"[«\"“](.+)[»\"”]", words)
    return quoted[1] if quoted and not re.search(r"[«»\"]", quoted[1]) else words


def _judge(one: ParsedParticipant) -> None:
    """What is doubted of a participant by itself."""
    name = parse_name(one.name)
    if name is None or not name.first:
        one.doubt(N_("“%(words)s”: this is hardly a name."), "name", "name", words=one.name)
    if not one.grade:
        one.doubt(N_("The class is not told."), "missing", "grade")
    elif read_class(one.grade) is None:
        one.doubt(N_("“%(words)s” is no class."), "number", "grade", words=one.grade)


def _by_nomination(one: ParsedParticipant) -> Iterator[ParsedParticipant]:
    """A line for each nomination of a cell that names two."""
    parts = [_bare(_NOMINATION.sub("", part)) for part in _BETWEEN.split(one.nomination) if part.strip()]
    if len(parts) > 1 and not all(re.match(r"[А-ЯЁA-Z«\"\d]", part) for part in parts):
        parts = [_bare(" ".join(parts))]  # one that is broken over lines
    if len(parts) < 2:
        one.nomination = parts[0] if parts else ""
        if re.search(r",\s|\s(?:и|/)\s", one.nomination):
            text = N_("“%(words)s” may be several nominations.")
            one.doubt(text, "nomination", "nomination", words=one.nomination)
        yield one
        return
    for part in parts:
        each = replace(one, nomination=part, source=one.source, doubts=list(one.doubts))
        each.doubt(N_("The cell names several nominations: a line for each."), INFERRED, "nomination")
        yield each


def _listed(content: Content, school: str) -> Iterator[ParsedParticipant]:
    """The participants of lists in prose: numbered paragraphs, one paragraph that numbers them, plain lines."""
    nomination = ""
    for block in content.blocks:
        for paragraph in [block] if isinstance(block, Paragraph) else []:
            line = list_line(paragraph)
            if _NOMINATION.match(line.text) and not _has_name(line.text):
                nomination = _bare(_NOMINATION.sub("", line.text))
                continue
            marks = list(_NUMBERED.finditer(paragraph.words))
            items = [paragraph.words[a.end() : b] for a, b in _stretches(marks, len(paragraph.words))]
            for words in items if len(items) > 1 else [line.text]:
                one = _of_prose(words, paragraph.source, is_item=bool(line.mark) or len(items) > 1)
                if one is not None:
                    one.organization = one.organization or school
                    one.nomination = one.nomination or nomination
                    _judge(one)
                    yield from _by_nomination(one)


def _stretches(marks: Sequence[re.Match[str]], end: int) -> Iterator[tuple[re.Match[str], int]]:
    for n, mark in enumerate(marks):
        yield mark, marks[n + 1].start() if n + 1 < len(marks) else end


def _of_prose(words: str, source: Source, *, is_item: bool) -> ParsedParticipant | None:
    """«Лугов Иван, 7 класс, номинация «Поэзия», руководитель Петрова А. А., учитель»; None for another sentence."""
    plain = re.sub(r"\(([^()]*)\)", r", \1,", words)
    parts = [
        part for piece in split_outside(_ENDING.sub("", plain.strip()), ",;") for part in re.split(r"\s[–—-]\s", piece)
    ]
    parts = [tidy(part).strip(" –—-") for part in parts if part.strip(" .–—-")]
    one = ParsedParticipant(parts[0] if parts else "", sentence=words, source=source)
    _part_name(one)
    name = parse_name(one.name)
    if name is None or not name.first or not (is_item or len(parts) > 1 or one.grade):
        return None
    last = ""
    for part in parts[1:]:
        last = _take(one, part, last)
    return one


def _take(one: ParsedParticipant, part: str, last: str) -> str:
    """Put a part of a sentence where it belongs; gives what it was, for what follows."""
    grade = _GRADE.fullmatch(part)
    if not one.grade and (grade or read_class(part) is not None):
        one.grade = part
        return "grade"
    if _NOMINATION.match(part):
        one.nomination = _bare(_NOMINATION.sub("", part))
        return "nomination"
    if _WORK.match(part) and not _MENTOR.match(part):
        one.work = _bare(_WORK.sub("", part))
        return "work"
    if _MENTOR.match(part) or last == "mentor":
        one.mentor = ", ".join(filter(None, [one.mentor, _mentor_words(part)]))
        return "mentor"
    if looks_like_organization(part):
        one.organization = one.organization or part
        return "organization"
    if re.fullmatch(r"[«\"“].+[»\"”]", part) and not one.work:
        one.work = _bare(part)
        return "work"
    one.doubt(N_("“%(words)s” is taken nowhere."), "words", "name", words=part)
    return ""
