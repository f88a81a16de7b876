"""The area of orders and letters: the office's own templates, and the papers that were made and are kept."""

from __future__ import annotations

from typing import cast

from cluster_desk.core.language import _
from cluster_desk.desk import Desk
from cluster_desk.settings import Settings
from cluster_desk.ui.frame.area import Requests
from cluster_desk.ui.lists.list_screen import ViewStack
from cluster_desk.ui.screens.templates.papers_list import OfficePapersList
from cluster_desk.ui.screens.templates.screen import TemplatesScreen


class LettersScreen(ViewStack):
    """Own templates, and papers made."""

    def __init__(self, desk: Desk, settings: Settings, requests: Requests | None = None) -> None:
        super().__init__(
            [
                (
                    "templates",
                    _("Own templates"),
                    lambda: TemplatesScreen(desk, settings, requests, self.segments("templates")),
                ),
                (
                    "papers",
                    _("Papers|made").partition("|")[0],
                    lambda: OfficePapersList(desk, settings, self.segments("papers"), requests),
                ),
            ]
        )

    @property
    def templates(self) -> TemplatesScreen:
        """The list of templates."""
        return cast("TemplatesScreen", self.view("templates"))

    @property
    def papers(self) -> OfficePapersList:
        """The list of papers kept."""
        return cast("OfficePapersList", self.view("papers"))

    def show_record(self, kind: str, row: int) -> None:
        """Show a template or a paper."""
        self.show_view("templates" if kind == "Template" else "papers")
        (self.templates if kind == "Template" else self.papers).go_to(row)

    def make_papers(self, row: int) -> None:
        """Make papers of a template."""
        self.show_record("Template", row)
        self.templates.fill(row)
