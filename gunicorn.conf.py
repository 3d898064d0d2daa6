"""The web server, under `make run` and in a container alike. Threads suit it: most of a request waits for PostgreSQL."""

import gc
import os
import signal

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
threads = 8  # workers: one, or WEB_CONCURRENCY
limit_request_line = 8190  # bytes: the link that changes the type size names a page whose address holds a long question
graceful_timeout = 5  # seconds that a request under way has left when the site is told to end
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # the heartbeat must not wait for a busy disk
control_socket_disable = True
loglevel = "warning"


def when_ready(server):
    """Before the workers are forked: load the dictionary once, about 90 MB, for all of them to share."""
    from archive.search import tokenizer

    tokenizer.load()
    gc.freeze()  # the collector would write into each shared page, and so copy it


def post_worker_init(worker):
    """Ctrl-C reaches every process of the terminal: the master alone answers it, and tells its workers.

    A worker that heard both at once could get stuck in its own ending, until the master lost patience.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
