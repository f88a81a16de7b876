"""What is kept of a person is shown, and erased for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.privacy.name_eraser import PUT
from cluster_desk.core.records.council import AgendaItem, Attendee, Meeting, Presence, Speaker
from cluster_desk.core.records.events import Event, EventPerson
from cluster_desk.core.records.members import Case, NameForm, Organization, Person
from cluster_desk.data.privacy.erase import somebody, somebody_called
from cluster_desk.data.privacy.kept import PersonalDatum, personal_data_of
from cluster_desk.desk import Desk
from tests.builders import a_meeting, an_organization


def with_a_person(data_file: Path) -> tuple[Desk, int]:
    """A file in which one person is a head, speaks at a meeting, and was called otherwise before."""
    desk = Desk.open(data_file)
    head = desk.draft(Person, name="Лугова Полина Андреевна", phone="8 (00000) 2-00-17", notes="дочь в 9 классе")
    meeting = a_meeting(
        theme="О докладе Дёминой П. А.",
        agenda=[AgendaItem(topic="Форум", speakers=[Speaker(words="П.А. Дёмина, директор", person_id=head.id)])],
    )
    desk.change("Added", head, an_organization(head_id=head.id), meeting, subject="Лугова П. А.")
    meeting = desk.read.load_all(type(meeting))[0]
    meeting.theme = "О докладе"
    head.name, head.phone = "Дёмина Полина Андреевна", "8 (00000) 2-00-18"
    desk.change("Changed", meeting, head)
    assert head.id
    return desk, head.id


def kept(desk: Desk, person: int) -> list[PersonalDatum]:
    return personal_data_of(desk.read, somebody(desk.read, person))


def test_what_is_kept_is_told_field_by_field_history_too(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    result = kept(desk, person)
    assert {("Телефон", "8 (00000) 2-00-18"), ("Заметки", "дочь в 9 классе")} <= {(k.field, k.words) for k in result}
    assert any(one.words == "П.А. Дёмина, директор" for one in result)
    assert any(one.record == "Организация" and one.field == "Руководитель" for one in result)
    past = {one.words for one in result if "истори" in one.note}
    assert past == {"Лугова Полина Андреевна", "8 (00000) 2-00-17"}
    assert "3 изменения других записей называют этого человека" in [one.words for one in result]
    desk.close()


def test_an_erased_name_is_nowhere_in_the_files_bytes(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    desk.erase(somebody(desk.read, person))
    assert [one for one in kept(desk, person) if one.words != PUT] == []
    desk.close()
    content = data_file.read_bytes()
    for words in ("Дёмин", "Лугова", "Полин", "2-00-17", "2-00-18", "9 классе", "демин"):
        assert words.encode() not in content, words
        assert json.dumps(words).strip('"').encode() not in content, words


def test_after_erasing_the_file_is_sound_and_older_changes_can_still_be_taken_back(data_file: Path) -> None:
    desk, person = with_a_person(data_file)
    desk.erase(somebody(desk.read, person))
    assert desk.verify() == []
    assert desk.undo()
    assert desk.read.value("SELECT theme FROM meetings") == "О докладе (удалено)"
    assert desk.undo()
    with pytest.raises(UserError):  # the erasing itself cannot be taken back
        desk.undo()
    assert desk.redo()
    assert desk.redo()
    desk.close()


def test_a_namesake_keeps_what_is_theirs(desk: Desk) -> None:
    mine, other = desk.draft(Person, name="Дёмина Полина Андреевна"), desk.draft(Person, name="Дёмина Ольга Львовна")
    items = [
        AgendaItem(
            topic="О работе",
            speakers=[
                Speaker(words="Дёмина, директор", person_id=mine.id),
                Speaker(words="Дёмина, завуч", person_id=other.id),
                Speaker(words="Дёмина, учитель"),
            ],
        )
    ]
    desk.change("Added", mine, other, a_meeting(theme="Итоги", agenda=items))
    assert mine.id
    assert [one.words for one in kept(desk, mine.id) if not one.sure] == ["Дёмина, учитель"]
    desk.erase(somebody(desk.read, mine.id))
    words = "SELECT words FROM speakers ORDER BY place"
    assert [row[0] for row in desk.read.rows(words)] == ["(удалено), директор", "Дёмина, завуч", "Дёмина, учитель"]
    assert desk.read.value("SELECT name FROM people WHERE id = ?", other.id) == "Дёмина Ольга Львовна"
    assert desk.undo()


def test_doubtful_places_go_when_told_so(desk: Desk) -> None:
    mine, other = desk.draft(Person, name="Дёмина Полина Андреевна"), desk.draft(Person, name="Дёмина Ольга Львовна")
    desk.change("Added", mine, other, a_meeting(theme="Слово Дёминой"))
    assert mine.id
    desk.erase(somebody(desk.read, mine.id), doubtful=True)
    assert desk.read.value("SELECT theme FROM meetings") == "Слово (удалено)"


def test_words_that_are_about_the_person_go_whatever_they_say(desk: Desk) -> None:
    person = desk.draft(Person, name="Дёмина Полина Андреевна")
    desk.change(
        "Added",
        person,
        a_meeting(
            attendance=[
                Attendee(words="Дёмена П. А., директор", person_id=person.id, presence=Presence.ABSENT, reason="больна")
            ],
            agenda=[AgendaItem(topic="О работе", speakers=[Speaker(words="директор школы", person_id=person.id)])],
        ),
    )
    assert person.id
    desk.erase(somebody(desk.read, person.id))
    assert desk.read.row("SELECT words, reason FROM attendees") == ("(удалено), директор", PUT)
    assert desk.read.value("SELECT words FROM speakers") == "директор школы"
    assert desk.undo()


def test_phones_and_addresses_go_from_texts_but_an_offices_stay(desk: Desk) -> None:
    person = desk.draft(
        Person, name="Дёмина Полина Андреевна", phone="8 (00000) 2-00-17, 2-00-11", email="p.demina@a.example"
    )
    desk.change(
        "Added",
        person,
        an_organization(phone="2-00-11", email="demina@b.example", notes="Звонить 8(00000)20017, P.Demina@a.example"),
    )
    assert person.id
    assert [one.words for one in kept(desk, person.id) if not one.sure] == ["demina@b.example"]
    desk.erase(somebody(desk.read, person.id))
    kept_there = desk.read.row("SELECT phone, email, notes FROM organizations")
    assert kept_there == ("2-00-11", "demina@b.example", "Звонить (удалено), (удалено)")


def test_one_whom_only_texts_name_is_found_and_erased_by_name(desk: Desk) -> None:
    winners = [EventPerson(words="Берёзкин Артём, 7 класс", role="победитель"), EventPerson(words="Берёзкина Анна")]
    desk.change("Added", Event(name="Конкурс", day_words="13 октября 2026", people=winners, results="Артём Берёзкин"))
    who = somebody_called(desk.read, "Березкин Артем")
    assert {one.words for one in personal_data_of(desk.read, who) if one.record != "История"} == {
        "Берёзкин Артём, 7 класс",
        "Артём Берёзкин",
    }
    desk.erase(who)
    assert [row[0] for row in desk.read.rows("SELECT words FROM event_people")] == [
        "(удалено), 7 класс",
        "Берёзкина Анна",
    ]
    assert "Артём".encode() not in desk.path.read_bytes()


def test_one_who_stands_in_the_list_by_initials_goes_from_it_and_everybody_elses_initials_stay(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="И. А.", phone="8 (00000) 2-00-17"))
    desk.change("Added", a_meeting(theme="Доклад И. А. Лугового, А. И. Зимина и др.", agenda=[]))
    desk.erase(somebody(desk.read, row))
    assert desk.read.row("SELECT name, phone FROM people") == (PUT, "")
    assert desk.read.value("SELECT theme FROM meetings") == "Доклад И. А. Лугового, А. И. Зимина и др."


def test_a_surname_of_one_letter_is_found_by_the_whole_name(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="О Анна Сергеевна"))
    desk.change("Added", a_meeting(theme="О том, что О Анна Сергеевна и А. О. Лугов", agenda=[]))
    desk.erase(somebody(desk.read, row))
    theme = desk.read.value("SELECT theme FROM meetings")
    assert "Анна" not in theme
    assert theme.startswith("О том, что")
    assert theme.endswith("и А. О. Лугов")


def test_a_deleted_person_is_erased_from_history_and_from_the_bin(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="Дёмина Полина Андреевна", phone="8 (00000) 2-00-17"))
    person = desk.read.load(Person, row)
    assert person
    desk.change("Deleted", remove=[person], subject=person.name)
    who = somebody_called(desk.read, "Дёмина Полина Андреевна")
    assert who.rows == {row}
    desk.erase(who)
    content = desk.path.read_bytes()
    assert "Дёмина".encode() not in content
    assert b"2-00-17" not in content
    assert desk.undo()
    assert desk.read.value("SELECT name FROM people") == PUT


def test_the_forms_of_a_name_that_the_office_told_go_too(desk: Desk) -> None:
    desk.change("Added", Person(name="Лобок Иван Петрович"))
    desk.change("Told", NameForm(words="Лобок Иван Петрович", case=Case.DATIVE, corrected="Лобкаю Ивану Петровичу"))
    desk.change("Added", a_meeting(theme="Поручить Лобкаю"), subject="Лобкаю И. П.")
    desk.erase(somebody(desk.read, 1), doubtful=True)
    assert not any(words in desk.path.read_text("utf-8", "ignore") for words in ("Лобок", "Лобка"))
    while desk.next_undo():
        assert desk.undo()
    while desk.next_redo():
        assert desk.redo()


def test_who_changed_what_is_personal_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cluster_desk.data.history.journal.user_name", lambda: "Дёмина П.А.")
    desk.change("Added", Person(name="Дёмина Полина Андреевна"))
    desk.erase(somebody(desk.read, 1))
    assert desk.read.value("SELECT user FROM steps ORDER BY id") == PUT


def test_a_post_and_an_organization_are_personal(desk: Desk) -> None:
    [school] = desk.change("Added", an_organization())
    [row] = desk.change("Added", Person(name="Дёмина П. А.", position="директор", organization_id=school))
    desk.erase(somebody(desk.read, row))
    assert desk.read.row("SELECT name, position, organization_id FROM people") == (PUT, "", None)
    assert desk.undo()


def test_a_row_that_was_given_to_somebody_else_does_not_take_the_first_one_along(desk: Desk) -> None:
    [row] = desk.change("Added", Person(name="Носов Кирилл Евгеньевич"))
    person = desk.read.load(Person, row)
    assert person
    person.name = "Дёмина Полина Андреевна"
    desk.change("Changed", person)
    desk.change("Added", a_meeting(theme="О докладе Носова К. Е."), an_organization(notes="Носов К. Е."))
    assert somebody(desk.read, row).names == ("Дёмина Полина Андреевна",)
    desk.erase(somebody(desk.read, row))
    assert desk.read.value("SELECT theme FROM meetings") == "О докладе Носова К. Е."
    assert desk.read.load_all(Meeting)
    assert desk.read.load_all(Organization)


def test_files_that_name_the_person_are_named_with_the_reason_why_they_stay(desk: Desk, tmp_path: Path) -> None:
    from cluster_desk.core.records.office_papers import FileRole, OfficePaper, PaperKind, PaperState
    from cluster_desk.rules.office_papers import paper_file
    from tests.exchange.make_docx import write_docx

    content = write_docx(tmp_path / "x.docx", ["О поощрении", "Наградить Быкову Анну Олеговну."]).read_bytes()
    today, scan = desk.read.today(), b"%PDF-1.7 scan"
    order = OfficePaper(name="О поощрении", kind=PaperKind.ORDER, state=PaperState.SIGNED)
    order.files = [paper_file("Приказ.docx", content, FileRole.MADE, today)]
    letter = OfficePaper(name="Благодарность", kind=PaperKind.LETTER, addressee="Быковой А. О.")
    letter.files = [paper_file("Скан.pdf", scan, FileRole.SIGNED, today)]
    desk.change("Papers kept", order, letter, contents=[content, scan])
    who = somebody_called(desk.read, "Быкова Анна Олеговна")
    told = [
        (one.title, one.words, one.note.split(" (")[0].split(":")[0])
        for one in personal_data_of(desk.read, who)
        if one.stays
    ]
    assert told == [
        ("О поощрении", "Приказ.docx: «Наградить Быкову Анну Олеговну.»", "подписана и хранится постоянно"),
        (
            "Благодарность",
            "Скан.pdf",
            "бумаги, где назван человек; программа не может заглянуть внутрь, посмотрите сами",
        ),
    ]
    desk.erase(who)
    paper = desk.read.load(OfficePaper, letter.id or 2)
    assert paper
    assert paper.addressee == "(удалено)"
    assert [one.title for one in personal_data_of(desk.read, who) if one.stays][:1] == ["О поощрении"]


def test_a_stranger_is_nobody_though_scans_are_kept(desk: Desk) -> None:
    from cluster_desk.core.records.office_papers import FileRole, OfficePaper
    from cluster_desk.rules.office_papers import paper_file

    scan = b"%PDF-1.7 scan"
    file = paper_file("Скан.pdf", scan, FileRole.SIGNED, desk.read.today())
    desk.change("Papers kept", OfficePaper(name="О подвозе", files=[file]), contents=[scan])
    assert personal_data_of(desk.read, somebody_called(desk.read, "Нездешний Пётр Ильич")) == []
