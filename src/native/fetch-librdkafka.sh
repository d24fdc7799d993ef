#!/usr/bin/env bash
# Builds the native Kafka library once into the user's cache and prints its path on standard output.
# Needs gcc, make and npm (which brings the source); takes 2 to 4 minutes the first time, nothing after that.
set -euo pipefail

# The version that src/WireSP.Connectors was written against, and the npm package that carries its source.
readonly version=2.15.1
readonly package=@confluentinc/kafka-javascript@1.10.1
readonly package_sha512=29578f5019f6d44a8254ff667f1cc4b8cdd26091c7105ed7fa2882d9ee374108034b211a92c2279821a8a13df0e6af9c340764482acaef58f42027eaa12a992f

readonly here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/wiresp/librdkafka-$version
readonly library=$cache/librdkafka.so.1

say() { echo "librdkafka: $*" >&2; }

give_up() {
  say "$*"
  say "everything but Kafka works without it; to try again: src/native/fetch-librdkafka.sh"
  exit 1
}

finish_if_there() {
  if [[ -f $library ]]; then
    echo "$library"
    exit 0
  fi
}

finish_if_there
mkdir -p "$cache"

# Of two scripts started together one builds; the other waits here and then finds the library.
exec 9>"$cache/lock"
flock 9
finish_if_there

"$here/debian-packages.sh" gcc libc6-dev make zlib1g-dev libssl-dev libzstd-dev
# A Node that did not come from Debian brings its own npm, beside which Debian's would be a second one.
command -v npm >/dev/null || "$here/debian-packages.sh" npm
for tool in npm tar gcc make; do
  command -v "$tool" >/dev/null || give_up "cannot be built here: there is no $tool"
done

# Beside the result, so that the last step is a rename within one file system.
rm -rf "$cache"/build.*/
work=$(mktemp -d "$cache/build.XXXXXX")
trap 'rm -rf "$work"' EXIT

say "fetching the source of version $version ($package)"
(cd "$work" && npm pack --silent "$package") >"$cache/fetch.log" 2>&1 ||
  { tail -n 5 "$cache/fetch.log" >&2; give_up "its source could not be fetched"; }
archive=$(echo "$work"/*.tgz)
echo "$package_sha512  $archive" | sha512sum --check --status || give_up "the package fetched has the wrong checksum"
tar -xzf "$archive" -C "$work" package/deps/librdkafka

say "building it into $cache (once, 2 to 4 minutes)"
source=$work/package/deps/librdkafka
(
  cd "$source"
  # Neither Kerberos nor OIDC is offered, and a library without GSSAPI and curl needs less at run time.
  ./configure --disable-gssapi --disable-curl --disable-lz4-ext
  make -j"$(nproc)" -C src librdkafka.so.1
) >"$cache/build.txt" 2>&1 || { tail -n 20 "$cache/build.txt" >&2; give_up "did not build; its log is $cache/build.txt"; }

cp "$source/LICENSES.txt" "$cache/"
mv "$source/src/librdkafka.so.1" "$library"
say "built $library"
echo "$library"
