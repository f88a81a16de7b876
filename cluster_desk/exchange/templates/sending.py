"""Papers made ready to be sent on a day with internet: a folder for each addressee with the paper and a draft letter.

A draft is an .eml that mail programs open as one not sent yet (`X-Unsent`). For webmail and chats the addresses, the
subject and a short text stand in a file to be copied from. Nothing here opens a connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.header import Header
from email.headerregistry import Address
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from pathlib import Path

from cluster_desk.core.file_writing import file_name, whole_file
from cluster_desk.core.language import _
from cluster_desk.core.progress import SILENT, Progress
from cluster_desk.core.russian.text import fold
from cluster_desk.exchange.templates.facts import Subject
from cluster_desk.exchange.templates.filling import Made, Paper, TemplateFiller, made_folder

_TYPES = {
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "pdf",
    ".sig": "pkcs7-signature",
    ".p7s": "pkcs7-signature",
}
"""What the more frequent files are to a mail program, all of the kind `application`."""
_LIST = "Для отправки.txt"


def address_of(subject: Subject) -> str:
    """The e-mail address of whom a paper is made for; "" where the data has none that could be one."""
    words = str(subject.facts.get("org.email") or subject.facts.get("person.email") or "").strip()
    try:
        return Address(addr_spec=words).addr_spec if words else ""
    except (ValueError, IndexError):
        return ""


def draft_of(paper: Paper, subject_line: str, text: str) -> bytes:
    """A letter not sent yet, with the paper attached."""
    return draft(paper.subject.title, address_of(paper.subject), subject_line, text, [(paper.name, paper.content)])


def draft(name: str, address: str, subject_line: str, text: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    """A letter not sent yet with these files attached; without an address it is told in the mail program.

    Its headers are encoded by the older classes: those of `EmailMessage` put spaces into long Russian names.
    """
    message = MIMEMultipart()
    message["X-Unsent"] = "1"
    if address:
        message["To"] = f"{Header(name, 'utf-8').encode(maxlinelen=0)} <{address}>"
    message["Subject"] = Header(subject_line, "utf-8").encode()
    message.attach(MIMEText(text, "plain", "utf-8"))
    for each, content in files:
        # The name twice: mail programs of old know only the second way of writing it.
        kind = _TYPES.get(Path(each).suffix.lower(), "octet-stream")
        attached = MIMEApplication(content, kind, name=Header(each, "utf-8").encode(maxlinelen=0))
        attached.add_header("Content-Disposition", "attachment", filename=("utf-8", "", each))
        message.attach(attached)
    return message.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=None))


def short_text(filler: TemplateFiller) -> str:
    """A short text that goes with the papers, for a letter or a chat."""
    sender = filler.sender()
    return f"Здравствуйте! Направляем: {filler.template.name}. Файл во вложении.\n{sender}".strip() + "\n"


def write_to_send(
    filler: TemplateFiller,
    chosen: Sequence[Subject],
    folder: Path,
    progress: Progress = SILENT,
    made: Made = lambda _paper: None,
) -> tuple[list[Path], dict[str, tuple[str, ...]]]:
    """A folder for each in `folder`; gives the papers written and what was missing for each, the address included."""
    text, title = short_text(filler), filler.template.name
    written: list[Path] = []
    missing: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for paper in filler.papers(chosen, progress):
        own = own_folder(folder, paper.subject.title or title, taken)
        path = own / paper.name
        with whole_file(path, ".docx") as file:
            file.write(paper.content)
        with whole_file(own / file_name(title, ".eml"), ".eml") as file:
            file.write(draft_of(paper, title, text))
        written.append(path)
        made(paper)
        lacking = paper.missing if address_of(paper.subject) else (*paper.missing, _("e-mail address"))
        if lacking:
            missing[paper.name] = lacking
    addresses = "; ".join(filter(None, map(address_of, chosen)))
    with whole_file(folder / _LIST, ".txt") as file:
        file.write(f"Адреса:\n{addresses}\n\nТема:\n{title}\n\nТекст:\n{text}".encode("utf-8-sig"))
    return written, missing


def own_folder(folder: Path, words: str, taken: set[str]) -> Path:
    """A folder of its own for an addressee, made in `folder`; no two have one name."""
    name, number = file_name(words) or "1", 2
    bare = name
    while fold(name) in taken:
        name, number = f"{bare} ({number})", number + 1
    taken.add(fold(name))
    return made_folder(folder / name)
