"""Photos and papers kept inside the file: what they may be and how much room they may take.

The bytes lie once in the file, by their digest; an event, a consent or a paper, the office's own or one that came in,
holds a name, a size and that digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from cluster_desk.core.errors import Problem, UserError
from cluster_desk.core.held_files import held, holder_of, open_shared
from cluster_desk.core.language import _
from cluster_desk.core.records.events import Attachment
from cluster_desk.core.records.fields import Record
from cluster_desk.core.records.office_papers import PaperFile
from cluster_desk.data.queries.contents import files_of_others
from cluster_desk.data.queries.reader import Reader

LARGEST = 10 * 1024 * 1024
"""Bytes that one file may have: a photo of a telephone is 3 to 8 MB."""

LARGEST_IN_ALL = 200 * 1024 * 1024
"""Bytes that all of them may have together, so that the data file still fits on a stick and is copied in seconds."""

_PICTURES = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/bmp": (b"BM",),
    "image/webp": (b"RIFF",),
    "image/tiff": (b"II*\0", b"MM\0*"),
}
_PLAIN_FRAMES = (0xC0, 0xC1)
_SCAN = b"\xff\xda"
_MOST_SCANS = 64  # cameras make one, programs for the web some ten
_MOST_PIXELS, _MOST_PIXELS_BY_STRIPS = 25_000_000, 200_000_000
"""A hundred megabytes held whole; a camera of 200 megapixels, read by strips."""
SIGNATURE_TYPE = "application/pkcs7-signature"
"""Of an electronic signature: bytes as DER has them, or the same in letters."""
_PAPERS = {
    "application/pdf": (b"%PDF",),
    "application/zip": (b"PK\x03\x04",),
    "application/msword": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    "text/rtf": (b"{\\rtf",),
    SIGNATURE_TYPE: (b"\x30\x80", b"\x30\x81", b"\x30\x82", b"\x30\x83", b"MI", b"-----BEGIN "),
}
_OF_ENDING = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".pdf": "application/pdf",
    ".docx": "application/zip",
    ".xlsx": "application/zip",
    ".pptx": "application/zip",
    ".odt": "application/zip",
    ".ods": "application/zip",
    ".zip": "application/zip",
    ".doc": "application/msword",
    ".xls": "application/msword",
    ".ppt": "application/msword",
    ".rtf": "text/rtf",
    ".sig": SIGNATURE_TYPE,
    ".p7s": SIGNATURE_TYPE,
}

ENDINGS = tuple(_OF_ENDING)
"""Of the files that can be attached."""


def read_attachment(path: Path) -> tuple[Attachment, bytes]:
    """A file from the disk as an attachment, with its bytes. UserError tells what cannot be kept."""
    kept = _("Nothing was attached.")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise _too_large(path.name, size)
        with open_shared(path) as file:
            content = file.read()
    except OSError as error:
        program = holder_of(path, error)
        if program is not None:
            raise held(path, program, kept) from error
        raise UserError(
            _("The file cannot be read: %(path)s") % {"path": path}, do=_("Check that it is still there."), kept=kept
        ) from error
    return make_attachment(path.name, content), content


def make_attachment(name: str, content: bytes) -> Attachment:
    """An attachment for these bytes. Raises UserError when they are too many, none, or not what the name says."""
    kept = _("Nothing was attached.")
    if len(content) > LARGEST:
        raise _too_large(name, len(content))
    if not content:
        raise UserError(_("“%(name)s” is empty.") % {"name": name}, kept=kept)
    expected = _OF_ENDING.get(Path(name).suffix.lower())
    if expected is None:
        raise UserError(
            _("“%(name)s” is no photo and no paper.") % {"name": name},
            do=_("Pictures (JPEG, PNG), PDF, Word and Excel files can be attached."),
            kept=kept,
        )
    kind = media_type(content)
    if expected.startswith("image/") and not kind.startswith("image/"):
        raise UserError(
            _("“%(name)s” is no picture, though its name says so.") % {"name": name},
            do=_("Open it in the program that made it and save it anew, or choose another file."),
            kept=kept,
        )
    if not expected.startswith("image/") and kind != expected:
        raise UserError(
            _("“%(name)s” is damaged or of another kind than its name says.") % {"name": name},
            do=_("Open it in the program that made it and save it anew, or choose another file."),
            kept=kept,
        )
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(name=name, media_type=kind, size=len(content), digest=digest)


def media_type(content: bytes) -> str:
    """What bytes are by how they begin; "" for anything we do not know."""
    for kinds in (_PICTURES, _PAPERS):
        for kind, beginnings in kinds.items():
            if content.startswith(beginnings):
                return kind
    return ""


def picture_format(content: bytes) -> str:
    """Which kind of picture bytes are ("jpeg"), told by the bytes themselves; "" for what is no picture."""
    kind = media_type(content)
    return kind.removeprefix("image/") if kind in _PICTURES else ""


def may_be_drawn(content: bytes, width: int, height: int) -> bool:
    """Whether a picture of that size is made small without much time and memory; False for a size that is none.

    A few thousand bytes may tell of a picture that fills the memory. Only a plain JPEG is read strip by strip; all
    others are held whole, and a JPEG in many scans is gone through once for each.
    """
    scans = _scans(content) if content.startswith(_PICTURES["image/jpeg"]) else 2
    most = _MOST_PIXELS_BY_STRIPS if scans == 1 else _MOST_PIXELS
    return min(width, height) > 0 and width * height <= most and scans <= _MOST_SCANS


def _scans(content: bytes) -> int:
    """How many scans a JPEG's picture comes in, the most that it can be; 1 where it is read strip by strip."""
    at, colours = 2, 0
    while at + 10 < len(content) and content[at] == 0xFF:
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if kind in _PLAIN_FRAMES:
            colours = content[at + 9]
        elif kind == _SCAN[1]:
            in_one = content[at + 4] == colours
            return 1 if in_one else content.count(_SCAN, at) + 1
        at += 1 if kind == 0xFF else 2 + length
    return _MOST_SCANS + 1


def files_problems(
    record: Record, files: Sequence[Attachment | PaperFile], read: Reader, field: str = "files"
) -> list[Problem]:
    """Each file of a record within its bound, and all of the cluster's together."""
    problems = []
    for index, one in enumerate(files):
        if (one.size or 0) > LARGEST:
            words = _too_large(one.name, one.size or 0)
            problems.append(Problem("name", f"{words.what} {words.do}", ((field, index),)))
    if files:
        total = sum((files_of_others(read, record) | {one.digest: one.size or 0 for one in files}).values())
        if total > LARGEST_IN_ALL:
            problems.append(
                Problem(
                    field,
                    _("All photos and papers together would take %(size)s, more than %(most)s. Attach fewer.")
                    % {"size": size_words(total), "most": size_words(LARGEST_IN_ALL)},
                )
            )
    return problems


def size_words(size: int) -> str:
    """«2,4 МБ», «350 КБ»."""
    if size >= 1024 * 1024:
        return _("%s MB") % f"{size / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",")
    return _("%s KB") % max(1, round(size / 1024))


def _too_large(name: str, size: int) -> UserError:
    return UserError(
        _("“%(name)s” is too large: %(size)s of at most %(most)s.")
        % {"name": name, "size": size_words(size), "most": size_words(LARGEST)},
        do=_("Make the photo smaller (in any picture viewer) or attach a part of it."),
        kept=_("Nothing was attached."),
    )
