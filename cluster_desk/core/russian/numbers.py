"""Numbers and sums as people type them into a field, as they are shown again, and the words that go with them.

Every reading gives None for what it does not understand; it never raises and never guesses.
"""

from __future__ import annotations

import re


def read_whole(text: str) -> int | None:
    """The whole number that `text` tells; spaces may part its thousands, «№» and «мин» around it are left out."""
    bare = re.sub(r"[\s\u00a0]", "", text).lstrip("№").removesuffix(".").removesuffix("мин")
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else None


def read_number(text: str) -> float | None:
    """The number that `text` tells, with a comma or a point before its fraction: 15 figures, as the journal keeps."""
    bare = re.sub(r"[\s\u00a0]", "", text).replace(",", ".")
    return float(f"{float(bare):.15g}") if re.fullmatch(r"-?\d{1,15}(\.\d{0,9})?", bare) else None


def read_money(text: str) -> int | None:
    """The sum that `text` tells in roubles («1 250,50», «1250 ₽», «1250 руб.»), in kopecks."""
    bare = re.sub(r"(₽|руб(?:лей|ля|ль|\.)?|р\.)$", "", re.sub(r"[\s\u00a0]", "", text)).replace(",", ".")
    match = re.fullmatch(r"(-?)(\d{1,13})(?:\.(\d{1,2}))?", bare)
    if not match:
        return None
    kopecks = int(match[2]) * 100 + int((match[3] or "0").ljust(2, "0"))
    return -kopecks if match[1] else kopecks


def show_number(number: float) -> str:
    """With a comma and no needless zeros."""
    return f"{number:.9f}".rstrip("0").rstrip(".").replace(".", ",")


def show_money(kopecks: int) -> str:
    """«1 250,50»: roubles, thousands parted by no-break spaces; whole roubles without a fraction."""
    roubles, rest = divmod(abs(kopecks), 100)
    text = f"{roubles:,}".replace(",", "\u00a0") + (f",{rest:02}" if rest else "")
    return f"-{text}" if kopecks < 0 else text


def plural(count: int, one: str, few: str, many: str) -> str:
    """The word that goes with `count`: 1 организация, 2 организации, 5 организаций."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if 2 <= count % 10 <= 4 and not 12 <= count % 100 <= 14 else many
