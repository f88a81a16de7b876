"""What of each package is shipped: of Qt only what is named, of everything else all but what is named.

`make installer-test` imports every module of the program and prints papers with what is left, so that a part taken
away by mistake is noticed there. Patterns are those of `fnmatch`, for paths with slashes inside the `lib` folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

_QT_MODULES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg")

OF_QT = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/pyside6.abi3.dll",
    *(f"PySide6/Qt6{name}.dll" for name in _QT_MODULES),
    *(f"PySide6/Qt{name}.pyd" for name in _QT_MODULES),
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/plugins/styles/*.dll",
    "PySide6/plugins/imageformats/qico.dll",
    "PySide6/plugins/imageformats/qjpeg.dll",
    "PySide6/plugins/imageformats/qsvg.dll",
    "PySide6/plugins/iconengines/qsvgicon.dll",
    "PySide6/translations/qtbase_ru.qm",
    "shiboken6/__init__.py",
    "shiboken6/_config.py",
    "shiboken6/_git_shiboken_module_version.py",
    "shiboken6/Shiboken.pyd",
    "shiboken6/shiboken6.abi3.dll",
)
"""No network, no QML, no OpenGL by software, no designer: the window is made of widgets. Network is left out on
purpose: a program that cannot open a connection needs no promise."""

RUNTIME_LIBRARIES = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's C++ runtime from Qt's wheel: one copy for Python and Qt, in the runtime's folder."""

_LEFT_OUT = (
    # Sources, types and tests of libraries.
    *("*.pyi", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.c", "*.cpp", "*/py.typed", "*/tests/*", "*/testing/*"),
    *("bin/*", "include/*", "*.dist-info/*", "*.data/*"),
    # Pillow: formats and drawing that papers do not use; reportlab asks for pictures only.
    *("PIL/_avif*", "PIL/_webp*", "PIL/_imagingft*", "PIL/_imagingcms*", "PIL/_imagingtk*", "PIL/_tkinter_finder*"),
    # lxml: HTML, XSLT's schemas and the second tree; Word files need etree alone.
    *(
        "lxml/html/*",
        "lxml/objectify*",
        "lxml/isoschematron/*",
        "lxml/includes/*",
        "lxml/builder*.pyd",
        "lxml/sax*.pyd",
    ),
    # reportlab: charts, bar codes, its own fonts (ours are embedded instead).
    *("reportlab/graphics/*", "reportlab/fonts/*"),
    # SQLAlchemy: other databases.
    *(f"sqlalchemy/dialects/{name}/*" for name in ("mssql", "mysql", "oracle", "postgresql")),
    *("sqlalchemy/ext/mypy/*", "sqlalchemy/ext/asyncio/*"),
    # pypdfium2: its command line.
    "pypdfium2_cli/*",
    # Where charset-normalizer's command line lives.
    "charset_normalizer/cli/*",
    # dateutil: time zones of the world; holidays asks for Easter.
    "dateutil/zoneinfo/*",
)

_LANGUAGES = "pyphen/dictionaries/*"
_KEPT_LANGUAGES = ("pyphen/dictionaries/hyph_ru_RU.dic", "pyphen/dictionaries/hyph_en_US.dic")
_COUNTRIES = ("holidays/countries/*", "holidays/financial/*", "holidays/locale/*")
_KEPT_COUNTRIES = (
    *("holidays/countries/__init__.py", "holidays/countries/russia.py", "holidays/financial/__init__.py"),
    *(f"holidays/locale/{language}/LC_MESSAGES/RU.mo" for language in ("ru", "en_US")),
)
_KEPT_METADATA = ("holidays-*.dist-info/METADATA",)
"""What packages ask about themselves while they are imported: their version."""
EMPTIED = ("holidays/countries/__init__.py", "holidays/financial/__init__.py")
"""Modules that only import all that was left out; a country is imported by its own module."""

NOT_OF_PYTHON = (
    # The launcher takes their place; the catalogue signs files that are not all there.
    *("python.exe", "pythonw.exe", "python.cat", "python311._pth", "python311.zip", "LICENSE.txt"),
    # Sounds, setups, and what opens or secures connections.
    *("winsound.pyd", "_msi.pyd", "_ssl.pyd", "libssl-3.dll", "_hashlib.pyd", "libcrypto-3.dll"),
)
NOT_OF_THE_STANDARD_LIBRARY = (
    *("lib2to3/*", "distutils/*", "pydoc_data/*", "unittest/*", "msilib/*", "ensurepip/*", "idlelib/*", "tkinter/*"),
    *("turtle*", "venv/*", "wsgiref/*", "xmlrpc/*", "mailbox.pyc", "smtplib.pyc", "ftplib.pyc", "imaplib.pyc"),
)


def is_shipped(path: str) -> bool:
    """Whether the file `path` of an unpacked wheel goes into the program."""
    if path.startswith(("PySide6/", "shiboken6/")):
        return _matches(path, OF_QT)
    if _matches(path, (_LANGUAGES,)):
        return path in _KEPT_LANGUAGES
    if _matches(path, _COUNTRIES):
        return path in _KEPT_COUNTRIES
    return _matches(path, _KEPT_METADATA) or not _matches(path, _LEFT_OUT)


def is_runtime(path: str) -> bool:
    """Whether the file `path` of the Python runtime is shipped as it is."""
    return "/" not in path and not _matches(path, NOT_OF_PYTHON)


def is_standard_library(path: str) -> bool:
    """Whether the module `path` of python311.zip is shipped."""
    return not path.endswith("/") and not _matches(path, NOT_OF_THE_STANDARD_LIBRARY)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
