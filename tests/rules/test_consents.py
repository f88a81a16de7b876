"""Whether a name or a photo may be published: by the register of consents alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cluster_desk.core.errors import Problems
from cluster_desk.core.privacy.name_eraser import PUT
from cluster_desk.core.records.consents import Consent, ConsentFile
from cluster_desk.core.records.control import (
    IncomingExecutor,
    IncomingFile,
    IncomingPaper,
    Recommendation,
    Visit,
    VisitPerson,
)
from cluster_desk.core.records.events import Event, EventPerson
from cluster_desk.core.records.members import Person
from cluster_desk.data.privacy.erase import somebody_called
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from cluster_desk.rules.consents import Answer, Consents, Use, consent_doubts
from cluster_desk.rules.log.attachments import LARGEST
from cluster_desk.rules.today import GroupKey, what_is_due
from tests.builders import an_organization

DAY = dt.date(2026, 11, 24)


def a_consent(whose: str, **values: Any) -> Consent:
    given = {"given_on": dt.date(2026, 9, 1), "for_name": True, "until_words": "31.08.2027"}
    return Consent(whose=whose, **{**given, **values})


@pytest.fixture(scope="module")
def register(_prepared_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Two schools and the consents of some of their people."""
    path = tmp_path_factory.mktemp("consents") / "Кластер.cdesk"
    path.write_bytes(_prepared_file.read_bytes())
    desk = Desk.open(path)
    meadow, birch = desk.change(
        "Added",
        an_organization(),
        an_organization(short_name="МКОУ СОШ с. Берёзовка", full_name="МКОУ СОШ с. Берёзовка"),
    )
    [teacher] = desk.change("Added", Person(name="Лугова Полина Андреевна"))
    desk.change(
        "Added",
        a_consent("Соколов Артём Игоревич", organization_id=meadow, for_photo=True),
        a_consent("Титов Максим Олегович", until_words="на один год", given_on=dt.date(2025, 10, 1)),
        a_consent("Новикова Ева Денисовна", withdrawn_on=dt.date(2026, 11, 17)),
        a_consent("Жуков Иван Петрович", until_words="до окончания обучения"),
        a_consent("Белов Илья Юрьевич", until_words="до отзыва"),
        a_consent("Иванов Иван Иванович", organization_id=meadow),
        a_consent("Иванов Игорь Ильич", organization_id=birch),
        a_consent("Лугова Полина Андреевна", person_id=teacher, until_words="бессрочно"),
        a_consent("Завтра Мария Львовна", given_on=dt.date(2026, 12, 1), until_words=""),
    )
    yield desk
    desk.close()


@pytest.mark.parametrize(
    ("words", "use", "answer"),
    [
        ("Соколов Артём Игоревич", Use.NAME, Answer.DOUBTFUL),  # the consent is of a school, and his is not told
        ("Соколов Артём, 9 класс", Use.PHOTO, Answer.DOUBTFUL),  # his patronymic is not told
        ("Белов Илья Юрьевич", Use.NAME, Answer.GIVEN),
        ("Белов Илья Юрьевич", Use.PHOTO, Answer.NOT_FOR_THIS),
        ("Титов Максим Олегович", Use.NAME, Answer.EXPIRED),
        ("Новикова Ева Денисовна", Use.NAME, Answer.WITHDRAWN),
        ("Жуков Иван Петрович", Use.NAME, Answer.DOUBTFUL),  # the term is not understood
        ("Иванов И. И.", Use.NAME, Answer.DOUBTFUL),  # of two people
        ("Иванов Иван Иванович", Use.NAME, Answer.DOUBTFUL),  # his school is not told
        ("Завтра Мария Львовна", Use.NAME, Answer.MISSING),
        ("Никого Нет Нетович", Use.NAME, Answer.MISSING),
    ],
)
def test_a_consent_is_recorded_or_there_is_none(register: Desk, words: str, use: Use, answer: Answer) -> None:
    assert Consents(register.read, DAY).of(words, use).answer is answer


def test_a_namesake_of_another_school_did_not_consent(register: Desk) -> None:
    consents = Consents(register.read, DAY)
    meadow, birch = (row for (row,) in register.read.rows("SELECT id FROM organizations ORDER BY id"))
    assert consents.of("Иванов Иван Иванович", Use.NAME, organization_id=meadow).allows
    assert consents.of("Иванов Иван Иванович", Use.NAME, organization_id=birch).answer is Answer.DOUBTFUL
    asked = [("Соколов Артём Игоревич", None, meadow), ("Новикова Ева Денисовна", None, None)]
    allowed = [
        words
        for words, who, where in asked
        if consents.of(words, Use.NAME, person_id=who, organization_id=where).allows
    ]
    assert allowed == ["Соколов Артём Игоревич"]


def test_a_person_of_the_file_is_known_by_the_link(register: Desk) -> None:
    [(row,)] = register.read.rows("SELECT id FROM people")
    assert Consents(register.read, DAY).of("П. А. Лугова", Use.NAME, person_id=row).allows
    before = dt.date(2026, 11, 16)
    assert Consents(register.read, before).of("Новикова Ева Денисовна", Use.NAME).allows  # not withdrawn yet


@pytest.mark.parametrize(
    "record",
    [
        a_consent("Кротов Пётр", files=[ConsentFile(name=f"{n}.pdf", digest=str(n), size=LARGEST) for n in range(21)]),
        IncomingPaper(
            about="О слёте",
            sender="Управление",
            day=DAY,
            files=[IncomingFile(name=f"{n}.pdf", digest=str(n), size=LARGEST) for n in range(21)],
        ),
    ],
    ids=lambda record: type(record).__name__,
)
def test_scans_are_bounded_as_photos_are(register: Desk, record: Consent | IncomingPaper) -> None:
    with pytest.raises(Problems, match="больше 200 МБ"):
        register.change("Added", record)


def test_the_day_tells_what_ended_was_withdrawn_or_is_not_understood(register: Desk) -> None:
    lines = what_is_due(register.read, DAY).groups[GroupKey.CONSENTS].lines
    assert [(one.title.split(",")[0], one.note) for one in lines] == [
        ("Титов Максим Олегович", "истекло"),
        ("Новикова Ева Денисовна", "отозвано"),
        ("Жуков Иван Петрович", "срок не понят"),
    ]


def test_an_event_published_without_a_consent_is_told_where_a_register_is_kept(desk: Desk) -> None:
    people = [EventPerson(words=words, role="победитель") for words in ("Соколов Артём Игоревич", "Орлов Пётр Львович")]
    desk.change("Added", Event(name="Конкурс чтецов", day_words="20.11.2026", links="school.example/1", people=people))
    assert not what_is_due(desk.read, DAY).groups[GroupKey.CONSENTS].lines
    desk.change("Added", a_consent("Соколов Артём Игоревич"))
    [line] = what_is_due(desk.read, DAY).groups[GroupKey.CONSENTS].lines
    assert (line.kind, line.title, line.who) == ("event", "Конкурс чтецов", "Орлов П. Л.")


def test_a_consent_to_nothing_and_one_withdrawn_before_it_was_given_are_refused(desk: Desk) -> None:
    with pytest.raises(Problems, match="Отметьте"):
        desk.change("Added", a_consent("Белов Илья", for_keeping=False, for_name=False))
    with pytest.raises(Problems):
        desk.change("Added", a_consent("Белов Илья", withdrawn_on=dt.date(2026, 8, 1)))


def test_a_term_that_is_not_understood_is_said_in_the_form(desk: Desk) -> None:
    consent = a_consent("Белов Илья Юрьевич", until_words="до выпуска", organization_id=1, id=1)
    assert consent_doubts(consent, DAY) == ["Срок не понят: напишите последний день или «до отзыва»."]


def test_whoever_is_erased_is_nowhere_in_the_bytes_and_the_scan_is_named(data_file: Path) -> None:
    desk = Desk.open(data_file)
    scan = ConsentFile(name="согласие.pdf", media_type="application/pdf", size=4, digest="0" * 64)
    given = a_consent("Новикова Ева Денисовна", given_by="Орлова О. С., мать", notes="Новикова Е. Д.", files=[scan])
    paper = IncomingPaper(number="1", day=DAY, sender="Новикова Е. Д.", about="О переводе Новиковой Евы")
    paper.executors = [IncomingExecutor(words="Новикова Ева Денисовна")]
    [school] = desk.change("Added", an_organization())
    visit = Visit(topic="Питание", organization_id=school, day=DAY, found="Беседа с Новиковой Е. Д.")
    visit.visitors = [VisitPerson(words="Новикова Е.Д.")]
    visit.recommendations = [Recommendation(text="Провести собрание", who="Новикова Е. Д.")]
    desk.change("Added", given, paper, visit)
    who = somebody_called(desk.read, "Новикова Ева Денисовна")
    kept = personal_data_of(desk.read, who)
    assert "согласие.pdf" in {one.words for one in kept}  # the program cannot look into it: it is named
    desk.erase(who)
    [consent] = desk.read.load_all(Consent)
    assert (consent.whose, consent.given_by) == (PUT, "Орлова О. С., мать")
    desk.close()
    content = data_file.read_bytes()
    assert not [words for words in ("Новиков", "новиков", "Денисовн") if words.encode() in content]


def test_a_consent_without_a_school_is_sure_for_nobody_of_a_name_of_two_schools(desk: Desk) -> None:
    first, second = desk.change(
        "Added", an_organization(), an_organization(short_name="СОШ Луза", full_name="МКОУ СОШ г. Луза")
    )
    consent = a_consent("Иванов Артём Ильич")
    desk.change("Added", consent)
    assert consent_doubts(consent, DAY) == ["Организация не указана: согласие считается для каждого с этим именем."]
    assert Consents(desk.read, DAY).of("Иванов Артём Ильич", Use.NAME, organization_id=first).allows
    written = {first: "Иванов Артём Ильич", second: "Иванов Артем Ильич"}
    people = [EventPerson(words=words, organization_id=school) for school, words in written.items()]
    desk.change("Added", Event(name="Конкурс", day_words="20.11.2026", people=people))
    told = Consents(desk.read, DAY)
    asked = [told.of("Иванов Артём Ильич", Use.NAME, organization_id=school).answer for school in (first, second)]
    assert asked == [Answer.DOUBTFUL] * 2
    named = [one.copy() for one in desk.read.load_all(Consent)]
    named[0].organization_id = first
    desk.change("Changed", named[0])
    assert consent_doubts(named[0], DAY) == []
    told = Consents(desk.read, DAY)
    asked = [told.of("Иванов Артём Ильич", Use.NAME, organization_id=school).answer for school in (first, second)]
    assert asked == [Answer.GIVEN, Answer.DOUBTFUL]


def test_a_later_consent_without_a_school_is_that_of_the_school_s(desk: Desk) -> None:
    first, second = desk.change(
        "Added", an_organization(), an_organization(short_name="СОШ Луза", full_name="МКОУ СОШ г. Луза")
    )
    later = a_consent("Иванов Артём Ильич", given_on=dt.date(2026, 10, 1))
    desk.change("Added", a_consent("Иванов Артём Ильич", organization_id=first), later)
    told = Consents(desk.read, DAY)
    assert told.of("Иванов Артём Ильич", Use.NAME, organization_id=first).allows
    assert told.of("Иванов Артём Ильич", Use.NAME, organization_id=second).answer is Answer.DOUBTFUL
