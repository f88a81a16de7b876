"""The folder for a school's site: `site`."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from pathlib import Path

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import complain
from cluster_desk.core.language import N_, _


def _site(asked: Namespace) -> None:
    from cluster_desk.core.records.publishing import Publication
    from cluster_desk.exchange.site_folder import site_files, write_site
    from cluster_desk.rules.publishing import Publisher, publication_doubts
    from cluster_desk.ui.look.photos import clean_photo

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        on = asked.as_of or desk.read.today()
        cards = desk.read.load_all(Publication)
        files = site_files(desk.read, Publisher(desk.read, on), cards, clean_photo)
        doubts = [f"{card.name}: {line}" for card in cards for line in publication_doubts(desk.read, card, on)]
    written = write_site(files, asked.out)
    value = {"written": [str(path) for path in written], "kept_back": doubts}
    frame.answer(asked, value, [_("Written: %s") % asked.out])
    for line in () if asked.json else doubts:
        complain(line)


COMMANDS = {
    "site": frame.Command(
        N_("write the folder for the school's site: pages, photos, signed PDFs"),
        _site,
        frame.FILE,
        frame.argument("--out", "FOLDER", N_("an empty folder, or the one made before"), type=Path, required=True),
        frame.argument("--as-of", "DATE", N_("the day that is taken for today, like 2026-01-31"), type=frame.iso_day),
        frame.JSON,
    ),
}
