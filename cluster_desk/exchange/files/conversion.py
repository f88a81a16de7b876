"""Old documents (.doc, .rtf, .odt) turned into .docx, papers into PDF, by LibreOffice or Word where there is one.

The program is run without a window, on a copy, in a folder and with a profile of its own that are removed afterwards,
so that nothing of the user's is touched and macros and addresses in the document stay asleep.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _

TIMEOUT = 60
"""Seconds; a document of a hundred pages takes an old computer ten."""
_SECONDS_EACH = 5
MAX_FILE = 20 * 2**20
_LIBREOFFICE = ("soffice", "libreoffice")
_PLACES = (
    r"%ProgramFiles%\LibreOffice\program\soffice.exe",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WORD_SCRIPT = (
    "$ErrorActionPreference='Stop'; function words {{ @(Get-CimInstance Win32_Process |"
    " Where-Object {{ $_.Name -eq 'WINWORD.EXE' -and $_.CommandLine -match 'Automation|Embedding' }} |"
    " ForEach-Object {{ $_.ProcessId }}) }}; $before=words; $w=New-Object -ComObject Word.Application;"
    " $ours=@(words | Where-Object {{ $before -notcontains $_ }});"
    " if ($ours.Count -eq 1) {{ Set-Content -LiteralPath '{number}' -Value $ours[0] }}; $w.Visible=$false;"
    "$w.DisplayAlerts=0; $w.AutomationSecurity=3;"
    "try {{ $d=$w.Documents.Open('{source}',$false,$true,$false);"
    " $d.SaveAs([ref]'{target}',[ref]{format}); $d.Close($false) }}"
    " finally {{ $w.Quit() }}"
)
"""Windows starts Word, not this script, so Word's number is noted: a hidden one that hangs is ended by it."""
_NUMBER = "word.txt"
_WORD_FORMATS = {"docx": 16, "pdf": 17}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item></oor:items>"""


def find_libreoffice() -> str | None:
    """LibreOffice's program on this computer, None where there is none."""
    for name in _LIBREOFFICE:
        if result := _on_the_path(name):
            return result
    places = [_registered(r"SOFTWARE\LibreOffice\UNO\InstallPath", "soffice.exe"), *map(os.path.expandvars, _PLACES)]
    return next((place for place in places if place and Path(place).is_file()), None)


def _on_the_path(name: str) -> str | None:
    """A program in the folders that the system tells; never one of the current folder, where documents lie."""
    ending = ".exe" if sys.platform == "win32" else ""
    for folder in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        program = folder / f"{name}{ending}"
        if folder.is_absolute() and program.is_file() and os.access(program, os.X_OK):
            return str(program)
    return None


def _of_windows(*place: str) -> str:
    """A program of Windows itself, by its whole path."""
    return str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", *place))


def _registered(key: str, program: str) -> str | None:
    """The path of a program that Windows' registry tells under `key`."""
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                return str(Path(winreg.QueryValue(root, key)) / program)
            except OSError:
                continue
    return None


def has_word() -> bool:
    """Whether Microsoft Word can be asked on this computer."""
    if sys.platform == "win32":
        import winreg

        try:
            winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
        except OSError:
            return False
        return True
    return False


def can_convert() -> bool:
    """Whether LibreOffice or Word is on this computer."""
    return find_libreoffice() is not None or has_word()


def to_docx(document: bytes, suffix: str, name: str) -> bytes | None:
    """The document as .docx; None where no program that could do it is installed; raises UserError where it failed."""
    if not can_convert():
        return None
    [result] = _converted([document], suffix, "docx") if len(document) <= MAX_FILE else [None]
    if result is None:
        raise UserError(
            _("“%(name)s” could not be turned into a .docx document.") % {"name": name},
            _("Open it in Word or LibreOffice and save it as .docx, then read that file."),
        )
    return result


def to_pdf(documents: Sequence[bytes]) -> list[bytes] | None:
    """The .docx documents as PDF, at one go; None where no program that could do it is installed.

    Raises UserError where it failed.
    """
    if not can_convert():
        return None
    results = _converted(documents, ".docx", "pdf")
    if None in results:
        raise UserError(
            _("The papers could not be turned into PDF."),
            _("Open them in Word or LibreOffice and save them as PDF there."),
        )
    return [one for one in results if one is not None]


def _converted(documents: Sequence[bytes], suffix: str, ending: str) -> list[bytes | None]:
    """The documents in another format, None for what could not be turned into it."""
    office = find_libreoffice()
    with tempfile.TemporaryDirectory(prefix="cluster-desk-", ignore_cleanup_errors=True) as folder:
        sources = [Path(folder, f"document{number}{suffix}") for number in range(len(documents))]
        for source, content in zip(sources, documents, strict=True):
            source.write_bytes(content)
        if office:
            _run(_libreoffice(office, sources, ending), folder, TIMEOUT + _SECONDS_EACH * len(sources))
        else:
            for source in sources:
                if not _run(_word(source, ending), folder):
                    _end_hidden_word(source.with_name(_NUMBER))
        results = [source.with_name("converted") / f"{source.stem}.{ending}" for source in sources]
        return [one.read_bytes() if one.is_file() and one.stat().st_size else None for one in results]


def _libreoffice(office: str, sources: Sequence[Path], ending: str) -> list[str]:
    profile, target = sources[0].with_name("profile"), sources[0].with_name("converted")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", ending, "--outdir", str(target), *map(str, sources),
    ]  # fmt: skip


def _word(source: Path, ending: str = "docx") -> list[str]:
    target = source.with_name("converted") / f"{source.stem}.{ending}"
    target.parent.mkdir(exist_ok=True)
    paths = {"source": source, "target": target, "number": source.with_name(_NUMBER)}
    quoted = {name: str(path).replace("'", "''") for name, path in paths.items()}
    script = _WORD_SCRIPT.format(format=_WORD_FORMATS[ending], **quoted)
    powershell = _of_windows("WindowsPowerShell", "v1.0", "powershell.exe")
    return [powershell, "-NoProfile", "-NonInteractive", "-Command", script]


def _run(command: list[str], folder: str, seconds: float = 0) -> bool:
    """Whether the program ended well in time; one that did not is ended with all it started."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            creationflags=flags, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    try:
        return process.wait(seconds or TIMEOUT) == 0
    except subprocess.TimeoutExpired:
        _end(process)
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started."""
    if sys.platform == "win32":
        _kill("/T", "/PID", str(process.pid))
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_hidden_word(number: Path) -> None:
    """End the Word that was started for us and by nobody else, where it goes on without a window."""
    with suppress(OSError, ValueError):
        told = int(number.read_text(encoding="ascii", errors="replace"))
        _kill("/FI", "IMAGENAME eq WINWORD.EXE", "/PID", str(told))


def _kill(*what: str) -> None:
    subprocess.run([_of_windows("taskkill.exe"), "/F", *what], capture_output=True, check=False)
