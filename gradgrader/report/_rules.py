"""What each check asks, read off its file: importing one would import torch."""

from __future__ import annotations

import ast
import importlib.util
import inspect
from dataclasses import dataclass
from pathlib import Path

from gradgrader.registry import part_names

CHECKS = "gradgrader.checks"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check's question, and what its docstring says beyond it."""

    question: str
    about: str


def rule(name: str) -> Rule | None:
    """What is known of the check of that name; None where there is none."""
    if name not in part_names(CHECKS):
        return None
    found = importlib.util.find_spec(f"{CHECKS}.{name.replace('-', '_')}")
    assert found is not None and found.origin is not None
    module = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and any(map(_registers, node.decorator_list)):
            question, _, more = inspect.cleandoc(ast.get_docstring(node) or "").partition("\n")
            return Rule(question, more.strip())
    return None


def _registers(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "check"
