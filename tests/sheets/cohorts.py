"""Made cohorts: six students that differ in what can go wrong, and hostile ones."""

from __future__ import annotations

import string
from dataclasses import replace

from hypothesis import strategies as st

from gradgrader.model.cohort import Asked, Cohort, HandIn, Override, Standing, Student
from gradgrader.model.result import (
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
    Asked(id="matmul", title="Matrix product", points=1.0),
    Asked(id="attn", title="Attention", points=2.0),
)
HOSTILE = (
    '=HYPERLINK("http://evil.example")|`<script>alert(1)</script>`\n@\x1b[31m\u202eadA,;\'\x00'
)
WHEN = "2025-03-01T12:00:00+00:00"


def grade(
    exercise: str, share: float, *, status: Status = Status.PASSED, words: str = "", title: str = ""
) -> Grade:
    """A grade; one that isn't passed has a failed check, and a diagnosis if it has a `title`."""
    points = next(asked.points for asked in ASKED if asked.id == exercise)
    wrong = status is not Status.PASSED
    checks = [
        CheckResult(
            check="gradients",
            severity=Severity.WRONG,
            required=True,
            status=status,
            message=words,
            code="value" if wrong else "",
        ),
        CheckResult(
            check="economy", severity=Severity.ADVICE, required=False, status=Status.FAILED
        ),
    ]
    if wrong:
        checks.append(
            CheckResult(
                check="numeric",
                severity=Severity.WRONG,
                required=True,
                status=status,
                message="the slope is -2.34, and your gradients predict 1.5",
            )
        )
    diagnosis = Diagnosis(
        code="transpose",
        confidence="exact",
        title=title,
        message="`k` enters the wrong way round",
        advice="look at its shape",
        checks=("gradients",),
    )
    return Grade(
        exercise=exercise,
        function=exercise.title(),
        location=Location(cell=2, line=5),
        status=status,
        score=points * share,
        max_score=points,
        matched_by="behaviour",
        blocks=(),
        checks=tuple(checks),
        diagnoses=(diagnosis,) if title else (),
    )


def standing(student: Student, *grades: Grade, **fields: object) -> Standing:
    """Who handed in `ID.py`; without grades it crashed."""
    problem = Problem(
        code="syntax-error",
        message="invalid syntax: `)` was never opened",
        location=Location(line=3),
    )
    passed = all(one.status is Status.PASSED for one in grades)
    report = SubmissionReport(
        path=f"{student.id}.py",
        status=(Status.PASSED if passed else Status.FAILED) if grades else Status.CRASHED,
        score=sum(one.score for one in grades),
        max_score=sum(one.max_score for one in grades),
        problems=() if grades else (problem,),
        grades=grades,
        output="step 1\nstep 2\n",
        seconds=1.25,
    )
    usual = {
        "student": student,
        "hand_in": HandIn(student=student, path=report.path),
        "report": report,
        "score": report.score,
        "graded": WHEN,
    }
    return Standing(**{**usual, **fields})  # type: ignore[arg-type]


def six() -> Cohort:
    """Right, wrong, crashed, missing, with an override, and with a hostile name."""
    ada = Student(id="1001", name="Ada Lovelace", email="ada@uni.example")
    ben = Student(id="1002", name="Ben, the “Wrong”", email="ben@uni.example")
    cleo = Student(id="1003", name="Cléo Ünal")
    dora = Student(id="1004", name="Dora Absent", email="dora@uni.example")
    emil = Student(id="emil", name="Emil Noether")
    eve = Student(id="../=cmd|x", name=HOSTILE, email="-eve@evil.example")
    wrong = "the gradient of `q` is off by 1.1: expected -4.4416, got -3.30191 > 1e-9"
    set_by_hand = Override(
        exercise="attn", score=1.5, author="Prof. X", reason="an own idea", when=WHEN
    )
    right = grade("matmul", 1)
    failed = grade("attn", 0.4, status=Status.FAILED, words=wrong, title="A transpose is missing")
    hostile = grade("attn", 1 / 3, status=Status.TIMED_OUT, words=HOSTILE)
    late = HandIn(student=ben, path="1002.py", attempt=3, late=True)
    ended = standing(eve, right, hostile)
    assert ended.report
    return Cohort(
        title="Autograd, week 1",
        exercises=ASKED,
        standings=(
            standing(ada, right, grade("attn", 1)),
            standing(ben, right, failed, hand_in=late),
            standing(cleo),
            Standing(student=dora),
            standing(emil, failed, overrides=(set_by_hand,), score=1.5),
            replace(
                ended,
                report=replace(
                    ended.report,
                    output=HOSTILE + "]]>" + "x" * 9000,
                    unmatched=(Unmatched(function=HOSTILE, location=Location(), reason="no"),),
                ),
            ),
        ),
        unknown=("ghost|1", HOSTILE),
        seed=7,
        gradgrader="0.1.0",
        torch="2.4.0",
        isolation="full",
        when=WHEN,
    )


NASTY = string.ascii_letters + "0=+-@|\\`<>&*_[]#$!~\"',; \t\r\n\0\x1b\x85\u2028\u202e\ufffe=\ud800"
text = st.one_of(
    st.text(max_size=20),
    st.text(NASTY, max_size=20),
    st.text(alphabet=st.characters(), max_size=8),
    st.sampled_from(
        ["=1+1", " =1", "\t=1", "-1", "+a", "@x", "..", "a/../../b", "Points Possible"]
    ),
)


@st.composite
def hostile(draw: st.DrawFn) -> Cohort:
    """A cohort whose students chose every word that isn't ours."""
    found: list[Standing] = []
    for id_ in draw(st.lists(text, max_size=5, unique=True)):
        student = Student(id=id_, name=draw(text), email=draw(text))
        words, title = draw(text), draw(text)
        status = draw(st.sampled_from([Status.PASSED, Status.FAILED, Status.CRASHED]))
        graded = [grade("attn", draw(st.floats(0, 1)), status=status, words=words, title=title)]
        one = standing(student, *graded[: draw(st.integers(0, 1))])
        assert one.report
        report = replace(one.report, output=draw(text), path=draw(text))
        override = Override(
            exercise=draw(st.sampled_from(["", "attn"])),
            score=draw(st.floats(-5, 5)),
            author=words,
            reason=title,
            when=WHEN,
        )
        one = replace(one, report=report, overrides=(override,) * draw(st.integers(0, 1)))
        waiting = replace(one, report=None, overrides=())
        found.append(draw(st.sampled_from([one, waiting, Standing(student=student)])))
    return replace(
        six(), title=draw(text), standings=tuple(found), unknown=tuple(draw(st.lists(text)))
    )
