"""Work in other processes. They are begun anew for each test, so that these take some time."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

from archive.processes import Crash, in_order, processors

PROJECT = Path(__file__).resolve().parents[2]
CRASHES, FAILS = "crashes", "fails"
prepared = []


def prepare(*words):
    prepared.extend(words)


def work(item):
    """What a process does here: the earlier items take longer."""
    if item == CRASHES:
        os.kill(os.getpid(), signal.SIGKILL)
    if item == FAILS:
        raise ValueError("坏了")
    time.sleep(0.05 / (item + 1))
    return item, os.getpid(), tuple(prepared)


def named(items):
    return [(f"第{place}个", item) for place, item in enumerate(items, start=1)]


def test_results_come_in_the_order_of_the_items_whoever_is_ready_first():
    results = list(in_order(work, named(range(12)), jobs=2, prepare=prepare, prepared_with=("甲", "乙")))

    assert [(name, result[0]) for name, result in results] == named(range(12))
    assert {result[2] for _, result in results} == {("甲", "乙")}
    assert os.getpid() not in {result[1] for _, result in results}


def test_items_are_taken_no_further_ahead_than_needed():
    taken = []

    with closing(in_order(work, (taken.append(item) or item for item in named(range(100))), jobs=1)) as results:
        next(results)

    assert len(taken) < 10


def test_an_item_that_brings_its_process_down_leaves_the_others():
    results = dict(in_order(work, named([0, 1, CRASHES, 3, CRASHES, 5, 6]), jobs=2))

    assert [name for name, result in results.items() if result == Crash()] == ["第3个", "第5个"]
    assert [result[0] for result in results.values() if result != Crash()] == [0, 1, 3, 5, 6]


def test_what_goes_wrong_is_raised_when_its_turn_comes():
    results = in_order(work, named([0, FAILS]), jobs=1)

    assert next(results)[1][0] == 0
    with pytest.raises(ValueError, match="坏了"):
        next(results)


def test_no_process_is_left_when_the_results_are_not_wanted_any_more():
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with closing(in_order(work, named(range(100)), jobs=2)) as results:
        _, (_, pid, _) = next(results)

    assert pid not in before
    assert gone(pid)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_the_one_that_began_them(tmp_path, how):
    script = tmp_path / "many.py"
    script.write_text(
        "from archive.processes import in_order\n"
        "from archive.tests.test_processes import named, work\n"
        "if __name__ == '__main__':\n"
        "    for _, (_, pid, _) in in_order(work, named(range(100_000)), jobs=1):\n"
        "        print(pid, flush=True)\n"
    )
    owner = subprocess.Popen(
        [sys.executable, script],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    pid = int(owner.stdout.readline())

    owner.send_signal(how)
    _, errors = owner.communicate()

    assert gone(pid)
    assert errors.count("Traceback") <= 1  # the owner's own, none of a process that it began


def test_there_is_at_least_one_processor():
    assert processors() >= 1


def gone(pid):
    """Wait until a process has ended."""
    with suppress(psutil.NoSuchProcess):  # it may end between two looks
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(0.02)
    return True
