"""Something outside of the Function is changed: random numbers, modes, `.grad`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.checks.side_effects import WORDS
from gradgrader.diagnosis._text import last_name, nodes, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis

DRAWS = {"rand", "randn", "randint", "randperm", "normal", "bernoulli", "multinomial", "dropout"}
DRAWS |= {f"{name}_like" for name in DRAWS} | {"normal_", "uniform_", "random_", "bernoulli_"}
CALLS = {
    "torch-rng": DRAWS | {"manual_seed", "seed", "set_rng_state"},
    "grad-mode": {"set_grad_enabled"},
    "default-dtype": {"set_default_dtype", "set_default_tensor_type"},
    "anomaly-mode": {"set_detect_anomaly", "detect_anomaly"},
}
ADVICE = {
    "torch-rng": "If you need random numbers, draw them from a torch.Generator of your own.",
    "random": "If you need random numbers, draw them from a random.Random of your own.",
    "numpy-rng": "If you need random numbers, draw them from a numpy Generator of your own.",
    "grad": "Return the gradient: the engine adds it to `.grad` itself, once.",
}


@rule
def side_effect(findings: Findings) -> Diagnosis | None:
    """Forward or backward changes what belongs to the whole program."""
    outcome = findings.failed("side-effects")
    if outcome is None:
        return None
    effect = outcome.code.removeprefix("changes-").lstrip(".")
    who = outcome.message.split(" ", 1)[0].capitalize()
    words = next((text for name, text in WORDS.items() if name.lstrip(".") == effect), "")
    return Diagnosis(
        code="side-effect",
        confidence="likely",
        title="something outside is changed",
        message=f"{who} {words or f'changes {effect}'}. Whoever runs it after you gets other"
        " results.",
        advice=ADVICE.get(effect, "Leave it as it is: that is for the program to decide."),
        locations=places(findings.sketch, _found(findings, effect)),
        checks=("side-effects",),
    )


def _found(findings: Findings, effect: str) -> Iterator[ast.AST]:
    for node in nodes(findings.sketch):
        match node:
            case ast.Call(func=func) if last_name(func) in CALLS.get(effect, ()):
                yield node
            case ast.Call(func=ast.Attribute(value=ast.Name(id="random"))) if effect == "random":
                yield node
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="random"))):
                if effect == "numpy-rng":
                    yield node
            case ast.Attribute(attr="grad", ctx=ast.Store()) if effect == "grad":
                yield node
