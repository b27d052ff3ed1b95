#!/bin/sh
# Makes .venv, and gets Debian's venv package first where it is missing.
set -eu
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "eiapp needs Python 3.11 or later; $python is $("$python" --version 2>&1)." >&2
    exit 1
fi
# Debian splits ensurepip off: `import venv` works without it, making one does not.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    tests/support/need.sh python3-venv
fi
rm -rf .venv
"$python" -m venv .venv
