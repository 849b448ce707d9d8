"""Runs a submission statement by statement, and notes each Function as it is defined."""

from __future__ import annotations
import __future__

import ast
import inspect
import linecache
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch.autograd.function import FunctionMeta

from gradgrader.sandbox.messages import Loaded, Raised, UnitText
from gradgrader.sandbox.modules import Spaces, serve
from gradgrader.sandbox.raising import told
from gradgrader.sandbox.records import Seen
from gradgrader.submissions.sketch import classes, parse, unit_sketches
from gradgrader.submissions.source import Unit

OFFERED = ("jvp", "vmap", "generate_vmap_rule", "setup_context")

MAX_PROBLEMS = 100
Definition = tuple[type, str, int]


class Loader:
    """A submission's code, run once; `functions` are the classes that it defined, in order.

    A statement that raises is noted, and the next one runs: a failing check of the learner's own,
    or a library that isn't installed here, costs only what depends on it.
    """

    def __init__(
        self,
        units: Sequence[UnitText],
        modules: Mapping[str, UnitText],
        skip: Sequence[tuple[int, int]] = (),
        progress: Callable[[int, int], None] = lambda *_: None,
    ) -> None:
        self._units, self._modules = units, modules
        self._skip, self._progress = set(skip), progress
        self._names = frozenset(unit.name for unit in (*units, *modules.values()))
        self._defined: list[Definition] = []
        self._problems: list[Raised] = []
        self._flags: dict[str, int] = {}

    @property
    def names(self) -> frozenset[str]:
        """What tracebacks call the learner's own units."""
        return self._names

    @property
    def functions(self) -> list[type]:
        """The Functions with a forward of their own, in order of definition."""
        return [function for function, _, _ in self._defined]

    def load(self) -> Loaded:
        """Run everything, then fetch the classes that running did not reach."""
        serve(self._modules)
        for unit in (*self._units, *self._modules.values()):
            lines = unit.source.splitlines(keepends=True)
            linecache.cache[unit.name] = (len(unit.source), None, lines, unit.name)
        spaces = Spaces(self._modules)
        ran: set[str] = set()
        with definitions(self._note):
            for index, unit in enumerate(self._units):
                done = unit.space not in ran and spaces.imported(unit)
                scope = spaces.of(unit).__dict__
                if not done:
                    self._run(index, unit, scope)
                    ran.add(unit.space)
            for unit in self._units:
                self._reveal(unit, spaces.of(unit).__dict__)
        self._defined = [d for d in self._defined if _has_forward(d[0])]
        return Loaded(
            functions=[seen(*definition) for definition in self._defined][:500],
            problems=self._problems[:MAX_PROBLEMS],
        )

    def _run(self, index: int, unit: UnitText, scope: dict[str, Any]) -> None:
        try:
            body = parse(unit.source, unit.name).body
        except SyntaxError as error:
            self._problem(error, index, 0)
            return
        for number, statement in enumerate(body):
            if (index, number) in self._skip:
                continue
            self._progress(index, number)
            try:
                self._execute(statement, unit, scope)
            except SystemExit as error:
                if number < len(body) - 1:
                    self._problem(error, index, number)
                return
            except BaseException as error:  # noqa: BLE001 - learners' code may raise anything
                self._problem(error, index, number)

    def _execute(self, statement: ast.stmt, unit: UnitText, scope: dict[str, Any]) -> None:
        flags = self._flags.get(unit.space, 0)
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            for alias in statement.names:
                flags |= getattr(__future__, alias.name).compiler_flag
            self._flags[unit.space] = flags
        tree = ast.Module(body=[statement], type_ignores=[])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(tree, unit.name, "exec", flags, dont_inherit=True), scope)  # noqa: S102

    def _problem(self, error: BaseException, unit: int, statement: int) -> None:
        raised = told(error, self._names)
        self._problems.append(
            Raised(
                type=raised.type,
                message=raised.message,
                frames=raised.frames,
                unit=unit,
                statement=statement,
            )
        )

    def _note(self, function: type, unit: str, line: int) -> None:
        if unit in self._names and len(self._defined) < 500:  # noqa: PLR2004
            self._defined.append((function, unit, line))

    def _reveal(self, unit: UnitText, scope: dict[str, Any]) -> None:
        """Define the classes inside functions, methods and __main__ blocks, which nothing ran.

        What the surrounding block imports and defines before them is run too, as far as it can be.
        """
        source = Unit(name=unit.name, source=unit.source)
        hidden = {s.line: s for s in unit_sketches(source, set()) if s.within}
        for node, _ in classes(parse(unit.source, unit.name)) if hidden else ():
            sketch = hidden.get(node.lineno)
            if sketch is None or any(
                name == unit.name and sketch.covers(function.__name__, line)
                for function, name, line in self._defined
            ):
                continue
            inner = dict(scope)
            for statement in (*_before(unit, node), node):
                try:
                    self._execute(statement, unit, inner)
                except BaseException as error:  # noqa: BLE001 - the report says that it was not found
                    if statement is node:
                        self._problems.append(told(error, self._names))


def _before(unit: UnitText, target: ast.ClassDef) -> Iterator[ast.stmt]:
    """Imports, definitions and assignments that stand before `target` in the blocks around it.

    The defaults of a function's arguments count as assignments.
    """
    tree: ast.AST = parse(unit.source, unit.name)
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    while True:
        inside = None
        for node in ast.iter_child_nodes(tree):
            if not isinstance(node, ast.stmt):
                continue
            if node.lineno <= target.lineno <= (node.end_lineno or 0):
                inside = node
                break
            if isinstance(node, kinds) and not isinstance(tree, ast.Module):
                yield node
        if inside is None or inside is target or inside.lineno == target.lineno:
            return
        if isinstance(inside, ast.FunctionDef):
            yield from _defaults(inside)
        tree = inside


def _defaults(function: ast.FunctionDef) -> Iterator[ast.stmt]:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(reversed(positional), reversed(arguments.defaults), strict=False),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    for argument, default in pairs:
        if default is not None:
            target = ast.copy_location(ast.Name(argument.arg, ast.Store()), default)
            yield ast.copy_location(ast.Assign([target], default), default)


@contextmanager
def definitions(note: Callable[[type, str, int], None]) -> Iterator[None]:
    """While open, tells of each class that is made with autograd.Function's metaclass."""
    original = FunctionMeta.__init__

    def init(cls: FunctionMeta, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> None:
        original(cls, name, bases, attrs)  # type: ignore[no-untyped-call]
        frame = inspect.currentframe()
        while frame is not None and frame.f_code is init.__code__:
            frame = frame.f_back
        if frame is not None:
            note(cls, frame.f_code.co_filename, frame.f_lineno)

    FunctionMeta.__init__ = init  # type: ignore[method-assign]
    try:
        yield
    finally:
        FunctionMeta.__init__ = original  # type: ignore[method-assign]


def _has_forward(function: type) -> bool:
    return getattr(function, "forward", None) is not torch.autograd.Function.forward


def seen(function: type, unit: str, line: int) -> Seen:
    """A Function's name, place, and the arguments of its forward without ctx."""
    names, least, most = ["?"], 0, None
    setup = getattr(function, "setup_context", None)
    own_setup = setup is not torch.autograd.Function.setup_context
    try:
        parameters = list(inspect.signature(function.forward).parameters.values())  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        parameters = []
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    rest = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    taken = positional if own_setup else positional[1:]
    names = [p.name[:200] for p in taken][:64]
    least = sum(p.default is p.empty for p in taken)
    most = None if rest or not parameters else len(taken)
    return Seen(
        name=function.__name__[:200],
        unit=unit[:200],
        line=line,
        parameters=names,
        least=least,
        most=most,
        offers=[name for name in OFFERED if _defines(function, name)],
    )


def _defines(function: type, name: str) -> bool:
    """Whether a learner's class has an attribute of its own, or one of its bases has."""
    found = getattr(function, name, None)
    return bool(found) and found is not getattr(torch.autograd.Function, name, None)
