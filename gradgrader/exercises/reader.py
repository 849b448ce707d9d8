"""An exercise file to an Exercise, with errors that name their place."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import astuple

from gradgrader.exercises.arguments import argument, batched, check_body, more_dims
from gradgrader.exercises.asked import demands, points
from gradgrader.exercises.document import Document, Source
from gradgrader.exercises.placed import placed
from gradgrader.exercises.schema import ExerciseFile, version
from gradgrader.exercises.sizes import default_sizes, tied
from gradgrader.model.exercise import (
    Case,
    Constant,
    Exercise,
    Gradcheck,
    Input,
    Invariant,
    SpecialPoint,
)
from gradgrader.registry import nearest, part_names


def load(path: Path) -> Exercise:
    """The exercise that the file at `path` describes; raises InvalidExercise."""
    return read(Document(path))


def read(document: Source) -> Exercise:
    """The exercise that has this content; raises InvalidExercise."""
    try:
        file = msgspec.convert(document.content, ExerciseFile)
    except msgspec.ValidationError as error:
        raise placed(document, str(error)) from error
    return _Reader(document, file).exercise()


class _Reader:
    """What the schema can't say: names that must agree with each other."""

    def __init__(self, document: Source, file: ExerciseFile) -> None:
        self.document, self.file = document, file
        self.input_names, self.output_names = (
            tuple(name.strip() for name in side.split(",")) for side in file.signature.split("->")
        )

    def exercise(self) -> Exercise:
        file = self.file
        self._check_names()
        arguments = [argument(self.document, name, file.inputs[name]) for name in self.input_names]
        inputs = tuple(one for one in arguments if isinstance(one, Input))
        if not inputs:
            raise self.document.error("none of them carries a gradient", ("inputs",), key=True)
        dims = list(dict.fromkeys(d for i in inputs for d in i.shape if not d.isdigit()))
        dims += more_dims(self.document, arguments, dims)
        contract = self._contract(dims)
        check_body(self.document, file.reference, file.lesson, self.output_names)
        return Exercise(
            id=file.id,
            title=file.title,
            group=file.group,
            order=file.order,
            names=tuple(file.names),
            formula=file.formula,
            statement=file.statement,
            inputs=inputs,
            outputs=tuple(n for n in self.output_names if n not in file.plain_outputs),
            constants=tuple(one for one in arguments if isinstance(one, Constant)),
            arguments=self.input_names,
            returned=self.output_names,
            inplace=file.inplace,
            surrogate=file.surrogate,
            by_name=file.by_name,
            keeps=file.keeps,
            products=file.products,
            reference=file.reference,
            contract=contract,
            cases=self._cases(dims, contract),
            beyond=tuple(
                Case(self._bound("beyond", index, sizes, dims, ()), promised=False)
                for index, sizes in enumerate(file.beyond)
            ),
            gradcheck=Gradcheck(file.gradcheck.eps, file.gradcheck.atol, file.gradcheck.rtol),
            checks=demands(file.checks),
            check_points=points(file.checks),
            special_points=tuple(SpecialPoint(*astuple(one)) for one in file.special_points),
            invariants=tuple(Invariant(one.words, one.zero) for one in file.invariants),
            exact_zeros=tuple(file.exact_zeros),
            batch=batched(self.document, file.batch or (), inputs),
            complex=file.complex,
            points=file.points,
            hints=tuple(hint.strip() for hint in file.hints),
            after=tuple(file.after),
            difficulty=file.difficulty,
            minutes=file.minutes,
            version=version(file),
            lesson=file.lesson,
            derivable=file.derivation == "allowed",
            path=str(self.document.path),
            reference_line=self.document.first_line(("reference",)),
        )

    def _check_names(self) -> None:
        file, inputs, outputs = self.file, self.input_names, self.output_names
        for names, side in ((inputs, "input"), (outputs, "output")):
            self._check_side(names, side)
        for name in file.inputs:
            self._known("inputs", name, inputs, "the signature has no such input")
        for name in inputs:
            if name not in file.inputs:
                raise self.document.error(f"gives no shape for `{name}`", ("inputs",), key=True)
        for name in file.plain_outputs:
            if name not in outputs:
                message, hint = f"the signature has no output `{name}`", nearest(name, outputs)
                raise self.document.error(message, ("plain_outputs",), hint=f"try {hint}")
        if set(outputs) <= set(file.plain_outputs):
            raise self.document.error("leaves no output with a gradient", ("plain_outputs",))
        for name in file.checks:
            known = part_names("gradgrader.checks")
            self._known("checks", name, known, "there is no such check")

    def _known(self, field: str, name: str, known: Sequence[str], message: str) -> None:
        if name not in known:
            hint = f"try {nearest(name, known)}"
            raise self.document.error(message, (field, name), key=True, hint=hint)

    def _check_side(self, names: Sequence[str], side: str) -> None:
        for name in names:
            if not name.isidentifier() or keyword.iskeyword(name):
                raise self.document.error(
                    f"`{name}` can't name an {side}", ("signature",), hint="use a Python name"
                )
        if len(set(names)) < len(names):
            raise self.document.error(f"an {side} is named twice", ("signature",))

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

    def _cases(self, dims: list[str], contract: tuple[tuple[str, ...], ...]) -> tuple[Case, ...]:
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
