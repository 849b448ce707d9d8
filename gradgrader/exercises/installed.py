"""Exercises of installed packages: who declares the entry point `gradgrader.exercises`.

Its value is a package, whose folder holds one folder an exercise, or `module:function`, a function
that returns such a folder. importlib.metadata takes longer to import than `gradgrader list` may,
so it is asked only where some package declares the group at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "gradgrader.exercises"


def installed() -> list[Path]:
    """Folders of exercises that installed packages bring; raises GradgraderError."""
    if not any(_declared()):
        return []
    from importlib.metadata import entry_points  # noqa: PLC0415 - see above

    found = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return list(dict.fromkeys(_folder(point) for point in found))


def _declared() -> Iterator[str]:
    """Files of installed packages that name the group."""
    for place in dict.fromkeys(sys.path):
        try:
            names = [n for n in os.listdir(place or ".") if n.endswith((".dist-info", ".egg-info"))]  # noqa: PTH208 - half the time of a Path
        except OSError:  # a zip, or a folder that is gone: as importlib.metadata does
            continue
        for name in names:
            file = os.path.join(place, name, "entry_points.txt")  # noqa: PTH118 - the same
            try:
                with open(file, encoding="utf-8") as text:  # noqa: PTH123 - the same
                    if GROUP in text.read():
                        yield file
            except (OSError, UnicodeDecodeError):  # it has none
                continue


def _folder(point: EntryPoint) -> Path:
    from importlib.util import find_spec  # noqa: PLC0415 - only where there is one

    of = f"the entry point {point.name} = {point.value!r}"
    of += f" of {point.dist.name}" if point.dist else ""
    try:
        if point.attr:
            folder = Path(point.load()())
        else:
            spec = find_spec(point.module)
            places = list(spec.submodule_search_locations or ()) if spec else []
            if not places:
                raise GradgraderError(f"{of}: there is no such package", hint=_WAY)
            folder = Path(places[0])
    except (ImportError, AttributeError, TypeError) as error:
        raise GradgraderError(f"{of} can't be used: {error}", hint=_WAY) from error
    if not folder.is_dir():
        raise GradgraderError(f"{of} leads to {folder}, which is no folder", hint=_WAY)
    return folder


_WAY = "its value is a package with one folder an exercise, or module:function that returns one"
