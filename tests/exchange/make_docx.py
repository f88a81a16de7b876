"""Small Word documents made from Python structures, for reading tests; every name in them is invented.

write_docx(path, ["ПЛАН", Numbered("Первое"), Table([["№", "Тема"], [Auto(), "О плане"]])])
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>"""
_MAIN_RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_REL}/numbering" Target="numbering.xml"/>
<Relationship Id="r2" Type="{_REL}/styles" Target="styles.xml"/>
<Relationship Id="r3" Type="{_REL}/attachedTemplate" Target="http://example.invalid/t.dotm" TargetMode="External"/>
</Relationships>"""


@dataclass
class Numbered:
    """A paragraph of an automatic list: `list_id` 1 is "1.", 2 a bullet, 3 "1.1.", 4 "I)", 5 list 1 starting anew."""

    text: str = ""
    list_id: int = 1
    level: int = 0


@dataclass
class Raw:
    """XML as it is, for tracked changes, text boxes and the like."""

    xml: str


@dataclass
class Merged:
    """A cell over `across` columns; `down` begins a cell over rows, which `Below` continues."""

    content: object = ""
    across: int = 1
    down: bool = False


@dataclass
class Below:
    """A further row of a cell merged over rows."""

    across: int = 1


@dataclass
class Table:
    """A table of rows of cells: texts (a line a paragraph), lists of blocks, Numbered, Merged, Below."""

    rows: Sequence[Sequence[object]] = field(default_factory=list)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph's XML; a vertical tab in the text is a line break, a tab a tab."""
    runs = []
    for line in text.split("\v"):
        tabs = '</w:t><w:tab/><w:t xml:space="preserve">'.join(map(escape, line.split("\t")))
        runs.append(f'<w:t xml:space="preserve">{tabs}</w:t>')
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{'<w:br/>'.join(runs)}</w:r></w:p>"


def block(content: object) -> str:
    """The XML of a text, a Numbered, a Raw, a Table or a list of them."""
    if isinstance(content, Numbered):
        numbers = f'<w:numPr><w:ilvl w:val="{content.level}"/><w:numId w:val="{content.list_id}"/></w:numPr>'
        return paragraph(content.text, numbers)
    if isinstance(content, Raw):
        return content.xml
    if isinstance(content, Table):
        rows = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in content.rows)
        return f"<w:tbl><w:tblPr/>{rows}</w:tbl>"
    if isinstance(content, list):
        return "".join(map(block, content))
    return "".join(paragraph(line) for line in str(content).split("\n"))


def _cell(content: object) -> str:
    properties = ""
    if isinstance(content, Merged):
        properties = f'<w:gridSpan w:val="{content.across}"/>' + ('<w:vMerge w:val="restart"/>' if content.down else "")
        content = content.content
    elif isinstance(content, Below):
        properties, content = f'<w:gridSpan w:val="{content.across}"/><w:vMerge/>', ""
    inner = block(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.endswith('</w:p>') else inner + '<w:p/>'}</w:tc>"


def _level(number: int, style: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def _numbering() -> str:
    lists = {
        1: _level(0, "decimal", "%1.") + _level(1, "russianLower", "%2)"),
        2: _level(0, "bullet", ""),
        3: _level(0, "decimal", "%1.") + _level(1, "decimal", "%1.%2."),
        4: _level(0, "upperRoman", "%1)"),
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in lists.items()
    )
    numbers = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
    again = (
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    return f'<w:numbering xmlns:w="{_W}">{abstract}{numbers}{again}</w:numbering>'


_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Base">'
    "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style></w:styles>'
)


def document_xml(blocks: Sequence[object]) -> str:
    """The whole document.xml of the blocks."""
    start = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_W}">'
    return f"{start}<w:body>{block(list(blocks))}</w:body></w:document>"


def write_docx(path: Path, blocks: Sequence[object], **parts: str) -> Path:
    """A .docx at `path`; `parts` add or replace parts by name, "document" standing for word/document.xml."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/_rels/document.xml.rels", _MAIN_RELS)
        package.writestr("word/numbering.xml", _numbering())
        package.writestr("word/styles.xml", _STYLES)
        package.writestr("word/document.xml", parts.pop("document", "") or document_xml(blocks))
        for name, text in parts.items():
            package.writestr(name, text)
    return path
