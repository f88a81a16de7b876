#!/usr/bin/env bash
# Build the Linux packages into dist/ (make package-linux), on Debian 12. Installs by apt what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."
needed=(git gcc libc6-dev dpkg-dev patchelf rpm xz-utils)

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
# What a set or the hour of the day could change is fixed.
export PYTHONHASHSEED=0 TZ=UTC LC_ALL=C.UTF-8
umask 022
exec .venv/bin/python -m installer.linux_package
