"""Zipped documents (.docx and its kin) opened without trusting them.

Whatever the file says of itself, no more is unpacked than the limits allow, nothing is written to disk, no entity is
resolved and no address asked. Every trouble is one `UserError`.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from cluster_desk.core.errors import UserError
from cluster_desk.core.held_files import held, holder_of, open_shared
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

    from lxml import etree

MAX_FILE = 100 * 2**20
"""Bytes of the file itself: offices' documents with photos stay far below."""
MAX_PART = 64 * 2**20
"""Bytes of one unpacked part."""
MAX_TREE = 180 * 2**20
"""Bytes that a parsed part may take, as estimated while it is read; the program's promise is 300 MB in all."""
MAX_ENTRIES = 5000
MAX_RATIO = 400
"""How many times larger than packed a part of more than a megabyte may be; Word's own stay under 60."""
_CHUNK = 2**16
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_ELEMENT_COST, _ATTRIBUTE_COST = 200, 240


def damaged(name: str) -> UserError:
    """The sentence for a document that cannot be unpacked."""
    return UserError(
        _("“%(name)s” is damaged: it is cut short or is not a document.") % {"name": name},
        _("Open it in Word and save it again, or ask for another copy."),
    )


def suspicious(name: str, why: str) -> UserError:
    """The sentence for a document made to do harm or far larger than any office's."""
    return UserError(
        _("“%(name)s” was not read: %(why)s.") % {"name": name, "why": why},
        _("Open it in Word and save it as a new .docx document, then try that one."),
    )


Begins = Callable[[str, dict[str, str]], object]
Ends = Callable[[str], object]


class Package:
    """A zipped document open for reading; a context manager."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise damaged(name) from error
        self._check_names()

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def _check_names(self) -> None:
        # Windows minds neither capitals nor which slash it is, and some programs write names by that.
        self._parts = {_known_as(entry.filename): entry for entry in self._zip.infolist()}
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise suspicious(self.name, _("it holds too many parts"))
        for entry in entries:
            path = entry.filename.replace("\\", "/")
            if path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/"):
                raise suspicious(self.name, _("a part of it points outside the document"))
            if entry.flag_bits & 0x1:
                raise UserError(
                    _("“%(name)s” is protected with a password.") % {"name": self.name},
                    _("Open it, remove the password and save it again."),
                )

    def has(self, part: str) -> bool:
        """Whether the package holds the part."""
        return _known_as(part) in self._parts

    def size(self, part: str) -> int:
        """How many bytes the part unpacks to, as the package says; 0 where it does not hold it."""
        info = self._parts.get(_known_as(part))
        return info.file_size if info else 0

    def chunks(self, part: str) -> Iterator[bytes]:
        """The unpacked part, piece by piece, within the limits whatever its header declares."""
        info = self._parts.get(_known_as(part))
        if info is None:
            raise damaged(self.name)
        swollen = suspicious(self.name, _("it unpacks to far more than a document needs"))
        if info.file_size > MAX_PART or _swells(info.file_size, info.compress_size):
            raise swollen
        done = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    done += len(chunk)
                    if done > MAX_PART or _swells(done, info.compress_size):
                        raise swollen
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise damaged(self.name) from error

    def tree(self, part: str) -> etree._Element:
        """The part's XML, parsed without entities, addresses or document types."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        cost, tail = 0, b""
        try:
            for chunk in self.chunks(part):
                if any(mark in tail + chunk for mark in _DOCTYPES):
                    raise suspicious(self.name, _("it names things outside the document"))
                tail = chunk[-20:]
                cost += len(chunk) + chunk.count(b"<") * _ELEMENT_COST + chunk.count(b"=") * _ATTRIBUTE_COST
                if cost > MAX_TREE:
                    raise too_large(self.name)
                parser.feed(chunk)
            root = parser.close()
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from error
            if "depth" in str(error):
                raise too_deep(self.name) from error
            raise damaged(self.name) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise suspicious(self.name, _("it names things outside the document"))
        return root

    def kind_of_content(self, part: str) -> str:
        """What the package's list of contents says that `part` is; "" where it does not say."""
        listing = self.tree_of("[Content_Types].xml")
        for entry in () if listing is None else listing:
            if _known_as(entry.get("PartName", "")) == _known_as(part):
                return entry.get("ContentType", "")
        return ""

    def tree_of(self, part: str | None) -> etree._Element | None:
        """The part's XML where the package holds it."""
        return self.tree(part) if part and self.has(part) else None

    def walk(
        self,
        part: str,
        begins: Begins,
        ends: Ends,
        text: Callable[[str], object],
        skip: re.Pattern[bytes] | None = None,
    ) -> None:
        """The part's XML told piece by piece and never held whole: for sheets, which may be long.

        `begins(name, attributes)` and `ends(name)` get names without prefixes, attributes as they stand. What `skip`
        matches, an empty element without meaning, is left out before the XML is read: a sheet may have a million.
        """
        from xml.parsers import expat

        parser = expat.ParserCreate()
        parser.buffer_text = True

        def plain(name: str) -> str:
            return name.rpartition(":")[2]

        def root(name: str, attributes: dict[str, str]) -> None:
            # Most programs write without prefixes: then nothing stands between the parser and the reader.
            prefixed = ":" in name
            parser.StartElementHandler = (lambda name, value: begins(plain(name), value)) if prefixed else begins
            parser.EndElementHandler = (lambda name: ends(plain(name))) if prefixed else ends
            begins(plain(name), attributes)

        parser.StartElementHandler = root
        parser.CharacterDataHandler = text
        self.feed(part, parser, skip)

    def feed(
        self,
        part: str,
        parser: XMLParserType,
        skip: re.Pattern[bytes] | None = None,
        progress: Progress = SILENT,
    ) -> None:
        """Give a parser of expat the part piece by piece; what it finds wrong is a UserError. For `skip` see `walk`."""
        from xml.parsers import expat

        def refuse(*_described: object) -> None:
            raise suspicious(self.name, _("it names things outside the document"))

        parser.StartDoctypeDeclHandler = refuse
        try:
            tail, done, size = b"", 0, self.size(part)
            for chunk in self.chunks(part):
                done += len(chunk)
                progress.report(done, max(done, size))
                value = tail + chunk
                # To the end of a tag, so that none is cut where it would be left out; long words without one go on.
                is_cut = skip is not None and b"<![CDATA[" not in value
                end = (is_cut and value.rfind(b">") + 1) or len(value)
                tail = value[end:]
                parser.Parse(value[:end] if skip is None else skip.sub(b"", value[:end]), False)
            parser.Parse(tail, True)
        except (expat.ExpatError, LookupError, ValueError) as error:
            if getattr(error, "code", 0) == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
                raise MemoryError from error
            raise damaged(self.name) from error

    def related(self, part: str) -> list[tuple[str, str]]:
        """(kind, part) for every relation of `part` ("" for the package itself) that stays inside the package."""
        return [(kind, target) for _key, kind, target in self._relations(part)]

    def relation_targets(self, part: str) -> dict[str, str]:
        """The parts that `part` names by the keys of its relations."""
        return {key: target for key, _kind, target in self._relations(part)}

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(relations):
            return []
        results = []
        for relation in self.tree(relations):
            target = unquote(relation.get("Target", "")).replace("\\", "/")
            if relation.get("TargetMode") == "External" or not isinstance(relation.tag, str):
                continue
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            results.append((relation.get("Id", ""), relation.get("Type", "").rsplit("/", 1)[-1], whole))
        return results


def _known_as(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def too_deep(name: str) -> UserError:
    """The sentence for tables inside tables without end."""
    return suspicious(name, _("tables lie too deep inside one another"))


def too_large(name: str) -> UserError:
    """The sentence for a document that no office makes."""
    return suspicious(name, _("it is far larger than a document an office makes"))


def _swells(size: int, packed: int) -> bool:
    return size > 2**20 and size > MAX_RATIO * max(packed, 1)


def open_file(path: Path) -> BinaryIO:
    """The file open for reading; what cannot be opened or is empty is a `UserError`."""
    name = path.name
    try:
        if path.is_dir():
            raise UserError(_("“%(name)s” is a folder, not a document.") % {"name": name}, _("Choose a file in it."))
        if path.exists() and not path.is_file():
            raise UserError(_("“%(name)s” is not a document.") % {"name": name}, _("Choose a file."))
        file = open_shared(path)
    except FileNotFoundError as error:
        raise UserError(_("There is no file “%(path)s”.") % {"path": path}, _("Check its name and folder.")) from error
    except PermissionError as error:
        program = holder_of(path, error)
        if program is not None:
            raise held(path, program) from error
        raise UserError(
            _("You have no right to read “%(path)s”.") % {"path": path},
            _("Copy it to your own folder, or ask its owner."),
        ) from error
    except (OSError, ValueError) as error:
        raise UserError(
            _("“%(name)s” cannot be read from its disk.") % {"name": name},
            _("Copy it to this computer's disk and try again."),
        ) from error
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        file.close()
        raise UserError(_("“%(name)s” is empty: not a single byte.") % {"name": name}, _("Ask for another copy."))
    if size > MAX_FILE:
        file.close()
        raise too_large(name)
    return file
