"""A cluster's name found in a document's words."""

from __future__ import annotations

import pytest

from cluster_desk.core.russian.organizations import cluster_name_in, district_in


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["План работы Ольховского образовательного кластера на 2026 год"], "Ольховский образовательный кластер"),
        (["ПЛАН ЗАРЕЧНОГО ОБРАЗОВАТЕЛЬНОГО КЛАСТЕРА"], "Заречный образовательный кластер"),
        (
            ["План", "ОБРАЗОВАТЕЛЬНОГО КЛАСТЕРА ЗАРЕЧНОГО РАЙОНА НА 2026 год"],
            "Образовательный кластер Заречного района",
        ),
        (["План", "администрация Ольховского района"], "Образовательный кластер Ольховского района"),
        (["План работы"], ""),
    ],
)
def test_the_name_that_a_document_tells(texts: list[str], expected: str) -> None:
    assert cluster_name_in(texts) == expected


def test_the_district_spoken_of_most() -> None:
    texts = ["СОШ с. Савинка Заречного района", "в Заречном районе", "начальник РУО Ольховского района"]
    assert district_in(texts) == "Заречный район"
    assert district_in(["школа"]) == ""
