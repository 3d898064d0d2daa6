"""Reads a PDF in a process of its own, with limits to its memory and its time.

PDFium is a large program in C. A file of two kilobytes can keep it busy for hours, and a damaged one can bring it down;
then the process ends and the site does not. The process gets the file on its standard input and gives the document, or
the reason why there is none, as JSON on its standard output. Nothing of our environment is in its own.
"""

import contextlib
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import traceback
from dataclasses import asdict
from pathlib import Path

from archive.bulletin.reader.document import Document, NoTextError, ReadError

SECONDS = 60  # of processor time; the longest bulletins take a few
LONGEST = 120  # seconds by the clock, on a machine that is busy with other things
MEMORY = 1_500_000_000  # bytes of address space
LONGEST_WAIT = 60  # seconds for other files
AT_WORK = threading.BoundedSemaphore(2)  # files of this process that are read at a time
GUESTS = threading.BoundedSemaphore(4)  # these, and those that wait: more would take all threads of the web server

ROOT = Path(__file__).resolve().parents[3]  # where the package `archive` is found
KEPT = ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")

BUSY = "正在读别的 PDF，请稍后再传。"
TOO_SLOW = "PDF 太复杂，读的时间太长，已停止。请用阅读器打开，重新打印成 PDF 再上传。"
TOO_LARGE = "PDF 太复杂，读它要用的内存太多，已停止。请用阅读器打开，重新打印成 PDF 再上传。"
BROKEN = "PDF 太复杂或者已损坏，读到一半读不下去。请用阅读器打开，重新打印成 PDF 再上传。"

logger = logging.getLogger(__name__)


def read_pdf_apart(content: bytes) -> Document:
    """Raises ReadError; NoTextError when the pages are pictures; RuntimeError for what nobody has thought of."""
    if not GUESTS.acquire(blocking=False):
        raise ReadError(BUSY)
    try:
        if not AT_WORK.acquire(timeout=LONGEST_WAIT):
            raise ReadError(BUSY)
        try:
            return _document(_answer(content))
        finally:
            AT_WORK.release()
    finally:
        GUESTS.release()


def _answer(content: bytes) -> dict:
    """What the process says."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(TOO_SLOW) from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise ReadError(TOO_SLOW)
    if done.returncode:
        logger.warning("reading a PDF of %d bytes ended with %d", len(content), done.returncode)
        raise ReadError(BROKEN)
    return json.loads(done.stdout)


def _document(answer: dict) -> Document:
    if "accident" in answer:
        raise RuntimeError(answer["accident"])
    if "refused" in answer:
        raise (NoTextError if answer["is_scan"] else ReadError)(answer["refused"])
    return Document(**answer | {"notes": tuple(answer["notes"])})


def main() -> None:
    """The other process."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_CORE, 0)
    sys.stdout.write(json.dumps(_read(sys.stdin.buffer.read())))


def _limit(which: int, amount: int) -> None:
    """Not every system has every limit, and one that is already lower stays."""
    _, highest = resource.getrlimit(which)
    if highest != resource.RLIM_INFINITY:
        amount = min(amount, highest)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(which, (amount, amount))


def _read(content: bytes) -> dict:
    from archive.bulletin.reader.pdf import read_pdf

    try:
        return asdict(read_pdf(content))
    except ReadError as error:
        return {"refused": str(error), "is_scan": isinstance(error, NoTextError)}
    except MemoryError:
        return {"refused": TOO_LARGE, "is_scan": False}
    except Exception:
        return {"accident": traceback.format_exc()}


if __name__ == "__main__":
    main()
