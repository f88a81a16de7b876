"""The language the program speaks: English words in the code, other languages by catalogues of gettext's kind.

`_` translates at once, `N_` only marks a text that is translated where it is shown, `n_` chooses the plural form, and
`NN_` marks a text with its plural.
Papers are Russian whatever the screens speak: they take the words of a choice through `in_russian`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cluster_desk.core import resources
from cluster_desk.core.catalogue import Catalogue

LANGUAGES = {"ru": "Русский", "en": "English"}
DEFAULT_LANGUAGE = "ru"
_FOLDER = resources.FOLDER / "translations"
_RUSSIAN_FORMS = 3


class _Current:
    """The catalogue in use; a class so that `_` sees a switch without being imported again."""

    code = DEFAULT_LANGUAGE


@cache
def _catalogue(code: str) -> Catalogue:
    """The words of a language other than English, which the code itself speaks."""
    return Catalogue(None if code == "en" else _FOLDER / code / "LC_MESSAGES" / "cluster_desk.mo")


def set_language(code: str) -> None:
    """Speak the language `code` ("ru", "en") from now on; an unknown code means the default."""
    _Current.code = code if code in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The code of the language spoken now."""
    return _Current.code


def _(text: str) -> str:
    """`text` in the language spoken now; an empty text stays empty."""
    return _in_language(_Current.code, text)


def _in_language(code: str, text: str) -> str:
    words = _catalogue(code).words(text) if text else ()
    return words[0] if words else text


def n_(one: str, many: str, count: int) -> str:
    """The plural form for `count`, not yet filled in: `n_("%d row", "%d rows", n) % n`."""
    return _plural(_Current.code, one, many, count)


def _plural(code: str, one: str, many: str, count: int) -> str:
    forms = _catalogue(code).words(one)
    if len(forms) == _RUSSIAN_FORMS:
        return forms[_russian_form(count)]
    return one if count == 1 else many


def _russian_form(count: int) -> int:
    """Which of the Russian forms stands beside a number: 1 день, 2 дня, 5 дней."""
    units, teens = count % 10, 10 < count % 100 < 20
    return 2 if teens else 0 if units == 1 else 1 if 2 <= units <= 4 else 2


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a mark
    """Mark `text` for the catalogues and give it back unchanged."""
    return text


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - a mark as `N_`, of a text with a plural
    """Mark a text and its plural for the catalogues and give them back unchanged."""
    return one, many


class Speech(NamedTuple):
    """A language that is told to whoever makes texts both for screens and for papers."""

    code: str

    def text(self, text: str) -> str:
        """`text` in this language."""
        return _in_language(self.code, text)

    def many(self, texts: tuple[str, str], count: int) -> str:
        """The plural form for `count`, not yet filled in."""
        return _plural(self.code, *texts, count)


OF_PAPERS = Speech(DEFAULT_LANGUAGE)


def of_screens() -> Speech:
    """What the screens speak now."""
    return Speech(_Current.code)


def in_russian(text: str) -> str:
    """`text` in Russian whatever the screens speak, for papers."""
    return _in_language("ru", text)
