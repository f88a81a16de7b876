"""One sheet that dresses every widget, made from the tokens.

Widgets ask for a look by properties: a QLabel's `look` (title, heading, item, small, quiet, product, bad…), a
QPushButton's `look` (primary, link, chip, flat, segment), a QWidget's `ground` (window, nav, surface, surface2, bar).
Rules for ::item of views are absent on purpose: they make painting slow; lists paint themselves.
"""

from __future__ import annotations

from string import Template

from cluster_desk.ui.look import drawings
from cluster_desk.ui.look.tokens import BODY, HEADING, ITEM_TITLE, PAGE_TITLE, PRODUCT, SMALL, Tokens


class _Sheet(Template):
    """A template whose marks are @name, since a sheet is full of braces and has its own use of $ nowhere."""

    delimiter = "@"


def stylesheet(colors: Tokens) -> str:
    """The sheet of the look `colors`."""
    values = {name: str(value) for name, value in colors._asdict().items() if isinstance(value, str)}
    for tone in ("ok", "info", "warn", "bad", "moved", "neutral"):
        ink = getattr(colors, tone)
        values |= {tone: ink.ink, f"{tone}_ground": ink.ground}
    values |= {
        "body_pt": f"{BODY}pt",
        "small_pt": f"{SMALL}pt",
        "heading_pt": f"{HEADING}pt",
        "item_pt": f"{ITEM_TITLE}pt",
        "title_pt": f"{PAGE_TITLE}pt",
        "product_pt": f"{PRODUCT}pt",
        "down": drawings.picture_file("chevron_down", 16, colors.text2),
        "up": drawings.picture_file("chevron_up", 16, colors.text2),
        "right": drawings.picture_file("chevron_right", 16, colors.text2),
        "check": drawings.picture_file("checkmark", 16, colors.on_accent),
        "dot": drawings.picture_file("circle_filled", 16, colors.on_accent),
    }
    return "".join(_Sheet(part).substitute(values) for part in _PARTS)


_GROUNDS = """
QMainWindow, QDialog { background: @window; }
QWidget[ground="window"] { background: @window; }
QWidget[ground="nav"] { background: @nav; }
QWidget[ground="surface"] { background: @surface; }
QWidget[ground="surface2"] { background: @surface2; }
QFrame[look="card"] { background: @surface; border: 1px solid @border; border-radius: 6px; }
QListView[look="offered"] { background: @surface; border: 1px solid @control; border-radius: 0; }
QFrame[look="popup"] { background: @surface; border: 1px solid @control; border-radius: 0; }
QFrame[look="line"] { background: @border; border: none; }
QFrame[look="toast"] { background: @info_ground; border: none; border-top: 1px solid @control; }
QFrame[look="notice"] { background: @info_ground; border: none; border-radius: 6px; }
QToolTip { background: @surface2; color: @text; border: 1px solid @border; padding: 4px 6px; }
QScrollArea, QAbstractScrollArea { background: @surface; border: none; }
QAbstractScrollArea::corner { background: @surface; border: none; }
QScrollArea[ground="window"] { background: @window; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
"""

_WORDS = """
QLabel { color: @text; background: transparent; }
QLabel:disabled { color: @disabled; }
QLabel[look="product"] { font-size: @product_pt; font-weight: 600; }
QLabel[look="title"] { font-size: @title_pt; font-weight: 600; }
QLabel[look="item"] { font-size: @item_pt; font-weight: 600; }
QLabel[look="heading"] { font-size: @heading_pt; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="quiet"] { color: @text2; }
QLabel[look="small"] { font-size: @small_pt; color: @text2; }
QLabel[look="bad"] { color: @bad; }
QLabel[look="warn"] { color: @warn; font-size: @small_pt; }
QLabel[look="field"] { color: @text2; }
"""

# A focused control has a border of two and one pixel less of padding, so that nothing jumps.
_BUTTONS = """
QPushButton { background: @surface; color: @text; border: 1px solid @control; border-radius: 4px;
    padding: 0 12px; min-height: 28px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @select; }
QPushButton:focus { border: 2px solid @accent; padding: 0 11px; min-height: 26px; }
QPushButton:disabled { color: @disabled; border-color: @border; }
QPushButton[look="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[look="primary"]:focus { border: 2px solid @text; }
QPushButton[look="primary"]:disabled { background: @hover; border-color: @border; color: @disabled; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: @link; padding: 0 8px; }
QPushButton[look="link"]:hover { background: @hover; }
QPushButton[look="link"]:focus { border: 2px solid @accent; padding: 0 7px; }
QPushButton[look="link"]:disabled { color: @disabled; }
QPushButton[look="small"] { font-size: @small_pt; color: @link; border-color: @control; padding: 0 8px;
    min-height: 22px; }
QPushButton[look="small"]:disabled { color: @disabled; border-color: @border; }
QPushButton[look="small"]:focus { border: 2px solid @accent; padding: 0 7px; min-height: 20px; }
QPushButton[look="chip"] { border: 1px solid @control; border-radius: 13px; padding: 0 15px; min-height: 24px; }
QPushButton[look="chip"]:focus { border: 2px solid @accent; padding: 0 14px; min-height: 22px; }
QPushButton[look="chip"]:checked { background: @select; border-color: @accent; font-weight: 600; padding: 0 14px; }
QPushButton[look="chip"]:checked:focus { padding: 0 13px; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: 4px; padding: 4px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @select; }
QToolButton:focus { border: 2px solid @accent; padding: 3px; }
QToolButton::menu-indicator { image: none; }
QPushButton[look="segment"] { background: @surface; border: 1px solid @control; border-radius: 0; padding: 0 14px;
    min-height: 28px; }
QPushButton[look="segment"]:checked { background: @select; border-color: @accent; font-weight: 600; }
QPushButton[look="segment"]:focus { border: 2px solid @accent; padding: 0 13px; min-height: 26px; }
QPushButton[look="tab"] { background: transparent; border: none; border-bottom: 2px solid transparent; border-radius: 0;
    color: @text2; padding: 6px 4px; min-height: 16px; }
QPushButton[look="tab"]:checked { background: transparent; color: @text; border-bottom: 2px solid @accent;
    font-weight: 600; }
QPushButton[look="tab"]:focus { border: 2px solid @accent; padding: 4px 2px 6px 2px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QDateEdit, QTimeEdit { background: @surface; color: @text;
    border: 1px solid @control; border-radius: 4px; selection-background-color: @accent;
    selection-color: @on_accent; placeholder-text-color: @text2; }
QLineEdit, QAbstractSpinBox { padding: 0 6px; min-height: 28px; }
QLineEdit:focus, QAbstractSpinBox:focus { border: 2px solid @accent; padding: 0 5px; min-height: 26px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: 3px 5px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox QLineEdit { margin-left: -2px; }
QLineEdit:read-only, QPlainTextEdit:read-only { background: @surface2; border-color: @border; }
QLineEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: @disabled; border-color: @border; }
*[problem="true"] { background: @bad_ground; border-color: @bad; }
*[problem="true"]:focus { border-color: @bad; }
QLineEdit[look="bare"] { border: none; background: transparent; }
QTextBrowser { background: @surface; border: none; padding: 8px; }
QComboBox { background: @surface; color: @text; border: 1px solid @control; border-radius: 4px; padding: 0 8px;
    min-height: 28px; }
QComboBox:focus { border: 2px solid @accent; padding: 0 7px; min-height: 26px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(@down); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: @surface; color: @text; border: 1px solid @control;
    selection-background-color: @select; selection-color: @text; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QTimeEdit::up-button, QTimeEdit::down-button,
QDateEdit::up-button, QDateEdit::down-button { border: none; width: 18px; }
QSpinBox::up-arrow, QTimeEdit::up-arrow, QDateEdit::up-arrow { image: url(@up); width: 12px; height: 12px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow, QDateEdit::down-arrow { image: url(@down); width: 12px; height: 12px; }
QCheckBox, QRadioButton { color: @text; spacing: 8px; background: transparent; border: 2px solid transparent;
    border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px; height: 14px;
    border: 1px solid @control; background: @surface; border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent;
    image: url(@check); }
QRadioButton::indicator:checked { background: @on_accent; border: 5px solid @accent; width: 6px; height: 6px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: @border; background: @surface2; }
"""

_VIEWS = """
QAbstractItemView { background: @surface; color: @text; border: none; outline: none;
    selection-background-color: @select; selection-color: @text; }
QTableView { gridline-color: @border; }
QHeaderView { background: @surface2; border: none; }
QHeaderView::section { background: @surface2; color: @text2; font-size: @small_pt; border: none;
    border-bottom: 1px solid @border; padding: 0 4px; }
QHeaderView[look="days"]::section { padding: 0 4px 0 9px; }
QHeaderView::section:hover { color: @text; }
QTableCornerButton::section { background: @surface2; border: none; }
QListWidget[look="navigation"] { background: @nav; }
QListWidget[look="proposals"] { border: 1px solid @border; border-radius: 4px; padding: 2px 7px; }
QListWidget[look="proposals"]:focus { border: 2px solid @accent; padding: 1px 6px; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: @control; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QMenuBar { background: @nav; color: @text; border: none; }
QMenuBar::item { padding: 6px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @select; }
QMenu { background: @surface; color: @text; border: 1px solid @control; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @select; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::indicator { width: 16px; height: 16px; left: 4px; }
QMenu::right-arrow { image: url(@right); width: 16px; height: 16px; }
QCalendarWidget QWidget { alternate-background-color: @surface2; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface2; }
QCalendarWidget QToolButton { color: @text; font-weight: 600; }
"""

_PARTS = (_GROUNDS, _WORDS, _BUTTONS, _FIELDS, _VIEWS)
