#!/usr/bin/env bash
# Put Cluster Desk into this user's menu and let *.cdesk open by double click: install.sh [--remove]
# The command cluster-desk must be on PATH (pip install, pipx).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$data/applications/cluster-desk.desktop
kind=$data/mime/packages/cluster-desk.xml
icon=$data/icons/hicolor/scalable/apps/cluster-desk.svg

if [ "${1:-}" = --remove ]; then
  rm -f "$entry" "$kind" "$icon"
else
  install -D -m 644 "$here/cluster-desk.desktop" "$entry"
  install -D -m 644 "$here/cluster-desk.xml" "$kind"
  install -D -m 644 "$here/../../resources/icons/app.svg" "$icon"
fi
# Desktops that watch these folders need neither.
! command -v update-mime-database >/dev/null || update-mime-database "$data/mime"
! command -v update-desktop-database >/dev/null || update-desktop-database "$data/applications"
