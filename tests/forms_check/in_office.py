"""Run by the Python that knows `uno`: types into the form as it is told by JSON, in a LibreOffice that listens.

Called with the folder of the form, `steps.json` in it; nothing of the program is imported here.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
    ".docx": "MS Word 2007 XML",
}


def main() -> None:
    """Make every file that `steps.json` tells of."""
    import uno  # type: ignore[import-not-found]
    from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

    folder = Path(sys.argv[1])

    def value(name: str, what: Any) -> Any:
        one = PropertyValue()
        one.Name, one.Value = name, what
        return one

    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    context = _connected(resolver, sys.argv[2])
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    for each in json.loads((folder / "steps.json").read_text(encoding="utf-8")):
        out = folder / each["out"]
        source = "private:factory/swriter" if "text" in each else (folder / each["form"]).as_uri()
        document = desktop.loadComponentFromURL(source, "_blank", 0, (value("Hidden", True),))
        for name, *words in each["steps"]:
            _STEPS[name](document, *words)
        options = [value("FilterName", FILTERS[out.suffix])]
        if out.suffix == ".csv":
            options.append(value("FilterOptions", "59,34,76"))
        document.storeToURL(out.as_uri(), tuple(options))
        document.close(True)
    desktop.terminate()


def _connected(resolver: Any, pipe: str) -> Any:
    for _attempt in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - not listening yet; its own kinds are not known here
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def _cell(document: Any, cell: str) -> Any:
    return document.Sheets.getByIndex(0).getCellRangeByName(cell)


def _type(document: Any, cell: str, words: str) -> None:
    """As a keyboard would: what looks like a number or a date becomes one."""
    _cell(document, cell).FormulaLocal = words


def _text(document: Any, cell: str, words: str) -> None:
    _cell(document, cell).String = words


def _number(document: Any, cell: str, number: float) -> None:
    _cell(document, cell).Value = number


def _formula(document: Any, cell: str, words: str) -> None:
    _cell(document, cell).Formula = words


def _insert_columns(document: Any, place: int, count: int) -> None:
    document.Sheets.getByIndex(0).Columns.insertByIndex(place, count)


def _insert_rows(document: Any, place: int, count: int) -> None:
    document.Sheets.getByIndex(0).Rows.insertByIndex(place, count)


def _delete_rows(document: Any, place: int, count: int) -> None:
    document.Sheets.getByIndex(0).Rows.removeByIndex(place, count)


def _hide_row(document: Any, place: int) -> None:
    document.Sheets.getByIndex(0).Rows.getByIndex(place).IsVisible = False


def _merge(document: Any, cells: str) -> None:
    document.Sheets.getByIndex(0).getCellRangeByName(cells).merge(True)


def _sheet(document: Any, name: str, words: str) -> None:
    document.Sheets.insertNewByName(name, document.Sheets.Count)
    document.Sheets.getByName(name).getCellRangeByName("A1").String = words


def _paragraph(document: Any, words: str) -> None:
    text = document.Text
    text.insertString(text.End, words + "\n", False)


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(len(rows), len(rows[0]))
    document.Text.insertTextContent(document.Text.End, table, False)
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.getCellByPosition(column, at).String = words
    document.Text.insertString(document.Text.End, "\n", False)


_STEPS: dict[str, Any] = {
    "type": _type,
    "text": _text,
    "number": _number,
    "formula": _formula,
    "insert_columns": _insert_columns,
    "insert_rows": _insert_rows,
    "delete_rows": _delete_rows,
    "hide_row": _hide_row,
    "merge": _merge,
    "sheet": _sheet,
    "paragraph": _paragraph,
    "table": _table,
}

if __name__ == "__main__":
    main()
