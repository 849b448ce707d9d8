"""What somebody has just written is judged before what stands there as it stood."""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.grading.match import Match

Text = tuple[str, ...]


class Fresh:
    """Knows the Functions of the version that was judged last."""

    def __init__(self) -> None:
        self._known: frozenset[tuple[str, Text]] = frozenset()

    def order(self, matches: Sequence[Match]) -> tuple[list[int], int]:
        """The order in which they are judged, and after how many something can be told.

        Functions with another text than before come first. Only the order depends on it: what a
        Function calls may have changed too, so all are judged.
        """
        old = [(one.exercise.id, _text(one)) in self._known for one in matches]
        new = old.count(False)
        return sorted(range(len(matches)), key=old.__getitem__), new or len(matches)

    def judged(self, matches: Sequence[Match]) -> None:
        """These are known now."""
        self._known = frozenset((one.exercise.id, _text(one)) for one in matches)


def _text(one: Match) -> Text:
    """The lines of its class; empty where it has no text of its own."""
    sketch = one.candidate.sketch
    if sketch is None:
        return ()
    return tuple(sketch.unit.source.split("\n")[sketch.line - 1 : sketch.end_line])
