"""`python -m cluster_desk`: starts the program."""

from __future__ import annotations

import sys

from cluster_desk.cli import main

if __name__ == "__main__":
    sys.exit(main())
