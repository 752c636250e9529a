#!/bin/sh
# Prints the newest Python on this machine that can carry the cockpit, or one line that says what to install.
set -u

without_venv=""
newest=""
for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3 python}; do
    path=$(command -v "$name") || continue
    version=$("$path" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
    [ -n "$newest" ] || newest=$version
    "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$path" -c 'import ensurepip, venv' 2>/dev/null; then
        echo "$path"
        exit 0
    fi
    [ -n "$without_venv" ] || without_venv=$version
done

if [ -n "$without_venv" ]; then
    echo "Python $without_venv is here without its venv module. Install it (Debian and Ubuntu: sudo apt-get install python3-venv) and run this again." >&2
else
    echo "Python 3.11 or newer is needed; this machine has ${newest:-none}. Install it (Debian and Ubuntu: sudo apt-get install python3 python3-venv; macOS: brew install python) and run this again." >&2
fi
exit 1
