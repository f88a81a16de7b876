"""Every kind of slip leads back to the word that was meant; the other layout is read both ways."""

from __future__ import annotations

import pytest

from cluster_desk.core.russian.slips import likely_meant, other_layout


@pytest.mark.parametrize(
    "slip",
    [
        "шхматы",
        "шахмты",
        "шаахматы",
        "шахматты",
        "шахматыы",
        "шахмыта"[:5] + "ты",
        "шахматв",
        "шазматы",
        "шахмоты",
        "ахматы",
    ],
)
def test_a_slip_of_one_letter_leads_to_the_word(slip: str) -> None:
    if slip != "шахматы":
        assert "шахматы" in set(likely_meant(slip))


def test_two_letters_that_changed_places_come_first() -> None:
    assert list(likely_meant("шахамты"))[:6].count("шахматы") == 1
    meant = list(likely_meant("клуб"))
    assert len(meant) == len(set(meant))
    assert "клуб" not in meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dbyjrehjdf", "винокурова"),
        ("Ifvfyf", "Шамана"),
        ("[jh", "хор"),
        (";ehyfk", "журнал"),
        ("`krf", "ёлка"),
        ("ыефке", "start"),
        ("школа", "irjkf"),
        ("12", ""),
        ("план PDF", ""),
    ],
)
def test_the_same_keys_in_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant
