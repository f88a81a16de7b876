"""Two copies of one file that were both worked on, merged."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands.frame import FILE, JSON, Command, answer, argument, open_desk, say
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _

if TYPE_CHECKING:
    from cluster_desk.data.merge.merge import Merge


def _merge(asked: Namespace) -> None:
    from cluster_desk.data.backup.package import refuse_missing
    from cluster_desk.data.merge.words import NAME

    with suppress(OSError):
        if asked.file.samefile(asked.other):
            raise UserError(_("This is one and the same file."), do=_("Choose its other copy."))
    with (
        closing(open_desk(asked.file, read_only=asked.dry_run)) as desk,
        _other(asked) as (path, left_out),
        closing(open_desk(path, read_only=True)) as other,
    ):
        merge = desk.compare_with(other)
        refuse_missing(merge.missing(left_out))
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


@contextmanager
def _other(asked: Namespace) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The other copy, of a package for a while; and the photos that the package leaves out."""
    from cluster_desk.data.backup.package import is_package, unpacked

    if not is_package(asked.other):
        yield asked.other, ()
        return
    with unpacked(asked.other, _password(asked)) as (path, manifest):
        yield path, manifest.left_out


def _pack(asked: Namespace) -> None:
    from cluster_desk.data.backup.package import Carried
    from cluster_desk.data.queries.contents import kept_digests
    from cluster_desk.places import local_folder

    with closing(open_desk(asked.file, read_only=True)) as desk:
        carried = Carried(local_folder(), str(desk.read.value("SELECT uuid FROM cluster")))
        known = carried.digests() if asked.changes else []
        manifest = desk.pack(asked.out, password=_password(asked), carried=known)
        carried.remember(kept_digests(desk.read))
    lines = [_("Written: %s") % asked.out]
    if manifest.left_out:
        lines.append(_("Left out, carried by an earlier package: %d") % len(manifest.left_out))
    if not _password(asked):
        lines.append(_("It has no password: whoever finds the stick can read it."))
    answer(asked, {**asdict(manifest), "path": str(asked.out)}, lines)


def _unpack(asked: Namespace) -> None:
    from cluster_desk.data.backup.package import unpacked

    with unpacked(asked.package, _password(asked)) as (path, manifest):
        if not manifest.is_whole:
            raise UserError(
                _("This package holds only what changed: no file can be made of it alone."),
                do=_("Merge it with your file: cluster-desk merge FILE PACKAGE."),
                kept=_("Nothing was changed."),
            )
        with closing(open_desk(path, read_only=True)) as desk:
            desk.save_as(asked.to)
    say(_("Written: %s") % asked.to)


def _password(asked: Namespace) -> str:
    """The first line of the file that was named, of what is piped in for «-»."""
    if asked.password_from is None:
        return ""
    if str(asked.password_from) == "-":
        return sys.stdin.readline().rstrip("\r\n")
    try:
        return str(asked.password_from.read_text(encoding="utf-8-sig")).split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_("The password cannot be read from %s.") % asked.password_from) from error


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


_PASSWORD = argument(
    "--password-from",
    "FILE",
    N_("a file whose first line is the password of the package; - for what is piped in"),
    type=Path,
)

COMMANDS = {
    "pack": Command(
        N_("write the file as a package for the stick, with a password if wanted"),
        _pack,
        FILE,
        argument("--out", "X.cdpack", N_("the package to write"), type=Path, required=True),
        argument(
            "--changes", None, N_("without the photos and papers that earlier packages carried"), action="store_true"
        ),
        _PASSWORD,
        JSON,
    ),
    "unpack": Command(
        N_("make a new file of a package; refuses to overwrite"),
        _unpack,
        argument("package", "PACKAGE", N_("the package (.cdpack)"), type=Path),
        argument("--to", "NEW", N_("the new file"), type=Path, required=True),
        _PASSWORD,
    ),
    "merge": Command(
        N_("take in what was done in another copy of the file"),
        _merge,
        FILE,
        argument("other", "OTHER", N_("the other copy, or a package of it; it stays as it is"), type=Path),
        _PASSWORD,
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
