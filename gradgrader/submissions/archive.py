"""One learner's archive as a platform exports it, read into memory: nothing is extracted to disk.

Whoever made the archive chose its names, sizes and kinds, so none of them is believed: names are
only compared and shown, and bytes are counted as they come out.
"""

from __future__ import annotations

import dataclasses
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.found import (
    Found,
    Item,
    gradable,
    ignored,
    is_archive,
    skipped,
)
from gradgrader.submissions.tars import from_tar
from gradgrader.submissions.text import MAX_BYTES, label, opened, shown, too_large
from gradgrader.submissions.unpack import Allowance, Member, TooMuch
from gradgrader.submissions.zips import from_zip

MAX_MEMBERS = 2000
_DRIVE = re.compile(r"[A-Za-z]:")
# All that zipfile, tarfile and gzip raise for bytes that are no archive of theirs.
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    EOFError,
    OverflowError,
    OSError,
    RuntimeError,
    ValueError,
)


def members(path: Path) -> Iterator[Item]:
    """Every .py and .ipynb in the archive, in order of names, and what was skipped.

    Raises UnreadableSubmission where the file is no archive at all.
    """
    with opened(path) as file:
        items = list(_items(path, file))
    items = list(_without_top(items))
    yield from sorted((i for i in items if isinstance(i, Found)), key=_place)
    yield from (i for i in items if isinstance(i, Problem))


def _place(found: Found) -> tuple[str, ...]:
    return PurePosixPath(found.name).parts


def _items(path: Path, file: BinaryIO) -> Iterator[Item]:
    allowance, seen = Allowance(), 0
    source = from_zip if path.name.lower().endswith(".zip") else from_tar
    try:
        for member in source(file, allowance):
            seen += 1
            if seen > MAX_MEMBERS:
                message = f"holds more than {MAX_MEMBERS} entries; the rest was not looked at"
                hint = "hand in your own files only"
                yield skipped("", message, "too-many", hint)
                return
            yield from _item(member)
    except TooMuch as error:
        yield error.problem
    except BROKEN as error:
        hint = "pack it again, or download it again"
        if not seen:
            raise UnreadableSubmission(
                "is no archive, or a damaged one",
                path=shown(path),
                code="archive",
                hint=hint,
            ) from error
        message = "is damaged, or breaks off; what comes after that was not read"
        yield skipped("", message, "archive", hint)


def _item(member: Member) -> Iterator[Item]:
    """A member's content, or why there is none; nothing for what is no file of a learner's."""
    name = member.name
    parts = [part for part in name.split("/") if part not in {"", "."}]
    unsafe = unsafe_name(name)
    if not unsafe and ignored(parts):
        return
    if unsafe:
        yield skipped(name, f"{unsafe}, and was skipped", "unsafe-name", "pack it again")
    elif member.kind:
        message = f"is {member.kind}, and was skipped"
        yield skipped(name, message, "not-a-file", "hand in the file itself")
    elif member.folder:
        return
    elif is_archive(name):
        message = "is an archive inside the archive, and was not opened"
        yield skipped(name, message, "nested-archive", "pack the files themselves")
    elif gradable(name):
        yield _content(member, "/".join(parts))


def unsafe_name(name: str) -> str:
    """What is wrong with a name that an unpacking program might be led astray by."""
    if "\\" in name:
        return "has a backslash in its name"
    if name.startswith("/") or _DRIVE.match(name):
        return "has a name that begins at the root of a disk"
    if ".." in name.split("/"):
        return "has a name that leads out of the archive"
    return ""


def _content(member: Member, name: str) -> Item:
    if member.refused:
        return skipped(name, member.refused, member.code, member.hint)
    content = bytearray()
    try:
        for chunk in member.chunks():
            content += chunk
            if len(content) > MAX_BYTES:
                error = too_large(max(len(content), member.size), name)
                return skipped(name, error.message, error.code, error.hint)
    except BROKEN:
        if not member.alone:
            raise
        message = "is damaged, and can't be unpacked"
        return skipped(name, message, "archive", "pack it again, or download it again")
    return Found(name=label(name), content=bytes(content))


def _without_top(items: list[Item]) -> Iterator[Item]:
    """The items, a single folder around them taken off their names, unless it is a package."""
    names = {item.name for item in items if isinstance(item, Found)}
    tops = {name.partition("/")[0] + "/" for name in names}
    top = tops.pop() if len(tops) == 1 else ""
    if not top or f"{top}__init__.py" in names or any("/" not in name for name in names):
        yield from items
        return
    for item in items:
        if isinstance(item, Found):
            yield dataclasses.replace(item, name=item.name.removeprefix(top))
        elif item.location and item.location.file:
            file = item.location.file.removeprefix(top)
            yield dataclasses.replace(item, location=dataclasses.replace(item.location, file=file))
        else:
            yield item
