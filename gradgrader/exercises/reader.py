"""An exercise file to an Exercise, with errors that name their place."""

from __future__ import annotations

import ast
import keyword
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from gradgrader.exercises.document import Document
from gradgrader.exercises.schema import (
    CheckFile,
    Demands,
    ExerciseFile,
    GradcheckFile,
    InputFile,
    Shape,
    Size,
)
from gradgrader.exercises.sizes import default_sizes, tied
from gradgrader.model.exercise import Case, Demand, Exercise, Gradcheck, Input, Invariant, SpecialPoint
from gradgrader.registry import nearest, part_names



def load(path: Path) -> Exercise:
    """The exercise that the file at `path` describes; raises InvalidExercise."""
    document = Document(path)
    try:
        file = msgspec.convert(document.content, ExerciseFile)
    except msgspec.ValidationError as error:
        raise _placed(document, str(error)) from error
    return _Reader(document, file).exercise()


# msgspec names no key of a mapping in its errors: these are the types of what stands behind one
_ITEMS: dict[str, Any] = {
    "inputs": Shape | InputFile,
    "checks": Demands | CheckFile,
    "cases": Size,
    "beyond": Size,
}


def _placed(document: Document, message: str) -> Exception:
    """msgspec's words, with the place in the file and the nearest right name."""
    words, _, where = message.partition(" - at ")
    where = re.sub(r"^`key` in ", "", where).strip("`$")
    before, inside, after = where.partition("[...]")
    path = _steps(before)
    if inside:
        path = (*path, *_culprit(document, path), *_steps(after))
    if unknown := re.search(r"unknown field `(.+)`", words):
        struct = {"gradcheck": GradcheckFile, "inputs": InputFile, "checks": CheckFile}.get(
            str(path[0]) if path else "", ExerciseFile
        )
        known = nearest(unknown[1], struct.__struct_fields__)
        return document.error(
            "there is no such field", (*path, unknown[1]), key=True, hint=f"try {known}"
        )
    if missing := re.search(r"missing required field `(.+)`", words):
        return document.error(f"the field `{missing[1]}` is missing", path)
    if wrong := re.search(r"Invalid enum value '?(.+?)'?$", words):
        return document.error(f"`{wrong[1]}` is none of the values it can have", path)
    return document.error(words[0].lower() + words[1:], path)


def _steps(where: str) -> tuple[str | int, ...]:
    """`.cases[0]` as ("cases", 0)."""
    return tuple(name or int(index) for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", where))


def _culprit(document: Document, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The key of the mapping at `path` whose value is not what it should be."""
    mapping = document.content
    for step in path:
        mapping = mapping[step]
    for key, value in mapping.items():
        try:
            msgspec.convert(value, _ITEMS[str(path[0])])
        except msgspec.ValidationError:
            return (key,)
    return ()


class _Reader:
    """What the schema can't say: names that must agree with each other."""

    def __init__(self, document: Document, file: ExerciseFile) -> None:
        self.document, self.file = document, file
        self.input_names, self.output_names = (
            tuple(name.strip() for name in side.split(",")) for side in file.signature.split("->")
        )

    def exercise(self) -> Exercise:
        file = self.file
        self._check_names()
        inputs = tuple(self._input(name) for name in self.input_names)
        dims = list(dict.fromkeys(d for i in inputs for d in i.shape if not d.isdigit()))
        contract = self._contract(dims)
        self._check_reference()
        return Exercise(
            id=file.id,
            title=file.title,
            group=file.group,
            order=file.order,
            names=tuple(file.names),
            formula=file.formula,
            statement=file.statement,
            inputs=inputs,
            outputs=self.output_names,
            reference=file.reference,
            contract=contract,
            cases=self._cases(dims, contract),
            beyond=tuple(
                Case(self._bound("beyond", index, sizes, dims, ()), promised=False)
                for index, sizes in enumerate(file.beyond)
            ),
            gradcheck=Gradcheck(file.gradcheck.eps, file.gradcheck.atol, file.gradcheck.rtol),
            checks=_demands(file.checks),
            check_points=_points(file.checks),
            special_points=tuple(
                SpecialPoint(point.at, point.why, point.any_subgradient)
                for point in file.special_points
            ),
            invariants=tuple(Invariant(one.words, one.zero) for one in file.invariants),
            exact_zeros=tuple(file.exact_zeros),
            batch=file.batch,
            complex=file.complex,
            points=file.points,
            hints=tuple(hint.strip() for hint in file.hints),
            path=str(self.document.path),
            reference_line=self.document.first_line(("reference",)),
        )

    def _check_names(self) -> None:
        file = self.file
        for names, side in ((self.input_names, "input"), (self.output_names, "output")):
            for name in names:
                if not name.isidentifier() or keyword.iskeyword(name):
                    raise self.document.error(
                        f"`{name}` can't name an {side}", ("signature",), hint="use a Python name"
                    )
            if len(set(names)) < len(names):
                raise self.document.error(f"an {side} is named twice", ("signature",))
        for name in file.inputs:
            if name not in self.input_names:
                raise self.document.error(
                    "the signature has no such input",
                    ("inputs", name),
                    key=True,
                    hint=f"try {nearest(name, self.input_names)}",
                )
        for name in self.input_names:
            if name not in file.inputs:
                raise self.document.error(f"gives no shape for `{name}`", ("inputs",), key=True)
        known = part_names("gradgrader.checks")
        for name in file.checks:
            if name not in known:
                raise self.document.error(
                    "there is no such check",
                    ("checks", name),
                    key=True,
                    hint=f"try {nearest(name, known)}",
                )

    def _input(self, name: str) -> Input:
        spec = self.file.inputs[name]
        spec = InputFile(shape=spec) if isinstance(spec, str) else spec
        return Input(name, tuple(spec.shape.split()), spec.domain)

    def _contract(self, dims: list[str]) -> tuple[tuple[str, ...], ...]:
        groups = []
        for index, text in enumerate(self.file.contract):
            group = tuple(dim.strip() for dim in text.split("="))
            for dim in group:
                if dim not in dims:
                    raise self.document.error(
                        f"no input has a dimension `{dim}`",
                        ("contract", index),
                        hint=f"try {nearest(dim, dims)}",
                    )
            groups.append(group)
        return tuple(groups)

    def _cases(
        self, dims: list[str], contract: tuple[tuple[str, ...], ...]
    ) -> tuple[Case, ...]:
        given: Iterable[Mapping[str, int]] = self.file.cases or default_sizes(dims, contract)
        cases = [
            Case(self._bound("cases", index, sizes, dims, contract))
            for index, sizes in enumerate(given)
        ]
        return tuple({case.label: case for case in cases}.values())

    def _bound(
        self,
        field: str,
        index: int,
        sizes: Mapping[str, int],
        dims: list[str],
        contract: tuple[tuple[str, ...], ...],
    ) -> dict[str, int]:
        """`sizes` for every dimension, those that the contract ties filled in and compared."""
        for dim in sizes:
            if dim not in dims:
                raise self.document.error(
                    f"no input has a dimension `{dim}`",
                    (field, index, dim),
                    key=True,
                    hint=f"try {nearest(dim, dims)}",
                )
        full = tied(sizes, contract)
        for dim in dims:
            if dim not in full:
                raise self.document.error(f"gives no size for `{dim}`", (field, index))
        for group in contract:
            if len({full[dim] for dim in group}) > 1:
                raise self.document.error(
                    f"breaks the contract {' = '.join(group)}",
                    (field, index),
                    hint="move it to `beyond`",
                )
        return {dim: full[dim] for dim in dims}

    def _check_reference(self) -> None:
        body = self.file.reference
        try:
            tree = ast.parse("def reference():\n" + textwrap.indent(body, "    ")).body[0]
        except SyntaxError as error:
            line = self.document.first_line(("reference",)) + (error.lineno or 2) - 2
            problem = self.document.error(f"is not Python: {error.msg} (line {line})", ("reference",))
            raise problem from error
        if not any(isinstance(node, ast.Return) for node in _own_nodes(tree)):
            raise self.document.error("returns nothing", ("reference",))


def _demands(checks: Mapping[str, str | CheckFile]) -> dict[str, Demand]:
    """What is asked of each check that the file names."""
    asked = {
        name: one.demand if isinstance(one, CheckFile) else one for name, one in checks.items()
    }
    return {name: Demand(demand) for name, demand in asked.items() if demand is not None}


def _points(checks: Mapping[str, str | CheckFile]) -> dict[str, float]:
    """Points of each check that has any."""
    return {
        name: one.points
        for name, one in checks.items()
        if isinstance(one, CheckFile) and one.points
    }


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Everything in a function but what stands in functions within it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            yield from _own_nodes(child)
