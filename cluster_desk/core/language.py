"""The language the program speaks: English words in the code, other languages by gettext catalogues.

`_` translates at once, `N_` only marks a text that is translated where it is shown, `n_` chooses the plural form.
Papers are Russian whatever the screens speak: they take the words of a choice through `in_russian`.
"""

from __future__ import annotations

import gettext
from functools import cache

from cluster_desk.core import resources

LANGUAGES = {"ru": "Русский", "en": "English"}
DEFAULT_LANGUAGE = "ru"
_FOLDER = resources.FOLDER / "translations"


class _Current:
    """The catalogue in use; a class so that `_` sees a switch without being imported again."""

    code = DEFAULT_LANGUAGE


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("cluster_desk", _FOLDER, languages=[code], fallback=True)


def set_language(code: str) -> None:
    """Speak the language `code` ("ru", "en") from now on; an unknown code means the default."""
    _Current.code = code if code in LANGUAGES else DEFAULT_LANGUAGE


def language() -> str:
    """The code of the language spoken now."""
    return _Current.code


def _(text: str) -> str:
    """`text` in the language spoken now; an empty text stays empty."""
    return _catalogue(_Current.code).gettext(text) if text else ""


def n_(one: str, many: str, count: int) -> str:
    """The plural form for `count`, not yet filled in: `n_("%d row", "%d rows", n) % n`."""
    return _catalogue(_Current.code).ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a mark
    """Mark `text` for the catalogues and give it back unchanged."""
    return text


def in_russian(text: str) -> str:
    """`text` in Russian whatever the screens speak, for papers."""
    return _catalogue("ru").gettext(text) if text else ""
