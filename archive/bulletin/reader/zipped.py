"""Members of a ZIP file, read with limits: a small file must not unpack into one that fills the machine.

Sizes are counted while unpacking; what the file says of itself is not believed. Nothing is written to disk, so a
member's name can lead nowhere.
"""

import io
import zipfile

from archive.bulletin.reader.document import ReadError

MOST_MEMBERS = 5000
LARGEST_MEMBER = 60_000_000  # bytes, unpacked
LARGEST_TOTAL = 300_000_000  # bytes, unpacked, of all that is read
LARGEST_RATIO = 250  # unpacked to packed; text seldom goes beyond 20
RATIO_COUNTS_FROM = 5_000_000  # bytes; below, a high ratio does no harm
CHUNK = 1 << 16
ENCRYPTED = 0x1  # of a member's flags


class MemberError(ReadError):
    """One member cannot be read; the others perhaps can."""


class Zipped:
    """A ZIP file in memory. Every method raises ReadError when the file is damaged or goes beyond a limit."""

    def __init__(self, content: bytes):
        try:
            self.file = zipfile.ZipFile(io.BytesIO(content))
        except Exception as error:  # zipfile raises whatever the damage leads it into
            raise ReadError("文件已损坏：压缩包的目录读不出来。请向发来的人再要一份。") from error
        self.members = [info for info in self.file.infolist() if not info.filename.endswith("/")]
        self.unpacked = 0
        if len(self.members) > MOST_MEMBERS:
            raise ReadError(f"压缩包里有{len(self.members)}个文件，超过{MOST_MEMBERS}个，没有打开。")

    @property
    def names(self) -> list[str]:
        return [info.filename for info in self.members]

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """The bytes of a member. Raises MemberError for what is wrong with it alone."""
        try:
            info = member if isinstance(member, zipfile.ZipInfo) else self.file.getinfo(member)
        except KeyError:
            raise ReadError(f"文件已损坏：里面缺少 {member}。请向发来的人再要一份。") from None
        if info.flag_bits & ENCRYPTED:
            raise MemberError("文件有密码，打不开。请去掉密码后再上传。")
        parts, size = [], 0
        try:
            with self.file.open(info) as stream:
                while part := stream.read(CHUNK):
                    parts.append(part)
                    size += len(part)
                    self._count(len(part), size, info)
        except ReadError:
            raise
        except NotImplementedError as error:
            raise MemberError("压缩包用了不支持的压缩方式，打不开。请用普通的 .zip 格式重新压缩后再上传。") from error
        except Exception as error:
            raise MemberError("文件已损坏：压缩包里的内容读不出来。请向发来的人再要一份。") from error
        return b"".join(parts)

    def _count(self, amount: int, size: int, info: zipfile.ZipInfo) -> None:
        self.unpacked += amount
        if size > LARGEST_MEMBER:
            raise ReadError(f"压缩包里有文件解开后超过 {LARGEST_MEMBER // 1_000_000} MB，没有打开。")
        if self.unpacked > LARGEST_TOTAL:
            raise ReadError(f"压缩包解开后超过 {LARGEST_TOTAL // 1_000_000} MB，没有打开。")
        if size > RATIO_COUNTS_FROM and size > LARGEST_RATIO * max(info.compress_size, 1):
            raise ReadError(f"压缩包里有文件解开后是原来的{LARGEST_RATIO}倍以上，不像正常的文件，没有打开。")
