"""What is installed: everything that learners need, and none of the answers."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import EXERCISES, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `gradgrader` of a fresh environment; its libraries are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    here = Path(sysconfig.get_path("purelib"))
    site = folder / "lib" / here.parent.name / "site-packages"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, wheel],
        check=True,
        capture_output=True,
    )
    (site / "libraries.pth").write_text(f"{here}\n", encoding="utf-8")
    script = folder / "gradgrader"
    python = folder / "bin" / "python"
    script.write_text(f'#!/bin/sh\nexec {python} -m gradgrader "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def test_wheel_holds_exercises_without_answers(wheel: Path) -> None:
    """Exercises, starters and the parts of a page are in it; solutions, mistakes, tests are not."""
    names = zipfile.ZipFile(wheel).namelist()

    for folder in EXERCISES.iterdir():
        assert f"gradgrader/exercises/shipped/{folder.name}/exercise.yaml" in names
        assert f"gradgrader/exercises/shipped/{folder.name}/starter.py" in names
    for part in (
        *("sheets/_html/class.html.jinja", "sheets/_html/grid.js", "report/_page/page.css"),
        *("report/_page/learner.html.jinja", "report/_page/vendor/prism.LICENSE"),
        *("report/_page/fragment.html.jinja", "py.typed"),
    ):
        assert f"gradgrader/{part}" in names
    answers = {"solutions", "mistakes", "equivalent.yaml", "tests"}
    assert [n for n in names if answers.intersection(n.split("/"))] == []
    assert {n.split("/")[0] for n in names if ".dist-info" not in n} == {"gradgrader"}


def test_installed_wheel_does_the_job_elsewhere(installed: Path, tmp_path: Path) -> None:
    """From another folder: list, start, and a notebook graded with the installed package."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed, *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        )

    (tmp_path / "lab.ipynb").write_bytes((ROOT / "examples" / "week1.ipynb").read_bytes())
    listed = run("list")
    started = run("start", "tanh")
    checked = run("check", "lab.ipynb", "--format", "json")
    undone = run("check", "tanh.py")

    assert listed.returncode == 0 and "tanh(Q Kᵀ) V" in listed.stdout
    assert started.returncode == 0 and (tmp_path / "tanh.py").is_file()
    assert checked.returncode == 0, checked.stderr
    report = json.loads(checked.stdout)
    assert [g["status"] for g in report["submissions"][0]["grades"]] == ["passed"] * 4
    assert undone.returncode == 1
