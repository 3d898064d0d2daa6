#!/bin/sh
# Print the path of LibreOffice for the tests of old office files: one of this machine, or (root on Debian) a fresh one.
# Without it those tests are skipped and say so. The writer alone, without windows and Java: 84 MB to fetch.
set -u

if ! command -v soffice >/dev/null && [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then
    echo "Installing LibreOffice for the tests of .doc, .rtf and .odt files ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui; } >&2 </dev/null
fi
command -v soffice
