#!/bin/bash
# Runs a command with EIAPP_DATABASE_URL naming a PostgreSQL cluster made for it alone and removed after it.
# The server listens on a socket in its own directory only, and never runs as root (it refuses to).
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")
dir=$(mktemp -d /tmp/eiapp-pg.XXXXXX) # short: a socket's path may have 107 bytes at most

as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u "$owner" -- env -C "$dir" PATH="$PATH" LC_ALL=C.UTF-8 "$@"
    else
        env -C "$dir" LC_ALL=C.UTF-8 "$@"
    fi
}

stop() {
    status=$?
    trap - EXIT INT TERM
    as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$dir"
    exit "$status"
}

owner=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    id postgres >/dev/null 2>&1 || owner=nobody
    chown "$owner" "$dir"
fi
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

as_owner "$bin/initdb" -D "$dir/data" -U eiapp -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log" 2>&1 ||
    { cat "$dir/initdb.log" >&2; exit 1; }
# Nothing here outlives the tests, so nothing waits for the disk.
as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/data/server.log" -w start -o \
    "-c listen_addresses='' -c unix_socket_directories='$dir' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60" \
    >/dev/null || { cat "$dir/data/server.log" >&2; exit 1; }
as_owner "$bin/createdb" -h "$dir" -U eiapp eiapp
export EIAPP_DATABASE_URL="postgres://eiapp@/$dir/eiapp"
"$@"
