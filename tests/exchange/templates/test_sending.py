"""Papers made ready to be sent: folders and drafts read back, addresses, Russian names and attachments whole."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.filling import TemplateFiller, missing_words
from cluster_desk.exchange.templates.sending import write_to_send
from cluster_desk.exchange.templates.starter_set import starter_set, template_of


def test_14_letters_are_read_back(sample_of_module: Path, tmp_path: Path) -> None:
    desk = Desk.open(sample_of_module)
    template, content = template_of(next(one for one in starter_set() if one.name == "Информационное письмо"))
    desk.change("Template added", template, contents=[content])
    filler = TemplateFiller(desk.read, template)
    chosen = filler.subjects()
    written, missing = write_to_send(filler, chosen, tmp_path)
    desk.close()
    assert len(written) == len(chosen) == 14
    for subject, path in zip(chosen, written, strict=True):
        [draft] = path.parent.glob("*.eml")
        message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        assert (message["X-Unsent"], message["Subject"]) == ("1", "Информационное письмо")
        if address := subject.facts.get("org.email"):
            [to] = message["To"].addresses
            assert (to.display_name, to.addr_spec) == (subject.title, address)
        else:
            assert message["To"] is None
            assert "адрес эл. почты" in missing[path.name]
        [attached] = message.iter_attachments()
        assert attached.get_filename() == path.name
        assert attached.get_content() == path.read_bytes()
    words = (tmp_path / "Для отправки.txt").read_text(encoding="utf-8-sig")
    assert "school1@zarechny.example" in words
    assert "Здравствуйте! Направляем: Информационное письмо." in words


def test_what_several_papers_miss_is_told_once() -> None:
    missing = {"а.docx": ("телефон",), "б.docx": ("телефон",), "в.docx": ("телефон", "ИНН")}
    assert missing_words(missing, together=True) == [
        "2 бумаги: оставлена строка для записи: телефон",
        missing_words({"в.docx": ("телефон", "ИНН")})[0],
    ]
    assert len(missing_words(missing)) == 3
