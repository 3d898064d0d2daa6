"""The web server, under `make run` and in a container alike. Threads suit it: most of a request waits for PostgreSQL."""

import gc
import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"
worker_class = "gthread"
threads = 8  # workers: one, or WEB_CONCURRENCY
preload_app = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # the heartbeat must not wait for a busy disk
control_socket_disable = True
loglevel = "warning"


def when_ready(server):
    """Before the workers are forked: load the dictionary once, about 90 MB, for all of them to share."""
    from archive.search import tokenizer

    tokenizer.load()
    gc.freeze()  # the collector would write into each shared page, and so copy it
