"""Known trouble as it is told in one line."""

from __future__ import annotations

from cluster_desk.core.errors import Problem, Problems, UserError


def test_the_sentences_of_a_trouble_follow_one_another() -> None:
    trouble = UserError("The file is damaged: a.cdesk", do="Open a copy.", kept="Nothing was changed.")
    assert str(trouble) == "The file is damaged: a.cdesk. Nothing was changed. Open a copy."
    assert trouble.what == "The file is damaged: a.cdesk"


def test_what_many_records_have_in_common_is_said_once() -> None:
    assert str(Problems([Problem("a", "Больше нельзя."), Problem("b", "Иначе."), Problem("c", "Больше нельзя.")])) == (
        "Больше нельзя. Иначе."
    )
