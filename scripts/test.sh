#!/bin/sh
# Run pytest; arguments go to it. Without a browser the tests that need one are left out, and the end says which; without
# LibreOffice the tests of real conversions are skipped, and the summary says why.
set -u
pytest=".venv/bin/python -m pytest --numprocesses auto --dist loadfile" # a file of tests stays together; ARGS="-n 0" runs all in one process

scripts/find-office.sh >/dev/null
if CHROMIUM=$(scripts/find-browser.sh); then
    export CHROMIUM
    exec $pytest "$@"
fi
$pytest -m "not browser" "$@"
result=$?
echo
echo "NOT RUN, because no Chromium or Chrome was found (install one, or set CHROMIUM to its program):"
$pytest -n 0 -m browser --collect-only --quiet 2>/dev/null | grep :: || echo "(no browser tests)"
exit $result
