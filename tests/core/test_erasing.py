"""A person's name taken out of any text."""

from __future__ import annotations

import pytest

from cluster_desk.core.erasing import eraser
from cluster_desk.core.names import PersonName

ONLY = eraser(PersonName("Дёмина", "Полина", "Андреевна"), "—", alone=True)
AMONG_NAMESAKES = eraser(PersonName("Дёмина", "Полина", "Андреевна"), "—", alone=False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Дёмина П.А., директор", "—, директор"),
        ("П. А. Дёмина; Носов К. Е.", "—; Носов К. Е."),
        ("Директору Дёминой Полине Андреевне", "Директору —"),
        ("поручить Деминой П.А.", "поручить —"),
        ("Дёмина сказала", "— сказала"),
        ("семинар, Дёмина П.,А", "семинар, —"),
        ("Дёмина К. Е. и Дёминский район", "Дёмина К. Е. и Дёминский район"),
        ("Носов К. Е.", "Носов К. Е."),
    ],
)
def test_the_name_goes_in_every_case_and_form(text: str, left: str) -> None:
    assert ONLY(text) == left


def test_a_bare_surname_stays_where_it_may_be_somebody_elses() -> None:
    assert AMONG_NAMESAKES("Дёмина сказала, Дёмина П. А. ответила") == "Дёмина сказала, — ответила"
