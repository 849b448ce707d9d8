"""Parts are found by their module's name, and a new one is one new file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ROOT

from gradgrader.checks.base import CHECKS
from gradgrader.diagnosis.base import RULES
from gradgrader.errors import UnknownName
from gradgrader.registry import Registry, nearest, part_names

NEW_CHECK = '''
"""A check that a plug-in's author wrote."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status


@check(Severity.WRONG, needs=("forward",))
def never_content(trial: Trial) -> Outcome:
    """Is anything ever good enough?"""
    return Outcome(status=Status.FAILED, code="never", message="no, for " + trial.exercise.id)
'''
GRADE = """
from pathlib import Path
from gradgrader.exercises.catalogue import load_all
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read
import sys

zygote = Zygote.fork()
folder = Path(sys.argv[1])
(exercise,) = [e for e in load_all([folder]) if e.id == "tanh"]
(grade,) = Grader(zygote, [exercise], Options()).grade(
    read(folder / "tanh" / "solutions" / "save_output.py")
).grades
zygote.close()
found = grade.check("never-content")
print(grade.status, found.required, found.code, found.message)
print([c.check for c in grade.checks if c.status != "passed"])
"""


def python(script: str, *arguments: str, path: Path = ROOT) -> list[str]:
    """The lines that a script prints in a process of its own, with the package in `path`."""
    start = f"import sys; sys.path.insert(0, {str(path)!r})\n"
    done = subprocess.run(
        [sys.executable, "-P", "-c", start + dedent(script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def copied(folder: Path) -> Path:
    """A folder with a copy of the package that has one check more."""
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "gradgrader", folder / "gradgrader", ignore=ignored)
    path = folder / "gradgrader" / "checks" / "never_content.py"
    path.write_text(NEW_CHECK, encoding="utf-8")
    return folder


def test_unknown_name_offers_the_nearest() -> None:
    """A slip is told with what was probably meant."""
    with pytest.raises(UnknownName) as caught:
        CHECKS["gradient"]

    assert str(caught.value) == "no check 'gradient'"
    assert caught.value.hint == "try gradients"


def test_name_like_no_other_offers_all() -> None:
    """Where nothing is near, everything is offered."""
    with pytest.raises(UnknownName) as caught:
        CHECKS["zzz"]

    assert caught.value.hint.startswith("try additive, adjoint, balanced, ")
    assert caught.value.hint.endswith(f", ... ({len(list(CHECKS))} in all)")


@pytest.mark.parametrize(
    ("name", "words"),
    [("attm", "attn"), ("matmull", "matmul"), ("xyz", "attn, matmul, matmul_nn, tanh")],
)
def test_nearest(name: str, words: str) -> None:
    """The one that is meant, or all, sorted."""
    assert nearest(name, ["tanh", "attn", "matmul_nn", "matmul"]) == words


def test_a_name_twice_is_refused() -> None:
    """Two parts can't go by one name."""
    registry: Registry[int] = Registry("gradgrader.checks", "number")
    registry.add("one", 1)

    with pytest.raises(ValueError, match="'one' is registered twice"):
        registry.add("one", 2)


def test_every_part_is_registered_under_its_modules_name() -> None:
    """What lies in the folder is what can be asked for."""
    assert list(CHECKS) == part_names("gradgrader.checks")
    assert list(RULES) == part_names("gradgrader.diagnosis")
    assert all(CHECKS[name].name == name for name in CHECKS)
    assert all(CHECKS[name].question.endswith(("?", ")")) for name in CHECKS)


def test_needs_are_known_checks() -> None:
    """A check can only wait for one that exists."""
    known = set(CHECKS)

    assert {need for name in CHECKS for need in CHECKS[name].needs} <= known


def test_names_are_found_without_importing_a_part() -> None:
    """A listing costs no torch, and no part's code."""
    lines = python("""
        import sys
        from gradgrader.registry import part_names
        print(" ".join(part_names("gradgrader.checks")))
        print([name for name in sys.modules if name.startswith(("torch", "gradgrader.checks."))])
    """)

    assert "second-order" in lines[0].split()
    assert "base" not in lines[0].split()
    assert lines[1] == "[]"


def test_parts_are_imported_when_first_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making a registry imports nothing; the first question imports each module but base."""
    folder = tmp_path / "some_parts"
    folder.mkdir()
    for name in ("__init__", "base", "big_one", "small"):
        (folder / f"{name}.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    registry: Registry[str] = Registry("some_parts", "part")
    before = {name for name in sys.modules if name.startswith("some_parts.")}

    assert part_names("some_parts") == ["big-one", "small"]
    assert before == set()
    assert list(registry) == []
    after = {name for name in sys.modules if name.startswith("some_parts.")}
    assert after == {"some_parts.big_one", "some_parts.small"}


def test_new_check_is_one_new_file(tmp_path: Path) -> None:
    """A file dropped into checks/ is asked, required, and can fail a right answer."""
    lines = python(GRADE, str(ROOT / "exercises"), path=copied(tmp_path))

    assert lines == ["failed True never no, for tanh", "['never-content']"]


def test_new_check_can_be_demanded_by_an_exercise(tmp_path: Path) -> None:
    """An exercise file may name it at once, and a slip in the name is still told."""
    package = copied(tmp_path)
    folder = tmp_path / "mine" / "tanh"
    shutil.copytree(ROOT / "exercises" / "tanh", folder)
    file = folder / "exercise.yaml"
    text = file.read_text(encoding="utf-8")
    script = """
        import sys
        from pathlib import Path
        from gradgrader.exercises.catalogue import load_all
        try:
            print(dict(load_all([Path(sys.argv[1])])[0].checks))
        except Exception as error:
            print(error.hint)
    """
    told = {}
    for name in ("never-content", "never-contend"):
        file.write_text(f"{text}checks: {{{name}: off}}\n", encoding="utf-8")
        told[name] = python(script, str(folder.parent), path=package)

    assert told["never-content"] == ["{'never-content': <Demand.OFF: 'off'>}"]
    assert told["never-contend"] == ["try never-content"]
