"""Names of people and organizations, in all forms offices write and all cases: right, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.inflection import Declension, Declined, Sex
from cluster_desk.core.russian.names import parse_name
from cluster_desk.core.russian.text import fold

CASES = list(Case)
DECLENSION = Declension()


def _described() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    rows: list[str] = []
    for line in (Path(__file__).parent / "declined.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            rows = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            rows.append(line)
    return parts


STATED = _described()
HOW: dict[str, Callable[[str, Case], Declined]] = {
    "people": DECLENSION.person,
    "organizations": DECLENSION.organization,
    "posts": DECLENSION.post,
}


def test_the_table_is_long_enough() -> None:
    assert len(STATED["people"]) >= 60
    assert len(STATED["organizations"]) >= 200
    assert len(STATED["posts"]) >= 200


@pytest.mark.parametrize("kind", list(HOW))
def test_all_cases_are_right_or_asked_about(kind: str) -> None:
    for line in STATED[kind]:
        if line.startswith("? "):
            assert not HOW[kind](line[2:], Case.DATIVE).sure, line
            continue
        words, *forms = line.split(" | ")
        assert [HOW[kind](words, case) for case in CASES] == [Declined(form, True) for form in (words, *forms)], words


def test_few_are_asked_about() -> None:
    asked = {kind: sum(line.startswith("? ") for line in lines) for kind, lines in STATED.items()}
    assert asked["people"] <= 9
    for kind in ("organizations", "posts"):
        assert asked[kind] <= len(STATED[kind]) // 30, kind


def _forms(full: str) -> list[str]:
    """The name as offices write it."""
    name = parse_name(full)
    assert name is not None, full
    surname, first, middle = name.surname, name.first, name.middle
    f, m = first[0], middle[0]
    return [
        full,
        f"{first} {middle} {surname}",
        f"{surname} {f}.{m}.",
        f"{surname} {f}. {m}.",
        f"{surname} {f}.{m}",
        f"{surname} {f}.,{m}.",
        f"{f}.{m}. {surname}",
        f"{f}. {m}. {surname}",
    ]


def test_every_form_is_the_same_person_declined_alike_or_asked_about() -> None:
    for line in STATED["people"]:
        full = line.removeprefix("? ").split(" | ")[0]
        name = parse_name(full)
        assert name is not None
        if name.middle.endswith(("оглы", "кызы")):
            continue
        right = [DECLENSION.person(full, case) for case in CASES]
        for form in _forms(full):
            parsed = parse_name(form)
            assert parsed is not None, form
            assert parsed.may_be(name), form
            for case, value in zip(CASES, right, strict=True):
                declined = DECLENSION.person(form, case)
                if declined.sure and value.sure:
                    surname = value.words.split()[0]
                    assert surname in declined.words, (form, case)


def test_a_name_shown_as_needed() -> None:
    name = parse_name("Римская - Лугова Анна Ильинична")
    assert name is not None
    assert (name.surname_first(), name.initials_first()) == ("Римская-Лугова А. И.", "А. И. Римская-Лугова")


@pytest.mark.parametrize(
    ("words", "sex"),
    [
        ("Белоус М.Я", None),
        ("Белоус Мария Яковлевна", Sex.FEMALE),
        ("Алиева Л.", Sex.FEMALE),
        ("Алиев Ахмед Мамед оглы", Sex.MALE),
    ],
)
def test_who_bears_the_name(words: str, sex: Sex | None) -> None:
    assert DECLENSION.sex(words) is sex


def test_a_surname_alike_for_both_is_never_asked_about() -> None:
    assert DECLENSION.person("Коваленко О. И.", Case.DATIVE) == Declined("Коваленко О. И.", True)
    assert DECLENSION.person("Черных Н.Ю", Case.DATIVE).sure
    assert not DECLENSION.person("Белоус М.Я", Case.DATIVE).sure
    assert DECLENSION.person("Белоус М.Я", Case.DATIVE, Sex.FEMALE) == Declined("Белоус М.Я", True)


def test_what_the_office_said_once_holds() -> None:
    declension = Declension({(fold("Стрелец Дмитрий Павлович"), Case.DATIVE): "Стрельцу Дмитрию Павловичу"})
    assert declension.person("Стрелец  Дмитрий Павлович", Case.DATIVE) == Declined("Стрельцу Дмитрию Павловичу", True)
    assert not declension.person("Стрелец Дмитрий Павлович", Case.GENITIVE).sure


def test_words_that_are_no_name_stay() -> None:
    assert DECLENSION.person("руководители РМО", Case.DATIVE) == Declined("руководители РМО", False)
    assert DECLENSION.organization("", Case.DATIVE) == Declined("", True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("О'Коннор Шон Петрович", "О'Коннору Ш.П."),
        ("Шон Петрович О’Коннор", "О’Коннору Ш.П."),
        ("Павел Кузьмич Лев", "Леву П.К."),
        ("Римская - Лугова Анна Ильинична", "Римской-Луговой А.И."),
        ("Громов П.А.", "Громову П.А."),
        ("руководители РМО", "руководители РМО"),
    ],
)
def test_an_addressee_stands_with_the_surname_first(words: str, expected: str) -> None:
    assert DECLENSION.surname_first(words, Case.DATIVE).words == expected
