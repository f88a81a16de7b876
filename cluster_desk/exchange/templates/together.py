"""Papers of one template one behind another in one document, each on pages of its own, counted from 1.

A document has one body: each paper's ends with a section. What a paper says in its header, its footer or its notes is
another part, so each paper has copies of those that differ, which its sections and its notes' marks lead to.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

from cluster_desk.core.regex import regex
from cluster_desk.exchange.files.packages import Package
from cluster_desk.exchange.templates.document import Filling, edits_of, fill, repacked
from cluster_desk.exchange.templates.markup import Edit, Markup, tag
from cluster_desk.exchange.templates.places import TemplateDocument

_REFERENCES = ("w:headerReference", "w:footerReference")
_NOTES = {"w:footnote": "w:footnoteReference", "w:endnote": "w:endnoteReference"}
_RELATIONSHIP = regex(rb"<(?:\w+:)?Relationship\b[^>]*>")
_OVERRIDE = regex(rb"<(?:\w+:)?Override\b[^>]*>")


def fill_together(document: TemplateDocument, fillings: Sequence[Filling]) -> bytes:
    """The papers one behind another in one .docx."""
    if len(fillings) == 1:
        return fill(document, fillings[0])
    main = document.parts[document.main]
    copies = _Copies(document)
    bodies = [
        _Body(main, edits_of(document, main, filling), copies.of_paper(number, filling))
        for number, filling in enumerate(fillings)
    ]
    *first, last = bodies
    content = b"".join(one.with_section_end() for one in first) + last.whole()
    body = bodies[0].element
    parts = {document.main: main.data[: body.body] + content + main.data[body.stop :], **copies.changed()}
    return repacked(document, parts, copies.added)


class _Copies:
    """The copies of headers, footers and notes that papers behind the first one have."""

    def __init__(self, document: TemplateDocument) -> None:
        self._document, self.added = document, dict[str, bytes]()
        self._main = document.parts[document.main]
        folder, _slash, name = document.main.rpartition("/")
        self._folder, self._relations = folder, f"{folder}/_rels/{name}.rels".lstrip("/")
        self._package = Package(io.BytesIO(document.content), document.name)
        self._relation_tags = _RELATIONSHIP.findall(self._read(self._relations))
        self._types = _OVERRIDE.findall(self._read("[Content_Types].xml"))
        self._new_relations: list[bytes] = []
        self._new_types: list[bytes] = []
        self._notes: dict[str, list[bytes]] = {}
        self._first: Filling | None = None

    def of_paper(self, number: int, filling: Filling) -> list[Edit]:
        """What leads to the copies of paper `number` (from 0) in its body; the first paper has the parts themselves."""
        if not number:
            self._first = filling
            return []
        edits: list[Edit] = []
        for part in self._document.parts.values():
            if part.name != self._main.name and part.root.name in ("w:hdr", "w:ftr"):
                if any(place.part == part.name for place in self._document.places):
                    edits += self._header(part, number, filling)
            elif part.name != self._main.name:
                edits += self._notes_of(part, number, filling)
        return edits

    def changed(self) -> dict[str, bytes]:
        """The parts of the package that are other ones now."""
        assert self._first is not None
        changed: dict[str, bytes] = {}
        for part in self._document.parts.values():
            if part.name != self._main.name:
                whole = part.edited(edits_of(self._document, part, self._first))
                notes = b"".join(self._notes.get(part.name, ()))
                end = whole.rindex(b"</") if notes else len(whole)
                changed[part.name] = whole[:end] + notes + whole[end:]
        if self._new_relations:
            changed[self._relations] = _with_more(self._read(self._relations), self._new_relations)
            changed["[Content_Types].xml"] = _with_more(self._read("[Content_Types].xml"), self._new_types)
        return changed

    def _header(self, part: Markup, number: int, filling: Filling) -> Iterator[Edit]:
        stem, _dot, ending = part.name.rpartition(".")
        name = f"{stem}_{number + 1}.{ending}"
        own = f"{part.name.rpartition('/')[0]}/_rels/{part.name.rpartition('/')[2]}.rels"
        self.added[name] = part.edited(edits_of(self._document, part, filling))
        if (relations := self._read(own)) != b"":
            self.added[f"{name.rpartition('/')[0]}/_rels/{name.rpartition('/')[2]}.rels"] = relations
        file, copy = part.name.rpartition("/")[2].encode(), name.rpartition("/")[2].encode()
        self._new_types += [one.replace(file, copy) for one in self._types if b"/" + file in one]
        for at, relation in enumerate(self._relation_tags):
            target = _attribute(relation, "Target")
            if target.rpartition("/")[2] != file.decode():
                continue
            old, new = _attribute(relation, "Id"), f"{_attribute(relation, 'Id')}cd{number}n{at}"
            told = _with_attribute(relation, "Id", new)
            self._new_relations.append(_with_attribute(told, "Target", target[: -len(file)] + copy.decode()))
            for one in self._main.root.walk():
                if one.name in _REFERENCES and one.attributes.get("id") == old:
                    yield one.start, one.body, _with_attribute(self._main.data[one.start : one.body], "id", new)

    def _notes_of(self, part: Markup, number: int, filling: Filling) -> Iterator[Edit]:
        notes = [one for one in part.root.children if one.name in _NOTES and "type" not in one.attributes]
        if not notes:
            return
        step = 1 + max(int(one.attributes.get("id", "0")) for one in part.root.children if one.name in _NOTES)
        edits = edits_of(self._document, part, filling)
        for one in notes:
            new = str(int(one.attributes["id"]) + number * step)
            start = (one.start, one.body, _with_attribute(part.data[one.start : one.body], "id", new))
            inside = [start, *(each for each in edits if one.body <= each[0] < one.end)]
            self._notes.setdefault(part.name, []).append(part.edited(inside, one.start, one.end))
            for mark in self._main.root.walk():
                if mark.name == _NOTES[one.name] and mark.attributes.get("id") == one.attributes["id"]:
                    yield mark.start, mark.body, _with_attribute(self._main.data[mark.start : mark.body], "id", new)

    def _read(self, name: str) -> bytes:
        return b"".join(self._package.chunks(name)) if self._package.has(name) else b""


def _attribute(opened: bytes, name: str) -> str:
    found = re.search(rb"\b" + name.encode() + rb"\s*=\s*[\"']([^\"']*)", opened)
    return found[1].decode("utf-8", "replace") if found else ""


def _with_attribute(opened: bytes, name: str, value: str) -> bytes:
    """An opening tag with another value of an attribute, whatever the prefix of its name."""
    found = re.search(rb"(?<=[\s:])" + name.encode() + rb"\s*=\s*[\"']([^\"']*)", opened)
    return opened[: found.start(1)] + value.encode() + opened[found.end(1) :] if found else opened


def _with_more(content: bytes, more: Sequence[bytes]) -> bytes:
    """Elements put before the closing tag of a part's outermost one; each is closed in itself."""
    end = content.rindex(b"</")
    closed = (one if one.endswith(b"/>") else one[:-1] + b"/>" for one in more)
    return content[:end] + b"".join(closed) + content[end:]


class _Body:
    """A filled body, to stand behind another in one document; `references` lead to its own headers and notes."""

    def __init__(self, part: Markup, edits: list[Edit], references: list[Edit]) -> None:
        body = part.root.child("w:body")
        assert body is not None
        self.element, self._part, self._references = body, part, references
        self._section = next((one for one in reversed(body.children) if one.name == "w:sectPr"), None)
        self._edits = [*edits, *(one for one in references if one[0] < self._start_of_section())]

    def whole(self) -> bytes:
        """The content with the section that ends it."""
        source = self._part.edited(self._edits, self.element.body, self._start_of_section())
        return source + self._section_from_one() if self._section else source

    def with_section_end(self) -> bytes:
        """The content, its section ending in a paragraph of its own, which takes no room."""
        source = self._part.edited(self._edits, self.element.body, self._start_of_section())
        paragraph, properties = self._name("p"), self._name("pPr")
        if self._section is None:
            run, line = self._name("r"), self._name("br")
            page = f'<{paragraph}><{run}><{line} {self._name("type")}="page"/></{run}></{paragraph}>'
            return source + page.encode()
        sizes = (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact"))
        told = " ".join(f'{self._name(name)}="{value}"' for name, value in sizes)
        opened = f"<{paragraph}><{properties}><{self._name('spacing')} {told}/>".encode()
        return source + opened + self._section_from_one() + f"</{properties}></{paragraph}>".encode()

    def _name(self, local: str) -> str:
        return tag(self.element, local)

    def _start_of_section(self) -> int:
        return self._section.start if self._section else self.element.stop

    def _section_from_one(self) -> bytes:
        """The section, its pages counted from 1."""
        assert self._section is not None
        section = self._section
        numbers = self._section.child("w:pgNumType")
        start = f' {tag(self._section, "start")}="1"'.encode()
        edits = [one for one in self._references if section.start <= one[0] < section.end]
        if numbers is None:
            behind = (
                "w:cols",
                "w:formProt",
                "w:vAlign",
                "w:noEndnote",
                "w:titlePg",
                "w:textDirection",
                "w:bidi",
                "w:rtlGutter",
                "w:docGrid",
                "w:printerSettings",
            )
            at = next((one.start for one in self._section.children if one.name in behind), self._section.stop)
            if self._section.body < self._section.end:
                edits.append((at, at, f"<{tag(self._section, 'pgNumType')}".encode() + start + b"/>"))
        elif "start" not in numbers.attributes:
            at = numbers.body - (2 if self._part.data[numbers.body - 2 : numbers.body] == b"/>" else 1)
            edits.append((at, at, start))
        return self._part.edited(edits, self._section.start, self._section.end)
