"""Drafts of records become the JSON of `read --json` by one table of names."""

from __future__ import annotations

from cluster_desk.core.parsed import Parsed
from cluster_desk.core.records.plans import EventList, Goal, ListedEvent, Subtask, Task


def test_goals_and_subtasks_are_bare_texts() -> None:
    assert Parsed(Goal(text="единство школ")).to_json() == "единство школ"
    task = Task(text="Вести подвоз", subtasks=[Subtask(text="из дальних сёл")])
    assert Parsed(task).to_json() == {"text": "Вести подвоз", "subtasks": ["из дальних сёл"]}


def test_an_empty_cell_is_an_empty_text_and_a_missing_column_is_null() -> None:
    events = EventList(name="", heading="", events=[ListedEvent(name="Слёт", when_words="")])
    without = Parsed(events, absent=frozenset({"number"})).to_json()
    assert list(without.items()) == [
        ("title", None),
        ("audience", None),
        ("items", [{"title": "Слёт", "number": None, "when": ""}]),
    ]
    events.heading = "Мероприятия"
    assert list(Parsed(events).to_json()) == ["title", "heading", "audience", "items"]
    assert Parsed(events).to_json()["items"][0]["number"] == ""
