"""`%%gradgrader attn` in a notebook: run the cell, and grade the Functions that it defined."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from gradgrader.errors import GradgraderError
from gradgrader.exercises.catalogue import find
from gradgrader.grading.inside import IN_PROCESS, is_function
from gradgrader.grading.job import Options
from gradgrader.own.asked import LEVELS
from gradgrader.own.check import catalogue, checked
from gradgrader.own.checked import Checked
from gradgrader.sandbox.loader import definitions

LOOKS = ("list", "show", "hint")
USAGE = "above a cell: %%gradgrader ID; else: %gradgrader list, %gradgrader show ID or hint ID"
NONE = "This cell defines no Function (a subclass of torch.autograd.Function): nothing to grade."
FAILED = "The cell failed: nothing was graded."


@magics_class
class GradgraderMagics(Magics):
    """The magics of `%load_ext gradgrader`."""

    @magic_arguments()
    @argument("exercise", nargs="?", help="Its id; without one, whatever the Function answers.")
    @argument(
        "--hints",
        type=int,
        choices=LEVELS,
        default=1,
        help="Say 0 verdicts only, 1 what is wrong, 2 why.",
    )
    @argument("--strict", action="store_true", help="Advisory checks count as well.")
    @line_cell_magic
    def gradgrader(self, line: str, cell: str | None = None) -> Checked | None:
        """Run the cell, and grade the Functions that it defined.

        As a line: %gradgrader list, %gradgrader show ID, %gradgrader hint ID.
        """
        if cell is None:
            _look(line)
            return None
        asked = parse_argstring(self.gradgrader, line)
        exercises = catalogue()
        try:
            if asked.exercise:
                find(exercises, asked.exercise)
        except GradgraderError as error:
            raise UsageError(f"{error}: {error.hint}") from error
        functions = self._run(line, cell)
        if not functions:
            return None
        return checked(functions, exercises, _options(asked), more="--hints {}")

    def _run(self, line: str, cell: str) -> list[type]:
        """The Functions that the cell defines as it runs."""
        shell: Any = self.shell
        found: list[type] = []

        def note(function: type, unit: str, line: int) -> None:
            del unit, line
            if function.__module__ == shell.user_module.__name__:
                found.append(function)

        nested = cell.lstrip().startswith("%%")
        text = cell if nested else f"#%%gradgrader {line}\n{cell}"  # lines count as one sees them
        with definitions(note):
            ran = shell.run_cell(text, store_history=False)
        found = [function for function in found if is_function(function)]
        if not ran.success or not found:
            print(NONE if ran.success else FAILED)
        return found if ran.success else []


def _options(asked: Namespace) -> Options:
    return Options(
        exercises=(asked.exercise,) if asked.exercise else (),
        strict=asked.strict,
        hints=asked.hints,
        isolation=IN_PROCESS,
    )


def _look(line: str) -> None:
    """What a command prints that grades nothing."""
    words = line.split()
    if not words or words[0] not in LOOKS:
        raise UsageError(USAGE)
    done = subprocess.run(
        [sys.executable, "-m", "gradgrader", *words], capture_output=True, text=True, check=False
    )
    print((done.stdout + done.stderr).rstrip())


def load(shell: Any) -> None:
    """Register the magics with an IPython."""
    shell.register_magics(GradgraderMagics)
