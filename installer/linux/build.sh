#!/usr/bin/env bash
# Build the Linux packages into dist/ (make package-linux), on Debian 12. Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
installer/apt_install.sh git gcc libc6-dev dpkg-dev patchelf rpm xz-utils
# What a set or the hour of the day could change is fixed.
export PYTHONHASHSEED=0 TZ=UTC LC_ALL=C.UTF-8
umask 022
exec .venv/bin/python -m installer.linux_package
