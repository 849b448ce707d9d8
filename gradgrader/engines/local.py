"""Graders on this machine, forked from one warm process, which has imported torch."""

from __future__ import annotations

from gradgrader.engines.base import Engine, Place, engine
from gradgrader.grading.launch import Grading


@engine
def local(place: Place) -> Engine:
    """As many graders as were asked for."""
    return Grading(place.graders)
