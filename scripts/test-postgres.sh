#!/bin/sh
# Run the search tests on the PostgreSQL that is installed on this machine, in a cluster of the locale C and in one of
# C.UTF-8. The clusters live in a temporary folder and are gone afterwards; no other server is touched.
#
#   scripts/test-postgres.sh [FOLDER WITH initdb AND pg_ctl]
#   PORT=… another port than 54329, TESTS="…" other tests
set -eu
cd "$(dirname "$0")/.."
programs=${1:-$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)}
[ -x "$programs/initdb" ] || { echo "找不到 initdb：请安装 PostgreSQL，或写明它的 bin 文件夹。" >&2; exit 2; }
port=${PORT:-54329}
tests=${TESTS:-$(ls archive/tests/test_index*.py) archive/tests/test_service.py archive/tests/test_facets.py archive/tests/test_filters.py archive/tests/test_locale.py}
folder=$(mktemp -d)
if [ "$(id -u)" = 0 ]; then # PostgreSQL does not run as root
    chown nobody "$folder"
    as() { (cd / && setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups "$@"); }
else
    as() { "$@"; }
fi
stop() { as "$programs/pg_ctl" -D "$folder/$1" -m immediate stop >/dev/null 2>&1 || true; }
trap 'stop C; stop C.UTF-8; rm -rf "$folder"' EXIT
"$programs/postgres" --version
failed=0
for locale in C C.UTF-8; do
    as "$programs/initdb" -D "$folder/$locale" --username=kuaibao --auth=trust --encoding=UTF8 --locale="$locale" >/dev/null
    as "$programs/pg_ctl" -D "$folder/$locale" -w -l "$folder/$locale.log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder'" start >/dev/null
    echo "locale $locale"
    # shellcheck disable=SC2086 -- several names
    DATABASE_URL="postgres://kuaibao@127.0.0.1:$port/postgres" .venv/bin/python -m pytest -q $tests || failed=1
    stop "$locale"
done
exit $failed
