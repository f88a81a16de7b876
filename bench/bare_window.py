"""The peer of our start: a PySide6 window with one label and nothing else."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.setCentralWidget(QLabel("Cluster Desk"))
    window.resize(1280, 690)
    window.show()
    sys.exit(application.exec())
