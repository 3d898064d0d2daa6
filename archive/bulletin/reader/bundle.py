"""A .zip of several files, as it comes out of a mail: its files, in the order of a person who counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


def unpack(name: str, content: bytes) -> list[File]:
    """The files of a .zip of several files; any other file is itself. Raises ReadError."""
    return [File(name, content)]
