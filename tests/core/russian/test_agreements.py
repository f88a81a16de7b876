"""An agreement told in one cell: its number, its day and the last one on which it holds."""

from __future__ import annotations

import datetime as dt

import pytest

from cluster_desk.core.russian.agreements import AgreementParts, agreement_parts

NOVEMBER, SEPTEMBER = dt.date(2025, 11, 12), dt.date(2024, 9, 1)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("№ 4 от 12.11.2025", AgreementParts("4", NOVEMBER)),
        ("12.11.2025 № 4", AgreementParts("4", NOVEMBER)),
        ("б/н от 12.11.2025", AgreementParts("", NOVEMBER)),
        ("соглашение от 12.11.2025 б/н", AgreementParts("", NOVEMBER)),
        ("договор № 15-К от 1 сентября 2024 г. до 31.08.2027", AgreementParts("15-К", SEPTEMBER, dt.date(2027, 8, 31))),
        ("Соглашение о сетевом взаимодействии № 5 от 01.09.2024 г.", AgreementParts("5", SEPTEMBER)),
        ("№ 12/3", AgreementParts("12/3")),
        ("заключено", AgreementParts("")),
        ("—", AgreementParts("")),
        ("№ 4 от 12.11.2025, доп. № 1 от 01.02.2026", AgreementParts("4 от 12.11.2025, доп. № 1 от 01.02.2026")),
        ("№ 4 от 32.13.2025", AgreementParts("4 от 32.13.2025")),
    ],
)
def test_it_is_taken_apart_or_kept_as_told(words: str, parts: AgreementParts) -> None:
    assert agreement_parts(words) == parts
