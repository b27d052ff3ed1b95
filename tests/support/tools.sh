#!/bin/sh
# Sees to it that the programs the tests use are there: a browser, a PostgreSQL server, gettext.
set -eu
missing=
[ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || missing="$missing chromium fonts-liberation"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
command -v msgfmt >/dev/null || missing="$missing gettext"
# shellcheck disable=SC2086 -- a list of package names, meant to be split
[ -z "$missing" ] || tests/support/need.sh $missing
