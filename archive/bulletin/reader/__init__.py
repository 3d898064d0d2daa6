"""Bytes to text: decides what a file is and in which encoding, and refuses what it cannot read without loss.

The kind is decided by what the bytes say, never by the file's name. This page is the whole of what others may use.
"""

from archive.bulletin.reader.bundle import File, unpack
from archive.bulletin.reader.document import Document, NoTextError, ReadError
from archive.bulletin.reader.text import read_document

__all__ = ["Document", "File", "NoTextError", "ReadError", "read_document", "unpack"]
