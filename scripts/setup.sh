#!/usr/bin/env bash
# Installs what the project needs and the machine lacks, once. Where all is present it takes about a second.
#
#   scripts/setup.sh        what `make run` needs: build tools, npm packages, the wasm32 target, trunk, wasm-bindgen
#   scripts/setup.sh test   also a browser and PostgreSQL, which only `make test` needs
#
# Debian or Ubuntu, rustup's Rust and Node 20 or newer are expected. Trunk and wasm-bindgen are built once into
# ${XDG_CACHE_HOME:-~/.cache}/commonweal, by version, outside the checkout.
source "$(dirname "$0")/lib.sh"

PURPOSE=${1:-run}
BEGAN=$SECONDS

packages() {
  local missing=()
  have cc || missing+=(build-essential)
  have pkg-config || missing+=(pkg-config)
  have node || missing+=(nodejs)
  have npm || missing+=(npm)
  if [ "$PURPOSE" = test ]; then
    [ -n "$(chromium_path)" ] || missing+=(chromium)
    [ -n "${TEST_POSTGRES_URL:-}" ] || [ -n "$(postgres_bin)" ] || missing+=(postgresql)
  fi
  [ ${#missing[@]} -gt 0 ] || return 0
  have apt-get || fail "These are needed and cannot be installed without apt-get: ${missing[*]}"
  apt_install "${missing[@]}"
}

apt_install() {
  say "Installing from Debian: $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

check_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  [ "$major" -ge 20 ] || fail "Node $major is too old. Install Node 20 or newer."
}

check_rust() {
  have cargo || fail "Rust is missing. Install it with rustup, then run this again."
  local want got
  want=$(awk -F'"' '/^rust-version/ { print $2; exit }' Cargo.toml)
  got=$(rustc --version | awk '{ print $2 }')
  [ "$(printf '%s\n%s\n' "$want" "$got" | sort -V | head -n 1)" = "$want" ] ||
    fail "Rust $got is too old. Version $want or newer is needed: rustup update stable"
}

npm_packages() {
  local stamp=node_modules/.commonweal-lock want
  want=$(sha256sum package-lock.json | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null)" = "$want" ] && return 0
  timed "Installing npm packages (styles, wasm-opt, Playwright)" npm ci --no-audit --no-fund --loglevel=error
  echo "$want" >"$stamp"
}

# rustup's target where it can be downloaded; else std is built from Debian's source, for Debian's own newer rustc.
wasm_target() {
  if [ "${WASM_TARGET_FROM:-}" != debian ]; then
    if have rustup; then
      if rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown; then
        rm -f "$CACHE/wasm-toolchain"
        return 0
      fi
      say "Adding Rust's wasm32 target"
      if rustup target add wasm32-unknown-unknown; then
        rm -f "$CACHE/wasm-toolchain"
        return 0
      fi
      say "It could not be downloaded: using Debian's Rust for the browser's half instead"
    elif [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; then
      return 0
    fi
  fi
  wasm_target_from_debian
}

wasm_target_from_debian() {
  local missing=() package
  for package in rustc-web cargo-web rust-web-src lld-22; do
    dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"

  local sysroot version lib stamp
  sysroot=$(/usr/bin/rustc --print sysroot)
  version=$(/usr/bin/rustc --version)
  lib="$sysroot/lib/rustlib/wasm32-unknown-unknown/lib"
  stamp="$lib/.built-for"
  if [ "$(cat "$stamp" 2>/dev/null)" != "$version" ]; then
    timed "Building Rust's standard library for wasm32 ($version)" build_std "$lib"
    echo "$version" | as_root tee "$stamp" >/dev/null
  fi
  as_root mkdir -p /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin
  as_root ln -sfn /usr/bin/wasm-ld-22 /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld
  if have rustup; then
    rustup toolchain link debian "$sysroot"
    mkdir -p "$CACHE"
    echo debian >"$CACHE/wasm-toolchain"
  fi
}

build_std() {
  local lib=$1 work
  work=$(mktemp -d)
  mkdir "$work/src"
  cat >"$work/Cargo.toml" <<-'TOML'
	[package]
	name = "nothing"
	version = "0.0.0"
	edition = "2024"

	[workspace]
	TOML
  echo '#![no_std]' >"$work/src/lib.rs"
  (
    cd "$work"
    env -u CARGO_TARGET_DIR -u RUSTUP_TOOLCHAIN PATH=/usr/bin:/bin RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes" \
      cargo build --quiet --release --target wasm32-unknown-unknown \
      -Zbuild-std=std,panic_abort,panic_unwind,proc_macro,test
  )
  rm -f "$work"/target/wasm32-unknown-unknown/release/deps/libnothing-*.rlib
  as_root rm -rf "$lib"
  as_root mkdir -p "$lib"
  as_root cp "$work"/target/wasm32-unknown-unknown/release/deps/*.rlib "$lib/"
  rm -rf "$work"
}

# `cargo_tool crate version home program flags...` builds a program once into its home.
cargo_tool() {
  local crate=$1 version=$2 home=$3 program=$4
  shift 4
  [ -x "$home/bin/$program" ] && return 0
  local work
  work=$(mktemp -d)
  CARGO_TARGET_DIR=$work timed "Building $crate $version, once" \
    cargo install "$crate" --version "$version" --no-default-features --debug --quiet --root "$home" "$@"
  rm -rf "$work"
}

packages
check_node
check_rust
npm_packages
wasm_target
cargo_tool wasm-bindgen-cli "$BINDGEN_VERSION" "$BINDGEN_HOME" wasm-bindgen
cargo_tool trunk "$TRUNK_VERSION" "$TRUNK_HOME" trunk --locked
if [ "$PURPOSE" = test ]; then
  [ -n "$(chromium_path)" ] || fail "Chromium was not found. Install it, or name it in CHROMIUM."
  [ -n "${TEST_POSTGRES_URL:-}" ] || [ -n "$(postgres_bin)" ] ||
    fail "PostgreSQL was not found. Install it, or name a server in TEST_POSTGRES_URL."
fi
say "The tools are ready ($(minutes $((SECONDS - BEGAN))) minutes)"
