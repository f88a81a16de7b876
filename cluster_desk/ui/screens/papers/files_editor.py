"""Files chosen for a paper: PDFs that go into the council's pack."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cluster_desk.core.language import _
from cluster_desk.core.records.fields import Field
from cluster_desk.ui.forms.editors import FieldEditor
from cluster_desk.ui.look import widgets


class FilesEditor(FieldEditor):
    """The names of the files one below another, a button that adds some and one that leaves all out."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._paths: list[str] = []
        self.names = widgets.label("", "small", wrap=True)
        self.choose = widgets.button(_("Add PDF…"), self._choose, look="small")
        self.clear = widgets.button(_("Leave out"), lambda: self._put([]), look="small")
        buttons = widgets.row((0, 0, 0, 0), 6, of=(self.choose, self.clear, widgets.GAP))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.names)
        column.addLayout(buttons)
        self.row.addLayout(column, 1)
        self._show()

    def value(self) -> Any:
        return "\n".join(self._paths)

    def set_value(self, value: Any) -> None:
        self._paths = [path for path in str(value or "").split("\n") if path]
        self._show()

    def inputs(self) -> list[QWidget]:
        return [self.choose, self.clear]

    def _choose(self) -> None:
        paths, _chosen = QFileDialog.getOpenFileNames(self, _("Add PDF"), "", "PDF (*.pdf)")
        if paths:
            self._put([*self._paths, *paths])

    def _put(self, paths: list[str]) -> None:
        self._paths = paths
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.names.setText("\n".join(Path(path).name for path in self._paths))
        self.names.setVisible(bool(self._paths))
        self.clear.setVisible(bool(self._paths))
