"""What is personal is known as such where fields are told."""

from __future__ import annotations

from pathlib import Path

from cluster_desk.core.records.catalog import all_records, links_to
from cluster_desk.core.records.fields import Kind, fields_of
from cluster_desk.core.records.members import Person
from cluster_desk.data.privacy.erase import somebody, texts
from cluster_desk.desk import Desk


def test_all_that_is_told_of_a_person_is_personal() -> None:
    assert all(field.personal for field in fields_of(Person).values())
    assert all(field.personal for _record, field in links_to(Person))


def test_a_text_is_about_whom_a_link_beside_it_names() -> None:
    about = [(record, field) for record in all_records() for field in fields_of(record).values() if field.of]
    assert len(about) == 15
    for record, field in about:
        link = fields_of(record)[field.of]
        assert (link.kind, link.target, field.personal) == (Kind.LINK, "Person", True)


def test_every_text_of_the_sample_that_names_somebody_stands_in_a_personal_field(sample_file: Path) -> None:
    desk = Desk.open(sample_file, read_only=True)
    people = [somebody(desk.read, row) for (row,) in desk.read.rows("SELECT id FROM people")]
    naming = {
        (text.record.__name__, text.field.name)
        for text in texts(desk.read)
        for who in people
        if not text.field.personal and who.without(text.words, text.field, text.linked, doubtful=True) != text.words
    }
    desk.close()
    assert naming == set()
