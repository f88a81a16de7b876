"""Old documents (.doc, .rtf, .odt) turned into .docx by LibreOffice or Word where one of them is installed.

The program is run without a window, on a copy, in a folder and with a profile of its own that are removed afterwards,
so that nothing of the user's is touched and macros and addresses in the document stay asleep.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _

TIMEOUT = 60
"""Seconds; a document of a hundred pages takes an old computer ten."""
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
    " $d.SaveAs([ref]'{target}',[ref]16); $d.Close($false) }}"
    " finally {{ $w.Quit() }}"
)
"""Windows starts Word, not this script, so Word's number is noted: a hidden one that hangs is ended by it."""
_NUMBER = "word.txt"
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


def to_docx(document: bytes, suffix: str, name: str) -> bytes | None:
    """The document as .docx; None where no program that could do it is installed; raises UserError where it failed."""
    office = find_libreoffice()
    if office is None and not has_word():
        return None
    failed = UserError(
        _("“%(name)s” could not be turned into a .docx document.") % {"name": name},
        _("Open it in Word or LibreOffice and save it as .docx, then read that file."),
    )
    if len(document) > MAX_FILE:
        raise failed
    with tempfile.TemporaryDirectory(prefix="cluster-desk-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document{suffix}")
        source.write_bytes(document)
        command = _libreoffice(office, source) if office else _word(source)
        if not _run(command, folder):
            _end_hidden_word(source.with_name(_NUMBER))
            raise failed
        result = source.with_name("converted") / "document.docx"
        if not result.is_file() or not result.stat().st_size:
            raise failed
        return result.read_bytes()


def _libreoffice(office: str, source: Path) -> list[str]:
    profile = source.with_name("profile")
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return [
        office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", "docx", "--outdir", str(source.with_name("converted")), str(source),
    ]  # fmt: skip


def _word(source: Path) -> list[str]:
    target = source.with_name("converted") / "document.docx"
    target.parent.mkdir()
    paths = {"source": source, "target": target, "number": source.with_name(_NUMBER)}
    script = _WORD_SCRIPT.format(**{name: str(path).replace("'", "''") for name, path in paths.items()})
    powershell = _of_windows("WindowsPowerShell", "v1.0", "powershell.exe")
    return [powershell, "-NoProfile", "-NonInteractive", "-Command", script]


def _run(command: list[str], folder: str) -> bool:
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
        return process.wait(TIMEOUT) == 0
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
