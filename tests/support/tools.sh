#!/bin/sh
# Sees to it that what the tests use is there: a browser, a PostgreSQL server, gettext, libraries that set a PDF.
set -eu
missing=
# The shell has no windows to draw, so that a walk through all pages takes half as long as with a whole chromium.
browser() { [ -n "${CHROMIUM:-}" ] || command -v chromium-headless-shell || { [ "$(id -u)" -ne 0 ] && command -v chromium; }; }
browser >/dev/null || missing="$missing chromium-headless-shell fonts-liberation"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$missing postgresql"
libraries=$(/sbin/ldconfig -p)
case $libraries in *libpangoft2-1.0.so.0*) ;; *) missing="$missing libpangoft2-1.0-0" ;; esac
case $libraries in *libharfbuzz-subset.so.0*) ;; *) missing="$missing libharfbuzz-subset0" ;; esac
command -v msgfmt >/dev/null || missing="$missing gettext"
# shellcheck disable=SC2086 -- a list of package names, meant to be split
[ -z "$missing" ] || tests/support/need.sh $missing
