"""`doctor` where something is missing, and the words for what goes wrong on our side."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import EXERCISES, ROOT

RIGHT = EXERCISES / "tanh" / "solutions" / "save_output.py"


def run(code: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process in which `code` has changed the world."""
    return subprocess.run(
        [sys.executable, "-c", f"{code}\nfrom gradgrader.cli.app import main; main()", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_doctor_without_torch(tmp_path: Path) -> None:
    """A missing torch is named, with the remedy; 2."""
    hide = (
        "import importlib.metadata as m; real = m.version\n"
        "def version(name):\n"
        "    if name == 'torch': raise m.PackageNotFoundError(name)\n"
        "    return real(name)\n"
        "m.version = version"
    )
    done = run(hide, "doctor", cwd=tmp_path)

    assert done.returncode == 2
    assert "not installed: pip install torch" in done.stdout


def test_doctor_without_fork(tmp_path: Path) -> None:
    """A platform that can't fork is told where to go; 2."""
    done = run("import os; del os.fork", "doctor", cwd=tmp_path)

    assert done.returncode == 2
    assert "run gradgrader inside WSL 2" in " ".join(done.stdout.split())


def test_doctor_with_a_broken_exercise(gradgrader, tmp_path: Path) -> None:
    """An exercise that can't be read is named; 2."""
    (tmp_path / "mine" / "x").mkdir(parents=True)
    (tmp_path / "mine" / "x" / "exercise.yaml").write_text("format: 1\n")
    ran = gradgrader("doctor", "--exercises", "mine")

    assert ran.code == 2
    assert "the field `id` is missing" in " ".join(ran.out.split())


def test_fault_of_ours_is_never_a_verdict(tmp_path: Path) -> None:
    """An exception of our own: 3, with its trace, and a request to report it."""
    code = "import gradgrader.submissions.read as r\ndef boom(path): raise ZeroDivisionError('x')\n"
    done = run(f"{code}r.read = boom", "check", RIGHT, cwd=tmp_path)

    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
    assert "a fault of gradgrader's own" in done.stderr
    assert done.stdout == ""


def test_version_and_schema(gradgrader) -> None:
    """--version prints it, and `exercise schema` prints what docs/schema holds."""
    schema = ROOT / "docs" / "schema" / "exercise.schema.json"

    assert gradgrader("--version").out == "gradgrader 0.1.0\n"
    assert gradgrader("exercise", "schema").out == schema.read_text(encoding="utf-8")


def test_report_that_cannot_be_written(gradgrader, tmp_path: Path) -> None:
    """A path that is a folder: 2, and it is named."""
    (tmp_path / "r.json").mkdir()
    ran = gradgrader("check", "no.py", "--format", "json=r.json")

    assert ran.code == 2
    assert "can't write r.json" in ran.err
