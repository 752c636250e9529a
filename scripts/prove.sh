#!/bin/sh
# Runs one part of the long proofs: sh scripts/prove.sh NAME COMMAND... When it passed, var/proof/NAME names the commit,
# and for that commit the part is not run again, unless by AGAIN=1. What is not committed is proved, but not noted.
set -u
cd "$(dirname "$0")/.." || exit 1
name=$1
shift

committed() {
    [ -z "$(git status --porcelain 2>&1)" ] && git rev-parse HEAD
}

before=$(committed)
if [ -z "${AGAIN:-}" ] && [ -n "$before" ] && [ "$(cat "var/proof/$name" 2>/dev/null)" = "$before" ]; then
    echo "proof-$name passed for this commit already (AGAIN=1 make proof-$name runs it again)."
    exit 0
fi
begun=$(date +%s)
"$@" || exit $?
echo "proof-$name passed in $((($(date +%s) - begun + 59) / 60)) min."
if [ -z "$before" ] || [ "$(committed)" != "$before" ]; then
    echo "It is not noted, for not everything is committed."
    exit 0
fi
mkdir -p var/proof && echo "$before" > "var/proof/$name"
