#!/bin/sh
# Make .venv and install a list of packages into it. What is missing on the machine is said in one line.
set -eu
python=${PYTHON:-python3}

fail() {
    echo "$1" >&2
    exit 1
}

if ! .venv/bin/python -c '' 2>/dev/null; then # none yet, or made by a Python that has gone
    command -v "$python" >/dev/null || fail "找不到 $python：请先安装 Python 3.11 或更新版本（Debian、Ubuntu：apt-get install python3 python3-venv）。"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python 是 $("$python" -V 2>&1)，需要 Python 3.11 或更新版本；另有新版时请指明，例如 make run PYTHON=python3.12。"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python 缺少 venv：Debian、Ubuntu 请先运行 apt-get install python3-venv，再试一次。"
    echo "正在建立 .venv……"
    "$python" -m venv --clear .venv
fi
echo "正在安装 $1 所列的软件包……"
.venv/bin/python -m pip install -qq --disable-pip-version-check --requirement "$1" ||
    fail "软件包没有装成：请检查网络，或用环境变量 PIP_INDEX_URL 指定可用的镜像，再试一次。"
