"""Words that stay together and words that may be parted."""

from __future__ import annotations

import pytest

from cluster_desk.reports.document.typography import NBSP, parts, tie


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("Итоги — задачи", "Итоги_— задачи"),
        ("докладчик А.С. Ветрова", "докладчик А.С._Ветрова"),
        ("А. С. Ветрова", "А._С._Ветрова"),
        ("Громову П.А. и другим", "Громову_П.А. и другим"),
        ("были: Юдин К.М., Чернов С.И. Кворум имеется", "были: Юдин_К.М., Чернов_С.И._Кворум имеется"),
        ("Ответственный: Зимина-Юрьева О. П. Срок: май", "Ответственный: Зимина-Юрьева_О._П._Срок: май"),
        ("отметил И.Н. Лаптев", "отметил И.Н._Лаптев"),
        ("протокол № 6 от 18 декабря 2025 г.", "протокол №_6 от 18_декабря 2025_г."),
        ("МКОУ СОШ с. Берёзовка", "МКОУ СОШ с._Берёзовка"),
        ("школа пгт Заречный, ул. Школьная, д. 14", "школа пгт_Заречный, ул._Школьная, д._14"),
        ("в 2026 г. План", "в 2026_г. План"),
        ("45 мин, 86 %, 1 284 места", "45_мин, 86_%, 1_284_места"),
        ("10 классов", "10_классов"),
    ],
)
def test_ties(text: str, tied: str) -> None:
    assert tie(text) == tied.replace("_", NBSP)


def test_prose_ties_short_prepositions() -> None:
    assert tie("в школе и на базе с учётом", prose=True) == f"в{NBSP}школе и{NBSP}на{NBSP}базе с{NBSP}учётом"
    assert tie("от урока к результату") == "от урока к результату"


def test_words_parted() -> None:
    assert parts("проведено")
    for word in ("совет", "Заречный", "октября", "ОГОБУ", "онлайн-урок", "2025"):
        assert parts(word) == ()
    for word in ("кластера,", "«педагогического", "организаций)"):
        letters = word.strip("«»(),")
        start = word.index(letters)
        assert all(2 <= at - start <= len(letters) - 3 for at in parts(word))
