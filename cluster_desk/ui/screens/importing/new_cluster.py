"""One page that begins a new cluster's file: its name, the support school and its head, where to save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from cluster_desk.core.errors import Problem, Problems, UserError
from cluster_desk.core.file_writing import file_name, with_ending
from cluster_desk.core.language import N_, _
from cluster_desk.core.normalize import normalize
from cluster_desk.core.records.cluster import Cluster
from cluster_desk.core.records.fields import Kind, Record, fields_of
from cluster_desk.core.records.members import Membership, Organization, Person
from cluster_desk.core.russian.inflection import cluster_genitive
from cluster_desk.core.russian.organizations import guess_kind, short_name
from cluster_desk.desk import Desk
from cluster_desk.ui.forms.problem_line import ProblemLine
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import theme, widgets
from cluster_desk.ui.look.tokens import LABEL_WIDTH

_WIDTH = 620
_FIELDS: tuple[tuple[str, type[Record], str, str, str], ...] = (
    ("name", Cluster, "name", "", N_("Zarechny educational cluster")),
    ("district", Cluster, "district", "", N_("Zarechny district")),
    ("full_name", Organization, "full_name", N_("Support school"), N_("full name, as in the charter")),
    ("short_name", Organization, "short_name", N_("Its short name"), N_("made of the full name when left empty")),
    ("head", Person, "name", N_("Its head"), N_("surname, name, patronymic")),
)
"""Key, record and field, a label when the field's own would not be clear here, a hint."""


def create_cluster(
    parent: QWidget, folder: Path, cluster: Cluster | None = None, school: tuple[str, str] = ("", "")
) -> Desk | None:
    """Ask for a new cluster's first facts and create its file; None when the user thought better of it.

    `folder` is proposed for the file; `cluster` and `school` (its name and head) are what a document already tells.
    """
    dialog = NewCluster(parent, folder, cluster or Cluster(name=""), school)
    dialog.exec()
    dialog.deleteLater()
    return dialog.desk


class NewCluster(Dialog):
    """The page; `desk` is the new file, open, once it was created."""

    def __init__(self, parent: QWidget, folder: Path, cluster: Cluster, school: tuple[str, str] = ("", "")) -> None:
        self._draft = cluster
        self._folder = folder
        self._own_path = False
        self.desk: Desk | None = None
        self.fields: dict[str, QLineEdit] = {}
        self._lines: dict[str, ProblemLine] = {}
        body = QWidget()
        rows = widgets.stack(spacing=8)
        for key, record, field, label, hint in _FIELDS:
            rows.addLayout(self._row(key, _(label or fields_of(record)[field].label), _(hint), required=key == "name"))
        self.browse = widgets.button(_("Choose…"), self._choose_path)
        self.browse.setAccessibleName(_("Choose where to save"))
        rows.addLayout(self._row("path", _("Where to save"), "", required=True, beside=self.browse))
        body.setLayout(rows)
        advice = _("Only the name is needed to begin. Everything else can be added or changed later.")
        super().__init__(_("A new cluster"), advice, body, _("Create the file"), parent)
        self.setMinimumWidth(_WIDTH)
        self.fields["name"].setText(cluster.name)
        self.fields["district"].setText(cluster.district)
        self.fields["name"].textChanged.connect(self._propose_path)
        self.fields["path"].textEdited.connect(self._keep_path)
        self.fields["full_name"].textChanged.connect(self._propose_short_name)
        for key, told in zip(("full_name", "head"), school, strict=True):
            self.fields[key].setText(told)
        self._propose_path()
        self.fields["name"].setFocus()

    def _row(self, key: str, label: str, hint: str, *, required: bool, beside: QWidget | None = None) -> QHBoxLayout:
        field = self.fields[key] = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(label)
        title = widgets.label(f"{label} *" if required else label, "field", wrap=True)
        title.setFixedWidth(LABEL_WIDTH + 20)
        title.setBuddy(field)
        problem = self._lines[key] = ProblemLine()
        editors = widgets.row()
        editors.addWidget(field, 1)
        if beside is not None:
            editors.addWidget(beside)
        column = widgets.stack()
        column.addLayout(editors)
        column.addWidget(problem)
        row = widgets.row(spacing=6)
        row.addWidget(title)
        row.addLayout(column, 1)
        return row

    def _text(self, key: str) -> str:
        return normalize(self.fields[key].text(), Kind.TEXT)

    def _propose_path(self) -> None:
        if not self._own_path:
            name = file_name(self._text("name")) or _("New cluster")
            self.fields["path"].setText(str(_free(self._folder, name)))

    def _keep_path(self) -> None:
        self._own_path = True

    def _propose_short_name(self, full: str) -> None:
        self.fields["short_name"].setPlaceholderText(short_name(full) if full.strip() else _(_FIELDS[3][4]))

    def _choose_path(self) -> None:
        result, _chosen = QFileDialog.getSaveFileName(
            self, _("Where to save"), self.fields["path"].text(), f"Cluster Desk (*{Desk.SUFFIX})"
        )
        if result:
            self._own_path = True
            self.fields["path"].setText(result)

    def take(self) -> None:
        """Create the file; problems are shown beside their fields, and the dialog stays."""
        self._show_problems(())
        unnamed = _("Fill in “%(field)s”.") % {"field": _(fields_of(Cluster)["name"].label)}
        missing = [
            Problem(key, words)
            for key, words in (("name", unnamed), ("path", _("Say where to save the file.")))
            if not self._text(key)
        ]
        if missing:
            self._show_problems(missing)
            return
        path = with_ending(self._text("path"), Desk.SUFFIX)
        cluster, records = self._records()
        try:
            self.desk = Desk.create(path, cluster, *records)
        except Problems as problems:
            self._show_problems(problems.problems)
        except UserError as error:
            messages.show_error(self, error)
            self.fields["path"].setFocus()
        else:
            self.accept()

    def is_changed(self) -> bool:
        return any(field.isModified() for field in self.fields.values())

    def lost_words(self) -> str:
        return _("What was typed about the new cluster is lost.")

    def _records(self) -> tuple[Cluster, list[Record]]:
        """The cluster and its first records; a support school without a full name is called by its short one."""
        name = self._text("name")
        cluster = Cluster(
            name=name, name_genitive=cluster_genitive(name), district=self._text("district"), region=self._draft.region
        )
        full, head = self._text("full_name") or self._text("short_name"), self._text("head")
        records: list[Record] = []
        if full:
            cluster.support_school_id = 1
            school = Organization(
                id=1,
                full_name=full,
                short_name=self._text("short_name") or short_name(full),
                kind=guess_kind(full),
                head_id=1 if head else None,
                district=self._text("district"),
                memberships=[Membership()],
            )
            records.append(school)
        if head:
            records.append(
                Person(id=1, name=head, position=_("director") if full else "", organization_id=1 if full else None)
            )
        return cluster, records

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        values = {one.field: one.text for one in problems}
        first: QLineEdit | None = None
        for key, line in self._lines.items():
            text = values.get(key, "")
            line.say(text)
            theme.set_tone(self.fields[key], "problem", bool(text))
            first = self.fields[key] if text and first is None else first
        if first is not None:
            first.setFocus()
        self.adjustSize()


def _free(folder: Path, name: str) -> Path:
    """A file in `folder` that is not there yet, called `name` or «name 2»."""
    path = folder / f"{name}{Desk.SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{name} {number}{Desk.SUFFIX}"
        number += 1
    return path
