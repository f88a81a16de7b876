"""The names of cells on a sheet: «B7»."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """The letters of a column, counted from 0: A, …, Z, AA."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """«B7» of a row and column from 0."""
    return f"{column_letters(column)}{row + 1}"
