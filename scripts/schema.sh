#!/usr/bin/env bash
# The public schema in SDL, from the program without its pages: those are checked against schema.graphql when they compile,
# so a stale file would stop a program with pages from being built at all.
#
#   scripts/schema.sh write     writes schema.graphql
#   scripts/schema.sh check     fails, showing the difference, if schema.graphql is not what the code says
source "$(dirname "$0")/lib.sh"

MADE=$(mktemp)
trap 'rm -f "$MADE"' EXIT
cargo run --quiet --package server --no-default-features --bin commonweal -- schema >"$MADE"
[ -s "$MADE" ] || fail "The program printed no schema."

case ${1:-check} in
write)
  if cmp -s "$MADE" schema.graphql; then
    say "schema.graphql is up to date"
  else
    cat "$MADE" >schema.graphql
    say "schema.graphql is written"
  fi
  ;;
check)
  diff -u schema.graphql "$MADE" || fail "schema.graphql is not what the code says. Run: make schema"
  ;;
*) fail "scripts/schema.sh takes 'write' or 'check'." ;;
esac
