"""The one page of licences: whose work is in the program, under which terms, with the full texts."""

from __future__ import annotations

from dataclasses import dataclass
from email.parser import HeaderParser
from html import escape
from pathlib import Path

_SYSTEM = Path("/usr/share/common-licenses")
_NSIS = Path("/usr/share/doc/nsis/copyright")
_MINGW = Path("/usr/share/doc/mingw-w64-common/copyright")
_LICENCE_FILES = ("licen", "copying", "notice", "authors")
_QT_NOTE = (
    "Qt and Qt for Python are used under the GNU Lesser General Public License, version 3. They are separate libraries"
    " in the folder lib\\PySide6 and may be replaced by other builds of the same version. Their sources are published"
    " by The Qt Company under the version told here; the makers of this program give them to whoever asks."
)
_MICROSOFT_NOTE = (
    "msvcp140*.dll and vcruntime140*.dll are the Microsoft Visual C++ runtime, redistributable parts of Visual Studio."
)
_SQLITE_NOTE = "Compiled from its published source, unchanged."
_STYLE = (
    "body{font:16px/1.45 'Segoe UI',sans-serif;max-width:52em;margin:2em auto;padding:0 1em}"
    "pre{white-space:pre-wrap;font-size:13px;background:#f4f4f2;padding:1em}td{padding:.1em 1.5em .1em 0}"
)


@dataclass(frozen=True)
class Work:
    """Somebody's work inside: its name with version, its licence in a word, a note, the full texts by file name."""

    name: str
    terms: str
    texts: dict[str, str]
    note: str = ""


def page(version: str, sources: Path, wheels: Path, parts: list[Work]) -> str:
    """The page as HTML, for the program of `version` built from what lies in these folders, and its other `parts`."""
    works = [*_own(version, sources), *parts, *_packages(wheels)]
    rows = "\n".join(
        f'<tr><td><a href="#w{at}">{escape(work.name)}</a></td><td>{escape(work.terms)}</td></tr>'
        for at, work in enumerate(works)
    )
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Cluster Desk {version}: licences</title>'
        f"<style>{_STYLE}</style>\n<h1>Cluster Desk {version}: licences · лицензии</h1>\n<table>{rows}</table>\n"
        + "\n".join(_section(at, work) for at, work in enumerate(works))
    )


def windows_parts(python: Path, provenance: str, sqlite: str) -> list[Work]:
    """What only the Windows program has, with the text of Python's licence at `python`."""
    return [
        Work("Python", "PSF licence", {"LICENSE.txt": _text(python)}, provenance),
        Work(f"SQLite {sqlite}", "public domain", {}, _SQLITE_NOTE),
        Work("Microsoft Visual C++ runtime", "redistributable", {}, _MICROSOFT_NOTE),
        Work("NSIS (the setup)", "zlib licence", {"copyright": _text(_NSIS)}),
        Work("mingw-w64 runtime (the launchers)", "permissive, see text", {"copyright": _text(_MINGW)}),
    ]


def linux_parts(documents: Path, packages: list[str], sqlite: str) -> list[Work]:
    """What only the Linux program has: Debian's packages, their licences below `documents`."""
    known = [(each, documents / each.partition(" ")[0] / "copyright") for each in packages]
    of_debian = [Work(name, "see text", {"copyright": _text(path)}, "As Debian 12 builds it.") for name, path in known]
    return [Work(f"SQLite {sqlite}", "public domain", {}, _SQLITE_NOTE), *of_debian]


def _section(at: int, work: Work) -> str:
    note = f"<p>{escape(work.note)}</p>" if work.note else ""
    texts = "".join(f"<h3>{escape(name)}</h3><pre>{escape(text)}</pre>" for name, text in work.texts.items())
    return f'<h2 id="w{at}">{escape(work.name)}</h2>{note}{texts}'


def _own(version: str, sources: Path) -> list[Work]:
    resources = sources / "resources"
    return [
        Work(f"Cluster Desk {version}", "MIT", {"LICENSE": _text(sources / "LICENSE")}),
        Work(
            "Tinos, DejaVu, Noto (fonts)",
            "SIL Open Font License",
            {"LICENSE.txt": _text(resources / "fonts" / "LICENSE.txt")},
        ),
        Work("Fluent UI System Icons", "MIT", {"LICENSE.txt": _text(resources / "icons" / "LICENSE.txt")}),
    ]


def _packages(wheels: Path) -> list[Work]:
    """A work for each unpacked wheel; Qt's two together, with the text of the LGPL."""
    results, of_qt = [], []
    for folder in sorted(wheels.glob("*.dist-info"), key=lambda each: each.name.lower()):
        about = HeaderParser().parsestr(_text(folder / "METADATA"))
        name = f"{about['Name']} {about['Version']}"
        if about["Name"].lower().startswith(("pyside6", "shiboken6")):
            of_qt.append(name)
            continue
        terms = about["License-Expression"] or about["License"] or "see text"
        texts = {
            path.relative_to(folder).as_posix(): _text(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and _is_licence(path, folder)
        }
        results.append(Work(name, terms.splitlines()[0][:60], texts))
    texts = {name: _text(_SYSTEM / name) for name in ("LGPL-3", "GPL-3")}
    return [Work(f"Qt: {', '.join(of_qt)}", "LGPL-3.0-only", texts, _QT_NOTE), *results]


def _is_licence(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder).as_posix().lower()
    return inside.startswith("licenses/") or any(word in path.name.lower() for word in _LICENCE_FILES)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
