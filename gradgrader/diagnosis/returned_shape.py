"""A gradient with more axes than its input: the sum over them is left to the engine."""

from __future__ import annotations

from gradgrader.diagnosis._text import backward, names, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.sandbox.messages import Backward, Forward, Gradients


@rule
def returned_shape(findings: Findings) -> Diagnosis | None:
    """The engine sums a gradient over axes that backward should have summed over."""
    outcome = findings.failed("contract")
    if outcome is None or outcome.code != "gradient-shape" or findings.failed("gradients"):
        return None
    oracle, case = findings.trial.oracle, findings.trial.main
    given = oracle.inputs(case)
    _, answer = findings.ask(
        [Forward(0, given, findings.trial.everything), Backward(1, 0, oracle.cotangents(case))]
    )
    if not isinstance(answer, Gradients) or answer.raw is None:
        return None
    own = names(findings).inputs
    wrong = [
        f"shape {list(raw.shape)} for `{name}`, which has shape {list(like.shape)}"
        for name, raw, like in zip(own, answer.raw, given, strict=False)
        if raw.kind == "tensor" and raw.shape != tuple(like.shape)
    ]
    if not wrong:
        return None
    return Diagnosis(
        code="missing-reduction",
        confidence="exact",
        title="a sum is left to the engine",
        message=f"You return {wrong[0]}. Torch sums the rest away, without a word.",
        advice="A gradient has the shape of its input: what was used several times gets the sum of"
        " what comes back from each use. Take that sum yourself.",
        locations=places(findings.sketch, returns(backward(findings.sketch))[-1:]),
        checks=("contract",),
    )
