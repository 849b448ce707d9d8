"""backward returns too many gradients, too few, none, or no tuple; or can't even be called."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._text import backward, names, parameters, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed

RULE = "backward returns one gradient for each argument of forward, in their order"
SEEN_BY = ("contract", "gradients", "adjoint", "numeric", "taylor", "gradcheck", "gradgradcheck")


@rule
def count(findings: Findings) -> Diagnosis | None:
    """The number of gradients, of incoming gradients, or of tensors to unpack is wrong."""
    outcome = findings.failed("contract")
    if outcome is None:
        return None
    function = backward(findings.sketch)
    found = returns(function)
    own = dict(zip((i.name for i in findings.exercise.inputs), names(findings).inputs, strict=True))
    inputs = listed([f"`{own.get(name, name)}`" for name in findings.exercise.arguments])
    words = ""
    where: list[ast.AST] = list(found[-1:])
    match outcome.code:
        case "gradient-count":
            told = outcome.message.removeprefix("backward returns ").split(",", 1)[0]
            words = f"You return {told}, but {RULE}: here {inputs}."
        case "gradient-kind":
            told = outcome.message.removeprefix("backward returns ").split(", expected", 1)[0]
            words = f"You return {told}. {RULE[0].upper()}{RULE[1:]}, as a tuple: here {inputs}."
        case "gradient-none" if function is not None and not found:
            words = f"Your backward ends without `return`, so nothing comes back. {RULE[0].upper()}"
            words += f"{RULE[1:]}: here {inputs}."
            where = [function]
        case "raised-TypeError" if (
            function is not None and "positional argument" in outcome.message
        ):
            taken, wanted = len(parameters(function)), 1 + len(findings.exercise.returned)
            if taken == wanted or not taken:
                return None
            words = f"Your backward takes {taken} argument{'s' * (taken != 1)}, but it is called"
            words += f" with {wanted}: `ctx`, and one incoming gradient for each output"
            words += f" ({', '.join(findings.exercise.returned)})."
            where = [function]
    if not words:
        return None
    return Diagnosis(
        code="wrong-count",
        confidence="exact",
        title="backward does not give and take what it should",
        message=words,
        advice="An argument that needs no gradient gets None."
        if outcome.code == "gradient-count"
        else "",
        locations=places(findings.sketch, where),
        checks=SEEN_BY,
    )
