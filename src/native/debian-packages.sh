#!/usr/bin/env bash
# Installs the named Debian packages that are missing; without root (or off Debian) it only says which ones are.
# usage: debian-packages.sh PACKAGE…    Never fails: what needs a package says so itself when it is not there.
set -euo pipefail

command -v dpkg-query >/dev/null || exit 0

missing=()
for package in "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
((${#missing[@]} > 0)) || exit 0

if ((EUID != 0)); then
  echo "not installed: ${missing[*]}; install with: sudo apt-get install ${missing[*]}" >&2
  exit 0
fi

echo "installing Debian packages: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null; }

# The package lists of a fresh machine are empty or old, so the second attempt comes after an update.
install 2>/dev/null || { apt-get update -qq && install; } || echo "could not install: ${missing[*]}" >&2
