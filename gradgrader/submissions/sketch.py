"""What the text of a submission shows before anything runs: its classes, and where they stand."""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gradgrader.submissions.source import Submission, Unit
from gradgrader.submissions.text import newlines

_MARKER = re.compile(r"#\s*gradgrader\s*:\s*([\w-]+)")
BACKWARDS = frozenset({"backward", "vjp"})
# Up to Python 3.11, each brace of an f-string costs a search through the whole string.
_F_STRING = re.compile(r"\b[rR]?[fF][rR]?[\"']")
_BRACES_TIMES_LENGTH = 10**10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A class that looks like an autograd.Function; lines are 1-based in its unit.

    `within` is the function or `if` block that keeps it from existing when the file is run.
    """

    name: str
    unit: Unit
    line: int
    end_line: int
    methods: frozenset[str]
    plain_methods: tuple[str, ...]
    mentions: frozenset[str]
    marker: str = ""
    within: str = ""

    def covers(self, name: str, line: int) -> bool:
        """Whether a class statement of that name, seen at `line`, is this one."""
        return self.name == name and self.line - 10 <= line <= self.end_line


@functools.lru_cache(maxsize=1)  # who reads a file asks for its tree three times
def parse(source: str, name: str) -> ast.Module:
    """The syntax tree, to be looked at only.

    Raises SyntaxError; whatever else the parser gives up with becomes one.
    """
    if source.count("{") * len(source) > _BRACES_TIMES_LENGTH and _F_STRING.search(source):
        raise SyntaxError("has too many braces to look for f-strings in", (name, 1, 1, ""))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source, name)
    except (ValueError, RecursionError, MemoryError, SystemError) as error:
        reason = str(error) or "nested too deep"
        raise SyntaxError(f"can't be parsed: {reason}", (name, 1, 1, "")) from error


def sketches(submission: Submission) -> list[Sketch]:
    """Every class in the submission that looks like an autograd.Function, in order."""
    found: list[Sketch] = []
    known: set[str] = set()
    for unit in (*submission.units, *submission.modules.values()):
        more = unit_sketches(unit, known)
        known |= {sketch.name for sketch in more}
        found += more
    return found


def unit_sketches(unit: Unit, known: set[str]) -> list[Sketch]:
    """Those of one unit; a class whose base is one of `known` counts too. Broken text has none."""
    try:
        tree = parse(unit.source, unit.name)
    except SyntaxError:
        return []
    lines = newlines(unit.source).split("\n")
    found: list[Sketch] = []
    known = set(known)
    for node, within in classes(tree):
        if _looks_like_function(node, known):
            found.append(_sketch(node, unit, lines, within))
            known.add(node.name)
    return found


def classes(node: ast.AST, within: str = "") -> Iterator[tuple[ast.ClassDef, str]]:
    """Class statements below `node` in order, each with what defers it (see Sketch.within).

    It keeps its own stack: a long `elif` is a tree too deep for a function that calls itself.
    """
    todo = [(child, within) for child in _children(node)]
    while todo:
        child, outer = todo.pop()
        inner = outer
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner = f"{child.name}()"
        elif isinstance(child, ast.If) and _is_main_guard(child):
            inner = 'if __name__ == "__main__"'
        elif isinstance(child, ast.ClassDef):
            yield child, outer
        todo += [(below, inner) for below in _children(child)]


def _children(node: ast.AST) -> Sequence[ast.AST]:
    """What can hold statements, the last one first, as a stack wants them."""
    holders = (ast.stmt, ast.excepthandler, ast.match_case)
    return [child for child in ast.iter_child_nodes(node) if isinstance(child, holders)][::-1]


def _is_main_guard(node: ast.If) -> bool:
    return "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}


def _looks_like_function(node: ast.ClassDef, known: set[str]) -> bool:
    bases = {_last_name(base) for base in node.bases}
    return "Function" in bases or "InplaceFunction" in bases or bool(bases & known)


def _last_name(base: ast.expr) -> str:
    """`Function`, however it is reached; empty for a base that is no name."""
    if isinstance(base, ast.Attribute):
        return base.attr
    return base.id if isinstance(base, ast.Name) else ""


def _sketch(node: ast.ClassDef, unit: Unit, lines: list[str], within: str) -> Sketch:
    methods = [child for child in node.body if isinstance(child, ast.FunctionDef)]
    assigned = {
        target.id
        for child in node.body
        if isinstance(child, ast.Assign)
        for target in child.targets
        if isinstance(target, ast.Name)
    }
    return Sketch(
        name=node.name,
        unit=unit,
        line=node.lineno,
        end_line=node.end_lineno or node.lineno,
        methods=frozenset({method.name for method in methods} | assigned),
        plain_methods=tuple(
            method.name
            for method in methods
            if method.name in {"forward", "setup_context", *BACKWARDS} and not method.decorator_list
        ),
        mentions=frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name)),
        marker=_marker(node, lines),
        within=within,
    )


def _marker(node: ast.ClassDef, lines: list[str]) -> str:
    """The exercise named by `# gradgrader: ID` on the class's line or in the comments above it."""
    number = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    if match := _MARKER.search(lines[node.lineno - 1]):
        return match[1]
    while number > 1 and lines[number - 2].lstrip().startswith("#"):
        number -= 1
        if match := _MARKER.search(lines[number - 1]):
            return match[1]
    return ""
