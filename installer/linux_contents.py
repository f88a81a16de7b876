"""What the Linux package is made of besides what `contents` says of all: Debian's Python, Qt's parts for X."""

from __future__ import annotations

from fnmatch import fnmatchcase

from installer import contents

PYTHON = "3.11"
OLDEST_GLIBC = "2.35"
"""PySide6's wheel asks for 2.34, one function of Debian's Python for 2.35."""

FROM_DEBIAN = (
    *("python3.11-minimal", "libpython3.11-minimal", "libpython3.11-stdlib"),
    *("libexpat1", "zlib1g", "libffi8", "libbz2-1.0", "liblzma5", "libuuid1"),
    # Small libraries that Qt asks for on X and that few desktops have.
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-util1"),
    *("libxcb-xinerama0", "libxkbcommon0", "libxkbcommon-x11-0"),
)
"""Debian packages: Python with the libraries that it links to, and what stands beside Qt's own."""

FOR_PYTHON = ("libexpat.so.1", "libz.so.1", "libffi.so.8", "libbz2.so.1.0", "liblzma.so.5", "libuuid.so.1")
FOR_QT = (
    *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-util.so.1"),
    *("libxcb-render-util.so.0", "libxcb-xinerama.so.0", "libxkbcommon.so.0", "libxkbcommon-x11.so.0"),
)
LINKED = (
    *("libEGL.so.1", "libGL.so.1", "libfontconfig.so.1", "libfreetype.so.6", "libdbus-1.so.3", "libglib-2.0.so.0"),
    *("libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libxcb-glx.so.0", "libxcb-randr.so.0", "libxcb-render.so.0"),
    *("libxcb-shape.so.0", "libxcb-shm.so.0", "libxcb-sync.so.1", "libxcb-xfixes.so.0", "libxcb-xkb.so.1"),
)
"""What the system must have: every desktop does."""
DEBIAN_NEEDS = (
    *(f"libc6 (>= {OLDEST_GLIBC})", "libstdc++6", "libegl1", "libgl1", "libfontconfig1", "libfreetype6"),
    *("libdbus-1-3", "libglib2.0-0 | libglib2.0-0t64", "libx11-6", "libx11-xcb1", "libxcb1", "libxcb-glx0"),
    *("libxcb-randr0", "libxcb-render0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0"),
    *("libxcb-xkb1", "xkb-data"),
)

_QT_MODULES = ("Core", "Gui", "Widgets", "PrintSupport", "Svg")
_OF_QT = (
    *("PySide6/__init__.py", "PySide6/_config.py", "PySide6/_git_pyside_version.py", "PySide6/libpyside6.abi3.so.*"),
    *(f"PySide6/Qt{name}.abi3.so" for name in _QT_MODULES),
    *(f"PySide6/Qt/lib/libQt6{name}.so.6" for name in (*_QT_MODULES, "DBus", "XcbQpa", "OpenGL")),
    *(f"PySide6/Qt/lib/libicu{name}.so.*" for name in ("data", "i18n", "uc")),
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
    "PySide6/Qt/plugins/platformthemes/libqxdgdesktopportal.so",
    "PySide6/Qt/plugins/platforminputcontexts/*.so",
    "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "PySide6/Qt/plugins/imageformats/libqico.so",
    "PySide6/Qt/plugins/imageformats/libqjpeg.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/Qt/translations/qtbase_ru.qm",
    *("shiboken6/__init__.py", "shiboken6/_config.py", "shiboken6/_git_shiboken_module_version.py"),
    *("shiboken6/Shiboken.abi3.so", "shiboken6/libshiboken6.abi3.so.*", "shiboken6/files.dir/*"),
)
_NOT_OF_PYTHON = (
    *("__pycache__/*", "*/__pycache__/*", "*/test/*", "*/tests/*", "test/*", "config-*", "idlelib/*", "tkinter/*"),
    *("lib-dynload/_*test*", "lib-dynload/_xx*", "lib-dynload/xx*", "lib-dynload/_ssl*", "lib-dynload/_hashlib*"),
    *("lib-dynload/_curses*", "lib-dynload/_dbm*", "lib-dynload/readline*", "lib-dynload/nis*", "lib-dynload/audioop*"),
    *("lib-dynload/ossaudiodev*", "lib-dynload/_crypt*", "lib-dynload/_lsprof*", "sitecustomize.py", "LICENSE.txt"),
    *("dist-packages/*", "EXTERNALLY-MANAGED"),
)


def is_shipped(path: str) -> bool:
    """Whether the file `path` of an unpacked wheel goes into the package."""
    if path.startswith(("PySide6/", "shiboken6/")):
        return any(fnmatchcase(path, pattern) for pattern in _OF_QT)
    return contents.is_shipped(path)


def is_python(path: str) -> bool:
    """Whether the file `path` of Debian's standard library goes into the package."""
    if any(fnmatchcase(path, pattern) for pattern in _NOT_OF_PYTHON):
        return False
    return path.endswith(".so") or (path.endswith(".py") and contents.is_standard_library(f"{path}c"))
