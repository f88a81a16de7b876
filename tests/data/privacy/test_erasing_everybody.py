"""Every person of the sample erased, one after another, after some work: no form of the name is left in the bytes."""

from __future__ import annotations

import json
from pathlib import Path

from cluster_desk.core.privacy.name_eraser import PUT
from cluster_desk.core.privacy.patterns import numbers_in
from cluster_desk.core.records.council import Meeting
from cluster_desk.core.records.members import Case, Person
from cluster_desk.core.russian.inflection import decline_person
from cluster_desk.core.russian.text import index_words
from cluster_desk.data.privacy.copies import copies_that_name
from cluster_desk.data.privacy.erase import somebody
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from tests.builders import a_meeting


def writings(words: str) -> set[str]:
    """The ways in which bytes may hold a name: every case, whole and with initials, folded, in the index, escaped."""
    results = set()
    for case in Case:
        surname, first, middle = decline_person(words, case)[0].split()
        results |= {f"{surname} {first} {middle}", f"{surname} {first}", f"{first} {middle}"}
        for initials in (f"{first[0]}. {middle[0]}.", f"{first[0]}.{middle[0]}."):
            results |= {f"{surname} {initials}", f"{initials} {surname}"}
    results |= {index_words(one) for one in results}
    results |= {one.replace("ё", "е").replace("Ё", "Е") for one in results} | {one.upper() for one in results}
    return results | {json.dumps(one).strip('"') for one in results}


def work(desk: Desk) -> None:
    """Changes that name people in every case: stored, taken back, dropped by others, deleted."""
    for row, words in desk.read.rows("SELECT id, name FROM people ORDER BY id LIMIT 12"):
        person = desk.read.load(Person, row)
        assert person
        person.notes = f"звонить {words}"
        desk.change("Changed", person, subject=words)
        dative = decline_person(words, Case.DATIVE)[0]
        desk.change("Added", a_meeting(number=100 + row, theme=f"Слово {dative}", agenda=[]), subject=dative)
        if row % 3 == 0:
            desk.undo()
        if row % 4 == 0:
            desk.change("Deleted", remove=[desk.read.load_all(Meeting)[-1]], subject=words)
    desk.undo()


def test_no_form_of_any_erased_name_is_left_in_the_file(sample_file: Path, tmp_path: Path) -> None:
    desk = Desk.open(sample_file)
    work(desk)
    desk.read.search("директор", 5)  # the index is made
    people = desk.read.rows("SELECT id, name, phone, email FROM people ORDER BY id")
    values = [*(phone for _row, _name, phone, _email in people)]
    values += [
        row[0] for row in desk.read.rows("SELECT phone FROM organizations UNION SELECT secretary_phone FROM cluster")
    ]
    shared = [number for phone in values for number in numbers_in(phone)]
    copy = desk.back_up(tmp_path).path
    for row, words, phone, email in people:
        who = somebody(desk.read, row)
        assert copies_that_name([copy], who) == [copy]
        desk.erase(who)
        content = sample_file.read_bytes()
        left = [one for one in writings(words) if one.encode() in content]
        assert not left, (words, left)
        assert not email or email.encode() not in content
        assert all(shared.count(one) > 1 or phone.encode() not in content for one in numbers_in(phone))
        assert copies_that_name([sample_file], who) == []
        assert [one for one in personal_data_of(desk.read, somebody(desk.read, row)) if one.words != PUT] == []
    assert desk.verify() == []
    while desk.next_redo():
        assert desk.redo()
    taken = 0
    while desk.next_undo():
        assert desk.undo()
        taken += 1
    assert taken > 20
    while desk.next_redo():
        assert desk.redo()
        taken -= 1
    assert taken == 0
    desk.close()
