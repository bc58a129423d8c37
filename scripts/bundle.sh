#!/usr/bin/env bash
# Builds what the browser is sent, into dist/: styles, fonts, script and WebAssembly, hashed and compressed.
# It is the shipped bundle: `make run` serves it and the browser tests use it. Skipped when nothing it is made of changed.
#
#   scripts/bundle.sh          the shipped bundle (about five minutes from nothing)
#   scripts/bundle.sh quick    unoptimised WebAssembly, in seconds when little changed; not held to the size limit
#   scripts/bundle.sh styles   styles, fonts and images alone, around the script that is already in dist/
source "$(dirname "$0")/lib.sh"

# Script and WebAssembly together, after brotli.
export BUNDLE_LIMIT_KIB=250

KIND=${1:-shipped}
case $KIND in shipped | quick | styles) ;; *) fail "scripts/bundle.sh takes 'quick', 'styles' or nothing." ;; esac

TOOLCHAIN=$(wasm_toolchain)
INPUTS=$(hash_of web shared schema.graphql Cargo.toml Cargo.lock Trunk.toml package-lock.json \
  scripts/bundle.sh scripts/bundle.mjs -- "$KIND" "$(RUSTUP_TOOLCHAIN=${TOOLCHAIN:-${RUSTUP_TOOLCHAIN:-}} rustc --version)")

if [ "$KIND" != styles ] && [ "$(cat dist/.inputs 2>/dev/null)" = "$INPUTS" ]; then
  say "The bundle in dist/ is up to date"
  exec node scripts/bundle.mjs report
fi

wasm() {
  local profile=()
  [ "$KIND" = quick ] || profile=(--release)
  [ -z "$TOOLCHAIN" ] || export RUSTUP_TOOLCHAIN=$TOOLCHAIN
  # Trunk runs offline, so that it fetches no tools of its own: the crates are fetched before it.
  cargo fetch --locked --quiet --target wasm32-unknown-unknown
  cargo fetch --locked --quiet --target "$(rustc -vV | awk '/^host/ { print $2 }')"
  NO_COLOR=true trunk --log warn build "${profile[@]}"
}

styles() {
  mkdir -p target/styles
  sass --no-source-map --style=compressed --quiet-deps --load-path=node_modules web/style/main.scss target/styles/main.css
}

styles
[ "$KIND" = styles ] || timed "Compiling the browser's half to WebAssembly ($KIND)" wasm
node scripts/bundle.mjs "$KIND" "$INPUTS"
