"""Places of an office's paper as any editor leaves them, and papers filled in them with every other byte as it was."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.exchange.templates import places
from cluster_desk.exchange.templates.document import Filling, fill
from cluster_desk.exchange.templates.places import TemplateDocument, read_template
from cluster_desk.exchange.templates.together import fill_together
from tests.exchange.make_docx import Below, Merged, Raw, Table, write_docx

MADE = Path(__file__).parent / "agreement.docx"
YELLOW = '<w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr>'
SHADED = '<w:rPr><w:shd w:val="clear" w:fill="FFFF00"/></w:rPr>'
WORDS = "Тихонову А. В."


def run(words: str, properties: str = YELLOW) -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside: str) -> Raw:
    return Raw(f"<w:p>{run('Вручить ', '')}{inside}{run(', лично.', '')}</w:p>")


def taken(tmp_path: Path, *blocks: object, **parts: str) -> TemplateDocument:
    path = write_docx(tmp_path / "Бланк.docx", blocks, **parts)
    return read_template(path.read_bytes(), path.name)


def texts(content: bytes, part: str = "word/document.xml") -> list[str]:
    """The paragraphs of a part that have words."""
    again = read_template(content, "x.docx")
    return [one.text for one in again.paragraphs if one.part == part and one.text.strip()]


SPLIT = {
    "one run": run(WORDS),
    "letters": "".join(run(letter) for letter in WORDS),
    "revisions": run("Тихон") + '<w:proofErr w:type="spellStart"/>' + run("ову") + run(" А. В."),
    "bookmark": run("Тихонову")
    + '<w:bookmarkStart w:id="0" w:name="a"/>'
    + run(" А. В.")
    + '<w:bookmarkEnd w:id="0"/>',
    "white space": run("Тихонову") + run(" ", "") + run("А. В."),
    "empty run": run("Тихонову ") + "<w:r/>" + run("А. В."),
    "shading": run("Тихонову ", SHADED) + run("А. В."),
    "inserted": f"<w:ins w:id='1' w:author='Ю'>{run('Тихонову ')}</w:ins>" + run("А. В."),
    "deleted between": run("Тихонову ") + f"<w:del><w:r>{YELLOW}<w:delText>Б.</w:delText></w:r></w:del>" + run("А. В."),
    "moved": f"<w:moveTo w:id='1'>{run('Тихонову ')}</w:moveTo>" + run("А. В."),
    "link": f"<w:hyperlink w:anchor='a'>{run('Тихонову ')}</w:hyperlink>" + run("А. В."),
    "content control": f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Тихонову ')}{run('А. В.')}</w:sdtContent></w:sdt>",
    "smart tag": f"<w:smartTag w:element='n'>{run('Тихонову ')}</w:smartTag>" + run("А. В."),
    "two texts": f"<w:r>{YELLOW}<w:t>Тихонову</w:t><w:t xml:space='preserve'> А. В.</w:t></w:r>",
    "page break": run("Тихонову ") + f"<w:r>{YELLOW}<w:lastRenderedPageBreak/><w:t>А. В.</w:t></w:r>",
}


@pytest.mark.parametrize("inside", SPLIT.values(), ids=SPLIT)
def test_a_place_is_one_however_its_runs_are_split(inside: str, tmp_path: Path) -> None:
    document = taken(tmp_path, paragraph(inside))
    assert [place.title for place in document.places] == [WORDS]
    filled = fill(document, Filling({0: "Громовой Е. Н. & Ко"}))
    assert texts(filled) == ["Вручить Громовой Е. Н. & Ко, лично."]
    assert not read_template(filled, "x.docx").places


def test_spaces_at_the_ends_of_a_place_stay(tmp_path: Path) -> None:
    document = taken(tmp_path, paragraph(run("Тихонову А. В. ")))
    assert texts(fill(document, Filling({0: "Громовой"}))) == ["Вручить Громовой , лично."]


def test_a_style_a_paragraph_and_a_cell_may_be_what_is_yellow(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" '
        'w:styleId="M"><w:rPr><w:highlight w:val="yellow"/></w:rPr></w:style></w:styles>'
    )
    shaded = '<w:shd w:val="clear" w:fill="FFFF00"/>'
    blocks = [
        paragraph(run("по стилю", '<w:rPr><w:rStyle w:val="M"/></w:rPr>')),
        Raw(f"<w:p><w:pPr>{shaded}</w:pPr>{run('весь абзац', '')}</w:p>"),
        Raw(f"<w:tbl><w:tr><w:tc><w:tcPr>{shaded}</w:tcPr><w:p>{run('ячейка', '')}</w:p></w:tc></w:tr></w:tbl>"),
        paragraph(run("зелёное", '<w:rPr><w:highlight w:val="green"/></w:rPr>')),
    ]
    content = with_part(write_docx(tmp_path / "a.docx", blocks), "word/styles.xml", styles)
    document = read_template(content, "a.docx")
    assert [place.words for place in document.places] == ["по стилю", "весь абзац", "ячейка"]
    filled = fill(document, Filling({0: "а", 1: "б", 2: "в"}))
    assert texts(filled) == ["Вручить а, лично.", "б", "в", "Вручить зелёное, лично."]
    assert not read_template(filled, "x.docx").places


def with_part(path: Path, part: str, text: str) -> bytes:
    """The document with another part in place of its own."""
    result = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(name, text if name == part else source.read(name))
    return result.getvalue()


def test_word_s_own_merge_fields_are_places(tmp_path: Path) -> None:
    simple = f'<w:fldSimple w:instr=" MERGEFIELD Фамилия ">{run("«Фамилия»", "")}</w:fldSimple>'
    marks = "".join(
        f"<w:r>{inside}</w:r>"
        for inside in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> MERGEFIELD "Полное имя" \\* MERGEFORMAT </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>«Полное»</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    page = f'<w:fldSimple w:instr=" PAGE ">{run("7")}</w:fldSimple>'
    document = taken(tmp_path, paragraph(simple), paragraph(marks), paragraph(page))
    assert [place.merges for place in document.places] == ["Фамилия", "Полное имя"]
    filled = fill(document, Filling({0: "Громова", 1: "Громова Елена"}))
    assert texts(filled) == ["Вручить Громова, лично.", "Вручить Громова Елена, лично.", "Вручить 7, лично."]
    xml = zipfile.ZipFile(io.BytesIO(filled)).read("word/document.xml")
    assert b"MERGEFIELD" not in xml
    assert b"PAGE" in xml


def test_a_text_box_for_new_and_old_programs_is_one_place(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('МКОУ СОШ с. Луговое')}</w:p></w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>'
    )
    document = taken(tmp_path, Raw(f"<w:p>{both}</w:p>"))
    assert len(document.places) == 1
    assert texts(fill(document, Filling({0: "ООШ"}))) == ["ООШ", "ООШ"]


def yellow_row(*cells: object) -> list[object]:
    """Cells whose words are yellow, the merged ones too."""
    results: list[object] = []
    for cell in cells:
        if isinstance(cell, Merged):
            results.append(Merged([Raw(f"<w:p>{run(str(cell.content))}</w:p>")], cell.across, cell.down))
        else:
            results.append(cell if isinstance(cell, Below) else [Raw(f"<w:p>{run(str(cell))}</w:p>")])
    return results


def test_yellow_rows_are_repeated_and_further_examples_go(tmp_path: Path) -> None:
    table = Table([["№", "Школа"], yellow_row("1", "Луговое"), yellow_row("2", "Ключи"), ["", "Всего"]])
    document = taken(tmp_path, table, "После таблицы")
    [rows] = document.rows
    assert [place.words for place in document.rows_places(rows)] == ["1", "Луговое"]
    filled = fill(document, Filling({}, rows={0: [{0: str(n), 1: f"Школа {n}"} for n in (1, 2, 3)]}))
    assert texts(filled) == ["№", "Школа", "1", "Школа 1", "2", "Школа 2", "3", "Школа 3", "Всего", "После таблицы"]
    assert texts(fill(document, Filling({}, rows={0: []}))) == ["№", "Школа", "Всего", "После таблицы"]
    once = fill(document, Filling({1: "А", 3: "Б"}))
    assert texts(once) == ["№", "Школа", "1", "А", "2", "Б", "Всего", "После таблицы"]


def test_rows_merged_with_one_another_are_repeated_together(tmp_path: Path) -> None:
    table = Table(
        [
            [Merged("Список", across=3)],
            yellow_row(Merged("Луговое", down=True), Merged("директор Тихонов", across=2)),
            yellow_row(Below(), "тел.", "2-00-14"),
            yellow_row(Merged("Ключи", down=True), Merged("директор Савельева", across=2)),
            yellow_row(Below(), "тел.", "2-00-16"),
        ]
    )
    document = taken(tmp_path, table)
    [rows] = document.rows
    assert (rows.pattern, len(rows.rows)) == (2, 4)
    copies = [{0: school, 1: head, 2: "тел.", 3: phone} for school, head, phone in (("А", "Б", "1"), ("В", "Г", "2"))]
    assert texts(fill(document, Filling({}, rows={0: copies}))) == [
        "Список",
        "А",
        "Б",
        "тел.",
        "1",
        "В",
        "Г",
        "тел.",
        "2",
    ]


def test_what_is_left_out_goes_with_its_paragraph_but_a_cell_keeps_one(tmp_path: Path) -> None:
    sentence = Raw(f"<w:p>{run('Начало. ', '')}{run('Условие.')}{run(' Конец.', '')}</w:p>")
    alone = Raw(f"<w:p>{run('Только для садов')}</w:p>")
    document = taken(tmp_path, "До", alone, sentence, Table([[[Raw(f"<w:p>{run('в ячейке')}</w:p>")], "б"]]))
    filled = fill(document, Filling({1: None}, frozenset({0, 2})))
    assert texts(filled) == ["До", "Начало. Условие. Конец.", "б"]
    assert not read_template(filled, "x.docx").places
    assert texts(fill(document, Filling({}, frozenset({1})))) == [
        "До",
        "Только для садов",
        "Начало. Конец.",
        "в ячейке",
        "б",
    ]


def test_everything_but_the_places_is_as_libreoffice_wrote_it() -> None:
    content = MADE.read_bytes()
    document = read_template(content, MADE.name)
    assert {place.part for place in document.places} == {"word/document.xml", "word/header1.xml", "word/footnotes.xml"}
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(io.BytesIO(fill(document, Filling({0: "4"})))) as after,
    ):
        assert before.namelist() == after.namelist()
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
        assert changed == ["word/document.xml"]
        shading = b'<w:rPr><w:b/><w:shd w:fill="FFFF00" w:val="clear"/></w:rPr><w:t>3</w:t>'
        old = before.read("word/document.xml")
        assert old.count(shading) == 1
        new = b'<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">4</w:t>'
        assert after.read("word/document.xml") == old.replace(shading, new)


def test_many_in_one_file_begin_on_pages_of_their_own(tmp_path: Path) -> None:
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:cols w:space="708"/></w:sectPr>'
    document = taken(tmp_path, paragraph(run(WORDS)), Raw(section))
    together = fill_together(document, [Filling({0: name}) for name in ("А", "Б", "В")])
    assert texts(together) == ["Вручить А, лично.", "Вручить Б, лично.", "Вручить В, лично."]
    xml = zipfile.ZipFile(io.BytesIO(together)).read("word/document.xml").decode()
    assert xml.count('<w:pgNumType w:start="1"/>') == xml.count("<w:sectPr>") == 3


def test_headers_and_footnotes_of_papers_in_one_file_are_each_papers_own() -> None:
    document = read_template(MADE.read_bytes(), MADE.name)
    header = [one.number for one in document.places if one.part == "word/header1.xml"]
    note = [one.number for one in document.places if one.part == "word/footnotes.xml"]
    fillings = [Filling({**dict.fromkeys(header, f"Школа {n}"), **dict.fromkeys(note, f"сноска {n}")}) for n in "123"]
    together = fill_together(document, fillings)
    read = docx.Document(io.BytesIO(together))
    heads = [" ".join(one.text for one in section.header.paragraphs) for section in read.sections]
    assert [next(n for n in "123" if f"Школа {n}" in one) for one in heads] == ["1", "2", "3"]
    package = zipfile.ZipFile(io.BytesIO(together))
    notes = package.read("word/footnotes.xml").decode()
    ids = re.findall(r'<w:footnote w:id="(\d+)"', notes)
    marks = re.findall(r'<w:footnoteReference w:id="(\d+)"', package.read("word/document.xml").decode())
    assert len(ids) == len(set(ids))
    assert len(marks) == len(set(marks)) == 3
    assert set(marks) <= set(ids)
    assert [n for n in "123" if f"сноска {n}" in notes] == ["1", "2", "3"]


def test_hostile_papers_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_PLACES", 20)
    wide = Raw("<w:p>" + (run("а") + run("б", "")) * 21 + "</w:p>")
    with pytest.raises(UserError, match="больше 20 мест"):
        taken(tmp_path, wide)
    with pytest.raises(UserError, match="глубоко"):
        taken(tmp_path, Raw("<w:tbl><w:tr><w:tc>" * 200 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 200))
    with pytest.raises(UserError, match="повреждён"):
        taken(tmp_path, Raw("<w:p>"))
    with pytest.raises(UserError, match="вне документа|снаружи|за пределами"):
        taken(tmp_path, document='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>')
    with pytest.raises(UserError, match="повреждён"):
        read_template(b"PK\x03\x04 nothing", "x.docx")
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/document.xml" '
        'ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    )
    macros = with_part(write_docx(tmp_path / "a.docx", ["а"]), "[Content_Types].xml", types)
    with pytest.raises(UserError, match="макрос"):
        read_template(macros, "b.docm")


def test_words_that_xml_cannot_hold_do_no_harm(tmp_path: Path) -> None:
    document = taken(tmp_path, paragraph(run(WORDS)))
    assert texts(fill(document, Filling({0: "<b>&\x00\x0b]]>"}))) == ["Вручить <b>&]]>, лично."]
