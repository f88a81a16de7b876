#!/bin/sh
# Install Cluster Desk from this folder: for this user, or as root for everybody.
#   ./install.sh            install, or put this version in the place of the one before
#   ./install.sh --remove   remove it; data files, their copies and settings stay (their folders are told)
# Установка Cluster Desk из этой папки: для себя, а от имени root для всех. --remove удаляет программу.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
oldest=2.35
if [ "$(id -u)" = 0 ]; then
  place=/opt/cluster-desk commands=/usr/local/bin data=/usr/local/share
else
  data=${XDG_DATA_HOME:-$HOME/.local/share}
  place=$data/cluster-desk-program commands=$HOME/.local/bin
fi
entry=$data/applications/cluster-desk.desktop
kind=$data/mime/packages/cluster-desk.xml
icon=$data/icons/hicolor/scalable/apps/cluster-desk.svg

tell_desktop() {
  # Desktops that watch these folders need neither.
  ! command -v update-mime-database >/dev/null || update-mime-database "$data/mime" 2>/dev/null || true
  ! command -v update-desktop-database >/dev/null || update-desktop-database "$data/applications" 2>/dev/null || true
}

if [ "${1:-}" = --remove ]; then
  rm -rf "$place" "$place.new" "$place.old"
  rm -f "$commands/cluster-desk" "$entry" "$kind" "$icon"
  tell_desktop
  rmdir "$data/mime/packages" "$data/applications" "$data/icons/hicolor/scalable/apps" 2>/dev/null || true
  echo "Программа удалена. Ваши файлы остались; настройки и копии: ${XDG_CONFIG_HOME:-$HOME/.config}/Cluster Desk"
  exit 0
fi

glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
if [ "$(uname -m)" != x86_64 ] || [ -z "$glibc" ] ||
  [ "$(printf '%s\n%s\n' "$oldest" "$glibc" | sort -V | head -n 1)" != "$oldest" ]; then
  echo "Нужен 64-разрядный Linux (x86_64) с glibc $oldest или новее; здесь: $(uname -m), glibc ${glibc:-нет}." >&2
  echo "Ничего не изменено. / Linux x86_64 with glibc $oldest or newer is needed. Nothing was changed." >&2
  exit 5
fi
mkdir -p "$(dirname "$place")" "$commands" "$(dirname "$entry")" "$(dirname "$kind")" "$(dirname "$icon")"
rm -rf "$place.new" "$place.old"
cp -R "$here/cluster-desk" "$place.new"
[ ! -e "$place" ] || mv "$place" "$place.old"
mv "$place.new" "$place"
rm -rf "$place.old"
ln -sf "$place/cluster-desk" "$commands/cluster-desk"
sed "s|^Exec=cluster-desk|Exec=$commands/cluster-desk|" "$here/share/cluster-desk.desktop" >"$entry"
cp "$here/share/cluster-desk.xml" "$kind"
cp "$here/share/cluster-desk.svg" "$icon"
cp "$here/install.sh" "$place/install.sh"
tell_desktop
missing=$(ldd "$place/lib/PySide6/Qt/plugins/platforms/libqxcb.so" "$place/lib/PySide6/Qt/lib/libQt6Gui.so.6" |
  awk '/not found/ { print $1 }' | sort -u | tr '\n' ' ')
[ -z "$missing" ] || echo "Для окна не хватает библиотек системы, установите их: $missing" >&2
echo "Установлено: $place. Программа в меню «Офис», команда: $commands/cluster-desk. Удалить: $place/install.sh --remove"
