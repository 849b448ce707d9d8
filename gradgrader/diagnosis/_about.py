"""Words for what a mistake is about, and a question that asks for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from gradgrader.diagnosis._mistake import Mistake
from gradgrader.model.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of mistake: its code, its title, and what to ask oneself."""

    code: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class About:
    """Words for what a mistake is about."""

    mistake: Mistake
    exercise: Exercise

    @property
    def gradient(self) -> str:
        """The gradient that the step makes."""
        return gradient_of(self.mistake.step)

    @property
    def parts(self) -> list[str]:
        return self.mistake.about.split("|")

    @property
    def tensor(self) -> str:
        """What the step makes the gradient of."""
        return f"`{self.mistake.step[1:]}`"

    @property
    def function(self) -> str:
        """`tanh`: the step of forward whose derivative is meant, as far as it has a name."""
        try:
            tree = ast.parse(self.parts[0], mode="eval")
        except SyntaxError:
            return "this step"
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        return next(_applied(self.exercise, names), "this step")

    @property
    def output(self) -> str:
        """The output whose cotangent a mistake is about."""
        return f"`{self.mistake.about.removeprefix('g')}`"


def gradient_of(step: str) -> str:
    return f"the gradient of `{step[1:]}`" if step.startswith("d") else "a step on the way"


def _applied(exercise: Exercise, names: set[str]) -> Iterator[str]:
    """Functions of torch whose result is one of these, or that forward applies to one of them."""
    nodes = list(ast.walk(ast.parse(exercise.reference.replace("return", "_ =", 1))))
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=made)], value=call) if made in names:
                yield from _function(call)
    for node in nodes:
        match node:
            case ast.Call(args=[ast.Name(id=given), *_]) if given in names:
                yield from _function(node)


def _function(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr=name)):
            yield f"`{name}`"
