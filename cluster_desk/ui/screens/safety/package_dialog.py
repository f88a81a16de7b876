"""«Пакет для флешки»: the file for another computer, with a password, so that a lost stick tells nobody's name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from cluster_desk.core.language import _, n_
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import theme, widgets

_SHORT = 8
_WIDTH = 320


class PackageDialog(Dialog):
    """Asks what goes into the package and its password; `write` gets the password and whether only changes go."""

    HELP = "merge"

    def __init__(self, carried: int, write: Callable[[str, bool], bool], parent: QWidget) -> None:
        self._write = write
        self.whole = QRadioButton(_("The whole file"))
        self.changes = QRadioButton(_("Without the photos and papers that earlier packages carried"))
        self._what = QButtonGroup()
        for radio in (self.whole, self.changes):
            self._what.addButton(radio)
            widgets.make_one_of(radio)
        self.whole.setChecked(True)
        self.changes.setEnabled(carried > 0)
        self.password, self.again = _password_field(_("Password")), _password_field(_("Once more"))
        self.note = widgets.label("", "quiet", wrap=True)
        self.known = widgets.label(
            n_("%d photo or paper was carried", "%d photos and papers were carried", carried) % carried, "quiet"
        )
        if not carried:
            self.known.hide()
        column = widgets.stack(
            spacing=8,
            of=(
                self.whole,
                self.changes,
                self.known,
                widgets.label(_("Password")),
                self.password,
                widgets.label(_("Once more")),
                self.again,
                self.note,
            ),
        )
        advice = _("On the other computer: File → Merge with another file…, and choose the package.")
        super().__init__(_("Package for the stick"), advice, column, _("Save…"), parent)
        for each in (self.password, self.again):
            each.textChanged.connect(lambda _text: self._look())
        self._look()
        self.resize(520, 420)

    def take(self) -> None:
        """Write the package where the passwords agree."""
        if self.password.text() != self.again.text():
            theme.set_tone(self.again, "problem", True)
            self.again.setFocus()
            self.note.setText(_("The two passwords differ."))
        elif self._write(self.password.text(), self.changes.isChecked()):
            self.accept()

    def _look(self) -> None:
        theme.set_tone(self.again, "problem", False)
        words = self.password.text()
        if not words:
            text = _("Without a password whoever finds the stick reads the children's names.")
        elif len(words) < _SHORT:
            text = _("A longer one is safer: three or four words, say.")
        else:
            text = _("Nobody can open the package without it: write it down, not on the stick.")
        self.note.setText(text)


class PasswordDialog(Dialog):
    """Asks for the password of a package."""

    HELP = "merge"
    ONLY_SHOWS = True

    def __init__(self, why: str, parent: QWidget) -> None:
        self.password = _password_field(_("Password"))
        super().__init__(_("The package has a password"), why, widgets.stack(of=(self.password,)), _("Open"), parent)
        self.password.setFocus()


def _password_field(name: str) -> QLineEdit:
    field = widgets.line_edit(name, width=_WIDTH)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
