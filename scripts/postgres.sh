#!/usr/bin/env bash
# Runs a command with TEST_DATABASE_URL naming a PostgreSQL server on which it may create databases.
#
#   scripts/postgres.sh cargo test ...
#
# With TEST_POSTGRES_URL that server is used. Otherwise a private cluster starts on a free port in a temporary folder,
# without sync to disk, and is stopped and removed when the command ends.
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || fail "scripts/postgres.sh needs a command to run."

if [ -n "${TEST_POSTGRES_URL:-}" ]; then
  export TEST_DATABASE_URL=$TEST_POSTGRES_URL
  exec "$@"
fi

BIN=$(postgres_bin)
[ -n "$BIN" ] || fail "PostgreSQL was not found. Run scripts/setup.sh test, or name a server in TEST_POSTGRES_URL."

DATA=$(mktemp -d "${TMPDIR:-/tmp}/commonweal-postgres.XXXXXX")
PORT=$(node -e 'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')

# PostgreSQL refuses to run as root: Debian's package brings the user postgres.
AS=()
if [ "$(id -u)" = 0 ]; then
  chown postgres "$DATA"
  AS=(runuser -u postgres --)
fi
pg() { (cd "$DATA" && "${AS[@]}" "$@"); }

stop() {
  pg "$BIN/pg_ctl" -D "$DATA/cluster" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$DATA"
}
trap stop EXIT

say "Starting $("$BIN/postgres" --version) on port $PORT"
pg "$BIN/initdb" -D "$DATA/cluster" -U commonweal --auth=trust --encoding=UTF8 --locale=C --no-sync >"$DATA/initdb.log" 2>&1 ||
  { cat "$DATA/initdb.log" >&2; fail "PostgreSQL could not make its cluster."; }
pg "$BIN/pg_ctl" -D "$DATA/cluster" -l "$DATA/server.log" -w -t 60 \
  -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" \
  start >/dev/null || { cat "$DATA/server.log" >&2; fail "PostgreSQL did not start."; }

export TEST_DATABASE_URL="postgres://commonweal@127.0.0.1:$PORT/postgres"
"$@"
