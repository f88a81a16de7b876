"""Who answered which request: known by the form's code and by the words that name the school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _
from cluster_desk.core.parsed_replies import ParsedReply
from cluster_desk.core.records.collecting import Collection
from cluster_desk.core.russian.text import perhaps_cyrillic
from cluster_desk.data.queries.reader import Reader
from cluster_desk.rules.matching import Candidates, MatchedOrganization, OrganizationMatcher, names_by_organization


@dataclass(frozen=True)
class Sender:
    """The request and the school that an answer is of; None where that is to be told. `perhaps` may be the school.

    `remarks` are sentences on how both were known, where that is not beyond doubt.
    """

    collection: Collection | None = None
    school: MatchedOrganization | None = None
    perhaps: Sequence[MatchedOrganization] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether both are known."""
        return self.collection is not None and self.school is not None


class Senders:
    """Finds the request and the school of answers; what the file holds is read once for many."""

    def __init__(self, read: Reader, chosen: Collection | None = None) -> None:
        self._collections = sorted(read.load_all(Collection), key=lambda one: (str(one.last_day), one.id), reverse=True)
        self._chosen = chosen
        self.schools = [MatchedOrganization(names, names[1], row) for row, names in names_by_organization(read).items()]
        self._matcher = OrganizationMatcher(self.schools)

    def school(self, row: int) -> MatchedOrganization | None:
        """The organization with this row number."""
        return next((one for one in self.schools if one.id == row), None)

    def sender(self, reply: ParsedReply) -> Sender:
        """Who sent `reply`. Raises UserError for a form that is none of this file's."""
        remarks: list[str] = []
        collection = self._collection(reply, remarks)
        school, perhaps = self._school(reply, remarks)
        if school is not None and collection is not None:
            asked = {one.organization_id for one in collection.schools}
            if school.id not in asked:
                remarks.append(_("%(school)s is not among the schools that were asked.") % {"school": school.title})
        return Sender(collection, school, perhaps, tuple(remarks))

    def _collection(self, reply: ParsedReply, remarks: list[str]) -> Collection | None:
        if reply.code:
            known = next((one for one in self._collections if one.code == reply.code), None)
            if known is None:
                raise UserError(
                    _("“%(name)s” is a form with the code %(code)s, which is none of this file's.")
                    % {"name": reply.told, "code": reply.code},
                    do=_("Perhaps it is another cluster's form, or an old one: ask the school for this one filled in."),
                    kept=_("Nothing was changed."),
                )
            if self._chosen is not None and known.uuid != self._chosen.uuid:
                remarks.append(_("It is the form of another request: “%(name)s”.") % {"name": known.name})
            return known
        if reply.way == "file" and self._chosen is not None:
            remarks.append(_("The form's code is missing; it is taken as an answer to “%s”.") % self._chosen.name)
        return self._chosen

    def _school(
        self, reply: ParsedReply, remarks: list[str]
    ) -> tuple[MatchedOrganization | None, Sequence[MatchedOrganization]]:
        perhaps: Sequence[MatchedOrganization] = ()
        for place, words in enumerate(reply.school):
            found = self._matcher.find_typed(words)
            if found.sure is not None:
                if place or perhaps_cyrillic(words) != words:
                    remarks.append(_("The school is known by the words “%s”.") % words)
                return found.sure, ()
            perhaps = perhaps or found.perhaps
        return None, perhaps

    def candidates(self, words: str) -> Candidates[MatchedOrganization]:
        """The organization that words typed by hand mean, or those that they may mean."""
        return self._matcher.find_typed(words)

    def find(self, words: str) -> MatchedOrganization | None:
        """The one organization that words typed by hand mean; None where that is not sure."""
        return self._matcher.find_typed(words).sure

    def perhaps(self, words: str) -> Sequence[MatchedOrganization]:
        """The organizations that words typed by hand may mean."""
        found = self._matcher.find_typed(words)
        return [found.sure] if found.sure else found.perhaps
