"""One-step mutants of right solutions: each is a mistake that a grader should notice.

A mutant differs from its solution in one node of the syntax tree of the Function (or of what it
uses from its module). Nothing is left out because it looks harmless: which mutants are equivalent
is decided by inspection, one by one, in equivalent.yaml.

`make quality` takes the quick set (every mutant of one main solution for each exercise),
`tools/quality.py --all` those of every solution.
"""

from __future__ import annotations

import ast
import difflib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

EXERCISES = Path(__file__).parents[2] / "exercises"
MAIN = ("matmul/plain", "tanh/save_output", "matmul_nn/plain", "attn/save_output")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A wrong version of a solution; `id` is exercise/solution/line/kind/number."""

    id: str
    exercise: str
    kind: str
    diff: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """A node, what is around it (the innermost first), and the tensors' names there."""

    node: ast.AST
    around: tuple[ast.AST, ...]
    names: tuple[str, ...]

    @property
    def parent(self) -> ast.AST:
        return self.around[0]


Edits = Iterator[tuple[ast.AST, str]]
KINDS: dict[str, Callable[[Place], Edits]] = {}

SYMBOLS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
}
PRODUCTS = {"matmul": "@", "mm": "@", "mul": "*", "add": "+", "sub": "-", "div": "/"}
IN_PLACE = {"+": "add_", "-": "sub_", "*": "mul_", "/": "div_", "**": "pow_"}
ORDER = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
IDENTITY = {ast.Is: "is", ast.IsNot: "is not"}
MEMBERSHIP = {ast.In: "in", ast.NotIn: "not in"}
OPPOSITE = {
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
INSTEAD = {
    "tanh": ("sigmoid", "sin"),
    "sigmoid": ("tanh",),
    "cosh": ("sinh", "cos"),
    "exp": ("expm1",),
    "square": ("abs", "sqrt"),
    "sum": ("mean",),
    "mean": ("sum",),
    "outer": ("mul",),
    "zeros_like": ("ones_like",),
}
WRAPS = ("detach", "abs", "clone", "float")
CONTEXT = {"ctx", "context", "self"}
SIZES = {"range", "len"}
TRANSPOSES = {"T", "mT"}
TRANSPOSING = {"t", "transpose", "permute", "swapaxes"}


def quick() -> list[Mutant]:
    """The mutants of the main solutions."""
    return of_files(EXERCISES / name.replace("/", "/solutions/") for name in MAIN)


def everything() -> list[Mutant]:
    """The mutants of all solutions; the quick ones are among them, with the same ids."""
    return of_files(path.with_suffix("") for path in sorted(EXERCISES.glob("*/solutions/*.py")))


def of_files(paths: Iterable[Path]) -> list[Mutant]:
    """The mutants of these solutions (their paths without .py)."""
    return [
        mutant
        for path in paths
        for mutant in mutants(
            path.with_suffix(".py").read_text(encoding="utf-8"), path.parents[1].name, path.name
        )
    ]


def mutants(source: str, exercise: str, solution: str) -> list[Mutant]:
    """Every distinct one-step mutant of a source with an autograd.Function."""
    tree = ast.parse(source)
    seen, count, found = {ast.dump(tree)}, Counter[str](), []
    for kind, make in KINDS.items():
        for place in _places(tree):
            for node, text in make(place):
                changed = _spliced(source, node, text)
                if changed is None or (dump := ast.dump(ast.parse(changed))) in seen:
                    continue
                seen.add(dump)
                key = f"{exercise}/{solution}/{_start(node)[0]}/{kind}"
                count[key] += 1
                found.append(
                    Mutant(
                        id=f"{key}/{count[key]}",
                        exercise=exercise,
                        kind=kind,
                        diff=_diff(source, changed),
                        source=changed,
                    )
                )
    return sorted(found, key=lambda mutant: int(mutant.id.split("/")[2]))


def _places(tree: ast.Module) -> Iterator[Place]:
    """Every node of the Functions and of what they use, in the order of the text."""
    for part in _parts(tree):
        yield from _below(part, ())


def _below(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[Place]:
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.FunctionDef) and child in node.decorator_list):
            yield Place(child, (node, *around), _names(child, (node, *around)))
            yield from _below(child, (node, *around))


def _parts(tree: ast.Module) -> list[ast.stmt]:
    """The Functions, and the statements of the module that define what these use."""
    definitions = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    used = [n for n in definitions if isinstance(n, ast.ClassDef) and "Function" in _bases(n)]
    for part in used:
        names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        used += [n for n in definitions if n not in used and names & _defined(n)]
    return sorted(used, key=lambda node: node.lineno)


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _stored(n)}


def _names(node: ast.AST, around: tuple[ast.AST, ...]) -> tuple[str, ...]:
    """What is bound before `node` in its function, but for the context."""
    function = next((outer for outer in around if isinstance(outer, ast.FunctionDef)), None)
    if function is None or not isinstance(node, ast.expr):
        return ()
    found = [argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _end(statement) <= _start(node):
            found += _targets(statement)
        elif isinstance(statement, ast.For) and _end(statement.iter) <= _start(node):
            found += _targets(statement.target)
    for outer in around:
        if isinstance(outer, ast.ListComp | ast.GeneratorExp):
            found += [name for part in outer.generators for name in _targets(part.target)]
    return tuple(name for name in dict.fromkeys(found) if name not in {*CONTEXT, "_"})


def _targets(node: ast.AST) -> list[str]:
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and _stored(n)]


def _stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _start(node: ast.AST) -> tuple[int, int]:
    """Line (from 1) and column in bytes (from 0), of the first decorator if there is one."""
    decorators = getattr(node, "decorator_list", [])
    first = decorators[0] if decorators else node
    return first.lineno, first.col_offset - bool(decorators)


def _end(node: ast.AST) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset


def _spliced(source: str, node: ast.AST, text: str) -> str | None:
    """The source with other text for a node, in parentheses if it needs them; None if invalid."""
    text = _tidy(text)
    bare = [text[1:-1]] if text.startswith("(") else []
    *shorter, safe = (_replaced(source, node, one) for one in (*bare, text, f"({text})"))
    if not _compiles(safe):  # a statement
        return shorter[-1] if _compiles(shorter[-1]) else None
    meant = ast.dump(ast.parse(safe))
    fitting = (one for one in shorter if _compiles(one) and ast.dump(ast.parse(one)) == meant)
    return next(fitting, safe)


def _tidy(text: str) -> str:
    """An expression or a statement as one would write it."""
    try:
        tree: ast.AST = ast.parse(text, mode="eval")
    except SyntaxError:
        tree = ast.parse(text)
    return ast.unparse(tree).replace("'", '"')


def _replaced(source: str, node: ast.AST, text: str) -> str:
    lines = source.encode().splitlines(keepends=True)
    (first, left), (last, right) = _start(node), _end(node)
    before = b"".join(lines[: first - 1]) + lines[first - 1][:left]
    after = lines[last - 1][right:] + b"".join(lines[last:])
    return (before + text.encode() + after).decode()


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _diff(before: str, after: str) -> str:
    """A unified diff without context and without names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(itertools.islice(lines, 2, None))


def mutation(make: Callable[[Place], Edits]) -> Callable[[Place], Edits]:
    """Register a kind of mutation under its function's name."""
    KINDS[make.__name__] = make
    return make


def _text(node: ast.AST) -> str:
    return f"({ast.unparse(node)})"


def _listed(nodes: Iterable[ast.AST]) -> str:
    """The text of a tuple."""
    return f"({''.join(f'{ast.unparse(node)}, ' for node in nodes)})"


def _swaps(nodes: list[ast.expr]) -> Iterator[list[ast.expr]]:
    """The list with each two of its members exchanged."""
    for i, j in itertools.combinations(range(len(nodes)), 2):
        swapped = [*nodes]
        swapped[i], swapped[j] = nodes[j], nodes[i]
        yield swapped


def _method(node: ast.AST) -> str:
    """What is called: `mm` for `torch.mm(...)` and `q.mm(...)`."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if named else ""


def _of_torch(node: ast.AST) -> bool:
    """Whether a call is `torch.something(...)`."""
    return bool(_method(node)) and ast.unparse(node.func.value) == "torch"


def _of_context(node: ast.AST) -> bool:
    """Whether a call or an attribute is the context's."""
    inner = node.func if isinstance(node, ast.Call) else node
    return isinstance(inner, ast.Attribute) and ast.unparse(inner.value) in CONTEXT


def _binary(node: ast.AST) -> tuple[ast.expr, str, ast.expr] | None:
    """Two operands and what is between them, also where that is written as a call."""
    if isinstance(node, ast.BinOp):
        return node.left, SYMBOLS.get(type(node.op), "%"), node.right
    if _method(node) in PRODUCTS:
        operands = node.args if _of_torch(node) else [node.func.value, *node.args]
        if len(operands) == 2:
            return operands[0], PRODUCTS[_method(node)], operands[1]
    return None


def _is_value(place: Place) -> bool:
    """Whether a node is an expression for a tensor, and the whole of it."""
    node, parent = place.node, place.parent
    outside = isinstance(parent, ast.Attribute | ast.Starred | ast.Expr)
    if outside or node is getattr(parent, "func", None) or node is getattr(parent, "slice", None):
        return False
    if isinstance(parent, ast.Call) and ast.unparse(parent.func) in SIZES:
        return False
    if isinstance(node, ast.Name):
        return node.id in place.names and not _stored(node)
    if isinstance(node, ast.Attribute):
        return node.attr in TRANSPOSES
    if isinstance(node, ast.Call):
        return not _of_context(node) and ast.unparse(node.func) not in {*SIZES, "zip"}
    return isinstance(node, ast.BinOp | ast.Subscript)


def _returned(node: ast.AST) -> list[ast.expr]:
    """The values of a return statement."""
    if not isinstance(node, ast.Return) or node.value is None:
        return []
    return node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


def _unpacked(node: ast.AST, what: str) -> list[ast.expr]:
    """The targets of `a, b = ctx.what`."""
    if isinstance(node, ast.Assign) and getattr(node.value, "attr", "") == what:
        return getattr(node.targets[0], "elts", [])
    return []


@mutation
def operator(place: Place) -> Edits:
    """Another operator; a sign more or less; another comparison."""
    node = place.node
    if operands := _binary(node):
        left, symbol, right = operands
        others = [one for one in SYMBOLS.values() if one != symbol]
        yield from ((node, f"{_text(left)} {one} {_text(right)}") for one in others)
    if isinstance(node, ast.AugAssign):
        target, value = ast.unparse(node.target), _text(node.value)
        yield from ((node, f"{target} {one}= {value}") for one in SYMBOLS.values())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node, _text(node.operand)
    if _is_value(place):
        yield node, f"-{_text(node)}"
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        family = next(f for f in (ORDER, IDENTITY, MEMBERSHIP) if type(node.ops[0]) in f)
        for one in family.values():
            yield node, f"{_text(node.left)} {one} {_text(node.comparators[0])}"
    if isinstance(node, ast.BoolOp):
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield node, word.join(_text(value) for value in node.values)


@mutation
def operand(place: Place) -> Edits:
    """Operands exchanged; one of them alone."""
    node = place.node
    if operands := _binary(node):
        left, symbol, right = operands
        yield node, f"{_text(right)} {symbol} {_text(left)}"
        yield node, _text(left)
        yield node, _text(right)
    if isinstance(node, ast.BoolOp):
        yield from ((node, _text(value)) for value in node.values)
    if _of_torch(node) and len(node.args) > 1:
        function = ast.unparse(node.func)
        for arguments in _swaps(node.args):
            yield node, f"{function}{_listed(arguments)}"


@mutation
def name(place: Place) -> Edits:
    """Another tensor of the same method."""
    node = place.node
    if isinstance(node, ast.Name) and not _stored(node) and node.id in place.names:
        yield from ((node, other) for other in place.names if other != node.id)


@mutation
def needs(place: Place) -> Edits:
    """Whether another input needs its gradient."""
    node = place.node
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "needs_input_grad":
        yield from ((node, f"{ast.unparse(node.value)}[{index}]") for index in range(3))
    for targets in _swaps(_unpacked(node, "needs_input_grad")):
        yield node.targets[0], _listed(targets)


@mutation
def constant(place: Place) -> Edits:
    """Another number."""
    value = place.node.value if isinstance(place.node, ast.Constant) else None
    if isinstance(value, bool):
        yield place.node, str(not value)
    elif isinstance(value, int | float):
        for other in dict.fromkeys((0, 1, 2, value + 1, value - 1, -value)):
            yield place.node, f"({other})"


@mutation
def transpose(place: Place) -> Edits:
    """A transpose more or less; two letters of an einsum exchanged."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr in TRANSPOSES:
        yield node, _text(node.value)
    if _method(node) in TRANSPOSING:
        yield node, _text(node.args[0] if _of_torch(node) else node.func.value)
    operands = _binary(node)
    factors = [operands[0], operands[2]] if operands and operands[1] == "@" else []
    for factor in (*factors, *_returned(node)):
        if not isinstance(factor, ast.Constant):
            yield factor, f"{_text(factor)}.T"
    if isinstance(node, ast.Constant) and _method(place.parent) == "einsum":
        yield from ((node, repr(letters)) for letters in _lettered(str(node.value)))


def _lettered(letters: str) -> Iterator[str]:
    """The equation of an einsum with each two of its letters exchanged."""
    places = [i for i, letter in enumerate(letters) if letter.isalpha()]
    for i, j in itertools.combinations(places, 2):
        changed = [*letters]
        changed[i], changed[j] = letters[j], letters[i]
        yield "".join(changed)


@mutation
def statement(place: Place) -> Edits:
    """A statement less, or a whole method."""
    node = place.node
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.stmt) and not docstring:
        yield node, "pass"


@mutation
def call(place: Place) -> Edits:
    """A call more or less, or of another function; saved tensors that no graph reaches."""
    node = place.node
    if _is_value(place):
        yield from ((node, f"{_text(node)}.{wrap}()") for wrap in WRAPS)
    if getattr(node, "attr", "") == "saved_tensors":
        yield node, f"[saved.detach() for saved in {ast.unparse(node)}]"
    if not _method(node) or _of_context(node):
        return
    for other in INSTEAD.get(_method(node), ()):
        changed = ast.Attribute(node.func.value, other, ast.Load())
        yield node, ast.unparse(ast.Call(changed, node.args, node.keywords))
    if not _of_torch(node):
        yield node, _text(node.func.value)
    elif len(node.args) == 1:
        yield node, _text(node.args[0])


@mutation
def returned(place: Place) -> Edits:
    """Two returned values exchanged; None or zeros instead of one; one less; one twice."""
    values = _returned(place.node)
    whole = getattr(place.node, "value", place.node)
    for swapped in _swaps(values):
        yield whole, _listed(swapped)
    for value in values:
        if not isinstance(value, ast.Constant):
            yield value, "None"
            yield value, f"torch.zeros_like({ast.unparse(value)})"
    if len(values) > 1:
        yield from ((whole, _listed(v for v in values if v is not one)) for one in values)


@mutation
def saved(place: Place) -> Edits:
    """One tensor less saved; two exchanged, when they are saved or when they are taken out."""
    node = place.node
    if _method(node) == "save_for_backward":
        function = ast.unparse(node.func)
        fewer = [[v for v in node.args if v is not one] for one in node.args]
        for arguments in (*fewer, *_swaps(node.args)):
            yield node, f"{function}({', '.join(map(ast.unparse, arguments))})"
    for targets in _swaps(_unpacked(node, "saved_tensors")):
        yield node.targets[0], _listed(targets)


@mutation
def condition(place: Place) -> Edits:
    """The opposite of a condition, or no condition."""
    tests = [getattr(place.node, "test", None), *getattr(place.node, "ifs", ())]
    for test in filter(None, tests):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            opposite = OPPOSITE[type(test.ops[0])]
            yield test, f"{_text(test.left)} {opposite} {_text(test.comparators[0])}"
        else:
            yield test, f"not {_text(test)}"
        yield test, "True"
        yield test, "False"


@mutation
def in_place(place: Place) -> Edits:
    """The same, written over one of the operands."""
    node = place.node
    operands = _binary(node)
    if operands and operands[1] in IN_PLACE:
        left, symbol, right = operands
        method = IN_PLACE[symbol]
        pairs = [(left, right), (right, left)] if symbol in "+*" else [(left, right)]
        for over, other in pairs:
            if not isinstance(over, ast.Constant):
                yield node, f"{_text(over)}.{method}({ast.unparse(other)})"
    if _method(node) in {"tanh", "sigmoid", "exp", "cosh", "square"}:
        over = node.args[0] if _of_torch(node) else node.func.value
        yield node, f"{_text(over)}.{_method(node)}_()"
