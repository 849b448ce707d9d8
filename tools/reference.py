"""Reference pages that are made from the code: diagnoses, formats, exit codes."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import torch

from gradgrader.cli import diff
from gradgrader.cli.guard import INTERRUPTED
from gradgrader.cli.proved import WAYS
from gradgrader.diagnosis._about import About
from gradgrader.diagnosis._asked import ADDED, OF_KIND, ROUTE
from gradgrader.diagnosis._joint import joint
from gradgrader.diagnosis._kinds import KINDS
from gradgrader.diagnosis._misconceived import mistakes
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._questions import question
from gradgrader.diagnosis._questions_steps import STEPS
from gradgrader.diagnosis._verbs import ONE, WORDS
from gradgrader.diagnosis.base import RULES
from gradgrader.errors import GraderBroken, GradgraderError
from gradgrader.exercises.made import made
from gradgrader.exercises.reference import Oracle
from gradgrader.lessons.base import LESSONS
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Grade, Location, Report, Status, SubmissionReport
from gradgrader.registry import Registry
from gradgrader.report.base import BESIDE, FORMATS, exit_code
from gradgrader.sheets.base import SHEETS

Rows = Iterable[Sequence[str]]
READABLE = 100  # characters of a line that a person might have written
LAYER = """\
y = x @ w + b
a = torch.tanh(y)
o = a @ v
return o, a
"""
ABOUT_DIAGNOSES = (
    "Made by `make docs` from the code. What is told of a failed exercise depends on `--hints`;"
    " [hints.md](hints.md) says how it is found, and [diagnosis.md](diagnosis.md) how lines and"
    " fixes are. The first column is the `code` in every report for machines."
)
ABOUT_NUMBERS = (
    "Each wrong output→input block is held against what is right, at two points, and the first of"
    " these that holds at both is told, with the smallest counterexample that was found."
)
ABOUT_QUESTIONS = (
    "Which rule was forgotten, as a question. These are told where a mistake with a name makes"
    " just the learner's numbers. The words and examples below are those for a layer with two"
    " outputs:"
)
ABOUT_STEPS = (
    "Or a step of forward is taken back as if it were another: one node of the exercise's own"
    " forward (or two, alike) or of what follows from it is exchanged, and what would come back then"
    " is the learner's. `f` stands for what the mistake is about."
)
ABOUT_KINDS = (
    "Where one change of the learner's own text makes every gradient right, its line is named from"
    " level 3 on, with one of these; level 4 shows the change."
)
ABOUT_FORMATS = (
    "Made by `make docs` from the code. `--format NAME` prints one, `--format NAME=PATH` writes it,"
    " and a command takes several at once."
)
ABOUT_CODES = (
    "Made by `make docs` from the code. Every command ends with one of these; `grade` ends as"
    " `check` does, over the whole class."
)


def table(head: Sequence[str], rows: Rows) -> Iterator[str]:
    """Lines of a table; a bar in a cell would end it."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def page(*parts: str | Iterable[str]) -> str:
    """Paragraphs and tables, with an empty line between them."""
    return "\n\n".join(p if isinstance(p, str) else "\n".join(p) for p in parts) + "\n"


def first_sentence(thing: object) -> str:
    """What a docstring begins with."""
    return " ".join((thing.__doc__ or "").split("\n\n")[0].split())


def diagnoses() -> str:
    """Every kind of mistake that has words, with those words and an example."""
    return page(
        "# Diagnoses",
        ABOUT_DIAGNOSES,
        "## Rules",
        "What looks for them, each in a file of its own below `gradgrader/diagnosis/`.",
        table(
            ("rule", "is given when"),
            ((f"`{name}`", (RULES[name].__doc__ or "").splitlines()[0]) for name in RULES),
        ),
        "No rule is asked of a starter as it was given: it has the diagnosis `not-begun`, at every"
        " level, and no other.",
        "## What the numbers are, from level 1 on",
        ABOUT_NUMBERS,
        table(("code", "title", "in words"), _numbers()),
        "## Which rule, from level 2 on",
        ABOUT_QUESTIONS,
        f"```python\n{LAYER}```",
        table(("code", "question", "for example"), _named()),
        ABOUT_STEPS,
        table(("code", "title", "question"), _steps()),
        "Where no such mistake is found, the numbers themselves ask:",
        table(("code", "title", "question"), _asked()),
        "## The line, from level 3 on",
        ABOUT_KINDS,
        table(("kind", "title", "what to think about"), _kinds()),
    )


def _numbers() -> Rows:
    """Codes, titles, and sentences about one gradient."""
    filled = {"factor": 2.0, "words": "times m", "other": "`k`"}
    for key, (code, title, verb) in WORDS.items():
        words = {**filled, "words": "`q` were transposed"} if key == "as-if" else filled
        yield f"`{code}`", title, f"Your gradient of `q` {verb.format(**ONE, **words)}."


def layer() -> Exercise:
    """A layer whose backward has products, a sum of two ways, a function and a broadcast."""

    def forward(x: torch.Tensor, w: torch.Tensor, b: torch.Tensor, v: torch.Tensor) -> Any:
        return torch.tanh(x @ w + b) @ v, torch.tanh(x @ w + b)  # as many of each as LAYER returns

    shapes = {"x": "m d", "w": "d n", "b": "n", "v": "n p"}
    given = made(forward, shapes, name="layer", outputs=["o", "a"])
    return replace(given, reference=LAYER, function=None, reference_line=1)


def _named() -> Rows:
    """The first mistake of each code that can be made in the layer's backward."""
    exercise = layer()
    derived = joint(Oracle(exercise, 0))
    assert derived is not None
    right = {step.name: str(step) for step in derived.steps}
    found: dict[str, Mistake] = {}
    for mistake in sorted(mistakes(exercise, derived), key=lambda one: one.cost):
        if _line(mistake) != right[mistake.step]:
            found.setdefault(mistake.code, mistake)
    asked = {code: question(mistake, exercise) for code, mistake in found.items()}
    for code in sorted(found, key=lambda code: asked[code].code):
        mistake = found[code]
        line = _line(mistake)
        example = f"`{line}` instead of `{right[mistake.step]}`"
        yield f"`{asked[code].code}`", asked[code].words, example if len(line) < READABLE else "–"


def _line(mistake: Mistake) -> str:
    """The line of the backward in which it is made."""
    lines = (line.strip() for line in mistake.source.split("\n"))
    return next(line for line in lines if line.startswith(f"{mistake.step} = "))


def _asked() -> Rows:
    """Each question that has no names in it, once."""
    asked = dict.fromkeys(itertools.chain(OF_KIND.values(), (ROUTE, ADDED)))
    return ((f"`{one.code}`", one.title, one.words) for one in asked)


def _kinds() -> Rows:
    return ((f"`{kind}`", words.title, words.message) for kind, words in KINDS.items())


def _steps() -> Rows:
    """Each mistake in a step of forward, about some `f`."""
    exercise = layer()
    for code, ask in STEPS.items():
        about = "f|the sum" if code == "as-another" else "f"
        asked = ask(About(Mistake(code, 1.0, "dx", about, ""), exercise))
        yield f"`{asked.code}`", asked.title, asked.words


def formats() -> str:
    """Every format of every command that has some."""
    of_reports = list(_modules(FORMATS))  # which imports them, so that they say what is beside
    beside = [(f"`{name}`", f"`${variable}`") for name in BESIDE for variable in BESIDE[name]]
    return page(
        "# Formats",
        ABOUT_FORMATS,
        "## Of a report: `check`, `audit`",
        "[In CI](ci.md) says which reader takes which; [report.md](report.md) has the keys of `json`.",
        table(("format", "what it is"), of_reports),
        "Besides, where the environment has the variable, more is added to the file that it names:",
        table(("format", "variable"), beside),
        "## Of a class: `report`",
        "[sheets.md](sheets.md) describes each, and says which ones students may see.",
        table(("format", "what it is"), _modules(SHEETS)),
        "## Of a derivation: `derive`",
        table(("format", "what it is"), _modules(LESSONS)),
        "## Of what a run changed: `diff`",
        "[gradebook.md](gradebook.md#what-a-run-changed) says which changes there are.",
        table(("format", "what it is"), _functions(diff.ways())),
        "## Of proofs: `exercise validate`",
        "One, always printed. [exercises.md](exercises.md#proving-it) says what is asked.",
        table(("format", "what it is"), _functions(WAYS)),
    )


def _modules(parts: Registry[Any]) -> Rows:
    """Names, and what their modules say that they are."""
    return ((f"`{name}`", first_sentence(sys.modules[parts[name].__module__])) for name in parts)


def _functions(ways: Mapping[str, Any]) -> Rows:
    """Names, and what their functions say that they write."""
    return ((f"`{name}`", first_sentence(ways[name])) for name in ways)


def exit_codes() -> str:
    """What a command ends with, and what every verdict comes to."""
    codes = {_ends(Status.PASSED): "what was judged passed, or there was nothing to judge"}
    codes[_ends(Status.FAILED)] = "something that was judged did not pass: a verdict, no error"
    codes[GradgraderError.exit_code] = first_sentence(GradgraderError).partition(";")[0]
    codes[GraderBroken.exit_code] = first_sentence(GraderBroken)
    codes[INTERRUPTED] = "Interrupted, by Ctrl-C."
    return page(
        "# Exit codes",
        ABOUT_CODES,
        table(("code", "means"), _capital(codes)),
        "## What becomes of a submission",
        "What a learner's code does is a verdict, whatever it does:",
        table(("a submission that", "ends with"), _verdicts()),
        "## Errors",
        "Told on standard error, as `gradgrader: error: ...`, with the way out below:",
        table(("error", "code", "is"), _errors(GradgraderError)),
    )


def _capital(codes: Mapping[int, str]) -> Rows:
    for code, words in codes.items():
        yield f"**{code}**", words[0].upper() + words[1:].removesuffix(".")


def _verdicts() -> Rows:
    words = {
        Status.PASSED: "passed",
        Status.FAILED: "failed: a value, a contract, a behaviour",
        Status.CRASHED: "crashed: an exception, a signal, `exit()`",
        Status.TIMED_OUT: "timed out: an endless loop, a time-out",
    }
    yield from ((words[status], str(_ends(status))) for status in words)
    yield "holds nothing that could be judged", str(exit_code(_report(Status.CRASHED, ())))


def _ends(status: Status) -> int:
    """What `check` ends with where one submission ended so."""
    grade = Grade(
        exercise="attn",
        function="Attn",
        location=Location(),
        status=status,
        score=0,
        max_score=1,
        matched_by="user",
        blocks=(),
        checks=(),
    )
    return exit_code(_report(status, (grade,)))


def _report(status: Status, grades: tuple[Grade, ...]) -> Report:
    one = SubmissionReport(path="a.py", status=status, score=0, max_score=1, grades=grades)
    return Report(gradgrader="", torch="", seed=0, isolation="", submissions=[one])


def _errors(kind: type[GradgraderError]) -> Rows:
    yield f"`{kind.__name__}`", str(kind.exit_code), first_sentence(kind)
    for narrower in kind.__subclasses__():
        yield from _errors(narrower)
