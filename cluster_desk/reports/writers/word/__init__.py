"""A document as Word (OOXML), written as strings into a zip: no library, the same bytes for the same document."""

from __future__ import annotations

import zipfile
from pathlib import Path

from cluster_desk.core.file_writing import whole_file
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.reports.document import Document
from cluster_desk.reports.writers.word.blocks import WordBlocks
from cluster_desk.reports.writers.word.text import xml

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TIME = (2000, 1, 1, 0, 0, 0)  # the same for every file: what was printed is told by the text, not by the clock

_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/>'
    f'<Override PartName="/word/header.xml" ContentType="{_MAIN}.header+xml"/>'
    f'<Override PartName="/word/blank.xml" ContentType="{_MAIN}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="document" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="core" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_PARTS = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="styles" Type="{_RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="numbering" Type="{_RELATION}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="settings" Type="{_RELATION}/settings" Target="settings.xml"/>'
    f'<Relationship Id="header" Type="{_RELATION}/header" Target="header.xml"/>'
    f'<Relationship Id="blank" Type="{_RELATION}/header" Target="blank.xml"/></Relationships>'
)
_SETTINGS = (
    f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="3"/>'
    '<w:hyphenationZone w:val="180"/><w:doNotHyphenateCaps/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat>"
    '<w:themeFontLang w:val="ru-RU"/></w:settings>'
)
_HEADER = (
    f'{_HEAD}<w:hdr {_W}><w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t>2</w:t></w:r>'
    '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_BLANK = f'{_HEAD}<w:hdr {_W}><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p></w:hdr>'


def write(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write `document` to `path`. Raises UserError when it cannot be saved, Cancelled when the user stopped it."""
    blocks = WordBlocks(document)
    body = blocks.body(progress)
    progress.report(1, 1)  # the last chance to stop before anything is written
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "docProps/core.xml": _core(document),
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": f"{_HEAD}<w:styles {_W}>{blocks.styles.xml()}</w:styles>",
        "word/numbering.xml": f"{_HEAD}<w:numbering {_W}>{blocks.styles.lists.xml()}</w:numbering>",
        "word/settings.xml": _SETTINGS,
        "word/header.xml": _HEADER,
        "word/blank.xml": _BLANK,
        "word/document.xml": f"{_HEAD}<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    with (
        whole_file(path, ".docx") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
    ):
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode(), compresslevel=1)


def _core(document: Document) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:creator>Cluster Desk</dc:creator><dc:language>ru-RU</dc:language>"
        f"<dc:title>{xml(document.title)}</dc:title></cp:coreProperties>"
    )
