"""Two copies of one file that were both worked on, merged."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands.frame import FILE, JSON, Command, answer, argument, open_desk
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.data.merge.merge import Merge


def _merge(asked: Namespace) -> None:
    from cluster_desk.data.merge.words import NAME

    with suppress(OSError):
        if asked.file.samefile(asked.other):
            raise UserError(_("This is one and the same file."), do=_("Choose its other copy."))
    with (
        closing(open_desk(asked.file, read_only=asked.dry_run)) as desk,
        closing(open_desk(asked.other, read_only=True)) as other,
    ):
        merge = desk.compare_with(other)
        answers = {one.id: asked.prefer for one in merge.conflicts if asked.prefer in one.answers}
        value = _value(merge, answers)
        lines = list(_lines(value))
        changed = 0 if asked.dry_run else desk.merge(NAME, merge, answers, subject=asked.other.name)
    value |= {"dry_run": asked.dry_run, "rows_changed": changed}
    if asked.dry_run:
        lines.append(_("Nothing was changed: this was only a look."))
    elif changed:
        lines.append(_("Merged. Rows changed in this file: %d. One undo takes it back.") % changed)
    else:
        lines.append(_("The other file brings nothing that is not here."))
    answer(asked, value, lines)


def _value(merge: Merge, answers: dict[str, str]) -> dict[str, Any]:
    """What two files have in common and in what they differ, for other programs."""
    from cluster_desk.data.merge import words

    told = words.told_changes(merge)
    conflicts = [
        {
            "id": one.conflict.id,
            "about": one.conflict.about.value,
            "record": one.kind,
            "title": one.title,
            "field": one.field,
            "before": one.before,
            "here": one.here,
            "there": one.there,
            "changed_here": one.conflict.when_here[0],
            "changed_there": one.conflict.when_there[0],
            "answer": answers.get(one.conflict.id, one.conflict.answer),
        }
        for one in words.questions(merge)
    ]
    line = merge.ancestor.line
    return {
        "three_ways": merge.ancestor.reached,
        "in_common": {"uuid": line.uuid, "name": line.name, "at": line.at} if line else None,
        "told": words.since(merge),
        "from_there": [asdict(one) for one in told if one.side == "there"],
        "from_here": [asdict(one) for one in told if one.side == "here"],
        "taken_back": [{"side": side, "name": name} for side, name in words.taken_back(merge)],
        "conflicts": conflicts,
    }


def _lines(value: dict[str, Any]) -> Iterator[str]:
    """The same for a person."""
    from cluster_desk.data.merge.words import WHAT

    yield value["told"]
    for key, heading in (("from_there", _("From there:")), ("from_here", _("From here:"))):
        if value[key]:
            yield heading
        for one in value[key]:
            yield f"  {one['kind']} «{one['title']}»: {_(WHAT[one['what']])}"
    for one in value["taken_back"]:
        words = _("Taken back there: %s") if one["side"] == "there" else _("Taken back here: %s")
        yield words % one["name"]
    if value["conflicts"]:
        yield _("Both changed; the answer that stands is marked:")
    for one in value["conflicts"]:
        yield f"  {one['record']} «{one['title']}» {one['field']}".rstrip()
        for side, label in (("here", _("here")), ("there", _("there"))):
            mark = "→" if one["answer"] in (side, "both") else " "
            yield f"   {mark} {label}: {one[side]}"


COMMANDS = {
    "merge": Command(
        N_("take in what was done in another copy of the file"),
        _merge,
        FILE,
        argument("other", "OTHER", N_("the other copy, which stays as it is"), type=Path),
        argument("--dry-run", None, N_("only tell what would be done"), action="store_true"),
        argument(
            "--prefer",
            "here|there",
            N_("which side stands where both changed the same; else the newer one"),
            choices=("here", "there"),
            default="",
        ),
        JSON,
    ),
}
