#!/bin/sh
# Locks what pyproject.toml asks for, with hashes and without the address of any registry.
set -eu
compile() { .venv/bin/uv pip compile pyproject.toml --quiet --generate-hashes --python-version 3.11 --no-header "$@"; }
compile -o requirements.txt
compile --extra pdf -c requirements.txt -o requirements-pdf.txt
compile --extra pdf --group dev -c requirements-pdf.txt -o requirements-dev.txt
