"""`python -m cluster_desk`: starts the program, or tells in which file of it is missing."""

from __future__ import annotations

import sys

from cluster_desk.incomplete import tell_incomplete


def start() -> int:
    """Do what the command line asks; gives the exit code."""
    try:
        from cluster_desk.cli import main
    except Exception as error:  # noqa: BLE001 - whatever it is, the program is not as it was installed
        return tell_incomplete(str(getattr(error, "name", None) or getattr(error, "filename", None) or error))
    return main()


if __name__ == "__main__":
    sys.exit(start())
