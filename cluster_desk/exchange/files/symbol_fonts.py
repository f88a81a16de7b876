"""Letters of the fonts that hold signs: what stands on paper where a file only tells a code and the font's name.

Word keeps such signs in the private range from U+F000 (or as Latin letters in that font). Signs that a list or a cell
begins with (bullets, boxes, ticks, arrows), numbers in circles, Greek letters and mathematics are told; ornaments are
not.
"""

from __future__ import annotations

_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
_SYMBOL = dict(enumerate(_SYMBOL_LOW, 0x20)) | dict(enumerate(_SYMBOL_HIGH, 0xA0))
_WINGDINGS = {
    0x20: " ", 0x21: "✎", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x46: "☞", 0x47: "☝", 0x4A: "☺",
    0x4B: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒",
    0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒", 0x9E: "·", 0x9F: "•", 0xA1: "○",
    0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD5: "⌫", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "➔", 0xE9: "↑", 0xEA: "↓", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
    **dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x80)),
}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0x97: "●",
    0x98: "●", 0xA3: "□",
    **dict(enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x69)),
}  # fmt: skip
_WINGDINGS_3 = {0x20: " ", 0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x84: "◀"}
_FONTS: dict[str, dict[int, str]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": {0x20: " ", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▶", 0x33: "◀"},
}
_PRIVATE = 0xF000


def is_symbol_font(name: str) -> bool:
    """Whether the letters of the font called `name` are signs."""
    return name.lower() in _FONTS


def shown_in(font: str, text: str) -> str:
    """`text` as it looks in a font of signs; letters that the font does not hold (Cyrillic ones) stay."""
    signs = _FONTS.get(font.lower(), _SYMBOL)
    return "".join(sign if ord(sign) > 0xFF and not _is_private(sign) else _sign(signs, ord(sign)) for sign in text)


def _is_private(sign: str) -> bool:
    return _PRIVATE <= ord(sign) <= _PRIVATE + 0xFF


def _sign(signs: dict[int, str], code: int) -> str:
    return signs.get(code - _PRIVATE if code >= _PRIVATE else code, "").strip("\0")


RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
"""Figures as they are raised: «100» with a raised 3 is not 1003."""


def raised(text: str) -> str:
    """Raised figures as the signs for them; other raised words are words."""
    return text.translate(RAISED) if text.strip() and not text.strip("0123456789+-− ") else text
