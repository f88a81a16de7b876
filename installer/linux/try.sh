#!/usr/bin/env bash
# Try the Linux packages in a bare Debian 12 (make package-linux-test): installed, opened in a window, printed, removed.
# Needs root (debootstrap, chroot). The Debian stays in build/linux-try/debian for the next time, pictures beside it.
set -euo pipefail
cd "$(dirname "$0")/../.."
place=$PWD/build/linux-try
debian=${CLUSTER_DESK_DEBIAN:-$place/debian}
deb=$(ls -t dist/cluster-desk_*_amd64.deb | head -n 1)
archive=$(ls -t dist/cluster-desk-*-linux-x86_64.tar.xz | head -n 1)
mkdir -p "$place"
installer/apt_install.sh debootstrap imagemagick xz-utils
if [ ! -e "$debian/ready" ]; then
  debootstrap --variant=minbase --include=xvfb,xdotool,imagemagick,poppler-utils,xz-utils bookworm "$debian"
  touch "$debian/ready"
fi
inside() { chroot "$debian" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$home" LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
files() { (cd "$debian" && mkdir -p opt && find etc opt usr home root -not -type d -not -path 'usr/share/mime/*' | sort); }
die() { echo "FAILED: $1" >&2; exit 1; }
mount --bind /dev "$debian/dev"
mount -t proc proc "$debian/proc"
trap 'umount --lazy "$debian/proc" "$debian/dev"' EXIT

# A window on the sample, a paper, a picture; "$1" is the command.
use() {
  local sample="$home/Заречный кластер.cdesk"
  rm -f "$debian$sample" "$debian/tmp/display"
  inside "$1" new "$sample" --sample >/dev/null || die "new"
  inside "$1" print "$sample" plan --out "$home/План.pdf" || die "print"
  [ -n "$(inside pdftotext "$home/План.pdf" -)" ] || die "the paper is empty"
  inside "$1" verify "$sample" || die "verify"
  inside sh -c '
    Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>/tmp/display >/dev/null 2>&1 & screen=$!
    while ! [ -s /tmp/display ]; do sleep 1; done  # a number that nobody else has
    export DISPLAY=:$(cat /tmp/display)
    "$1" "$2" >/tmp/said 2>&1 & program=$!
    window= seconds=0
    while [ -z "$window" ] && [ $seconds -lt 180 ]; do  # xdotool may die of a window that goes meanwhile
      sleep 1; seconds=$((seconds + 1))
      window=$(xdotool search --onlyvisible --name "Заречный.* — Cluster Desk" 2>/dev/null | head -n 1)
    done
    sleep 4; import -window root /tmp/window.png
    xdotool key --window "$window" ctrl+q; sleep 2
    kill $program 2>/dev/null; kill $screen; wait; [ -n "$window" ]
  ' sh "$1" "$sample" || { cat "$debian/tmp/said"; die "no window"; }
  [ "$(identify -format %k "$debian/tmp/window.png")" -gt 200 ] || die "the window shows nothing"
  cp "$debian/tmp/window.png" "$place/$2.png"
}

home=/root
inside apt-get install -y -qq --no-install-recommends shared-mime-info desktop-file-utils >/dev/null
cp "$deb" "$debian/tmp/cluster-desk.deb"
inside sh -c 'apt-get install -y -qq --no-install-recommends /tmp/cluster-desk.deb && dpkg -r cluster-desk' >/dev/null 2>&1 ||
  die "apt-get install"
files >"$place/before.txt"
inside dpkg -i /tmp/cluster-desk.deb >/dev/null || die "dpkg -i"
use /usr/bin/cluster-desk deb
inside grep -q x-cluster-desk /usr/share/mime/packages/../globs2 || die "*.cdesk is not known"
inside dpkg -P cluster-desk >/dev/null || die "dpkg -P"
files | grep -v "^root/" | diff <(grep -v "^root/" "$place/before.txt") - || die "the .deb left something behind"
echo "ok .deb: installed, opened, printed, removed; $place/deb.png"

# Debian does not know by rpm's names what its libraries provide: a package without files tells it, of those that are
# there. Only then rpm asks for what ours requires.
rpm=$(ls -t dist/cluster-desk-*.x86_64.rpm | head -n 1)
cp "$rpm" "$debian/tmp/cluster-desk.rpm"
inside apt-get install -y -qq --no-install-recommends rpm >/dev/null
inside sh -ec '
  rm -rf /tmp/rpm; mkdir /tmp/rpm; cd /tmp/rpm
  echo "Name: debian\nVersion: 12\nRelease: 1\nSummary: Debian\nLicense: MIT\nProvides: /bin/sh" >debian.spec
  find -L /usr/lib/x86_64-linux-gnu -maxdepth 1 -name "*.so.*" |
    /usr/lib/rpm/elfdeps --provides | sort -u | sed "s/^/Provides: /" >>debian.spec
  echo "%description\nDebian\n%files" >>debian.spec
  rpmbuild --quiet -bb --define "_topdir /tmp/rpm" debian.spec
  ! rpm -i /tmp/cluster-desk.rpm 2>/tmp/refused
  rpm -i --replacepkgs RPMS/*/*.rpm
' || die "rpm does not learn what Debian has"
grep -q "libEGL.so.1" "$debian/tmp/refused" || die "the .rpm asks the system for nothing"
files >"$place/before.txt"
inside rpm -i /tmp/cluster-desk.rpm || die "rpm -i"
use /usr/bin/cluster-desk rpm
inside rpm -V cluster-desk || die "files of the .rpm were changed by running it"
inside rpm -e cluster-desk || die "rpm -e"
files | grep -v "^root/" | diff <(grep -v "^root/" "$place/before.txt") - || die "the .rpm left something behind"
[ ! -e "$debian/opt/cluster-desk" ] || die "the .rpm left its folder behind"
[ -e "$debian$home/Заречный кластер.cdesk" ] || die "the user's file went with the .rpm"
echo "ok .rpm: installed, opened, printed, removed; $place/rpm.png"

home=/home/тихонова
rm -rf "$debian$home" "$debian/tmp/unpacked"
mkdir -p "$debian$home" "$debian/tmp/unpacked"
chown 4077 "$debian$home"
tar -xJf "$archive" -C "$debian/tmp/unpacked" --strip-components=1
user() { chroot --userspec=4077:4077 "$debian" env -i PATH=/usr/bin:/bin HOME="$home" LANG=C.UTF-8 "$@"; }
user sh /tmp/unpacked/install.sh || die "install.sh"
user "$home/.local/bin/cluster-desk" new "$home/Кластер.cdesk" --sample || die "the user's own command"
user "$home/.local/bin/cluster-desk" print "$home/Кластер.cdesk" members --out "$home/Участники.docx" || die "print"
user sh "$home/.local/share/cluster-desk-program/install.sh" --remove || die "--remove"
left=$(cd "$debian$home" && find . -type f | grep -v -e '^./Кластер.cdesk$' -e '^./Участники.docx$' -e '/mime/' -e mimeinfo.cache || true)
[ -z "$left" ] || die "install.sh --remove left: $left"
echo "ok tar.xz: installed for a user, used, removed"
