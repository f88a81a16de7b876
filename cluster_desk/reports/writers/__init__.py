"""Writers: a document to a file. Each imports its library only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from cluster_desk.core.errors import UserError
from cluster_desk.core.language import _

# Suffix of the file -> the module that writes it.
SUFFIXES = {".pdf": "pdf", ".docx": "word", ".xlsx": "excel", ".html": "html", ".htm": "html"}


def writer_for(path: Path) -> Callable[..., Any]:
    """The `write(document, path, progress)` for a file of this name. Raises UserError on a suffix nobody writes."""
    module = SUFFIXES.get(path.suffix.lower())
    if module is None:
        raise UserError(
            _("A paper cannot be saved as “%s”.") % path.name,
            _("Choose a name that ends in .pdf, .docx, .xlsx or .html."),
        )
    write: Callable[..., Any] = import_module(f"{__name__}.{module}").write
    return write
