"""What a screen asks of the program beyond its own area: to print a paper, to read a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Options = Mapping[str, object]


@dataclass(frozen=True)
class Requests:
    """Each is None where the program cannot do it; the screen then shows no button for it.

    `print_paper` takes the paper's id and its options; `read_document` opens a Word or Excel file to take in;
    `go_to` shows a record by the name of its kind and its row number.
    """

    print_paper: Callable[[str, Options], object] | None = None
    read_document: Callable[[], object] | None = None
    go_to: Callable[[str, int], object] | None = None
