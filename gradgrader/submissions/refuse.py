"""What is wrong with a submission that no running could mend, told with its line and a caret."""

from __future__ import annotations

from collections.abc import Iterable

from gradgrader.errors import UnreadableSubmission
from gradgrader.submissions.sketch import BACKWARDS, Sketch, parse
from gradgrader.submissions.source import Submission

_WIDTH = 160  # of a line that is shown; a file of one endless line is shown around the fault


def refuse_hopeless(submission: Submission, found: list[Sketch]) -> None:
    """Raise UnreadableSubmission for a text that defines no Function, or none with a backward."""
    sources = [unit.source for unit in (*submission.units, *submission.modules.values())]
    if not found and not any("Function" in source for source in sources):
        broken = next(iter(_syntax_problems(submission)), None)
        if broken is not None:
            raise broken
        what = "is empty" if not any(s.strip() for s in sources) else "defines no autograd.Function"
        raise UnreadableSubmission(
            what + _besides(submission),
            path=submission.path,
            code="no-function",
            hint="write a class that inherits from torch.autograd.Function"
            " (`gradgrader start ID` writes one to fill in)",
        )
    names = {sketch.name for sketch in found}
    inherits = any((sketch.mentions - {sketch.name}) & names for sketch in found)
    if found and not inherits and not any(sketch.methods & BACKWARDS for sketch in found):
        first = found[0]
        raise UnreadableSubmission(
            f"class {first.name} has no backward, so there is nothing to grade",
            path=submission.path,
            code="no-backward",
            line=first.line,
            cell=first.unit.cell,
            hint="add `@staticmethod def backward(ctx, ...)`, one argument for each output",
        )


def _besides(submission: Submission) -> str:
    """The first file that was left out: what is missing may well be in there."""
    for problem in submission.problems:
        if problem.code != "magic-skipped":
            place = f"{problem.location}: " if problem.location else ""
            return f"; besides, {place}{problem.message}"
    return ""


def _syntax_problems(submission: Submission) -> Iterable[UnreadableSubmission]:
    for unit in submission.units:
        try:
            parse(unit.source, unit.name)
        except SyntaxError as error:
            yield syntax_error(submission.path, error, unit.source, unit.cell)


def syntax_error(
    path: str, error: SyntaxError, text: str, cell: int | None = None
) -> UnreadableSubmission:
    """Python's own words, and under them the line with a caret."""
    lines = text.split("\n")
    number = error.lineno or 1
    line = lines[number - 1] if number <= len(lines) else ""
    column = min(max((error.offset or 1) - 1, 0), len(line))
    start = max(column - _WIDTH // 2, 0) if len(line) > _WIDTH else 0
    line, column = line[start : start + _WIDTH], column - start
    shown = line.expandtabs(4)
    caret = len(line[:column].expandtabs(4))
    picture = f"\n    {shown}\n    {' ' * caret}^" if shown.strip() else ""
    return UnreadableSubmission(
        f"{error.msg}{picture}",
        path=path,
        code="syntax-error",
        line=number,
        cell=cell,
        hint="Python can't read the file beyond this point",
    )
