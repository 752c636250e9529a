#!/bin/sh
# What the tests need beside Python: browser, fonts, PostgreSQL, Redis, MariaDB, nginx, OpenSSH, Node.js, Java. Installs what is missing where it may.
set -u
cd "$(dirname "$0")/.." || exit 1

has() {
    command -v "$1" >/dev/null 2>&1
}

look() {
    missing=""
    has chromium || missing="$missing chromium"
    has chromedriver || missing="$missing chromium-driver"
    fc-list 2>/dev/null | grep -q 'Noto Sans CJK SC' || missing="$missing fonts-noto-cjk"
    fc-list 2>/dev/null | grep -q 'Noto Serif CJK SC.*Medium' || missing="$missing fonts-noto-cjk-extra"
    has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
    has redis-server || missing="$missing redis-server"
    has mariadbd || [ -x /usr/sbin/mariadbd ] || missing="$missing mariadb-server"
    has nginx || [ -x /usr/sbin/nginx ] || missing="$missing nginx"
    has sshd || [ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
    has node || missing="$missing nodejs"
    has npm || missing="$missing npm"
    has java || missing="$missing default-jre-headless"
    sh scripts/python.sh >/dev/null 2>&1 || missing="$missing python3 python3-venv"
}

look
[ -n "$missing" ] || exit 0

if ! has apt-get; then
    echo "The tests need what Debian calls$missing. Install these with this system's own package manager and run this again." >&2
    exit 1
fi
if [ "$(id -u)" -eq 0 ]; then
    root=""
elif has sudo && sudo -n true 2>/dev/null; then
    root="sudo -n"
else
    echo "The tests need more than is here. Run: sudo apt-get install$missing" >&2
    exit 1
fi

echo "Installing$missing ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Both lists are words that stand apart on purpose.
# shellcheck disable=SC2086
if ! { $root apt-get update &&
    $root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "The installation failed; the reason stands above. Install$missing by hand and run this again." >&2
    exit 1
fi

look
[ -z "$missing" ] && exit 0
echo "After the installation there is still no$missing. Install what is missing by hand and run this again." >&2
exit 1
