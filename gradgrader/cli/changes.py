"""What changed from one report to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gradgrader.model.result import FINE, CheckResult, Grade, Status, SubmissionReport

BLOCK = {Status.PASSED: "right", Status.FAILED: "wrong"}


def changed(before: SubmissionReport, after: SubmissionReport) -> list[str]:
    """A line for each change; none where all is as it was."""
    old = {grade.exercise: grade for grade in before.grades}
    new = {grade.exercise: grade for grade in after.grades}
    several = len({*old, *new}) > 1
    lines = [f"{name}: not found any more" for name in old if name not in new]
    for name, grade in new.items():
        said = _grade(old[name], grade) if name in old else ["found now"]
        lines += [f"{name}: {line}" if several or name not in old else line for line in said]
    return lines


def _grade(before: Grade, after: Grade) -> Iterator[str]:
    """Blocks, then checks; what was not asked says nothing."""
    old = {(block.output, block.input): block.status for block in before.blocks}
    for block in after.blocks:
        was, now = old.get((block.output, block.input)), block.status
        if was in BLOCK and now in BLOCK and was != now:
            yield f"{block.output} → {block.input}: {BLOCK[was]} → {BLOCK[now]}"
    told = sorted((r for r in after.checks if r.required), key=lambda r: r.check != "gradcheck")
    for ended in ("passed now", "fails now"):
        if names := [result.check for result in told if _how(before, result) == ended]:
            yield f"{', '.join(names)}: {ended}"


def _how(before: Grade, after: CheckResult) -> str:
    """What became of a check, where it is something else than before."""
    earlier = before.check(after.check)
    if earlier is None or (earlier.status in FINE) == (after.status in FINE):
        return ""
    if after.status is Status.PASSED:
        return "passed now"
    return "fails now" if after.status not in FINE else ""
