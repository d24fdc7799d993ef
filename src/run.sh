#!/usr/bin/env bash
# Starts a workspace: fetches and builds what is missing, then runs `wiresp serve` with the options given here.
# usage: src/run.sh [options of serve]                WIRESP_SKIP_KAFKA=1 leaves the native Kafka library alone,
#                                                     WIRESP_SKIP_MONGODB=1 MongoDB's C driver
#        src/run.sh check|test|user|version …         runs that command of wiresp instead
set -euo pipefail

readonly src=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly program=$src/WireSP.Server/bin/Release/net10.0/wiresp.dll
readonly stamp=$src/WireSP.Server/obj/run.stamp

[[ $(dotnet --version 2>/dev/null) =~ ^[1-9][0-9]\. ]] ||
  { echo "src/run.sh: the .NET 10 SDK is needed (package dotnet-sdk-10.0)" >&2; exit 1; }

case ${1:-} in
  check | serve | test | user | version) arguments=("$@") ;;
  *) arguments=(serve "$@") ;;
esac

# Only a workspace connects to Kafka.
if [[ ${WIRESP_SKIP_KAFKA:-} != 1 && ${arguments[0]} == serve ]]; then
  # A workspace without Kafka is still a workspace, so a failure here has said why and is not the end.
  "$src/native/fetch-librdkafka.sh" >/dev/null || true
fi

# Only a workspace connects to clusters; without the driver it still starts, and such a connection says what is missing.
if [[ ${WIRESP_SKIP_MONGODB:-} != 1 && ${arguments[0]} == serve ]]; then
  "$src/native/debian-packages.sh" libmongoc-1.0-0
fi

newer_than() { find "$src" \( -name bin -o -name obj \) -prune -o "${@:2}" -newer "$1" -print -quit; }

if [[ ! -f $program || ! -f $stamp || -n $(newer_than "$stamp") ]]; then
  echo "building WireSP (Release)" >&2
  started=$(mktemp)
  log=$(mktemp)
  trap 'rm -f "$started" "$log"' EXIT
  # No build server and no waiting build nodes: this script leaves nothing behind but the workspace.
  dotnet build "$src/WireSP.Server" -c Release -v quiet -nologo -nodeReuse:false -p:UseSharedCompilation=false \
    >"$log" 2>&1 || { cat "$log" >&2; echo "src/run.sh: the build failed" >&2; exit 1; }
  # A file edited while the build ran is built the next time; the folders that the build itself touched are not.
  [[ -n $(newer_than "$started" -type f) ]] || touch "$stamp"
  rm -f "$started" "$log"
  trap - EXIT
fi

exec dotnet "$program" "${arguments[@]}"
