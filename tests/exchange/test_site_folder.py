"""What goes out to a school's site: no child's name without a consent, no photo that nobody allowed, no camera data."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

from cluster_desk.cli import main
from cluster_desk.core.errors import UserError
from cluster_desk.core.records.consents import Consent
from cluster_desk.core.records.events import Attachment, Event, EventPerson
from cluster_desk.core.records.members import Organization, Person
from cluster_desk.core.records.office_papers import FileRole, OfficePaper, PaperFile, PaperKind
from cluster_desk.core.records.participants import Participant
from cluster_desk.core.records.publishing import PhotoUse, Publication, PublishedPaper, PublishedPhoto
from cluster_desk.desk import Desk
from cluster_desk.exchange.site_folder import card_files, cleaned, site_files, write_site
from cluster_desk.rules.publishing import Publisher, card_of_event, publication_doubts
from cluster_desk.rules.today_publishing import cards_waiting
from cluster_desk.ui.look.photos import clean_photo
from tests.builders import a_cluster, an_organization

DAY = dt.date(2026, 11, 20)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
KEPT = ("Иванова", "Кротова", "Сомова", "Зуевой", "Ольга", "900", "mama@")
TEXT = (
    "12 ноября прошёл слёт. Победила Иванова Мария Петровна, 7 класс. Второе место — Маша Кротова (8 «А» класс).\n"
    "Третье место у Пети Сомова. Подготовила учитель Лугова Мария Ивановна. Грамоту вручили Зуевой А.\n"
    "Вопросы: 8 (900) 123-45-67, mama@mail.example. Школа: 8 (00000) 2-11-10. "
    "Школа имени Петра Великого. Ученица 9 класса Ольга Белова спела."
)


def a_photo(color: str = "navy", size: tuple[int, int] = (3000, 2000)) -> bytes:
    """A photo as a telephone makes it: turned, with its maker and its place inside."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = 6, "Phonemaker", "Model X"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (58.0, 10.0, 33.0)
    made = io.BytesIO()
    Image.new("RGB", size, color).save(made, "JPEG", exif=exif, comment=b"secret comment")
    return made.getvalue()


def attached(name: str, content: bytes, media: str = "image/jpeg") -> Attachment:
    return Attachment(name=name, media_type=media, size=len(content), digest=hashlib.sha256(content).hexdigest())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk.create(tmp_path_factory.mktemp("site") / "Заречный кластер.cdesk", a_cluster())
    desk.read.today = lambda: DAY
    photos = [a_photo("navy"), a_photo("green"), a_photo("red")]
    school = an_organization(phone="8 (00000) 2-11-10")
    event = desk.draft(Event, name="Слёт юных краеведов", day_words="12.11.2026", text=TEXT)
    event.attachments = [attached(f"IMG_{at}.jpg", photo) for at, photo in enumerate(photos)]
    teacher = Person(name="Лугова Мария Ивановна", position="учитель")
    child = Participant(event_id=event.id, name="Иванова Мария Петровна", grade="7 «А»")
    desk.change("Added", school, event, teacher, child, contents=photos)
    for kind, name in ((PaperKind.ORDER, "Приказ об итогах"), (PaperKind.MINUTES, "Протокол жюри")):
        content = PDF + name.encode()
        file = PaperFile(name=f"{name}.pdf", role=FileRole.SIGNED, media_type="application/pdf", size=len(content))
        file.digest = hashlib.sha256(content).hexdigest()
        desk.change("Added", OfficePaper(name=name, kind=kind, event_id=event.id, files=[file]), contents=[content])
    yield desk
    desk.close()


@pytest.fixture
def card(site: Desk) -> Iterator[Publication]:
    """The card of the event, one photo allowed; all that a test stores is taken back."""
    before = site.next_undo()
    event = site.read.load_all(Event)[0]
    made = card_of_event(site.read, event.id or 0, event.name, TEXT)
    made.photos[0].use, made.photos[0].caption = PhotoUse.NO_CHILDREN, "Палатки у реки, на снимке Маша Кротова"
    made.id = site.change("Added", made)[0]
    yield site.read.load_all(Publication)[0]
    while site.next_undo() != before:
        site.undo()


def files(desk: Desk) -> dict[str, bytes]:
    read = desk.read
    return site_files(read, Publisher(read, DAY), read.load_all(Publication), clean_photo)


def test_a_card_begins_with_all_photos_kept_and_without_minutes(site: Desk, card: Publication) -> None:
    assert [one.use for one in card.photos] == [PhotoUse.NO_CHILDREN, PhotoUse.KEPT, PhotoUse.KEPT]
    assert PublishedPhoto().use is PhotoUse.KEPT
    papers = [site.read.load(OfficePaper, one.paper_id or 0) for one in card.papers]
    assert [paper.name for paper in papers if paper] == ["Приказ об итогах"]


def test_children_are_named_only_with_a_consent_in_force(site: Desk, card: Publication) -> None:
    told = Publisher(site.read, DAY).text(card)
    for name in KEPT:
        assert name not in told.words, name
    assert "Победила обучающийся 7 класса. Второе" in told.words
    assert "обучающийся 8 класса" in told.words
    assert "Лугова Мария Ивановна" in told.words
    assert "8 (00000) 2-11-10" in told.words
    assert "имени Петра Великого" in told.words
    assert "Ученица 9 класса спела" in told.words
    given = Consent(
        whose="Иванова Мария Петровна", for_name=True, given_on=dt.date(2026, 9, 1), until_words="31.12.2026"
    )
    site.change("Added", given)
    assert "Победила Иванова Мария Петровна" in Publisher(site.read, DAY).text(card).words
    assert "Иванова" not in Publisher(site.read, dt.date(2027, 1, 1)).text(card).words
    [consent] = site.read.load_all(Consent)
    consent.withdrawn_on = dt.date(2026, 11, 1)
    site.change("Changed", consent)
    assert "Иванова" not in Publisher(site.read, DAY).text(card).words


def test_neither_a_namesakes_consent_nor_a_teachers_name_publishes_a_child(site: Desk, card: Publication) -> None:
    [school], [child] = site.read.load_all(Organization), site.read.load_all(Participant)
    another = an_organization(short_name="МКОУ СОШ с. Ключи", full_name="МКОУ СОШ с. Ключи")
    given = Consent(whose=child.name, organization_id=school.id, for_name=True, given_on=dt.date(2026, 9, 1))
    given.until_words = "31.12.2026"
    child.organization_id = site.change("Added", another)[0]
    site.change("Added", given, child, Person(name=child.name, position="учитель"))
    assert "Иванова" not in Publisher(site.read, DAY).text(card).words
    child.organization_id, child.organization_words = school.id, school.short_name
    site.change("Changed", child)
    assert "Победила Иванова Мария Петровна" in Publisher(site.read, DAY).text(card).words


def test_a_consent_of_a_school_names_nobody_whose_school_is_not_told(site: Desk, card: Publication) -> None:
    [school], [child] = site.read.load_all(Organization), site.read.load_all(Participant)
    given = Consent(whose=child.name, organization_id=school.id, for_name=True, given_on=dt.date(2026, 9, 1))
    given.until_words = "31.12.2026"
    site.change("Added", given)
    news = Publication(name="Новости", text="Победила Иванова Мария Петровна из Ключей.")
    assert "Иванова" not in Publisher(site.read, DAY).text(news).words  # a card of no event: nobody knows whose child
    [doubt] = publication_doubts(site.read, news, DAY)
    assert "Иванова Мария Петровна" in doubt
    assert "неясно, их ли" in doubt
    child.organization_words = "МКОУ СОШ с. Дальнее"  # a school that is not of the cluster
    site.change("Changed", child)
    assert "Иванова" not in Publisher(site.read, DAY).text(card).words
    child.organization_id, child.organization_words = school.id, school.short_name
    [event] = site.read.load_all(Event)
    event.people = [EventPerson(words=child.name, role="победитель")]
    site.change("Changed", child, event)
    told = Publisher(site.read, DAY).text(card)
    assert "Победила Иванова Мария Петровна" in told.words  # named twice in the event, and listed with the school
    assert "Иванова Мария Петровна" not in told.left_out


def test_what_stays_is_told(site: Desk, card: Publication) -> None:
    card.papers.append(PublishedPaper(paper_id=site.read.load_all(OfficePaper)[1].id))
    doubts = "\n".join(publication_doubts(site.read, card, DAY))
    assert "Маша Кротова" in doubts
    assert "не сказано, кто на них виден: 2" in doubts
    assert "«Протокол жюри» — протокол" in doubts


def test_the_folder_holds_nothing_beyond_what_is_allowed(site: Desk, card: Publication, tmp_path: Path) -> None:
    made = files(site)
    assert list(made) == ["001.html", "index.html", "papers/001-1.pdf", "photos/001-1.jpg"]
    whole = b"".join(made.values())
    for name in ("Иванова", "Кротов", "Сомов", "Зуев", "Протокол жюри", "Маша"):
        assert name.encode() not in whole, name
        assert name.encode("cp1251") not in whole, name
    for trace in (b"Phonemaker", b"Model X", b"secret comment", b"Exif", b"GPS", b"900) 123"):
        assert trace not in whole, trace
    photo = Image.open(io.BytesIO(made["photos/001-1.jpg"]))
    assert photo.size in ((1066, 1600), (1067, 1600))  # upright, as it was turned
    assert not photo.getexif()
    assert made["papers/001-1.pdf"].startswith(PDF)
    assert files(site) == made
    write_site(made, tmp_path / "сайт")
    again = write_site(files(site), tmp_path / "сайт")
    assert {path.relative_to(tmp_path / "сайт").as_posix(): path.read_bytes() for path in again} == made


class _Headings(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.alts: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.lang = self.lang or str(dict(attrs).get("lang") or "")
        if tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")


@pytest.mark.parametrize("name", ["index.html", "001.html"])
def test_a_page_is_plain_and_accessible(site: Desk, card: Publication, name: str) -> None:
    page = files(site)[name].decode()
    seen = _Headings()
    seen.feed(page)
    assert seen.lang == "ru"
    assert seen.tags.count("h1") == 1
    assert not {"script", "link", "iframe"} & set(seen.tags)
    assert all(alt.strip() for alt in seen.alts)
    assert 'name="viewport"' in page
    assert "http" not in page


@pytest.mark.parametrize("pair", [("#1c1c1c", "#ffffff"), ("#0b4a8f", "#ffffff"), ("#4a4a4a", "#ffffff")])
def test_words_stand_out_from_their_ground(pair: tuple[str, str]) -> None:
    light, dark = sorted((_luminance(one) for one in pair), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_card_that_is_taken_down_goes_from_the_folder(site: Desk, card: Publication, tmp_path: Path) -> None:
    write_site(files(site), tmp_path)
    card.published_on, card.take_down_on = dt.date(2026, 11, 13), DAY
    site.change("Changed", card)
    [line] = cards_waiting(site.read, DAY)[0]
    assert (line.note, line.haste) == ("пора снять с сайта", "late")
    write_site(files(site), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_folder_with_other_files_is_left_alone(site: Desk, card: Publication, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>Сайт школы</h1>", encoding="utf-8")
    with pytest.raises(UserError, match="другие файлы"):
        write_site(files(site), tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<h1>Сайт школы</h1>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff\xe0 no photo",
        b"MZ program",
        b"<svg onload='x'/>",
        PDF,
        a_photo()[:900],
        b"GIF89a\xff\xff\xff\xff",
    ],
    ids=["nothing", "a head alone", "a program", "a drawing", "a pdf", "cut short", "an odd gif"],
)
def test_what_is_no_photo_is_a_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match="не снимок"):
        cleaned(clean_photo, content, "x.jpg")


def test_the_files_of_a_card_are_saved_for_the_editor(site: Desk, card: Publication) -> None:
    assert list(card_files(site.read, Publisher(site.read, DAY), card, clean_photo)) == [
        "Фото 1.jpg",
        "1. Приказ об итогах.pdf",
    ]


def test_site_at_the_command_line(
    site: Desk, card: Publication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "копия.cdesk"
    site.save_as(copy)
    assert main(["site", str(copy), "--out", str(tmp_path / "сайт"), "--as-of", "2026-11-20"]) == 0
    output = capsys.readouterr()
    assert "Маша Кротова" in output.err
    assert (tmp_path / "сайт" / "001.html").is_file()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Победила Маша Иванова, 7 класс.", ("Маша", "Иванова")),
        ("Иванова Маша победила.", ("Маша", "Иванова")),
        ("Поздравляем Машу Иванову и Петю Сомова!", ("Маш", "Иванов", "Пет", "Сомов")),
        ("Лучшими стали Зуева А., Белов К. и Кротова Д.", ("Зуева", "Белов", "Кротова")),
        ("Диплом у Анастасии Кузнецовой (5 класс). Кузнецова готовилась год.", ("Анастаси", "Кузнецов")),
        ("Второе место: Сомов Петр Иванович, 9 «Б» класс", ("Сомов", "Петр", "Иванович")),
        ("ученик 3 класса Ваня Мороз", ("Ваня", "Мороз")),
        ("П. И. Сомов и Сомова М.И.", ("Сомов",)),
    ],
)
def test_a_child_is_not_named_however_it_is_written(site: Desk, text: str, kept: tuple[str, ...]) -> None:
    told = Publisher(site.read, DAY).words(text)
    assert not [name for name in kept if name in told.words], told.words
    assert told.left_out


@pytest.mark.parametrize(
    "text",
    [
        "Районный конкурс «Живая классика» прошёл в Заречном Доме творчества.",
        "Школа имени Петра Великого, Красная площадь.",
    ],
)
def test_words_that_name_nobody_stay(site: Desk, text: str) -> None:
    assert Publisher(site.read, DAY).words(text).words == text
