"""Every run of words of a document has a home: a record, or what is left alone with its reason.

The words are gathered here by a walk of its own over the XML, so that what a reader drops is seen.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from cluster_desk.core.parsed_document import ParsedDocument, Reason
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.files.reader import read_document
from tests.documents_check.made import make
from tests.documents_check.written import write
from tests.exchange.make_docx import Numbered, Table, write_docx
from tests.exchange.office_papers import Paper, papers

CASES = Path(__file__).parents[2] / "cases" / "inputs"
HEADER = ["№", "Мероприятие", "Срок", "Ответственный"]


def runs_of(path: Path) -> Iterator[str]:
    """The words of every run of a Word document without tracked changes."""
    tree = etree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    yield from (str(each.text) for each in tree.iter("{*}t") if each.text and each.text.strip())


def homes(document: ParsedDocument) -> str:
    """Everything that `read --json` tells, as one text."""
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key != "doubts":
                    gather(inner)
        elif isinstance(value, list):
            for inner in value:
                gather(inner)
        elif isinstance(value, str):
            found.append(fold(value))

    gather(json.loads(json.dumps(document.to_json())))
    return "\n".join(found)


def _bare(words: str) -> str:
    """A run without the mark of a list before it and the signs at its ends."""
    return re.sub(r"^[^\w«\"]+|^\(?\d+(?:\.\d+)*[.)]\s*", "", fold(words)).strip(' .;:,()_/"«»')


@pytest.mark.parametrize("paper", list(papers()), ids=lambda paper: paper.name)
def test_every_run_of_words_has_a_home(paper: Paper, tmp_path: Path) -> None:
    path = write_docx(tmp_path / "paper.docx", paper.blocks)
    told = homes(read_document(path))
    # A run that stands in several fields ("Лугов П.К., директор") is whole in none of them.
    words = set(re.findall(r"[^\W_]+", told))
    homeless = [run for run in runs_of(path) if _bare(run) not in told]
    assert [run for run in homeless if not words.issuperset(re.findall(r"[^\W_]+", _bare(run)))] == []


_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")  # as figures that Excel raises are told


def strings_of(path: Path) -> Iterator[str]:
    """The words of every cell of a workbook, shared or inline, as the XML has them; a sheet hidden or not."""
    package = zipfile.ZipFile(path)
    shared: list[str] = []
    for name in sorted(package.namelist()):
        if name.lower().endswith("sharedstrings.xml"):
            entries = etree.fromstring(package.read(name))
            shared = ["".join(each.text or "" for each in entry.iter("{*}t")) for entry in entries]
    for name in (one for one in package.namelist() if re.search(r"sheet\d+\.xml$", one)):
        for cell in etree.fromstring(package.read(name)).iter("{*}c"):
            words = "".join(each.text or "" for each in cell.iter("{*}t"))
            if cell.get("t") == "s":
                words = shared[int(str(cell.findtext("{*}v")))]
            if words.strip():
                yield words


@pytest.mark.parametrize("path", sorted(CASES.glob("*.xlsx")), ids=lambda path: path.stem)
def test_every_string_of_a_workbook_has_a_home(path: Path) -> None:
    told = set(re.findall(r"[^\W_]+", homes(read_document(path)).translate(_RAISED)))
    assert [words for words in strings_of(path) if not told.issuperset(re.findall(r"[^\W_]+", fold(words)))] == []


@pytest.mark.parametrize("seed", range(2, 32, 3))
def test_every_string_of_a_workbook_put_together_at_random_has_a_home(seed: int, tmp_path: Path) -> None:
    path = write(make(seed), tmp_path, seed)
    assert path.suffix == ".xlsx"
    told = set(re.findall(r"[^\W_]+", homes(read_document(path))))
    lost = [words for words in strings_of(path) if not told.issuperset(re.findall(r"[^\W_]+", fold(words)))]
    assert [words for words in lost if not re.fullmatch(r"\d+\..*", words)] == []  # a number before a line is its mark


def left(document: ParsedDocument) -> list[tuple[str, str]]:
    return [(each.reason.value, each.words) for each in document.left_alone]


def test_what_no_record_tells_is_named_with_its_reason(tmp_path: Path) -> None:
    blocks = [
        "План работы кластера на 2031 год",
        "Цель:",
        Numbered("Единое пространство"),
        Table([HEADER, ["1", "Слёт", "май", "Лугов П.К."]]),
        "Мы ещё подумаем, надо ли нам это.",
        Table([["Кабинет 1", "8.00"], ["Кабинет 2", "8.30"]]),
    ]
    document = read_document(write_docx(tmp_path / "p.docx", blocks))
    assert left(document) == [
        ("label", "Цель:"),
        ("text", "Мы ещё подумаем, надо ли нам это."),
        ("text", "Кабинет 1 | 8.00\nКабинет 2 | 8.30"),
    ]
    counted = document.accounting
    assert (counted.words, counted.structure, counted.not_taken) == (30, 1, 0)
    assert counted.sentence() == "Из 30 слов документа не взято 0"


def test_a_cell_that_its_row_does_not_tell_is_named(tmp_path: Path) -> None:
    seats = Table([["ФИО", "Должность", "Цвет"], ["Лугов П.К.", "директор", "синий"]])
    document = read_document(write_docx(tmp_path / "p.docx", ["Состав координационного совета", seats]))
    assert [each.record.position for each in document.council] == ["директор"]
    [colour] = [each for each in document.left_alone if each.reason is Reason.UNKNOWN]
    assert (colour.words, colour.count, colour.source.row) == ("синий", 1, 2)


def test_signatures_and_headings_of_a_document_without_a_plan(tmp_path: Path) -> None:
    blocks = ["Расписание звонков", "Первый урок в восемь часов.", "Директор лицея ____________ П.К. Лугов"]
    document = read_document(write_docx(tmp_path / "p.docx", blocks))
    assert [reason for reason, _words in left(document)] == ["heading", "unknown", "signature"]
