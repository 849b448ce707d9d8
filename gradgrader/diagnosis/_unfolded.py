"""Functions of forward in their parts, so that a mistake can be made in one of these."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._summed import parsed

PARTS = {
    "softmax": "torch.exp({x} - torch.logsumexp({x}, {dim}, keepdim=True))",
    "log_softmax": "({x} - torch.logsumexp({x}, {dim}, keepdim=True))",
    "var": "(({x} - ({x}).mean({dim}, keepdim=True)).square().sum({dim})"
    " / (({x}).shape[{dim}] - 1))",
}
PARTS["std"] = f"({PARTS['var']}).sqrt()"


class Unfolded(ast.NodeTransformer):
    """`torch.softmax(x, dim)` as an exponential and a sum; `std` as a root, a sum, a mean."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Only calls of torch with a tensor and an axis."""
        whole = self.generic_visit(node)
        match whole:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="torch"), attr=name),
                args=[x, dim],
                keywords=[],
            ) if name in PARTS:
                return parsed(PARTS[name].format(x=ast.unparse(x), dim=ast.unparse(dim)))
        return whole
