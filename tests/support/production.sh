#!/bin/sh
# Django's own check of a production installation: new keys, https, an empty data folder.
set -eu
EIAPP_DATA=$(mktemp -d)
trap 'rm -rf "$EIAPP_DATA"' EXIT
EIAPP_SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
EIAPP_PUBLIC_URL=https://eiapp.example.org
EIAPP_EMAIL_URL=smtp+tls://user:password@mail.example.org:587
export EIAPP_DATA EIAPP_SECRET_KEY EIAPP_PUBLIC_URL EIAPP_EMAIL_URL
unset EIAPP_DEMO EIAPP_DEBUG EIAPP_DATABASE_URL EIAPP_MASTER_KEYS EIAPP_MASTER_KEY_FILE
.venv/bin/python manage.py keys new
.venv/bin/python -Wd manage.py check --deploy --fail-level WARNING
