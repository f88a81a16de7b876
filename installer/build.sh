#!/usr/bin/env bash
# Build the Windows setup and the portable zip into dist/ (make installer). Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
installer/apt_install.sh git nsis gcc-mingw-w64-x86-64 gcc-mingw-w64-i686 osslsigncode wine wine64
# What a set or the hour of the day could change is fixed.
export PYTHONHASHSEED=0 TZ=UTC LC_ALL=C.UTF-8
exec .venv/bin/python -m installer.build
