"""What papers call the council or a body beside it: in its cases, over a paper, under it where somebody signs."""

from __future__ import annotations

from dataclasses import dataclass

from cluster_desk.core.language import N_, _, in_russian
from cluster_desk.core.records.council import Body, BodyKind, SeatRole
from cluster_desk.core.records.members import Case
from cluster_desk.core.russian.text import capitalized, fold, tidy
from cluster_desk.data.queries.council import list_bodies
from cluster_desk.data.queries.reader import Reader
from cluster_desk.reports.document.options import Option, OptionKind, Options, PaperChoice
from cluster_desk.reports.shared.cases import Cases

_LED = (BodyKind.ASSOCIATION, BodyKind.GROUP)
"""Bodies whose chair is called their head (руководитель)."""
_COUNCIL = "координационный совет"


@dataclass(frozen=True)
class BodyWords:
    """A body's name and its genitive; `led`: its chair is called its head. `row` is None for the council."""

    row: int | None = None
    name: str = _COUNCIL
    of: str = "координационного совета"
    led: bool = False

    @property
    def is_council(self) -> bool:
        """Whether it is the council."""
        return self.row is None

    @property
    def over(self) -> str:
        """As it stands over a paper: «КООРДИНАЦИОННЫЙ СОВЕТ»."""
        return self.name.upper()

    @property
    def members(self) -> str:
        """Whose members came: «членов совета», of another body «членов»."""
        return " совета" if self.is_council else ""

    def signed_as(self, role: SeatRole) -> str:
        """«Председатель координационного совета», «Секретарь жюри», «Руководитель РМО»."""
        post = "Секретарь" if role is SeatRole.SECRETARY else "Руководитель" if self.led else "Председатель"
        return f"{post} {self.of}"

    def role(self, role: SeatRole) -> str:
        """The part that a seat plays, as the body calls it: «член совета», «член»."""
        if self.is_council:
            return in_russian(role.label)
        own = {SeatRole.MEMBER: "член", SeatRole.CHAIR: "руководитель" if self.led else "председатель"}
        return own.get(role, in_russian(role.label))


def body_words(read: Reader, body: int | None, cases: Cases | None = None) -> BodyWords:
    """What papers call a body; `cases` notes what no rule is sure of. None is the council."""
    record = read.load(Body, body) if body else None
    if record is None:
        return BodyWords()
    name = tidy(record.name)
    of = (cases or Cases(read)).organization(name, Case.GENITIVE)
    return BodyWords(record.id, _inside(name), _inside(of), record.kind in _LED)


def _inside(words: str) -> str:
    """The name as it stands inside a sentence: «педагогический совет»; an abbreviation keeps its letters."""
    first = words.split(maxsplit=1)[0] if words else ""
    return words if first[1:] != first[1:].lower() or len(first) < 2 else words[:1].lower() + words[1:]


def _bodies(read: Reader) -> list[PaperChoice]:
    council = PaperChoice("", capitalized(_("council|body").partition("|")[0]))
    return [council, *(PaperChoice(str(row), name) for row, name in list_bodies(read))]


def _find(read: Reader, text: str) -> list[str]:
    choices = _bodies(read)
    same = [one.code for one in choices if text in (one.code, f"id={one.code}", one.title)]
    return same or [one.code for one in choices if fold(text) in fold(one.title)]


BODY = Option("body", N_("Body"), OptionKind.CHOICE, choices=_bodies, find=_find)
"""The council, or a body beside it."""


def body_of(options: Options) -> int | None:
    """The row number of the body that `BODY` names; None for the council."""
    return int(options[BODY.name]) if options.get(BODY.name) else None
