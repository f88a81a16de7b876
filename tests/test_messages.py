"""tools/messages.py finds what the code shows and what its Russian words lack."""

from __future__ import annotations

import ast
import gettext
from pathlib import Path

import pytest

from tools import messages

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one area, in which the checks look."""
    package = tmp_path / "cluster_desk"
    russian = tmp_path / "resources" / "translations" / "ru"
    russian.mkdir(parents=True)
    package.mkdir()
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "PACKAGE", package)
    monkeypatch.setattr(messages, "SOURCES", russian)
    return tmp_path


def write(project: Path, code: str, **catalogues: str) -> None:
    """Put `code` and the catalogues, by area, into the project."""
    (project / "cluster_desk" / "area.py").write_text(code, encoding="utf-8")
    for area, entries in catalogues.items():
        (messages.SOURCES / f"{area}.po").write_text(HEADER + entries, encoding="utf-8")


def entry(text: str, words: str) -> str:
    """A catalogue's entry."""
    return f'msgid "{text}"\nmsgstr "{words}"\n\n'


def test_a_complete_catalogue_has_no_faults(project: Path) -> None:
    write(project, '_("Mem" "bers")\nN_("Council")', ui=entry("Members", "Участники") + entry("Council", "Совет"))
    assert messages.find_faults() == []


def test_a_text_without_russian_is_told_with_its_place(project: Path) -> None:
    write(project, '\n_("Members" if many else "Member")', ui=entry("Members", "Участники"))
    assert messages.find_faults() == ["cluster_desk/area.py:2: no Russian for 'Member'"]
    assert 'msgid "Member"\nmsgstr ""' in messages.entries_to_fill()


def test_unused_and_contradicting_words_are_told(project: Path) -> None:
    write(
        project,
        '_("Seat")',
        council=entry("Seat", "Место") + entry("Gone", "Ушло"),
        ui=entry("Seat", "Кресло"),
    )
    assert messages.find_faults() == [
        "council.po: unused: 'Gone'",
        "ui.po: 'Seat' is ('Кресло',) here and ('Место',) in council.po",
    ]


def test_placeholders_must_be_kept(project: Path) -> None:
    write(project, '_("%(name)s is open")', ui=entry("%(name)s is open", "%(nmae)s открыт"))
    assert "other placeholders" in messages.find_faults()[0]


def test_a_text_made_at_run_time_is_a_fault(project: Path) -> None:
    write(project, '_(f"{name} is open")')
    assert "run time" in messages.find_faults()[0]


def test_plurals_are_read_and_compiled(project: Path) -> None:
    plural = 'msgid "%d row"\nmsgid_plural "%d rows"\n'
    plural += 'msgstr[0] "%d строка"\nmsgstr[1] "%d строки"\nmsgstr[2] "%d строк"\n'
    write(project, 'n_("%d row", "%d rows", 5)', ui=plural)
    assert messages.find_faults() == []
    target = project / "made.mo"
    messages.compile_catalogue(target)
    with target.open("rb") as file:
        russian = gettext.GNUTranslations(file)
    assert [russian.ngettext("%d row", "%d rows", n) % n for n in (1, 2, 5, 11, 21)] == [
        "1 строка",
        "2 строки",
        "5 строк",
        "11 строк",
        "21 строка",
    ]


def test_only_calls_of_the_marks_count() -> None:
    call = ast.parse('shown("Members")', mode="eval").body
    assert isinstance(call, ast.Call)
    assert list(messages._texts_of_call(call)) == []
