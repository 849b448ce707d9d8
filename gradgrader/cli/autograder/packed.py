"""The zip of an autograder: gradgrader itself, the exercises without answers, and two scripts."""

from __future__ import annotations

import importlib.metadata
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from gradgrader.cli.autograder.settings import NAME, Settings, encoded
from gradgrader.exercises.catalogue import shipped
from gradgrader.model.exercise import Exercise

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1]
SHIPPED = "gradgrader/exercises/shipped"
SCRIPTS = ("run_autograder", "setup.sh")
KEPT = ("exercise.yaml", "starter.py")  # a learner's code might see what lies beside them
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of a zip's calendar, so that equal content is equal bytes


def packed(settings: Settings, exercises: Sequence[Exercise]) -> bytes:
    """The whole zip; the same for the same content, whenever and wherever it is made."""
    contents = dict(_contents(settings, exercises))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, _BEGINNING)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, which has permissions
            info.external_attr = (0o100755 if name in SCRIPTS else 0o100644) << 16
            archive.writestr(info, contents[name])
    return buffer.getvalue()


def _contents(settings: Settings, exercises: Sequence[Exercise]) -> Iterator[tuple[str, bytes]]:
    for name in SCRIPTS:
        yield name, (HERE / name).read_bytes()
    yield NAME, encoded(settings)
    yield "requirements.txt", "\n".join(_requirements()).encode() + b"\n"
    for path in PACKAGE.rglob("*"):
        inside = path.relative_to(PACKAGE)
        if path.is_file() and not {"__pycache__", "shipped"}.intersection(inside.parts):
            yield f"gradgrader/{inside.as_posix()}", path.read_bytes()
    for exercise in exercises:
        folder = Path(exercise.path).parent
        target = SHIPPED if folder.parent == shipped() else "exercises"
        for name in KEPT:
            if (folder / name).is_file():
                yield f"{target}/{exercise.id}/{name}", (folder / name).read_bytes()


def _requirements() -> Iterator[str]:
    """What gradgrader imports, in the versions that are installed here."""
    for wanted in importlib.metadata.requires("gradgrader") or ():
        if "extra ==" not in wanted:
            name = re.split(r"[^\w.-]", wanted, maxsplit=1)[0]
            yield f"{name}=={importlib.metadata.version(name).partition('+')[0]}"
