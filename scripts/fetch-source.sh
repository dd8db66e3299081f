#!/usr/bin/env bash
# Gets the sources of a program, through Debian's source packages, into .cache/corpus/FOLDER. Prints that path.
# Easy to get wrong: apt fails as a whole when the small files of a source package are gone, although the tarball has
# arrived. So its exit status is not asked; the tarball's checksum is. And the version must be named, because the newest
# one in the index need not be there. The system's own configuration of apt is not touched.
#
#   scripts/fetch-source.sh PACKAGE=VERSION TARBALL SHA256 FOLDER     FOLDER is the one in the tarball
set -euo pipefail

package=$1 tarball=$2 sha256=$3 folder=$4

say() { echo "fetch-source.sh: $*" >&2; }
die() { say "$*"; exit 1; }

corpus=$(cd "$(dirname "$0")/.." && pwd)/.cache/corpus
target=$corpus/$folder
mkdir -p "$corpus"
# The folder is moved into place when it is complete, so there is never half of it.
if [[ -d $target ]]; then echo "$target"; exit 0; fi
command -v apt-get > /dev/null || die "apt-get is needed: this uses Debian's source packages"

work=$(mktemp -d "$corpus/.fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial" "$work/unpacked"

# The system's own addresses, asked for sources in place of binaries, in either of the two formats.
for file in /etc/apt/sources.list.d/*.sources; do
  if [[ -f $file ]]; then sed 's/^Types:.*/Types: deb-src/' "$file" > "$work/parts/$(basename "$file")"; fi
done
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
  if [[ -f $file ]]; then sed -n 's/^deb /deb-src /p' "$file" > "$work/parts/$(basename "$file" .list).list"; fi
done
apt_private() {
  apt-get -qq -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/parts" \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root "$@" >&2
}

apt_private update || say "apt-get update complained; going on"
(cd "$work" && apt_private source --download-only "$package") || say "apt-get source complained; looking at what has come"
[[ -f $work/$tarball ]] || die "$tarball has not come; if there is a newer version, name it where this is called"
echo "$sha256  $work/$tarball" | sha256sum --check --quiet >&2 || die "$tarball is not what it should be"

tar --no-same-owner -xf "$work/$tarball" -C "$work/unpacked"
mv -T "$work/unpacked/$folder" "$target"
say "$folder in $SECONDS s"
echo "$target"
