"""Several schools in one line: found by the words that offices use for them, their numbers beside, doubts told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster_desk.core.deadlines.event_days import no_such_day
from cluster_desk.core.records.members import Organization
from cluster_desk.desk import Desk
from cluster_desk.rules.log.quick_entry import entry_from_words
from cluster_desk.rules.log.typed_places import read_places, suggestions
from cluster_desk.rules.matching import Matching
from tests.builders import a_cluster

DAY = dt.date(2026, 5, 12)
_NAMES = (
    "МОКУ СОШ пгт Лальск",
    "МОКУ СОШ с. Луговое",
    "МОКУ ООШ с. Папулово",
    "МОБУ СОШ № 1 г. Луза",
    "МОБУ СОШ № 2 г. Луза",
    "МДОУ детский сад «Колосок»",
    "МБУ ДО Центр творчества и развития",
)
_FULL = {"МДОУ детский сад «Колосок»": "МДОУ детский сад «Колосок» с. Луговое"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path: Path = tmp_path_factory.mktemp("places") / "Кластер.cdesk"
    schools = [
        Organization(id=row, full_name=_FULL.get(name, name), short_name=name) for row, name in enumerate(_NAMES, 1)
    ]
    opened = Desk.create(path, a_cluster(), *schools)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("where", "how_many", "schools", "rest"),
    [
        ("СОШ Лальск", "", [(1, "")], []),
        ("лальск, луговое", "12, 8", [(1, "12"), (2, "8")], []),
        ("СОШ Лальск 12, Луговое 8 школьников", "", [(1, "12"), (2, "8 школьников")], []),
        ("Луговое 12 детей, 2 педагога", "", [(2, "12 детей, 2 педагога")], []),
        ("школа Папулово - более 30 детей; Колосок 5", "", [(3, "более 30 детей"), (6, "5")], []),
        ("СОШ № 1 12, СОШ 2 7", "", [(4, "12"), (5, "7")], []),
        ("МОКУ СОШ с. Луговое  8, МОБУ СОШ № 1 г. Луза 14", "", [(2, "8"), (4, "14")], []),
        ("МДОУ детский сад «Колосок» 6", "", [(6, "6")], []),
        ("Луговое и Папулово", "3, 4", [(2, "3"), (3, "4")], []),
        ("Центр творчества и развития", "", [(7, "")], []),
        ("Луговое 12, актовый зал", "", [(2, "12")], ["актовый зал"]),
        ("стадион", "40", [], ["стадион"]),
        ("", "40", [], []),
    ],
)
def test_schools_are_found(
    desk: Desk, where: str, how_many: str, schools: list[tuple[int, str]], rest: list[str]
) -> None:
    found = read_places(Matching(desk.read).typed_organization, where, how_many)
    assert [(one.organization, one.count_words) for one in found.schools] == schools
    assert found.rest == rest
    assert not found.doubts


@pytest.mark.parametrize(
    ("where", "doubt"),
    [
        ("СОШ Луза", "«СОШ Луза» может значить МОБУ СОШ № 1 г. Луза, МОБУ СОШ № 2 г. Луза: выберите."),
        ("Луовое 12", "«Луовое 12» может значить МОКУ СОШ с. Луговое: выберите."),
        ("ООШ Папулоов 3", "«ООШ Папулоов 3» может значить МОКУ ООШ с. Папулово: выберите."),
        ("СОШ Киров 12", "«СОШ Киров 12» нет среди участников: будет записано как место."),
        (
            "Лальск, Луговое",
            "Не сказано, сколько от: МОКУ СОШ пгт Лальск, МОКУ СОШ с. Луговое. Напишите число после названия.",
        ),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_told(desk: Desk, where: str, doubt: str) -> None:
    assert read_places(Matching(desk.read).typed_organization, where).doubts == [doubt]


def test_an_entry_counts_for_each_school(desk: Desk) -> None:
    where = "Лальск 12, Луговое 8 педагогов, СОШ 2 5"
    event = entry_from_words(desk.read, "12 мая", "Семинар", where, near=DAY, today=DAY, short_forms=True)
    assert event.venue == ""
    parts = [(one.organization_id, one.count_words, one.kind.value) for one in event.participations]
    assert parts == [(1, "12", "others"), (2, "8", "teachers"), (5, "5", "others")]
    sentence = read_places(Matching(desk.read).typed_organization, where).sentence()
    assert sentence.startswith("Участвовали: СОШ пгт Лальск\u00a0— 12; ")


def test_the_last_name_is_completed(desk: Desk) -> None:
    known = Matching(desk.read).typed_organization
    assert list(suggestions(known, "Лальск 12, луза")) == ["МОБУ СОШ № 1 г. Луза", "МОБУ СОШ № 2 г. Луза"]
    assert list(suggestions(known, "пап")) == ["МОКУ ООШ с. Папулово"]
    assert not suggestions(known, "л")
    assert not suggestions(known, "Лальск 12, Луговое 8")  # sure: nothing to choose


@pytest.mark.parametrize("words", ["32.11", "31.06.2026", "30 февраля", "30-31 июня", "до 31 ноября", "29.02.2026"])
def test_a_day_of_no_calendar_is_known(words: str) -> None:
    assert no_such_day(words)


@pytest.mark.parametrize(
    "words", ["29.02", "5, 12 и 19 марта", "еженедельно", "II квартал", "01.2027", "4–6 ноября", ""]
)
def test_any_other_words_are_not(words: str) -> None:
    assert not no_such_day(words)
