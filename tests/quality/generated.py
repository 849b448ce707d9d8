"""A class of any size: right, wrong, hostile and malformed hand-ins, no two of one content.

Each is a file of the banks (or one of the malformed ones below) with edits that change no verdict:
comments, blank lines, and other names for local variables.
"""

from __future__ import annotations

import ast
import io
import json
import random
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

TESTS = Path(__file__).parents[1]
BANKS = {
    "right": sorted((TESTS / "quality" / "right").glob("*/*.py")),
    "wrong": sorted((TESTS / "quality" / "wrong").glob("*/*.py")),
    "hostile": sorted((TESTS / "hostile").glob("*/*.py")),
}
SHARES = {"right": 35, "wrong": 45, "hostile": 10, "malformed": 10}  # per cent
NAMES = ("value", "held", "part", "work", "total", "piece", "term", "inner", "outer", "thing")
_REPEAT = re.compile(r"\{\{REPEAT (\d+) (.*?)\}\}")  # in hostile files, as red_team.py has it
_NO_NAMES = {"eval", "exec", "locals", "globals", "vars", "getsource", "_getframe", "__code__"}


def _notebook(*cells: str) -> bytes:
    made = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": one}
        for one in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


# by name, with what the number of the hand-in makes unlike all others
MALFORMED = {
    "empty.py": lambda n: b"\n" * n,
    "unfinished.py": lambda n: f"x = ({n}\n".encode(),
    "indented.py": lambda n: f"class A:\npass  # {n}\n".encode(),
    "words.py": lambda n: f"I could not do it, sorry ({n})\n".encode(),
    "no_function.py": lambda n: f"import torch\nprint({n})\n".encode(),
    "nul.py": lambda n: f"x = {n}\0\n".encode(),
    "not_utf8.py": lambda n: f"# caf\xe9 {n}\nx = 1\n".encode("latin-1"),
    "utf16.py": lambda n: f"x = {n}\n".encode("utf-16"),
    "picture.py": lambda n: b"\x89PNG\r\n\x1a\n" + random.Random(n).randbytes(600),
    "nested.py": lambda n: b"x = " + b"(" * 400 + str(n).encode() + b")" * 400 + b"\n",
    "raises.py": lambda n: f"raise RuntimeError({n})\n".encode(),
    "no_such_module.py": lambda n: f"import gone_{n}\n\ngone_{n}.run()\n".encode(),
    "cut.ipynb": lambda n: _notebook(f"x = {n}")[:-20],
    "no_cells.ipynb": lambda n: json.dumps({"metadata": {"n": n}, "nbformat": 4}).encode(),
    "broken_cell.ipynb": lambda n: _notebook(f"x = ({n}", "import torch", "%matplotlib inline"),
    "list.ipynb": lambda n: json.dumps([n]).encode(),
}


@dataclass(frozen=True)
class Made:
    """A hand-in: its file's name, which says whose it is, what it was made of, and the content."""

    name: str
    kind: str
    base: str
    content: bytes


def generated(size: int, seed: int) -> Iterator[Made]:
    """`size` hand-ins, in an order in which kinds are mixed; every base before any comes again."""
    luck = random.Random(seed)
    bases = {kind: list(map(_named, paths)) for kind, paths in BANKS.items()}
    bases["malformed"] = [(name, "") for name in MALFORMED]
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(size * share / 100))]
    kinds = (kinds + ["right"] * size)[:size]
    luck.shuffle(kinds)
    for some in bases.values():
        luck.shuffle(some)
    turns = {kind: count() for kind in bases}
    for number, kind in enumerate(kinds, 1):
        base, source = bases[kind][next(turns[kind]) % len(bases[kind])]
        ending = Path(base).suffix
        name = f"s{number:04}-{kind}-{re.sub(r'[^a-z0-9]+', '-', Path(base).stem.lower())}{ending}"
        if kind == "malformed":
            content = MALFORMED[base](number)
        else:
            content = varied(source, number, luck, names=kind != "hostile").encode()
        yield Made(name, kind, base, content)


def _named(path: Path) -> tuple[str, str]:
    base = path.relative_to(TESTS).as_posix()
    return base, original(base)


def original(base: str) -> str:
    """What hand-ins of that base were made of."""
    text = (TESTS / base).read_text(encoding="utf-8")
    return _REPEAT.sub(lambda m: m[2].replace("\\n", "\n") * int(m[1]), text)


def varied(source: str, number: int, luck: random.Random, *, names: bool) -> str:
    """The source as somebody else would have typed it; lines stay where a file counts on them."""
    if names:
        source = _renamed(source, luck)
        source = _commented(source, luck)
    text = source if source.endswith("\n") else f"{source}\n"
    return f"{text}# {number}: {luck.choice(NAMES)} {luck.randrange(10**9)}\n"


def _commented(source: str, luck: random.Random) -> str:
    """Comments behind a few statements."""
    ends = [
        token.start[0]
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.NEWLINE
    ]
    lines = source.split("\n")
    for line in luck.sample(ends, min(2, len(ends))):
        if "#" not in lines[line - 1]:
            lines[line - 1] += f"  # {luck.choice(NAMES)}"
    return "\n".join(lines)


def _renamed(source: str, luck: random.Random) -> str:
    """Another name for one local variable, where nothing can tell."""
    tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    words = {token.string for token in tokens if token.type == tokenize.NAME}
    text = " ".join(token.string for token in tokens if token.type == tokenize.STRING)
    if words & _NO_NAMES:
        return source
    free = [name for name in NAMES if name not in words]
    mine = sorted(name for name in _locals(ast.parse(source)) if name not in text)
    if not mine or not free:
        return source
    old, new = luck.choice(mine), luck.choice(free)
    lines = source.split("\n")
    for token in reversed(tokens):
        if token.type == tokenize.NAME and token.string == old:
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + new + line[column + len(old) :]
    return "\n".join(lines)


def _locals(tree: ast.Module) -> set[str]:
    """Names that are only ever variables of functions: assigned there, and nothing else."""
    inside: set[str] = set()
    taken: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                taken.add(node.name)
                inside |= {
                    one.id
                    for one in ast.walk(node)
                    if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
                }
            case ast.ClassDef():
                taken.add(node.name)
                taken |= _stored(node.body)
            case ast.arg():
                taken.add(node.arg)
            case ast.keyword():
                taken.add(node.arg or "")
            case ast.Attribute():
                taken.add(node.attr)
            case ast.alias():
                taken |= {node.name, node.asname or ""}
            case ast.Global() | ast.Nonlocal():
                taken |= set(node.names)
            case ast.ExceptHandler():
                taken.add(node.name or "")
    return inside - taken - _stored(tree.body)


def _stored(body: list[ast.stmt]) -> set[str]:
    """What statements of a module or class assign, not those of functions in it."""
    found: set[str] = set()
    for statement in body:
        if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found |= {one.id for one in ast.walk(statement) if isinstance(one, ast.Name)}
    return found
