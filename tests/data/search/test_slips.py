"""Slips of the hand and the wrong layout find what was meant, behind what is written right; kinds stand together."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cluster_desk.core.records.events import Event
from cluster_desk.core.records.members import Person
from cluster_desk.core.records.plans import Plan, PlanItem, PlanSection
from cluster_desk.core.russian.text import forms
from cluster_desk.data.queries.search_hits import search_everywhere, search_in_groups
from cluster_desk.data.search import vocabulary
from cluster_desk.data.search.index import SHIFT, indexed
from cluster_desk.desk import Desk
from tests.builders import an_organization


@pytest.fixture(scope="module")
def filled(_prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("slips") / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    plan = desk.draft(
        Plan, name="План работы кластера", period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 12, 31)
    )
    section = desk.draft(PlanSection, plan_id=plan.id)
    desk.change(
        "Added",
        an_organization(),
        Person(name="Винокурова Анна Петровна"),
        Person(name="Берёзкин Артём Ильич"),
        Event(name="Турнир по шахматам", day_words="13 октября 2026"),
        Event(name="Олимпиада школьников", day_words="15 сентября 2026"),
        Event(name="Библиотечный урок", day_words="15 сентября 2026"),
        plan,
        section,
        PlanItem(section_id=section.id, title="Семинар учителей", deadline="до 9 октября"),
    )
    yield desk
    desk.close()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Винакурова", "Винокурова Анна Петровна"),  # another letter
        ("Винокуова", "Винокурова Анна Петровна"),  # left out
        ("Виинокурова", "Винокурова Анна Петровна"),  # doubled
        ("Винокруова", "Винокурова Анна Петровна"),  # changed places
        ("Винокурова".replace("к", "е"), "Винокурова Анна Петровна"),  # the key beside
        ("Ввинокуровой", "Винокурова Анна Петровна"),
        ("шахмты", "Турнир по шахматам"),
        ("шхаматы", "Турнир по шахматам"),
        ("турнир шахмты", "Турнир по шахматам"),
        ("олимпиаад", "Олимпиада школьников"),
        ("олемпиада", "Олимпиада школьников"),
        ("березкен", "Берёзкин Артём Ильич"),
        ("Бирёзкин", "Берёзкин Артём Ильич"),
        ("семенар", "Семинар учителей"),
        ("dbyjrehjdf", "Винокурова Анна Петровна"),
        ("DBYJREHJDF", "Винокурова Анна Петровна"),
        ("nehybh gj if[vfnfv", "Турнир по шахматам"),
        ("bibliotexysq", ""),
        (",b,kbjntxysq ehjr", "Библиотечный урок"),
        ("dbyfrehjdf", "Винокурова Анна Петровна"),  # both at once
        ("Винакурава", "Винокурова Анна Петровна"),  # two slips
        ("Винкоуровва", "Винокурова Анна Петровна"),
        ("олемпеада", "Олимпиада школьников"),
        ("библеотичный", "Библиотечный урок"),
        ("Биразкин", "Берёзкин Артём Ильич"),
        ("симнар", ""),  # two slips in a short word are like too much else
    ],
)
def test_a_slip_finds_what_was_meant(filled: Desk, query: str, title: str) -> None:
    hits = [hit.title for hit in search_everywhere(filled.read, query)]
    assert (hits[0] if hits else "") == title


def test_what_is_written_right_comes_first_and_is_no_slip(filled: Desk) -> None:
    filled.change("Added", *(Person(name=f"Кросс {n}") for n in "АБВГД"), Person(name="Красс Е"))
    assert "Красс Е" not in [hit.title for hit in search_everywhere(filled.read, "кросс")]
    filled.change("Added", Person(name="Носов А"), Person(name="Насов Б"))
    assert [hit.title for hit in search_everywhere(filled.read, "Носов")] == ["Носов А", "Насов Б"]


def test_a_misspelt_name_finds_all_that_the_name_finds(sample_file: Path) -> None:
    with closing(Desk.open(sample_file, read_only=True)) as desk:
        names = {name.split()[0].lower() for (name,) in desk.read.rows("SELECT name FROM people")}
        names |= {name.lower() for name in ("Воронцовой", "Тихонову", "Громовой")}
        for name in names:
            asked = " OR ".join(f'"{form}"' for form in forms(name))
            rows = [row for (row,) in desk.read.rows("SELECT rowid FROM search WHERE search MATCH ?", asked)]
            exact = {(indexed()[row >> SHIFT].__name__, row & ((1 << SHIFT) - 1)) for row in rows}
            for at in (at for at, letter in enumerate(name) if letter in "ао"):
                misspelt = name[:at] + ("о" if name[at] == "а" else "а") + name[at + 1 :]
                assert exact <= set(desk.read.search(misspelt, 400)), (name, misspelt)


def test_words_that_were_meant_are_marked(filled: Desk) -> None:
    [hit] = search_everywhere(filled.read, "шахмты")
    assert [hit.title[first:last] for first, last in hit.marks] == ["шахматам"]
    [item] = search_everywhere(filled.read, "семинары учителя")
    assert [item.title[first:last] for first, last in item.marks] == ["Семинар", "учителей"]
    assert item.detail == "до 9 октября, план на 2026 год"


def test_a_question_for_nothing_is_answered_soon(filled: Desk) -> None:
    search_everywhere(filled.read, "щукарёва")
    begun = time.process_time()
    for query in ("щукарёвна", "dbyjuhflyfz", "перпендикулярность"):
        assert search_everywhere(filled.read, query) == []
    assert time.process_time() - begun < 3 * 0.1  # 50 ms each, on a computer at leisure


def test_a_school_asked_for_by_its_kind_comes_before_all_else(sample_file: Path) -> None:
    desk = Desk.open(sample_file, read_only=True)
    hits = search_in_groups(desk.read, "школа")
    kinds = [hit.kind for hit in hits]
    assert kinds[0] == "Organization"
    assert len(set(kinds)) > 2
    assert kinds == sorted(kinds, key=kinds.index), "kinds stand together"
    assert search_in_groups(desk.read, "Воронцова")[0].kind == "Person"
    desk.close()


def test_a_file_that_is_only_read_is_searched_with_slips_too(filled: Desk) -> None:
    path = filled.path
    again = Desk.open(path, read_only=True)
    assert [hit.title for hit in search_everywhere(again.read, "Винакурова")] == ["Винокурова Анна Петровна"]
    again.close()


def test_words_that_stand_in_the_file_were_typed_in_the_right_layout(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(word: str) -> Iterator[str]:
        asked.append(word)
        return iter(())

    monkeypatch.setattr(vocabulary, "likely_meant", noted)
    assert search_everywhere(filled.read, "турнир олимпиада")
    assert asked
    assert not any(word.isascii() for word in asked)


def test_a_slip_is_looked_for_among_the_words_that_stand_there_now(desk: Desk) -> None:
    def titles(of: Desk, query: str) -> list[str]:
        return [hit.title for hit in search_everywhere(of.read, query)]

    desk.change("Added", Event(name="Турнир по шахматам", day_words="13 октября 2026"))
    assert titles(desk, "олемпиада") == []
    with closing(Desk.open(desk.path, read_only=True)) as beside:
        assert titles(beside, "шахмты") == ["Турнир по шахматам"]
        desk.change("Added", Event(name="Олимпиада школьников", day_words="15 сентября 2026"))
        assert titles(desk, "олемпиада") == titles(beside, "олемпиада") == ["Олимпиада школьников"]
        desk.undo()
        assert titles(desk, "олемпиада") == titles(beside, "олемпиада") == []


def test_words_of_which_two_never_stand_together_find_what_has_the_others(desk: Desk) -> None:
    desk.change(
        "Added",
        Event(name="Конкурс чтецов", day_words="13 октября 2026"),
        Event(name="Семинар учителей, кабинет 77", day_words="15 сентября 2026"),
        Event(name="Чтецы в кабинете 77", day_words="16 сентября 2026"),
    )
    hits = [hit.title for hit in search_everywhere(desk.read, "конкурсы чтецов 77")]
    assert sorted(hits) == ["Конкурс чтецов", "Чтецы в кабинете 77"]
