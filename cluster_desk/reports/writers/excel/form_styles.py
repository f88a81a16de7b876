"""The looks of a form's cells, and further ones that differ from them in one thing: a date, wrapped words."""

from __future__ import annotations

import copy
import re
from typing import Any

from cluster_desk.reports.writers.excel.inserted_rows import local, main_name

_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})  # of the formats that Excel has
_TEXT = 49
_DAY = "dd.mm.yyyy"  # whatever computer shows it
_FIRST_OWN = 164  # the least number of a format that is a workbook's own
_SIZE = 11.0


class FormStyles:
    """The styles part of a workbook; a look is asked for by its number, and a new one is added once."""

    def __init__(self, tree: Any) -> None:
        self._tree = tree
        self._name = main_name(tree)
        self._looks = tree.find(f"{self._name}cellXfs")
        self._fonts = tree.find(f"{self._name}fonts")
        self._own = {
            int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in tree.iter(f"{self._name}numFmt")
        }
        self._made: dict[tuple[int, str], int] = {}

    def _look(self, number: int) -> Any:
        return self._looks[number] if 0 <= number < len(self._looks) else self._looks[0]

    def shows_dates(self, number: int) -> bool:
        """Whether a number is shown as a day."""
        kind = int(self._look(number).get("numFmtId", "0"))
        code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", self._own.get(kind, "")).lower()
        return kind in _DATES or ("d" in code and "m" in code)

    def is_text(self, number: int) -> bool:
        """Whether whatever is put there is words."""
        kind = int(self._look(number).get("numFmtId", "0"))
        return kind == _TEXT or self._own.get(kind) == "@"

    def wraps(self, number: int) -> bool:
        """Whether words that have no room go on in further lines."""
        alignment = self._look(number).find(f"{self._name}alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def size(self, number: int) -> float:
        """The size of the letters, in points."""
        at = int(self._look(number).get("fontId", "0"))
        size = self._fonts[at].find(f"{self._name}sz") if self._fonts is not None and at < len(self._fonts) else None
        return float(size.get("val", _SIZE)) if size is not None else _SIZE

    def as_day(self, number: int) -> int:
        """The same look that shows a day."""
        return number if self.shows_dates(number) else self._changed(number, "day")

    def wrapped(self, number: int) -> int:
        """The same look whose words go on in further lines."""
        return number if self.wraps(number) else self._changed(number, "wrapped")

    def below_heading(self, number: int) -> int:
        """The look of a row below a heading: its borders and letters, not bold, without its colour."""
        return self._changed(number, "row")

    def _changed(self, number: int, how: str) -> int:
        if (number, how) not in self._made:
            look = copy.deepcopy(self._look(number))
            if how == "day":
                look.set("numFmtId", str(self._day_format()))
                look.set("applyNumberFormat", "1")
            else:
                self._wrap(look, anew=how == "row")
            if how == "row":
                look.set("fillId", "0")
                look.set("numFmtId", "0")
                look.set("fontId", str(self._plain_font(int(look.get("fontId", "0")))))
            self._looks.append(look)
            self._looks.set("count", str(len(self._looks)))
            self._made[number, how] = len(self._looks) - 1
        return self._made[number, how]

    def _day_format(self) -> int:
        known = next((number for number, code in self._own.items() if code.lower() == _DAY), None)
        if known is not None:
            return known
        formats = self._tree.find(f"{self._name}numFmts")
        if formats is None:
            formats = self._tree.makeelement(f"{self._name}numFmts", {})
            self._tree.insert(0, formats)
        number = max((*self._own, _FIRST_OWN - 1)) + 1
        formats.append(formats.makeelement(f"{self._name}numFmt", {"numFmtId": str(number), "formatCode": _DAY}))
        formats.set("count", str(len(formats)))
        self._own[number] = _DAY
        return number

    def _wrap(self, look: Any, *, anew: bool) -> None:
        alignment = look.find(f"{self._name}alignment")
        if alignment is None:
            alignment = look.makeelement(f"{self._name}alignment", {})
            look.insert(0, alignment)
        if anew:
            alignment.attrib.clear()
            alignment.set("vertical", "top")
        alignment.set("wrapText", "1")
        alignment.attrib.pop("shrinkToFit", None)
        look.set("applyAlignment", "1")

    def _plain_font(self, number: int) -> int:
        if self._fonts is None or number >= len(self._fonts):
            return number
        font = copy.deepcopy(self._fonts[number])
        for each in list(font):
            if local(each) in ("b", "color"):
                font.remove(each)
        self._fonts.append(font)
        self._fonts.set("count", str(len(self._fonts)))
        return len(self._fonts) - 1
