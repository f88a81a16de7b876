"""What makes a PDF one to be archived (ISO 19005-1, level B): its own description, and what grey its numbers mean.

Fonts are embedded and nothing but black and grey is drawn (`page.py`, `text.py`); what is left is told here. A pack
holds other people's pages: nothing is said of it.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString, PDFZCompress

_STREAM_END = b"endstream\nendobj\n"
_GREY = "Grey, gamma 2.2"
_ENTRY = b"%010d %05d n \n"


class _Plain(PDFStream):  # type: ignore[misc]  # reportlab has no types
    """A stream that no filter packs, not even an empty list of them."""

    def format(self, document: Any) -> bytes:
        """The stream as it stands in the file."""
        entries = PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        head: bytes = entries.format(document)
        content: bytes = self.content
        return head + b"\nstream\n" + content + b"endstream\n"


def describe(document: Any, title: str, subject: str, program: str, producer: str, day: dt.date) -> None:
    """Tell in the file what it is called, by which program it was made on which `day`, and its grey."""
    values = (title, subject, program, producer)
    xmp = _XMP % (*map(_escaped, values), day, day)
    kind = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = document.Reference(_Plain(kind, xmp.encode()))
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(_GREY),
        "Info": PDFString(_GREY),
        "DestOutputProfile": document.Reference(PDFStream(PDFDictionary({"N": 1}), _grey_profile(), [PDFZCompress])),
    }
    document.Catalog.OutputIntents = PDFArray([PDFDictionary(intent)])
    document.Catalog.__NoDefault__ = [*document.Catalog.__NoDefault__, "OutputIntents"]
    document.info.format = lambda _document: _info(document, values, day)


def _escaped(words: str) -> str:
    """Words as XML takes them between tags; `html.escape` comes with its table of two thousand names."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _info(document: Any, values: tuple[str, ...], day: dt.date) -> bytes:
    """What old readers show: no author and no keywords, which nobody told, and the same words as in the description."""
    when = PDFString(f"D:{day:%Y%m%d}000000Z")
    names = ("Title", "Subject", "Creator", "Producer")
    entries = {name: PDFString(words) for name, words in zip(names, values, strict=True)}
    result: bytes = PDFDictionary({**entries, "CreationDate": when, "ModDate": when}).format(document)
    return result


def with_ended_streams(content: bytes) -> bytes:
    """The file with an end of line before each "endstream", as archives want it; reportlab writes none.

    The table of places at the file's end says where each object begins: both are ours, so nothing is searched for.
    """
    start = int(content[content.rindex(b"startxref") :].split()[1])
    head, _line, table = content[start:].partition(b"f \n")
    count = int(head.split()[2])
    places = [int(table[20 * n : 20 * n + 10]) for n in range(count - 1)]
    moved: dict[int, int] = {}
    pieces = [content[: min(places)]]
    reached = len(pieces[0])
    for place, end in zip(sorted(places), [*sorted(places)[1:], start], strict=True):
        moved[place] = reached
        piece = content[place:end]
        if piece.endswith(_STREAM_END):
            piece = piece[: -len(_STREAM_END)] + b"\n" + _STREAM_END
        pieces.append(piece)
        reached += len(piece)
    entries = b"".join(_ENTRY % (moved[place], 0) for place in places)
    trailer = table[20 * len(places) :]
    trailer = re.sub(rb"startxref\n\d+", b"startxref\n%d" % reached, trailer)
    return b"".join([*pieces, head, b"f \n", entries, trailer])


def _grey_profile() -> bytes:
    """An ICC profile (version 2.1) of one channel: grey by a gamma of 2.2, white of D50."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 16) + b"Grey, gamma 2.2\0" + bytes(8 + 3 + 67),
        b"cprt": b"text\0\0\0\0No rights reserved\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D),
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">IH", 1, 0x0233),
    }
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">2I", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), bytes(4), 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return head + bytes(128 - len(head)) + table + body


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">%s</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>%s</xmp:CreatorTool><pdf:Producer>%s</pdf:Producer>
<xmp:CreateDate>%sT00:00:00Z</xmp:CreateDate><xmp:ModifyDate>%sT00:00:00Z</xmp:ModifyDate>
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
