"""A path to a Submission: .py, .ipynb, or a folder of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.notebook import cells
from gradgrader.submissions.sketch import BACKWARDS, Sketch, parse, sketches
from gradgrader.submissions.source import Submission, Unit
from gradgrader.submissions.text import decode, missing, read_bytes, shown

SUFFIXES = (".py", ".ipynb")
_SKIPPED_FOLDERS = {"__pycache__", "node_modules", "site-packages"}


def read(path: Path) -> Submission:
    """The submission at `path`, with what its text alone shows already looked at.

    Raises UnreadableSubmission where nothing in it can be graded: no such file, no text, a syntax
    error, no autograd.Function, none with a backward.
    """
    if path.is_dir():
        submission = _folder(path)
    else:
        units, notes = _file(path, shown(Path(path.name)), None)
        submission = Submission(
            path=shown(path),
            units=tuple(units),
            modules=_siblings(path, units) if path.suffix == ".py" else {},
            problems=tuple(notes),
        )
    _refuse_hopeless(submission, sketches(submission))
    return submission


def _file(path: Path, name: str, file: str | None) -> tuple[list[Unit], list[Problem]]:
    if not path.exists():
        raise missing(path)
    if path.suffix not in SUFFIXES:
        what = f"is a {path.suffix} file, which can't" if path.suffix else "is no file that can"
        raise UnreadableSubmission(
            f"{what} be graded",
            path=shown(path),
            code="unknown-type",
            hint="give a .py file, an .ipynb notebook, or a folder of them",
        )
    text = decode(read_bytes(path), shown(path))
    if path.suffix == ".ipynb":
        return cells(text, shown(path), file, name)
    space = "submission" if file is None else module_name(name)
    unit = Unit(name=name, source=text, space=space, file=file)
    try:
        parse(text, name)
    except SyntaxError as error:
        raise _syntax_error(shown(path), error, text) from error
    return [unit], []


def _folder(path: Path) -> Submission:
    """Every .py and .ipynb below `path`; a file that can't be read is a problem, not the end."""
    units: list[Unit] = []
    problems: list[Problem] = []
    for file in sorted(_below(path)):
        name = shown(file.relative_to(path))
        try:
            more, notes = _file(file, name, name)
        except UnreadableSubmission as error:
            where = Unit(name=name, source="", file=name).at(error.line)
            problems.append(
                Problem(code=error.code, message=error.message, location=where, hint=error.hint)
            )
            continue
        units += more
        problems += notes
    if not units:
        first = problems[0] if problems else None
        raise UnreadableSubmission(
            f"{first.location}: {first.message}" if first else "holds no .py file and no notebook",
            path=shown(path),
            code=first.code if first else "no-function",
            hint=first.hint if first else "give the folder with one learner's files",
        )
    return Submission(
        path=shown(path),
        units=tuple(units),
        modules={module_name(unit.name): unit for unit in units if unit.cell is None},
        problems=tuple(problems),
    )


def _below(path: Path) -> Iterable[Path]:
    for file in path.rglob("*"):
        parts = file.relative_to(path).parts
        hidden = any(part.startswith(".") or part in _SKIPPED_FOLDERS for part in parts)
        if file.suffix in SUFFIXES and file.is_file() and not hidden:
            yield file


def module_name(file: str) -> str:
    """What `import` calls a file of a folder: `lab/helper.py` is lab.helper."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _siblings(path: Path, units: Iterable[Unit]) -> dict[str, Unit]:
    """Modules in the file's own folder that it imports, and those that they import."""
    found: dict[str, Unit] = {}
    todo = list(units)
    while todo:
        for name in _imported(todo.pop()):
            file = path.parent / f"{name}.py"
            if name in found or name == path.stem or not file.is_file():
                continue
            try:
                found[name] = _file(file, file.name, file.name)[0][0]
            except UnreadableSubmission:
                continue  # importing it fails in the learner's process, at the learner's line
            todo.append(found[name])
    return found


def _imported(unit: Unit) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(parse(unit.source, unit.name)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def _refuse_hopeless(submission: Submission, found: list[Sketch]) -> None:
    """What needs no running: a text that defines no Function, or none with a backward."""
    sources = [unit.source for unit in (*submission.units, *submission.modules.values())]
    broken = next((p for p in _syntax_problems(submission)), None)
    if not found and not any("Function" in source for source in sources):
        if broken is not None:
            raise broken
        what = "is empty" if not any(s.strip() for s in sources) else "defines no autograd.Function"
        raise UnreadableSubmission(
            what,
            path=submission.path,
            code="no-function",
            hint="write a class that inherits from torch.autograd.Function"
            " (`gradgrader start ID` writes one to fill in)",
        )
    names = {sketch.name for sketch in found}
    inherits = any(sketch.mentions & (names - {sketch.name}) for sketch in found)
    if found and not inherits and not any(sketch.methods & BACKWARDS for sketch in found):
        first = found[0]
        raise UnreadableSubmission(
            f"class {first.name} has no backward, so there is nothing to grade",
            path=submission.path,
            code="no-backward",
            line=first.line,
            cell=first.unit.cell,
            hint="add `@staticmethod def backward(ctx, ...)`, one argument for each output",
        )


def _syntax_problems(submission: Submission) -> Iterable[UnreadableSubmission]:
    for unit in submission.units:
        try:
            parse(unit.source, unit.name)
        except SyntaxError as error:
            yield _syntax_error(submission.path, error, unit.source, unit.cell)


def _syntax_error(
    path: str, error: SyntaxError, text: str, cell: int | None = None
) -> UnreadableSubmission:
    """Python's own words, and under them the line with a caret."""
    lines = text.split("\n")
    number = error.lineno or 1
    line = lines[number - 1] if number <= len(lines) else ""
    shown = line.expandtabs(4)
    column = len(line[: max((error.offset or 1) - 1, 0)].expandtabs(4))
    picture = f"\n    {shown}\n    {' ' * column}^" if shown.strip() else ""
    return UnreadableSubmission(
        f"{error.msg}{picture}",
        path=path,
        code="syntax-error",
        line=number,
        cell=cell,
        hint="Python can't read the file beyond this point",
    )
