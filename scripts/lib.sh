# Shared by the scripts beside it: where the tools live, how steps are named and timed. Sourced, not run.
# shellcheck shell=bash

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/commonweal"

# Trunk's version is chosen here. wasm-bindgen's must equal that of Cargo.lock, so it is read from there.
TRUNK_VERSION=0.21.14
BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock)

TRUNK_HOME="$CACHE/trunk-$TRUNK_VERSION"
BINDGEN_HOME="$CACHE/wasm-bindgen-$BINDGEN_VERSION"

# wasm-opt comes from npm's binaryen, so node_modules is first: Debian's wasm-opt 108 builds pages that do not start.
export PATH="$ROOT/node_modules/.bin:$TRUNK_HOME/bin:$BINDGEN_HOME/bin:$PATH"

# A line of narration, with the time, on the error stream so that a step's own output stays clean.
say() { printf '%s  %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

# A mistake or a missing thing: one sentence, exit code 2.
fail() {
  printf '\nStopped: %s\n' "$*" >&2
  exit 2
}

have() { command -v "$1" >/dev/null 2>&1; }

# Seconds as minutes with one decimal.
minutes() { awk -v s="$1" 'BEGIN { printf "%.1f", s / 60 }'; }

# `timed "what it does" command...` says what begins and how many minutes it took.
timed() {
  local what=$1 began=$SECONDS
  shift
  say "$what ..."
  "$@"
  say "$what: $(minutes $((SECONDS - began))) minutes"
}

# Runs a command as root: as it is for root, through sudo for anyone else.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    fail "This needs root, and there is no sudo: $*"
  fi
}

# One hash over the content of files and folders, and over the words given after `--`.
hash_of() {
  local paths=()
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    [ -e "$1" ] && paths+=("$1")
    shift
  done
  [ $# -gt 0 ] && shift
  {
    find "${paths[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    printf '%s\n' "$@"
  } | sha256sum | cut -d' ' -f1
}

# The toolchain that has the wasm32 target: rustup's default, or the one setup.sh made of Debian's packages.
wasm_toolchain() {
  if [ -f "$CACHE/wasm-toolchain" ]; then
    cat "$CACHE/wasm-toolchain"
  fi
}

# The newest installed PostgreSQL's programs; nothing if there is none.
postgres_bin() {
  find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1
}

chromium_path() {
  if [ -n "${CHROMIUM:-}" ]; then
    echo "$CHROMIUM"
  else
    command -v chromium || command -v chromium-browser || true
  fi
}
