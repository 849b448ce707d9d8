"""Do the mistakes fail where they say, and are they told as what they are?"""

from __future__ import annotations

import re

from gradgrader.model.proof import Evidence, Finding
from gradgrader.model.result import FINE, Grade, Location, Status, SubmissionReport
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, waits, warning

KIND = re.compile(r"# ([a-z0-9-]+) at line (\d+)(?: or (\d+))?: \S")
FAILS = re.compile(r"# fails: (\S.*)")
HINTS = 3  # the level at which lines are told
TURNED = ("missing-transpose", "extra-transpose", "wrong-order", "transpose")
FAIR = {  # kinds that are told under another name as well
    "missing-transpose": TURNED,
    "extra-transpose": TURNED,
    "wrong-order": TURNED,
    "swapped-gradients": ("swapped-gradients", "swapped-cotangents"),
    "wrong-signature": ("wrong-count",),
    "wrong-saved-tensor": ("wrong-saved-tensor", "wrong-derivative", "saved"),
    "wrong-dtype": ("wrong-dtype", "precision"),
    "precision": ("precision", "factor", "ignores-cotangent"),
    "off-by-one": ("off-by-one", "missing-term"),
    "wrong-axis": ("wrong-axis", "dimension"),
    "missing-factor": ("missing-factor", "missing-chain-factor", "factor", "units"),
    "extra-factor": ("extra-factor", "factor", "units"),
    "missing-chain-factor": ("missing-chain-factor", "missing-factor", "units"),
    "missing-term": ("missing-term", "dropped-cotangent"),
    "comparison": ("comparison", "only-sometimes"),
    "only-sometimes": ("only-sometimes", "comparison"),
    "only-for-small": ("only-for-small", "slope-at-zero"),
    "wrong-shape": ("wrong-shape", "keepdim", "reduction"),
    "conjugated": ("conjugated", "part"),
    "imaginary-part": ("imaginary-part", "part"),
    "imaginary-cotangent": ("imaginary-cotangent", "part"),
    "kept-too-much": ("kept-too-much", "saved-intermediate"),
}


@proof(70)
def mistakes(subject: Subject, part: str) -> Evidence:
    """Each fails in the blocks or by the check that its second line names; one file a part."""
    if part:
        return _one(subject, part)
    files = subject.files("mistakes")
    if not files:
        if subject.all_files("mistakes"):
            return waits("a mistake")
        return Evidence(findings=(error("there is no mistake", "mistakes"),))
    return Evidence(parts=tuple(files))


def _one(subject: Subject, name: str) -> Evidence:
    first, second, *_ = (*subject.text(name).split("\n"), "", "")
    kind, fails = KIND.match(first), FAILS.fullmatch(second)
    if kind is None:
        wanted = "# KIND at line N: what is wrong (or: at line N or M)"
        return Evidence(findings=(error(f"the first line is not `{wanted}`", name, 1),))
    if fails is None:
        wanted = "# fails: blocks o->q (or a check, together, crash)"
        return Evidence(findings=(error(f"the second line is not `{wanted}`", name, 2),))
    report = subject.report(name, hints=HINTS)
    if isinstance(report, str):
        return Evidence(findings=(error(report, name),))
    if report.status is Status.PASSED or len(report.grades) != 1:
        found = "passes" if report.grades else "holds no Function that is taken for this one"
        return Evidence(findings=(error(found, name),))
    otherwise = _otherwise(report.grades[0], *fails[1].split())
    if otherwise:
        return Evidence(findings=(error(otherwise, name, 2),))
    return _told(report, name, kind[1], [int(line) for line in kind.groups()[1:] if line])


def _otherwise(grade: Grade, kind: str, *blocks: str) -> str:
    """How it fails in another way than it says; empty if it does not."""
    failing = {c.check for c in grade.checks if c.required and c.status not in FINE}
    if kind == "blocks":
        wrong = {f"{b.output}->{b.input}" for b in grade.blocks if b.status is Status.FAILED}
        seen = " ".join(sorted(wrong)) or "none"
        return "" if wrong == set(blocks) else f"the wrong blocks are: {seen}"
    if kind == "crash":
        crashed = any(c.status is Status.CRASHED for c in grade.checks)
        return "" if crashed else "it does not crash"
    if kind == "together":
        check = grade.check("gradients")
        apart = check is None or check.code != "together"
        return "each output alone is wrong too" if apart else ""
    return "" if kind in failing else f"it fails {', '.join(sorted(failing)) or 'nothing'}"


def _told(report: SubmissionReport, name: str, kind: str, wrong: list[int]) -> Evidence:
    """Whether a learner is told this kind of mistake, and one of these lines."""
    told = [one for grade in report.grades for one in grade.diagnoses]
    earned = bool({one.code for one in told} & {kind, *FAIR.get(kind, ())})
    lines = sorted({n for one in told for place in one.locations for n in _lines(place)})
    findings: list[Finding] = []
    if not earned:
        codes = ", ".join(dict.fromkeys(f"`{one.code}`" for one in told)) or "nothing"
        findings.append(warning(f"is told as {codes}, not as `{kind}`", name, 1))
    if lines and not {*wrong} & {*lines}:
        told_at, at = ", ".join(map(str, lines)), " or ".join(map(str, wrong))
        findings.append(warning(f"is told at line {told_at}, not at line {at}", name, 1))
    counts = {
        "fails as it says|fail as they say": 1,
        "earns its diagnosis|earn their diagnosis": int(earned),
        "its line|their line": int(bool({*wrong} & {*lines})),
    }
    return Evidence(counts=counts, findings=tuple(findings))


def _lines(place: Location) -> range:
    """Every line of a place; a range of likely ones has several."""
    if place.line is None:
        return range(0)
    return range(place.line, (place.end_line or place.line) + 1)
