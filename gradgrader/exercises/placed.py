"""What is wrong with an exercise file, in words that name the place and the nearest right name."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from gradgrader.exercises.document import Source
from gradgrader.exercises.fields import CheckFile, Demands, GradcheckFile, InputFile, Shape, Size
from gradgrader.exercises.schema import ExerciseFile
from gradgrader.registry import nearest

# msgspec names no key of a mapping in its errors: these are the types of what stands behind one
_ITEMS: dict[str, Any] = {
    "inputs": Shape | InputFile,
    "checks": Demands | CheckFile,
    "cases": Size,
    "beyond": Size,
}


def placed(document: Source, message: str) -> Exception:
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


def _culprit(document: Source, path: tuple[str | int, ...]) -> tuple[str, ...]:
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
