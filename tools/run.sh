#!/usr/bin/env bash
# Open the program on the sample cluster; where there is no screen, print its papers and a picture of its window.
set -euo pipefail
cd "$(dirname "$0")/.."
sample=out/sample.cdesk

mkdir -p out
[ -e "$sample" ] || .venv/bin/cluster-desk new "$sample" --sample

case $(uname -s) in
  Linux) screen=${DISPLAY:-}${WAYLAND_DISPLAY:-} ;;
  *) screen=yes ;;
esac
if [ -n "$screen" ]; then
  exec .venv/bin/cluster-desk "$sample"
fi
.venv/bin/python tools/print_sample.py "$sample" out
QT_QPA_PLATFORM=offscreen .venv/bin/python tools/screenshots.py --one out/window.png "$sample"
echo "There is no screen here. The sample cluster's papers and a picture of its window (window.png) are in out/."
