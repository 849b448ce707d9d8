"""A source text, and expressions cut out of it and put into it, as the learner wrote them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

_LINE = re.compile(r".*?(?:\r\n|\r|\n|$)", re.DOTALL)


class Level(IntEnum):
    """How tightly an expression holds together; a looser one needs parentheses inside."""

    ANY = 0
    SUM = 1
    PRODUCT = 2
    SIGNED = 3
    POWER = 4
    ATOM = 5


_OPERATORS = {ast.Add: Level.SUM, ast.Sub: Level.SUM, ast.Pow: Level.POWER}
_ATOMS = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant, ast.List)


def level(node: ast.AST) -> Level:
    """How tightly a node of the tree holds together."""
    if isinstance(node, ast.BinOp):
        return _OPERATORS.get(type(node.op), Level.PRODUCT)
    if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
        return Level.SIGNED
    return Level.ATOM if isinstance(node, _ATOMS) else Level.ANY


@dataclass(frozen=True, slots=True)
class Splice:
    """Other text from `start` to `end`, in characters."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """An expression as text."""

    text: str
    level: Level

    def at(self, least: Level) -> str:
        """In parentheses, unless it holds together that tightly."""
        return self.text if self.level >= least else f"({self.text})"


class Text:
    """A source and where its nodes stand in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._lines = [match[0] for match in _LINE.finditer(source) if match[0]] or [""]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def offset(self, line: int, column: int) -> int:
        """Characters before a place whose column counts bytes, as the tree's do."""
        text = self._lines[line - 1]
        if not text.isascii():
            column = len(text.encode()[:column].decode())
        return self._starts[line - 1] + column

    def start(self, node: ast.expr | ast.stmt | ast.arg) -> int:
        return self.offset(node.lineno, node.col_offset)

    def end(self, node: ast.expr | ast.stmt | ast.arg) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self.offset(node.end_lineno, node.end_col_offset)

    def line_start(self, line: int) -> int:
        return self._starts[line - 1]

    def of(self, node: ast.expr | ast.stmt) -> str:
        """The node as it is written."""
        return self.source[self.start(node) : self.end(node)]

    def made(self, node: ast.expr) -> Made:
        """The node as it is written, to be put elsewhere."""
        return Made(self.of(node), level(node))

    def replaced(self, node: ast.expr | ast.stmt | ast.arg, text: str) -> Splice:
        return Splice(self.start(node), self.end(node), text)


def spliced(source: str, splices: Sequence[Splice]) -> str:
    """The source with other texts in some places, which must not overlap."""
    parts, at = [], 0
    for one in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        parts += [source[at : one.start], one.text]
        at = one.end
    return "".join([*parts, source[at:]])


def overlap(one: Sequence[Splice], other: Sequence[Splice]) -> bool:
    """Whether two edits touch the same text."""
    return any(
        (a.start < b.end and b.start < a.end) or a.start == b.start for a in one for b in other
    )


def tidy(source: str, splices: Sequence[Splice]) -> list[Splice]:
    """The same without parentheses that change nothing."""
    kept = list(splices)
    for index, one in enumerate(kept):
        for shorter in _barer(source, one):
            others = [*kept[:index], shorter, *kept[index + 1 :]]
            if _same(spliced(source, kept), spliced(source, others)):
                kept = others
    return kept


def _barer(source: str, one: Splice) -> Iterator[Splice]:
    """Without parentheses of its own, without those around it, without both."""
    own = one.text.startswith("(") and one.text.endswith(")")
    around = source[one.start - 1 : one.start] == "(" and source[one.end : one.end + 1] == ")"
    text = one.text[1:-1] if own else one.text
    if own:
        yield Splice(one.start, one.end, text)
    if around:
        yield Splice(one.start - 1, one.end + 1, one.text)
        if own:
            yield Splice(one.start - 1, one.end + 1, text)


def _same(one: str, other: str) -> bool:
    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(other))
    except SyntaxError:
        return False
