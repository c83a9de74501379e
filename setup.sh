#!/bin/sh
# Makes a fresh machine ready. Called by the Makefile: `setup.sh venv FILE`, `setup.sh pango`,
# `setup.sh chromium`, `setup.sh poppler`. Installs system packages by apt where it may, and otherwise names them.
set -eu
cd "$(dirname "$0")"
say() { printf '%s\n' "$*" >&2; }

may_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

apt_install() {
    say "Installing $* …"
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    { $root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq \
        --no-install-recommends "$@"; } >/dev/null 2>&1
}

find_python() {
    for name in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    return 1
}

need_venv() {
    PYTHON="$(find_python)" || {
        say "Python 3.11 or newer is needed."
        say "  Debian, Ubuntu:  apt-get install python3.11 python3.11-venv"
        say "If it is installed under another name: make run PYTHON=/path/to/python"
        exit 1
    }
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        rm -rf .venv
        "$PYTHON" -m venv .venv >/dev/null 2>&1 || {
            rm -rf .venv
            if may_apt; then apt_install python3-venv || apt_install "$(basename "$PYTHON")-venv" || true; fi
            "$PYTHON" -m venv .venv || {
                rm -rf .venv
                say "Python cannot make a virtual environment."
                say "On Debian or Ubuntu install it with: apt-get install python3-venv"
                exit 1
            }
        }
    fi
    say "Installing what $1 names …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$1"
}

has_pango() { .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; }

need_pango() {
    has_pango && return
    packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    # shellcheck disable=SC2086
    if may_apt; then apt_install $packages || true; fi
    has_pango && return
    say "Reports need Pango, and it is missing."
    say "  Debian, Ubuntu:  apt-get install $packages"
    say "  Fedora:          dnf install pango"
    say "  macOS:           brew install pango"
    exit 1
}

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" 2>/dev/null && return
    done
    return 1
}

# Playwright, which drives the browser, brings a program that needs libatomic.
can_drive() { .venv/bin/playwright --version >/dev/null 2>&1; }

need_chromium() {
    if can_drive && find_chromium; then return; fi
    if may_apt; then apt_install chromium libatomic1 || true; fi
    if can_drive && find_chromium; then return; fi
    say "The journeys through the site need Chromium, and it or a library it is driven with is missing."
    say "  Debian, Ubuntu:  apt-get install chromium libatomic1"
    exit 1
}

need_poppler() {
    if command -v pdfinfo >/dev/null 2>&1 && command -v fc-list >/dev/null 2>&1; then return; fi
    if may_apt; then apt_install poppler-utils fontconfig || true; fi
    if command -v pdfinfo >/dev/null 2>&1 && command -v fc-list >/dev/null 2>&1; then return; fi
    say "The tests read finished reports with Poppler's tools and Fontconfig's, and they are missing."
    say "  Debian, Ubuntu:  apt-get install poppler-utils fontconfig"
    exit 1
}

case "${1:-}" in
    venv) need_venv "$2" ;;
    pango) need_pango ;;
    chromium) need_chromium ;;
    poppler) need_poppler ;;
    *) say "setup.sh venv FILE | pango | chromium | poppler"; exit 2 ;;
esac
