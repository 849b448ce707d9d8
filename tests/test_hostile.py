"""Strangers' code: it earns its verdict, and nothing and nobody else is touched (red_team.py)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from handed_in import TANH
from red_team import (
    FILES,
    HARMLESS,
    KINDS,
    Broken,
    Ground,
    Told,
    World,
    judged,
    options,
    read_apart,
    tried,
)

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Status
from gradgrader.submissions.apart import kept_apart
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

pytestmark = pytest.mark.hostile
# What gets through, and why nothing here stops it (SECURITY.md, what is not promised). Strict: the
# day it is stopped, the test says so.
THROUGH = {
    "verdict/attested_raw": "what backward returned is attested by the worker, not verified",
}

SHARES = 3  # a class of each, so that none is waited for alone


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A warm grader, and two honest submissions."""
    ground = Ground(tmp_path_factory.mktemp("g"))
    yield ground
    ground.reset()


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A folder and listeners that must stay untouched."""
    with World(tmp_path_factory.mktemp("w")) as world:
        yield world


@pytest.mark.parametrize("share", range(SHARES))
def test_all_in_one_grader(share: int, ground: Ground, world: World) -> None:
    """Classes hand in everything at once, with honest learners in between."""
    submissions: list[Submission] = []
    tolds: list[Told | None] = []
    for number, path in enumerate(FILES[share::SHARES]):
        file = world.canary.parent / f"{path.parent.name}-{path.name}"
        file.write_text(world.fill(path.read_text(encoding="utf-8"), ground.host))
        with contextlib.suppress(Broken):
            submission = read_apart(file)
            if isinstance(submission, Submission):
                submissions.append(submission)
                tolds.append(Told.of(path))
        if number % 8 == 0:
            submissions += ground.honest()
            tolds += [None, None]
    found = []
    try:
        reports = ground.host.grade(submissions, options(0.4), 200)
        expected = [Status.PASSED, Status.FAILED]
        honest = [r.status for r, told in zip(reports, tolds, strict=True) if told is None]
        if honest != expected * (len(honest) // 2):
            found.append(f"honest neighbours: {honest}")
        for told, report in zip(tolds, reports, strict=True):
            name = f"{told.path.parent.name}/{told.path.stem}" if told else ""
            if told is not None and name not in THROUGH:
                found += [f"{name}: {one}" for one in judged(told, report, world.secret)]
        found += ground.left()
    except (Broken, msgspec.DecodeError) as error:
        found.append(f"{type(error).__name__}: {error}")
    found += world.evidence()
    if found:
        ground.reset()

    assert not found, "\n".join(found)


def cases() -> list[Any]:
    """Each file, those that get through marked so."""
    found = []
    for path in FILES:
        name = f"{path.parent.name}/{path.stem}"
        why = THROUGH.get(name)
        marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
        found.append(pytest.param(path, id=name, marks=marks))
    return found


@pytest.mark.parametrize("path", cases())
def test_hostile(path: Path, ground: Ground, world: World) -> None:
    """The verdict is right, nothing outside was touched, and the next ones are graded as ever."""
    found = tried(Told.of(path), ground, world)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", HARMLESS, ids=lambda p: p.stem)
def test_harmless(path: Path, ground: Ground, world: World) -> None:
    """A right answer that only looks suspicious passes."""
    found = tried(Told.of(path), ground, world)

    assert not found, "\n".join(found)


def test_neighbour_by_import(ground: Ground, tmp_path: Path) -> None:
    """In a run over one file a learner, nobody hands in what another has written."""
    (tmp_path / "alice.py").write_text(TANH)
    bob = tmp_path / "bob.py"
    bob.write_text("import alice  # Function\nimport inspect\nprint(inspect.getsource(alice))\n")
    found = []
    with contextlib.suppress(UnreadableSubmission):
        paths = [tmp_path / "alice.py", bob]
        both = kept_apart(paths, [read(path) for path in paths])
        _, report = ground.host.grade(both, options(5), 60)
        found += ["bob passed with alice's class"] * (report.status is Status.PASSED)
        found += ["bob has read alice's file"] * ("save_for_backward" in report.output)

    assert not found, "\n".join(found)


def test_headers() -> None:
    """Every file says what it tries, what is right, and what would show a success."""
    tolds = [Told.of(path) for path in (*FILES, *HARMLESS)]

    assert len(FILES) >= 80
    assert {told.verdict for told in tolds} == {"not-passed", "any", "passed"}
    assert {told.evidence for told in tolds} <= KINDS
    assert all(told.verdict == "passed" for told in map(Told.of, HARMLESS))
