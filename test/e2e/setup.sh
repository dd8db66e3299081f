#!/usr/bin/env bash
# Installs what the end-to-end tests need: code-server (VS Code in a browser, from npm) and Debian packages.
# Easy to get wrong: `npm install code-server` alone does not give a server that runs; its install scripts want
# the open internet, so they are left out here and what they would do is done step by step.
#
#   setup.sh [--cache DIR] [--editor-only] [--apt] [--force] [--print]
#
#   --cache DIR  where the install lives (default: $E2E_CACHE, else ./.cache/e2e).
#                A finished install is found again and nothing is done (milliseconds).
#   --editor-only  without what only tests need: a browser, compilers with Python's headers, Python's debug build.
#   --apt        install missing Debian packages (needs root); without it they are only named.
#   --force      throw the cached install away and start over.
#   --print      only print the path of a finished install; exit 1 if there is none.
#
# The last line on stdout is the path of code-server's entry.js; everything else goes to stderr.
# Safe to run twice at once (flock) and to interrupt (built aside, moved into place when complete).
set -euo pipefail
VERSION=${CODE_SERVER_VERSION:-4.100.3} # = VS Code 1.100.3, the last release that runs on Node 20
NODE_MAJOR=20

cache=${E2E_CACHE:-.cache/e2e} apt=0 force=0 print=0 tests=1
while (($#)); do
  case $1 in
    --cache) cache=${2:?--cache needs a directory}; shift 2 ;;
    --cache=*) cache=${1#*=}; shift ;;
    --editor-only) tests=0; shift ;;
    --apt) apt=1; shift ;;
    --force) force=1; shift ;;
    --print) print=1; shift ;;
    -h | --help) sed -n '2,/^set -e/{/^#/s/^# \{0,1\}//p}' "$0"; exit 0 ;;
    *) echo "setup.sh: unknown argument $1" >&2; exit 2 ;;
  esac
done
say() { echo "setup.sh: $*" >&2; }
die() { say "$*"; exit 1; }

mkdir -p "$cache"; cache=$(cd "$cache" && pwd)
dest=$cache/code-server-$VERSION-node$NODE_MAJOR-$(uname -m)
entry=$dest/node_modules/code-server/out/node/entry.js
found=0
if ((!force)) && [[ -f $dest/.complete ]]; then found=1; fi
if ((print)); then ((found)) && echo "$entry" && exit 0; exit 1; fi

# --- what must be installed ---------------------------------------------------------------------
[[ $(node -p 'process.versions.node.split(".")[0]') == "$NODE_MAJOR" ]] ||
  die "code-server $VERSION needs Node $NODE_MAJOR, found $(node --version)"
# These are needed at every run, also when the cache came from another machine: commands, and headers by their path.
declare -A need=([rg]=ripgrep)
((!tests)) || need+=([chromium]=chromium [cc]=gcc [c++]=g++ [python3-config]=python3-dev [python3-dbg]=python3-dbg
  [nvim]=neovim [emacs]=emacs-nox
  [/usr/share/emacs/site-lisp/elpa-src]=elpa-eglot [vim.nox]=vim-nox [/usr/share/vim-ale/plugin/ale.vim]=vim-ale
  [/usr/include/bzlib.h]=libbz2-dev [/usr/include/lzma.h]=liblzma-dev)
((found)) || need+=([g++]=g++ [make]=make [python3]=python3 [flock]=util-linux)
missing=()
for c in "${!need[@]}"; do command -v "$c" > /dev/null || [[ -e $c ]] || missing+=("${need[$c]}"); done
if ((${#missing[@]})); then
  ((apt)) || die "missing Debian packages: ${missing[*]} (run with --apt, as root, to install them)"
  apt-get -qq update >&2
  # dpkg talks a lot; its words are kept for the case that it fails.
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" > "$cache/apt.log" 2>&1 ||
    { tail -n 40 "$cache/apt.log" >&2; die "installing ${missing[*]} failed"; }
  say "installed ${missing[*]} ($SECONDS s)"
fi
if ((found)); then echo "$entry"; exit 0; fi
# node-gyp wants the headers of the running Node; without a local copy it would try to download them.
prefix=$(node -p 'require("path").resolve(process.execPath, "../..")')
if [[ -f $prefix/include/node/node.h ]]; then export npm_config_nodedir=$prefix
else say "no headers in $prefix/include/node: node-gyp will try to download them"; fi

# --- build aside, then move --------------------------------------------------------------------
exec 9> "$cache/.lock"
flock -w 600 9 || die "another setup holds $cache/.lock"
if ((!force)) && [[ -f $dest/.complete ]]; then echo "$entry"; exit 0; fi # someone else just did it
rm -rf "$cache"/.build.* # left by a killed run; ours alone while the lock is held
work=$(mktemp -d "$cache/.build.XXXXXX")
trap 'rm -rf "$work"' EXIT
log=$cache/setup.log; : > "$log"
step() { # step "what" cmd...   quiet unless it fails
  local what=$1 t=$SECONDS; shift
  if "$@" >> "$log" 2>&1 9>&-; then say "$what ($((SECONDS - t)) s)"; else tail -n 40 "$log" >&2; die "FAILED: $what (whole log: $log)"; fi
}
quiet=(--ignore-scripts --omit=dev --no-audit --no-fund)
# Started by an npm script, this inherits the project's settings, which switch install scripts off.
build=(rebuild --ignore-scripts=false)
gyp=$(npm root -g 2> /dev/null)/npm/node_modules/node-gyp/bin/node-gyp.js
[[ -f $gyp ]] || die "npm's bundled node-gyp not found at $gyp"
in_dir() { (cd "$1" && shift && "$@"); }

printf '{"name":"e2e-code-server","private":true}\n' > "$work/package.json"
cs=$work/node_modules/code-server vs=$cs/lib/vscode
step "code-server $VERSION"          in_dir "$work" npm install "${quiet[@]}" "code-server@$VERSION"
step "argon2 (native)"               in_dir "$work" npm "${build[@]}" argon2
step "VS Code's dependencies"        in_dir "$vs" npm install "${quiet[@]}"
step "spdlog, native-watchdog"       in_dir "$vs" npm "${build[@]}" @vscode/spdlog native-watchdog
# node-pty's own install script calls `npx node-gyp`, which wants a download: build it directly.
step "node-pty (native)"             in_dir "$vs/node_modules/node-pty" node "$gyp" rebuild
step "built-in extensions' modules"  in_dir "$vs/extensions" npm install "${quiet[@]}"
# @vscode/ripgrep's install script downloads rg: use Debian's.
mkdir -p "$vs/node_modules/@vscode/ripgrep/bin"
ln -sf "$(command -v rg)" "$vs/node_modules/@vscode/ripgrep/bin/rg"
# What code-server's (skipped) postinstall.sh links:
ln -sfn node_modules "$vs/node_modules.asar"
ln -sf code-linux.sh "$vs/bin/remote-cli/code-server"
ln -sf browser-linux.sh "$vs/bin/helpers/browser.sh"

# --config: without it code-server writes a file into the user's home. It names that file on its first line.
got=$(node "$cs/out/node/entry.js" --config "$work/config.yaml" --version 2>> "$log" | tail -n 1) ||
  die "the install does not start (log: $log)"
[[ $got == "$VERSION "* ]] || die "unexpected version: $got"
rm -f "$work/config.yaml"
for f in @vscode/spdlog/build/Release/spdlog.node node-pty/build/Release/pty.node native-watchdog/build/Release/watchdog.node; do
  [[ -f $vs/node_modules/$f ]] || die "not built: $f"; done
touch "$work/.complete"
rm -rf "$dest"; mv "$work" "$dest"; trap - EXIT
say "$got: $(du -sh "$dest" | cut -f1) in ${SECONDS} s"
echo "$entry"
