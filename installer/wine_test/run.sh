#!/usr/bin/env bash
# Try the setup of this commit under a private Wine (make installer-test). Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
installer/apt_install.sh wine wine64 xvfb xauth xdotool imagemagick gcc-mingw-w64-x86-64 osslsigncode openssl strace locales
ls dist/*-setup.exe >/dev/null 2>&1 || installer/build.sh
exec .venv/bin/python -m installer.wine_test "$@"
