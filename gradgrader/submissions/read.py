"""A path to a Submission: .py, .ipynb, or a folder or an archive of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.archive import members
from gradgrader.submissions.folder import below, leads_out
from gradgrader.submissions.found import MAX_FILES, SUFFIXES, Found, Item, is_archive, skipped
from gradgrader.submissions.notebook import cells
from gradgrader.submissions.refuse import refuse_hopeless, syntax_error
from gradgrader.submissions.sketch import parse, sketches
from gradgrader.submissions.source import Submission, Unit
from gradgrader.submissions.text import decode, label, missing, read_bytes, shown, unreadable

MAX_SOURCE = 256 << 10  # characters of Python in a file: parsing takes a kilobyte for each
MAX_SOURCES = 1 << 20  # and in all files of a submission
MAX_TOLD = 50  # problems of one kind


def read(path: Path) -> Submission:
    """The submission at `path`, with what its text alone shows already looked at.

    Raises UnreadableSubmission where nothing in it can be graded: no such file, no text, a syntax
    error, no autograd.Function, none with a backward. Whatever else is wrong with a part of it is
    among its problems.
    """
    try:
        folder, there = path.is_dir(), path.exists()
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise unreadable(path, error) from error
    if not there:
        raise missing(path)
    if folder:
        return read_together(path, below(path))
    if is_archive(path.name):
        return read_together(path, members(path))
    submission = _file(path)
    refuse_hopeless(submission, sketches(submission))
    return submission


def read_text(name: str, text: str) -> Submission:
    """The submission that a text is, as a file of this name; raises UnreadableSubmission."""
    units, notes = _units(text.encode(), name, name, None)
    submission = Submission(path=name, units=tuple(units), problems=few(notes))
    refuse_hopeless(submission, sketches(submission))
    return submission


def _file(path: Path) -> Submission:
    if path.suffix not in SUFFIXES:
        suffix = label(path.suffix)
        what = f"is a {suffix} file, which can't" if suffix else "is no file that can"
        raise UnreadableSubmission(
            f"{what} be graded",
            path=shown(path),
            code="unknown-type",
            hint="give a .py file, an .ipynb notebook, or a folder of them (or its .zip or .tar)",
        )
    units, notes = _units(read_bytes(path), label(path.name), shown(path), None)
    modules, more = _siblings(path, units) if path.suffix == ".py" else ({}, [])
    return Submission(
        path=shown(path),
        units=tuple(units),
        modules=modules,
        problems=few([*notes, *more]),
    )


def _units(
    content: bytes, name: str, path: str, file: str | None
) -> tuple[list[Unit], list[Problem]]:
    """What a file consists of; raises UnreadableSubmission about `path`."""
    text = decode(content, path)
    if name.endswith(".ipynb"):
        units, notes = cells(text, path, file, name)
    else:
        space = "submission" if file is None else module_name(name)
        units, notes = [Unit(name=name, source=text, space=space, file=file)], []
    size = _size(units)
    if size > MAX_SOURCE:
        raise UnreadableSubmission(
            f"has {size >> 10} KiB of Python; at most {MAX_SOURCE >> 10} are graded",
            path=path,
            code="too-large",
            hint="keep data in files of their own",
        )
    if not name.endswith(".ipynb"):
        try:
            parse(text, name)
        except SyntaxError as error:
            raise syntax_error(path, error, text) from error
    return units, notes


def _size(units: Iterable[Unit]) -> int:
    return sum(len(unit.source) for unit in units)


def read_together(path: Path, items: Iterable[Item]) -> Submission:
    """All files of a folder or an archive; one that can't be read is a problem, not the end.

    Raises UnreadableSubmission about `path` where nothing in them can be graded.
    """
    files: dict[str, list[Unit]] = {}
    problems: list[Problem] = []
    for item in _the_first(items):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        if item.name in files:
            message = "there is more than one file of that name; the last one was read"
            problems.append(skipped(item.name, message, "duplicate"))
        files[item.name], notes = _readable(item, MAX_SOURCES - sum(map(_size, files.values())))
        problems += notes
    units = [unit for file in files.values() for unit in file]
    if not units:
        raise _nothing(path, problems)
    submission = Submission(
        path=shown(path),
        units=tuple(units),
        modules={unit.space: unit for unit in units if unit.cell is None},
        problems=few(problems),
    )
    refuse_hopeless(submission, sketches(submission))
    return submission


def _the_first(items: Iterable[Item]) -> Iterator[Item]:
    """At most MAX_FILES files, and a word where there are more."""
    count = 0
    for item in items:
        count += isinstance(item, Found)
        if count > MAX_FILES:
            message = f"holds more than {MAX_FILES} files; the first {MAX_FILES} were read"
            yield skipped("", message, "too-many", "give the folder with one learner's files")
            return
        yield item


def _readable(item: Found, left: int) -> tuple[list[Unit], list[Problem]]:
    """The file's units, or none and why; `left` is how much Python may still come."""
    try:
        units, notes = _units(item.content, item.name, item.name, item.name)
    except UnreadableSubmission as error:
        where = Unit(name=item.name, source="", file=item.name).at(error.line)
        return [], [
            Problem(code=error.code, message=error.message, location=where, hint=error.hint)
        ]
    if _size(units) > left:
        message = f"was left out: at most {MAX_SOURCES >> 20} MiB of Python are graded in all"
        return [], [skipped(item.name, message, "too-large", "keep data in files of their own")]
    return units, notes


def few(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, of each kind only so many that a person might read them."""
    told: list[Problem] = []
    count: dict[str, int] = {}
    for problem in problems:
        count[problem.code] = count.get(problem.code, 0) + 1
        if count[problem.code] <= MAX_TOLD:
            told.append(problem)
    more = [
        Problem(code=code, message=f"{n - MAX_TOLD} more of the kind “{code}” are not listed")
        for code, n in count.items()
        if n > MAX_TOLD
    ]
    return (*told, *more)


def _nothing(path: Path, problems: list[Problem]) -> UnreadableSubmission:
    """Nothing could be read: for the first reason there is."""
    first = problems[0] if problems else None
    place = f"{first.location}: " if first and first.location else ""
    return UnreadableSubmission(
        f"{place}{first.message}" if first else "holds no .py file and no notebook",
        path=shown(path),
        code=first.code if first else "no-function",
        hint=first.hint if first else "give the folder with one learner's files",
    )


def module_name(file: str) -> str:
    """What `import` calls a file of a folder: `lab/helper.py` is lab.helper."""
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _siblings(path: Path, units: Iterable[Unit]) -> tuple[dict[str, Unit], list[Problem]]:
    """Modules in the file's own folder that it imports, and those that they import."""
    found: dict[str, Unit] = {}
    problems: list[Problem] = []
    todo, tried = list(units), {path.stem}
    while todo:
        for name in sorted(_imported(todo.pop()) - tried):
            tried.add(name)
            file = path.parent / f"{name}.py"
            try:
                if not file.is_file():
                    continue
                if leads_out(file, path.parent):
                    message = "is a link that leads out of the folder, and was skipped"
                    problems.append(skipped(file.name, message, "link", "copy the file itself"))
                    continue
                more, _ = _units(read_bytes(file), label(file.name), shown(file), file.name)
            except (UnreadableSubmission, OSError):
                continue  # importing it fails in the learner's process, at the learner's line
            if len(found) < MAX_FILES and _size([*found.values(), *more]) <= MAX_SOURCES:
                found[name] = more[0]
                todo += more
    return found, problems


def _imported(unit: Unit) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(parse(unit.source, unit.name)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names
