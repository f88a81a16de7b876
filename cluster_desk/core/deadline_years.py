"""Years as deadlines name them: calendar years, school years, several at once."""

from __future__ import annotations

from cluster_desk.core.deadline_parts import Year
from cluster_desk.core.deadline_reader import TokenReader
from cluster_desk.core.deadline_words import Is


class YearReader(TokenReader):
    """Reads years."""

    def years(self) -> list[Year]:
        """«2026 г.», «2026-2027 учебный год», «2026, 2027 годы», «26 года»; [] when none, with nothing read."""
        first = self.here
        if first.kind is Is.NUMBER and len(first.mark) == 2 and first.mark.isdigit() and self.is_year_word(1):
            self.step(2)
            return [Year(2000 + first.number)]
        if first.kind is not Is.YEAR:
            return []
        self.step()
        second = self._second_year(first.year)
        if second and self._takes_school_year():
            return [Year(first.year, school=True)] if second == first.year + 1 else []
        if second and self.tokens[self.at - 2].mark == "/":
            self.take("год")
            return [Year(first.year, school=True)] if second == first.year + 1 else []
        if not second and self.here.word == "учебный":
            return []
        self.take("год")
        last = second or first.year
        step = 1 if last >= first.year else -1
        return [Year(year) for year in range(first.year, last + step, step)] if abs(last - first.year) < 20 else []

    def is_year_word(self, ahead: int) -> bool:
        """Whether «год», «г.» stands further on."""
        return self.next(ahead).word == "год"

    def _second_year(self, first: int) -> int:
        """«-2027», «/27» after a year; 0 with nothing read when there is none."""
        start = self.at
        self.take("год")
        is_linked = self.here_is(Is.DASH) or self.here.mark == "/"
        second = self.next()
        short = second.kind is Is.NUMBER and second.mark == f"{(first + 1) % 100:02}" and self.next(2).word == "учебный"
        if is_linked and (second.kind is Is.YEAR or short):
            self.step(2)
            return first + 1 if short else second.year
        self.at = start
        return 0

    def _takes_school_year(self) -> bool:
        if self.here.word != "учебный":
            return False
        self.step()
        self.take("год")
        return True
