"""Write the starter set of templates into `resources/templates`: `python -m tools.starter_set`.

Each is a .docx with its places yellow, as an office would mark them, and a .json that tells what stands in them.
Their words stand in `starter_papers.txt`: a paper begins with `=== its name | for whom`; a place is written
`{{example|field|case|form|letters}}`. A line begins with what it is: `# ` and `## ` titles, `^` centred, `> ` the
right half, `- ` without indent, `= ` a signature, `| ` a row of a table (`|* ` and a name: repeated for each),
`? condition: ` left out where the condition does not hold.
"""

from __future__ import annotations

import json
import re
import zipfile
from html import escape
from pathlib import Path
from typing import Any

from cluster_desk.core import resources

FOLDER = resources.FOLDER / "templates"
_TEXTS = Path(__file__).with_name("starter_papers.txt")
_PLACE = re.compile(r"\{\{(.*?)\}\}")
_CONDITION = re.compile(r"\? (\w+): ")
_ROW = re.compile(r"\|\* (\w+) ")
_KEPT_FOR_YEARS = ("Приказ", "Соглашение", "Дополнительное", "Договор", "Положение")
_SUBJECTS = ("О ", "Об ")
_SIDES = 2
_SMALL = 21  # half points
_MM = 56.7  # twips
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="26"/>'
    '<w:szCs w:val="26"/><w:lang w:val="ru-RU"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>',
}
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LAYOUTS = {
    "#": '<w:keepNext/><w:spacing w:before="200"/><w:jc w:val="center"/>',
    "##": '<w:keepNext/><w:spacing w:before="200"/><w:jc w:val="center"/>',
    "^": '<w:jc w:val="center"/>',
    "^full": '<w:spacing w:after="0"/><w:jc w:val="center"/>',
    "^small": '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
    "^last": '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="4" w:color="auto"/></w:pBdr>'
    '<w:spacing w:after="160" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>',
    "left": f'<w:ind w:firstLine="{12.5 * _MM:.0f}"/>',
    ">": f'<w:spacing w:after="0"/><w:ind w:left="{95 * _MM:.0f}"/>',
    "-": "",
    "": f'<w:ind w:firstLine="{12.5 * _MM:.0f}"/><w:jc w:val="both"/>',
    "=": f'<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="{125 * _MM:.0f}"/></w:tabs><w:spacing w:before="480"/>',
}
_CELL = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class _Paper:
    """One paper as it is written down: its body's XML, what stands in its places, how its rows are repeated."""

    def __init__(self, name: str, text: str) -> None:
        self.places: list[dict[str, Any]] = []
        self.rows: list[dict[str, Any]] = []
        self._body: list[str] = []
        self._width = 170 if name.startswith(_KEPT_FOR_YEARS) else 180
        table: list[str] = []
        for line in [*text.splitlines(), ""]:
            if line.startswith("|"):
                table.append(line)
                continue
            if table:
                self._table(table)
                table = []
            if line:
                self._line(line)

    def document(self) -> str:
        """The whole document.xml."""
        margin = f'w:right="{10 * _MM:.0f}" w:top="{20 * _MM:.0f}" w:bottom="{20 * _MM:.0f}"'
        left = f'w:left="{(200 - self._width) * _MM:.0f}"'
        section = (
            f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {margin} {left} w:header="567" w:footer="567" '
            'w:gutter="0"/></w:sectPr>'
        )
        body = "".join(self._body)
        return f'{_HEADER}<w:document xmlns:w="{_NAMESPACE}"><w:body>{body}{section}</w:body></w:document>'

    def _line(self, line: str) -> None:
        condition = _CONDITION.match(line)
        line = line[condition.end() :] if condition else line
        kind = next((one for one in ("##", "#", "^", ">", "-", "=") if line.startswith(one)), "")
        words = line[len(kind) :].lstrip()
        if kind == "=":
            words = words.replace("|", "\t", 1) if words.count("{{") == 0 else re.sub(r"\}\}\|", "}}\t", words, count=1)
        head = _in_letterhead(words) if kind == "^" else ""
        bold = kind in ("#", "##") or head == "^full" or (kind == "-" and words.startswith(_SUBJECTS))
        size = _SMALL if head in ("^small", "^last") else 0
        runs = self._whole(words, condition[1]) if condition else self._runs(words, bold=bold, size=size)
        layout = _LAYOUTS[head or ("left" if not kind and "|asked:" in words else kind)]
        self._body.append(f"<w:p><w:pPr>{layout}</w:pPr>{runs}</w:p>")
        if kind == "=":
            self._keep_with_signature()

    def _keep_with_signature(self) -> None:
        """No signature stands alone on a page: the paragraph before it goes with it."""
        before = self._body[-2]
        if before.startswith("<w:p><w:pPr>"):
            self._body[-2] = before.replace("<w:p><w:pPr>", "<w:p><w:pPr><w:keepNext/>", 1)

    def _whole(self, words: str, kept: str) -> str:
        self.places.append({"kept": kept, "pieces": []})
        return _run(words, yellow=True)

    def _runs(self, words: str, *, bold: bool = False, size: int = 0) -> str:
        runs: list[str] = []
        at = 0
        for place in _PLACE.finditer(words):
            example, piece = _taken_apart(place[1])
            between = words[at : place.start()]
            joined = (
                bool(at) and not between.strip() and "\t" not in between
            )  # places with a space between them are read as one
            runs += [_run(between, bold, joined, size), _run(example, bold, True, size)]
            if joined:
                self.places[-1]["pieces"] += [*([{"words": "␣"}] if between else []), piece]
            else:
                self.places.append({"pieces": [piece]})
            at = place.end()
        return "".join([*runs, _run(words[at:], bold, size=size)])

    def _table(self, lines: list[str]) -> None:
        repeated = [_ROW.match(line) for line in lines]
        rows = [line[row.end() :] if row else line[1:] for line, row in zip(lines, repeated, strict=True)]
        cells = [[cell.strip() for cell in re.split(r"\s\|(?:\s|$)", row)] for row in rows]
        width = max(map(len, cells))
        grid = (
            [12, *[(self._width - 12) / (width - 1)] * (width - 1)]
            if cells[0][0] == "№"
            else [self._width / width] * width
        )
        columns = "".join(f'<w:gridCol w:w="{one * _MM:.0f}"/>' for one in grid)
        written: list[str] = []
        for n, (texts, row) in enumerate(zip(cells, repeated, strict=True)):
            self.rows += [{"place": len(self.places), "repeated": row[1]}] if row else []
            written.append(self._row(texts, grid, bool(row), head=not n and width > 2))
        wide = f'<w:tblW w:w="{self._width * _MM:.0f}" w:type="dxa"/>'
        properties = f"<w:tblPr>{wide}<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
        self._body.append(f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(written)}</w:tbl><w:p/>")

    def _row(self, texts: list[str], grid: list[float], repeated: bool, *, head: bool) -> str:
        cells: list[str] = []
        for at, width in enumerate(grid):
            text = texts[at] if at < len(texts) else ""
            runs = self._yellow_cell(text) if repeated else self._runs(text, bold=head)
            properties = f'<w:tcPr><w:tcW w:w="{width * _MM:.0f}" w:type="dxa"/></w:tcPr>'
            together = "<w:keepNext/>" if len(grid) == _SIDES else ""  # the sides of an agreement stay on one page
            cells.append(f"<w:tc>{properties}<w:p><w:pPr>{together}{_CELL}</w:pPr>{runs}</w:p></w:tc>")
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"

    def _yellow_cell(self, text: str) -> str:
        """A cell of a repeated row is yellow all over: one place, its own words among the facts."""
        pieces: list[dict[str, str]] = []
        at = 0
        for place in _PLACE.finditer(text):
            if words := text[at : place.start()]:
                pieces.append({"words": re.sub(r"^ | $", "␣", words)})
            pieces.append(_taken_apart(place[1])[1])
            at = place.end()
        self.places.append({"pieces": pieces})
        return _run(_PLACE.sub(lambda place: _taken_apart(place[1])[0], text), yellow=True)


def _taken_apart(place: str) -> tuple[str, dict[str, str]]:
    example, field, case, form, letters = [*place.split("|"), "", "", ""][:5]
    piece = {"field": field, "case": case or "nominative", "form": form, "letters": letters or "plain"}
    return example, piece


def _in_letterhead(words: str) -> str:
    """How a centred line of the letterhead is set: the name bold, address and numbers small, a rule under the last."""
    if words.endswith((".full}}", ".full|}}")):
        return "^full"
    return "^last" if words.startswith("ИНН") else "^small" if ".address}}" in words else ""


def _run(words: str, bold: bool = False, yellow: bool = False, size: int = 0) -> str:
    if not words:
        return ""
    marks = (
        "<w:b/>" if bold else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
        '<w:highlight w:val="yellow"/>' if yellow else "",
    )
    properties = f"<w:rPr>{''.join(marks)}</w:rPr>" if any(marks) else ""
    texts = [f'<w:t xml:space="preserve">{escape(one, quote=False)}</w:t>' if one else "" for one in words.split("\t")]
    return f"<w:r>{properties}{'<w:tab/>'.join(texts)}</w:r>"


def main() -> None:
    """Write them all; the same words make the same bytes."""
    FOLDER.mkdir(exist_ok=True)
    papers = _TEXTS.read_text(encoding="utf-8").split("=== ")[1:]
    for number, text in enumerate(papers, 1):
        title, _line, lines = text.partition("\n")
        name, whom = (word.strip() for word in title.split("|"))
        paper = _Paper(name, lines)
        with zipfile.ZipFile(FOLDER / f"{number:02}.docx", "w", zipfile.ZIP_DEFLATED) as package:
            for part, words in {**_PARTS, "word/document.xml": paper.document()}.items():
                whole = words if words.startswith("<?xml") else _HEADER + words
                package.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), whole, zipfile.ZIP_DEFLATED)
        told = {"name": name, "whom": whom, "places": paper.places, "rows": paper.rows}
        words = json.dumps(told, ensure_ascii=False, indent=1)
        Path(FOLDER / f"{number:02}.json").write_text(f"{words}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
