"""What papers call the cluster, asked before the first paper that says it; what the documents tell is proposed."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.normalize import normalize
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.fields import Kind, fields_of
from cluster_desk.core.russian.inflection import cluster_genitive
from cluster_desk.data.queries.cluster import CLUSTER_ID, told_of_cluster, told_support_school
from cluster_desk.data.queries.matching import organization_names
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets

_WIDTH = 600


class ClusterName(Dialog):
    """The cluster's name, the same in the genitive, its district and its support school."""

    def __init__(self, desk: Desk, name: str, parent: QWidget) -> None:
        """`name` is proposed."""
        self._desk = desk
        self._cluster = desk.read.load(Cluster, CLUSTER_ID) or Cluster()
        labels = fields_of(Cluster)
        self.name, self.genitive, self.district = QLineEdit(name), QLineEdit(), QLineEdit()
        self.district.setText(self._cluster.district or told_of_cluster(desk.read)[1])
        self.school = QComboBox()
        self.school.addItem(_("not chosen yet"), None)
        for one in organization_names(desk.read):
            self.school.addItem(one.short_name, one.id)
        chosen = self._cluster.support_school_id or told_support_school(desk.read)
        self.school.setCurrentIndex(max(0, self.school.findData(chosen)))
        self._problems = {"name": ProblemLine(), "name_genitive": ProblemLine()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        editors: tuple[tuple[str, QWidget], ...] = (
            ("name", self.name),
            ("name_genitive", self.genitive),
            ("district", self.district),
            ("support_school_id", self.school),
        )
        for row, (field, editor) in enumerate(editors):
            label = widgets.label(_(labels[field].label), "field")
            label.setBuddy(editor)
            editor.setAccessibleName(_(labels[field].label))
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(editor, 2 * row, 1)
            if field in self._problems:
                grid.addWidget(self._problems[field], 2 * row + 1, 1)
        advice = _("It stands at the head of papers and letters. What the documents tell is proposed: mend it.")
        super().__init__(_("What is the cluster called?"), advice, grid, _("Save"), parent)
        self.setMinimumWidth(_WIDTH)
        self.genitive.setText(self._cluster.name_genitive)
        self.name.textChanged.connect(self._propose_genitive)
        self._propose_genitive(name)
        self.name.setFocus()

    def _propose_genitive(self, name: str) -> None:
        if not self.genitive.isModified():
            self.genitive.setText(cluster_genitive(name))

    def take(self) -> None:
        """Store what was told, as one change."""
        name, genitive, district = (
            normalize(field.text(), Kind.TEXT) for field in (self.name, self.genitive, self.district)
        )
        self._problems["name"].say("" if name else _("Tell the cluster's name."))
        self._problems["name_genitive"].say("" if genitive else _("Tell it as in “the plan of …”."))
        if not (name and genitive):
            (self.genitive if name else self.name).setFocus()
            return
        cluster = self._cluster
        cluster.name, cluster.name_genitive, cluster.district = name, genitive, district
        cluster.support_school_id = self.school.currentData()
        with messages.show_trouble(self):
            self._desk.change(N_("Settings of the cluster changed"), cluster)
            self.accept()
