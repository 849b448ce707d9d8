"""Which hints a learner has asked for, kept in the user's own data directory."""

from __future__ import annotations

import json
from pathlib import Path

import platformdirs


def hints_seen(exercise: str) -> int:
    """How many of its hints were shown so far."""
    count = _read().get(exercise, 0)
    return count if isinstance(count, int) else 0


def remember(exercise: str, count: int) -> None:
    """Keep the count; a place that can't be written only means that the first hint comes again."""
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({**_read(), exercise: count}), encoding="utf-8")
    except OSError:
        return


def _read() -> dict[str, object]:
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _path() -> Path:
    return platformdirs.user_state_path("gradgrader") / "hints.json"
