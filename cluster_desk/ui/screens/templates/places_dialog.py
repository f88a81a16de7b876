"""«Что здесь?»: each place of a paper asked once, with finished words of the data to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from cluster_desk.core.language import N_, _, n_
from cluster_desk.core.records.templates import (
    ForWhom,
    Kept,
    PlacePiece,
    Repeated,
    Template,
    TemplatePlace,
    TemplateRow,
)
from cluster_desk.desk import Desk
from cluster_desk.exchange.templates.choices import PlaceChoice, PlaceChoices, chosen, take
from cluster_desk.exchange.templates.fields import ASKED, NEEDS
from cluster_desk.exchange.templates.filling import described
from cluster_desk.exchange.templates.taking_in import TakenIn
from cluster_desk.exchange.templates.understanding import Example, UnderstoodPlace, understand
from cluster_desk.ui.frame import messages
from cluster_desk.ui.frame.dialog import Dialog
from cluster_desk.ui.look import boxes, widgets

_NUMBER = Qt.ItemDataRole.UserRole
_CONTEXT = 70


class PlacesDialog(Dialog):
    """The places of a paper at the left; at the right what stands in the one chosen, and when it stays."""

    HELP = "templates"

    def __init__(
        self, desk: Desk, taken: TakenIn, template: Template, parent: QWidget, *, content: bytes | None = None
    ) -> None:
        self._desk, self._understanding, self._proposed = desk, taken.understanding, taken.proposed
        self.template, self._content = template, content
        self._begun_as = _told(template)
        self._example = Example(desk.read)
        self._choices_of: dict[int, list[PlaceChoice]] = {}
        self.saved = False
        self.name = widgets.line_edit(_("Template's name"), text=template.name)
        self.whom = boxes.combo(_("Made for"), 0, [(_(one.label), one.value) for one in ForWhom])
        self.whom.setCurrentIndex(self.whom.findData(template.whom.value))
        self.places = QListWidget()
        self.places.setAccessibleName(_("Places of the paper"))
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.question = widgets.label("", "strong", wrap=True)
        self.context = widgets.label("", "quiet", wrap=True)
        self.search = widgets.SearchField(_("Find in the choices"))
        self.choices = QListWidget()
        self.choices.setAccessibleName(_("What stands here"))
        self.choices.setWordWrap(True)
        self.choices.setSpacing(3)
        self.written = boxes.combo(_("How it is written"), 0)
        self.asked = widgets.line_edit(_("What to ask"))
        self.kept = boxes.combo(
            _("When it stays"), 0, [(_(one.label), one.value) for one in (Kept.ALWAYS, *list(Kept)[:-1])]
        )
        self.note = widgets.label("", "quiet", wrap=True)
        advice = _("Say of each place what stands here; the words of your example are finished words of the data.")
        super().__init__(_("What stands where"), advice, self._body(), _("Save"), parent)
        self.resize(1040, 640)
        self._connect()
        self._fill_places()
        self.places.setCurrentRow(self._first_untold())
        self.places.setFocus()

    def _body(self) -> QWidget:
        above = widgets.row(
            of=(
                widgets.field_label(_("Template's name")),
                (self.name, 1),
                widgets.field_label(_("Made for")),
                self.whom,
            )
        )
        self._written_row = widgets.holder(
            widgets.row(of=(widgets.field_label(_("How it is written")), (self.written, 1)))
        )
        self._asked_row = widgets.holder(widgets.row(of=(widgets.field_label(_("What to ask")), (self.asked, 1))))
        self._kept_row = widgets.holder(widgets.row(of=(widgets.field_label(_("When it stays")), (self.kept, 1))))
        right = widgets.stack(
            (12, 0, 0, 0),
            6,
            of=(
                self.question,
                self.context,
                self.search,
                (self.choices, 1),
                self._written_row,
                self._asked_row,
                self._kept_row,
            ),
        )
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.places)
        split.addWidget(widgets.holder(right))
        split.setChildrenCollapsible(False)
        split.setSizes([380, 620])
        return widgets.holder(widgets.stack(spacing=8, of=(above, (split, 1), self.note)))

    def _connect(self) -> None:
        self.places.currentRowChanged.connect(lambda _row: self._show_place())
        self.choices.currentRowChanged.connect(lambda _row: self._choose())
        self.choices.itemActivated.connect(lambda _item: self.next_place())
        self.search.textChanged.connect(lambda _text: self._narrow())
        self.whom.activated.connect(lambda _index: self._change_whom())
        self.asked.textEdited.connect(self._ask_so)
        self.written.activated.connect(lambda _index: self._write_so())
        self.kept.activated.connect(lambda _index: self._keep_so())

    def made_for(self) -> ForWhom:
        """What the paper is made for, as chosen."""
        return ForWhom.of(self.whom.currentData())

    def _first_untold(self) -> int:
        """The first place that stays yellow, else the first."""
        for row, place in enumerate(self._asked(), len(self.template.rows)):
            if not place.told and place.kept is Kept.ALWAYS:
                return row
        return 0

    def _row_at(self, row: int) -> TemplateRow | None:
        return self.template.rows[row] if row < len(self.template.rows) else None

    def _place_at(self, row: int) -> TemplatePlace | None:
        at = row - len(self.template.rows)
        asked = self._asked()
        return asked[at] if 0 <= at < len(asked) else None

    def _asked(self) -> list[TemplatePlace]:
        """The places that are asked about: not those of further examples, which go where their rows are repeated."""
        repeated = {one.number for one in self.template.rows if one.repeated is not Repeated.ONCE}
        gone = {
            each.place.number
            for each in self._understanding.places
            if each.place.example and each.place.row in repeated
        }
        return [one for one in self.template.places if one.number not in gone]

    def _fill_places(self) -> None:
        self.places.blockSignals(True)
        self.places.clear()
        for row in self.template.rows:
            self.places.addItem(QListWidgetItem(_row_words(row)))
        for place in self._asked():
            item = QListWidgetItem(self._place_words(place))
            item.setData(_NUMBER, place.number)
            self.places.addItem(item)
        self.places.blockSignals(False)
        self._tell_left()

    def _place_words(self, place: TemplatePlace) -> str:
        told = place.told or place.kept is not Kept.ALWAYS
        mark = "✓" if told else "?"
        proposed = f"  ({_('proposed')})" if place.number in self._proposed else ""
        return f"{mark}  {place.words}{proposed}"

    def _tell_left(self) -> None:
        left = sum(not place.told and place.kept is Kept.ALWAYS for place in self._asked())
        words = n_("%d place stays yellow.", "%d places stay yellow.", left) % left
        self.note.setText(words if left else _("Of every place it is told what stands there."))

    def _show_place(self) -> None:
        """Ask of the place or the row that has the keyboard."""
        at = self.places.currentRow()
        row, place = self._row_at(at), self._place_at(at)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.search.setVisible(place is not None)
        self._kept_row.setVisible(place is not None and self._understood(place).place.row is None)
        if row is not None:
            self._ask_of_row(row)
        elif place is not None:
            self._ask_of_place(place)

    def _understood(self, place: TemplatePlace) -> UnderstoodPlace:
        return self._understanding.places[place.number or 0]  # numbered in their order

    def _ask_of_row(self, row: TemplateRow) -> None:
        self.question.setText(_("Repeat this row of the table?"))
        self.context.setText(row.words)
        whom = self.made_for()
        offered = [one for one in Repeated if NEEDS.get(one, whom) is whom]
        self._offer(
            [(_(one.label), "") for one in offered], offered.index(row.repeated) if row.repeated in offered else -1
        )
        self._written_row.hide()
        self._asked_row.hide()

    def _ask_of_place(self, place: TemplatePlace) -> None:
        understood = self._understood(place)
        before, after = understood.place.before[-_CONTEXT:], understood.place.after[:_CONTEXT]
        self.question.setText(_("What stands here: “%s”?") % place.words)
        self.context.setText(f"…{before}【{place.words}】{after}…")
        choices = self._choices(place)
        self._offer([(_choice_words(one), one.label) for one in choices], chosen(choices, place))
        self.kept.setCurrentIndex(self.kept.findData(place.kept.value))
        self._show_written(place)

    def _choices(self, place: TemplatePlace) -> list[PlaceChoice]:
        number = place.number or 0
        if number not in self._choices_of:
            understood = self._understood(place)
            made = PlaceChoices(self._understanding, self._example, self.made_for())
            self._choices_of[number] = made.of(understood, self._repeated(place))
        return self._choices_of[number]

    def _repeated(self, place: TemplatePlace) -> Repeated:
        number = self._understood(place).place.row
        return next((one.repeated for one in self.template.rows if one.number == number), Repeated.ONCE)

    def _offer(self, lines: list[tuple[str, str]], current: int) -> None:
        self.choices.blockSignals(True)
        self.choices.clear()
        for words, label in lines:
            self.choices.addItem(QListWidgetItem(f"{words}\n{label}" if label else words))
        self.choices.setCurrentRow(current)
        self.choices.blockSignals(False)
        if current >= 0:
            self.choices.scrollToItem(self.choices.item(current))

    def _narrow(self) -> None:
        wanted = self.search.text().lower().split()
        for n in range(self.choices.count()):
            words = self.choices.item(n).text().lower()
            self.choices.item(n).setHidden(not all(each in words for each in wanted))

    def _choose(self) -> None:
        """Take what is chosen for the place or the row."""
        at, n = self.places.currentRow(), self.choices.currentRow()
        row, place = self._row_at(at), self._place_at(at)
        if n < 0:
            return
        if row is not None:
            whom = self.made_for()
            row.repeated = [one for one in Repeated if NEEDS.get(one, whom) is whom][n]
            self._choices_of.clear()
            self._fill_places()
            self.places.blockSignals(True)
            self.places.setCurrentRow(at)
            self.places.blockSignals(False)
        elif place is not None:
            take(self._choices(place)[n], place)
            self.places.item(at).setText(self._place_words(place))
            self._same_elsewhere(place)
            self._show_written(place)
        self._tell_left()

    def _same_elsewhere(self, place: TemplatePlace) -> None:
        """The same words elsewhere that nothing was told of mean the same."""
        for n, other in enumerate(self._asked(), len(self.template.rows)):
            if other is not place and not other.told and other.words == place.words:
                other.told, other.pieces = place.told, [piece.again() for piece in place.pieces]
                self.places.item(n).setText(self._place_words(other))

    def _show_written(self, place: TemplatePlace) -> None:
        """The forms that the one field of a place has, as finished words."""
        single = place.pieces[0] if len(place.pieces) == 1 and place.pieces[0].field else None
        made = PlaceChoices(self._understanding, self._example, self.made_for())
        forms = made.written(single, self._repeated(place)) if single and not single.form.startswith("sex:") else []
        asked = single.field if single and single.field.startswith(ASKED) else ""
        self._asked_row.setVisible(bool(asked))
        self.asked.setText(asked.removeprefix(ASKED))
        self._written_row.setVisible(len(forms) > 1)
        self.written.clear()
        for words, piece in forms:
            self.written.addItem(words, piece)
            if single and (piece.case, str(piece.form)) == (single.case, str(single.form)):
                self.written.setCurrentIndex(self.written.count() - 1)

    def _write_so(self) -> None:
        place = self._place_at(self.places.currentRow())
        if place is not None and self.written.currentData() is not None:
            place.pieces = [self.written.currentData().again()]

    def _ask_so(self, words: str) -> None:
        """What is asked when papers are made is called otherwise than the words of the example."""
        place = self._place_at(self.places.currentRow())
        if place is not None and words.strip():
            place.pieces = [PlacePiece(field=f"{ASKED}{words.strip()}")]

    def _keep_so(self) -> None:
        place = self._place_at(self.places.currentRow())
        if place is not None:
            place.kept = Kept.of(self.kept.currentData())
            self.places.currentItem().setText(self._place_words(place))
            self._tell_left()

    def next_place(self) -> None:
        """Go on to the next place."""
        self.places.setCurrentRow(min(self.places.currentRow() + 1, self.places.count() - 1))

    def _change_whom(self) -> None:
        """The paper is made for something else: its places are understood anew."""
        with widgets.waiting():
            self._understanding = understand(self._understanding.document, self._desk.read, self.made_for())
        anew = described(self._understanding, self.template.name)
        self.template.whom, self.template.places, self.template.rows = anew.whom, anew.places, anew.rows
        self._choices_of.clear()
        self._fill_places()
        self.places.setCurrentRow(self._first_untold())
        self._show_place()

    def take(self) -> None:
        """Store the template as one change."""
        self.template.name = self.name.text().strip()
        self.template.whom = self.made_for()
        if not self.template.file_words:
            self.template.file_words = f"{self.template.name} *"
        with messages.show_trouble(self):
            name = N_("Template taken in") if self._content is not None else N_("Places of a template told")
            contents = [self._content] if self._content is not None else []
            self._desk.change(name, self.template, subject=self.template.name, contents=contents)
            self.saved = True
            self.accept()

    def is_changed(self) -> bool:
        return not self.saved and (self._content is not None or _told(self.template) != self._begun_as)

    def lost_words(self) -> str:
        return _("What was told of the paper's places is lost.")


def _row_words(row: TemplateRow) -> str:
    return f"↻  {row.words[:_CONTEXT]} — {_(row.repeated.label)}"


def _choice_words(choice: PlaceChoice) -> str:
    words = choice.shown if choice.sure else f"{choice.shown}  ({_('a guess')})"
    return f"{words}   →   {choice.other}" if choice.other else words


def _told(template: Template) -> list[object]:
    """What a template says of its places, to see whether it was changed."""
    places = [
        (one.told, one.kept, [(piece.field, piece.case, str(piece.form)) for piece in one.pieces])
        for one in template.places
    ]
    return [template.name, template.whom, places, [one.repeated for one in template.rows]]
