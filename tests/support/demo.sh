#!/bin/sh
# Brings the demo's database up to date, fills it once, and serves it until Ctrl+C.
set -eu
.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py seed_demo
exec .venv/bin/python manage.py run --port "${PORT:-8000}"
