"""Cards as a folder of plain pages: HTML, photos made small and free of where and by what they were taken, signed PDFs.

The same cards give the same bytes. A page needs no script, no font and no other computer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cluster_desk.core.disk import remove
from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import file_name
from cluster_desk.core.language import _
from cluster_desk.core.records.publishing import Publication, PublicationPlace
from cluster_desk.core.russian.dates import show_day
from cluster_desk.data.queries.cluster import cluster_names
from cluster_desk.data.queries.contents import read_content
from cluster_desk.data.queries.publishing import KeptFile
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.publishing import Publisher

_MARK = "<!-- Папка для сайта, сделана программой «Кластер» -->"
_FOLDERS = ("photos", "papers")
_UNNAMED = "Опорная школа"
"""Whose pages they are where nobody told the cluster's name."""
_SECTIONS = {
    PublicationPlace.PAGE: "Опорная школа",
    PublicationPlace.NEWS: "Новости",
    PublicationPlace.POST: "Сообщество",
}
_STYLE = (
    "body{margin:0;font:1.05rem/1.6 Arial,'Liberation Sans',sans-serif;color:#1c1c1c;background:#fff}"
    "main,header{max-width:46rem;margin:0 auto;padding:0 1rem}"
    "h1{font-size:1.7rem;line-height:1.25;margin:1.5rem 0 .75rem}"
    "h2{font-size:1.3rem;margin:2rem 0 .5rem}a{color:#0b4a8f}a:focus{outline:3px solid #0b4a8f;outline-offset:2px}"
    "p{margin:.6rem 0;overflow-wrap:break-word}ul{padding-left:1.25rem}li{margin:.4rem 0}"
    "figure{margin:1.25rem 0}img{display:block;max-width:100%;height:auto}"
    "figcaption,.day{color:#4a4a4a;font-size:.95rem}nav{padding:1rem 0 0}"
)


@dataclass(frozen=True)
class SitePhoto:
    """A photo as it goes out, with its size."""

    content: bytes
    width: int
    height: int


CleanPhoto = Callable[[bytes], SitePhoto | None]
"""Makes a photo ready to go out; None for what is none. The window does it: `ui.look.photos`."""


def cleaned(clean: CleanPhoto, content: bytes, name: str) -> SitePhoto:
    """The photo called `name` as it goes out. Raises UserError for what is none."""
    photo = clean(content)
    if photo is None:
        raise UserError(
            _("“%s” is no photo that can be read.") % name,
            do=_("Take it off the card, or attach the photo once more."),
            kept=_("Nothing was written."),
        )
    return photo


def site_files(read: Reader, publisher: Publisher, cards: Sequence[Publication], clean: CleanPhoto) -> dict[str, bytes]:
    """The files of the folder by their path: an index, a page for each card that is out, its photos and papers."""
    name = cluster_names(read).name or _UNNAMED
    shown = [card for card in cards if publisher.is_out(card)]
    files: dict[str, bytes] = {}
    links: dict[PublicationPlace, list[str]] = {}
    for number, card in enumerate(sorted(shown, key=_order), 1):
        title = publisher.heading(card).words
        page = f"{number:03}.html"
        files[page] = _page(title, _card(read, publisher, card, number, files, clean), back=name)
        links.setdefault(card.place, []).append(f'<li><a href="{page}">{html.escape(title)}</a>{_day(card)}</li>')
    body = [f"<h1>{html.escape(name)}</h1>"]
    for place, section in _SECTIONS.items():
        if place in links:
            body += [f"<h2>{section}</h2>", "<ul>", *links[place], "</ul>"]
    if not links:
        body.append("<p>Публикаций пока нет.</p>")
    files["index.html"] = _page(name, body)
    return dict(sorted(files.items()))


def _order(card: Publication) -> tuple[str, int]:
    return str(card.published_on or "9999"), card.id or 0


def _day(card: Publication) -> str:
    return f' <span class="day">{show_day(card.published_on)}</span>' if card.published_on else ""


def _card(
    read: Reader, publisher: Publisher, card: Publication, number: int, files: dict[str, bytes], clean: CleanPhoto
) -> Iterator[str]:
    yield f"<h1>{html.escape(publisher.heading(card).words)}</h1>"
    if card.published_on:
        yield f'<p class="day">{show_day(card.published_on)}</p>'
    for paragraph in publisher.text(card).words.split("\n"):
        if paragraph.strip():
            yield f"<p>{html.escape(paragraph.strip())}</p>"
    for place, (file, caption) in enumerate(publisher.photos(card), 1):
        photo = cleaned(clean, _content(read, file), file.name)
        path = f"photos/{number:03}-{place}.jpg"
        files[path] = photo.content
        alt = html.escape(caption, quote=True)
        yield (
            f'<figure><img src="{path}" alt="{alt}" width="{photo.width}" height="{photo.height}">'
            f"<figcaption>{html.escape(caption)}</figcaption></figure>"
        )
    papers = publisher.papers(card)
    if papers:
        yield "<h2>Документы</h2>"
        yield "<ul>"
    for place, (file, title) in enumerate(papers, 1):
        path = f"papers/{number:03}-{place}.pdf"
        files[path] = _content(read, file)
        size = max(1, len(files[path]) // 1024)
        yield f'<li><a href="{path}">{html.escape(title)}</a> <span class="day">PDF, {size}\u00a0КБ</span></li>'
    if papers:
        yield "</ul>"


def _content(read: Reader, file: KeptFile) -> bytes:
    content = read_content(read, file.digest)
    if content is None:
        raise UserError(
            _("“%s” is no longer in the file.") % file.name, _("Attach it once more."), _("Nothing was written.")
        )
    return content


def _page(title: str, body: Iterator[str] | Sequence[str], back: str = "") -> bytes:
    lines = list(body)
    nav = f'<nav aria-label="Назад"><a href="index.html">{html.escape(back)}</a></nav>' if back else ""
    head = f"<header>{nav}</header>" if nav else ""
    inside = "\n".join(lines)
    return (
        f'<!DOCTYPE html>\n{_MARK}\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{head}\n"
        f"<main>\n{inside}\n</main>\n</body>\n</html>\n"
    ).encode()


def write_site(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the folder; what only an earlier one had goes. Raises UserError for a folder with other files."""
    index = folder / "index.html"
    if folder.exists() and any(folder.iterdir()) and not _is_ours(index):
        raise UserError(
            _("The folder “%s” holds other files.") % folder.name,
            do=_("Choose an empty folder, or the one that was made before."),
            kept=_("Nothing was written."),
        )
    for name in ("", *_FOLDERS):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path in _made_before(folder):
        if path.relative_to(folder).as_posix() not in files:
            remove(path)
    written = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    for name in _FOLDERS:
        if not any((folder / name).iterdir()):
            (folder / name).rmdir()
    return written


def _is_ours(index: Path) -> bool:
    return index.is_file() and _MARK.encode() in index.read_bytes()[:400]


def _made_before(folder: Path) -> list[Path]:
    """The files of an earlier folder: pages and what lies in its two folders, called as this program calls them."""
    paths = [*folder.glob("*.html"), *(path for name in _FOLDERS for path in (folder / name).glob("*"))]
    return [path for path in paths if re.fullmatch(r"index\.html|\d{3}(?:-\d+)?\.(?:html|jpg|pdf)", path.name)]


def card_files(read: Reader, publisher: Publisher, card: Publication, clean: CleanPhoto) -> dict[str, bytes]:
    """The photos and papers of one card by the names under which they are saved for a site's editor."""
    files: dict[str, bytes] = {}
    for place, (file, _caption) in enumerate(publisher.photos(card), 1):
        files[f"Фото {place}.jpg"] = cleaned(clean, _content(read, file), file.name).content
    for place, (file, title) in enumerate(publisher.papers(card), 1):
        files[file_name(f"{place}. {title}", ".pdf") or f"{place}.pdf"] = _content(read, file)
    return files


def write_card(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the files of a card into a folder; a file that is there is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written
