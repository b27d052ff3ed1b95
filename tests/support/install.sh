#!/bin/sh
# Installs one locked requirements file into .venv: wheels only, every hash checked.
set -eu
echo "Installing $1 into .venv (a minute at most, once) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check \
    --require-hashes --only-binary :all: -r "$1"
