#!/bin/bash
# The whole suite: SQLite with the coverage gate, the browser, PostgreSQL. `torture` runs the long tests instead.
set -euo pipefail
pytest=".venv/bin/python -m pytest --dist worksteal"
cores=$(nproc)
tests/support/tools.sh

# To rewrite every assertion takes longer than to collect the tests: one process keeps it for the others.
unset PYTHONDONTWRITEBYTECODE
# What tests/databases.py makes once a run.
TESTS_SHARED=$(mktemp -d)
export TESTS_SHARED
trap 'rm -rf "$TESTS_SHARED"' EXIT

say() { printf '\n== %s\n' "$*"; }

if [ "${1:-}" = torture ]; then
    say "The long tests, on SQLite"
    $pytest -m torture -n 0
    say "The long tests and the browser, on PostgreSQL"
    tests/support/cluster.sh $pytest -m "torture or browser" -n 0
    exit
fi

# The browser waits more than it works, so it runs beside the rest; what it says is shown when it is done.
browser_log=$(mktemp)
trap 'kill "$browser" 2>/dev/null || true; rm -rf "$browser_log" "$TESTS_SHARED"' EXIT
$pytest tests/browser -m "not torture" -n 0 >"$browser_log" 2>&1 &
browser=$!

say "Everything but the browser, on SQLite"
.venv/bin/coverage erase
$pytest -m "not browser and not torture" -n "$cores" --cov --cov-report= --cov-fail-under=0
say "Every line and branch of actions, permissions and pure modules was run"
.venv/bin/coverage report
say "Everything but the browser, on PostgreSQL"
tests/support/cluster.sh $pytest -m "not browser and not torture" -n "$cores"
say "The browser, on SQLite"
wait "$browser" || failed=$?
cat "$browser_log"
exit "${failed:-0}"
