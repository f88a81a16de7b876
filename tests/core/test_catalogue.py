"""A compiled catalogue tells what gettext itself reads in it, without reading it whole."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from cluster_desk.core.catalogue import Catalogue
from cluster_desk.core.language import _, in_russian, n_, set_language
from tools.messages import COMPILED, ROOT, read_russian


def test_every_text_is_found_as_gettext_finds_it() -> None:
    with (ROOT / COMPILED).open("rb") as file:
        whole = gettext.GNUTranslations(file)
    catalogue = Catalogue(ROOT / COMPILED)
    entries = read_russian()
    assert len(entries) > 2_000
    for entry in entries:
        assert catalogue.words(entry.texts[0])[0] == whole.gettext(entry.texts[0])
    counted = [entry.texts for entry in entries if len(entry.texts) > 1]
    for one, many in counted:
        assert [n_(one, many, count) for count in range(130)] == [whole.ngettext(one, many, n) for n in range(130)]


@pytest.mark.parametrize("text", ["", "нет такого", "zzz", "\0", "\udcff", "Closed?"])
def test_a_text_that_is_not_there_has_no_words(text: str) -> None:
    if text:
        assert Catalogue(ROOT / COMPILED).words(text) == ()
    assert _(text) == text


@pytest.mark.parametrize("content", [b"", b"\xde\x12", b"no catalogue at all, but long enough"])
def test_what_is_no_catalogue_knows_no_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "some.mo").write_bytes(content)
    assert Catalogue(tmp_path / "some.mo").words("Close") == Catalogue(tmp_path / "none.mo").words("Close") == ()


def test_english_is_what_the_code_says_and_papers_stay_russian() -> None:
    try:
        set_language("en")
        assert (_("Close"), n_("%d row", "%d rows", 1), n_("%d row", "%d rows", 21)) == ("Close", "%d row", "%d rows")
        assert in_russian("Close") == "Закрыть"
    finally:
        set_language("ru")
