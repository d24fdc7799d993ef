#!/usr/bin/env bash
# Runs the tests: fetches the real clients they use, builds, runs, and ends with one line: N passed, N failed[, N skipped].
# usage: tests/run.sh [filter]      a part of a test's full name, or a whole filter expression of `dotnet test`
set -euo pipefail

readonly tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root=$(dirname "$tests")
readonly clients=$tests/clients

# Everything a test run may take; a run that hangs is a failure that names the test, not a blocked machine.
# The long forms of the kill tests, which WIRESP_KILLS asks for, take as many times longer.
readonly test_time_max=$([[ -n ${WIRESP_KILLS:-} ]] && echo 60m || echo 5m)
readonly run_time_max=$([[ -n ${WIRESP_KILLS:-} ]] && echo 180m || echo 20m)

fetch_clients() {
  "$root/src/native/debian-packages.sh" python3 python3-pymongo libmongoc-1.0-0 libmongoc-dev gcc libc6-dev libzstd1 strace
  if cmp -s "$clients/package-lock.json" "$clients/node_modules/.fetched"; then
    return
  fi
  if ! command -v npm >/dev/null; then
    echo "there is no npm: tests that run mongosh and the Node driver will fail (Debian: nodejs 20 and npm)" >&2
    return
  fi
  echo "fetching mongosh and the Node driver" >&2
  (cd "$clients" && npm ci --ignore-scripts --silent) && cp "$clients/package-lock.json" "$clients/node_modules/.fetched" ||
    echo "npm could not fetch them: tests that run mongosh and the Node driver will fail" >&2
}

build() {
  echo "building WireSP.sln (Release)" >&2
  # No build server and no waiting build nodes: a test run leaves no process behind.
  dotnet build "$root/WireSP.sln" -c Release -v quiet -nologo -nodeReuse:false -p:UseSharedCompilation=false
}

run_tests() {
  local filter=${1:-}
  [[ -z $filter || $filter == *[~=]* ]] || filter="FullyQualifiedName~$filter"
  timeout --kill-after=10s "$run_time_max" dotnet test "$tests/WireSP.Tests" -c Release --no-build -nologo \
    --results-directory "$results" --logger "trx;LogFileName=run.trx" --logger "console;verbosity=minimal" \
    --blame-hang-timeout "$test_time_max" --blame-hang-dump-type none ${filter:+--filter "$filter"}
}

# The counters of the result file, so that the last line is what ran and not what a log looked like.
counter() { grep -o '<Counters [^>]*' "$results/run.trx" 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' || echo 0; }

report() {
  local status=$1 total passed failed skipped
  total=$(counter total) passed=$(counter passed) failed=$(counter failed)
  skipped=$((total - passed - failed))
  # A run that ended badly without a failed test (a crash, no build, a time limit) is one failure.
  if ((status != 0 && failed == 0)); then failed=1; fi
  if ((total == 0 && status == 0)); then echo "no test matched" >&2; failed=1; fi
  if ((skipped > 0)); then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  ((failed == 0))
}

stop_children() {
  # The run has a process group of its own, so that nothing a test started can outlive it.
  if [[ -n ${group:-} ]]; then kill -KILL -- "-$group" 2>/dev/null || true; fi
  rm -rf "$results"
}

results=$(mktemp -d)
trap stop_children EXIT
trap 'exit 130' INT TERM

"$root/src/native/fetch-librdkafka.sh" >/dev/null || true
fetch_clients
status=0
if build; then
  set -m
  run_tests "$@" &
  group=$!
  set +m
  wait "$group" || status=$?
else
  status=1
fi
report "$status"
