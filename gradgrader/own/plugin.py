"""What pytest loads at its start: an option and a fixture; torch comes with the first assertion."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gradgrader.own.asked import ASKED, LEVELS

if TYPE_CHECKING:
    from gradgrader.own.checked import Checked

HELP = "say 0 verdicts only, 1 what is wrong, 2 why (default: 1)"


def pytest_addoption(parser: pytest.Parser) -> None:
    """--gradgrader-hints, and gradgrader_hints in a configuration file."""
    group = parser.getgroup("gradgrader")
    group.addoption(
        "--gradgrader-hints", type=int, choices=LEVELS, metavar="0..2", help=f"gradients: {HELP}"
    )
    parser.addini("gradgrader_hints", f"gradients: {HELP}", default="1")


def pytest_configure(config: pytest.Config) -> None:
    """What was asked holds until this run ends."""
    before = ASKED.hints
    asked = config.getoption("--gradgrader-hints")
    ini = str(config.getini("gradgrader_hints"))
    if ini not in map(str, LEVELS):
        raise pytest.UsageError(f"gradgrader_hints = {ini}: there are levels 0 to {LEVELS[-1]}")
    ASKED.hints = int(ini) if asked is None else asked
    config.add_cleanup(lambda: setattr(ASKED, "hints", before))


@pytest.fixture(scope="session")
def assert_gradients() -> Callable[..., Checked]:
    """gradgrader.testing.assert_gradients."""
    from gradgrader.own.asserted import assert_gradients as found  # noqa: PLC0415 - it imports torch

    return found
