"""Count the words of the first house's private language in the identifiers of the code.

    python tools/private_words.py [FOLDER …]     by default cluster_desk and tests

Identifiers are what the syntax tree defines: classes, functions, arguments, variables, attributes, import aliases and
names of files. Texts, comments and docstrings do not count. Names of tests are sentences ("… is told in a sentence")
and are counted apart.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PRIVATE = (
    "told", "found", "take_in", "bringing_back", "losses", "hearing", "hear", "going", "shown", "voice", "voices",
    "carrying", "carried", "settle", "settled", "seal", "sealed", "step", "steps", "leaning", "sought", "spoilt",
    "surroundings", "dress", "keeper",
)  # fmt: skip
"""Words whose work a newcomer who knows the trade cannot guess; `step` is right where a plan's step is meant."""
PATTERN = re.compile(r"(?:^|_)(" + "|".join(sorted(PRIVATE, key=len, reverse=True)) + r")(?=_|$)")


def snake(name: str) -> str:
    """A name in small letters with lines between its words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def identifiers(path: Path) -> Iterator[str]:
    """Every name that a file defines or uses, each time it stands there, its own name too."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg | ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.rpartition(".")[2]


def count(folders: list[Path]) -> tuple[Counter[str], int]:
    """How often each private word stands in identifiers, and in how many names of tests."""
    words: Counter[str] = Counter()
    sentences = 0
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            for name in map(snake, identifiers(path)):
                hits = PATTERN.findall(name)
                if name.startswith("test_") and path.stem != name:
                    sentences += bool(hits)
                else:
                    words.update(hits)
    return words, sentences


def main() -> None:
    """Print the counts, the commonest first."""
    words, sentences = count([Path(name) for name in sys.argv[1:]] or [ROOT / "cluster_desk", ROOT / "tests"])
    for word, number in words.most_common():
        print(f"{number:6} {word}")
    print(f"{words.total():6} in all; {sentences} names of tests say one of them in a sentence")


if __name__ == "__main__":
    main()
