#!/usr/bin/env bash
# `make run`: from a checkout to a site in the browser.
#
#   LISTEN        address and port, 127.0.0.1:8080 by default
#   DATABASE_URL  sqlite: or postgres:, the file var/commonweal.sqlite by default
#   DEMO=0        an empty installation on the real clock, instead of the demonstration council
source "$(dirname "$0")/lib.sh"

export LISTEN=${LISTEN:-127.0.0.1:8080}
export DATABASE_URL=${DATABASE_URL:-sqlite://var/commonweal.sqlite?mode=rwc}
export COMMONWEAL_DIST=${COMMONWEAL_DIST:-$ROOT/dist}
DEMO=${DEMO:-1}

scripts/setup.sh run
scripts/bundle.sh
timed "Building the server" cargo build --locked --package server --bin commonweal
PROGRAM=${CARGO_TARGET_DIR:-target}/debug/commonweal

mkdir -p var
say "Bringing the database up to date"
"$PROGRAM" migrate
if [ "$DEMO" = 0 ]; then
  exec "$PROGRAM" serve
fi
timed "Loading the demonstration council, if it is not loaded yet" "$PROGRAM" demo
exec "$PROGRAM" serve --test-clock
