"""The numbers of a report that tells everything: what one answer holds is not asked of the store once more."""

from __future__ import annotations

from functools import cached_property

from cluster_desk.district.store.numbers import IndicatorTold, Member, Numbers, last_outcomes


class AllNumbers(Numbers):
    """The same numbers, those of the whole counted of the rows that stand in the report anyway."""

    @cached_property
    def member_counts(self) -> dict[int, int]:
        """By cluster how many members it has at the period's end."""
        return {cluster: len(own) for cluster, own in self.members.items()}

    @cached_property
    def absent(self) -> dict[int, list[Member]]:
        """By cluster its members at the period's end that no event of what was delivered names, by name."""
        named = self.took_part
        found = {cluster: [one for one in own if one.organization_id not in named] for cluster, own in
                 self.members.items()}  # fmt: skip
        return {cluster: missing for cluster, missing in found.items() if missing}

    @cached_property
    def plan_of_period(self) -> dict[int, tuple[int, int]]:
        """By cluster how many plan items fall due in the period, how many of them are done."""
        found: dict[int, tuple[int, int]] = {}
        for (cluster, _year, quarter), count in self.plan.items():
            if quarter:
                items, done = found.get(cluster, (0, 0))
                found[cluster] = (items + count.items, done + count.done)
        return found

    @cached_property
    def outcomes(self) -> dict[int, dict[int, str]]:
        """By cluster and number of the indicator whether its last year's value reaches its target."""
        last = {one.id for one in self.at_end.values()}
        told = (one for one in self._indicator_values("") if one.outcome and one.delivery_id in last)
        return last_outcomes((*one[:5], one.outcome) for one in told)

    @cached_property
    def _values(self) -> list[IndicatorTold]:
        return super()._indicator_values("")

    def _indicator_values(self, name: str) -> list[IndicatorTold]:
        return [one for one in self._values if one.name == name] if name else self._values
