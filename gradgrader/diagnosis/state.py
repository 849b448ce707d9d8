"""Something is kept beyond a call, on the class, in a global or in a cache."""

from __future__ import annotations

from gradgrader.diagnosis._state import kept_beyond, mixed_up, remembers
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

SEEN_BY = ("repeatable", "in-flight", "stale", "lifetime")
# where these fail, calls differ for another reason than what is remembered
SIZES = ("shapes", "singletons")


@rule
def state(findings: Findings) -> Diagnosis | None:
    """What a call leaves behind gets into another call, or stays in memory."""
    seen = [check for check in SEEN_BY if findings.failed(check)]
    if any(map(findings.failed, SIZES)):
        seen = [check for check in seen if check != "in-flight"]
    kept = kept_beyond(findings.sketch)
    if findings.failed("gradients"):
        seen = ["gradients"] if remembers(findings) else []
    elif not seen and mixed_up(findings):
        seen = ["repeatable"]
    if findings.failed("inputs-untouched"):
        return None
    if not seen or not (kept or seen == ["gradients"]):
        return None
    names = listed(dict.fromkeys(f"`{one.name}`" for one in kept)) if kept else "Something"
    stays = seen == ["lifetime"]
    what = (
        "and keeps its tensors in memory for as long as the program runs"
        if stays
        else "and another call finds it there: as soon as two calls are made before their backward,"
        " or one is repeated, their numbers get mixed up"
    )
    return Diagnosis(
        code="kept-beyond-the-call",
        confidence="likely" if kept else "exact",
        title="a call leaves something behind",
        message=f"{names} outlives the call, {what}.",
        advice="What belongs to a call goes on its `ctx`: tensors into `ctx.save_for_backward`,"
        " anything else into attributes of `ctx`.",
        locations=tuple(dict.fromkeys(one.location for one in kept)),
        checks=(*SEEN_BY, "gradients", "additive", "homogeneous", "second-order", "honesty"),
    )
