#!/bin/sh
# Gathers the texts of code and templates and compiles the catalogues; `--check` only says whether that was done.
set -eu
command -v msgfmt >/dev/null || tests/support/need.sh gettext
locale=eiapp/locale
mkdir -p "$locale/en/LC_MESSAGES"
saved=$(mktemp -d)
cp -r "$locale" "$saved/locale"

export DJANGO_SETTINGS_MODULE=tests.settings
.venv/bin/python manage.py makemessages --all --no-location --no-obsolete --verbosity 0 \
    --ignore '.*' --ignore var --ignore tests --ignore docs
# The day of making says nothing that git does not, and would differ each time.
sed -i '/^"POT-Creation-Date:/d' "$locale"/*/LC_MESSAGES/django.po

if [ "${1:-}" = --check ]; then
    trap 'rm -rf "$locale"; mv "$saved/locale" "$locale"; rm -rf "$saved"' EXIT
    for po in "$locale"/*/LC_MESSAGES/django.po; do
        msgfmt --check-format -o "$saved/made.mo" "$po"
        cmp -s "$saved/made.mo" "${po%.po}.mo" && diff -q "$saved/$(echo "$po" | sed "s,^eiapp/,,")" "$po" >/dev/null || {
            echo "$po is behind the texts of code and templates. Run: make messages" >&2
            exit 1
        }
    done
else
    rm -rf "$saved"
    for po in "$locale"/*/LC_MESSAGES/django.po; do msgfmt --check-format -o "${po%.po}.mo" "$po"; done
fi
