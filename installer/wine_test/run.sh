#!/usr/bin/env bash
# Try the setup of this commit under a private Wine (make installer-test). Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
needed=(wine wine64 xvfb xauth xdotool imagemagick gcc-mingw-w64-x86-64 osslsigncode openssl strace locales)

missing=()
for package in "${needed[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
if [ ${#missing[@]} != 0 ]; then
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  echo "Installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
ls dist/*-setup.exe >/dev/null 2>&1 || installer/build.sh
exec .venv/bin/python -m installer.wine_test "$@"
