"""Which gradients are wrong, and what their numbers are, with the smallest counterexample."""

from __future__ import annotations

from collections.abc import Mapping

from gradgrader.checks.base import Outcome
from gradgrader.diagnosis._blackbox import Block, kinds, views
from gradgrader.diagnosis._place import Kind
from gradgrader.diagnosis._point import RAISED, SHAPE, VALUE, Fault
from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._state import remembers
from gradgrader.diagnosis._text import backward, names, places, returns
from gradgrader.diagnosis._views import View, alike
from gradgrader.diagnosis._words import Told, groups, tell
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.nothing_recorded import asked_in_vain
from gradgrader.model.result import Counterexample, Diagnosis, Status
from gradgrader.model.words import listed

EXPLAINED = (
    "gradients",
    "contract",
    "adjoint",
    "numeric",
    "taylor",
    "gradcheck",
    "gradgradcheck",
    "homogeneous",
    "additive",
    "invariants",
    "pattern",
)
# what explains a wrong gradient better than its numbers do
BEFORE = ("forward", "differentiable", "inputs-untouched")
ELSEWHERE = {"gradient-count", "gradient-kind", "gradient-dtype"}
COUNTED = ("positional argument", "values to unpack")
MOST = 3


@rule
def block_class(findings: Findings) -> Diagnosis | None:
    """Gradients are wrong in the sizes of the first case: which, and what their numbers are."""
    wrong, contract = findings.failed("gradients"), findings.failed("contract")
    if wrong is None or not told_by_values(findings):
        return None
    found = kinds(findings)
    if found is None:
        return _stops(findings, contract or wrong)
    if not found and contract is not None and contract.code == "gradient-shape":
        return _stops(findings, contract)  # right in equal sizes only because every shape fits
    seen = views(findings)
    told = _together(findings, seen[0]) if not found else _sentences(findings, seen[0], found)
    if told is None:
        return None
    exercise = findings.exercise
    return Diagnosis(
        code=told.code,
        confidence="exact",
        title=told.title,
        message=told.words,
        blocks=tuple((exercise.outputs[j], exercise.inputs[i].name) for j, i in found),
        checks=EXPLAINED,
        counterexample=_example(findings, found, wrong),
    )


def told_by_values(findings: Findings) -> bool:
    """Whether gradients are wrong, and nothing else explains it better than their numbers."""
    contract = findings.failed("contract")
    if findings.failed("gradients") is None or any(map(findings.failed, BEFORE)):
        return False
    elsewhere = contract is not None and (
        contract.code in ELSEWHERE or any(words in contract.message for words in COUNTED)
    )
    unreturned = backward(findings.sketch) and not returns(backward(findings.sketch))
    elsewhere = elsewhere or unreturned or bool(asked_in_vain(findings))
    return not elsewhere and not remembers(findings)


def _sentences(findings: Findings, seen: View, found: Mapping[Block, Kind]) -> Told:
    """A sentence for each kind of wrong block; the first gives the title."""
    rows = enumerate(seen.expected)
    ways = [(j, i) for j, row in rows for i, right in enumerate(row) if right is not None]
    told = list(tell(findings.exercise, names(findings), groups(found, ways)))
    words = " ".join(one.words for one in told[:MOST])
    if seen.case.label != findings.trial.main.label:
        words = (
            f"Where all sizes are equal, so that every shape fits, {words[0].lower()}{words[1:]}"
        )
    return Told(told[0].code, told[0].title, words)


def _together(findings: Findings, seen: View) -> Told | None:
    """Each output alone is right, but not several at once; or all is right for equal sizes."""
    own, every = names(findings).inputs, seen.total
    off = [i for i, right in enumerate(every) if not alike(seen.together[i], right)]
    if not off:
        if not only_in_equal_sizes(findings, seen):
            return None
        words = "Your gradients are right where all sizes are equal, and only there."
        return Told("only-for-square", "right for equal sizes only", words)
    several = f"gradient{'s' * (len(off) > 1)} of {listed([f'`{own[i]}`' for i in off])}"
    words = "With one output used alone your gradients are right, but when several are used at once"
    words += f" your {several} {'are' if len(off) > 1 else 'is'} not the sum of what they send."
    for j, name in enumerate(findings.exercise.outputs):
        if all(alike(seen.together[i], seen.expected[j][i]) for i in off):
            words += f" Only what arrives for `{name}` is left then."
            break
    return Told("not-added", "incoming gradients are not added up", words)


def only_in_equal_sizes(findings: Findings, seen: View) -> bool:
    """Whether it is equal sizes that it runs in, and not other values of plain arguments."""
    if seen.case.label == findings.trial.main.label:
        return False
    exercise, oracle = findings.exercise, findings.trial.oracle
    mine, first = (
        oracle.constants([case.shape(spec) for spec in exercise.inputs])
        for case in (seen.case, findings.trial.main)
    )
    return all(mine[c.name] == first[c.name] for c in exercise.constants if c.shape is None)


def _stops(findings: Findings, outcome: Outcome) -> Diagnosis | None:
    """backward raises, in equal sizes too, or what it returns has never the right shape."""
    crashed = outcome.status is Status.CRASHED and not outcome.ended
    if not crashed and outcome.code != "gradient-shape":
        return None
    what = outcome.message.replace("backward raised", "it raised", 1)
    words = f"Your backward does not get to its end, whatever the sizes are: {what}."
    returned = returns(backward(findings.sketch))[-1:]
    shape = outcome.message.removeprefix("backward returns ").split(": torch", 1)[0]
    return Diagnosis(
        code="backward-raises" if crashed else "wrong-shape",
        confidence="exact",
        title="backward stops with an exception" if crashed else "a gradient has the wrong shape",
        message=words if crashed else f"You return {shape}.",
        locations=outcome.locations or places(findings.sketch, returned),
        checks=EXPLAINED,
        counterexample=smallest(
            findings, lambda fault: fault.kind == (RAISED if crashed else SHAPE)
        )
        or smallest(findings, lambda fault: fault.kind != VALUE),
    )


def _example(
    findings: Findings, found: Mapping[Block, Kind], outcome: Outcome
) -> Counterexample | None:
    """The smallest call that shows one of the wrong gradients, those of the first sentence."""
    inputs = set(groups(found, list(found))[0].inputs) if found else set()
    raises = outcome.status is Status.CRASHED

    def wanted(fault: Fault) -> bool:
        if fault.kind != VALUE:
            return raises
        return not inputs or fault.of in inputs

    main = [findings.trial.main]
    return smallest(findings, wanted, main) or smallest(
        findings, lambda fault: raises or fault.kind == VALUE, main
    )
