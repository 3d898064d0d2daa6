#!/bin/sh
# Print the path of a Chromium for the browser tests: CHROMIUM, or one of this machine, or (root on Debian) a fresh one.
set -u

find_browser() {
    for program in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable microsoft-edge \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        [ -n "$program" ] && command -v "$program" && return
    done
    return 1
}

may_install() {
    [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null
}

if may_install && { ! find_browser >/dev/null || ! fc-list 2>/dev/null | grep -qi 'noto.*cjk'; }; then
    echo "Installing Chromium and Chinese fonts for the browser tests ..." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig; } >&2 </dev/null
fi
find_browser
