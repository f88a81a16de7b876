#!/usr/bin/env bash
# Try the setup of this commit under a private Wine (make installer-test). Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
installer/apt_install.sh wine wine64 xvfb xauth xdotool imagemagick gcc-mingw-w64-x86-64 osslsigncode openssl strace locales
ls dist/*-setup.exe >/dev/null 2>&1 || installer/build.sh
# Debian has the 32-bit half of Wine for those who add its architecture (dpkg --add-architecture i386, wine32:i386).
if [ -e /usr/lib/wine/wine ]; then
  exec .venv/bin/python -m installer.wine_test "$@"
fi
echo "Wine has no 32-bit half here, so a 64-bit setup of the same files is tried; that of 32-bit Windows is not." >&2
setup=$(.venv/bin/python -m installer.wine_test.setup_64 | tail -n 1)
exec .venv/bin/python -m installer.wine_test --setup "$setup" "$@"
