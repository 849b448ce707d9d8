"""How a submission went, in a few words, and what to do next."""

from __future__ import annotations

from gradgrader.model.faults import BEHAVIOUR, VALUES
from gradgrader.model.result import FINE, Grade, Status, SubmissionReport

MOST = 4  # of --hints
SAID = ("gradgradcheck", "taylor")
# at which levels more may be said of what some check sees, beside mistakes of algebra
MORE = {2: ("gradients",), 3: ("forward", "jvp"), 4: ("second-order",)}


def counted(submission: SubmissionReport) -> list[str]:
    """`1 of 2 passed`, `1.4/2 points`, `1 not begun`, `3 advisory`."""
    passed = sum(grade.status is Status.PASSED for grade in submission.grades)
    untouched = sum(not grade.begun for grade in submission.grades)
    advisories = sum(
        not r.required
        and r.status not in FINE
        and r.check not in SAID  # second-order and gradients say the same, and more
        and not (r.check == "honesty" and _fails(g, "second-order"))
        for g in submission.grades
        for r in g.checks
    )
    parts = [
        f"{passed} of {len(submission.grades)} passed",
        f"{submission.score:.3g}/{submission.max_score:.3g} points",
    ]
    parts += [f"{untouched} not begun"] * bool(untouched)
    return [*parts, f"{advisories} advisory"] if advisories else parts


def following(
    submission: SubmissionReport, hints: int, ask: str = "--hints {}", most: int = MOST
) -> list[str]:
    """What to try after the first exercise that isn't right (or begun); empty where all are.

    `ask` is how to ask for the next hint that may say more, of which there are `most`.
    """
    failed = [grade for grade in submission.grades if grade.status is not Status.PASSED]
    failed.sort(key=lambda grade: not grade.begun)
    if not failed:
        return []
    if not failed[0].begun:
        return [f"gradgrader show {failed[0].exercise}"]
    levels = range(hints + 1, most + 1) if failed[0].diagnoses else ()
    more = [ask.format(level) for level in levels if _may_say(failed[0], level)][:1]
    own = failed[0].matched_by == "given"  # made for this Function: nobody wrote hints for it
    return more if own else [*more, f"gradgrader hint {failed[0].exercise}"]


def _may_say(grade: Grade, level: int) -> bool:
    """Whether more may be said at a level than at those before it."""
    algebra = any(_fails(grade, name) for name in VALUES) and not any(
        _fails(grade, name) for name in ("forward", *BEHAVIOUR)
    )
    return algebra or level == 1 or any(_fails(grade, name) for name in MORE.get(level, ()))


def _fails(grade: Grade, check: str) -> bool:
    result = grade.check(check)
    return result is not None and result.status not in FINE
