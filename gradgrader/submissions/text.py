"""Bytes of a Python file to text, and what to say when they are none."""

from __future__ import annotations

import codecs
import difflib
import io
import itertools
import os
import stat
import tokenize
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gradgrader.errors import UnreadableSubmission

MAX_BYTES = 16 << 20
MAX_NAME = 150  # characters; what comes back from a worker has names of at most 200
_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# Encodings in which a text hides what it says, or that take minutes for a megabyte.
_NOT_FOR_SOURCE = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, format, surrogate, line, paragraph
_NAMES_COMPARED = 2000


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The file at `path`; raises UnreadableSubmission unless it is a regular one.

    It is looked at before it is opened, since opening alone makes some devices act, and once more
    afterwards, without waiting, in case it was exchanged for a FIFO in between.
    """
    try:
        _must_be_regular(path.stat(), path)
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise missing(path) from error
    except OSError as error:
        raise unreadable(path, error) from error
    with os.fdopen(number, "rb") as file:
        _must_be_regular(os.fstat(number), path)
        yield file


def read_bytes(path: Path) -> bytes:
    """The file's content; raises UnreadableSubmission where there is none, or too much."""
    with opened(path) as file:
        try:
            content = file.read(MAX_BYTES + 1)  # not what stat says: it may be growing
        except OSError as error:
            raise unreadable(path, error) from error
        if len(content) > MAX_BYTES:
            raise too_large(max(os.fstat(file.fileno()).st_size, len(content)), shown(path))
    return content


def _must_be_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableSubmission(
            "is no regular file", path=shown(path), code="unreadable", hint="give a file"
        )


def too_large(size: int, path: str) -> UnreadableSubmission:
    """A file of `size` bytes is more than is read."""
    return UnreadableSubmission(
        f"has {size / 1e6:.0f} MB; at most {MAX_BYTES >> 20} MiB are read",
        path=path,
        code="too-large",
        hint="clear the outputs of a notebook before you hand it in",
    )


def unreadable(path: Path, error: OSError) -> UnreadableSubmission:
    """The system doesn't let us read it, in the system's words."""
    return UnreadableSubmission(
        f"can't be read: {error.strerror or 'the system gives no reason'}",
        path=shown(path),
        code="unreadable",
    )


def decode(content: bytes, path: str) -> str:
    """`content` in the encoding it declares, as Python would read it (PEP 263).

    Raises UnreadableSubmission for UTF-16, null bytes, and bytes that the encoding hasn't.
    """
    for mark, encoding in _WIDE.items():
        if content.startswith(mark):
            raise UnreadableSubmission(
                f"is {encoding}, and Python reads UTF-8",
                path=path,
                code="encoding",
                hint="save it as UTF-8 (in most editors: Save with Encoding)",
            )
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise UnreadableSubmission(
            "contains a null byte, so it is no Python source",
            path=path,
            code="null-byte",
            line=line,
            hint="save it again as plain UTF-8 text",
        )
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        if codecs.lookup(encoding).name in _NOT_FOR_SOURCE:
            raise _undecodable(content, path)
        return newlines(well_formed(content.decode(encoding)))
    except (LookupError, SyntaxError, UnicodeError) as error:
        raise _undecodable(content, path) from error


def newlines(text: str) -> str:
    """`text` with one kind of line end, so that lines are counted as Python counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def well_formed(text: str) -> str:
    """`text` with a question mark for each half of a character, which no report can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _undecodable(content: bytes, path: str) -> UnreadableSubmission:
    for line, text in enumerate(content.splitlines(), 1):
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = text[error.start]
            return UnreadableSubmission(
                f"is not UTF-8 (byte 0x{byte:02x}), and declares no other encoding",
                path=path,
                code="encoding",
                line=line,
                hint="save it as UTF-8, or put `# -*- coding: latin-1 -*-` on its first line",
            )
    return UnreadableSubmission(
        "declares an encoding that Python doesn't know, or that it is not written in",
        path=path,
        code="encoding",
        line=1,
        hint="save it as UTF-8, and take the `coding:` comment out",
    )


def shown(path: Path | str) -> str:
    """A path as text on one line.

    Bytes that are no UTF-8 become question marks, and so do line ends, control characters and marks
    that turn the direction of writing: a name is not to look like another, or like our own words.
    """
    text = well_formed(str(path))
    return "".join("?" if unicodedata.category(char) in _INVISIBLE else char for char in text)


def label(name: str) -> str:
    """`name` as `shown`, of a name that is very long only the end."""
    text = shown(name)
    return text if len(text) <= MAX_NAME else f"…{text[1 - MAX_NAME :]}"


def missing(path: Path) -> UnreadableSubmission:
    """There is no such file; the hint offers one whose name is near."""
    close = difflib.get_close_matches(path.name, _beside(path), n=1)
    return UnreadableSubmission(
        "there is no such file",
        path=shown(path),
        code="missing",
        hint=f"did you mean {shown(close[0])}?" if close else "",
    )


def _beside(path: Path) -> list[str]:
    """Names in the file's folder: none where it can't be listed, since they only serve a hint."""
    try:
        with os.scandir(path.parent) as entries:
            return [entry.name for entry in itertools.islice(entries, _NAMES_COMPARED)]
    except OSError:
        return []
