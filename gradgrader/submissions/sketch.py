"""What the text of a submission shows before anything runs: its classes, and where they stand."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from gradgrader.submissions.source import Submission, Unit
from gradgrader.submissions.text import newlines

_MARKER = re.compile(r"#\s*gradgrader\s*:\s*([\w-]+)")
_DEFERRING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
BACKWARDS = frozenset({"backward", "vjp"})


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


def parse(source: str, name: str) -> ast.Module:
    """The syntax tree; raises SyntaxError (ValueError and RecursionError become one)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            return ast.parse(source, name)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(f"can't be parsed: {error}", (name, 1, 1, "")) from error


def sketches(submission: Submission) -> list[Sketch]:
    """Every class in the submission that looks like an autograd.Function, in order."""
    found: list[Sketch] = []
    for unit in (*submission.units, *submission.modules.values()):
        found += unit_sketches(unit, {sketch.name for sketch in found})
    return found


def unit_sketches(unit: Unit, known: set[str]) -> list[Sketch]:
    """Those of one unit; a class whose base is one of `known` counts too. Broken text has none."""
    try:
        tree = parse(unit.source, unit.name)
    except SyntaxError:
        return []
    lines = newlines(unit.source).split("\n")
    found: list[Sketch] = []
    for node, within in classes(tree):
        if _looks_like_function(node, known | {sketch.name for sketch in found}):
            found.append(_sketch(node, unit, lines, within))
    return found


def classes(node: ast.AST, within: str = "") -> Iterator[tuple[ast.ClassDef, str]]:
    """Class statements below `node` in order, each with what defers it (see Sketch.within)."""
    for child in ast.iter_child_nodes(node):
        inner = within
        if isinstance(child, _DEFERRING) and not isinstance(child, ast.Lambda):
            inner = f"{child.name}()"
        elif isinstance(child, ast.If) and _is_main_guard(child):
            inner = 'if __name__ == "__main__"'
        if isinstance(child, ast.ClassDef):
            yield child, within
        yield from classes(child, inner)


def _is_main_guard(node: ast.If) -> bool:
    return "__name__" in {n.id for n in ast.walk(node.test) if isinstance(n, ast.Name)}


def _looks_like_function(node: ast.ClassDef, known: set[str]) -> bool:
    bases = {ast.unparse(base).split(".")[-1] for base in node.bases}
    return "Function" in bases or "InplaceFunction" in bases or bool(bases & known)


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
