#!/usr/bin/env bash
# `make test`: every check, each timed. It stops at the first that fails and says which.
#
#   scripts/test.sh              all
#   scripts/test.sh NAME...      some, by the names it prints
source "$(dirname "$0")/lib.sh"

export COMMONWEAL_DIST=$ROOT/dist
PROGRAM=${CARGO_TARGET_DIR:-target}/debug/commonweal

STEPS=(tools format schema lints rules sqlite postgres bundle browser-lints relay journeys)

step_tools() { scripts/setup.sh test; }
step_format() { cargo fmt --all --check; }

# Before the lints: a stale schema.graphql stops the pages from compiling, with a far less clear message.
step_schema() { scripts/schema.sh check; }
step_lints() { scripts/clippy.sh native; }

# The whole workspace is always the selection, so that every step below has the same features and builds nothing twice.
step_rules() { cargo test --locked --workspace --lib --bins; }
step_sqlite() { env -u TEST_DATABASE_URL cargo test --locked --workspace --test '*'; }
step_postgres() { scripts/postgres.sh cargo test --locked --workspace --test '*'; }

step_bundle() { scripts/bundle.sh; }
step_browser-lints() { scripts/clippy.sh browser; }
step_relay() { node scripts/check-relay.mjs schema.graphql; }

step_journeys() {
  tsc -p e2e
  # The program as the API's tests built it; nothing to do after them.
  cargo test --locked --workspace --test '*' --no-run
  COMMONWEAL_BIN=$PROGRAM playwright test -c e2e
}

SUMMARY=()
summary() {
  local code=$? line
  printf '\nMinutes by step\n'
  for line in "${SUMMARY[@]}"; do printf '  %s\n' "$line"; done
  printf '  %-14s %6s\n' altogether "$(minutes $SECONDS)"
  if [ "$code" = 0 ]; then
    printf '\nEverything passed.\n'
  else
    printf '\nFailed at: %s\n' "${CURRENT:-start}"
  fi
}
trap summary EXIT

[ $# -eq 0 ] || STEPS=("$@")
for CURRENT in "${STEPS[@]}"; do
  declare -F "step_$CURRENT" >/dev/null || fail "There is no step '$CURRENT'."
  printf '\n== %s\n' "$CURRENT"
  began=$SECONDS
  "step_$CURRENT"
  SUMMARY+=("$(printf '%-14s %6s' "$CURRENT" "$(minutes $((SECONDS - began)))")")
  printf '== %s: %s minutes\n' "$CURRENT" "$(minutes $((SECONDS - began)))"
done
