"""An exercise's derivation: its forward cut into steps, each one's lesson, and all together."""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sympy
from torch import Tensor

from gradgrader.derivation.chain import chained
from gradgrader.derivation.grid import Grid, constant, symbols
from gradgrader.derivation.passes import One, merge, trace
from gradgrader.derivation.proof import prove, prove_chain
from gradgrader.derivation.records import Derivation, Lesson, Rows, Value, Way
from gradgrader.derivation.render import Unrenderable, Varying, render
from gradgrader.derivation.reverse import check_rules, sent_back
from gradgrader.derivation.simplified import simplified, written
from gradgrader.derivation.spelled import parsed
from gradgrader.derivation.steps import Step, names, steps
from gradgrader.derivation.symbolic import NoRule, entries, evaluate
from gradgrader.derivation.trace import Node
from gradgrader.derivation.traced import other_sizes
from gradgrader.errors import GradgraderError, InvalidExercise
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case, Exercise

SIZES = (2, 3, 4)
LARGEST = 1024
"""Entries of a Jacobian; with more, nobody reads them, and sympy takes minutes."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What lessons are made from: values by name in several sizes, shapes of all nodes in them."""

    exercise: Exercise
    values: tuple[Mapping[str, Tensor], ...]
    shapes: Mapping[int, tuple[tuple[int, ...], ...]]
    prefix: str
    constants: Sequence[str]

    def gradient(self, name: str) -> str:
        return f"{self.prefix}{name}"


def derive(oracle: Oracle) -> Derivation:
    """The derivation of the oracle's exercise, as far as there are rules for it.

    Raises GraderBroken where autograd contradicts a formula.
    """
    exercise = oracle.exercise
    if exercise.inplace:
        raise GradgraderError(f"{exercise.id} can't be derived: its forward changes its input")
    if exercise.surrogate:
        raise GradgraderError(f"{exercise.id} can't be derived: its gradient is a choice")
    cases, traces = _traces(oracle)
    named = names(traces[0], exercise)
    indices = {id(node): number for number, node in enumerate(traces[0].nodes)}
    constants = [
        name for name in exercise.arguments if name in traces[0].named and name not in named
    ]
    values = tuple(
        {name: one.nodes[indices[id(node)]].value.detach() for name, node in named.items()}
        | {name: one.named[name].value for name in constants}
        for one in traces
    )
    shapes = {
        id(same[0]): tuple(tuple(node.value.shape) for node in same)
        for same in zip(*(one.nodes for one in traces), strict=True)
    }
    merge(traces)
    work = _Work(exercise, values, shapes, _prefix(named), constants)
    inputs = tuple(_value(spec.name, values[0]) for spec in exercise.inputs)
    lessons: list[Lesson] = []
    stopped = ""
    for step in steps(named, exercise):
        try:
            lesson = _lesson(step, work)
        except (NoRule, Unrenderable) as error:
            stopped = f"{step.name}: {error}"
            break
        prove(lesson, values)
        lessons.append(lesson)
    chain = None
    if not stopped:
        by_id = {id(node): name for name, node in named.items()}
        outputs = {name: by_id[id(traces[0].named[name])] for name in exercise.outputs}
        chain = chained(lessons, [one.name for one in exercise.inputs], outputs, constants)
        for case, known in zip(cases, values, strict=True):
            arriving = zip(chain.cotangents, oracle.cotangents(case), strict=True)
            prove_chain(chain, {**known, **dict(arriving)}, oracle.gradients(case))
    made = (exercise.id, exercise.title, exercise.formula)
    return Derivation(*made, inputs, tuple(lessons), chain, stopped)


def _traces(oracle: Oracle) -> tuple[list[Case], list[One]]:
    """Forward, small and not square first, then in other sizes."""
    exercise = oracle.exercise
    wanted = [_small(exercise), other_sizes(exercise, 4), other_sizes(exercise, 5)]
    try:
        made = [_forward(oracle, case) for case in wanted]
    except (InvalidExercise, RuntimeError):  # sizes that the exercise does not list, and can't take
        wanted = list(exercise.cases)
        made = [_forward(oracle, case) for case in wanted]
    if len({tuple(node.op for node in one.nodes) for one in made}) > 1:
        raise GradgraderError(
            f"{exercise.id} can't be derived: what its reference computes depends on the sizes"
        )
    return wanted, made


def _forward(oracle: Oracle, case: Case) -> One:
    """The trace of forward alone: autograd's own way back may differ from size to size."""
    one = trace(oracle, oracle.inputs(case), oracle.cotangents(case))
    ends = {id(one.named[name]) for name in oracle.exercise.outputs}
    last = max(number for number, node in enumerate(one.nodes) if id(node) in ends)
    return replace(one, nodes=one.nodes[: last + 1])


def _small(exercise: Exercise) -> Case:
    """2, 3, 4 and again 2: small enough to write out, and not square, so that transposes show."""
    sizes: dict[str, int] = {}
    taken = 0
    for dim in exercise.cases[0].sizes:
        tied = [o for group in exercise.contract if dim in group for o in group if o in sizes]
        sizes[dim] = sizes[tied[0]] if tied else SIZES[taken % len(SIZES)]
        taken += not tied
    return Case(sizes)


def _prefix(named: Mapping[str, object]) -> str:
    """What goes before a name to call its gradient, such that no other name comes of it."""
    return next(
        p for p in ("g", "grad_", "gradient_of_") if not {p + n for n in named} & set(named)
    )


def _value(name: str, values: Mapping[str, Tensor]) -> Value:
    return Value(name, symbols(name, values[name].shape))


def _lesson(step: Step, work: _Work) -> Lesson:
    first = work.values[0]
    result = _value(step.name, first)
    cotangent = Value(
        work.gradient(step.name), symbols(work.gradient(step.name), first[step.name].shape)
    )
    sizes = _Sizes(work.values, (*step.leaves, step.name))
    check_rules(step)
    forward = simplified(render(step.node, {id(n): name for name, n in step.leaves.items()}, sizes))
    values = tuple(_value(name, first) for name in _in_order(forward, step.leaves))
    grids = {id(step.leaves[value.name]): value.entries for value in values}
    computed = entries(step.node, dict(grids))
    back = sent_back(step, cotangent.name, sizes, work.shapes)
    others = {name: first[name] for name in work.constants}
    known = {one.name: one.entries for one in (*values, result, cotangent)}
    known |= {name: constant(value) for name, value in others.items()}
    at = {name: first[name] for name in (*step.leaves, step.name)} | {
        cotangent.name: first[step.name]
    }
    at |= others
    ways = []
    for value in values:
        if value.name not in back:
            continue
        formula = back[value.name]
        jacobian = defined = _jacobian(computed, value.entries)
        if step.name in {node.id for node in ast.walk(formula) if isinstance(node, ast.Name)}:
            jacobian = _read_off(evaluate(written(formula), at, known), cotangent.entries)
        product = tuple(
            sympy.Add(
                *(g * row[j] for g, row in zip(cotangent.entries.entries, jacobian, strict=True))
            )
            for j in range(len(value.entries.entries))
        )
        gradient = work.gradient(value.name)
        ways.append(Way(value, gradient, jacobian, product, formula, defined))
    words = " ".join(work.exercise.lesson.get(step.name, "").split())
    return Lesson(result, forward, values, computed, cotangent, tuple(ways), words)


def _in_order(tree: ast.expr, leaves: Mapping[str, Node]) -> list[str]:
    """Names of a formula as they are read."""
    found = [node for node in ast.walk(ast.parse(written(tree))) if isinstance(node, ast.Name)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id for node in found if node.id in leaves))


def _jacobian(computed: Grid, by: Grid) -> Rows:
    """The derivative of each entry by each entry."""
    if len(computed.entries) * len(by.entries) > LARGEST:
        raise NoRule(f"its Jacobian has {len(computed.entries)} × {len(by.entries)} entries")
    return tuple(
        tuple(sympy.diff(e, x) if x in e.free_symbols else sympy.Integer(0) for x in by.entries)
        for e in computed.entries
    )


def _read_off(gradient: Grid, cotangent: Grid) -> Rows:
    """The Jacobian as what each entry of the cotangent is multiplied with."""
    spread = [sympy.expand(entry) for entry in gradient.entries]
    return tuple(
        tuple(sympy.factor_terms(sympy.powsimp(entry.coeff(g))) for entry in spread)
        for g in cotangent.entries
    )


class _Sizes:
    """Spells numbers that are sizes, with the names that a step knows."""

    def __init__(self, values: Sequence[Mapping[str, Tensor]], known: Sequence[str]) -> None:
        self._values, self._known = values, known

    def __call__(self, varying: Varying) -> ast.expr:
        for name in self._known:
            shapes = [tuple(one[name].shape) for one in self._values]
            for axis in range(len(shapes[0])):
                more = {n - shape[axis] for n, shape in zip(varying.numbers, shapes, strict=True)}
                if len(more) == 1:
                    return simplified(parsed(f"{name}.shape[{axis}] + {more.pop()}"))
            if tuple(math.prod(shape) for shape in shapes) == varying.numbers:
                return parsed(f"{name}.numel()")
        raise Unrenderable(f"there is no spelling for the size {varying.numbers}")
