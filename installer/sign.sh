#!/usr/bin/env bash
# Sign one Windows program in place: sign.sh FILE. Without CLUSTER_DESK_CERTIFICATE nothing is done.
#   CLUSTER_DESK_CERTIFICATE            a PKCS#12 file (.p12, .pfx) with key and certificate
#   CLUSTER_DESK_CERTIFICATE_PASSWORD   a file with its password
#   CLUSTER_DESK_TIMESTAMP              the address of a time stamp service (the only step that needs a network)
set -euo pipefail
file=${1:?a file to sign}
[ -n "${CLUSTER_DESK_CERTIFICATE:-}" ] || exit 0
options=(-pkcs12 "$CLUSTER_DESK_CERTIFICATE" -h sha256 -n "Cluster Desk")
[ -z "${CLUSTER_DESK_CERTIFICATE_PASSWORD:-}" ] || options+=(-readpass "$CLUSTER_DESK_CERTIFICATE_PASSWORD")
[ -z "${CLUSTER_DESK_TIMESTAMP:-}" ] || options+=(-ts "$CLUSTER_DESK_TIMESTAMP")
osslsigncode sign "${options[@]}" -in "$file" -out "$file.signed" >/dev/null
mv "$file.signed" "$file"
