"""The way of a document into a file: into the one that is open, or into a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cluster_desk import settings as computer
from cluster_desk.core.disk import remove
from cluster_desk.core.language import _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.progress import Progress
from cluster_desk.desk import Desk
from cluster_desk.exchange.importing.batch import Report, counted_words
from cluster_desk.exchange.parsers.cluster import parse_cluster, parse_support_school
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.main_window import MainWindow
from cluster_desk.ui.screens.importing.dropping import SUFFIXES
from cluster_desk.ui.screens.importing.new_cluster import create_cluster
from cluster_desk.ui.screens.importing.old_plan import offer_next_year
from cluster_desk.ui.screens.importing.review import ImportReview
from cluster_desk.ui.screens.safety.actions import Safety

if TYPE_CHECKING:
    from cluster_desk.exchange.importing.reviewed import ReviewedDocument

    _Reading = Callable[[Progress], ReviewedDocument]


def document_filter() -> str:
    """What a file dialog offers to read."""
    patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return f"{_('Documents and tables')} ({patterns});;{_('All files')} (*)"


class Program(Protocol):
    """What reading a document needs of the program."""

    window: MainWindow
    desk: Desk | None

    settings: computer.Settings

    @property
    def safety(self) -> Safety:
        """What keeps its files safe."""

    def show_desk(self, desk: Desk) -> bool:
        """Show a file that was just created."""


def review_applications(program: Program, paths: Sequence[Path], event: int) -> ImportReview:
    """Read applications of schools, several files at once, into the participants of an event."""
    from cluster_desk.exchange.importing.reviewed import ReviewedDocument

    return review_document(
        program, paths[0], lambda progress: ReviewedDocument.read_applications(paths, event, progress)
    )


def _soon_as_answer(program: Program, path: Path) -> None:
    """Show a form that a school filled in among the answers of schools, once this review is gone."""
    from PySide6.QtCore import QTimer

    def show() -> None:
        from cluster_desk.ui.screens.collecting.screen import CollectingScreen

        shell = program.window.shell
        screen: object = shell.screens["collecting"] if shell and shell.go("collecting") else None
        if isinstance(screen, CollectingScreen):
            screen.take_files([path])
        elif shell is None:
            title = _("“%s” is the form of a school") % path.name
            messages.inform(program.window, title, _("Open the file of the cluster that asked, then read it again."))

    QTimer.singleShot(0, program.window, show)


def review_document(program: Program, path: Path, reading: _Reading | None = None) -> ImportReview:
    """Read `path`, show the review and store what the user accepts; without an open file a new one is begun.

    A new file is asked for when the document was read, and is taken away again when nothing was accepted.
    """
    created: list[Desk] = []

    def desk_for(result: ParsedDocument) -> Desk | None:
        if result.replies:
            _soon_as_answer(program, path)
            return None
        if program.desk is not None:
            # The copy was begun before the document was read; it is there before anything is taken in.
            program.safety.wait()
            return program.desk
        desk = create_cluster(review, path.parent, parse_cluster(result), parse_support_school(result))
        created.extend([desk] if desk else [])
        review.is_of_new_file = bool(created)
        return desk

    def take_away() -> None:
        for desk in created:
            desk.close()
            remove(desk.path, missing_ok=True)

    def stored(report: Report) -> None:
        if created:
            program.show_desk(created[0])
        if program.window.shell and report.changed:
            told = {"name": path.name, "what": counted_words(report.added + report.completed)}
            program.window.shell.status.inform(_("Taken from “%(name)s”: %(what)s") % told)
            is_told = program.window.shell.current == "today"  # the opening screen offers it itself
            if program.desk is not None and report.added["Plan"] and not is_told:
                offer_next_year(program.window.shell, program.desk, program.desk.read.today())

    def remember(columns: dict[str, str]) -> None:
        program.settings.columns |= columns
        computer.save(program.settings)

    review = ImportReview(path, desk_for, program.window, program.settings.columns, reading)
    review.stored.connect(stored)
    review.columns_told.connect(remember)
    review.rejected.connect(take_away)
    review.finished.connect(review.deleteLater)
    review.open()
    review.read()
    return review
