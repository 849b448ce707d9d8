"""Mutants that are right: an exercise's equivalent.yaml lists them, each with its reason."""

from __future__ import annotations

from pathlib import Path

import msgspec
import yaml

from gradgrader.errors import InvalidExercise

FILE = "equivalent.yaml"


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that is right: `why`, and in which respects, beyond what is promised, it differs."""

    id: str
    diff: str
    why: str
    beyond: tuple[str, ...] = ()


def equivalents(folder: Path) -> list[Equivalent]:
    """Those that the exercise in this folder lists; raises InvalidExercise."""
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        return msgspec.convert(listed or [], list[Equivalent])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise InvalidExercise(f"can't be used: {error}", path=str(path)) from error
