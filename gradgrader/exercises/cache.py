"""Exercises as they were last read, so that listing them needs neither YAML nor its checks (40 ms).

Only what is shown comes from here; grading reads the files themselves.
"""

from __future__ import annotations

import contextlib
import json
import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gradgrader import __version__
from gradgrader.exercises.catalogue import files, load_all
from gradgrader.model.exercise import (
    Case,
    Constant,
    Demand,
    Exercise,
    Gradcheck,
    Input,
    Invariant,
    SpecialPoint,
)

RECORDS = (Exercise, Input, Constant, Case, Gradcheck, SpecialPoint, Invariant)


def load_cached(folders: Sequence[Path]) -> list[Exercise]:
    """`load_all(folders)`, from the cache where no file has changed; raises InvalidExercise."""
    state = _state(folders)
    path = _folder() / f"exercises-{zlib.crc32(str(list(folders)).encode()):08x}.json"
    kept = _kept(path)
    if kept is not None and kept["state"] == state:
        return [_revived(raw) for raw in kept["exercises"]]
    exercises = load_all(folders)
    with contextlib.suppress(OSError):  # a place that can't be written costs time, nothing else
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        kept = {"state": state, "exercises": [asdict(one) for one in exercises]}
        part.write_text(json.dumps(kept), encoding="utf-8")
        part.replace(path)
    return exercises


def _kept(path: Path) -> dict[str, Any] | None:
    """What is in the file; None where it is not there, or broken.

    One of the same state was written by this very code: what goes wrong with it is our mistake, and
    is not hidden.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # ValueError: no UTF-8, or no JSON
        return None
    return kept if isinstance(kept, dict) and kept.keys() == {"state", "exercises"} else None


def _folder() -> Path:
    """The XDG cache folder (platformdirs would know macOS's too, but takes 4 ms to import)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gradgrader"


def _state(folders: Sequence[Path]) -> list[str]:
    """What a cache was made from: this version, its records, and each file with time and size."""
    state = [__version__, *(f"{kind.__name__}: {list(kind.__slots__)}" for kind in RECORDS)]
    for path in files(folders):
        status = path.stat()
        state.append(f"{path.resolve()} {status.st_mtime_ns} {status.st_size}")
    return state


def _revived(raw: Mapping[str, Any]) -> Exercise:
    made = {
        "inputs": tuple(Input(i["name"], tuple(i["shape"]), i["domain"]) for i in raw["inputs"]),
        "constants": tuple(_constant(one) for one in raw["constants"]),
        "cases": tuple(Case(case["sizes"], case["promised"]) for case in raw["cases"]),
        "beyond": tuple(Case(case["sizes"], case["promised"]) for case in raw["beyond"]),
        "contract": tuple(tuple(group) for group in raw["contract"]),
        "gradcheck": Gradcheck(**raw["gradcheck"]),
        "special_points": tuple(SpecialPoint(**point) for point in raw["special_points"]),
        "invariants": tuple(Invariant(**one) for one in raw["invariants"]),
        "checks": {name: Demand(demand) for name, demand in raw["checks"].items()},
    }
    lists = {
        name: tuple(raw[name])
        for name in (
            "names",
            "outputs",
            "arguments",
            "returned",
            "hints",
            "exact_zeros",
            "after",
            "batch",
        )
    }
    return Exercise(**{**raw, **made, **lists})


def _constant(raw: Mapping[str, Any]) -> Constant:
    shape = raw["shape"]
    lists = {name: tuple(raw[name]) for name in ("also", "values")}
    return Constant(**{**raw, **lists, "shape": None if shape is None else tuple(shape)})
