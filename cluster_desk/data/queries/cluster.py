"""The cluster's own facts as flat values; the file's first window needs them before anything heavy is imported."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from cluster_desk.core.russian.text import fold
from cluster_desk.data.queries.reader import Reader

CLUSTER_ID = 1


class ClusterNames(NamedTuple):
    """What the window's navigation shows of the cluster."""

    name: str
    support_school: str


def cluster_names(read: Reader) -> ClusterNames:
    """The cluster's name and its support school's short name ("" when not chosen yet)."""
    sql = (
        "SELECT c.name, coalesce(o.short_name, '') FROM cluster AS c "
        "LEFT JOIN organizations AS o ON o.id = c.support_school_id WHERE c.id = ?"
    )
    row = read.row(sql, CLUSTER_ID)
    return ClusterNames(*row) if row else ClusterNames("", "")


class ClusterFacts(NamedTuple):
    """What papers say of the cluster; an empty text means not given."""

    name: str
    name_genitive: str
    regulation: str
    support_school_id: int | None
    support_school: str
    head: str
    head_post: str


def cluster_facts(read: Reader) -> ClusterFacts:
    """The cluster's names, its time limits, its support school and who heads it."""
    sql = (
        "SELECT c.name, c.name_genitive, c.regulation, c.support_school_id, coalesce(o.short_name, ''), "
        "coalesce(p.name, ''), coalesce(p.position, '') FROM cluster AS c "
        "LEFT JOIN organizations AS o ON o.id = c.support_school_id LEFT JOIN people AS p ON p.id = o.head_id "
        "WHERE c.id = ?"
    )
    row = read.row(sql, CLUSTER_ID)
    return ClusterFacts(*row) if row else ClusterFacts("", "", "", None, "", "", "")


def is_named(read: Reader, cluster: ClusterFacts) -> bool:
    """Whether the office has told the cluster's name: files made for a document were called by the file's own name."""
    if not cluster.name or cluster.name_genitive:
        return bool(cluster.name)
    # As bytes: the name of a file is not always text.
    file = os.fsdecode(read.value("SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'") or b"")
    return fold(cluster.name) != fold(Path(file).stem) and bool(re.search("[А-Яа-яЁё]", cluster.name))


def told_of_cluster(read: Reader) -> tuple[str, str]:
    """The cluster's name and district as the documents stored here tell them, to be looked at; "" where they do not."""
    from cluster_desk.core.russian.organizations import cluster_name_in, district_in

    sql = (
        "SELECT name FROM plans UNION ALL SELECT position FROM approvals UNION ALL SELECT text FROM goals UNION ALL "
        "SELECT full_name FROM organizations UNION ALL SELECT position FROM council_seats UNION ALL "
        "SELECT place FROM meetings UNION ALL SELECT position FROM people"
    )
    texts = [str(words) for (words,) in read.rows(sql) if words]
    return cluster_name_in(texts), district_in(texts)


def told_support_school(read: Reader) -> int | None:
    """The organization that plans are approved by or call the support school, as the documents tell; None if unsure."""
    from cluster_desk.core.russian.organizations import is_named_in

    sql = (
        "SELECT position FROM approvals UNION ALL SELECT name FROM plans UNION ALL SELECT heading FROM plans UNION ALL "
        "SELECT p.position FROM people AS p JOIN council_seats AS c ON c.person_id = p.id "
        "WHERE c.role = 'chair' AND c.body_id IS NULL "
        "UNION ALL SELECT position FROM council_seats WHERE role = 'chair' AND body_id IS NULL"
    )
    told = [words for (words,) in read.rows(sql) if re.search("директор|опорн|заведующ", words or "", re.IGNORECASE)]
    names = read.rows("SELECT id, short_name, full_name FROM organizations ORDER BY id")
    named = {row for row, *both in names for words in told if any(is_named_in(words, name) for name in both if name)}
    return named.pop() if len(named) == 1 else None


def support_school_place(read: Reader) -> str:
    """The village or town of the support school, "" where none is given."""
    sql = "SELECT o.locality FROM cluster AS c JOIN organizations AS o ON o.id = c.support_school_id WHERE c.id = ?"
    return str(read.value(sql, CLUSTER_ID) or "")


class LetterFacts(NamedTuple):
    """What the office typed for its letters: lines to stand at their head, the secretary's phone."""

    lines: tuple[str, ...]
    phone: str


def letter_facts(read: Reader) -> LetterFacts:
    """The letterhead as typed in the cluster's settings, a line each."""
    letterhead, phone = read.row("SELECT letterhead, secretary_phone FROM cluster WHERE id = ?", CLUSTER_ID) or ("", "")
    return LetterFacts(tuple(words.strip() for words in letterhead.split("\n") if words.strip()), phone)


class SchoolFacts(NamedTuple):
    """What a letterhead says of the support school; an empty text means not given."""

    full_name: str
    short_name: str
    founder: str
    address: str
    phone: str
    email: str
    site: str
    inn: str
    kpp: str
    ogrn: str
    okpo: str


def school_facts(read: Reader) -> SchoolFacts | None:
    """The support school; None where none is chosen."""
    names = ", ".join(f"o.{name}" for name in SchoolFacts._fields)
    sql = f"SELECT {names} FROM cluster AS c JOIN organizations AS o ON o.id = c.support_school_id WHERE c.id = ?"
    row = read.row(sql, CLUSTER_ID)
    return SchoolFacts(*row) if row else None
