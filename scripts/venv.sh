#!/bin/sh
# Makes .venv hold exactly what a lock file says: `sh scripts/venv.sh run`, or `dev` with the tools of the tests as well.
# Where it holds that already, nothing is started.
set -u
cd "$(dirname "$0")/.." || exit 1
kind=${1:-run}
lock=requirements.lock
[ "$kind" = dev ] && lock=requirements-dev.lock
python=.venv/bin/python

fail() {
    echo "$1" >&2
    exit 1
}

wanted() {
    cat "$1" pyproject.toml scripts/venv.sh | cksum
    pwd
}

if [ -x "$python" ] && [ "$(cat ".venv/$kind.stamp" 2>/dev/null)" = "$(wanted "$lock")" ]; then
    exit 0
fi

new=$(sh scripts/python.sh) || exit 1
if ! mkdir -p .venv 2>/dev/null || ! : 2>/dev/null >.venv/writable; then
    fail "The folder $(pwd) may not be written. Make it writable for $(id -un), or clone into one that is."
fi
rm -f .venv/writable
free=$(df -Pk . | awk 'NR == 2 { print $4 }')
if [ ! -x "$python" ] && [ "${free:-9999999}" -lt 1000000 ]; then
    fail "The disk has less than 1 GB free, which the packages and the demonstration need. Free some space and run this again."
fi

rm -f .venv/*.stamp
if ! "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    "$new" -m venv --clear .venv || fail "The virtual environment could not be made; the reason stands above."
fi
echo "Installing the locked packages into .venv with $("$python" --version); once, a minute or two ..."
pip="$python -m pip install --quiet --quiet --no-input --disable-pip-version-check --no-deps"
$pip --require-hashes --requirement "$lock" ||
    fail "The packages could not be installed; the reason stands above. They come from the Python package index: check that this machine reaches it and run this again."
# setuptools comes locked with the rest, so the cockpit itself is put in place without the network.
$pip --no-index --no-build-isolation --editable . || fail "The cockpit could not be put into .venv; the reason stands above."
wanted requirements.lock >.venv/run.stamp
[ "$kind" = dev ] && wanted requirements-dev.lock >.venv/dev.stamp
exit 0
