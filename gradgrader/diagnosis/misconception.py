"""The kind of mistake behind a wrong gradient, and the rule that it forgets, as a question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gradgrader.diagnosis._about import Asked
from gradgrader.diagnosis._asked import ADDED, OF_KIND, ROUTE
from gradgrader.diagnosis._blackbox import Block, kinds, views
from gradgrader.diagnosis._place import Kind
from gradgrader.diagnosis._questions import question
from gradgrader.diagnosis._reverse import looked_up
from gradgrader.diagnosis._text import names
from gradgrader.diagnosis.base import WHY, Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED, told_by_values
from gradgrader.model.result import Diagnosis

# of these the numbers say all that there is to ask; of others a mistake that makes them says more
PLAIN = {"none", "size-lost", "sign-lost", "squared", "not-linear", "single", "close", "offset"}
LOSING = {"dropped-cotangent", "swapped-cotangents"}
MOST = 2
NAMED = re.compile(r"`(\w+)`")


@rule
def misconception(findings: Findings) -> Diagnosis | None:
    """From --hints 2: which rule is forgotten, told from the numbers, as a question."""
    if findings.hints < WHY or not told_by_values(findings):
        return None
    asked = questions(findings)
    if not asked:
        return None
    return Diagnosis(
        code=asked[0].code,
        confidence="likely",
        title=asked[0].title,
        message=_in_own_names(findings, " ".join(dict.fromkeys(one.words for one in asked))),
        checks=EXPLAINED,
    )


def questions(findings: Findings) -> list[Asked]:
    """What the numbers ask, if they ask anything."""

    def compute() -> list[Asked]:
        found = kinds(findings) if told_by_values(findings) else None
        return [] if found is None else _asked(findings, found)

    return findings.once("asked", compute)


def _in_own_names(findings: Findings, words: str) -> str:
    """Inputs as the learner calls them."""
    usual = [spec.name for spec in findings.exercise.inputs]
    own = dict(zip(usual, names(findings).inputs, strict=True))
    return NAMED.sub(lambda match: f"`{own.get(match[1], match[1])}`", words)


def _asked(findings: Findings, found: Mapping[Block, Kind]) -> list[Asked]:
    shown = {kind.name for kind in found.values()}
    known = [] if shown & PLAIN else looked_up(findings)
    if shown == {"zero"}:  # then any mistake that loses everything has these numbers
        known = [one for one in known if _partly(findings, found) and one.code in LOSING]
    if known:
        asked = [question(mistake, findings.exercise) for mistake in known]
        return list({one.words: one for one in asked}.values())[:MOST]
    if not found:
        together = len(findings.exercise.outputs) > 1 and _off_together(findings)
        return [ADDED] if together else []
    return _of_kinds(findings, found, shown)


def _of_kinds(findings: Findings, found: Mapping[Block, Kind], shown: set[str]) -> list[Asked]:
    """What the kinds themselves ask, where all of them ask the same (but for what follows)."""
    if "input" in shown or "output" in shown:  # which leave zeros and extras elsewhere
        shown = shown & {"input", "output"}
    if "constant" in shown:
        shown = shown - {"extra"}
    asked = [OF_KIND.get(name) for name in sorted(shown)]
    if shown == {"zero"} and _partly(findings, found):
        return [ROUTE]
    plain = [one for one in asked if one is not None]
    same = len(plain) == len(asked) and len({one.code for one in plain}) == 1
    return plain[:1] if same else []


def _partly(findings: Findings, found: Mapping[Block, Kind]) -> bool:
    """Whether some input gets something through one output and nothing through another."""
    rows = views(findings)[0].expected
    inputs = {index for _, index in found}
    return any(
        row[i] is not None and (j, i) not in found for j, row in enumerate(rows) for i in inputs
    )


def _off_together(findings: Findings) -> bool:
    outcome = findings.failed("gradients")
    return outcome is not None and outcome.code == "together"
