"""Bytes of a Python file to text, and what to say when they are none."""

from __future__ import annotations

import codecs
import difflib
import io
import stat
import tokenize
from pathlib import Path

from gradgrader.errors import UnreadableSubmission

MAX_BYTES = 16 << 20
_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def read_bytes(path: Path) -> bytes:
    """The file's content; raises UnreadableSubmission where there is none, or too much."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSubmission(
                "is no regular file", path=shown(path), code="unreadable", hint="give a file"
            )
        if status.st_size > MAX_BYTES:
            raise UnreadableSubmission(
                f"has {status.st_size / 1e6:.0f} MB; at most {MAX_BYTES >> 20} MiB are read",
                path=shown(path),
                code="too-large",
                hint="clear the outputs of a notebook before you hand it in",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise missing(path) from error
    except OSError as error:
        raise UnreadableSubmission(
            f"can't be read: {error.strerror}", path=shown(path), code="unreadable"
        ) from error


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
        return newlines(content.decode(encoding))
    except (UnicodeDecodeError, SyntaxError) as error:
        raise _undecodable(content, path) from error


def newlines(text: str) -> str:
    """`text` with one kind of line end, so that lines are counted as Python counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(content: bytes, path: str) -> UnreadableSubmission:
    line = 0
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
        "declares an encoding that Python doesn't know", path=path, code="encoding", line=1
    )


def shown(path: Path) -> str:
    """A path as text: bytes of a name that are no UTF-8 become question marks."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def missing(path: Path) -> UnreadableSubmission:
    """There is no such file; the hint offers one whose name is near."""
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    close = difflib.get_close_matches(path.name, names, n=1)
    return UnreadableSubmission(
        "there is no such file",
        path=shown(path),
        code="missing",
        hint=f"did you mean {close[0]}?" if close else "",
    )
