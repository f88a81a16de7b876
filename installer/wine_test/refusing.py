"""What can go wrong is told in a sentence and changes nothing: open program, broken setup, full disk, newer file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from installer.runtime import LIBRARY, STANDARD_LIBRARY
from installer.wine_test.trial import Trial, hashes, must
from installer.wine_test.using import Transaction
from installer.wine_test.wine import windows_path

_BROKEN, _RUNNING, _DISK_FULL, _OLD_WINDOWS = 2, 3, 4, 5
_INCOMPLETE = 3  # of the program
_WINE_32 = Path("/usr/lib/wine/wine")
_TAKEN_AWAY = (
    *("lib/PySide6/Qt6Widgets.dll", "lib/PySide6/QtCore.pyd", f"runtime/{LIBRARY}", f"runtime/{STANDARD_LIBRARY}"),
    *("lib/PySide6/__init__.pyc", f"runtime/{STANDARD_LIBRARY}"),
)
"""The last one is cut short instead."""
_IN_A_SMALL_DISK = 'mkdir -p "$1" && mount -t tmpfs -o size="$2" none "$1" && shift 2 && exec "$@"'


def open_program(trial: Trial) -> str:
    """The setup and the uninstaller do not touch a program that is open."""
    wine = trial.wine
    before = hashes(wine.installed)
    trial.open("Заречный.* — Cluster Desk", wine.installed / "ClusterDesk.exe", trial.sample)
    code, sentence = wine.run(trial.setup, "/S").code, trial.setup_log()
    must(code == _RUNNING, f"exit code {code}")
    must("Закройте программу" in sentence, f"said: {sentence}")
    wine.start(trial.setup)
    asked = wine.window("Cluster Desk (Setup|.*становка)|^Cluster Desk$|Установка Cluster Desk", 30)
    wine.picture(wine.folder / "open-program.png")
    must(asked, "the setup with a window asks nothing")
    wine.press(asked, "Escape")
    wine.run(wine.installed / "uninstall.exe", "/S", f"_?={_inside(trial, wine.installed)}")
    must(hashes(wine.installed) == before, "files were changed")
    return f"“{sentence}”"


def broken_setup(trial: Trial) -> str:
    """Half a file, and a whole one with a spoilt byte."""
    before, whole = hashes(trial.wine.installed), trial.setup.read_bytes()
    corrupt = trial.wine.folder / "setup.exe"
    for name, data in (("half", whole[: len(whole) // 2]), ("spoilt", _corrupt(whole))):
        corrupt.write_bytes(data)
        code = trial.install(corrupt)
        must(code == _BROKEN, f"{name}: exit code {code}")
    trial.wine.start(corrupt)
    result = trial.wine.window("NSIS|Error|Cluster|setup", 30)
    colours = trial.wine.picture(trial.wine.folder / "broken-setup.png")
    must(result and colours > 2, "nothing is said")
    trial.wine.stop()
    must("Файл установки повреждён".encode("utf-16-le") in whole, "the sentence is not ours")
    must(hashes(trial.wine.installed) == before, "files were changed")
    return "half a file and one spoilt byte: exit code 2; broken-setup.png shows the sentence"


def full_disk_and_setup(trial: Trial) -> str:
    """The setup onto a disk without room for it, on a Russian and on an English Windows."""
    disk = trial.wine.folder / "disk"
    small = ("unshare", "-rm", "sh", "-c", _IN_A_SMALL_DISK, "sh", str(disk), "50M")
    sentences = []
    for locale, word in (("ru_RU.UTF-8", "Освободите место"), ("C.UTF-8", "Free some space")):
        code = trial.wine.run(trial.setup, "/S", f"/D={windows_path(disk)}\\A", before=small, locale=locale).code
        sentences.append(trial.setup_log())
        must(code == _DISK_FULL, f"exit code {code}: {sentences[-1]}")
        must(word in sentences[-1], f"said: {sentences[-1]}")
        trial.wine.stop()
    return " ".join(f"“{sentence}”" for sentence in sentences)


def full_disk_and_data(trial: Trial) -> str:
    """The program making a file on a disk without room for it."""
    disk = trial.wine.folder / "disk"
    small = ("unshare", "-rm", "sh", "-c", _IN_A_SMALL_DISK, "sh", str(disk), "200K")
    program, file = trial.wine.installed / "cluster-desk-cli.exe", windows_path(disk / "Кластер.cdesk")
    answer = trial.wine.run(program, "new", file, "--sample", before=small)
    must(answer.code == 1, f"exit code {answer.code}: {answer.said}{answer.complained}")
    sentence = answer.complained.strip()
    must("\n" not in sentence and "диск" in sentence.lower(), f"said: {sentence}")
    return f"“{sentence}”"


def newer_file(trial: Trial) -> str:
    """A file of a newer version under this one."""
    newer = trial.wine.documents / "Новее.cdesk"
    data = bytearray(trial.sample.read_bytes())
    data[60:64] = (999).to_bytes(4, "big")
    newer.write_bytes(data)
    answer = trial.command("verify", newer)
    sentence = answer.complained.strip()
    must(answer.code == 1 and "нов" in sentence.lower(), f"{answer.code}: {sentence}")
    must(newer.read_bytes() == bytes(data), "the file was changed")
    newer.unlink()
    return f"“{sentence}”"


def missing_files(trial: Trial) -> str:
    """A program that misses a file says so, in a box or on stderr, and ends with an exit code; never silently."""
    wine = trial.wine
    for number, name in enumerate(_TAKEN_AWAY):
        program = wine.folder / f"without-{number}"
        shutil.rmtree(program, ignore_errors=True)  # of a run that was broken off
        shutil.copytree(wine.installed, program)
        path = program / name
        if number < len(_TAKEN_AWAY) - 1:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:1000])
        answer = wine.run(program / "cluster-desk-cli.exe", "verify", windows_path(trial.sample))
        told = answer.complained.strip()
        not_needed = answer.code == 0 and "цел" in answer.said  # of the window alone
        refused = answer.code == _INCOMPLETE and "не полностью" in told
        must(refused or not_needed, f"{name}: {answer.code}: {told[:300]}")
        started = wine.start(program / "ClusterDesk.exe", windows_path(trial.sample))
        box = wine.window("^Cluster Desk$", 120)
        wine.picture(wine.folder / f"missing-{number}.png")
        must(box, f"{name}: no message")
        wine.press(box, "Return")
        code = started.wait(120)
        must(code == _INCOMPLETE, f"{name}: the window's program ended with {code}")
        shutil.rmtree(program)
    return f"{len(_TAKEN_AWAY)} files taken away or cut, each told by both programs"


def old_windows(trial: Trial) -> str:
    """The setup and the program itself, as on a stick, tell that Windows is too old."""
    wine = trial.wine
    sentences = []
    for version in ("win7", "win81"):
        wine.run("winecfg", "-v", version)
        code = trial.install()
        must(code == _OLD_WINDOWS, f"{version}: the setup ended with {code}")
        sentences.append(trial.setup_log())
        answer = trial.command("verify", trial.sample)
        must(answer.code == _OLD_WINDOWS and "Windows 10" in answer.complained, f"{version}: {answer}")
    wine.run("winecfg", "-v", "win10")
    trial.done("verify", trial.sample)
    return f"“{sentences[0]}”"


def windows_of_32_bits(trial: Trial) -> str:
    """A Windows of 32 bits is told so by the setup, in both languages; nothing is written there."""
    if not _WINE_32.exists():
        return "not tried: Wine has no 32-bit half here"
    wine = trial.wine
    old = wine.folder / "prefix-32"
    shutil.rmtree(old, ignore_errors=True)
    as_32 = ("env", f"WINEPREFIX={old}", "WINEARCH=win32")
    wine.run("wineboot", "-i", by_wine=False, before=as_32)
    wine.run("winecfg", "-v", "win10", before=as_32)
    sentences = []
    for locale, words in (("ru_RU.UTF-8", "32-разрядная Windows"), ("C.UTF-8", "32-bit Windows")):
        code = wine.run(trial.setup, "/S", before=as_32, locale=locale).code
        must(code == _OLD_WINDOWS, f"the setup ended with {code}")
        [log] = old.rglob("ClusterDesk-setup.log")
        sentences.append(log.read_bytes().decode("utf-16").strip())
        must(words in sentences[-1], f"said: {sentences[-1]}")
        log.unlink()
    must(not [*old.rglob("ClusterDesk*")], "files were written")
    return f"“{sentences[0]}”"


def signed_setup(trial: Trial) -> str:
    """A setup signed with a test certificate verifies and installs."""
    folder = trial.wine.folder / "signing"
    folder.mkdir(exist_ok=True)
    key, certificate, both = (folder / name for name in ("key.pem", "certificate.pem", "both.p12"))
    about = ("-subj", "/CN=Cluster Desk test", "-addext", "extendedKeyUsage=codeSigning", "-days", "2")
    _quietly("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, *about)
    _quietly("openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", "pass:test", "-out", both)
    (folder / "password").write_text("test", encoding="utf-8")
    signed = Path(shutil.copyfile(trial.setup, folder / trial.setup.name))
    values = {"CLUSTER_DESK_CERTIFICATE": str(both), "CLUSTER_DESK_CERTIFICATE_PASSWORD": str(folder / "password")}
    script = Path(__file__).parents[1] / "sign.sh"
    subprocess.run([str(script), str(signed)], env={**trial.wine.environment, **values}, check=True)
    verified = subprocess.run(
        ["osslsigncode", "verify", "-CAfile", str(certificate), "-in", str(signed)], capture_output=True, check=False
    )
    must(verified.returncode == 0, verified.stdout.decode()[-500:])
    must(trial.install(signed) == 0, "the signed setup does not install")
    return "signed, verified, installed"


def _corrupt(whole: bytes) -> bytes:
    at = len(whole) * 2 // 3
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def _inside(trial: Trial, path: Path) -> str:
    return "C:\\" + path.relative_to(trial.wine.prefix / "drive_c").as_posix().replace("/", "\\")


def _quietly(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], capture_output=True, check=True)


TRIALS: tuple[Transaction, ...] = (
    open_program,
    broken_setup,
    full_disk_and_setup,
    full_disk_and_data,
    newer_file,
    missing_files,
    old_windows,
    windows_of_32_bits,
    signed_setup,
)
