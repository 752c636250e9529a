#!/bin/sh
# Serves the cockpit, with the demonstration where there is no database yet and none was named.
set -u
cd "$(dirname "$0")/.." || exit 1
python=.venv/bin/python

if [ -z "${COCKPIT_DATABASE:-}" ] && [ ! -e "${COCKPIT_VAR:-var}/exchange.db" ]; then
    $python -m cockpit.cli demo || exit 1
fi
exec $python -m cockpit.cli serve
