"""Papers that came in and visits to schools as lists, and what of them is under control."""

from collections import defaultdict
from typing import NamedTuple

from cluster_desk.core.language import N_
from cluster_desk.core.records.control import IncomingPaper, Visit
from cluster_desk.core.records.fields import Kind
from cluster_desk.data.queries.listing import Column, Listing, field_column
from cluster_desk.data.queries.reader import Reader

_WORDS = (
    "(SELECT group_concat(e.words, '; ') FROM (SELECT words FROM {table} WHERE {owner} = t.id ORDER BY place) AS e)"
)
_EXECUTORS = f"coalesce({_WORDS.format(table='incoming_executors', owner='incoming_papers_id')}, '')"
_FILES = "(SELECT count(*) FROM incoming_files WHERE incoming_papers_id = t.id)"

INCOMING = Listing(
    IncomingPaper,
    [
        *(field_column(IncomingPaper, name) for name in ("number", "day", "sender", "about")),
        Column("who", N_("Executors"), Kind.TEXT, _EXECUTORS),
        *(field_column(IncomingPaper, name) for name in ("due_words", "state", "answer_number")),
        Column("due", N_("Due date"), Kind.DAY, "coalesce(t.extended_to, t.due)"),
        *(
            field_column(IncomingPaper, name)
            for name in ("settled_on", "sender_number", "sender_day", "instruction", "done", "notes")
        ),
        Column("files", N_("Files"), Kind.WHOLE, _FILES, listed=False),
    ],
    order="t.day DESC, CAST(t.number AS INTEGER) DESC, t.id DESC",
)

_VISITORS = f"coalesce({_WORDS.format(table='visit_people', owner='visits_id')}, '')"
VISITS = Listing(
    Visit,
    [
        *(field_column(Visit, name) for name in ("day", "organization_id", "topic")),
        Column("who", N_("Who visits"), Kind.TEXT, _VISITORS),
        field_column(Visit, "found"),
        Column(
            "recommended",
            N_("Recommendations"),
            Kind.WHOLE,
            "(SELECT count(*) FROM recommendations WHERE visits_id = t.id)",
        ),
        Column(
            "unfulfilled",
            N_("Not fulfilled"),
            Kind.WHOLE,
            "(SELECT count(*) FROM recommendations WHERE visits_id = t.id AND state IN ('in_work', 'partly', 'moved'))",
        ),
        field_column(Visit, "notes"),
    ],
    order="t.day DESC, t.id DESC",
)


class DueFacts(NamedTuple):
    """What `rules.states.under_control` asks of anything that is to be done by a day; days are ISO text, "" for none.

    `since` is the day from which its words are read.
    """

    state: str
    due_words: str = ""
    due: str = ""
    moved_to: str = ""
    settled_on: str = ""
    since: str = ""


class IncomingFacts(NamedTuple):
    """A paper that came in, as lists, slips and reports tell it."""

    id: int
    uuid: str
    number: str
    day: str
    sender: str
    sender_number: str
    sender_day: str
    about: str
    due_words: str
    due: str
    extended_to: str
    settled_on: str
    state: str
    answer_number: str
    instruction: str
    done: str
    who: tuple[str, ...] = ()

    @property
    def due_facts(self) -> DueFacts:
        """What its state is told from."""
        return DueFacts(self.state, self.due_words, self.due, self.extended_to, self.settled_on, self.day)


_INCOMING = (
    "id, uuid, number, coalesce(day, ''), sender, sender_number, coalesce(sender_day, ''), about, due_words, "
    "coalesce(due, ''), coalesce(extended_to, ''), coalesce(settled_on, ''), state, answer_number, instruction, done"
)


def incoming_papers(read: Reader) -> list[IncomingFacts]:
    """Every paper that came in, in the order of registration."""
    who = defaultdict(list)
    for paper, words in read.rows("SELECT incoming_papers_id, words FROM incoming_executors ORDER BY 1, place"):
        who[paper].append(words)
    rows = read.rows(f"SELECT {_INCOMING} FROM incoming_papers ORDER BY day, CAST(number AS INTEGER), id")
    return [IncomingFacts._make([*row, tuple(who[row[0]])]) for row in rows]


def next_incoming_number(read: Reader, year: int) -> str:
    """The number after the highest one registered in a year, where numbers are plain; "" where they are not."""
    numbers = [
        str(number) for (number,) in read.rows("SELECT number FROM incoming_papers WHERE day LIKE ?", f"{year}-%")
    ]
    plain = [int(number) for number in numbers if number.isdecimal() and len(number) < 10]
    return str(max(plain, default=0) + 1) if plain or not any(numbers) else ""


class RecommendationFacts(NamedTuple):
    """What a visit recommended; `who` is the school that was visited where nobody is named."""

    id: int
    visit_id: int
    number: int
    text: str
    who: str
    due_words: str
    due: str
    moved_to: str
    settled_on: str
    state: str
    done: str
    day: str
    topic: str
    school: str

    @property
    def due_facts(self) -> DueFacts:
        """What its state is told from."""
        return DueFacts(self.state, self.due_words, self.due, self.moved_to, self.settled_on, self.day)


def recommendations(read: Reader) -> list[RecommendationFacts]:
    """What visits recommended, in the order of the visits."""
    sql = (
        "SELECT r.id, v.id, r.place, r.text, coalesce(nullif(r.who, ''), o.short_name, ''), r.due_words, "
        "coalesce(r.due, ''), coalesce(r.moved_to, ''), coalesce(r.fulfilled_on, ''), r.state, r.done, "
        "coalesce(v.day, ''), v.topic, coalesce(o.short_name, '') FROM recommendations AS r "
        "JOIN visits AS v ON v.id = r.visits_id LEFT JOIN organizations AS o ON o.id = v.organization_id "
        "ORDER BY v.day, v.id, r.place"
    )
    return [RecommendationFacts(*row) for row in read.rows(sql)]


class VisitDue(NamedTuple):
    """A visit: when, where, on which round; `found` says whether anything was written down."""

    id: int
    uuid: str
    day: str
    topic: str
    school: str
    people: str
    found: bool


def visits(read: Reader) -> list[VisitDue]:
    """Every visit in the order of days."""
    sql = (
        f"SELECT t.id, t.uuid, coalesce(t.day, ''), t.topic, coalesce(o.short_name, ''), {_VISITORS}, t.found <> '' "
        "FROM visits AS t LEFT JOIN organizations AS o ON o.id = t.organization_id WHERE t.day IS NOT NULL "
        "ORDER BY t.day, t.id"
    )
    return [VisitDue(*row) for row in read.rows(sql)]
