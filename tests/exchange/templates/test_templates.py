"""An example's words understood by the data, kept in the file, filled for others: cases, rows, conditions, lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.core.records.members import Case
from cluster_desk.core.records.templates import ForWhom, Kept, PlacePiece, Repeated, Template
from cluster_desk.data.privacy.erase import somebody_called
from cluster_desk.data.privacy.kept import personal_data_of
from cluster_desk.desk import Desk
from cluster_desk.exchange.files.clipboard import read_clipboard
from cluster_desk.exchange.templates.filling import TemplateFiller, Told, described, write_papers
from cluster_desk.exchange.templates.marking import along, mark, propose
from cluster_desk.exchange.templates.participants import listed_lines
from cluster_desk.exchange.templates.places import read_template
from cluster_desk.exchange.templates.taking_in import take_in
from cluster_desk.exchange.templates.understanding import Understanding, understand
from tests.exchange.make_docx import Raw, Table, write_docx
from tests.exchange.templates.test_places import MADE, paragraph, run, yellow_row


@pytest.fixture(scope="module")
def desk(sample_of_module: Path) -> Iterator[Desk]:
    """The sample, open for all tests of this file."""
    desk = Desk.open(sample_of_module)
    desk.read.today = lambda: dt.date(2026, 11, 20)
    yield desk
    desk.close()


def understood(desk: Desk, folder: Path, *words: str, whom: ForWhom | None = None) -> Understanding:
    """What these places mean, each in a paragraph of its own."""
    path = write_docx(folder / "Бланк.docx", [paragraph(run(each)) for each in words])
    return understand(read_template(path.read_bytes(), path.name), desk.read, whom)


def kept(desk: Desk, understanding: Understanding, name: str) -> Template:
    template = described(understanding, name)
    desk.change("Template taken in", template, contents=[understanding.document.content])
    return template


def words_of(content: bytes, folder: Path) -> list[str]:
    path = folder / "готово.docx"
    path.write_bytes(content)
    document = docx.Document(str(path))
    cells = [cell.text.replace("\xa0", " ") for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text.replace("\xa0", " ") for one in document.paragraphs if one.text.strip()] + cells


EXAMPLES = {
    "директору Тихонову А. В.": "заведующей Ершовой И. Ю.",
    "директором Тихоновым А.В.": "заведующей Ершовой И.Ю.",
    "А. В. Тихонов": "И. Ю. Ершова",
    "Тихонова Алексея Викторовича": "Ершовой Ирины Юрьевны",
    "Уважаемый Алексей Викторович": "Уважаемая Ирина Юрьевна",
    "действующего": "действующей",
    "МКОУ СОШ с. Луговое": "МКДОУ детский сад «Колосок»",
    "МКОУ СОШ с.Луговое": "МКДОУ детский сад «Колосок»",
    "ул. Центральная, д. 32, с. Луговое, Заречный район": "ул. Центральная, д. 30, с. Луговое, Заречный район",
}


@pytest.fixture(scope="module")
def agreement(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    return understood(desk, tmp_path_factory.mktemp("agreement"), *EXAMPLES, "14 сентября 2023 года", "14.09.2023")


def test_an_example_tells_for_whom_it_is_and_in_which_case(
    agreement: Understanding, desk: Desk, tmp_path: Path
) -> None:
    assert (agreement.whom, agreement.example.title) == (ForWhom.ORGANIZATION, "МКОУ СОШ с. Луговое")
    for one in agreement.places:
        assert one.readings, one.place.words
        assert one.readings[0].sure, one.place.words
    filler = TemplateFiller(desk.read, kept(desk, agreement, "Примеры"))
    kindergarten = next(one for one in filler.subjects() if "Колосок" in one.title)
    paper = filler.paper(kindergarten)
    blank = "«____» ______________ 20___ г."
    told = [f"Вручить {words}, лично." for words in (*EXAMPLES.values(), blank, blank)]
    assert words_of(paper.content, tmp_path) == told
    assert len(paper.missing) == 1  # the date of an agreement that there is not, named


def test_the_example_itself_comes_out_as_it_was(agreement: Understanding, desk: Desk, tmp_path: Path) -> None:
    filler = TemplateFiller(desk.read, described_kept(desk, agreement))
    paper = filler.paper(next(one for one in filler.subjects() if one.title == "МКОУ СОШ с. Луговое"))
    again = [f"Вручить {words}, лично." for words in (*EXAMPLES, "14 сентября 2023 года", "14.09.2023")]
    again[7] = again[6]  # the space that the data has
    assert words_of(paper.content, tmp_path) == again
    assert paper.missing == ()


def described_kept(desk: Desk, understanding: Understanding) -> Template:
    """The template stored by the test before, or stored now."""
    stored = [one for one in desk.read.load_all(Template) if one.digest == described(understanding, "").digest]
    return stored[0] if stored else kept(desk, understanding, "Примеры")


def test_what_no_fact_explains_is_said_to_be_unsure(desk: Desk, tmp_path: Path) -> None:
    result = understood(
        desk, tmp_path, "МКОУ СОШ с. Луговое", "Незнакомцеву П. П.", "3 марта 2031 г.", "лучшие в районе"
    )
    name, day, prose = (one.readings for one in result.places[1:])
    assert (name[0].pieces[0].field, name[0].pieces[0].case, name[0].sure) == ("org.head", Case.DATIVE, False)
    assert (day[0].pieces[0].field, day[0].sure) == ("paper.day", False)
    assert prose == []


@pytest.mark.parametrize(("before", "known"), [("Просим подтвердить до ", False), ("Приказ от ", True), ("с ", False)])
def test_a_day_until_which_something_holds_is_asked_for(desk: Desk, tmp_path: Path, before: str, known: bool) -> None:
    inside = run(before, "") + run("25 ноября 2026 года")
    path = write_docx(tmp_path / "Письмо.docx", [Raw(f"<w:p>{inside}</w:p>")])
    result = understand(read_template(path.read_bytes(), path.name), desk.read)
    assert [one.told for one in described(result, "Письмо").places] == [known]


def test_the_paper_of_libreoffice_is_understood_and_filled(desk: Desk, tmp_path: Path) -> None:
    result = understand(read_template(MADE.read_bytes(), MADE.name), desk.read)
    assert [one.place.title for one in result.places if not one.readings] == [
        "Детский сад соблюдает режим дня воспитанников при выездах."
    ]
    assert [one.repeated for one in result.rows] == [Repeated.MEMBERS]
    template = described(result, "Соглашение")
    for place in template.places:
        if place.words.startswith("Детский сад"):
            place.kept = Kept.KINDERGARTEN
    desk.change("Template taken in", template, contents=[MADE.read_bytes()])
    filler = TemplateFiller(desk.read, template)
    school = next(one for one in filler.subjects() if "Берёзовка" in one.title)
    words = words_of(filler.paper(school).content, tmp_path)
    assert words[0] == "СОГЛАШЕНИЕ № 4 о взаимодействии"
    assert any("в лице директора Громовой Елены Николаевны, действующей" in each for each in words)
    assert not any("Детский сад соблюдает" in each for each in words)
    assert words[-3:] == ["14", "Управление образования района", "Мельникова Г.Ф."]


def test_without_yellow_nine_places_of_ten_are_proposed_right(desk: Desk, tmp_path: Path) -> None:
    kind = "муниципальное казённое общеобразовательное учреждение основная общеобразовательная школа"
    full = f"{kind} с. Ключи Заречного района"
    law = "в соответствии с Федеральным законом от 29.12.2012 № 273-ФЗ и приказом Министерства от 12.03.2019 № 44"
    lines = [
        "СОГЛАШЕНИЕ № 5 о взаимодействии",
        "от 14 сентября 2023 г.",
        f"Школа № 1 и {full} в лице директора Савельевой Татьяны Игоревны, действующей на основании Устава, {law}",
        "1. МКОУ ООШ с. Ключи участвует в мероприятиях. Тел. 8 (00000) 2-00-16.",
        "Срок действия — до 14.09.2028.",
        "Директор ____________ Т.И. Савельева",
    ]
    path = write_docx(tmp_path / "Без пометок.docx", lines)
    document = read_template(path.read_bytes(), path.name)
    proposals = propose(document, desk.read)
    expected = [
        *("5", "14 сентября 2023 г.", full, "директора", "Савельевой Татьяны Игоревны", "МКОУ ООШ с. Ключи"),
        *("14.09.2028", "Директор", "Т.И. Савельева"),
    ]
    words = [one.words for one in proposals]
    assert len(set(words) & set(expected)) >= 0.9 * len(expected)
    assert len(set(words) - {*expected, "8 (00000) 2-00-16"}) == 0
    marked = read_template(mark(document, proposals), path.name)
    assert [one.text for one in marked.paragraphs] == [one.text for one in document.paragraphs]
    result = understand(marked, desk.read)
    assert result.example.title == "МКОУ ООШ с. Ключи"
    assert all(one.readings and one.readings[0].sure for one in result.places)
    assert [one.words for one in along(result)] == ["действующей"]


def test_200_participants_pasted_from_excel_fill_rows_and_papers(desk: Desk, tmp_path: Path) -> None:
    pasted = "№\tФИО\tКласс\tШкола\tБалл\n" + "\n".join(
        f"{n}\tГромова Анна Петровна\t{n % 11 + 1}\tМКОУ ООШ с. Ключи\t{n}" for n in range(1, 201)
    )
    listed = listed_lines(read_clipboard("", pasted))
    assert len(listed) == 200
    assert listed[4] == {
        "list.name": "Громова Анна Петровна",
        "list.class": "6",
        "list.org": "МКОУ ООШ с. Ключи",
        "list.result": "5",
    }
    table = Table([["№", "ФИО", "Класс", "Балл"], yellow_row("1", "Лугов Иван", "5", "90")])
    path = write_docx(tmp_path / "Перечень.docx", [table])
    result = understand(read_template(path.read_bytes(), path.name), desk.read)
    assert [one.repeated for one in result.rows] == [Repeated.PARTICIPANTS]
    template = kept(desk, result, "Перечень")
    template.whom = ForWhom.NOBODY
    filler = TemplateFiller(desk.read, template, Told(listed=listed))
    words = words_of(filler.paper(filler.subjects()[0]).content, tmp_path)
    assert words[-4:] == ["200", "Громова Анна Петровна", "3", "200"]
    template.whom = ForWhom.PARTICIPANT
    assert len(filler.subjects()) == 200


def test_the_columns_of_a_list_are_told_by_the_one_vocabulary() -> None:
    of_children = listed_lines(
        read_clipboard(
            "",
            "№\tФамилия\tИмя\tОтчество\tКласс\tФИО наставника\tМесто\n"
            "1\tГромова\tАнна\tПетровна\t6\tОрлова Вера Степановна\tII",
        )
    )
    assert of_children == [
        {
            "list.name": "Громова Анна Петровна",
            "list.class": "6",
            "column:ФИО наставника": "Орлова Вера Степановна",
            "list.result": "II",
        }
    ]
    of_teachers = listed_lines(
        read_clipboard("", "ФИО педагога\tМесто работы\nОрлова Вера Степановна\tМКОУ ООШ с. Ключи")
    )
    assert of_teachers == [{"list.name": "Орлова Вера Степановна", "list.org": "МКОУ ООШ с. Ключи"}]


def test_the_sides_of_an_agreement_are_no_list(desk: Desk, tmp_path: Path) -> None:
    sides = (
        ("МКОУ СОШ № 1 пгт Заречный", "МКОУ СОШ с. Луговое"),
        (
            "ул. Школьная, д. 4, пгт Заречный, Заречный район, 600014",
            "ул. Центральная, д. 32, с. Луговое, Заречный район",
        ),
        ("Воронцова М.С.", "Тихонов А.В."),
    )
    table = Table([["Опорная школа", "Участник"], *(yellow_row(*row) for row in sides)])
    path = write_docx(tmp_path / "Стороны.docx", [table])
    result = understand(read_template(path.read_bytes(), path.name), desk.read)
    assert [one.repeated for one in result.rows] == [Repeated.ONCE]
    filler = TemplateFiller(desk.read, kept(desk, result, "Стороны"))
    paper = filler.paper(next(one for one in filler.subjects() if "с. Ключи" in one.title))
    words = words_of(paper.content, tmp_path)
    assert (words[2], words[3], words[7]) == (sides[0][0], "МКОУ ООШ с. Ключи", "Савельева Т.И.")


def test_files_get_names_by_the_pattern_and_none_takes_another_s(
    agreement: Understanding, desk: Desk, tmp_path: Path
) -> None:
    template = described_kept(desk, agreement)
    template.file_words = "Письмо"
    filler = TemplateFiller(desk.read, template)
    chosen = [one for one in filler.subjects() if "с. Ключи" in one.title]
    written, missing = write_papers(filler, [*chosen, *chosen], tmp_path)
    assert [path.name for path in written] == ["Письмо МКОУ ООШ с. Ключи.docx", "Письмо МКОУ ООШ с. Ключи (2).docx"]
    assert missing == {}


def test_a_field_that_is_gone_says_which(agreement: Understanding, desk: Desk) -> None:
    template = described_kept(desk, agreement)
    template.places[0].pieces = [PlacePiece(field="org.motto")]
    with pytest.raises(UserError, match=r"org\.motto"):
        TemplateFiller(desk.read, template)


def test_taking_in_is_undone_and_its_bytes_stay_while_the_journal_names_them(desk: Desk, tmp_path: Path) -> None:
    path = write_docx(tmp_path / "Приказ.docx", [Raw(f"<w:p>{run('14.12.2026')}</w:p>")])
    understanding = understand(read_template(path.read_bytes(), path.name), desk.read)
    template = kept(desk, understanding, "Приказ")
    desk.undo()
    assert "Приказ" not in [one.name for one in desk.read.load_all(Template)]
    desk.redo()
    assert TemplateFiller(desk.read, template).paper(TemplateFiller(desk.read, template).subjects()[0]).content
    stored = next(one for one in desk.read.load_all(Template) if one.name == "Приказ")
    assert [piece.field for place in stored.places for piece in place.pieces] == ["paper.day"]


def test_what_is_kept_of_a_person_tells_of_the_paper_that_names_them(desk: Desk, tmp_path: Path) -> None:
    kept(desk, understood(desk, tmp_path, "МКОУ СОШ с. Луговое", "Тихонову А. В."), "Письмо с именем")
    who = somebody_called(desk.read, "Тихонов Алексей Викторович")
    told = [one for one in personal_data_of(desk.read, who) if one.title == "Письмо с именем"]
    assert any("бумаги программа не меняет" in one.note for one in told)


def test_words_of_another_named_person_are_not_proposed_along(desk: Desk, tmp_path: Path) -> None:
    """«Действующей» belongs to the name before it, which is not yellow."""
    sides = [
        run(
            "Школа № 1 в лице директора Воронцовой Марины Сергеевны, действующей на основании Устава, и школа в лице ",
            "",
        ),
        run("Тихонова Алексея Викторовича"),
        run(", действующего на основании Устава", ""),
    ]
    path = write_docx(tmp_path / "Стороны.docx", [Raw(f"<w:p>{''.join(sides)}</w:p>")])
    taken = take_in(read_template(path.read_bytes(), path.name), desk.read)
    words = [one.place.title for one in taken.understanding.places]
    assert words == ["Тихонова Алексея Викторовича", "действующего"]


def test_a_paper_has_one_date_and_others_are_asked(desk: Desk, tmp_path: Path) -> None:
    days = [
        run("от ", ""),
        run("14.12.2026"),
        run(" № 15. Семинар ", ""),
        run("3 февраля 2031 г."),
        run(" в 10:00", ""),
    ]
    path = write_docx(tmp_path / "Приказ.docx", [Raw(f"<w:p>{''.join(days)}</w:p>"), paragraph(run("Тихонову А. В."))])
    understanding = understand(read_template(path.read_bytes(), path.name), desk.read)
    first, second, *_name = understanding.places
    assert [piece.field for piece in first.readings[0].pieces] == ["paper.day"]
    assert second.readings == []


def test_the_same_words_in_the_same_surroundings_are_stored(desk: Desk, tmp_path: Path) -> None:
    template = described(understood(desk, tmp_path, *["Тихонову А. В."] * 3), "Дважды")
    desk.change("Template taken in", template)
    assert len({piece.uuid for place in template.places for piece in place.pieces}) == 3
    desk.undo()
