"""A document of any kind read and understood: the kind is told by what the file holds, not by its name."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from cluster_desk.core.errors import UserError, as_user_error
from cluster_desk.core.language import _
from cluster_desk.core.parsed_document import ParsedDocument
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.exchange.files.packages import Package, damaged, open_file, too_large
from cluster_desk.exchange.layout.grids import Content

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINS = 100  # bytes
_OLE_LARGEST = 40 * 2**20
_RTF = b"{\\rtf"
_WORD_97 = b"\xec\xa5"
"""What the text of an old Word document begins with, mostly at byte 512."""
_Reader = Callable[[BinaryIO, Path, Progress], Content]


def read_document(path: str | Path, progress: Progress = SILENT) -> ParsedDocument:
    """What the document at `path` holds. Stores nothing; raises UserError in one sentence for what cannot be read."""
    from cluster_desk.exchange.parsers.document import parse_document

    calendar = calendar_of(Path(path))
    return calendar or parse_document(read_content(Path(path), progress), progress)


def calendar_of(path: Path) -> ParsedDocument | None:
    """What a calendar file tells; None for a file of another kind, or one that cannot be opened."""
    from cluster_desk.exchange.files.icalendar import is_calendar

    try:
        with open_file(path) as file:
            begins = file.read(_BEGINS)
    except (OSError, UserError):
        return None
    if not is_calendar(begins):
        return None
    from cluster_desk.exchange.parsers.calendars import read_calendar

    return read_calendar(path, dt.date.today())  # what repeats without an end is taken for a year


def read_content(path: Path, progress: Progress = SILENT) -> Content:
    """The paragraphs and tables of the document at `path`. Raises UserError in one sentence for what cannot be read."""
    try:
        return _read(path, progress)
    except OSError as error:
        trouble = as_user_error(error)
        if trouble is None:
            raise
        raise trouble from error


def _read(path: Path, progress: Progress) -> Content:
    with open_file(path) as file:
        begins = file.read(8)
        file.seek(0)
        if begins == _OLE:
            return _read_old(file, path, progress)
        if begins.startswith(_RTF):
            return _converted(file.read(), ".rtf", path, progress) or _refuse(_rtf(path.name))
        if begins[:4] != b"PK\x03\x04":
            return _read_text(file, begins, path, progress)
        with Package(file, path.name) as package:
            reader = _reader_of(package)
        file.seek(0)
        if reader is None:
            return _converted(file.read(), ".odt", path, progress) or _refuse(_open_text(path.name))
        return reader(file, path, progress)


def _reader_of(package: Package) -> _Reader | None:
    """What reads the zipped document; None for a LibreOffice text, which is turned into .docx first."""
    from cluster_desk.exchange.files.open_document import kind_of, read_ods

    main = next((part for kind, part in package.related("") if kind == "officeDocument"), "").lower()
    content = package.kind_of_content(main) if main else ""
    if main.startswith("word/") or "wordprocessingml" in content or package.has("word/document.xml"):
        from cluster_desk.exchange.files.word import read_word

        return read_word
    if main.endswith(".bin"):
        raise _binary_workbook(package.name)
    if main.startswith("xl/") or "spreadsheetml" in content or package.has("xl/workbook.xml"):
        from cluster_desk.exchange.files.excel import read_excel

        return read_excel
    kind = kind_of(package)
    if kind:
        return read_ods if kind == "sheet" else None
    if main.startswith("ppt/") or package.has("ppt/presentation.xml"):
        raise UserError(
            _("“%(name)s” is a presentation, neither a document nor a table.") % {"name": package.name},
            _("Copy what it tells into a Word document and read that."),
        )
    raise damaged(package.name)


def _read_old(file: BinaryIO, path: Path, progress: Progress) -> Content:
    """A file in the container that old Office and protected documents share."""
    content = file.read(_OLE_LARGEST + 1)
    if len(content) > _OLE_LARGEST:
        raise too_large(path.name)

    def holds(stream: str) -> bool:
        # Some programs write the names of streams in capitals.
        return any(name.encode("utf-16-le") in content for name in (stream, stream.upper()))

    if holds("EncryptedPackage") or (content[512:514] == _WORD_97 and content[512 + 0x0B] & 1):
        raise UserError(
            _("“%(name)s” is protected with a password.") % {"name": path.name},
            _("Open it, remove the password and save it again."),
        )
    if holds("WordDocument"):
        return _converted(content, ".doc", path, progress) or _refuse(_old_word(path.name))
    if holds("Workbook") or holds("Book"):
        from cluster_desk.exchange.files.old_excel import read_xls

        return read_xls(io.BytesIO(content), path, progress)
    raise damaged(path.name)


def _converted(document: bytes, suffix: str, path: Path, progress: Progress) -> Content | None:
    """The document read after LibreOffice or Word turned it into .docx; None where neither is installed."""
    from cluster_desk.exchange.files.conversion import to_docx
    from cluster_desk.exchange.files.word import read_word

    progress.report(0, 1)
    result = to_docx(document, suffix, path.name)
    return None if result is None else read_word(io.BytesIO(result), path, progress)


def _read_text(file: BinaryIO, begins: bytes, path: Path, progress: Progress) -> Content:
    if begins.startswith(b"%PDF"):
        raise UserError(
            _("“%(name)s” is a PDF: the tables in it are only drawn, not told.") % {"name": path.name},
            _("Ask for the Word document it was made from."),
        )
    from cluster_desk.exchange.files.delimited import read_delimited

    return read_delimited(file, path, progress) or _refuse(
        UserError(
            _("“%(name)s” is neither a document nor a table that can be read.") % {"name": path.name},
            _("Open it in the program that made it and save it as .docx, .xlsx or .csv, then read that file."),
        )
    )


def _refuse(trouble: UserError) -> Content:
    raise trouble


def _save_as_docx() -> str:
    return _("Open it in Word or LibreOffice and save it as .docx, then read that file.")


def _old_word(name: str) -> UserError:
    what = _("“%(name)s” is a Word document of the old kind (.doc), whatever its name says.")
    return UserError(what % {"name": name}, _save_as_docx())


def _rtf(name: str) -> UserError:
    return UserError(_("“%(name)s” is an RTF text, not a .docx document.") % {"name": name}, _save_as_docx())


def _open_text(name: str) -> UserError:
    return UserError(
        _("“%(name)s” is a LibreOffice text (.odt), not a .docx document.") % {"name": name}, _save_as_docx()
    )


def _binary_workbook(name: str) -> UserError:
    return UserError(
        _("“%(name)s” is a binary Excel workbook (.xlsb).") % {"name": name},
        _("Open it in Excel or LibreOffice and save it as .xlsx, then read that file."),
    )
