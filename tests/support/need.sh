#!/bin/sh
# Installs Debian packages when it may (root, apt-get), else says the line that does.
set -eu
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "This needs the Debian packages: $*" >&2
    echo "Install them with:  sudo apt-get install --no-install-recommends $*" >&2
    exit 1
fi
echo "Installing Debian packages: $* ..."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    echo "apt-get could not install: $*" >&2
    exit 1
fi
