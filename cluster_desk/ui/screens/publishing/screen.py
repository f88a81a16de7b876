"""Cards of what is published: a list, a card to copy from, a folder for those who can upload one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from cluster_desk.core.language import N_, _
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.publishing import Publication
from cluster_desk.data.queries.publishing import PUBLICATIONS
from cluster_desk.desk import Desk
from cluster_desk.exchange.site_folder import site_files, write_site
from cluster_desk.rules.publishing import Publisher, card_of_event, publication_doubts
from cluster_desk.settings import Settings
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.folders import start_folder
from cluster_desk.ui.lists.columns import Chip, Row
from cluster_desk.ui.lists.list_screen import DeclaredList, ListSpec
from cluster_desk.ui.look import widgets
from cluster_desk.ui.look.photos import clean_photo
from cluster_desk.ui.screens.publishing.card_dialog import CardDialog
from cluster_desk.ui.screens.publishing.event_dialog import EventDialog

_FOLDER = "publishing"


def _state_chip(row: Row) -> Chip | None:
    if row.published_on:
        return None
    return Chip(_("not yet"), "warn", "clock", filled=False)


def _spec(doubts: object = None) -> ListSpec:
    asked = doubts if callable(doubts) else None
    return ListSpec(
        "publications",
        N_("For the site"),
        PUBLICATIONS,
        "globe",
        N_("No cards yet"),
        (N_("Publication added"), N_("Publication changed"), N_("Publication deleted")),
        frozenset({"publishing", "events", "office_papers", "members"}),
        display={
            "name": {"elastic": True, "width": 280},
            "place": {"width": 190, "quiet": True},
            "published_on": {"width": 130, "chip": _state_chip},
            "take_down_on": {"width": 130, "quiet": True},
            "photos_count": {"width": 70},
            "papers_count": {"width": 96},
        },
        advice=N_("Begin with an event: its photos and signed papers come along; nothing goes out before you say so."),
        add=N_("A card…"),
        chips=(
            ("all", N_("All"), lambda _row: True),
            ("unpublished", N_("Not published yet"), lambda row: not row.published_on and not row.taken_down),
        ),
        doubts=asked,
    )


class PublishingScreen(DeclaredList):
    """The cards, what of each goes out, and the folder of all."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests | None = None) -> None:
        self._settings = settings
        self._card = widgets.button(_("Card…"), self.show_card, icon="copy")
        self._event = widgets.button(_("From an event…"), self.ask_for_event, icon="notebook")
        self._site = widgets.button(_("Folder of the site…"), self.ask_for_folder, icon="folder")
        actions = (self._card, self._event, self._site)
        super().__init__(desk, settings, _spec(partial(self._doubts_of, desk)), _("For the site"), actions, requests)
        self._event.setEnabled(not desk.read_only)
        self.dialog: CardDialog | EventDialog | None = None

    @staticmethod
    def _doubts_of(desk: Desk, card: Publication) -> Iterable[str]:
        return publication_doubts(desk.read, card, desk.read.today())

    def show_card(self) -> None:
        """Show the card that is chosen, to be copied from."""
        if not self.form.may_leave():
            return
        here = self.current_record()
        card = self.desk.read.load(Publication, here[1]) if here else None
        if card is None or card.id is None:
            messages.inform(self, _("Choose a card in the list first"))
            return
        self.dialog = CardDialog(self.desk, card.id, self._folder(), self)
        self.dialog.show_over()

    def ask_for_event(self) -> None:
        """Ask which event a card is to be made of."""
        if self.form.may_leave():
            self.dialog = EventDialog(self.desk, self.begin_of_event, self)
            self.dialog.show_over()

    def begin_of_event(self, row: int) -> None:
        """Begin the card of an event in the form: its words, photos, none of them allowed yet, signed papers."""
        event = self.desk.read.load(Event, row)
        if event is None:
            return
        name = " ".join(event.name.split())
        self._current = None
        self.table.clearSelection()
        self.form.show_record(card_of_event(self.desk.read, row, name, event.text or f"{event.day_words}. {name}."))
        self.open_form()
        self.form.focus_first()

    def ask_for_folder(self) -> None:
        """Ask for the folder of the site and write it."""
        result = QFileDialog.getExistingDirectory(self, _("An empty folder for the site"), self._folder())
        if result:
            self.write_folder(Path(result))

    def write_folder(self, folder: Path) -> None:
        """Write the folder of all cards that are out."""
        with messages.show_trouble(self), widgets.waiting():
            read = self.desk.read
            files = site_files(read, Publisher(read, read.today()), read.load_all(Publication), clean_photo)
            write_site(files, folder)
            self._settings.folders[_FOLDER] = str(folder)
            self.list_page.subtitle.set_whole(_("Written: %s") % folder)

    def _folder(self) -> str:
        return start_folder(self._settings, _FOLDER)

    def show_record(self, kind: str, row: int) -> None:
        """Show a card."""
        self.go_to(row)
