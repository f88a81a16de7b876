"""The words of a paper kept as a file, for finding names in them: Word and LibreOffice files, read as mere text.

The room of data knows no reader of documents; whose name stands where needs none.
"""

from __future__ import annotations

import html
import io
import zipfile
import zlib

from cluster_desk.core.regex import regex

_PARTS = regex(r"word/[^/]+\.xml|content\.xml|styles\.xml|docProps/core\.xml|meta\.xml|xl/sharedStrings\.xml")
_ENDS = regex(r"</(?:w:p|text:p|text:h|si|dc:\w+|cp:\w+|meta:[\w-]+)>|<(?:w:br|w:tab|text:line-break|text:tab)\b[^>]*>")
_TAG = regex(r"<[^>]*>")
PACKED = b"PK\x03\x04"
"""How a packed document begins; nothing else is looked into."""
_LARGEST = 64 * 2**20
"""Bytes that a file may have unpacked; a larger one is not looked into."""


def lines_of(content: bytes) -> list[str] | None:
    """The paragraphs of a file that is a packed document, what was deleted under tracking too; None for any other."""
    if not content.startswith(PACKED):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            infos = [one for one in packed.infolist() if _PARTS.fullmatch(one.filename)]
            if not infos or sum(one.file_size for one in infos) > _LARGEST:
                return None
            texts = [packed.read(one).decode("utf-8", "replace") for one in infos]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return None
    lines = (html.unescape(_TAG.sub("", line)).strip() for text in texts for line in _ENDS.split(text))
    return [line for line in lines if line]
