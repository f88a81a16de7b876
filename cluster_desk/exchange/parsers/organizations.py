"""Whether a text names an organization of education, and where a sentence full of abbreviations ends."""

from __future__ import annotations

import re

from cluster_desk.core.regex import regex
from cluster_desk.core.russian.text import fold

_WORDS = regex(
    r"\b(?:оош|сош|нош|сш|оо|ши|дши|дюсш|сюн|сют|ддт|цдт|цвр|рмк|имц|иро|"
    r"школ[аы]?|школа-\w+|лице[йя]|гимнази[яи]|(?:детск\w+ )?сад|д/с|колледж\w*|техникум\w*|интернат\w*|училищ\w*|"
    r"дом (?:детского|творчества|культуры)|дворец|центр\w*|станци[яи]|управлени[ея] образовани\w*|отдел образовани\w*|"
    r"управлени[ея]|отдел|учреждени\w*|организаци[яи]|институт\w*|университет\w*|академи[яи]|библиотек[аи]|музе[йя]|"
    r"кванториум|администраци[яи]|филиал|комитет)\b"
)
_LEGAL_FORM = regex(r"(?<![А-ЯЁа-яё])[МГКОФЧ][А-ЯЁа-яё]{0,6}(?:ОУ|БУ|КУ|АУ|ОбУ)(?![А-ЯЁа-яё])")
"""МКОУ, КОГОБУ, МБДОУ …: every founder's letters, an institution at the end."""
_STRICT = regex(r"^(?:школа|лицей|гимназия|детский сад|(?:с|о|н)ош\b|управление|дом |отдел )")
_NOT_FIRST = regex(
    r"^(?:организаци[яию] (?!«|\")\w*(?:ени|ани|аци)|проведени|участи|"
    r"районн\w+ (?:конкурс|семинар|слет|фестивал|смотр)|"
    r"конкурс|семинар|фестивал|создани|развити|повышени|обеспечени|использовани|взаимодействи|внедрени|реализаци|"
    r"разработк|утверждени|анализ|мониторинг|контроль|оказани|работа |обучени|подготовк|заседани|план\b|в |на |по )"
)
_LONGEST = 300
_SHORT_WORDS = frozenset(
    "г с п д пгт пос дер ст ул им т тел гг др пр стр обл р рп х аул зам и.о н в о а к е м л".split()
)


def looks_like_organization(text: str, *, strict: bool = False) -> bool:
    """Whether `text` reads as the name of an organization (a school, a kindergarten, a department …).

    `strict` asks that it begin as one.
    """
    folded = fold(text).strip(' "')
    if not folded or len(folded) > _LONGEST or _NOT_FIRST.match(folded):
        return False
    form = _LEGAL_FORM.search(text)
    if strict:
        return bool(form and form.start() < 2) or bool(_STRICT.search(folded))
    return bool(form or _WORDS.search(folded))


def first_legal_form(text: str, start: int = 0) -> int | None:
    """Where the first abbreviation like МКОУ stands in `text` from `start` on; None where there is none."""
    form = _LEGAL_FORM.search(text, start)
    return form.start() if form else None


def sentence_end(text: str) -> int:
    """The place of the full stop that ends the first sentence of `text`; its length where there is none.

    "г. Ключи", "им. И. И. Иванова" hold no end: the word before the stop is an abbreviation or a single letter.
    """
    for stop in re.finditer(r"[.!?](?=\s+[А-ЯЁA-Z0-9«\"]|\s*$)", text):
        before = re.search(r"([А-ЯЁа-яёA-Za-z]+)$", text[: stop.start()])
        if before is None or (len(before[1]) > 1 and before[1].lower() not in _SHORT_WORDS):
            return stop.start()
    return len(text)
