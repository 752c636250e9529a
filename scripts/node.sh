#!/bin/sh
# Makes node_modules hold exactly what package-lock.json says: the tools that look after the scripts of assets/.
# Where it holds that already, nothing is started.
set -u
cd "$(dirname "$0")/.." || exit 1
stamp=node_modules/cockpit.stamp

fail() {
    echo "$1" >&2
    exit 1
}

wanted() {
    cat package.json package-lock.json .npmrc scripts/node.sh | cksum
    pwd
}

[ "$(cat "$stamp" 2>/dev/null)" = "$(wanted)" ] && exit 0

for program in node npm; do
    command -v "$program" >/dev/null 2>&1 ||
        fail "The scripts of assets/ are checked with Node.js; this machine has no $program. Run sh scripts/system.sh, or install Node.js 18 or newer with npm."
done
version=$(node --version) || exit 1
major=${version#v}
[ "${major%%.*}" -ge 18 ] || fail "Node.js 18 or newer is needed; this machine has $version. Install a newer one and run this again."

echo "Installing the locked tools into node_modules with node $version; once, some seconds ..."
rm -f "$stamp"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null ||
    fail "The tools could not be installed; the reason stands above. They come from the npm registry: check that this machine reaches it and run this again."
wanted >"$stamp"
