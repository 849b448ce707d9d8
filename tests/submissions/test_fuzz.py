"""Whatever bytes are handed in: a Submission or an UnreadableSubmission, and soon."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import ROOT
from handed_in import ATTN, MATMUL, TANH, notebook
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gradgrader.errors import UnreadableSubmission
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

SECONDS = 30.0  # far more than it takes, for a machine that is busy
BOOK = json.loads((ROOT / "examples" / "week1.ipynb").read_text(encoding="utf-8"))
SOURCES = [MATMUL, TANH, ATTN, (ROOT / "examples" / "attention.py").read_text(encoding="utf-8")]
fuzz = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def survives(name: str, content: bytes) -> None:
    """Reading `content` ends soon, in one of two ways, and what it gives can be sent and shown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        started = time.monotonic()
        try:
            submission = read(path)
        except UnreadableSubmission as error:
            told = [(error.code, error.message)]
        else:
            assert isinstance(submission, Submission)
            assert all(len(unit.name) <= 200 for unit in submission.units)
            told = [(problem.code, problem.message) for problem in submission.problems]
            msgspec.json.encode(submission)
        msgspec.json.encode(told)
        assert all(code and message for code, message in told)
        assert time.monotonic() - started < SECONDS


def pieces(content: bytes) -> st.SearchStrategy[bytes]:
    """`content` with some bytes changed, put in, left out, or doubled."""
    place = st.integers(0, len(content))
    edit = st.tuples(place, st.integers(0, 40), st.binary(max_size=12), st.booleans())

    def apply(edits: list[tuple[int, int, bytes, bool]]) -> bytes:
        data = content
        for start, length, new, again in edits:
            cut = data[start : start + length]
            data = data[:start] + new + (cut * 2 if again else b"") + data[start + length :]
        return data

    return st.lists(edit, min_size=1, max_size=8).map(apply)


texts = st.text(max_size=40) | st.sampled_from(
    ["%%time\n", "!ls", "x = !ls", "f?", "%matplotlib inline", "\0", "\ud800", "\r", *SOURCES]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.just("HUGE")
    | st.floats()
    | texts
    | st.sampled_from(["code", "markdown", "source", "cells"])
)
keys = st.sampled_from(
    ["cells", "worksheets", "cell_type", "source", "input", "nbformat", "metadata", "outputs"]
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(keys | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


def dumped(value: Any) -> bytes:
    """JSON, with a number that Python would not make an int of where it says HUGE."""
    return json.dumps(value).replace('"HUGE"', "1" * 5000).encode()


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where something stands in nested lists and objects."""
    yield at
    if isinstance(value, (dict, list)):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(one, (*at, key))


def put(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    """`value` with `new` at that place."""
    if not at:
        return new
    copy = value.copy()
    copy[at[0]] = put(value[at[0]], at[1:], new)
    return copy


@fuzz
@given(anything)
@example({"cells": ["HUGE"]})
def test_any_json_is_no_notebook_or_one(value: Any) -> None:
    """Random JSON."""
    survives("x.ipynb", dumped(value))


cell = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "code", "markdown"]) | anything},
    optional={"source": texts | st.lists(texts) | anything, "input": anything, "id": anything},
)


@fuzz
@given(st.lists(cell | anything, max_size=6), st.booleans())
def test_cells_of_wrong_types(cells: list[Any], old: bool) -> None:  # noqa: FBT001
    """A notebook, new or old, whose cells are almost right."""
    book = {"worksheets": [{"cells": cells}]} if old else {"cells": cells}
    survives("x.ipynb", dumped(book))


@fuzz
@given(st.sampled_from(sorted(places(BOOK), key=str)), anything)
def test_notebook_with_one_field_changed(at: tuple[Any, ...], new: Any) -> None:
    """The example, anything in the place of anything."""
    survives("x.ipynb", dumped(put(BOOK, at, new)))


@fuzz
@given(pieces(json.dumps(BOOK).encode()))
def test_notebook_with_bytes_changed(content: bytes) -> None:
    """The example, damaged."""
    survives("x.ipynb", content)


@pytest.mark.parametrize("opening", ["[", '{"cells":', '{"cells":[', '{"a":[{"b":'])
@pytest.mark.parametrize("depth", [100, 900, 990, 1000, 1100, 100_000])
def test_deep_json(opening: str, depth: int) -> None:
    """Around the depth at which Python gives up, closed and unclosed."""
    closing = "".join({"[": "]", "{": "}"}.get(c, "") for c in reversed(opening))
    survives("x.ipynb", (opening * depth).encode())
    survives("x.ipynb", (opening * depth + "1" + closing * depth).encode())
    book = f'{{"cells":[{{"cell_type":"code","source":{opening * depth}1{closing * depth}}}]}}'
    survives("x.ipynb", book.encode())


@fuzz
@given(st.binary(max_size=300) | st.binary(max_size=20).map(lambda b: b"# coding: " + b))
@example(b"# coding: rot13\nx")
@example(b"\xef\xbb\xbf# coding: latin-1\n")
@example(b"# coding: utf-16\nclass A(Function): pass")
@example(b"# coding: utf-7\nx = '+2AA-'")
def test_random_bytes(content: bytes) -> None:
    """As Python, and as whatever else is read."""
    for name in ("x.py", "x.ipynb", "x.zip", "x.tar", "x.tgz"):
        survives(name, content)


@fuzz
@given(st.sampled_from(SOURCES).flatmap(lambda source: pieces(source.encode())))
def test_source_with_bytes_changed(content: bytes) -> None:
    """A right answer, damaged, alone and as a cell."""
    survives("x.py", content)
    survives("x.ipynb", notebook(content.decode("utf-8", "surrogateescape")).encode())


tokens = (
    st.sampled_from("()[]{}@=:!?\\1é\n\t\f\x1a\u2028")
    | st.sampled_from(
        [
            "class A(",
            "Function",
            "def f",
            "import x",
            "from ",
            "lambda",
            "async ",
            "match x:",
            "case",
        ]
    )
    | st.sampled_from(["if x:", "%time", "f'", '"' * 3, "    ", "# gradgrader: a"])
)


@fuzz
@given(st.lists(tokens, max_size=30).map("".join))
def test_words_of_python_in_any_order(source: str) -> None:
    """As a file and as a cell."""
    survives("x.py", source.encode())
    survives("x.ipynb", notebook(source).encode())


@pytest.mark.parametrize(
    "piece", ["(", "-", "not ", "1+", "a.", "a(", "[", "f'{", "lambda:", "if x:", "x=", "*", "a<"]
)
@pytest.mark.parametrize("depth", [100, 1000, 3000, 100_000])
def test_deep_python(piece: str, depth: int) -> None:
    """However deep, parsed or told."""
    survives("x.py", (piece * depth).encode())
    survives("x.py", (MATMUL + "x = " + piece * depth + "1\n").encode())
    survives("x.ipynb", notebook(MATMUL, piece * depth + "1").encode())


def packed() -> dict[str, bytes]:
    """A small archive of each kind."""
    files = {"ada/a.py": MATMUL, "ada/b.py": TANH, "ada/c.ipynb": notebook(ATTN), "n" * 120: ""}
    zipped, stored = io.BytesIO(), io.BytesIO()
    for file, method in ((zipped, zipfile.ZIP_DEFLATED), (stored, zipfile.ZIP_STORED)):
        with zipfile.ZipFile(file, "w", method) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    found = {"zipped.zip": zipped.getvalue(), "stored.zip": stored.getvalue()}
    for kind, format_ in (("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)):
        file = io.BytesIO()
        with tarfile.open(fileobj=file, mode="w", format=format_) as tar:
            for name, content in files.items():
                info = tarfile.TarInfo(name + ("ü" if kind == "pax" else ""))
                info.size, info.mtime = len(content.encode()), 1.5 if kind == "pax" else 1
                tar.addfile(info, io.BytesIO(content.encode()))
        found[f"{kind}.tar"] = file.getvalue()[: tar.offset + 1024]
    return found | {"gnu.tgz": gzip.compress(found["gnu.tar"], mtime=0)}


PACKED = packed()


@pytest.mark.parametrize("name", PACKED)
@settings(fuzz, max_examples=300)
@given(data=st.data())
def test_archive_with_bytes_changed(name: str, data: st.DataObject) -> None:
    """A good archive of each kind, damaged anywhere."""
    survives(name, data.draw(pieces(PACKED[name])))


def headers(content: bytes) -> list[int]:
    """Where the 512-byte blocks of a tar begin that announce a member."""
    return [n for n in range(0, len(content), 512) if content[n + 257 : n + 262] == b"ustar"]


numbers = st.binary(min_size=12, max_size=12) | st.integers(0, 8**11).map(lambda n: b"%011o\0" % n)


@pytest.mark.parametrize("name", ["gnu.tar", "pax.tar"])
@settings(fuzz, max_examples=300)
@given(data=st.data())
def test_tar_with_forged_headers(name: str, data: st.DataObject) -> None:
    """Sizes and kinds that tarfile must believe, since the checksum is right."""
    content = bytearray(PACKED[name])
    for start in data.draw(st.lists(st.sampled_from(headers(content)), min_size=1, max_size=3)):
        content[start + 124 : start + 136] = data.draw(numbers)
        content[start + 156 : start + 157] = data.draw(st.sampled_from(b"0127LKxgSVD5")).to_bytes()
        content[start + 148 : start + 156] = b" " * 8
        checksum = b"%06o\0 " % sum(content[start : start + 512])
        content[start + 148 : start + 156] = checksum
    survives(name, bytes(content))


fields = st.binary(max_size=8) | st.sampled_from([b"\xff" * 4, b"\0" * 4, b"\xff" * 8])


@pytest.mark.parametrize("name", ["zipped.zip", "stored.zip"])
@settings(fuzz, max_examples=300)
@given(data=st.data())
def test_zip_with_forged_records(name: str, data: st.DataObject) -> None:
    """Sizes, offsets, flags and methods in the list of members and at its end."""
    content = bytearray(PACKED[name])
    starts = [n for n in range(len(content)) if bytes(content[n : n + 4]) in {b"PK\1\2", b"PK\5\6"}]
    for start in data.draw(st.lists(st.sampled_from(starts), min_size=1, max_size=3)):
        at, new = start + data.draw(st.integers(4, 44)), data.draw(fields)
        content[at : at + len(new)] = new
    survives(name, bytes(content))
