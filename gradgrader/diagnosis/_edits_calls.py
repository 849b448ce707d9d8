"""Edits of calls: functions, reductions, dimensions, comparisons, the letters of einsum."""

from __future__ import annotations

import ast
import itertools

from gradgrader.diagnosis._edit import Place, Proposals, at_expressions, binary, called
from gradgrader.diagnosis._read import of_module, operation, turn, turned
from gradgrader.diagnosis._splice import Level, Made

SIGNS = frozenset({"sign", "sgn"})
UNARY = frozenset(
    {
        *("tanh", "sigmoid", "relu", "exp", "log", "sqrt", "rsqrt", "abs", "sign", "reciprocal"),
        *("sin", "cos", "sinh", "cosh", "erf", "expm1", "log1p", "square", "neg"),
    }
)
OTHERS = {
    "tanh": ("sigmoid", "sinh", "cosh", "sin"),
    "sigmoid": ("tanh",),
    "sin": ("cos", "tanh"),
    "cos": ("sin", "cosh"),
    "sinh": ("cosh", "tanh"),
    "cosh": ("sinh",),
    "expm1": ("exp",),
    "exp": ("log",),
    "log": ("exp",),
    "abs": ("square",),
    "sqrt": ("square",),
    "square": ("sqrt",),
    "sum": ("mean",),
    "mean": ("sum",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "mul": ("outer",),
    "outer": ("mul",),
    "minimum": ("maximum",),
    "maximum": ("minimum",),
    "scatter": ("scatter_add",),
    "index_copy": ("index_add",),
}
OVERWRITING = frozenset({"scatter", "index_copy"})
SCANS = frozenset({"cumsum", "cumprod", "logcumsumexp"})
RESHAPES = frozenset({"reshape", "view", "view_as", "reshape_as"})
WRAPS = frozenset(
    {
        *("clone", "detach", "contiguous", "abs", "float", "double", "half", "sign", "relu"),
        *("clamp", "clip", "round", "triu", "tril", "sum", "mean", "expand", "expand_as"),
        *("unsqueeze", "squeeze", "nan_to_num", "clamp_min", "clamp_max", "flip", "roll", "cpu"),
    }
)
REDUCTIONS = frozenset({"sum", "mean", "amax", "amin"})
EQUALITY = (ast.Eq, ast.NotEq)
COMPARISONS = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def _method(node: ast.AST) -> str:
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if named else ""  # type: ignore[attr-defined]


def _argument(node: ast.Call) -> ast.expr | None:
    """What a call works on: the object of a method, the first argument of a function."""
    if of_module(node):
        return node.args[0] if node.args else None
    return node.func.value if isinstance(node.func, ast.Attribute) else None


@at_expressions
def unwrapped(place: Place) -> Proposals:
    """Without a call around it."""
    node, method = place.node, _method(place.node)
    if not isinstance(node, ast.Call) or operation(node) or turned(node) is not None:
        return
    inner = _argument(node)
    if inner is None or not (method in WRAPS | UNARY | RESHAPES or len(node.args) <= 1):
        return
    kind = "reduction" if method in REDUCTIONS else "shape" if method in RESHAPES else "extra-call"
    yield place.to(kind, 1.05, place.made(inner))
    if method in RESHAPES:
        yield place.to("shape", 1.0, turn(place, place.made(inner)))


@at_expressions
def another_function(place: Place) -> Proposals:
    """Another function of the same arguments."""
    node, method = place.node, _method(place.node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        known = [other for other in place.function.functions if method in UNARY]
        for other in dict.fromkeys((*OTHERS.get(method, ()), *known)):
            if other != method:
                changed = place.function.text.of(node.func)[: -len(method)] + other
                kind = "overwritten" if method in OVERWRITING else "function"
                kind = "reduction" if method in REDUCTIONS else kind
                yield place.edit(kind, 1.2, [(node.func, changed)])


@at_expressions
def from_the_other_end(place: Place) -> Proposals:
    """A scan that begins at the end, or is turned back after it."""
    node, method = place.node, _method(place.node)
    if method not in SCANS or not isinstance(node, ast.Call) or len(node.args) != 1:
        return
    if not isinstance(node.func, ast.Attribute) or of_module(node):
        return
    dim, inner = place.function.text.of(node.args[0]), place.made(node.func.value)
    turned_round = f".flip({dim}).{method}({dim}).flip({dim})"
    yield place.to("direction", 1.1, called(inner, turned_round))
    yield place.to("direction", 1.2, called(place.made(node), f".flip({dim})"))


@at_expressions
def step_for_sign(place: Place) -> Proposals:
    """1 where a number is positive, and 0 (not -1) where it is not."""
    node = place.node
    of = _argument(node) if isinstance(node, ast.Call) and _method(node) in SIGNS else None
    if of is not None:
        yield place.to("function", 1.1, Made(f"({place.made(of).at(Level.SUM)} > 0)", Level.ATOM))


@at_expressions
def missing_function(place: Place) -> Proposals:
    """A function of forward's that is missing here."""
    if isinstance(place.node, (ast.Constant, ast.Tuple)):
        return
    for function in place.function.functions:
        inner = place.made(place.node)
        yield place.to("function", 1.4, Made(f"torch.{function}({inner.text})", Level.ATOM))


@at_expressions
def reduced(place: Place) -> Proposals:
    """A sum over a dimension, or another one."""
    node, method = place.node, _method(place.node)
    if method in REDUCTIONS and isinstance(node, ast.Call) and not of_module(node):
        inner = place.made(node.func.value)  # type: ignore[attr-defined]
        given = {keyword.arg for keyword in node.keywords}
        if "keepdim" not in given:
            if node.args:
                dims = place.function.text.of(node.args[0])
                yield place.to("keepdim", 1.1, called(inner, f".{method}({dims}, keepdim=True)"))
            for dim in ("0", "-1"):
                yield place.to("dimension", 1.2, called(inner, f".{method}({dim}, keepdim=True)"))
        if node.args or node.keywords:
            yield place.to("dimension", 1.3, called(inner, f".{method}()"))
        for dim in ("0", "-1", "1"):
            yield place.to("dimension", 1.2, called(inner, f".{method}({dim})"))
    elif place.whole and not isinstance(node, (ast.Constant, ast.Tuple)):
        for ending in (".sum(0)", ".sum(-1)", ".sum(0, keepdim=True)", ".sum(-1, keepdim=True)"):
            yield place.to("reduction", 1.5, called(place.made(node), ending))


@at_expressions
def flag(place: Place) -> Proposals:
    """True for False."""
    node = place.node
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield place.to("flag", 1.1, Made(str(not node.value), Level.ATOM))


@at_expressions
def comparison(place: Place) -> Proposals:
    """Another comparison, or the branches of `where` exchanged."""
    node = place.node
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = place.made(node.left), place.made(node.comparators[0])
        equality = isinstance(node.ops[0], EQUALITY)  # else `!=` would be true nearly everywhere
        for kind, symbol in COMPARISONS.items():
            if not isinstance(node.ops[0], kind) and issubclass(kind, EQUALITY) == equality:
                new = f"{left.at(Level.SUM)} {symbol} {right.at(Level.SUM)}"
                yield place.to("comparison", 1.1, Made(new, Level.ANY))
    if isinstance(node, ast.Call) and _method(node) == "where" and len(node.args) == 3:  # noqa: PLR2004
        _, yes, no = node.args
        text = place.function.text
        yield place.edit("comparison", 1.1, [(yes, text.of(no)), (no, text.of(yes))])


@at_expressions
def both(place: Place) -> Proposals:
    """The sum of what is chosen from: every path counts."""
    node = place.node
    pair: tuple[ast.expr, ast.expr] | None = None
    if isinstance(node, ast.IfExp):
        pair = node.body, node.orelse
    elif isinstance(node, ast.Call) and _method(node) == "where" and len(node.args) == 3:  # noqa: PLR2004
        pair = node.args[1], node.args[2]
    if pair is not None:
        yield place.to("one-path", 1.3, binary(place.made(pair[0]), "+", place.made(pair[1])))


@at_expressions
def like(place: Place) -> Proposals:
    """Memory of the dtype of a tensor: `zeros_like(x)` for `zeros(x.shape)`."""
    node = place.node
    if not isinstance(node, ast.Call) or _method(node) not in {"zeros", "ones", "empty"}:
        return
    shape = node.args[0] if len(node.args) == 1 else None
    if isinstance(shape, ast.Attribute) and shape.attr == "shape":
        text = place.function.text
        new = f"{text.of(node.func)}_like({text.of(shape.value)})"
        yield place.to("dtype", 1.0, Made(new, Level.ATOM))


@at_expressions
def letters(place: Place) -> Proposals:
    """Two letters of an einsum exchanged, or one of them another."""
    node, parent = place.node, place.parent
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    if _method(parent) != "einsum" or "->" not in node.value:
        return
    seen = {node.value}
    for cost, equation in _equations(node.value):
        if equation not in seen:
            seen.add(equation)
            yield place.to("einsum", cost, Made(f'"{equation}"', Level.ATOM))


def _equations(written: str) -> list[tuple[float, str]]:
    places = [index for index, letter in enumerate(written) if letter.isalpha()]
    found = []
    for one, other in itertools.combinations(places, 2):
        changed = [*written]
        changed[one], changed[other] = written[other], written[one]
        found.append((1.1, "".join(changed)))
    known = sorted({letter for letter in written if letter.isalpha()})
    for index, letter in itertools.product(places, known):
        found.append((1.3, written[:index] + letter + written[index + 1 :]))
    return found
