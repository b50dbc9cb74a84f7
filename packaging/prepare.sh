#!/usr/bin/env bash
# Makes a fresh Debian machine ready to run FieldDoc: system libraries, then a virtual environment.
#   packaging/prepare.sh VENV REQUIREMENTS
# Installs the missing Debian packages itself when it may (root, or sudo that asks nothing),
# otherwise says the one command to run.
set -euo pipefail
venv=$1
requirements=$2

# The libraries that Qt's Linux wheels link to, and Python's own venv.
packages=(python3-venv libglib2.0-0 libegl1 libgl1 libopengl0 libfontconfig1 libdbus-1-3 libxkbcommon0
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1)

# Whether a Debian package is there; Debian 13 calls some of them by a name of their own.
installed() {
  [[ $(dpkg-query -W -f='${Status}\n' "$1" "$1t64" 2>/dev/null || true) == *'ok installed'* ]]
}

if command -v dpkg-query >/dev/null; then
  missing=()
  for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
  done
  if ((${#missing[@]})); then
    install="apt-get install -y --no-install-recommends ${missing[*]}"
    if [ "$(id -u)" = 0 ]; then
      as=()
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as=(sudo)
    else
      printf 'FieldDoc needs some Debian packages. Run this once, then try again:\n\n  sudo %s\n\n' "$install" >&2
      exit 1
    fi
    echo "Installing from Debian: ${missing[*]}"
    log=$(mktemp)
    if ! { "${as[@]}" apt-get update -qq &&
      "${as[@]}" env DEBIAN_FRONTEND=noninteractive $install -qq; } >"$log" 2>&1; then
      cat "$log" >&2
      printf 'Debian packages could not be installed. Connect to the network, or run:\n\n  sudo %s\n\n' "$install" >&2
      exit 1
    fi
    rm -f "$log"
  fi
fi

python=
for candidate in python3 python3.13 python3.12 python3.11; do
  if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "FieldDoc needs Python 3.11 or newer." >&2
  exit 1
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
(cd "$(dirname "$0")/../src" && pwd) >"$site/fielddoc.pth"
printf '#!/bin/sh\nexec "%s/bin/python" -m fielddoc "$@"\n' "$(cd "$venv" && pwd)" >"$venv/bin/fielddoc"
chmod +x "$venv/bin/fielddoc"
