"""Many clusters in the window's place, and the report of one handed in: what the menus and the start screen do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from cluster_desk.core.language import _
from cluster_desk.settings import Settings, save
from cluster_desk.ui.look import widgets

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.ui.frame.main_window import MainWindow
    from cluster_desk.ui.screens.district.screen import DistrictScreen


class Program(Protocol):
    """What is needed of the program."""

    window: MainWindow
    desk: Desk | None
    settings: Settings

    def show_start(self) -> None:
        """Show the start screen."""


class ManyClusters:
    """Shows a folder of reports in the window; one for the program's life. `usual` is the folder of documents."""

    def __init__(self, program: Program, usual: Callable[[], str]) -> None:
        self._program, self._usual = program, usual
        self.screen: DistrictScreen | None = None

    def show(self, *, ask: bool = False) -> None:
        """Show many clusters: the folder of reports used last, or (`ask`) one that the user chooses."""
        from PySide6.QtWidgets import QFileDialog

        program, settings = self._program, self._program.settings
        path = settings.folders.get("district", "")
        if ask or not path or not Path(path).is_dir():
            title = _("Choose the folder into which the offices' reports come")
            path = QFileDialog.getExistingDirectory(program.window, title, path or self._usual())
        if not path:
            return
        with widgets.waiting():
            from cluster_desk.ui.screens.district.screen import DistrictScreen, open_folder
        folder = open_folder(program.window, Path(path))
        if folder is None:
            return
        settings.folders["district"] = path
        self.leave()
        save(settings)
        self.screen = DistrictScreen(folder, settings)
        self.screen.closed.connect(program.show_start)
        self.screen.other_asked.connect(lambda: self.show(ask=True))
        program.window.show_district(self.screen, _("Several clusters"))
        self.screen.views.setFocus()

    def leave(self) -> None:
        """Something else is shown: no thread works on."""
        if self.screen:
            self.screen.stop()
            self.screen = None

    def hand_in(self) -> None:
        """Make the report of a period for whoever follows several clusters."""
        from cluster_desk.ui.screens.district.hand_in import HandIn

        program = self._program
        if program.desk:
            folder = Path(program.settings.folders.get("reports") or self._usual())
            HandIn(program.desk.read, folder, self._handed_in, program.window).show_over()

    def _handed_in(self, path: Path) -> None:
        self._program.settings.folders["reports"] = str(path.parent)
        if self._program.window.shell:
            self._program.window.shell.status.inform(_("Saved: %s") % path)
