#!/bin/sh
# Runs the tests on the database TEST_DATABASE names. Without Chromium the journeys cannot run:
# that is an error under CI, and said plainly elsewhere.
set -eu
cd "$(dirname "$0")/.."
# Both databases may be tried at the same time.
export DATA_DIR="${DATA_DIR:-$PWD/var/test-${TEST_DATABASE:-sqlite}}"
if CHROMIUM="$(./setup.sh chromium)"; then
    export CHROMIUM
    exec .venv/bin/python -m pytest "$@"
fi
if [ "${CI:-}" = true ]; then
    exit 1
fi
.venv/bin/python -m pytest -m "not browser" "$@"
echo "The journeys through the site were NOT run: Chromium is missing (see above)." >&2
