"""One column for when and for something else («Сроки, ответственные», «Дата и место проведения»), parted into two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cluster_desk.core.deadlines.time_words import is_deadline, lacks_month, own_day
from cluster_desk.core.language import N_
from cluster_desk.core.regex import regex
from cluster_desk.core.russian.names import find_names
from cluster_desk.core.russian.people import is_role
from cluster_desk.core.russian.text import capitalized, fold
from cluster_desk.exchange.layout.grids import Block, Cell, Grid, Paragraph
from cluster_desk.exchange.layout.headers import last_of_header, role_of
from cluster_desk.exchange.layout.regrid import cell_of, with_column

_HEADER_ROWS = 6
_PARTS_OF_HEADING = regex(r"\s*[,;/()\n]\s*|\s+и\s+")
_OF_PLANS = ("title", "deadline", "responsible", "result")
_BESIDE_TIMES = ("responsible", "place", "audience", "title")
_GAP = regex(r"\s*[\n;,/(]\s*|\s+[-–—]\s+|\s+")
"""Where the one may end and the other begin; white space alone is the weakest."""
_PIECES = regex(r"\s*[\n;,/()]\s*|\s+[-–—]\s+")
_EDGES = " \t\n,;:/-–—"
_NOT_PARTED = N_("What is done and when stand in one cell, and were not told apart.")
_MOST, _OF = 7, 10
"""Of so many cells with words so many must be parted without doubt."""


def roles_named(heading: str) -> dict[str, str]:
    """What a heading names, in its order, each with its words: «Сроки, ответственные» a deadline and who answers."""
    named: dict[str, str] = {}
    for words in _PARTS_OF_HEADING.split(heading):
        role = role_of(words)
        if role:
            named.setdefault("deadline" if role == "time" else role, words.strip())
    return named


SEVERAL_NAMED = N_("“%(heading)s” names several things; the cells below it were not parted.")


def headed_by_several(columns: Sequence[str], roles: Sequence[str]) -> list[str]:
    """The headings that name, beside what their column was taken for, something that no column holds."""
    named = [(heading, set(roles_named(heading))) for heading in columns]
    return [heading for heading, each in named if len(each) > 1 and not each & set(_OF_PLANS) <= set(roles)]


def with_times_apart(grid: Grid) -> Grid:
    """The grid with what stands beside times in one column in a further one; itself without such a column."""
    for index in range(min(_HEADER_ROWS, len(grid.rows) - 1)):
        named = [roles_named(cell.text) if cell.span == 1 else {} for cell in grid.rows[index]]
        for column, roles in enumerate(named):
            other = next((role for role in roles if role in _BESIDE_TIMES), "")
            elsewhere = {role for at, each in enumerate(named) if at != column for role in each}
            is_plan = "title" in (*elsewhere, other) or "topic" in elsewhere
            if is_plan and len(roles) == 2 and other and "deadline" in roles and not elsewhere & set(roles):
                return _parted(grid, index, column, other, capitalized(roles[other])) or grid
    return grid


def _parted(grid: Grid, header: int, column: int, role: str, heading: str) -> Grid | None:
    """The grid with the column in two; None where its cells do not name both."""
    body = last_of_header(grid, header) + 1
    cells = {id(row[column]): row[column] for row in grid.rows[body:]}
    told = [cell for cell in cells.values() if cell.span == 1 and not cell.is_empty]
    parts = {id(cell): time_and(role, cell.typed) for cell in told}
    if not parts or sum(parted is not None for parted in parts.values()) * _OF < len(parts) * _MOST:
        return None
    times, others = dict[int, Cell](), {key: _with_words(cell, "") for key, cell in cells.items()}
    for key, parted in parts.items():
        if parted is not None:
            times[key], others[key] = (_with_words(cells[key], words) for words in parted)
        elif role == "title":
            times[key], others[key] = cell_of("", why=_NOT_PARTED), cells[key]
    further = [cell_of(heading if grid.only_cell(row) is None else "") for row in range(body)]
    further += [others[id(row[column])] for row in grid.rows[body:]]
    rows = [[times.get(id(cell), cell) for cell in row] for row in grid.rows]
    return with_column(replace(grid, rows=rows), column + 1, further)


def _with_words(cell: Cell, words: str) -> Cell:
    lines = [Paragraph(line) for line in words.split("\n") if line.strip()]
    blocks: list[Block] = list(lines)
    return replace(cell, paragraphs=lines, blocks=blocks)


def time_and(role: str, words: str) -> tuple[str, str] | None:
    """The time that `words` name and the rest, which is of `role` («октябрь, Ветрова А.С.»); either may be "".

    None where they cannot be parted without doubt.
    """
    cuts = list(_cuts(words))
    for before, gap, after in reversed(cuts):
        is_apart = gap.strip(" (") or after[0].isupper() or _is_surely(role, after)
        if is_apart and is_deadline(before) and not _tells_time(after):
            return before, after
    if is_deadline(words) and role != "title":
        return words, ""
    ending = [cut for cut in cuts if is_deadline(cut[2])]
    # A name's own initials («Громова | Е.Н., май») may seem a remark beside the time.
    sure = (cut for cut in ending if _is_surely(role, cut[0]))
    before, gap, after = next(sure, next(iter(ending), ("", "", "")))
    if before and not _tells_time(before):
        is_apart = role != "responsible" and (gap.strip() or _is_day_apart(role, words, after))
        return (after, before) if is_apart or _is_surely(role, before) else None
    is_free_of_time = not _tells_time(words) and not any(
        is_deadline(before) or is_deadline(after) or (role == "responsible" and lacks_month(before))
        for before, _gap, after in cuts
    )
    return ("", words) if is_free_of_time and (role != "responsible" or _is_surely(role, words)) else None


def _is_day_apart(role: str, words: str, after: str) -> bool:
    """Whether a time that only a space parts from the words before it is one of its own, not «Отчёт за 2026 год»."""
    return after == own_day(words) if role == "title" else after[0].isdigit()


def _cuts(words: str) -> Iterator[tuple[str, str, str]]:
    """The words parted in two at each place where they may be, with what stands between; no quotation is parted."""
    for gap in _GAP.finditer(words):
        before, after = _bare(words[: gap.start()]), _bare(words[gap.end() :])
        is_whole = before.count("«") == before.count("»") and before.count("(") == before.count(")")
        is_number = not gap[0].strip() and after[:1].isdigit() and _NUMBERED.search(fold(before))
        if before and after and is_whole and not is_number:
            yield before, gap[0], after


def _bare(words: str) -> str:
    """Words without what parts them from others; brackets belong to them where both stand there."""
    bare = words.strip(_EDGES)
    return bare if bare.count("(") == bare.count(")") else bare.strip("()" + _EDGES)


_NUMBERED = regex(r"(?:№|(?<![а-я])[а-я]{1,5}\.|(?<![а-я])(?:школа|сош|оош|лицей|гимназия|сад|доу|кабинет|дом|улица))$")
"""What has a number of its own behind it: «школа № 3», «каб. 5»."""
_TIME_WITHIN = regex(
    r"\b(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяе]\b|\b(?:март|август)[ае]?\b|\bма[йяе]\b|"
    r"(?<![\d.])\d{1,2}\.(?:0[1-9]|1[0-2])(?!\d)"
)
_QUOTED = regex(r"«[^«»]*»")


def _tells_time(words: str) -> bool:
    is_time = is_deadline(words) or any(is_deadline(piece) for piece in _PIECES.split(words))
    return is_time or bool(_TIME_WITHIN.search(fold(_QUOTED.sub("", words))))


def _is_surely(role: str, words: str) -> bool:
    return role == "responsible" and (is_role(words) or bool(find_names(words)))
