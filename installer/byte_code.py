"""Byte code in place of every source, without the docstrings of libraries; run by the Python that is shipped.

`python byte_code.py FOLDER [ZIP]` compiles what stands in the folders `python`, `lib` and `app` of FOLDER and takes the
docstrings out of the standard library in ZIP. For Windows the shipped Python runs under Wine (see build.py): only it
writes byte code that it reads. Nothing but the standard library is imported here.
"""

from __future__ import annotations

import dis
import inspect
import marshal
import py_compile
import sys
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path
from types import CodeType

_HEAD = 16  # bytes of a .pyc before the code
_HAS_DOCSTRING = 0x4000000  # told by Python 3.13 of a function
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of every member of the standard library's zip; nobody asks for it
_ASKED_FOR = ("lib/sqlalchemy/*events.py", "lib/sqlalchemy/event/*")
"""Libraries that read their own docstrings while they are imported."""


def main() -> int:
    """Compile and strip what is told on the command line."""
    folder = Path(sys.argv[1])
    for part in ("python", "lib", "app"):
        for source in sorted((folder / part).rglob("*.py"), key=lambda path: path.as_posix()):
            _compile(source, source.relative_to(folder).as_posix())
    for library in sys.argv[2:]:
        _strip_library(Path(library))
    return 0


def _compile(source: Path, name: str) -> None:
    """Put byte code in place of a source: half the files for a slow disk and its antivirus, nothing to check.

    Errors tell files and lines by `name`, so no path of the building computer is inside. Of our own classes the
    docstrings stay: a dataclass without one makes itself a signature at every start.
    """
    target = source.with_suffix(".pyc")
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(str(source), str(target), name, doraise=True, invalidation_mode=mode)
    source.unlink()
    if not any(fnmatchcase(name, pattern) for pattern in _ASKED_FOR):
        target.write_bytes(stripped(target.read_bytes(), with_classes=not name.startswith("app/")))


def stripped(compiled: bytes, *, with_classes: bool = True) -> bytes:
    """The content of a .pyc without docstrings."""
    code = marshal.loads(compiled[_HEAD:])
    return compiled[:_HEAD] + marshal.dumps(_without_docstrings(code, with_classes=with_classes))


def _without_docstrings(code: CodeType, *, with_classes: bool) -> CodeType:
    constants = list(code.co_consts)
    flags = code.co_flags
    used, doc = _constants_used(code)
    if flags & inspect.CO_OPTIMIZED:
        if _is_documented(code) and 0 not in used:
            constants[0], flags = None, flags & ~_HAS_DOCSTRING
    elif doc is not None and used.count(doc) == 1 and (with_classes or code.co_name == "<module>"):
        constants[doc] = None
    for at, each in enumerate(constants):
        if isinstance(each, CodeType):
            constants[at] = _without_docstrings(each, with_classes=with_classes)
    return code.replace(co_consts=tuple(constants), co_flags=flags)


def _is_documented(code: CodeType) -> bool:
    """Whether the first constant of a function is its docstring."""
    if sys.version_info >= (3, 13):
        return bool(code.co_flags & _HAS_DOCSTRING)
    return not code.co_name.startswith("<") and isinstance((*code.co_consts, None)[0], str)


def _constants_used(code: CodeType) -> tuple[list[int], int | None]:
    """The constants that instructions load, and the one stored as `__doc__` of a module or class."""
    used: list[int] = []
    doc = None
    before = None
    for each in dis.get_instructions(code):
        if each.opcode in dis.hasconst and each.arg is not None:
            used.append(each.arg)
        is_doc = each.opname == "STORE_NAME" and each.argval == "__doc__"
        if is_doc and before and before.opname == "LOAD_CONST" and isinstance(before.argval, str):
            doc = before.arg
        before = each
    return used, doc


def _strip_library(path: Path) -> None:
    """The same for every module of a zip."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), stripped(content))


if __name__ == "__main__":
    sys.exit(main())
