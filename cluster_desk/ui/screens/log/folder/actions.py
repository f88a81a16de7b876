"""What can be done at each step of an event's way: papers printed, templates filled, the list counted into the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.events import Event
from cluster_desk.core.records.participants import EventFolder
from cluster_desk.core.records.templates import Template
from cluster_desk.data.queries.participants import ParticipantFacts
from cluster_desk.desk import Desk
from cluster_desk.rules.log.events import event_again
from cluster_desk.rules.log.folder import folder_again
from cluster_desk.rules.log.participant_counts import counted
from cluster_desk.settings import Settings
from cluster_desk.ui.forms.form import FormDialog, RecordForm
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.frame.page import Offer
from cluster_desk.ui.look import widgets

_REGULATIONS = "Положение о конкурсе"
_HOLDING = "Приказ о проведении мероприятия"
_RESULTS = "Приказ об итогах мероприятия"
_ASKED_WINNERS = "asked:победители и призёры"
_ASKED_CRITERIA = "asked:критерии"
_MOST_TOLD = 10


class ShownFolder(Protocol):
    """The folder on the screen: its event, as it is stored, and what the screen does by itself."""

    desk: Desk
    settings: Settings
    requests: Requests
    record: Event | None
    folder: EventFolder
    facts: list[ParticipantFacts]
    event_row: int

    def read_applications(self) -> None:
        """Ask for applications of schools and read them."""

    def show_event(self, row: int) -> bool:
        """Show the folder of another event."""


class FolderActions:
    """Does what the way of `page` offers; dialogs stand over `over`."""

    def __init__(self, page: ShownFolder, over: QWidget) -> None:
        self._page, self._over = page, over

    def offers(self, step: str) -> Sequence[Offer]:
        """What can be done at a step; the first is done by Enter."""
        page, write = self._page, not self._page.desk.read_only
        printing = page.requests.print_paper is not None
        reading = write and page.requests.read_applications is not None
        has_criteria = bool(page.folder.criteria)
        criteria = [Offer(_("Criteria and places…"), self.edit_folder, "options")] if write else []
        made: Mapping[str, list[Offer | None]] = {
            "regulations": [
                Offer(_("Regulations by the template…"), lambda: self.fill(_REGULATIONS), "document")
                if write
                else None,
                Offer(_("Order on the holding…"), lambda: self.fill(_HOLDING), "document") if write else None,
            ],
            "applications": [
                Offer(_("From Word or Excel…"), page.read_applications, "arrow_import") if reading else None,
                self._paper(_("Joint application…"), "participants", {}) if printing else None,
            ],
            "registration": [
                self._paper(_("Attendance sheet…"), "attendance-event", {}) if printing else None,
                self._paper(_("Badges…"), "badges", {}) if printing else None,
                self._paper(_("Table cards…"), "badges", {"card": "table", "whose": "jury"}) if printing else None,
            ],
            "jury": [
                *([] if has_criteria else criteria),
                self._paper(_("Minutes of the jury…"), "jury-minutes", {}) if printing else None,
                *(criteria if has_criteria else []),
            ],
            "order": [
                Offer(_("Order by the template…"), lambda: self.fill(_RESULTS), "document") if write else None,
                Offer(_("№ and date of the order…"), self.edit_folder, "edit") if write else None,
            ],
            "awards": [
                self._paper(_("Diplomas and certificates…"), "certificates", {"who": "whole", "kind": "by-place"})
                if printing
                else None
            ],
            "summary": [
                Offer(_("Count into the log…"), self.count, "notebook") if write else None,
                self._paper(_("Summary of the results…"), "results-summary", {}) if printing else None,
            ],
            "news": [
                Offer(_("News for the site and the chat…"), self.show_news, "globe"),
                self._paper(_("Print the news…"), "news", {}) if printing else None,
            ],
        }
        return [offer for offer in made.get(step, []) if offer is not None]

    def _paper(self, text: str, paper: str, options: Mapping[str, str]) -> Offer:
        return Offer(text, lambda: self.print_paper(paper, options), "print")

    def print_paper(self, paper: str, options: Mapping[str, str]) -> None:
        """Show a paper of the event."""
        page = self._page
        if page.requests.print_paper is not None:
            page.requests.print_paper(paper, {"event": page.event_row, **options})

    def edit_folder(self) -> None:
        """Change what the jury judges by, how places are given, the order's number and date."""
        page = self._page
        form = RecordForm(page.desk, EventFolder, added=N_("Folder of an event"), changed=N_("Folder of an event"))
        dialog = FormDialog(self._over, form, page.folder.copy(), _("Jury, places, order"), (520, 560))
        dialog.open()
        form.focus_first()

    def fill(self, name: str) -> None:
        """Fill a template for the event; one of the starter set is taken into the file by its first use."""
        from cluster_desk.exchange.templates.starter_set import starter_set, template_of
        from cluster_desk.ui.screens.templates.fill_dialog import FillDialog

        page = self._page
        with messages.show_trouble(self._over), widgets.waiting():
            row = page.desk.read.value("SELECT id FROM templates WHERE name = ? ORDER BY id DESC LIMIT 1", name)
            if row is None:
                template, content = template_of(next(one for one in starter_set() if one.name == name))
                row = page.desk.change(N_("Ready papers taken"), template, subject=name, contents=[content])[-1]
            stored = page.desk.read.load(Template, int(row))
            if stored is not None:
                dialog = FillDialog(page.desk, page.settings, stored, self._over)
                dialog.choose(page.event_row, self._told())
                dialog.show_over()

    def _told(self) -> dict[str, str]:
        """What templates ask and the folder knows: the criteria, who won."""
        from cluster_desk.reports.shared.participants import winners_in_words

        page = self._page
        told = {_ASKED_WINNERS: winners_in_words(page.facts)}
        told[_ASKED_CRITERIA] = ", ".join(one.name for one in page.folder.criteria)
        told["paper.number"] = page.folder.order_number
        told["paper.day"] = f"{page.folder.order_day:%d.%m.%Y}" if page.folder.order_day else ""
        return told

    def count(self) -> None:
        """Count the list into the entry of the log; where that says otherwise it is asked whose numbers hold."""
        page, event = self._page, self._page.record
        if event is None or not page.facts:
            messages.inform(self._over, _("Nobody is in the list yet"), _("Paste the list or read applications first."))
            return
        records = [one.record for one in page.facts]
        result = counted(event, records, page.desk.read)
        if result.differences:
            lines = [one.sentence() for one in result.differences]
            text = "\n".join(lines[:_MOST_TOLD]) + ("\n…" if len(lines) > _MOST_TOLD else "")
            title = _("The log says otherwise than the list")
            answers = (
                messages.Answer("list", _("Take the list's numbers")),
                messages.Answer("keep", _("Keep the log's words")),
            )
            asked = messages.Message(
                title, text, details="\n".join(lines), icon="warning", tone="warn", answers=answers
            )
            answer = messages.ask(self._over, asked)
            if answer not in ("list", "keep"):
                return
            result = counted(event, records, page.desk.read, over=answer == "list")
        if result.event.participations == event.participations and not result.added:
            messages.inform(self._over, _("The log has these numbers already"), "")
            return
        with messages.show_trouble(self._over):
            page.desk.change(N_("Participants counted into the log"), result.event, subject=event.name)
            done = n_("Counted into the log: %d line", "Counted into the log: %d lines", result.added) % result.added
            if page.requests.tell_done is not None:
                page.requests.tell_done(done)

    def show_news(self) -> None:
        """Show the posts on the event."""
        from cluster_desk.ui.screens.log.folder.news_dialog import NewsDialog

        page = self._page
        with messages.show_trouble(self._over):
            if page.record is not None:
                NewsDialog(page.desk, page.record, self._over).show_over()

    def next_year(self) -> None:
        """Make the event of the next year with its folder, and show that."""
        page, event = self._page, self._page.record
        if event is None or page.desk.read_only:
            return
        with messages.show_trouble(self._over):
            again = event_again(event, page.desk.read.today())
            again.id = page.desk.draft(type(event)).id
            folder = folder_again(page.folder, again.id)
            page.desk.change(N_("Folder for the next year"), again, folder, subject=again.name)
            page.show_event(again.id or 0)
