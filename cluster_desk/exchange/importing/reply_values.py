"""Values of indicators that a school tells -> values of the request's period and this school."""

from __future__ import annotations

from collections.abc import Sequence

from cluster_desk.core.language import _
from cluster_desk.core.parsed_replies import ParsedAnswer
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.records.indicators import Indicator, IndicatorValue
from cluster_desk.core.russian.counts import number_in
from cluster_desk.core.russian.numbers import read_number
from cluster_desk.core.russian.text import fold, index_words
from cluster_desk.data.queries.collecting import indicator_names, indicator_values
from cluster_desk.data.queries.reader import Reader
from cluster_desk.exchange.importing.batch import ImportBatch
from cluster_desk.exchange.importing.compared_row import display
from cluster_desk.exchange.importing.proposal import Answer, ProposedRow, Question

_ALIKE = 0.75


def value_rows(
    read: Reader, answers: Sequence[ParsedAnswer], collection: Collection, school: int
) -> tuple[list[ValueRow], list[ParsedAnswer]]:
    """A row for each answer that tells an indicator's value, and the answers whose indicator nobody knows."""
    if not answers:
        return [], []
    assert collection.first_day is not None
    assert collection.last_day is not None
    names = indicator_names(read)
    stored = indicator_values(read, collection.first_day, collection.last_day)
    rows: list[ValueRow] = []
    unknown: list[ParsedAnswer] = []
    for answer in answers:
        row = _indicator(answer.question, {row: name for row, (name, _unit) in names.items()})
        if row is None:
            unknown.append(answer)
        else:
            rows.append(ValueRow(answer, row, names[row][0], stored.get((row, school), ""), collection, school))
    return rows, unknown


def _indicator(words: str, names: dict[int, str]) -> int | None:
    """The indicator that a question names: by its words, else by most of them."""
    same = [row for row, name in names.items() if fold(name) == fold(words)]
    if len(same) == 1:
        return same[0]
    asked = set(index_words(words).split())
    alike = [row for row, name in names.items() if asked and _share(asked, set(index_words(name).split())) >= _ALIKE]
    return alike[0] if len(alike) == 1 else None


def _share(one: set[str], other: set[str]) -> float:
    """How much of the longer of two questions both have."""
    return len(one & other) / max(len(one), len(other), 1)


class ValueRow(ProposedRow):
    """The value of one indicator, of this school in the request's period."""

    kind = Indicator

    def __init__(
        self, answer: ParsedAnswer, indicator: int, name: str, now: str, collection: Collection, school: int
    ) -> None:
        super().__init__(answer)
        self.answer, self._indicator, self._name, self._now = answer, indicator, name, now
        self._collection, self._school = collection, school
        self._asked: Question | None = None
        if read_number(answer.words.removesuffix("%").strip()) is None and number_in(answer.words) is None:
            text = _("%(place)s: “%(words)s” is not understood as a number.")
            values = {"place": answer.source.place() or name, "words": answer.words}
            self.questions.append(Question(text % values, [Answer(_("Take it as read"), None)]))
        if now and fold(now) != fold(answer.words):
            keep = Answer(_("Keep: %(words)s") % {"words": display(now)}, None)
            take = Answer(_("From the document: %(words)s") % {"words": display(answer.words)}, answer.words)
            self._asked = Question(
                _("%(field)s is another one in the file.") % {"field": name},
                [keep, take],
                kept=_("the former value stays"),
            )
            self.questions.append(self._asked)

    def said(self) -> tuple[str, ...]:
        return self.answer.question, self.answer.words

    def interpretation(self) -> tuple[str, ...]:
        return (f"{self._name}: {self._now or self.answer.words}",)

    def matched(self) -> bool:
        return bool(self._now) and (self._asked is None or self._asked.value is None)

    def store(self, into: ImportBatch) -> None:
        """Put the value into the indicator, in the place of the one of this school and period."""
        if self.matched():
            into.report.matched[Indicator.__name__] += 1
            return
        indicator = into.change(Indicator, self._indicator)
        start, end = self._collection.first_day, self._collection.last_day
        value = next(
            (
                one for one in indicator.values
                if (one.organization_id, one.period_start, one.period_end) == (self._school, start, end)
            ),
            None,
        )  # fmt: skip
        if value is None:
            value = IndicatorValue(period_start=start, period_end=end, organization_id=self._school)
            indicator.values.append(value)
        value.value_words = " ".join(self.answer.words.split())
