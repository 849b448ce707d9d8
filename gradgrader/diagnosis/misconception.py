"""The kind of mistake behind a wrong gradient, and the rule that it forgets, as a question."""

from __future__ import annotations

import re

from gradgrader.diagnosis._asking import questions
from gradgrader.diagnosis._text import names
from gradgrader.diagnosis._tried import mended
from gradgrader.diagnosis.base import WHY, Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED
from gradgrader.model.result import Diagnosis

NAMED = re.compile(r"`(\w+)`")


@rule
def misconception(findings: Findings) -> Diagnosis | None:
    """From --hints 2: which rule is forgotten, told from the numbers, as a question."""
    if findings.hints < WHY:
        return None
    told = questions(findings)
    if not told.asked or (told.vague and told.less_than(mended(findings))):
        return None
    return Diagnosis(
        code=told.asked[0].code,
        confidence="likely",
        title=told.asked[0].title,
        message=_in_own_names(findings, " ".join(dict.fromkeys(one.words for one in told.asked))),
        checks=EXPLAINED,
    )


def _in_own_names(findings: Findings, words: str) -> str:
    """Inputs as the learner calls them."""
    usual = [spec.name for spec in findings.exercise.inputs]
    own = dict(zip(usual, names(findings).inputs, strict=True))
    return NAMED.sub(lambda match: f"`{own.get(match[1], match[1])}`", words)
