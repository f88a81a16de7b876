#!/usr/bin/env bash
# Make .venv hold what the program (run) or its tests (test) need; install the system libraries Qt needs, on Debian,
# and what a window needs beside them (window), or a PostgreSQL for the tests of the district's store (server).
# Called by make only when pyproject.toml changed since the last time. Needs root or sudo only for what is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:?run, test, window or server}

# Without a screen Qt still draws (offscreen) and needs these; a window needs the xcb ones as well.
qt_libraries=(libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0)
window_libraries=(libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
  libxcb-render-util0 libxcb-shape0 libxcb-xinerama0)

say() { printf '%s\n' "$*" >&2; }

apt_updated=
apt_install() {
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "Missing: $*. Install them as root and start again."; exit 1; }
    as_root=(sudo)
  fi
  say "Installing $*"
  [ -n "$apt_updated" ] || "${as_root[@]}" apt-get update -qq
  apt_updated=yes
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

install_libraries() {
  command -v apt-get >/dev/null || return 0  # another system brings them with its desktop
  local missing=() library
  for library in "$@"; do
    is_installed "$library" || is_installed "${library}t64" || missing+=("$library")
  done
  [ ${#missing[@]} = 0 ] || apt_install "${missing[@]}"
}

find_python() {
  local candidate
  for candidate in python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  say "Python 3.11 or later is needed and was not found."
  exit 1
}

make_venv() {
  local python
  python=$(find_python)
  "$python" -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  [ -x .venv/bin/python ] || "$python" -m venv .venv
}

install_packages() {
  local what='.[messages]'
  [ "$purpose" = run ] || what='.[dev]'
  say "Installing the Python packages into .venv"
  # Of a package's files most are never imported; those that are compile then, once.
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile --editable "$what"
}

if [ "$purpose" = server ]; then
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || apt_install postgresql
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,server]'
  exit
fi
install_libraries "${qt_libraries[@]}"
if [ "$purpose" = window ]; then
  install_libraries "${window_libraries[@]}"
  touch .venv/ready-for-window
  exit
fi
make_venv
install_packages
touch .venv/ready-to-run  # what tests need holds all that the program needs
[ "$purpose" = run ] || touch .venv/ready-to-test
