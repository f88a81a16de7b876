"""Where the Linux package begins: Python runs this folder, `lib` beside it holds the libraries."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "lib"))

from cluster_desk.cli import main

sys.exit(main())
