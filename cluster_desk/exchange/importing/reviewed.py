"""A document while somebody looks through it: as it was read, with what was corrected and what columns were told."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from cluster_desk.core.language import _
from cluster_desk.core.parsed_document import LeftAlone, ParsedApplication, ParsedDocument, ParsedParticipant, Reason
from cluster_desk.core.parsed_rows import NOWHERE, ParsedRow
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.records.collecting import Collection
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.files.reader import calendar_of, read_content
from cluster_desk.exchange.importing.corrections import CorrectableField, Corrections, correctable
from cluster_desk.exchange.importing.people import PersonRow
from cluster_desk.exchange.importing.proposal import Proposal, ProposedRow
from cluster_desk.exchange.importing.propose import propose
from cluster_desk.exchange.importing.senders import Sender
from cluster_desk.exchange.layout.grids import Content, Grid, TableColumns
from cluster_desk.exchange.layout.told_columns import (
    OF_PARTICIPANTS,
    OF_PLANS,
    ColumnRoles,
    ToldColumns,
    columns_of,
    participant_columns_of,
    tables_of,
)
from cluster_desk.exchange.parsers.applications import parse_applications
from cluster_desk.exchange.parsers.document import parse_document


class ReviewedDocument:
    """What a document says, as it stands after the answers of whoever looks through it."""

    def __init__(
        self, document: ParsedDocument, content: Content | None = None, told: ToldColumns | None = None
    ) -> None:
        self.document = document
        self._content = content
        self._applications: dict[str, Content] = {}  # of several files, by their names
        self._told = told or ToldColumns()
        self._columns_told = False  # of an application
        self.event: int | None = None
        """The row number of the event whose participants are applied for."""
        self._corrections = Corrections()
        self.sender: Sender | None = None  # whose answer it is, where that was told
        self._people: dict[str, dict[str, str]] = {}  # what was corrected of those whom it names, by name

    @classmethod
    def read(cls, path: Path, columns: Mapping[str, str], progress: Progress = SILENT) -> ReviewedDocument:
        """Read the document at `path`; `columns` are roles by the words over columns, as they were told before."""
        calendar = calendar_of(path)
        if calendar:
            return cls(calendar)
        content = read_content(path, progress)
        told = ToldColumns(columns)
        told.tell(content)
        return cls(parse_document(content, progress), content, told)

    @classmethod
    def read_applications(cls, paths: Sequence[Path], event: int, progress: Progress = SILENT) -> ReviewedDocument:
        """Read the applications of schools to an event, all of them as one document. Raises UserError for a bad one."""
        made = cls(ParsedDocument())
        made.event = event
        made.add_applications(paths, progress)
        return made

    def add_applications(self, paths: Sequence[Path], progress: Progress = SILENT) -> None:
        """Read further applications to the same event. Raises UserError for a bad one, and none is added then."""
        read: dict[str, Content] = {}
        for number, path in enumerate(paths):
            progress.report(number, len(paths), path.name)
            read[_unlike(path.name, {*self._applications, *read})] = read_content(path)
        self._applications |= read
        self._parse_applications()

    def _parse_applications(self) -> None:
        """Read all applications as one document."""
        contents = self._applications
        title = next(iter(contents)) if len(contents) == 1 else _("%d applications") % len(contents)
        whole = ParsedDocument(document=title)
        for name, content in contents.items():
            one = parse_applications(content)
            for row in (*one.rows(), *one.left_alone):
                if row.source != NOWHERE:
                    row.source = replace(row.source, document=name)
            whole.file_kind = one.file_kind
            whole.applications += one.applications
            whole.left_alone += one.left_alone
            if not one.applications:
                whole.left_alone.append(LeftAlone(_("%s: no participants were found") % name, Reason.UNKNOWN))
        self.document = whole
        self._corrections.apply(whole)

    @property
    def is_changed(self) -> bool:
        """Whether something was corrected or told."""
        told = bool(self._told.by_table) or self._columns_told
        return bool(self._corrections) or bool(self._people) or told

    def proposal(self, read: Reader, before: Proposal | None = None) -> Proposal:
        """What it would bring, decided as `before` was."""
        result = self._proposed(read)
        if before is not None:
            result.take_over(before)
        corrected = self._corrections.rows(self.document)
        for row in result.rows():
            person = self._people.get(row.key, {}) if isinstance(row, PersonRow) else {}
            for name, words in person.items():
                setattr(row, name, words)
            if person or id(row.row) in corrected:
                row.notes.insert(0, _("corrected here"))
        return result

    def _proposed(self, read: Reader) -> Proposal:
        told = self.sender
        if told is None or told.collection is None or told.school is None:
            return propose(read, self.document, self.event)
        from cluster_desk.exchange.importing.replies import propose_reply

        collection = read.load(Collection, told.collection.id) if told.collection.id is not None else None
        return propose_reply(read, self.document, collection or told.collection, told.school, told.remarks)

    def fields(self, row: ProposedRow) -> list[CorrectableField]:
        """What of a row can be corrected."""
        if isinstance(row, PersonRow):
            return [
                CorrectableField("name", _("Title"), row.name),
                CorrectableField("position", _("Post"), row.position),
            ]
        return correctable(row.row, self.document)

    def correct(self, row: ProposedRow, words: Mapping[str, str]) -> None:
        """Put other words into the fields of a row."""
        if isinstance(row, PersonRow):
            self._people.setdefault(row.key, {}).update(words)
        else:
            self._corrections.correct(self.document, row.row, words)

    def table(self, row: ParsedRow) -> Grid | None:
        """The table that a row stands in; None where it is in none whose columns could be told."""
        source = row.people[0].source if isinstance(row, ParsedApplication) and row.people else row.source
        content = self._content
        if self._applications:
            content = self._applications.get(source.document)
        found = tables_of(content.blocks) if content and source.table else ()
        return next((grid for grid in found if grid.number == source.table), None)

    def roles(self, row: ParsedRow) -> ColumnRoles:
        """What the columns of the row's table may hold."""
        is_application = self.event is not None or isinstance(row, ParsedApplication | ParsedParticipant)
        return OF_PARTICIPANTS if is_application else OF_PLANS

    def columns(self, row: ParsedRow) -> TableColumns | None:
        """What the columns of that table hold, as far as it is known."""
        grid = self.table(row)
        if grid is None:
            return None
        return participant_columns_of(grid) if self.roles(row) is OF_PARTICIPANTS else columns_of(grid)

    def tell_columns(self, row: ParsedRow, columns: TableColumns) -> None:
        """Read the document once more, the columns of the row's table told."""
        grid = self.table(row)
        assert grid is not None
        if self._content is None:
            grid.told = columns
            self._columns_told = True
            self._parse_applications()
            return
        self._told.by_table[grid.number] = columns
        self._told.tell(self._content)
        self.document = parse_document(self._content)
        self._corrections.apply(self.document)

    def words_told(self) -> dict[str, str]:
        """The words over columns whose role was told here, to be remembered for the next document."""
        return self._told.words_told(self._content) if self._content else {}


def _unlike(name: str, taken: Container[str]) -> str:
    """The name of a file, told apart from others so called: «заявка.docx (2)»."""
    others = (f"{name} ({number})" for number in count(2))
    return name if name not in taken else next(one for one in others if one not in taken)
