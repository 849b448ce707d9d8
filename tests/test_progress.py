"""What the bar of a long run says."""

from __future__ import annotations

from collections import Counter

import pytest

from gradgrader.cli import progress
from gradgrader.cli.progress import KEPT, UNREADABLE, counted, paced


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        ({"passed": 2}, "2 passed"),
        ({"passed": 2, "failed": 1, "timed-out": 1, UNREADABLE: 3}, "2 passed · 5 failed"),
        ({KEPT: 40, "crashed": 1}, "1 failed · 40 kept"),
    ],
)
def test_counts(ended: dict[str, int], words: str) -> None:
    """Whatever did not pass has failed."""
    assert counted(Counter(ended)) == words


def test_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """They follow what is graded: neither torch's start nor files that can't be read count."""
    clock = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    started, ended = [0.0], Counter({UNREADABLE: 5, KEPT: 20, "passed": 1})
    first = paced(ended, 90, started)
    clock[0] += 10
    ended["failed"] += 5

    assert first == ""
    assert paced(ended, 85, started) == " · 0.5/s · 2:50 left"
