"""Every person of the sample erased, one after another, after some work: no form of the name is left in the bytes."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

from cluster_desk.core.name_declension import decline_person
from cluster_desk.core.records.members import Case
from cluster_desk.core.search_words import index_words
from cluster_desk.core.sought_contacts import numbers_in
from cluster_desk.data.personal import PUT, somebody
from cluster_desk.data.personal_copies import copies_that_name
from cluster_desk.data.personal_kept import kept_of
from cluster_desk.desk import Desk
from tests.torture.office_changes import Office
from tests.torture.week import change_on


def writings(words: str) -> set[str]:
    """The ways in which bytes may hold a name: every case, whole and with initials, folded, in the index, escaped."""
    found = set()
    for case in Case:
        surname, first, middle = decline_person(words, case)[0].split()
        found |= {f"{surname} {first} {middle}", f"{surname} {first}", f"{first} {middle}"}
        for initials in (f"{first[0]}. {middle[0]}.", f"{first[0]}.{middle[0]}."):
            found |= {f"{surname} {initials}", f"{initials} {surname}"}
    found |= {index_words(one) for one in found}
    found |= {one.replace("ё", "е").replace("Ё", "Е") for one in found} | {one.upper() for one in found}
    return found | {json.dumps(one).strip('"') for one in found}


def test_no_form_of_any_erased_name_is_left_in_the_file(sample_file: Path, tmp_path: Path) -> None:
    at_work = Office(Desk.open(sample_file), random.Random(1), [])
    change_on(at_work, ("words changed", "deleted", "part deleted", "brought back from the bin"), 15, Counter())
    desk = at_work.desk
    desk.read.found("директор", 5)  # the index is made
    people = desk.read.rows("SELECT id, name, phone, email FROM people ORDER BY id")
    told = [*(phone for _row, _name, phone, _email in people)]
    told += [
        row[0] for row in desk.read.rows("SELECT phone FROM organizations UNION SELECT secretary_phone FROM cluster")
    ]
    shared = [number for phone in told for number in numbers_in(phone)]
    copy = desk.back_up(tmp_path).path
    for row, words, phone, email in people:
        who = somebody(desk.read, row)
        assert copies_that_name([copy], who) == [copy]
        desk.erase(who)
        content = sample_file.read_bytes()
        left = [one for one in writings(words.split(" и ещё")[0]) if one.encode() in content]
        assert not left, (words, left)
        assert not email or email.encode() not in content
        assert all(shared.count(one) > 1 or phone.encode() not in content for one in numbers_in(phone))
        assert copies_that_name([sample_file], who) == []
        assert [one for one in kept_of(desk.read, somebody(desk.read, row)) if one.words != PUT] == []
    assert desk.verify() == []
    taken = 0
    while desk.next_undo():
        assert desk.undo()
        taken += 1
    while desk.next_redo():
        assert desk.redo()
        taken -= 1
    assert taken == 0
    desk.close()
