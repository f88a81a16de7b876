"""Writing a package of the open file for the stick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from cluster_desk.core.disk import shown
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import with_ending
from cluster_desk.core.language import _
from cluster_desk.data.backup.package import SUFFIX, Carried
from cluster_desk.data.queries.contents import kept_digests
from cluster_desk.places import local_folder
from cluster_desk.ui.frame import messages
from cluster_desk.ui.look import widgets
from cluster_desk.ui.screens.safety.package_dialog import PackageDialog

if TYPE_CHECKING:
    from cluster_desk.desk import Desk
    from cluster_desk.ui.frame.main_window import MainWindow


def pack(window: MainWindow, desk: Desk) -> None:
    """Ask what goes into the package, its password and its place, and write it."""
    carried = Carried(local_folder(), str(desk.read.value("SELECT uuid FROM cluster")))
    known = set(carried.digests()) & set(kept_digests(desk.read))

    def write(password: str, changes: bool) -> bool:
        result, _chosen = QFileDialog.getSaveFileName(
            window, _("Package for the stick"), shown(desk.path.with_suffix(SUFFIX)), f"Cluster Desk (*{SUFFIX})"
        )
        if not result:
            return False
        target = with_ending(result, SUFFIX)
        try:
            with widgets.waiting():
                desk.pack(target, password=password, carried=known if changes else ())
        except UserError as error:
            messages.show_error(window, error)
            return False
        carried.remember(kept_digests(desk.read))
        if window.shell is not None:
            window.shell.status.inform(_("Written: %s") % shown(target))
        return True

    PackageDialog(len(known), write, window).show_over()
