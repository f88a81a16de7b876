"""A card to copy from: heading, text, photos and papers as they may go out; then it is marked as published."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPlainTextEdit, QWidget

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.publishing import PhotoUse, Publication, PublishedPhoto
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.publishing import attachment
from cluster_desk.desk import Desk
from cluster_desk.exchange.site_folder import card_files, write_card
from cluster_desk.rules.publishing import Publisher, publication_doubts
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.photos import clean_photo

_PICTURE = QSize(120, 80)


class CardDialog(Dialog):
    """The card `row`; what is chosen of photos is stored at once, the address with the main button."""

    HELP = "publishing"

    def __init__(self, desk: Desk, row: int, folder: str, parent: QWidget) -> None:
        self._desk, self._row, self._folder = desk, row, folder
        self._read_anew()
        self.heading = widgets.line_edit(_("Heading"), text=self._publisher.heading(self.card).words)
        self.heading.setReadOnly(True)
        self.text = QPlainTextEdit(self._publisher.text(self.card).words)
        self.text.setAccessibleName(_("Text"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.link = widgets.line_edit(_("Web address"), _("where it stands now"), text=self.card.link)
        self.doubts = widgets.label("", "warn", wrap=True)
        self.uses: list[QComboBox] = []
        title = _("Card: %s") % _(self.card.place.label)
        super().__init__(
            title,
            _("Copy into the site's editor; below is what stays here and why."),
            self._body(),
            _("Mark as published"),
            parent,
        )
        self.cancel.setText(_("Close"))
        self.save = widgets.button(_("Photos and PDFs into a folder…"), self.ask_for_folder, icon="folder")
        self.add_aside(self.save)
        self.main.setEnabled(not desk.read_only)
        self._describe()
        self.resize(780, 640)

    def _read_anew(self) -> None:
        card = self._desk.read.load(Publication, self._row)
        assert card is not None
        self.card = card
        self._publisher = Publisher(self._desk.read, self._desk.read.today())

    def _body(self) -> QWidget:
        copy_heading = widgets.button(_("Copy"), partial(self._copy, self.heading.text), icon="copy")
        copy_heading.setAccessibleName(_("Copy the heading"))
        copy_text = widgets.button(_("Copy"), partial(self._copy, self.text.toPlainText), icon="copy")
        copy_text.setAccessibleName(_("Copy the text"))
        above = widgets.row(spacing=8, of=((self.heading, 1), copy_heading))
        middle = widgets.row(spacing=8, of=((self.text, 1), copy_text))
        middle.setAlignment(copy_text, Qt.AlignmentFlag.AlignTop)
        photos = widgets.stack(spacing=6)
        for photo in self.card.photos:
            photos.addLayout(self._photo_row(photo))
        photos.addStretch(1)
        area = widgets.scrolled(widgets.holder(photos))
        area.setVisible(bool(self.card.photos))
        below = widgets.row(spacing=8, of=(widgets.label(_("Web address"), "field"), (self.link, 1)))
        parts = (above, (middle, 2), (area, 3), self.doubts, below)
        return widgets.holder(widgets.stack(spacing=8, of=parts))

    def _photo_row(self, photo: PublishedPhoto) -> QHBoxLayout:
        file = attachment(self._desk.read, photo.attachment_id)
        picture = QLabel()
        picture.setFixedSize(_PICTURE)
        content = read_content(self._desk.read, file.digest) if file else None
        image = QImage.fromData(content) if content else QImage()
        if not image.isNull():
            fit = image.scaled(_PICTURE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            picture.setPixmap(QPixmap.fromImage(fit))
        name = photo.caption or (file.name if file else "")
        choice = QComboBox()
        choice.setAccessibleName(_("Who is seen: %s") % name)
        widgets.offer(choice, [(_(use.label), use.value) for use in PhotoUse])
        choice.setCurrentIndex(choice.findData(photo.use.value))
        choice.setEnabled(not self._desk.read_only)
        choice.activated.connect(partial(self._choose, photo.uuid, choice))
        self.uses.append(choice)
        words = widgets.ElidedLabel(name)
        return widgets.row(spacing=10, of=(picture, (words, 1), choice))

    def _choose(self, uuid: str, choice: QComboBox, _index: int) -> None:
        """Store who is seen on a photo."""
        photo = next(one for one in self.card.photos if one.uuid == uuid)
        photo.use = PhotoUse.of(choice.currentData())
        with messages.show_trouble(self):
            self._desk.change(N_("Photo of a publication allowed or kept"), self.card, subject=self.card.name)
        self._read_anew()
        self._describe()

    def _describe(self) -> None:
        self.doubts.setText("\n".join(publication_doubts(self._desk.read, self.card, self._desk.read.today())))
        files = [*self._publisher.photos(self.card), *self._publisher.papers(self.card)]
        self.save.setEnabled(bool(files))

    @staticmethod
    def _copy(words: object) -> None:
        if callable(words):
            QGuiApplication.clipboard().setText(str(words()))

    def ask_for_folder(self) -> None:
        """Ask for a folder and put photos and papers there."""
        result = QFileDialog.getExistingDirectory(self, _("Photos and PDFs into a folder…"), self._folder)
        if result:
            self.write_files(Path(result))

    def write_files(self, folder: Path) -> None:
        """Put what may go out into a folder: photos small and clean, the signed PDFs."""
        with messages.show_trouble(self), widgets.waiting():
            written = write_card(card_files(self._desk.read, self._publisher, self.card, clean_photo), folder)
            self.doubts.setText(_("Written: %s") % ", ".join(path.name for path in written))

    def is_changed(self) -> bool:
        """Only the address can be lost: photos are stored at once."""
        return self.link.text() != self.card.link

    def take(self) -> None:
        """Write down that it is published, today where no day is told yet, and where."""
        self.card.link = self.link.text().strip()
        self.card.published_on = self.card.published_on or self._desk.read.today()
        with messages.show_trouble(self):
            self._desk.change(N_("Published"), self.card, subject=self.card.name)
            self.accept()
