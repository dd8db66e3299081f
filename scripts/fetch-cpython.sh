#!/usr/bin/env bash
# Gets CPython 3.11.2's sources into .cache/corpus/Python-3.11.2. Prints that path.
#
#   scripts/fetch-cpython.sh [--force]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=Python-3.11.2
[[ ${1:-} != --force ]] || rm -rf "$here/../.cache/corpus/$folder"
exec "$here/fetch-source.sh" python3.11=3.11.2-6+deb12u8 python3.11_3.11.2.orig.tar.gz \
  2411c74bda5bbcfcddaf4531f66d1adc73f247f529aee981b029513aefdbf849 "$folder"
