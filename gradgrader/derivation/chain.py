"""The steps one after the other, from the end to the beginning: the whole backward."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

from gradgrader.derivation.records import Chain, Lesson, Line
from gradgrader.derivation.simplified import simplified
from gradgrader.derivation.spelled import filled

Trees = list[ast.expr]


def chained(
    lessons: Sequence[Lesson],
    inputs: Sequence[str],
    outputs: Mapping[str, str],
    constants: Sequence[str],
) -> Chain:
    """What the lessons come to when each one's cotangent is what the later ones send back.

    `outputs` are told with the name that the value goes by: two may be one value.
    """
    made = _Chaining(lessons, inputs, outputs)
    for lesson in reversed(lessons):
        made.pass_back(lesson)
    return made.chain(constants)


class _Chaining:
    def __init__(
        self, lessons: Sequence[Lesson], inputs: Sequence[str], outputs: Mapping[str, str]
    ) -> None:
        self._inputs, self._lessons = tuple(inputs), tuple(lessons)
        self._g = {one.result.name: one.cotangent.name for one in lessons}
        self._g |= {way.value.name: way.gradient for one in lessons for way in one.ways}
        given = {name: self._g.get(name, f"g{name}") for name in outputs}
        self._cotangents = tuple(given.values())
        self._arriving: dict[str, Trees] = {}
        for name, g in given.items():
            self._arriving.setdefault(outputs[name], []).append(ast.Name(g, ast.Load()))
        self._outputs = set(outputs.values())
        self._lines: list[Line] = []

    def pass_back(self, lesson: Lesson) -> None:
        """What arrives for a step's result, handed on to what the result is made of."""
        arriving = self._arriving.get(lesson.result.name)
        if arriving is None:
            return
        total = self._total(lesson.result.name, arriving)
        for way in lesson.ways:
            part = filled(ast.unparse(way.formula), {lesson.cotangent.name: total})
            self._arriving.setdefault(way.value.name, []).append(part)
        self._finish(lesson)

    def chain(self, constants: Sequence[str]) -> Chain:
        """All lines; an input that nothing comes back to gets None."""
        returned = tuple(self._ends(name) for name in self._inputs)
        used = set().union(*(_names(line.formula) for line in self._lines)) | set(returned)
        known = [*self._inputs, *constants, *(one.result.name for one in self._lessons)]
        needed = tuple(name for name in known if name in used)
        return Chain(self._cotangents, needed, tuple(self._lines), returned)

    def _total(self, name: str, arriving: Trees) -> ast.Name:
        alone = len(arriving) == 1
        if name in self._outputs and alone:
            return ast.Name(self._g[name], ast.Load())
        called = f"{self._g[name]}_total" if name in self._outputs else self._g[name]
        self._lines.append(Line(called, _sum(arriving), added=not alone))
        return ast.Name(called, ast.Load())

    def _finish(self, lesson: Lesson) -> None:
        """Inputs that no earlier step uses have all that they get."""
        earlier = self._lessons[: self._lessons.index(lesson)]
        for way in lesson.ways:
            name = way.value.name
            if name in self._inputs and not any(name in _used(one) for one in earlier):
                arriving = self._arriving[name]
                self._lines.append(Line(self._ends(name), _sum(arriving), added=len(arriving) > 1))

    def _ends(self, name: str) -> str:
        if name not in self._arriving:
            return "None"
        if name not in self._outputs:
            return self._g[name]
        return f"{self._g[name]}_total" if len(self._arriving[name]) > 1 else self._g[name]


def _used(lesson: Lesson) -> set[str]:
    return {way.value.name for way in lesson.ways}


def _sum(trees: Iterable[ast.expr]) -> ast.expr:
    return simplified(reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), trees))


def _names(tree: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
