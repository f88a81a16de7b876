"""Finds files of the program that import each other in a circle, whatever lies between; imports in functions count too.

python tools/import_circles.py            prints the circles; exit status 1 when there is one
python tools/import_circles.py --counted  prints them and how many, exit status 0
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "cluster_desk"


def main(words: list[str]) -> int:
    """Print the circles; the exit status says whether there is one, unless they are only to be counted."""
    circles = circles_in(imports_in(ROOT / PACKAGE))
    for circle in circles:
        print(" <-> ".join(circle))
    if "--counted" in words:
        print(f"{len(circles)} circles of imports")
        return 0
    return 1 if circles else 0


def imports_in(package: Path) -> dict[str, set[str]]:
    """Each module of `package`, by its dotted name, with the modules of the package that it imports anywhere."""
    files = {_module(path, package.parent): path for path in package.rglob("*.py")}
    return {
        module: set(_imported(ast.parse(path.read_text(encoding="utf-8")), files)) - {module}
        for module, path in files.items()
    }


def circles_in(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules each of which is reached from each other (Tarjan's strongly connected components)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    circles: list[list[str]] = []

    def visit(module: str) -> None:
        number[module] = lowest[module] = len(number)
        path.append(module)
        for other in sorted(imports[module]):
            if other not in number:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in path:
                lowest[module] = min(lowest[module], number[other])
        if lowest[module] == number[module]:
            at = path.index(module)
            circle = sorted(path[at:])
            del path[at:]
            if len(circle) > 1:
                circles.append(circle)

    for module in sorted(imports):
        if module not in number:
            visit(module)
    return sorted(circles)


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """The statements of a module, however deep; what stands inside expressions, most of it, is passed over."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield child
            yield from statements(child)


def _imported(tree: ast.AST, known: Mapping[str, Path]) -> Iterator[str]:
    for node in statements(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                inside = f"{node.module}.{each.name}"
                if inside in known:
                    yield inside
                elif node.module in known:
                    yield node.module


def _module(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
