"""Are statement and hints free of the answer?"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.model.proof import Evidence, Finding
from gradgrader.proofs._spans import code_in, expressions, normal, size
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof

LARGE, WITH_COTANGENT = 6, 3


@proof(40)
def spoilers(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """No code in statement or hints is a part of a solution's backward.

    Told by comparing expressions: what is said in words, or written in other symbols, is not seen.
    The last hint may be near.
    """
    exercise = subject.exercise
    answers = {
        text: name for name in subject.files("solutions") for text in _answers(subject.text(name))
    }
    told: list[tuple[str, tuple[str | int, ...], str]]
    told = [("statement", ("statement",), exercise.statement)]
    told += [(f"hint {n}", ("hints", n - 1), hint) for n, hint in enumerate(exercise.hints[:-1], 1)]
    findings: list[Finding] = []
    for what, place, text in told:
        for tree in code_in(text):
            seen = [one for one in expressions(tree) if normal(one) in answers]
            if seen:
                largest = max(seen, key=size)
                message = f"{what} shows `{ast.unparse(largest)}`, which is in a backward: "
                message += answers[normal(largest)]
                findings.append(error(message, line=subject.line(*place)))
                break
    return Evidence(words="no expression of a solution is shown", findings=tuple(findings))


def _answers(source: str) -> Iterator[str]:
    """Expressions of its backwards, those with a cotangent even if they are small."""
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)]
    given = {normal(one) for f in functions if f.name == "forward" for one in expressions(f)}
    for function in functions:
        if function.name != "backward":
            continue
        cotangents = {argument.arg for argument in function.args.args[1:]}
        for one in expressions(function):
            names = {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
            enough = WITH_COTANGENT if names & cotangents else LARGE
            if size(one) >= enough and (text := normal(one)) not in given:
                yield text
