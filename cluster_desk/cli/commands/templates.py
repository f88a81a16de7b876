"""An office's own Word papers: `templates`, `fill`."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cluster_desk.cli.commands import frame
from cluster_desk.cli.complaints import UsageError, complain
from cluster_desk.core.errors import UserError
from cluster_desk.core.language import N_, _
from cluster_desk.core.russian.text import fold

if TYPE_CHECKING:
    from cluster_desk.core.records.templates import Template
    from cluster_desk.desk import Desk
    from cluster_desk.exchange.templates.facts import Facts, Subject
    from cluster_desk.exchange.templates.filling import Made, TemplateFiller, Told
    from cluster_desk.exchange.templates.keeping import Keeper

_MOST_NAMED = 20


def _templates(asked: Namespace) -> None:
    if asked.add:
        _add(asked)
        return
    if asked.ready:
        _take_ready(asked)
        return
    from cluster_desk.core.records.templates import Template

    with closing(frame.open_desk(asked.file, read_only=True)) as desk:
        stored = sorted(desk.read.load_all(Template), key=lambda one: fold(one.name))
    frame.answer(asked, [_described(one) for one in stored], [line for one in stored for line in _lines(one)])


def _add(asked: Namespace) -> None:
    from cluster_desk.exchange.templates.filling import described
    from cluster_desk.exchange.templates.taking_in import read_paper, take_in

    paper = read_paper(asked.add)
    with closing(frame.open_desk(asked.file)) as desk:
        taken = take_in(paper, desk.read)
        template = described(taken.understanding, asked.name or asked.add.stem)
        content = taken.understanding.document.content
        desk.change(N_("Template taken in"), template, subject=template.name, contents=[content])
    frame.answer(asked, _described(template), _lines(template))
    if taken.proposed:
        words = ", ".join(one.words for one in template.places if one.number in taken.proposed)
        complain(_("These places were not marked; the program proposed them: %s") % words)


def _take_ready(asked: Namespace) -> None:
    from cluster_desk.exchange.templates.starter_set import starter_set, template_of

    known = starter_set()
    chosen = [one for one in known if asked.ready == "all" or fold(asked.ready) in fold(one.name)]
    if not chosen:
        listed = "; ".join(one.name for one in known)
        raise UserError(
            _("No ready paper is called “%(name)s”; there is: %(list)s.") % {"name": asked.ready, "list": listed}
        )
    made = [template_of(one) for one in chosen]
    records = [template for template, _content in made]
    with closing(frame.open_desk(asked.file)) as desk:
        names = ", ".join(one.name for one in chosen[:3])
        desk.change(
            N_("Ready papers taken"), *records, subject=names, contents=[content for _template, content in made]
        )
    frame.answer(asked, [_described(one) for one in records], [one.name for one in records])


def _described(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "for": template.whom.value,
        "files": template.file_words,
        "places": [
            {
                "words": place.words,
                "told": place.told,
                "kept": place.kept.value,
                "pieces": [
                    {"field": piece.field, "case": piece.case.value, "form": piece.form}
                    if piece.field
                    else {"words": piece.words}
                    for piece in place.pieces
                ],
            }
            for place in template.places
        ],
        "rows": [{"words": row.words, "repeated": row.repeated.value} for row in template.rows],
    }


def _lines(template: Template) -> list[str]:
    from cluster_desk.exchange.templates.fields import get_field, label_of

    lines = [f"{template.name}: {_(template.whom.label)}"]
    for place in template.places:
        known = [get_field(piece.field) for piece in place.pieces if piece.field]
        told = ", ".join(dict.fromkeys(label_of(one) for one in known if one))
        lines.append(f"    {place.words} — {told or (_('stays as it is') if place.told else _('stays yellow'))}")
    lines += [f"    {row.words[:60]} — {_(row.repeated.label)}" for row in template.rows]
    return lines


def _fill(asked: Namespace) -> None:
    from cluster_desk.exchange.templates.filling import TemplateFiller, missing_words, write_papers
    from cluster_desk.exchange.templates.sending import write_to_send

    told = _told(asked)
    with closing(frame.open_desk(asked.file, read_only=not asked.keep)) as desk:
        if asked.as_of:
            desk.read.today = lambda: asked.as_of
        filler = TemplateFiller(desk.read, _chosen_template(desk, asked.template), told)
        chosen = _chosen(filler.subjects(), asked)
        keeper = _keeper(desk, filler, asked)
        made: Made = keeper.add if asked.keep else lambda _paper: None
        if asked.out.suffix.lower() == ".docx":
            missing = _together(filler, chosen, asked.out, made)
            written = [asked.out]
        else:
            write = write_to_send if asked.to_send else write_papers
            written, missing = write(filler, chosen, asked.out, made=made)
        if asked.keep:
            records = keeper.records
            desk.change(N_("Papers kept"), *records, subject=records[0].name, contents=keeper.contents)
        doubts = _order_doubts(filler, chosen[0])
        if asked.pdf:
            from cluster_desk.exchange.templates.pdf import write_pdfs

            written += write_pdfs(written)
    for path in written:
        frame.say(_("Written: %s") % path)
    for line in (*missing_words(missing), *doubts):
        complain(line)
    for doubt in filler.writer.doubts:
        command = f'cluster-desk case "{asked.file}" "{doubt.words}" {doubt.case.value} "…"'
        complain(
            _("Check how “%(words)s” is declined (%(case)s); tell it once: %(command)s")
            % {"words": doubt.words, "case": _(doubt.case.label), "command": command}
        )


def _told(asked: Namespace) -> Told:
    from cluster_desk.core.records.office_papers import Issuer
    from cluster_desk.exchange.templates.filling import Told

    facts: dict[str, object] = {}
    if asked.day:
        facts["paper.day"] = asked.day
    if asked.number:
        facts["paper.number"] = asked.number
    for each in asked.set or ():
        name, equals, value = each.partition("=")
        if not equals:
            raise UsageError(_("--set %s: write NAME=VALUE.") % each)
        facts[f"asked:{name}"] = value
    listed: Sequence[Facts] = ()
    if asked.list:
        from cluster_desk.exchange.files.reader import read_content
        from cluster_desk.exchange.templates.participants import listed_lines

        listed = listed_lines(read_content(asked.list))
    return Told(facts, listed, Issuer.of(asked.issuer))


def _keeper(desk: Desk, filler: TemplateFiller, asked: Namespace) -> Keeper:
    from cluster_desk.core.records.office_papers import PaperKind
    from cluster_desk.exchange.templates.keeping import Keeper, kind_of

    kind = PaperKind.of(asked.keep) if asked.keep not in ("", "auto") else kind_of(filler.template, filler.document)
    return Keeper(desk.read, filler.template, filler.told.facts, kind, filler.told.issuer, asked.to_send)


def _order_doubts(filler: TemplateFiller, subject: Subject) -> list[str]:
    from cluster_desk.exchange.templates.issuers import order_doubts
    from cluster_desk.exchange.templates.places import read_template

    paper = filler.paper(subject)
    return order_doubts([one.text for one in read_template(paper.content, paper.name).paragraphs], filler.told.issuer)


def _together(filler: TemplateFiller, chosen: Sequence[Subject], out: Path, made: Made) -> dict[str, tuple[str, ...]]:
    from cluster_desk.core.file_writing import whole_file
    from cluster_desk.exchange.templates.facts import NOBODY
    from cluster_desk.exchange.templates.filling import Paper

    content, missing = filler.together(chosen)
    with whole_file(out, ".docx") as file:
        file.write(content)
    made(Paper(chosen[0] if len(chosen) == 1 else NOBODY, out.name, content, missing))
    return {out.name: missing} if missing else {}


def _chosen_template(desk: Desk, words: str) -> Template:
    """The template that `words` name. Raises UserError, saying what there is."""
    from cluster_desk.core.records.templates import Template

    stored = desk.read.load_all(Template)
    fitting = [one for one in stored if fold(one.name) == fold(words)]
    fitting = fitting or [one for one in stored if fold(words) in fold(one.name)]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(one.name for one in fitting or stored) or _("none")
    raise UserError(_("No template is called “%(name)s”; there is: %(list)s.") % {"name": words, "list": names})


def _chosen(subjects: Sequence[Subject], asked: Namespace) -> list[Subject]:
    """Those whom `--for` names: all of them, a record by its number, or words of its title."""
    from cluster_desk.core.records.templates import ForWhom

    words = asked.whom
    if subjects and subjects[0].whom is ForWhom.NOBODY:
        return [subjects[0]]
    if words in ("", "all") and asked.list and subjects and subjects[0].whom is ForWhom.PARTICIPANT:
        words = "all"
    if words == "all" and subjects:
        return list(subjects)
    fitting = [one for one in subjects if words and words in (one.key, one.title)]
    fitting = fitting or [one for one in subjects if words and fold(words) in fold(one.title)]
    if len(fitting) == 1:
        return fitting
    listed = "; ".join(one.title for one in (fitting or subjects)[:_MOST_NAMED]) or _("none")
    what = _("--for %(name)s: nobody is called so, or several are; there is: all; %(list)s")
    raise UserError(what % {"name": words or "…", "list": listed})


def _day(word: str) -> dt.date:
    return frame.iso_day(word)


COMMANDS = {
    "templates": frame.Command(
        N_("list the office's own Word templates, or take one in"),
        _templates,
        frame.FILE,
        frame.argument("--add", "X.docx", N_("take this paper in: its yellow places change"), type=Path),
        frame.argument("--name", "NAME", N_("what it is to be called"), default=""),
        frame.argument(
            "--ready", "NAME|all", N_("take papers of the starter set, by a part of their name"), default=""
        ),
        frame.JSON,
    ),
    "fill": frame.Command(
        N_("make papers of a template: a file for each, or one file"),
        _fill,
        frame.FILE,
        frame.argument("template", "TEMPLATE", N_("the template by its name")),
        frame.argument("--for", "WHAT", N_("for whom: all, a name or part of it, id=N"), dest="whom", default=""),
        frame.argument("--out", "FOLDER|X.docx", N_("a folder, or one file for all"), type=Path, required=True),
        frame.argument(
            "--keep",
            "KIND",
            N_("keep the papers in the data file as: order, letter, agreement, …; auto: as the name says"),
            nargs="?",
            const="auto",
            default="",
        ),
        frame.argument(
            "--issuer",
            None,
            N_("whose order it is: the school's, the education department's, the ministry's"),
            choices=["school", "department", "ministry"],
            default="school",
        ),
        frame.argument("--pdf", None, N_("a PDF beside each too, by Word or LibreOffice"), action="store_true"),
        frame.argument(
            "--to-send", None, N_("a folder for each, with a draft of an e-mail (.eml)"), action="store_true"
        ),
        frame.argument("--list", "TABLE", N_("a list of participants: Excel, Word, .csv"), type=Path),
        frame.argument("--day", "DATE", N_("the date of the papers, like 2026-01-31"), type=_day),
        frame.argument("--number", "№", N_("the № of the papers"), default=""),
        frame.argument("--set", "NAME=VALUE", N_("a text that the template asks for"), action="append"),
        frame.argument(
            "--as-of", "DATE", N_("the day that the paper takes for today, like 2026-01-31"), type=frame.iso_day
        ),
    ),
}
