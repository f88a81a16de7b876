"""What of each package is shipped: of Qt only what is named, of everything else all but what is named.

`make installer-test` imports every module of the program and prints papers with what is left, so that a part taken
away by mistake is noticed there. Patterns are those of `fnmatch`, for paths with slashes inside the `lib` folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatchcase

PYTHON = "313"
"""The version of the Python that is shipped, as its files are called."""

_QT_MODULES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg")

OF_QT = (
    "PySide6/__init__.py",
    "PySide6/_config.py",
    "PySide6/_git_pyside_version.py",
    "PySide6/pyside6.abi3.dll",
    *(f"PySide6/Qt6{name}.dll" for name in _QT_MODULES),
    *(f"PySide6/Qt{name}.pyd" for name in _QT_MODULES),
    "PySide6/plugins/platforms/qwindows.dll",
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
    "shiboken6/files.dir/*",
)
"""No network, no QML, no OpenGL by software, no designer: the window is made of widgets. Network is left out on
purpose: a program that cannot open a connection needs no promise."""

RUNTIME_LIBRARIES = ("msvcp140.dll", "msvcp140_1.dll", "msvcp140_2.dll", "vcruntime140.dll", "vcruntime140_1.dll")
"""Microsoft's C++ runtime from Qt's wheel: one copy for Python and Qt, in the runtime's folder."""

NOT_TAKEN = ("pillow", "charset-normalizer")
"""Packages that others depend on and that are not needed: what is asked of Pillow stands in `libraries`, and reportlab
asks for charset-normalizer in a file that is not shipped."""

_LEFT_OUT = (
    # Sources, types and tests of libraries.
    *("*.pyi", "*.pyx", "*.pxd", "*.pxi", "*.h", "*.c", "*.cpp", "*/py.typed", "*/tests/*", "*/testing/*"),
    *("bin/*", "include/*", "*.dist-info/*", "*.data/*"),
    # lxml: HTML, XSLT's schemas and the second tree; Word files need etree alone.
    *(
        "lxml/html/*",
        "lxml/objectify*",
        "lxml/isoschematron/*",
        "lxml/includes/*",
        "lxml/builder*.pyd",
        "lxml/sax*",
        "lxml/builder.py",
        "lxml/doctestcompare.py",
        "lxml/cssselect.py",
        "lxml/usedoctest.py",
        "lxml/pyclasslookup.py",
        "lxml/_difflib*",
    ),
    # reportlab: charts, bar codes, flowing texts (papers lay their lines themselves), its own fonts and Asian ones.
    *("reportlab/graphics/*", "reportlab/fonts/*", "reportlab/platypus/*", "reportlab/pdfbase/_can_cmap_data.py"),
    *("reportlab/pdfbase/cidfonts.py", "reportlab/pdfbase/acroform.py", "reportlab/pdfbase/_cidfontdata.py"),
    *("reportlab/lib/PyFontify.py", "reportlab/lib/codecharts.py", "reportlab/lib/rparsexml.py"),
    *("reportlab/lib/extformat.py", "reportlab/lib/fontfinder.py", "reportlab/lib/normalDate.py"),
    *("reportlab/lib/pdfencrypt.py", "reportlab/lib/pygments2xpre.py", "reportlab/lib/sequencer.py"),
    *("reportlab/lib/testutils.py", "reportlab/lib/textsplit.py", "reportlab/lib/todict.py", "reportlab/lib/yaml.py"),
    *("reportlab/lib/xmllib.py", "reportlab/lib/validators.py", "reportlab/lib/styles.py", "reportlab/lib/attrmap.py"),
    # SQLAlchemy: what is above its tables and statements, and other databases.
    *("sqlalchemy/orm/*", "sqlalchemy/ext/*", "sqlalchemy/connectors/pyodbc.py"),
    *(f"sqlalchemy/dialects/{name}/*" for name in ("mssql", "mysql", "oracle", "postgresql")),
    # pypdfium2: its command line.
    "pypdfium2_cli/*",
    # dateutil: time zones of the world; holidays asks for Easter, calendars that are read for repeats.
    *("dateutil/zoneinfo/*", "dateutil/tz/win.py", "holidays/ical.py", "holidays/generate_ics.py"),
    *("platformdirs/macos.py", "platformdirs/android.py", "platformdirs/ios.py"),
    *("holidays/calendars/germany_school.py",),
)

_LANGUAGES = "pyphen/dictionaries/*"
_KEPT_LANGUAGES = ("pyphen/dictionaries/hyph_ru_RU.dic", "pyphen/dictionaries/hyph_en_US.dic")
_STEMMERS = "snowballstemmer/*_stemmer.py"
_KEPT_STEMMER = "snowballstemmer/russian_stemmer.py"
_COUNTRIES = ("holidays/countries/*", "holidays/financial/*", "holidays/locale/*")
_KEPT_COUNTRIES = (
    *("holidays/countries/__init__.py", "holidays/countries/russia.py", "holidays/financial/__init__.py"),
    *(f"holidays/locale/{language}/LC_MESSAGES/RU.mo" for language in ("ru", "en_US")),
)
_KEPT_METADATA = ("holidays-*.dist-info/METADATA",)
"""What packages ask about themselves while they are imported: their version."""
EMPTIED = ("holidays/countries/__init__.py", "holidays/financial/__init__.py", "snowballstemmer/__init__.py")
"""Modules that only import all that was left out; a country and a language are imported by their own modules."""

NOTHING_BUT_MODULES = ("openpyxl", "et_xmlfile", "platformdirs")
"""Packages that read no file beside them: they go into the standard library's zip, as the program's own modules do. So
fewer files are written, and a start opens hundreds less: each is looked at by Windows and by what watches it."""

NOT_OF_PYTHON = (
    # The launcher takes their place; the catalogue signs files that are not all there.
    *("python.exe", "pythonw.exe", "python.cat", f"python{PYTHON}._pth", f"python{PYTHON}.zip", "LICENSE.txt"),
    # Asks Windows' management service for its version at every start, which takes long and may hang; Python knows
    # another way. Wine dies of it.
    "_wmi.pyd",
    # Sounds, setups, and what opens or secures connections.
    *(
        "winsound.pyd",
        "_msi.pyd",
        "_ssl.pyd",
        "libssl-3.dll",
        "_hashlib.pyd",
        "libcrypto-3.dll",
        "_multiprocessing.pyd",
    ),
)
NOT_OF_THE_STANDARD_LIBRARY = (
    # For developers.
    *("lib2to3/*", "distutils/*", "pydoc*", "unittest/*", "ensurepip/*", "idlelib/*", "tkinter/*", "turtle*", "venv/*"),
    *("_pyrepl/*", "pdb.pyc", "bdb.pyc", "cmd.pyc", "code.pyc", "codeop.pyc", "doctest.pyc", "trace.pyc", "timeit.pyc"),
    *("profile.pyc", "cProfile.pyc", "pstats.pyc", "tabnanny.pyc", "pyclbr.pyc", "symtable.pyc", "compileall.pyc"),
    *("py_compile.pyc", "modulefinder.pyc", "pickletools.pyc", "rlcompleter.pyc", "zipapp.pyc", "site-packages/*"),
    *("this.pyc", "antigravity.pyc", "__hello__.pyc", "__phello__/*", "optparse.pyc"),
    # What opens connections or serves them.
    *("wsgiref/*", "xmlrpc/*", "mailbox.pyc", "smtplib.pyc", "ftplib.pyc", "imaplib.pyc", "poplib.pyc", "netrc.pyc"),
    *("http/server.pyc", "http/cookie*.pyc", "socketserver.pyc", "webbrowser.pyc", "logging/config.pyc"),
    "logging/handlers.pyc",
    # Other systems, other formats, what stands in for the libraries in C.
    *("msilib/*", "curses/*", "pty.pyc", "tty.pyc", "_osx_support.pyc", "_a*_support.pyc", "_ios_support.pyc"),
    *("multiprocessing/*", "xml/dom/*", "tarfile.pyc", "plistlib.pyc", "dbm/*", "shelve.pyc", "wave.pyc"),
    *("statistics.pyc", "tomllib/*", "sched.pyc", "fileinput.pyc", "_pydecimal.pyc", "_pydatetime.pyc", "_pyio.pyc"),
    *("sqlite3/__main__.pyc", "sqlite3/dump.pyc"),
)


SERVER = os.environ.get("SERVER") == "1"
"""Whether the program is built to speak with PostgreSQL too (`make installer SERVER=1`): psycopg with its libpq."""
_FOR_SERVER = (
    "sqlalchemy/dialects/postgresql/*",
    "psycopg-*.dist-info/METADATA",
    "psycopg_binary-*.dist-info/METADATA",
)
_RUNTIME_FOR_SERVER = ("_ssl.pyd", "libssl-3.dll", "libcrypto-3.dll")
"""psycopg imports Python's ssl before its own libpq, so that these two do not disturb each other."""


def is_shipped(path: str, *, server: bool = SERVER) -> bool:
    """Whether the file `path` of an unpacked wheel goes into the program."""
    if server and _matches(path, _FOR_SERVER):
        return True
    if path.startswith(("PySide6/", "shiboken6/")):
        return _matches(path, OF_QT)
    if _matches(path, (_LANGUAGES,)):
        return path in _KEPT_LANGUAGES
    if _matches(path, (_STEMMERS,)):
        return path == _KEPT_STEMMER
    if _matches(path, _COUNTRIES):
        return path in _KEPT_COUNTRIES
    return _matches(path, _KEPT_METADATA) or not _matches(path, _LEFT_OUT)


def is_runtime(path: str, *, server: bool = SERVER) -> bool:
    """Whether the file `path` of the Python runtime is shipped as it is."""
    if server and path in _RUNTIME_FOR_SERVER:
        return True
    return "/" not in path and not _matches(path, NOT_OF_PYTHON)


def is_standard_library(path: str) -> bool:
    """Whether the module `path` of python311.zip is shipped."""
    return path.endswith(".pyc") and not _matches(path, NOT_OF_THE_STANDARD_LIBRARY)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
