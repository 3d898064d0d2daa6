"""A .zip of several files, as it comes out of a mail: its files, in the order of a person who counts.

A .zip within the .zip stays one file; reading it then says that it holds several. One that cannot be unpacked, having a
password or being damaged, does not keep the others in. What systems put in unasked is left out: folders, __MACOSX,
.DS_Store, Thumbs.db, the lock files of office programs.
"""

import re
import zipfile
from dataclasses import dataclass

from archive.bulletin.reader.document import ReadError
from archive.bulletin.reader.kinds import ZIP, kind_of
from archive.bulletin.reader.zipped import MemberError, Zipped

MOST_FILES = 500
UNASKED = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._[^/]*$|~\$[^/]*$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
IN_UTF8 = 0x800  # of a member's flags


@dataclass(frozen=True, slots=True)
class File:
    """`name` is for people to read, with the folders inside the .zip; nothing is ever stored under it."""

    name: str
    unpacked: bytes
    problem: str = ""  # why there is no content

    @property
    def content(self) -> bytes:
        """Raises ReadError when this file, of all in the .zip, could not be unpacked."""
        if self.problem:
            raise ReadError(self.problem)
        return self.unpacked


def unpack(name: str, content: bytes) -> list[File]:
    """The files of a .zip of several files in natural order; any other file is itself.

    Raises ReadError when the .zip as a whole is damaged or goes beyond a limit.
    """
    try:
        if kind_of(content) != ZIP:
            return [File(name, content)]
    except ReadError:  # what is wrong with this one file is said when it is read
        return [File(name, content)]
    zipped = Zipped(content)
    members = [(_name(info), info) for info in zipped.members]
    wanted = [(each, info) for each, info in members if not UNASKED.search(each)]
    if not wanted:
        raise ReadError("压缩包是空的，里面没有文件。")
    if len(wanted) > MOST_FILES:
        raise ReadError(f"压缩包里有{len(wanted)}个文件，一次最多{MOST_FILES}个。请分几次上传。")
    return [_file(each, zipped, info) for each, info in sorted(wanted, key=lambda pair: _natural(pair[0]))]


def _file(name: str, zipped: Zipped, info: zipfile.ZipInfo) -> File:
    try:
        return File(name, zipped.read(info))
    except MemberError as error:
        return File(name, b"", str(error))


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Without the mark for UTF-8, Chinese systems write it in UTF-8 or GBK all the same."""
    name = info.orig_filename
    if not info.flag_bits & IN_UTF8:
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    name = re.sub(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", name)
    return "/".join(part for part in re.split(r"[/\\]+", name) if part not in ("", ".", ".."))


def _natural(name: str) -> list[tuple[int, int, str]]:
    """第2期 before 第10期: of two numbers the one with more digits is greater."""
    parts = re.split(r"(\d+)", name)
    numbers = {part: part.lstrip("0") for part in parts if part.isdecimal()}
    return [(0, len(numbers[part]), numbers[part]) if part in numbers else (1, 0, part.casefold()) for part in parts]
