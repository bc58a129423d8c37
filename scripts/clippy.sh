#!/usr/bin/env bash
# Lints: the whole workspace with the features the tests are built with, then the browser's half.
#
#   scripts/clippy.sh            both
#   scripts/clippy.sh native     the workspace
#   scripts/clippy.sh browser    the browser's half
source "$(dirname "$0")/lib.sh"

native() { cargo clippy --locked --workspace --all-targets -- -D warnings; }

browser() {
  local half=(--locked --package web --no-default-features --features hydrate --target wasm32-unknown-unknown) toolchain
  toolchain=$(wasm_toolchain)
  if [ -n "$toolchain" ]; then
    # Debian's Rust is another version, whose lints differ: there the compiler's own warnings have to do.
    RUSTUP_TOOLCHAIN=$toolchain cargo check "${half[@]}"
  else
    cargo clippy "${half[@]}" -- -D warnings
  fi
}

case ${1:-both} in
native) native ;;
browser) browser ;;
both)
  native
  browser
  ;;
*) fail "scripts/clippy.sh takes 'native', 'browser' or nothing." ;;
esac
