"""A document of any kind read and understood: the kind is told by what the file holds, not by its name."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.found import Found
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.grids import Content
from cluster_desk.exchange.packages import Package, damaged, open_file

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_SEARCHED = 2**20
"""How much of an old file is looked through for the names of its streams."""


def read_document(path: str | Path, progress: Progress = SILENT) -> Found:
    """What the document at `path` holds. Stores nothing; raises UserError in one sentence for what cannot be read."""
    from cluster_desk.exchange.understand import understand

    return understand(read_content(Path(path), progress), progress)


def read_content(path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the document at `path`."""
    with open_file(path) as file:
        begins = file.read(8)
        if begins == _OLE:
            file.seek(0)
            raise _old_format(file.read(_OLE_SEARCHED), path.name)
        file.seek(0)
        if begins[:4] != b"PK\x03\x04":
            raise _no_document(begins, path.name)
        with Package(file, path.name) as package:
            kinds = [part for kind, part in package.related("") if kind == "officeDocument"]
            is_word = any(part.startswith("word/") or package.has("word/document.xml") for part in kinds or [""])
            if not is_word:
                raise _other_package(package, path.name)
        file.seek(0)
        from cluster_desk.exchange.word import read_word

        return read_word(file, path, progress)


def _old_format(begins: bytes, name: str) -> UserError:
    """The sentence for a file in the container that old Office and protected documents share."""
    if "EncryptedPackage".encode("utf-16-le") in begins:
        return UserError(
            _("“%(name)s” is protected with a password.") % {"name": name},
            _("Open it, remove the password and save it again."),
        )
    if "Workbook".encode("utf-16-le") in begins:
        return UserError(
            _("“%(name)s” is an Excel workbook of the old kind (.xls), not a Word document.") % {"name": name},
            _("Open it in Excel or LibreOffice and copy the table into a Word document (.docx)."),
        )
    return UserError(
        _("“%(name)s” is a Word document of the old kind (.doc), whatever its name says.") % {"name": name},
        _("Open it in Word or LibreOffice and save it as .docx, then read that file."),
    )


def _no_document(begins: bytes, name: str) -> UserError:
    if begins.startswith(b"{\\rtf"):
        return UserError(
            _("“%(name)s” is an RTF text, not a .docx document.") % {"name": name},
            _("Open it in Word or LibreOffice and save it as .docx, then read that file."),
        )
    if begins.startswith(b"%PDF"):
        return UserError(
            _("“%(name)s” is a PDF: the tables in it are only drawn, not told.") % {"name": name},
            _("Ask for the Word document it was made from."),
        )
    return UserError(
        _("“%(name)s” is not a Word document (.docx).") % {"name": name},
        _("Open it in the program that made it and save it as .docx, then read that file."),
    )


def _other_package(package: Package, name: str) -> UserError:
    for part, what in (
        ("xl/workbook.xml", _("“%(name)s” is an Excel workbook, not a Word document.")),
        ("ppt/presentation.xml", _("“%(name)s” is a presentation, not a Word document.")),
        ("content.xml", _("“%(name)s” is a LibreOffice document (.odt or .ods), not a .docx one.")),
    ):
        if package.has(part):
            return UserError(what % {"name": name}, _("Save it as .docx, then read that file."))
    return damaged(name)
