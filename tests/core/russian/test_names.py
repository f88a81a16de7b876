"""People's names and cells full of people, as offices type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cluster_desk.core.russian.names import PersonName, find_names, parse_name, shorten
from cluster_desk.core.russian.people import read_people


@pytest.mark.parametrize(
    "typed",
    [
        "Ромашкина И.И.",
        "И.И. Ромашкина",
        "Ромашкина И. И.",
        "Ромашкина И.И",
        "Ромашкина И.,И.",
        "И. И. Ромашкина",
        "Ромашкина\u00a0И.И.,",
    ],
)
def test_initials_in_every_order_are_one_name(typed: str) -> None:
    assert parse_name(typed) == PersonName("Ромашкина", "И", "И")
    assert shorten(typed) == "Ромашкина И. И."
    assert shorten(typed, initials_first=True) == "И. И. Ромашкина"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ромашкина Инна Ильинична", PersonName("Ромашкина", "Инна", "Ильинична")),
        ("Инна Ильинична Ромашкина", PersonName("Ромашкина", "Инна", "Ильинична")),
        ("Лугов-Полевой Пётр Кузьмич", PersonName("Лугов-Полевой", "Пётр", "Кузьмич")),
        ("ЛУГОВ П.К.", PersonName("ЛУГОВ", "П", "К")),
        ("Лугов", PersonName("Лугов")),
        ("Лугов Пётр", PersonName("Лугов", "Пётр")),
        ("Лугов П.", PersonName("Лугов", "П")),
        ("Пётр К. Лугов", PersonName("Лугов", "Пётр", "К")),
        ("Лугов Пётр К.", PersonName("Лугов", "Пётр", "К")),
    ],
)
def test_other_forms(typed: str, name: PersonName) -> None:
    assert parse_name(typed) == name


@pytest.mark.parametrize("typed", ["", "Директор", "директор школы", "Координационный совет", "Лугов П.К., директор"])
def test_what_is_no_name_stays_as_typed(typed: str) -> None:
    assert parse_name(typed) is None
    assert shorten(typed) == typed


def test_whole_and_short_forms_may_be_one_person() -> None:
    whole, short = PersonName("Лугов", "Пётр", "Кузьмич"), PersonName("Лугов", "П", "К")
    assert whole.may_be(short)
    assert not whole.may_be(PersonName("Лугов", "П", "А"))
    assert not whole.may_be(PersonName("Полев", "П", "К"))
    assert whole.full() == "Лугов Пётр Кузьмич"
    assert short.full() == "Лугов П. К."


def test_a_school_named_after_someone_names_nobody() -> None:
    assert find_names("МКОУ СОШ им. генерала П.К. Лугова с. Ключи") == []


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Лугов П.К., директор школы", [("Лугов П.К.", "директор школы")]),
        (["Директор опорной школы", "Лугов П.К."], [("Лугов П.К.", "Директор опорной школы")]),
        (
            ["Заместители директора", "Лугов П.К.", "Полева А.Б."],
            [("Лугов П.К.", "Заместители директора"), ("Полева А.Б.", "Заместители директора")],
        ),
        (
            "Лугов П.К., директор, Полева А.Б., заместитель директора по УВР",
            [("Лугов П.К.", "директор"), ("Полева А.Б.", "заместитель директора по УВР")],
        ),
        (["Руководители ОО,", "Лугов П.К.,", "директор"], [(None, "Руководители ОО"), ("Лугов П.К.", "директор")]),
        ("ИМЦ, руководители РМО", [(None, "ИМЦ"), (None, "руководители РМО")]),
        (
            "Лугов П.К., председатель совета, директор лицея, учителя физики",
            [("Лугов П.К.", "председатель совета, директор лицея"), (None, "учителя физики")],
        ),
        ("Директор МКОУ СОШ с. Ключи П.К. Лугов", [("П.К. Лугов", "Директор МКОУ СОШ с. Ключи")]),
        ("Лугов П.К. – директор; Полева А.Б. – завуч", [("Лугов П.К.", "директор"), ("Полева А.Б.", "завуч")]),
        ("Лугов П.К., Полева А.Б., методисты", [("Лугов П.К.", "методисты"), ("Полева А.Б.", "методисты")]),
        ("Лугов П.К.", [("Лугов П.К.", None)]),
        ("", []),
        ("директор Лугов Пётр К.", [("Лугов Пётр К.", "директор")]),
        ("Пётр К. Лугов, Полева А.Б.", [("Пётр К. Лугов", None), ("Полева А.Б.", None)]),
        ("Лугов Пётр К. Полев", [(None, "Лугов Пётр К. Полев")]),  # two surnames: whose the name is stays open
        ("кл. рук., соц. пед.", [(None, "кл. рук."), (None, "соц. пед.")]),
        (["заместитель директора", "по УВР", "Лугов П.К."], [("Лугов П.К.", "заместитель директора по УВР")]),
        ("ООО «Ключи, Родники и Ко», школы", [(None, "ООО «Ключи, Родники и Ко»"), (None, "школы")]),
    ],
)
def test_a_cell_is_read_as_people(cell: str | list[str], people: list[tuple[str | None, str | None]]) -> None:
    assert [(each.name, each.position) for each in read_people(cell)] == people


@given(st.text(alphabet='АБВабв .,;:-–«»()"\nИ.№1г', max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    people = read_people(text)
    assert all(person.name or person.position for person in people)
    parse_name(text)
