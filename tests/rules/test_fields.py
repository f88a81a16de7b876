"""What must be filled in is asked for, however the field is looked through."""

from __future__ import annotations

import pytest

from cluster_desk.core.records.members import Organization, Person
from cluster_desk.rules.fields import field_problems


@pytest.mark.parametrize("words", ["", " ", "\u00a0"])
def test_a_field_that_must_hold_something_is_asked_for(words: str) -> None:
    assert [one.field for one in field_problems(Organization(full_name=words, short_name="Школа"))] == ["full_name"]
    assert [one.field for one in field_problems(Person(name=words))] == ["name"]
    assert field_problems(Organization(full_name="Школа № 1", short_name="Школа")) == []
