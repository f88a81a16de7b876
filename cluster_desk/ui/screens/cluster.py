"""The screen of settings: what the file says of the cluster, and this computer's language and look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QComboBox, QWidget

from cluster_desk.core.language import LANGUAGES, N_, _, language
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.data.queries.cluster import CLUSTER_ID
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.fields_pane import chain_tabs
from cluster_desk.ui.forms.form import RecordForm
from cluster_desk.ui.frame.area import RecordKey
from cluster_desk.ui.frame.page import Page
from cluster_desk.ui.frame.subscriptions import subscribe_seen
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.boxes import QuietCombo
from cluster_desk.ui.look.tokens import MARGIN_LEFT, MARGIN_RIGHT

_FORM_WIDTH, _NARROWEST_FORM = 640, 410
_NARROW_ASIDE, _ANY_WIDTH = 372, 16_777_215
_LEAST_HEIGHT, _ONE_BELOW_THE_OTHER = 390, 640


class ClusterScreen(QWidget):
    """Settings: a form over the one record of the cluster; beside it the choices for this computer."""

    def __init__(
        self,
        desk: Desk,
        choose_language: Callable[[str], object],
        choose_theme: Callable[[str], object],
        more_choices: Callable[[], QWidget] = QWidget,
    ) -> None:
        super().__init__()
        self._desk = desk
        self.form = RecordForm(desk, Cluster, added="", changed=N_("Settings of the cluster changed"))
        self.form.setMinimumWidth(_NARROWEST_FORM)
        self.form.setMaximumWidth(_FORM_WIDTH)
        self.language = self._choice(_("Language"), LANGUAGES, language(), choose_language)
        self.look = self._choice(
            _("Look"), {key: _(text) for key, text in theme.CHOICES.items()}, theme.choice(), choose_theme
        )
        self.more = more_choices()
        self._is_narrow = False
        self._aside = self._computer()
        self._between = widgets.line(vertical=True)
        self._parts = widgets.row(spacing=0, of=((self.form, 3), self._between, (self._aside, 2)))
        body = widgets.holder(self._parts, "surface")
        layout = widgets.stack()
        page = Page(_("Settings"), body)
        layout.addWidget(page)
        self.setLayout(layout)
        self.form.saved.connect(lambda _key: self.reload())
        self.form.closed.connect(self.reload)
        subscribe_seen(desk, frozenset({"cluster", "members"}), self.reload, self)
        self.reload()
        # The form's fields were made last; the keyboard goes through them first, as the eye does.
        chain_tabs([self.form.save_button, self.language, self.look, *_inputs_of(self.more)])

    def reload(self) -> None:
        """Read the record anew, unless something is being typed."""
        if not self.form.dirty:
            record = self._desk.read.load(Cluster, CLUSTER_ID)
            if record:
                self.form.show_record(record)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the form its width in a narrow window."""
        self._is_narrow = narrow
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put this computer's choices below the form where both have no room side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() > _NARROWEST_FORM + _NARROW_ASIDE
        self._aside.setMaximumWidth(_NARROW_ASIDE if self._is_narrow and beside else _ANY_WIDTH)
        self.form.setMaximumWidth(_FORM_WIDTH if beside else _ANY_WIDTH)
        self._between.setVisible(beside)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._parts.direction() is not way:
            self._parts.setDirection(way)
            self.updateGeometry()

    @property
    def least_height(self) -> int:
        """How low it may be: more where one part stands below the other."""
        return _ONE_BELOW_THE_OTHER if self._parts.direction() is QBoxLayout.Direction.TopToBottom else _LEAST_HEIGHT

    def current_record(self) -> RecordKey:
        """The cluster itself."""
        return Cluster, CLUSTER_ID

    def may_leave(self) -> bool:
        """Whether another screen may take this one's place."""
        stays = not self.form.may_leave()
        if not stays:
            self.reload()
        return not stays

    def _computer(self) -> QWidget:
        column = widgets.stack((MARGIN_LEFT, 14, MARGIN_RIGHT, 14))
        column.setSpacing(8)
        column.addWidget(widgets.label(_("This computer"), "heading"))
        for text, box in ((_("Language"), self.language), (_("Look"), self.look)):
            widgets.fill(column, widgets.label(text, "field"), box)
        words = _("Kept on this computer, not in the file. Papers are printed in Russian whatever the language.")
        widgets.fill(column, widgets.label(words, "small", wrap=True), self.more, widgets.GAP)
        area = widgets.scrolled(widgets.holder(column))
        area.setMinimumWidth(_NARROW_ASIDE)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _choice(self, name: str, words: dict[str, str], chosen: str, choose: Callable[[str], object]) -> QComboBox:
        box = QuietCombo()
        box.setProperty("look", "field")
        box.setAccessibleName(name)
        for key, text in words.items():
            box.addItem(text, key)
        box.setCurrentIndex(max(0, list(words).index(chosen)))
        # Queued: a switch of language puts away this very screen while the box is still telling of it.
        box.activated.connect(lambda place: choose(box.itemData(place)), Qt.ConnectionType.QueuedConnection)
        return box


def _inputs_of(widget: QWidget) -> list[QWidget]:
    """What of a widget the keyboard goes to, in the order of the eye."""
    inputs = [one for one in widget.findChildren(QWidget) if isinstance(one, QComboBox | QAbstractButton)]
    return [one for one in inputs if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
