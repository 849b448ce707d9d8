"""Other versions of a learner's Function, tried in its own namespace."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent

import pytest
import torch
from torch import Tensor

from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Backward, Forward, Gradients
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.variants import Part, Point, Variants, Varied
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.source import Submission, Unit

SOURCE = """
import torch

def slope(x):
    return torch.cos(x)

class Sine(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.sin(x)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * slope(x)
"""
SLOPE = "def slope(x):\n    return torch.cos(x)\n"
BACKWARD = (
    "if 1:\n    @staticmethod\n    def backward(ctx, g):\n"
    "        (x,) = ctx.saved_tensors\n        return "
)
PARTS = [Part("backward", BACKWARD + "g * slope(x)"), Part("slope", SLOPE, owned=False)]
X = torch.tensor([0.5, -1.0], dtype=torch.float64)
G = torch.tensor([2.0, 3.0], dtype=torch.float64)
RIGHT = G * X.cos()


@pytest.fixture(scope="module")
def session(zygote: Zygote) -> Iterator[Session]:
    submission = Submission(path="s.py", units=(Unit(name="s.py", source=dedent(SOURCE)),))
    with Session(zygote, submission, Limits()) as session:
        session.load()
        yield session


def tried(session: Session, *texts: str, point: Point | None = None, part: int = 0) -> Tensor:
    """The numbers that backwards (or helpers) with these texts return."""
    step = Variants(PARTS, [[(part, text)] for text in texts], [point or Point((X,), [(G,)])])
    return taken(session.run(0, [step])[0], Varied).values


def test_each_version_is_tried_by_itself(session: Session) -> None:
    """A row for each; where something is raised there is no number."""
    rows = tried(session, *(BACKWARD + end for end in ("g * slope(x)", "-g", "nobody", "g.sum()")))

    assert torch.equal(rows[0], RIGHT)
    assert torch.equal(rows[1], -G)
    assert bool(rows[2:].isnan().all())


def test_what_backward_calls_can_be_another(session: Session) -> None:
    """The class sees the version of a function of its module."""
    (row,) = tried(session, SLOPE.replace("cos", "sin"), part=1)

    assert torch.equal(row, G * X.sin())


def test_a_version_that_spoils_what_was_saved_harms_no_other(session: Session) -> None:
    """Forward is run again for the next."""
    spoiling = BACKWARD + "x.mul_(0) if x.mul_(2).sum() else g"
    rows = tried(session, spoiling, BACKWARD + "g * slope(x)")

    assert torch.equal(rows[1], RIGHT)


def test_the_class_is_put_back(session: Session) -> None:
    """The next step meets the learner's own."""
    tried(session, BACKWARD + "-g")
    steps = [Forward(0, (X.clone(),), (True,)), Backward(1, 0, (G,))]
    answer = taken(session.run(0, steps)[1], Gradients)

    assert torch.equal(answer.values[0], RIGHT)


def test_second_derivatives_follow_the_first(session: Session) -> None:
    """Those of Σ w g cos x: for x, and for g."""
    weight = torch.tensor([1.0, 10.0], dtype=torch.float64)
    (row,) = tried(session, BACKWARD + "g * slope(x)", point=Point((X,), [(G,)], (weight,)))

    expected = torch.cat([RIGHT, -weight * G * X.sin(), weight * X.cos()])
    assert torch.allclose(row, expected, rtol=1e-15)


def test_values_on_the_way_are_watched(session: Session) -> None:
    """For each version, what it hands over."""
    texts = [BACKWARD + f"__seen__({n}, {n} * g)" for n in (1, 2)]
    step = Variants(PARTS, [[(0, text)] for text in texts], [Point((X,), [(G,)])], watch=True)
    seen = taken(session.run(0, [step])[0], Varied).seen

    assert [(variant, number) for variant, number, _ in seen] == [(0, 1), (1, 2)]
    assert torch.equal(seen[1][2], 2 * G)
