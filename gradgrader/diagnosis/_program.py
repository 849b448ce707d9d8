"""A learner's class as functions whose texts can be edited."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._edit import Edit, Function
from gradgrader.diagnosis._edits import statements
from gradgrader.diagnosis._edits_calls import UNARY
from gradgrader.diagnosis._read import way_to_turn
from gradgrader.diagnosis._splice import Splice, Text, spliced
from gradgrader.diagnosis._writing import bindings, called_functions, squares
from gradgrader.sandbox.variants import Part
from gradgrader.submissions.sketch import BACKWARDS, Sketch, classes, parse

LONGEST, MOST_NODES, DEEPEST = 20_000, 3_000, 60
SAVING = ("forward", "setup_context")


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A function of the learner's that can be edited, and what stands around it in its unit."""

    function: Function
    owned: bool
    early: bool

    @property
    def name(self) -> str:
        return self.function.node.name

    @property
    def span(self) -> tuple[int, int]:
        """Whole lines, from its first decorator on."""
        node, text = self.function.node, self.function.text
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        return text.line_start(first), text.end(node)

    def text(self, splices: Sequence[Splice] = ()) -> str:
        """The definition with these changes, as something that can be compiled by itself."""
        start, end = self.span
        moved = [Splice(one.start - start, one.end - start, one.text) for one in splices]
        text = spliced(self.function.text.source[start:end], moved)
        return f"if 1:\n{text}" if text[:1].isspace() else text

    def holds(self, splices: Sequence[Splice]) -> bool:
        """Whether all of them lie in it."""
        start, end = self.span
        return all(start <= one.start and one.end <= end for one in splices)


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The functions of a class that a repair may touch."""

    sketch: Sketch
    pieces: tuple[Piece, ...]

    @property
    def backward(self) -> Piece:
        return next(piece for piece in self.pieces if piece.function.role == "backward")

    @property
    def parts(self) -> list[Part]:
        return [Part(p.name, p.text(), p.owned, p.early) for p in self.pieces]

    def changes(self, edits: Sequence[Edit]) -> list[tuple[int, str]]:
        """Which parts these edits make anew, and their texts."""
        splices = [splice for edit in edits for splice in edit.splices]
        return [
            (number, piece.text(own))
            for number, piece in enumerate(self.pieces)
            if (own := [splice for splice in splices if piece.holds([splice])])
        ]


@functools.lru_cache(maxsize=4)
def program(sketch: Sketch, inputs: int) -> Program | None:
    """The class of a sketch; None where its text is none that a repair can work with."""
    try:
        tree = parse(sketch.unit.source, sketch.unit.name)
    except SyntaxError:
        return None
    node = next(
        (n for n, _ in classes(tree) if (n.name, n.lineno) == (sketch.name, sketch.line)), None
    )
    if node is None:
        return None
    methods = {one.name: one for one in node.body if isinstance(one, ast.FunctionDef)}
    backward = next((methods[name] for name in BACKWARDS if name in methods), None)
    if backward is None or "forward" not in methods:
        return None
    text = Text(sketch.unit.source)
    helpers = list(_helpers(tree, methods, backward))
    chosen = [backward, *(methods[name] for name in SAVING if name in methods), *helpers]
    if any(_unwieldy(one, text) for one in chosen):
        return None
    pieces = [_piece(one, text, methods, tree, inputs) for one in chosen]
    return Program(sketch, tuple(pieces))


def _piece(
    node: ast.FunctionDef,
    text: Text,
    methods: dict[str, ast.FunctionDef],
    tree: ast.Module,
    inputs: int,
) -> Piece:
    owned = methods.get(node.name) is node
    role = "helper"
    if owned and node.name in {*SAVING, *BACKWARDS}:
        role = "backward" if node.name in BACKWARDS else node.name
    with_context = role != "helper" and not (role == "forward" and "setup_context" in methods)
    given = node.args.args
    context = given[0].arg if with_context and given else ""
    function = Function(
        node=node,
        text=text,
        role=role,
        transpose=way_to_turn(tree),
        squares=squares(tree),
        context=context,
        attributes=_attributes(methods, context) if role == "backward" else (),
        bound=bindings(node, text, context=bool(context)),
        functions=called_functions(methods["forward"], UNARY),
        inputs=inputs,
    )
    return Piece(function, owned, role in SAVING)


def _attributes(methods: dict[str, ast.FunctionDef], context: str) -> tuple[str, ...]:
    """What forward keeps on the context, as backward would call it."""
    found = [
        f"{context}.{node.attr}"
        for name in SAVING
        for node in (ast.walk(methods[name]) if name in methods else ())
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    ]
    return tuple(dict.fromkeys(found))


def _helpers(
    tree: ast.Module, methods: dict[str, ast.FunctionDef], backward: ast.FunctionDef
) -> Iterator[ast.FunctionDef]:
    """Functions that backward uses and forward does not, with those that they use."""
    around = {one.name: one for one in statements(tree) if isinstance(one, ast.FunctionDef)}
    known = {name: one for name, one in around.items() if one not in methods.values()}
    known |= {name: one for name, one in methods.items() if name not in {*SAVING, *BACKWARDS}}
    early = {name for name in SAVING if name in methods}
    taken = {name for one in early for name in _used(methods[one], known)}
    todo = list(_used(backward, known))
    done: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in done | taken:
            done.add(name)
            yield known[name]
            todo += _used(known[name], known)


def _used(node: ast.AST, known: dict[str, ast.FunctionDef]) -> list[str]:
    names = []
    for inner in ast.walk(node):
        name = inner.id if isinstance(inner, ast.Name) else getattr(inner, "attr", "")
        if name in known:
            names.append(name)
    return names


def _unwieldy(node: ast.FunctionDef, text: Text) -> bool:
    """Whether a function is too long or too deep to be taken apart."""
    if len(text.of(node)) > LONGEST or sum(1 for _ in ast.walk(node)) > MOST_NODES:
        return True
    depth = 0
    children: list[ast.AST] = [node]
    while children:
        children = [below for one in children for below in ast.iter_child_nodes(one)]
        depth += 1
    return depth > DEEPEST
