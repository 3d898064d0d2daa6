"""What the log leaves out."""

import logging


class OneLineWarning(logging.Filter):
    """Make an error a warning, without the traceback: somebody else's mistake, not the program's."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
        return True
