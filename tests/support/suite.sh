#!/bin/bash
# The whole suite: SQLite with the coverage gate, the browser, PostgreSQL. `torture` runs the long tests instead.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
pytest=".venv/bin/python -m pytest"
cores=$(nproc)
tests/support/tools.sh

say() { printf '\n== %s\n' "$*"; }

if [ "${1:-}" = torture ]; then
    say "The long tests, on SQLite"
    $pytest -m torture -n 0
    say "The long tests and the browser, on PostgreSQL"
    tests/support/cluster.sh $pytest -m "torture or browser" -n 0
    exit
fi

say "Everything but the browser, on SQLite"
.venv/bin/coverage erase
$pytest -m "not browser and not torture" -n "$cores" --cov --cov-report= --cov-fail-under=0
say "Every line and branch of actions, permissions and pure modules was run"
.venv/bin/coverage report
say "The browser, on SQLite"
$pytest -m "browser and not torture" -n 0
say "Everything but the browser, on PostgreSQL"
tests/support/cluster.sh $pytest -m "not browser and not torture" -n "$cores"
