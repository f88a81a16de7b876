"""The colours, type and sizes of the window: the one place where a colour is written.

Colours are "#RRGGBB". The contrasts were computed: text 9 and more on its ground, secondary text, links and state
inks 5 and more, the outline of a control 3.2 and more.
"""

from typing import Literal, NamedTuple

Tone = Literal["ok", "info", "warn", "bad", "moved", "neutral"]


class Ink(NamedTuple):
    """What is written and the ground it stands on."""

    ink: str
    ground: str


class Tokens(NamedTuple):
    """Every colour of one look."""

    dark: bool
    window: str
    nav: str
    surface: str
    surface2: str
    border: str
    control: str
    text: str
    text2: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    select: str
    hover: str
    page_shade: str
    disabled: str
    scrim: str
    ok: Ink
    info: Ink
    warn: Ink
    bad: Ink
    moved: Ink
    neutral: Ink
    sections: tuple[Ink, ...]
    participation: tuple[str, ...]

    def tone(self, name: Tone) -> Ink:
        """The ink and ground of a state."""
        inks: dict[Tone, Ink] = {
            "ok": self.ok,
            "info": self.info,
            "warn": self.warn,
            "bad": self.bad,
            "moved": self.moved,
            "neutral": self.neutral,
        }
        return inks[name]

    def section(self, number: int) -> Ink:
        """The ink and ground of a plan's section; `number` counts from 1 and after the last colour starts again."""
        return self.sections[(number - 1) % len(self.sections)]


LIGHT = Tokens(
    dark=False,
    window="#F4F5F7",
    nav="#EBEEF2",
    surface="#FFFFFF",
    surface2="#F8F9FB",
    border="#DDE1E7",
    control="#7B8492",
    text="#1A2230",
    text2="#556070",
    accent="#2459B0",
    accent_hover="#1C498F",
    on_accent="#FFFFFF",
    link="#1F54AA",
    select="#DCE8FA",
    hover="#F0F3F8",
    page_shade="#D9DDE3",
    disabled="#8A93A0",
    scrim="#44000000",
    ok=Ink("#1A6B43", "#E1F2E8"),
    info=Ink("#1F54AA", "#E3ECFA"),
    warn=Ink("#744800", "#FFF0D2"),
    bad=Ink("#A8231C", "#FCE6E4"),
    moved=Ink("#65409B", "#EFE8F9"),
    neutral=Ink("#4B5666", "#ECEFF3"),
    sections=(
        Ink("#2F6DB5", "#DFEAF7"),
        Ink("#12796A", "#DAF0EB"),
        Ink("#B45A08", "#FBE8D5"),
        Ink("#7B4AA0", "#EEE4F5"),
        Ink("#7D6A00", "#F4EDCB"),
        Ink("#B1325F", "#FAE2EB"),
    ),
    participation=("#E9F0FA", "#C6D9F3", "#86AEE3", "#2459B0"),
)

DARK = Tokens(
    dark=True,
    window="#1B1E24",
    nav="#16191E",
    surface="#22262D",
    surface2="#272C34",
    border="#363C46",
    control="#818C9B",
    text="#E8EBF0",
    text2="#A9B3C1",
    accent="#7EB0F5",
    accent_hover="#9CC3F8",
    on_accent="#0E1B2E",
    link="#8FBBF7",
    select="#2A3E5E",
    hover="#2B313A",
    page_shade="#121418",
    disabled="#78828F",
    scrim="#88000000",
    ok=Ink("#7FD3A4", "#1D3A2C"),
    info=Ink("#8FBBF7", "#1F3352"),
    warn=Ink("#F0C674", "#43351A"),
    bad=Ink("#FF9F97", "#4A2525"),
    moved=Ink("#C9AEF2", "#382B4D"),
    neutral=Ink("#B9C2CE", "#343A44"),
    sections=(
        Ink("#6FA8E8", "#22384F"),
        Ink("#4CC3AC", "#1B3F39"),
        Ink("#EFA052", "#46331F"),
        Ink("#BC8CE0", "#3A2C4A"),
        Ink("#D2BC48", "#3D391A"),
        Ink("#EE82AE", "#4A2739"),
    ),
    participation=("#24364E", "#2C4A72", "#5A8FD0", "#9CC3F8"),
)

# Points, as Windows counts them: 10 pt are 13.3 logical pixels.
BODY, SMALL, HEADING, ITEM_TITLE, PAGE_TITLE, PRODUCT = 10.0, 9.0, 11.0, 12.0, 15.0, 20.0

# Logical pixels.
STRIP_HEIGHT, STATUS_HEIGHT, HEADER_HEIGHT, FILTER_HEIGHT = 40, 28, 52, 45
NAVIGATION_WIDTH, RAIL_WIDTH, NAVIGATION_ROW, NAVIGATION_LEAST_ROW = 196, 56, 36, 24
SIDE_FORM_WIDTH, SIDE_LIST_WIDTH, MEETINGS_WIDTH = 396, 246, 276
MARGIN_LEFT, MARGIN_RIGHT = 20, 16
FIELD_HEIGHT, LABEL_WIDTH, DATE_WIDTH = 30, 122, 112
ROW, ROW_TWO_LINES, SECTION_ROW, HEADER_ROW = 33, 43, 30, 30
NARROW_WINDOW = 1100
