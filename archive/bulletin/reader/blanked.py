"""A copy of a PDF without what is said of its authors: blanks stand where their names stood, so that nothing moves.

Only what is written openly is blanked, as Word, WPS and LibreOffice write it. Names in packed objects stay; they are
found by `unseen`, and the file is not sent at all.
"""

import re

from archive.bulletin.reader.unseen import PROPERTY

# Bounded, so that none looks to the end of the file each time.
METADATA = re.compile(rb"<x:xmpmeta\b(?:[^<]|<(?!/?x:xmpmeta)){1,100000}</x:xmpmeta>")
ELEMENT = re.compile(rb"<((?:dc:(?:creator|description|subject)|pdf:Keywords))\b[^>]*>[^\0]{0,2000}?</\1>")
WORDS = re.compile(rb">([^<>]+)<")


def without_authors(content: bytes) -> bytes:
    return METADATA.sub(_blank_metadata, PROPERTY.sub(_blank_property, content))


def _blank_property(found: re.Match[bytes]) -> bytes:
    value = found[1]
    return found[0] if not value else found[0][: -len(value)] + value[:1] + b" " * (len(value) - 2) + value[-1:]


def _blank_metadata(found: re.Match[bytes]) -> bytes:
    return ELEMENT.sub(_blank_element, found[0])


def _blank_element(found: re.Match[bytes]) -> bytes:
    return WORDS.sub(lambda words: b">" + b" " * len(words[1]) + b"<", found[0])
