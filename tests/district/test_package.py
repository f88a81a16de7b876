"""What an office delivers: true to its papers, without anybody's name; and what is refused when it is read."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cluster_desk.core.errors import UserError
from cluster_desk.district import facts
from cluster_desk.district.package.delivering import Delivered
from cluster_desk.district.package.names import NameTaker
from cluster_desk.district.package.reading import Package
from cluster_desk.district.package.writing import MANIFEST, contents, package_bytes
from tests.district.clusters import PEOPLE
from tests.district.conftest import MADE, QUARTER, delivered_of, packed

_BARE = (
    "SELECT count(*), total(people_count) FROM events WHERE state = 'held' "
    "AND first_day BETWEEN '2026-01-01' AND '2026-10-15'"
)


def test_a_package_adds_up_to_the_bare_file(cluster_files: list[Path], of_year: list[Delivered]) -> None:
    for file, delivered in zip(cluster_files, of_year, strict=True):
        with closing(sqlite3.connect(file)) as bare:
            held, people = bare.execute(_BARE).fetchone()
            planned = bare.execute("SELECT total(first_quarter) FROM budget_lines").fetchone()[0]
        assert (delivered.totals["events_held"], delivered.totals["people"]) == (held, people)
        assert delivered.totals["planned"] == planned
        assert delivered.totals["members"] == 7  # the one that left is none
        counted = sum(row[6] or 0 for row in delivered.rows["participations"] if not row[5])
        assert counted == people  # what names no organization has a row of its own
        assert delivered.as_of == dt.date(2026, 10, 15)


def test_nobody_is_named_in_its_bytes(year_packages: list[Path]) -> None:
    stems = {word[:-1].lower() for name in PEOPLE for word in re.findall(r"\w+", name)} | {"345-67-89", "3456789"}
    for path in year_packages:
        with zipfile.ZipFile(path) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist()).lower()
        own = re.sub(r"ольхов\w+", "", text)  # a village
        assert [stem for stem in stems if stem in own and len(stem) > 3] == []
        assert "…" in text


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Мастер-класс Громовой", "Мастер-класс …"),
        ("Встреча с Анной Петровной Громовой", "Встреча с …"),
        ("Юбилей Громовых", "Юбилей …"),
        ("Консультация, тел. 8 (912) 345-67-89, a@b.ru", "Консультация, тел. …"),
        ("Разговор с Петром Ильичом", "Разговор с …"),
        ("Выступил И. И. Незнакомцев", "Выступил …"),
        ("Конкурс «Громкое чтение» в с. Седово", "Конкурс «Громкое чтение» в с. Седово"),
        ("Олимпиада 2026-2027, № 1234567890123", "Олимпиада 2026-2027, № 1234567890123"),
        ("Master class by Gromova", "Master class by …"),
    ],
)
def test_people_are_taken_out_of_words(words: str, left: str) -> None:
    assert NameTaker(PEOPLE).clean(words) == left


def test_what_it_holds_is_told_before(of_year: list[Delivered]) -> None:
    told = dict(contents(of_year[0]))
    assert told["Период"] == "01.01.2026 – 31.12.2026"
    assert told["По состоянию на"] == "15.10.2026"
    assert told["Участников кластера"] == "7"
    assert "заменены на «…»" in told["Имена людей убраны"]


def test_a_period_that_has_not_begun_and_a_cluster_without_a_name_are_refused(
    cluster_files: list[Path], data_file: Path
) -> None:
    with pytest.raises(UserError, match="ещё не начался"):
        delivered_of(cluster_files[0], (dt.date(2027, 1, 1), dt.date(2027, 3, 31)))
    with closing(sqlite3.connect(data_file)) as bare:
        bare.execute("UPDATE cluster SET name = ''")
        bare.commit()
    with pytest.raises(UserError, match="нет названия"):
        delivered_of(data_file, QUARTER)


def _edited(path: Path, into: Path, edit: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    edit(files)
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return into


def _told(change: Callable[[dict[str, object]], object]) -> Callable[[dict[str, bytes]], None]:
    def edit(files: dict[str, bytes]) -> None:
        manifest = json.loads(files[MANIFEST])
        change(manifest)
        files[MANIFEST] = json.dumps(manifest).encode()

    return edit


def _add(name: str, text: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: files.get(name, b"") + text})


def _left_out(files: dict[str, bytes]) -> None:
    del files["money.jsonl"]


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "another file": (_add("../../etc/passwd", b"x"), "другие файлы"),
    "a fact less": (_left_out, "другие файлы"),
    "another program's": (_told(lambda told: told.update(format="x")), "не отчёт"),
    "a newer format": (_told(lambda told: told.update(version=2)), "более новой"),
    "no number": (_told(lambda told: told.update(undated_events=-1)), "повреждён"),
    "no cluster": (_told(lambda told: told.update(cluster={"key": "x"})), "чей это отчёт"),
    "no text": (lambda files: files.update({MANIFEST: b"\xff\xfe"}), "повреждён"),
    "infinity": (lambda files: files.update({MANIFEST: b'{"format": Infinity}'}), "повреждён"),
    "deep": (lambda files: files.update({MANIFEST: b"[" * 200_000}), "повреждён"),
    "days turned": (_told(lambda told: told.update(to="2020-01-01")), "дни"),
    "a row more": (_add("members.jsonl", b"[1,null]\n"), "не то, что"),
    "a long line": (_add("members.jsonl", b"[" + b"1," * 80_000 + b"1]\n"), "длиннее"),
    "an unknown code": (_add("organizations.jsonl", b'[1,"k","a","b","palace","","",""]\n'), "неизвестный код"),
    "a row too short": (_add("members.jsonl", b"[1]\n"), "не строка"),
    "no day": (_add("members.jsonl", b'[1,"2026-02-31"]\n'), "день"),
    "unseen signs": (_add("organizations.jsonl", b'[1,"k\\u0000","a","b","lyceum","","",""]\n'), "знаки"),
    "half a sign": (_add("organizations.jsonl", b'[1,"\\ud800","a","b","lyceum","","",""]\n'), "знаки"),
    "a yes for a number": (_add("members.jsonl", b"[true,null]\n"), "число"),
    "a number as text": (_add("members.jsonl", b'["1",null]\n'), "число"),
    "half a person": (_add("meetings.jsonl", b'[1,1.5,"2026-03-01","held"]\n'), "число"),
    "less than nobody": (_add("meetings.jsonl", b'[1,-1,"2026-03-01","held"]\n'), "число"),
    "more than all": (_add("meetings.jsonl", b'[1,99999999999999999999,"2026-03-01","held"]\n'), "число"),
    "thousands of figures": (_add("meetings.jsonl", b"[" + b"9" * 6000 + b',1,"2026-03-01","held"]\n'), "повреждён"),
    "no number at all": (_add("meetings.jsonl", b'[NaN,1,"2026-03-01","held"]\n'), "повреждён"),
    "a day in no calendar": (_add("meetings.jsonl", b'[1,1,"9999-01-01","held"]\n'), "день"),
    "a day with an hour": (_add("meetings.jsonl", b'[1,1,"2026-03-01T00:00","held"]\n'), "день"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packages_are_told(name: str, year_packages: list[Path], tmp_path: Path) -> None:
    edit, words = HOSTILE[name]
    path = _edited(year_packages[0], tmp_path / "чужой.cdreport", edit)
    with pytest.raises(UserError, match=words):
        _read(path)


def _read(path: Path) -> None:
    with closing(Package(path)) as package:
        for fact in facts.FACTS:
            list(package.rows(fact))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_told(year_packages: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "дважды.cdreport"
    path.write_bytes(year_packages[0].read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("members.jsonl", b'["organization","joined"]\n')  # which of both is meant nobody could tell
    with pytest.raises(UserError, match="другие файлы"):
        Package(path)


def test_what_is_no_package_is_told(tmp_path: Path, year_packages: list[Path]) -> None:
    whole = year_packages[0].read_bytes()
    for number, data in enumerate((b"", b"PK\x03\x04 nothing", whole[:-200], whole[:300], b"\0" * 1000)):
        path = tmp_path / f"{number}.cdreport"
        path.write_bytes(data)
        with pytest.raises(UserError, match="повреждён"):
            Package(path)
    with pytest.raises(UserError, match="Нет файла"):
        Package(tmp_path / "нет.cdreport")


def test_a_bomb_is_not_unpacked(tmp_path: Path, year_packages: list[Path]) -> None:
    with zipfile.ZipFile(year_packages[0]) as archive:
        names = archive.namelist()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"x")
    data = bytearray(out.getvalue())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (0xFFFFFF00).to_bytes(4, "little")  # it says to be four gigabytes
    path = tmp_path / "bomb.cdreport"
    path.write_bytes(data)
    with pytest.raises(UserError, match="больше любого отчёта"):
        Package(path)


def test_the_same_facts_are_the_same_bytes(of_year: list[Delivered], tmp_path: Path) -> None:
    again = replace(of_year[0])
    assert package_bytes(of_year[0], MADE) == package_bytes(again, MADE)
    one, two = packed(again, tmp_path, name="a"), packed(again, tmp_path, MADE + dt.timedelta(days=1), name="b")
    with closing(Package(one)) as first, closing(Package(two)) as second:
        assert first.manifest.digest == second.manifest.digest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "труба.cdreport")
    with pytest.raises(UserError):
        Package(tmp_path / "труба.cdreport")
