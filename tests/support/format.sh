#!/bin/sh
# Rewrites code and templates in the house's style.
set -eu
.venv/bin/ruff check --quiet --fix-only .
.venv/bin/ruff format --quiet .
git ls-files --cached --others --exclude-standard 'templates/*.html' |
    xargs -r .venv/bin/djade --target-version 5.2
