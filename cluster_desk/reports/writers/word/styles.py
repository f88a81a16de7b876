"""The styles of a Word file: they carry the whole look, so that changing «Обычный» changes the paper.

A paragraph's look that was not met before becomes a style of its own, based on the first of its kind, and every style
in the end on «Обычный», whose font and size nobody repeats. Paragraphs tell only what is theirs alone: that they stay
with the next, begin a page, belong to a list.
"""

from __future__ import annotations

from cluster_desk.reports.document import Align, Document
from cluster_desk.reports.writers.word.lists import Lists
from cluster_desk.reports.writers.word.text import Shape, layout, paragraph, twips

NORMAL = "Normal"
_NAMES = {
    "BodyText": "Body Text", "ListNumber": "List Number", "ListBullet": "List Bullet", "Signature": "Signature",
    "Caption": "caption", "TitleLine": "Строка заглавия", "Line": "Строка", "Centered": "Строка по центру",
    "AtRight": "Строка справа", "Fact": "Реквизит", "Sides": "Дата и номер", "Blank": "Строка для записи",
    "Letterhead": "Бланк", "LetterheadName": "Бланк, название", "Foot": "Низ страницы", "Approval": "Гриф",
    "Note": "Примечание", "ChartText": "Подпись диаграммы", "Cell": "Текст таблицы", "HeadCell": "Заголовок таблицы",
    **{f"Heading{n}": f"heading {n}" for n in (1, 2, 3)},
}  # fmt: skip
"""What the styles are called; the English names are Word's own, which a Russian Word shows in Russian."""
_BOLD = ("Heading1", "Heading2", "Heading3", "TitleLine", "LetterheadName", "HeadCell")
_PAD_X, _PAD_Y = 1.5, 1.0  # mm
_LINE = 0.18  # mm: a row of a Word file is higher by its line, which is drawn over the padding elsewhere


class Styles:
    """Gives every paragraph its style; knows all of them in the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[Shape, str] = {}
        self._counts: dict[str, int] = {}
        self._said: list[str] = []
        self._cells: dict[tuple[float, Align, bool], str] = {}
        self.lists = Lists()

    def paragraph(self, inside: str, shape: Shape) -> str:
        """A paragraph in the style of its look; one that only draws or parts has its look itself."""
        if not inside or (shape.exact and not shape.style):
            return paragraph(inside, shape)
        style = self._style_of(shape)
        parts = (
            f'<w:pStyle w:val="{style}"/>',
            "<w:keepNext/>" if shape.keep_next else "",
            "<w:keepLines/>" if shape.together else "",
            "<w:pageBreakBefore/>" if shape.new_page else "",
            shape.frame,
            shape.numbers,
            '<w:spacing w:before="0"/>' if shape.new_page and shape.before else "",
        )
        return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{inside}</w:p>"

    def cell(self, size: float, align: Align, *, head: bool) -> str:
        """The style of a table's cell."""
        style = self._cells.get((size, align, head))
        if style is None:
            gap = 1.4 if head else 0.0
            look = Shape(align, size, before=gap, after=gap, style="HeadCell" if head else "Cell")
            style = self._cells[size, align, head] = self._style_of(look)
        return style

    def _style_of(self, shape: Shape) -> str:
        look = shape._replace(keep_next=False, together=False, new_page=False, frame="", numbers="")
        style = self._known.get(look)
        if style is None:
            role = look.style or _role(look)
            count = self._counts[role] = self._counts.get(role, 0) + 1
            style = self._known[look] = role if count == 1 else f"{role}{count}"
            self._said.append(self._style(style, role, count, look))
        return style

    def _style(self, style: str, role: str, count: int, look: Shape) -> str:
        name = _NAMES[role] if count == 1 else f"{_NAMES[role]} ({count})"
        heading = role.startswith("Heading")
        level = f'<w:outlineLvl w:val="{int(role[-1]) - 1}"/>' if heading else ""
        keep = "<w:keepNext/><w:keepLines/>" if heading or role == "TitleLine" else ""
        points = round(look.size * 2)
        size = f'<w:sz w:val="{points}"/><w:szCs w:val="{points}"/>' if look.size != self._document.size else ""
        face = f"{'<w:b/><w:bCs/>' if role in _BOLD else ''}{size}"
        following = f'<w:next w:val="{"BodyText" if "BodyText" in self._counts else NORMAL}"/>' if heading else ""
        return (
            f'<w:style w:type="paragraph"{"" if heading or role in _BUILT_IN else _OWN} w:styleId="{style}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="{NORMAL if count == 1 else role}"/>{following}<w:qFormat/>'
            f"<w:pPr>{keep}{layout(look, self._document.spacing)}{level}</w:pPr><w:rPr>{face}</w:rPr></w:style>"
        )

    def xml(self) -> str:
        """What stands in the part of the styles, without its root."""
        size = round(self._document.size * 2)
        line = round(self._document.spacing * 240)
        return (
            "<w:docDefaults><w:rPrDefault><w:rPr>"
            '<w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
            f'<w:style w:type="paragraph" w:default="1" w:styleId="{NORMAL}"><w:name w:val="{NORMAL}"/><w:qFormat/>'
            f'<w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/></w:pPr>'
            '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
            f'w:eastAsia="Times New Roman"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
            f"{_TABLES}{''.join(self._said)}"
        )


_BUILT_IN = ("BodyText", "ListNumber", "ListBullet", "Signature", "Caption")
_OWN = ' w:customStyle="1"'


def _role(look: Shape) -> str:
    """What a paragraph that does not tell it is."""
    if look.align == "justify" or look.indent:
        return "BodyText"
    return {"center": "Centered", "right": "AtRight"}.get(look.align, "Line")


def _tables() -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    pads = "".join(
        f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>'
        for side, pad in (("top", _PAD_Y - _LINE), ("left", _PAD_X), ("bottom", _PAD_Y), ("right", _PAD_X))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{pads}</w:tblCellMar></w:tblPr></w:style>"
    )


_TABLES = _tables()
