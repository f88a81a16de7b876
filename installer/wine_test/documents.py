"""An invented look-alike of a cluster's plan in Word, and what must be found in it; readers of papers."""

from __future__ import annotations

import ast
import io
import re
import zipfile
from pathlib import Path

from cluster_desk.core.records.cluster import Cluster
from cluster_desk.desk import Desk
from cluster_desk.sample import create_sample
from tests.department_forms import FORMS, saved
from tests.exchange.make_docx import Table, write_docx
from tests.torture.samples import make_samples

SCHOOLS = ("МКОУ СОШ с. Ключи", "МКОУ ООШ д. Родники", "МКДОУ детский сад «Ёлочка»")
THEME = "Итоги первой четверти № 1"
_NOT_ON_WINDOWS = {"_typeshed", "fcntl", "resource", "pwd", "grp"}
TOPICS = ("Об участии в форуме «Мой выбор»", "О подвозе учеников")


def write_look_alike(path: Path) -> Path:
    """Write a plan with members and a meeting into `path`."""
    members = [["№ п/п", "Наименование образовательной организации", "Ф.И.О. руководителя"]]
    members += [[str(at), school, "Лугов П.К."] for at, school in enumerate(SCHOOLS, 1)]
    agenda = [["№", "Тема выступления", "выступающий"]]
    agenda += [[f"{at}.", topic, "П.К. Лугов, директор"] for at, topic in enumerate(TOPICS, 1)]
    blocks: list[object] = [
        "ПЛАН РАБОТЫ образовательного кластера на 2031 год",
        "Участники кластера",
        Table(members),
        "Заседание координационного совета",
        f"Тема: {THEME}",
        "Место проведения: актовый зал",
        "Время проведения: 19.01.2031 с 10.00",
        "Повестка заседания:",
        Table(agenda),
    ]
    return write_docx(path, blocks)


def write_every_kind(folder: Path) -> None:
    """Write an invented document of every format that is read into `folder`, and of some that others must turn."""
    scratch = folder.with_name("samples")
    scratch.mkdir(parents=True)
    folder.mkdir(parents=True)
    Desk.create(scratch / "empty.cdesk", Cluster()).close()
    create_sample(scratch / "sample.cdesk")
    for path in make_samples(scratch, scratch / "empty.cdesk", scratch / "sample.cdesk"):
        if path.suffix != ".cdesk":
            path.rename(folder / path.name)
    (folder / "старый.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    (folder / "текст.rtf").write_bytes(b"{\\rtf1 plan}")


def write_form(target: Path) -> None:
    """Write an invented form of a department, a workbook with a list of events and a total, to `target`."""
    saved(target.parent, FORMS["with a total"]).rename(target)


def imported_names(package: Path) -> list[str]:
    """Every module of the program, and every module that its sources import anywhere, in functions too."""
    names = set()
    for path in package.rglob("*.py"):
        own = ".".join(path.relative_to(package.parent).with_suffix("").parts)
        names.add(own.removesuffix(".__init__"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(each.name for each in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return sorted(name for name in names if not name.endswith("__main__") and name not in _NOT_ON_WINDOWS)


def pdf_text(path: Path) -> str:
    """The text of a PDF, spaces and breaks as one space."""
    from pypdf import PdfReader

    return _plain(" ".join(page.extract_text() for page in PdfReader(path).pages))


def word_text(path: Path) -> str:
    """The text of a Word file."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    paragraphs = ("".join(re.findall(r"<w:t[ >][^<]*", each)) for each in xml.split("</w:p>"))
    return _plain(" ".join(re.sub(r"<w:t[^>]*>", "", each) for each in paragraphs))


def workbook_text(path: Path) -> str:
    """The texts of all cells of a workbook."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True)
    cells = (str(value) for sheet in book for row in sheet.values for value in row if value is not None)
    return _plain(" ".join(cells))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").replace("\u00a0", " ").split())
