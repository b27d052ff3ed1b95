#!/bin/bash
# Every check that needs no test: runs them all, shows what the failing ones said, fails if one did.
set -uo pipefail
bin=.venv/bin
failed=()
out=$(mktemp)
types=$(mktemp)
trap 'rm -f "$out" "$types"' EXIT
# Without its memory mypy takes as long as all else together: it runs beside it.
$bin/mypy >"$types" 2>&1 &
mypy=$!
templates() { git ls-files --cached --others --exclude-standard 'templates/*.html'; }

types() {
    wait "$mypy"
    local status=$?
    cat "$types"
    return $status
}

step() {
    local name=$1 began=$SECONDS
    shift
    printf '%-28s' "$name"
    if "$@" >"$out" 2>&1; then
        echo "ok ($((SECONDS - began)) s)"
    else
        echo "FAILED"
        cat "$out"
        failed+=("$name")
    fi
}

step "ruff" $bin/ruff check .
step "format" $bin/ruff format --check .
step "directions between rooms" $bin/lint-imports
# shellcheck disable=SC2046 -- one word per template, and their names hold no spaces
step "template language" $bin/djade --check --target-version 5.2 $(templates)
step "HTML of templates" $bin/djlint --lint --quiet templates
step "migrations" env DJANGO_SETTINGS_MODULE=tests.settings $bin/python manage.py makemigrations --check --dry-run
step "production settings" tests/support/production.sh
step "messages" tests/support/messages.sh --check
step "types" types

if [ ${#failed[@]} -gt 0 ]; then
    echo "Failed: $(printf '%s, ' "${failed[@]}" | sed 's/, $//')"
    echo "make format mends style and templates, make messages gathers texts."
    exit 1
fi
echo "Nothing found."
