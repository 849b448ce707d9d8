"""Members of a zip file, unpacked by the piece."""

from __future__ import annotations

import functools
import io
import stat
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from gradgrader.submissions.found import skipped
from gradgrader.submissions.unpack import CHUNK, Allowance, Member, TooMuch

MAX_READ = 4 << 20  # the list of members is read in one piece: enough for some ten thousand
_ENCRYPTED = 0x1
_UTF8 = 0x800
_UNIX = 3
# zipfile limits what one call unpacks for these only: a few bytes of bzip2 can become gigabytes.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_NAMED = {zipfile.ZIP_BZIP2: "bzip2", zipfile.ZIP_LZMA: "LZMA", 9: "deflate64", 93: "Zstandard"}


def from_zip(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """The members in the order in which the archive lists them; raises whatever zipfile does."""
    with zipfile.ZipFile(_Modest(file)) as archive:
        for info in archive.infolist():
            refused, code, hint = _refusal(info)
            yield Member(
                name=_name(info),
                size=info.file_size,
                kind=_kind(info),
                chunks=functools.partial(_chunks, archive, info, allowance),
                alone=True,
                folder=info.filename.endswith("/") or stat.S_ISDIR(_mode(info)),
                refused=refused,
                code=code,
                hint=hint,
            )


class _Modest(io.RawIOBase):
    """The file, in pieces that fit: a few bytes can ask for a list of members of gigabytes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size if 0 <= size <= MAX_READ else MAX_READ + 1)
        if len(data) > MAX_READ:
            message = "lists more entries than are looked at"
            raise TooMuch(skipped("", message, "too-many", "hand in your own files only"))
        return data

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _chunks(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    with archive.open(info) as content:
        while chunk := content.read(CHUNK):
            allowance.spend(len(chunk))
            yield chunk


def _name(info: zipfile.ZipInfo) -> str:
    """The name; some programs write UTF-8 without saying so, and zipfile then assumes cp437."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _mode(info: zipfile.ZipInfo) -> int:
    return info.external_attr >> 16 if info.create_system == _UNIX else 0


def _kind(info: zipfile.ZipInfo) -> str:
    mode = _mode(info)
    if stat.S_ISLNK(mode):
        return "a link"
    return "" if stat.S_IFMT(mode) in {0, stat.S_IFREG, stat.S_IFDIR} else "no regular file"


def _refusal(info: zipfile.ZipInfo) -> tuple[str, str, str]:
    """Why the content can't be had, with a code and the way out; empty where it can."""
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted, so it can't be read", "encrypted", "pack it without a password"
    if info.compress_type not in _METHODS:
        method = _NAMED.get(info.compress_type, f"method {info.compress_type}")
        words = f"is compressed with {method}, which is not unpacked here"
        return words, "compression", "pack it the usual way (deflate)"
    return "", "", ""
