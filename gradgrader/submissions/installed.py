"""A module that Python can import as a Submission: found by its path, so that nothing is run."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gradgrader.errors import GradgraderError
from gradgrader.submissions.source import Submission, Unit
from gradgrader.submissions.text import decode, read_bytes, shown

_IMPORT = """import importlib, sys
already = sys.modules.get({name!r})
module = importlib.reload(already) if already else importlib.import_module({name!r})
"""
IMPORTER = "importer"
BESIDE = "read, not run: "  # no name that anything could import


def find_module(name: str, places: Iterable[str] | None = None) -> Path:
    """The file of a module; raises GradgraderError."""
    parts = name.split(".")
    places = [place for place in sys.path if place] if places is None else places
    for place in map(Path, places):
        for file in (place.joinpath(*parts, "__init__.py"), place.joinpath(*parts)):
            found = file if file.suffix == ".py" else file.with_name(f"{file.name}.py")
            if found.is_file():
                return found
    raise GradgraderError(
        f"there is no file or module {name}",
        hint=f"give a .py file, or a module of the Python that gradgrader runs in ({sys.prefix})",
    )


def installed(name: str) -> Submission:
    """What imports the module in a worker, and beside it the module's text."""
    file = find_module(name)
    text = decode(read_bytes(file), shown(file))
    importer = Unit(name="<import>", source=_IMPORT.format(name=name), space=IMPORTER)
    unit = Unit(name=str(file), source=text, space=f"{BESIDE}{name}")
    return Submission(path=told(file), units=(importer,), modules={unit.space: unit})


def told(file: Path) -> str:
    """A path below where packages lie, as it is imported; else as it is."""
    for place in sorted(sys.path, key=len, reverse=True):
        if place and file.is_relative_to(place):
            return str(file.relative_to(place))
    return shown(file)


def plain_file(path: Path) -> Submission:
    """A file that need not define a Function."""
    unit = Unit(name=path.name, source=decode(read_bytes(path), shown(path)))
    return Submission(path=shown(path), units=(unit,))


STEPS = "GradgraderSteps"


def with_steps(submission: Submission, name: str) -> Submission:
    """The submission, and a class in it that runs the steps of what has this name there."""
    first = submission.units[0]
    found = f"module.{name}" if first.space == IMPORTER else name
    source = (
        f"from gradgrader.sandbox.steps import Steps\nclass {STEPS}(Steps):\n    of = {found}\n"
    )
    unit = Unit(name="<steps>", source=source, space=first.space)
    return replace(submission, units=(*submission.units, unit))
