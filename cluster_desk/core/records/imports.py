"""What documents said of the records that were imported from them, so that importing again does no harm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from cluster_desk.core.language import N_
from cluster_desk.core.records import fields
from cluster_desk.core.records.fields import Record


class ImportedRecord(
    Record, area="imports", table="imported_records", label=N_("Words of an imported document"), title="document"
):
    """The words of one document about one record as they were read: what the office changed since is known by them.

    `record` is that record's uuid, of the class called `kind`; `owner` the uuid of what it stands in (the plan of an
    item), "" for none. The record may be deleted by now: these words tell that it was there. `words` holds the fields
    one after another, each a line "=field" and the lines of its value; a value's own line that begins with "=" or
    with a backslash has one more backslash before it.
    """

    INTERNAL: ClassVar[bool] = True

    document: str = fields.text(N_("Document"), required=True, hidden=True, personal=True)
    kind: str = fields.text(N_("Kind of record"), required=True, hidden=True)
    record: str = fields.text(N_("Record"), required=True, hidden=True, indexed=True)
    owner: str = fields.text(N_("Stands in"), hidden=True)
    words: str = fields.prose(N_("Words of the document"), hidden=True, personal=True)


def packed(words: Mapping[str, str]) -> str:
    """Values by field as `ImportedRecord.words` holds them."""
    lines: list[str] = []
    for name, value in words.items():
        lines.append(f"={name}")
        if "=" in value or "\\" in value:
            lines += [f"\\{line}" if line.startswith(("=", "\\")) else line for line in value.split("\n")]
        elif value:
            lines.append(value)
    return "\n".join(lines)


def unpacked(text: str) -> dict[str, str]:
    """The values by field that `packed` wrote down."""
    words: dict[str, list[str]] = {}
    name = ""
    for line in text.split("\n"):
        if line.startswith("="):
            name = line[1:]
            words[name] = []
        elif name:
            words[name].append(line.removeprefix("\\"))
    return {each: "\n".join(lines) for each, lines in words.items()}
