"""What the models and views of every list are asked about: places of items, keys that mean the same everywhere."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
"""What the items of a list or a table stand in."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
