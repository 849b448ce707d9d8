"""How a learner spells products, sums and transposes, whatever the spelling."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from gradgrader.diagnosis._edit import MODULES, Place, binary
from gradgrader.diagnosis._splice import Level, Made

SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
}
SPELLED = {
    **dict.fromkeys(("matmul", "mm", "bmm", "mv", "dot"), "@"),
    **dict.fromkeys(("mul", "multiply"), "*"),
    **dict.fromkeys(("sub", "subtract"), "-"),
    **dict.fromkeys(("div", "divide", "true_divide"), "/"),
    "add": "+",
    "pow": "**",
}
FUNCTIONS = {"@": "matmul", "*": "mul", "-": "sub", "/": "div", "+": "add", "**": "pow"}
MATRIX = ([0, 1], [-2, -1])


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and what is done with them; `style` is operator, function or method."""

    left: ast.expr
    symbol: str
    right: ast.expr
    style: str = "operator"
    function: str = ""
    module: str = ""

    def again(self, left: Made, symbol: str, right: Made) -> Made:
        """The like of it with other operands, or another symbol, in the same style."""
        if self.style == "operator":
            return binary(left, symbol, right)
        function = self.function if symbol == self.symbol else FUNCTIONS[symbol]
        if self.style == "method":
            return Made(f"{left.at(Level.ATOM)}.{function}({right.text})", Level.ATOM)
        return Made(f"{self.module}.{function}({left.text}, {right.text})", Level.ATOM)


def operation(node: ast.AST) -> Operation | None:
    """`a @ b`, `torch.mm(a, b)` and `a.mm(b)` alike."""
    if isinstance(node, ast.BinOp):
        symbol = SYMBOLS.get(type(node.op))
        return Operation(node.left, symbol, node.right) if symbol else None
    if not isinstance(node, ast.Call) or node.keywords or not isinstance(node.func, ast.Attribute):
        return None
    symbol = SPELLED.get(node.func.attr)
    if symbol is None or any(isinstance(arg, ast.Starred) for arg in node.args):
        return None
    module = of_module(node)
    operands = node.args if module else [node.func.value, *node.args]
    if len(operands) != 2:  # noqa: PLR2004 - a binary operation
        return None
    style = "function" if module else "method"
    return Operation(operands[0], symbol, operands[1], style, node.func.attr, module)


def of_module(node: ast.Call) -> str:
    """`torch` for `torch.f(...)`, as it is written; empty for a method."""
    value = node.func.value if isinstance(node.func, ast.Attribute) else None
    root = value
    while isinstance(root, ast.Attribute):
        root = root.value
    return ast.unparse(value) if value and isinstance(root, ast.Name) and root.id in MODULES else ""


def turned(node: ast.AST) -> ast.expr | None:
    """The matrix whose transpose this is, however that is spelled."""
    if isinstance(node, ast.Attribute) and node.attr in {"T", "mT", "H", "mH"}:
        return node.value
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    operands = node.args if of_module(node) else [node.func.value, *node.args]
    if not operands:  # torch.no_grad()
        return None
    inner, *rest = operands
    try:
        numbers = [ast.literal_eval(argument) for argument in rest]
    except (ValueError, TypeError):
        return None
    attribute = node.func.attr
    swaps = sorted(numbers) in MATRIX if all(isinstance(n, int) for n in numbers) else False
    permutes = numbers in ([1, 0], [(1, 0)], [[1, 0]])
    if (
        (attribute in {"t", "adjoint"} and not numbers)
        or (attribute in {"transpose", "swapaxes", "swapdims"} and swaps)
        or (attribute == "permute" and permutes)
    ):
        return inner
    return None


def way_to_turn(tree: ast.AST) -> str:
    """How this learner writes a transpose most often: `.T`, `.t()`, `.transpose(0, 1)`."""
    ways: dict[str, int] = {}
    for node in ast.walk(tree):
        if turned(node) is None:
            continue
        if isinstance(node, ast.Attribute):
            way = f".{node.attr}"
        else:
            assert isinstance(node, ast.Call)
            arguments = node.args[1:] if of_module(node) else node.args
            written = ", ".join(ast.unparse(argument) for argument in arguments)
            way = f".{node.func.attr}({written})" if isinstance(node.func, ast.Attribute) else ".T"
        ways[way] = ways.get(way, 0) + 1
    return max(ways, key=lambda way: ways[way]) if ways else ".T"


def transpose(place: Place, inner: ast.expr) -> Made:
    """The transpose, in the learner's way; of a transpose, what was transposed."""
    base = turned(inner)
    return place.made(base) if base is not None else turn(place, place.made(inner))


def turn(place: Place, inner: Made) -> Made:
    return Made(f"{inner.at(Level.ATOM)}{place.function.transpose}", Level.ATOM)
