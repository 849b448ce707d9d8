"""A made class of any size, as it looks after a week: most are right, some all wrong alike."""

from __future__ import annotations

import random
from collections.abc import Sequence

from gradgrader.model.cohort import Asked, Cohort, HandIn, Override, Source, Standing, Student
from gradgrader.model.picture import Jacobian, Taylor
from gradgrader.model.result import (
    Block,
    CheckResult,
    Diagnosis,
    Grade,
    Location,
    Problem,
    Severity,
    Status,
    SubmissionReport,
    Unmatched,
)

ASKED = (
    Asked(id="matmul", title="Matrix product with a transpose", points=1.0),
    Asked(id="tanh", title="Hyperbolic tangent", points=1.0),
    Asked(id="matmul_nn", title="Matrix product", points=1.0),
    Asked(id="attn", title="Attention with tanh", points=1.0),
)
SHARES = (0.86, 0.74, 0.68, 0.45)
WHEN = "2026-03-01T12:00:00+00:00"
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\u202e\x1b[31m"
FIRST = "Ada Ben Cléo Dora Emil Fay Gus Hana Ivan Jun Kaia Liam Mei Noor Omar Łukasz Åsa"
LAST = "Lovelace Okafor Nguyen Schmidt Rossi Tanaka Novák García Haddad Silva O'Brien Yılmaz"
CHECKS = """additive adjoint balanced contract differentiable domain dtypes economy empty forward
    gradcheck gradgradcheck gradients homogeneous honesty in-flight input-layout inputs-untouched
    lifetime magnitudes numeric once own-work repeatable same-tensor second-order shapes
    side-effects singletons stale subsets taylor trainable undefined"""
CODE = """class {name}(torch.autograd.Function):
    '''Week 1, {who}: {exercise}.'''

    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        o = a @ v
        ctx.save_for_backward(q, k, v, a)
        return o, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        scale = {scale}
        gv = {gv}
        gx = {gx}
        return scale * (gx @ k), gx.T @ q, gv
"""
RIGHT = ("a.T @ go", "(ga + go @ v.T) * (1 - a**2)")
WRONG: Sequence[tuple[str, str, str, int, str, str]] = (
    (
        "tanh-derivative",
        "the derivative of tanh is missing",
        "`gx` is multiplied by 1",
        17,
        *("a.T @ go", "ga + go @ v.T"),
    ),
    (
        "missing-transpose",
        "a transpose is missing",
        "`a` enters the wrong way round",
        16,
        *("a @ go", RIGHT[1]),
    ),
    (
        "cotangent-ignored",
        "what arrives for `a` never counts",
        "`ga` is not used",
        17,
        *(RIGHT[0], "(go @ v.T) * (1 - a**2)"),
    ),
    (
        "sign",
        "a sign is flipped",
        "`gx` has the wrong sign",
        17,
        *(RIGHT[0], "-(ga + go @ v.T) * (1 - a**2)"),
    ),
    ("", "", "", 0, *("a.T @ go.abs()", RIGHT[1])),
)


RATE = Taylor(
    steps=tuple(1e-2 * 2.0**-row for row in range(6)),
    remainders=tuple(2.1e-4 * 2.0**-row for row in range(6)),
    rate=1.0,
)
SHAPES = {"o": (2, 4), "a": (2, 2), "q": (2, 3), "k": (2, 3), "v": (2, 4)}


def crowd(size: int, seed: int = 1) -> Cohort:
    """Students with codes that differ a little, four exercises each."""
    chance = random.Random(seed)
    made = [_standing(number, chance) for number in range(size)]
    return Cohort(
        title="Autograd, week 1",
        exercises=ASKED,
        standings=tuple(standing for standing, _ in made),
        sources={standing.student.id: sources for standing, sources in made},
        unknown=("guest",),
        seed=7,
        gradgrader="0.1.0",
        torch="2.13.0",
        isolation="full",
        when=WHEN,
    )


def _standing(number: int, chance: random.Random) -> tuple[Standing, tuple[Source, ...]]:
    who = Student(
        id=f"s{1000 + number}",
        name=f"{chance.choice(FIRST.split())} {chance.choice(LAST.split())}",
        email=f"s{1000 + number}@uni.example",
    )
    if number == 7:
        who = Student(id='"><i>&#=+%\u2028 ', name=HOSTILE, email="-eve@evil.example")
    if number % 41 == 5:
        return Standing(student=who), ()
    hand_in = HandIn(
        student=who, path=f"{who.id}.ipynb", attempt=1 + number % 3, late=number % 19 == 0
    )
    if number % 97 == 11:
        return Standing(student=who, hand_in=hand_in), ()
    if number % 67 == 13:
        return _crashed(who, hand_in), ()
    cells = [_cell(place, who, chance) for place in range(len(ASKED)) if chance.random() < 0.97]
    return _graded(who, hand_in, [grade for grade, _ in cells], number), tuple(
        source for _, source in cells
    )


def _crashed(who: Student, hand_in: HandIn) -> Standing:
    problem = Problem(
        code="syntax-error",
        message="invalid syntax: `)` was never opened",
        location=Location(cell=4, line=3),
        hint="run the notebook from the top",
    )
    report = SubmissionReport(
        path=hand_in.path, status=Status.CRASHED, score=0, max_score=0, problems=(problem,)
    )
    return Standing(student=who, hand_in=hand_in, report=report, graded=WHEN)


def _graded(who: Student, hand_in: HandIn, grades: Sequence[Grade], number: int) -> Standing:
    passed = len(grades) == len(ASKED) and all(one.status is Status.PASSED for one in grades)
    hostile = number == 7
    report = SubmissionReport(
        path=hand_in.path,
        status=Status.PASSED if passed else Status.FAILED,
        score=sum(one.score for one in grades),
        max_score=float(len(grades)),
        problems=(Problem(code="magic-skipped", message=f"`%time` was skipped {HOSTILE}"),)
        if hostile
        else (),
        unmatched=(
            Unmatched(
                function=HOSTILE, location=Location(cell=9, line=1), reason="it takes no tensor"
            ),
        )
        if hostile
        else (),
        grades=tuple(grades),
        output=f"{HOSTILE}\n" if hostile else f"torch 2.13.0\nloss {number % 10 / 10}\n",
    )
    by_hand = (
        (
            Override(
                exercise="attn",
                score=0.8,
                author="Prof. Hopper",
                reason="a good idea of their own",
                when=WHEN,
            ),
        )
        if number % 53 == 2
        else ()
    )
    score = report.score + sum(
        one.score - sum(g.score for g in grades if g.exercise == "attn") for one in by_hand
    )
    return Standing(
        student=who, hand_in=hand_in, report=report, overrides=by_hand, score=score, graded=WHEN
    )


def _cell(place: int, who: Student, chance: random.Random) -> tuple[Grade, Source]:
    asked, cell = ASKED[place], 2 + 2 * place
    right = chance.random() < SHARES[place]
    code, title, message, line, gv, gx = (
        ("", "", "", 0, *RIGHT) if right else WRONG[min(int(chance.expovariate(0.7)), 4)]
    )
    name = chance.choice(["Attn", "Attention", "MyFunction", asked.id.title()])
    text = "import torch\n\n" + CODE.format(
        name=name,
        who=who.id,
        exercise=asked.id,
        scale=chance.choice(["1", "1.0", "q.new_ones(())"]),
        gv=gv,
        gx=gx,
    )
    found = Diagnosis(
        code=code,
        confidence="exact",
        title=title,
        message=message,
        advice="look at its shape, and at what `tanh` does to it",
        locations=(Location(cell=cell, line=line + 2),),
        blocks=(("o", "q"),),
        checks=("gradients", "numeric"),
    )
    status = Status.PASSED if right else Status.FAILED
    wrong = set() if right else ({"v"} if gv != RIGHT[0] else {"q", "k"})
    score = 1.0 if right else 1 - len(wrong) / 3
    return (
        Grade(
            exercise=asked.id,
            function=name,
            location=Location(cell=cell, line=3, end_line=20),
            status=status,
            score=score,
            max_score=1.0,
            matched_by="behaviour",
            blocks=tuple(
                _block(output, input_, wrong=input_ in wrong) for output in "oa" for input_ in "qkv"
            ),
            checks=tuple(_check(name, right=right) for name in CHECKS.split()),
            diagnoses=(found,) if code else (),
            jacobians=tuple(
                _jacobian(output, input_, title)
                for output in "oa"
                for input_ in sorted(wrong)
                if (output, input_) != ("a", "v")
            ),
            taylor=None if right else RATE,
        ),
        Source(text=text, cell=cell),
    )


def _block(output: str, input_: str, *, wrong: bool) -> Block:
    if (output, input_) == ("a", "v"):
        return Block(output=output, input=input_, status=Status.SKIPPED, error=0.0, tolerance=0.0)
    return Block(
        output=output,
        input=input_,
        status=Status.FAILED if wrong else Status.PASSED,
        error=1.14 if wrong else 2.2e-16,
        tolerance=1.7e-13,
    )


def _jacobian(output: str, input_: str, mistake: str) -> Jacobian:
    """Random numbers, the same for those who made the same mistake."""
    chance = random.Random(f"{output} {input_} {mistake}")
    rows, columns = (SHAPES[name][0] * SHAPES[name][1] for name in (output, input_))
    right, back = (
        tuple(tuple(chance.gauss(0, 1) for _ in range(columns)) for _ in range(rows))
        for _ in range(2)
    )
    return Jacobian(
        output=output,
        input=input_,
        output_shape=SHAPES[output],
        input_shape=SHAPES[input_],
        inputs={},
        expected=right,
        returned=back,
    )


def _check(name: str, *, right: bool) -> CheckResult:
    if right or name not in {"gradients", "numeric", "adjoint", "taylor", "stale", "shapes"}:
        return CheckResult(
            check=name,
            severity=Severity.WRONG,
            required=True,
            status=Status.PASSED,
            case="m2 d3 n2 p4",
        )
    if name in {"stale", "shapes"}:
        return CheckResult(
            check=name,
            severity=Severity.DANGEROUS,
            required=True,
            status=Status.SKIPPED,
            message="waits for `gradients`",
            code="waits",
        )
    return CheckResult(
        check=name,
        severity=Severity.WRONG,
        required=name != "taylor",
        status=Status.FAILED,
        message="the gradient of `q` is off by 1.1: at [1, 2] expected -4.4416, got -3.30191",
        code="value",
        case="m2 d3 n2 p4",
        unseen="it sends zeros with a single 1",
    )
