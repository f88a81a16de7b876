"""A delivery as a file for mail or a stick: a zip of plain lines, the same for the same facts.

`manifest.json` tells whose it is, of which days, how many rows of each fact and their digests; each fact has a file of
JSON lines, the names of its columns in the first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.file_writing import file_name, whole_file
from cluster_desk.core.language import _
from cluster_desk.core.russian.numbers import group_thousands
from cluster_desk.district import facts
from cluster_desk.district.package.delivering import Delivered

SUFFIX = ".cdreport"
FORMAT, FORMAT_VERSION = "cluster-desk-report", 1
MANIFEST = "manifest.json"
_ZERO_HOUR = (1980, 1, 1, 0, 0, 0)


def write_package(delivered: Delivered, path: Path, made: dt.datetime) -> None:
    """Write the delivery to `path`, whole or not at all. Raises UserError when it cannot."""
    if not path.suffix:
        path = path.with_name(path.name + SUFFIX)
    with whole_file(path, path.suffix.lower()) as file:
        file.write(package_bytes(delivered, made))


def package_bytes(delivered: Delivered, made: dt.datetime) -> bytes:
    """The bytes of the package."""
    files = {fact.name: _lines(fact, delivered.rows[fact.name]) for fact in facts.FACTS}
    manifest = json.dumps(_manifest(delivered, files, made), ensure_ascii=False, indent=1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ((MANIFEST, manifest.encode()), *((f"{name}.jsonl", text) for name, text in files.items())):
            archive.writestr(zipfile.ZipInfo(name, _ZERO_HOUR), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _lines(fact: facts.Fact, rows: Sequence[tuple[Any, ...]]) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in (fact.names, *rows))
    return "".join(f"{line}\n" for line in lines).encode()


def _manifest(delivered: Delivered, files: dict[str, bytes], made: dt.datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "made": made.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "from": delivered.first.isoformat(),
        "to": delivered.last.isoformat(),
        "as_of": delivered.as_of.isoformat(),
        "cluster": asdict(delivered.cluster),
        "undated_events": delivered.undated,
        "names_taken_out": delivered.named,
        "totals": delivered.totals,
        "facts": {
            name: {"rows": len(delivered.rows[name]), "sha256": hashlib.sha256(text).hexdigest()}
            for name, text in files.items()
        },
    }


def package_name(delivered: Delivered) -> str:
    """A name for the file: «Отчёт Заречный кластер 01.07.2026-30.09.2026»."""
    days = f"{delivered.first:%d.%m.%Y}-{delivered.last:%d.%m.%Y}"
    return file_name(f"Отчёт {delivered.cluster.name} {days}", SUFFIX)


def contents(delivered: Delivered) -> list[tuple[str, str]]:
    """What the package holds, to be shown before it is made: what, and how much."""
    rows, totals = delivered.rows, delivered.totals
    people = totals["people"] or 0
    items = {"all": len(rows["plan_items"]), "done": totals["items_done"]}
    decisions = {"all": len(rows["decisions"]), "open": totals["open_decisions"]}
    lines = [
        (_("Cluster"), delivered.cluster.name),
        (_("Period"), f"{delivered.first:%d.%m.%Y} – {delivered.last:%d.%m.%Y}"),
        (_("As of"), f"{delivered.as_of:%d.%m.%Y}"),
        (_("Members of the cluster"), str(totals["members"])),
        (_("Agreements"), str(len(rows["agreements"]))),
        (_("Plan items"), _("%(all)d, done: %(done)d") % items),
        (_("Events"), _("%(all)d, held: %(held)d") % {"all": len(rows["events"]), "held": totals["events_held"]}),
        (_("People who took part"), group_thousands(people) if people else _("no number was entered")),
        (_("Meetings of the council"), str(len(rows["meetings"]))),
        (_("Decisions"), _("%(all)d, open: %(open)d") % decisions),
        (_("Indicators"), str(len(rows["indicators"]))),
        (_("Budget lines"), str(len(rows["money"]))),
    ]  # fmt: skip
    lines[4:4] = [(_("To look at"), doubt) for doubt in delivered.doubts]
    if delivered.undated:
        lines.append((_("Events without a day"), _("%d: in no period, so not in the report") % delivered.undated))
    taken = (
        _("%d places: names, phones and addresses became “…”") % delivered.named
        if delivered.named
        else _("nobody was named")
    )
    lines.append((_("People's names taken out"), taken))
    return lines


def refuse_empty(delivered: Delivered) -> None:
    """Raise UserError for a report of nothing at all: it would be taken for zeros."""
    if not any(delivered.rows.values()):
        raise UserError(
            _("The file holds nothing of this period."), do=_("Choose another period, or enter what was done.")
        )
