"""Words of a Word document as Word shows them: changes accepted, what is hidden not read, signs as they look."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from cluster_desk.exchange.files.reader import read_content, read_document
from cluster_desk.exchange.layout.grids import Content, Grid, Paragraph
from tests.exchange.make_docx import Raw, Table, write_docx

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """The document with some of its parts replaced or added."""
    other = path.with_name(f"other {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in {*old.namelist(), *parts}:
            new.writestr(name, parts[name] if name in parts else old.read(name))
    return other


def numbered(inner: str, mark: str = "") -> str:
    numbers = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{numbers}<w:rPr>{mark}</w:rPr></w:pPr>{inner}</w:p>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def read(tmp_path: Path, *xml: str) -> Content:
    return read_content(write_docx(tmp_path / "d.docx", [Raw(each) for each in xml]))


def shown(content: Content) -> list[str]:
    return [f"{each.mark} {each.words}".strip() for each in content.blocks if isinstance(each, Paragraph)]


def test_deleted_paragraphs_count_in_no_list(tmp_path: Path) -> None:
    whole = numbered(deleted("удалено"), "<w:del/>")
    content = read(tmp_path, numbered(run("первое")), whole, whole, numbered(run("второе")))
    assert shown(content) == ["1. первое", "2. второе"]


def test_a_paragraph_whose_end_is_deleted_goes_on_with_the_next(tmp_path: Path) -> None:
    content = read(tmp_path, numbered(run("О плане "), "<w:del/>"), numbered(run("на год")), numbered(run("Разное")))
    assert shown(content) == ["1. О плане на год", "2. Разное"]


def test_a_moved_paragraph_stands_where_it_was_moved_to(tmp_path: Path) -> None:
    away = numbered(f"<w:moveFrom>{run('О форуме')}</w:moveFrom>", "<w:moveFrom/>")
    here = numbered(f"<w:moveTo>{run('О форуме')}</w:moveTo>", "<w:moveTo/>")
    content = read(tmp_path, away, numbered(run("О плане")), here)
    assert shown(content) == ["1. О плане", "2. О форуме"]


def test_deleted_and_hidden_cells_and_rows_are_not_there(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    rows = [
        f"<w:tr>{cell('а')}{cell('лишнее', '<w:cellDel/>')}{cell('б')}</w:tr>",
        f"<w:tr><w:trPr><w:hidden/></w:trPr>{cell('скрыто')}{cell('тоже')}</w:tr>",
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('удалено')}</w:tr>",
        f"<w:tr>{cell('лишний', '<w:cellDel/>')}</w:tr>",
    ]
    content = read(tmp_path, f"<w:tbl>{''.join(rows)}</w:tbl>")
    assert [[cell.text for cell in row] for row in content.grids()[0].rows] == [["а", "б"]]
    assert [(each.reason.value, each.words) for each in content.left_alone] == [("hidden", "скрыто | тоже")]


def test_a_table_all_of_whose_rows_are_deleted_is_none(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p>{run('было')}</w:p></w:tc></w:tr></w:tbl>"
    assert read(tmp_path, table).blocks == []


_HIDDEN_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Below"><w:basedOn w:val="Secret"/></w:style>'
    '<w:style w:styleId="Shown"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style></w:styles>'
)


def test_words_hidden_by_a_style_are_not_shown(tmp_path: Path) -> None:
    styled = '<w:rStyle w:val="%s"/>'
    line = f"<w:p>{run('день')}{run(' черновик', styled % 'Below')}{run(' и час', styled % 'Shown')}</w:p>"
    whole = f'<w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr><w:r><w:t>не видно</w:t></w:r>{run(" и это")}</w:p>'
    seen = run("видно", '<w:vanish w:val="0"/>')
    again = f'<w:p><w:pPr><w:pStyle w:val="Secret"/></w:pPr>{seen}</w:p>'
    path = write_docx(tmp_path / "d.docx", [Raw(line), Raw(whole), Raw(again)])
    content = read_content(with_parts(path, {"word/styles.xml": _HIDDEN_STYLES}))
    assert shown(content) == ["день и час", "видно"]


_PLAIN = ("", '<w:color w:val="FF0000"/><w:sz w:val="28"/>', '<w:lang w:val="ru-RU"/>')
"""Properties of a run that say nothing of its words: none, and looks alone."""


@pytest.mark.parametrize("looks", _PLAIN)
@pytest.mark.parametrize(("style", "words"), [("Secret", []), ("Plain", ["дата"])])
def test_properties_that_hold_looks_alone_are_as_none(tmp_path: Path, looks: str, style: str, words: list[str]) -> None:
    around = f'<w:pPr><w:pStyle w:val="{style}"/><w:rPr>{looks}</w:rPr></w:pPr>'
    cell = f"<w:tc><w:tcPr><w:tcW w:w='9'/></w:tcPr><w:p>{around}{run('да', looks)}{run('та', looks)}</w:p></w:tc>"
    path = write_docx(tmp_path / "d.docx", [Raw(f"<w:tbl><w:tr><w:trPr>{looks}</w:trPr>{cell}</w:tr></w:tbl>")])
    [grid] = read_content(with_parts(path, {"word/styles.xml": _HIDDEN_STYLES})).grids()
    assert [cell.text for cell in grid.rows[0] if cell.text] == words


_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Listed"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    '</w:style><w:style w:styleId="Below"><w:basedOn w:val="Listed"/></w:style>'
    '<w:style w:styleId="Heading"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Cell"><w:pPr><w:jc w:val="center"/></w:pPr></w:style></w:styles>'
)


@pytest.mark.parametrize("long", ["", "слово " * 60_000])
def test_a_paragraph_is_what_its_style_makes_of_it_however_long_the_document(tmp_path: Path, long: str) -> None:
    styles = ("Cell", "Below", "Heading", "Bold", "Secret", "Unknown", "Listed", "Cell")
    lines = [f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(style)}</w:p>' for style in styles]
    inner = '<w:pStyle w:val="Cell"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    lines.append(f"<w:p><w:pPr>{inner}</w:pPr>{run('counted')}</w:p>")
    path = write_docx(tmp_path / "d.docx", [Raw(each) for each in (*lines, f"<w:p>{run(long)}</w:p>")])
    content = read_content(with_parts(path, {"word/styles.xml": _STYLES}))
    told = [each for each in content.blocks if isinstance(each, Paragraph)][:8]
    marks = [f"{each.mark} {each.marked or each.words}".strip() for each in told]
    assert marks == ["Cell", "1. Below", "Heading", "**Bold**", "Unknown", "2. Listed", "Cell", "3. counted"]
    assert [each.words for each in told if each.heading] == ["Heading"]


def test_a_word_longer_than_what_is_read_at_once_is_whole(tmp_path: Path) -> None:
    long = "слово" * 60_000
    content = read(
        tmp_path, f"<w:p>{run('до')}{run(long)}<w:r><w:rPr><w:sz w:val='9'/></w:rPr><w:t>после</w:t></w:r></w:p>"
    )
    assert shown(content) == [f"до{long}после"]


def test_prompts_of_empty_controls_are_no_words(tmp_path: Path) -> None:
    def control(properties: str, text: str, style: str = "") -> str:
        words = run(text, f'<w:rStyle w:val="{style}"/>')
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{words}</w:sdtContent></w:sdt>"

    empty = control("<w:showingPlcHdr/>", "Выберите элемент.", "PlaceholderText")
    other = control("<w:showingPlcHdr/>", "ноябрь")
    filled = control('<w:showingPlcHdr w:val="0"/>', "октябрь")
    content = read(tmp_path, f"<w:p>{run('Срок: ')}{empty}{other}{filled}</w:p>")
    assert shown(content) == ["Срок: октябрь"]
    # Nothing is dropped without a word: what may have been filled by another program is told as wanting.
    assert [(each.reason.value, each.words) for each in content.left_alone] == [
        ("label", "Выберите элемент."),
        ("unknown", "ноябрь"),
    ]


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0050"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Times New Roman" w:char="0416"/></w:r>', "Ж"),
        (run("ü", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
        (run("a и б", '<w:rFonts w:ascii="Symbol"/>'), "α и б"),
        (run("\uf0d8", '<w:rFonts w:ascii="Wingdings"/>'), "➢"),
        (run("100") + run("3", '<w:vertAlign w:val="superscript"/>'), "100³"),
        (run("5") + run("-й", '<w:vertAlign w:val="superscript"/>'), "5-й"),
    ],
)
def test_signs_look_as_on_paper(inner: str, words: str, tmp_path: Path) -> None:
    assert shown(read(tmp_path, f"<w:p>{inner}</w:p>")) == [words]


def field(data: str, result: str = "") -> str:
    begins = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    part = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result
    ends = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"<w:p>{begins}<w:r><w:instrText>FORM</w:instrText></w:r>{part}{ends}</w:p>"


def test_fields_of_old_forms_show_what_is_chosen(tmp_path: Path) -> None:
    entries = '<w:listEntry w:val="сентябрь"/><w:listEntry w:val="октябрь"/>'
    content = read(
        tmp_path,
        field(f"<w:ddList>{entries}</w:ddList>"),
        field(f'<w:ddList><w:default w:val="1"/>{entries}</w:ddList>'),
        field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', run("октябрь")),
        field("<w:checkBox><w:checked/></w:checkBox>"),
        field("<w:textInput/>", run("ноябрь")),
    )
    assert shown(content) == ["сентябрь", "октябрь", "октябрь", "☒", "ноябрь"]


def test_what_is_struck_through_is_read_and_doubted(tmp_path: Path) -> None:
    struck = Raw(f"<w:p>{run('Слёт', '<w:strike/>')}{run(' юных')}</w:p>")
    table = Table([["№", "Мероприятие", "Срок"], ["1", [struck], "май"], ["2", "Сбор", "июнь"]])
    document = read_document(write_docx(tmp_path / "p.docx", ["План на 2031 год", table]))
    assert [(doubt.sentence(), doubt.source.row) for doubt in document.all_doubts()] == [
        ("В документе зачёркнуто: «Слёт».", 2)
    ]


def with_part_inside(tmp_path: Path, name: str, content: bytes) -> Path:
    chunk = f'<w:altChunk xmlns:r="{_REL}" r:id="r9"/>'
    relation = f'<Relationship Id="r9" Type="{_REL}/aFChunk" Target="{name}"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'
    path = write_docx(tmp_path / f"outer {name}.docx", ["Снаружи", Raw(chunk)])
    return with_parts(path, {"word/_rels/document.xml.rels": relations, f"word/{name}": content})


def test_documents_put_inside_are_read(tmp_path: Path) -> None:
    inner = write_docx(tmp_path / "i.docx", ["Внутри", Table([["а", "б"]])]).read_bytes()
    outer = read_content(with_part_inside(tmp_path, "chunk.docx", inner))
    assert shown(outer) == ["Снаружи", "Внутри"]
    assert [grid.number for grid in outer.grids()] == [1]
    html = "<html><body><p>Из страницы</p></body></html>".encode()
    assert shown(read_content(with_part_inside(tmp_path, "chunk.html", html))) == ["Снаружи", "Из страницы"]


def test_a_document_inside_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    twice = with_part_inside(tmp_path, "a.docx", with_part_inside(tmp_path, "b.docx", b"PK\3\4").read_bytes())
    for path in (with_part_inside(tmp_path, "chunk.rtf", b"{\\rtf1 x}"), with_part_inside(tmp_path, "c", b"PK\3\4")):
        assert [each.reason.value for each in read_content(path).left_alone] == ["unknown"]
    assert shown(read_content(twice)) == ["Снаружи", "Снаружи"]


def test_what_stands_outside_the_body_is_named(tmp_path: Path) -> None:
    parts = {
        "header": f'<w:hdr xmlns:w="{_W}"><w:p>{run("Проект")}</w:p></w:hdr>',
        "footnotes": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:type="separator"><w:p>{run("не")}</w:p></w:footnote>'
        f"<w:footnote><w:p>{run('по согласованию')}</w:p></w:footnote></w:footnotes>",
        "comments": f'<w:comments xmlns:w="{_W}"><w:comment><w:p>{run("уточнить")}</w:p></w:comment></w:comments>',
    }
    relations = "".join(f'<Relationship Id="{each}" Type="{_REL}/{each}" Target="{each}.xml"/>' for each in parts)
    xml = {f"word/{name}.xml": text for name, text in parts.items()}
    xml["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>'
    content = read_content(with_parts(write_docx(tmp_path / "d.docx", ["Текст"]), xml))
    assert [(each.reason.value, each.words) for each in content.left_alone] == [
        ("margin", "Проект"),
        ("note", "по согласованию"),
        ("comment", "уточнить"),
    ]


def test_names_of_parts_in_capitals_and_with_backslashes(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "d.docx", ["Текст", Table([["а", "б"]])])
    other = tmp_path / "e.docx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            part = old.read(name).replace(b'Target="word/document.xml"', b'Target="\\Word\\Document.xml"')
            new.writestr(name.replace("word/document.xml", "WORD/document.XML"), part)
    content = read_content(other)
    assert (shown(content), [type(each) for each in content.blocks[1:]]) == (["Текст"], [Grid])
