"""The action of action.yml, its shell steps run for real, and what readers make of its reports."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import yaml
from check_jsonschema import main as reader
from click.testing import CliRunner
from conftest import ROOT, TESTS, Ran
from github_runner import annotations
from xmlschema import XMLSchema

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
GITLAB = json.loads((HERE / "gitlab.schema.json").read_text(encoding="utf-8"))
JUNIT = XMLSchema(TESTS / "sheets" / "junit.xsd")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
READERS = {
    "vendor.github-actions": ["action.yml"],
    "vendor.github-workflows": ["examples/ci/github.yml", "examples/ci/classroom.yml"],
    "vendor.gitlab-ci": ["--data-transform", "gitlab-ci", "examples/ci/gitlab.yml"],
}


def step(name: str, top: Path, cwd: Path, **inputs: str) -> Ran:
    """Run a step as the runner does: its script in a file, its inputs in the environment."""
    defaults = {key: str(value.get("default", "")) for key, value in ACTION["inputs"].items()}
    given = {**defaults, **{key.replace("_", "-"): value for key, value in inputs.items()}}
    env = {
        variable: given[words.removeprefix("${{ inputs.").removesuffix(" }}")]
        for variable, words in STEPS[name]["env"].items()
        if "inputs." in words
    }
    script = top / "script.sh"
    script.write_text(STEPS[name]["run"], encoding="utf-8")
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            **env,
            "BIN": str(Path(sys.executable).parent),
            "RUNNER_TEMP": str(top),
            "GITHUB_WORKSPACE": str(top),
            "GITHUB_STEP_SUMMARY": str(top / "summary"),
            "GITHUB_OUTPUT": str(top / "output"),
        },
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def outputs(top: Path) -> dict[str, str]:
    lines = (top / "output").read_text(encoding="utf-8").split("\n")
    return dict(line.split("=", 1) for line in lines if line)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A repository in which a notebook, a file, a broken file and an archive were checked once."""
    top = tmp_path_factory.mktemp("repository")
    work = top / "week 1"
    (work / "deep" / "er").mkdir(parents=True)
    book = json.loads((ROOT / "examples" / "week1.ipynb").read_text(encoding="utf-8"))
    for number in (3, 5, 7):
        book["cells"][number - 1]["source"] = ["import torch\n"]
    (work / "week1.ipynb").write_text(json.dumps(book, indent=1), encoding="utf-8")
    shutil.copy(ROOT / "examples" / "attention.py", work / "deep" / "er" / "attn.py")
    (work / "broken.py").write_text("def f(:\n", encoding="utf-8")
    with zipfile.ZipFile(work / "hand in.zip", "w") as archive:
        archive.writestr("work/notes.txt", "")
    (top / "summary").write_text("# Before\n", encoding="utf-8")
    more = [f"--format {name}={top / name}" for name in ("gitlab", "junit", "markdown")]
    files = "week1.ipynb\n**/attn.py\nbroken.py\n\nhand in.zip\n"
    return top, step("Check", top, work, files=files, args=" ".join(more))


@pytest.mark.parametrize("schema", READERS)
def test_published_schemas_take_what_is_given_to_platforms(
    schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SchemaStore's and GitLab's own, for the action, workflows and a pipeline."""
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(reader, ["--builtin-schema", schema, *READERS[schema]])

    assert (done.exit_code, done.output) == (0, "ok -- validation done\n")


def test_examples_ask_for_what_the_action_knows() -> None:
    """No input that it doesn't have, and nothing is spliced into a script."""
    asked: set[str] = set()
    for name, job in (("github", "check"), ("classroom", "run-autograding-tests")):
        text = (ROOT / "examples" / "ci" / f"{name}.yml").read_text(encoding="utf-8")
        steps = yaml.safe_load(text)["jobs"][job]["steps"]
        (used,) = (one["with"] for one in steps if one["uses"].startswith("OWNER/gradgrader@"))
        asked |= set(used)
    read = {words for step in STEPS.values() for words in step.get("env", {}).values()}
    known = {f"${{{{ inputs.{key} }}}}" for key in ACTION["inputs"]}

    assert asked <= set(ACTION["inputs"])
    assert {words for words in read if "inputs." in words} <= known
    assert all("${{" not in step.get("run", "") for step in STEPS.values())


def test_step_hands_on_points_and_reports(run: tuple[Path, Ran]) -> None:
    """Its outputs, as those of the action name them; the points of a part for Classroom."""
    top, ran = run
    told = outputs(top)
    named = {
        value["value"].split(".")[-1].removesuffix(" }}") for value in ACTION["outputs"].values()
    }
    result = json.loads(base64.b64decode(told["result"]))

    assert (ran.code, ran.err) == (1, "")
    assert named == set(told)
    assert (told["score"], told["max-score"], told["passed"]) == ("1.4", "2", "false")
    assert json.loads(Path(told["report"]).read_text(encoding="utf-8"))["version"] == 1
    assert (result["status"], result["max_score"]) == ("fail", 2)
    assert sum(test["score"] for test in result["tests"]) == pytest.approx(1.4)
    assert {test["status"] for test in result["tests"]} == {"pass", "fail"}


def test_step_fails_as_it_is_told(tmp_path: Path) -> None:
    """`fail: false` lets a wrong answer pass on, but nothing that could not be judged."""
    ran = step("Check", tmp_path, tmp_path, files="no_such.py", fail="false")

    assert ran.code == 2
    assert annotations(ran.out)[0]["data"].startswith("there is no such file")
    assert outputs(tmp_path)["passed"] == "false"


def test_github_points_at_lines(run: tuple[Path, Ran]) -> None:
    """Errors at the class, advice at the line of the notebook's file, paths from the top."""
    top, ran = run
    found = annotations(ran.out)
    error = next(one for one in found if one["file"] == "week 1/deep/er/attn.py")
    advice = next(one for one in found if "second derivatives" in one["title"])
    lines = (top / advice["file"]).read_text(encoding="utf-8").split("\n")

    assert ran.code == 1, ran.err
    assert (error["kind"], error["line"], error["endLine"]) == ("error", "6", "18")
    assert error["title"] == "attn: a gradient is not proportional to what comes in"
    assert "you returned [[1]] for q, expected [[2]]" in error["data"].split("\n")[1]
    assert (advice["kind"], advice["file"]) == ("warning", "week 1/week1.ipynb")
    assert advice["title"] == "attn: second derivatives silently vanish (cell 9, line 7)"
    assert "ctx.save_for_backward(q, k, v, x, a)" in lines[int(advice["line"]) - 1]


def test_github_tells_what_could_not_be_read(run: tuple[Path, Ran]) -> None:
    """A syntax error at its line, an archive as a whole."""
    found = {one["file"]: one for one in annotations(run[1].out)}

    assert found["week 1/broken.py"]["title"] == "nothing could be graded"
    assert found["week 1/broken.py"]["line"] == "1"
    assert found["week 1/hand in.zip"]["line"] == "1"
    assert found["week 1/hand in.zip"]["kind"] == "error"


def test_github_log_is_grouped(run: tuple[Path, Ran]) -> None:
    """A group each, which is closed before the next, and nothing else but commands."""
    lines = run[1].out.strip().split("\n")
    groups = [line for line in lines if line.startswith(("::group::", "::endgroup::"))]

    assert groups[::2] == [
        "::group::week1.ipynb: 1 of 1 passed, 1/1 points",
        "::group::deep/er/attn.py: 0 of 1 passed, 0.4/1 points",
        "::group::broken.py: nothing could be graded",
        "::group::hand in.zip: nothing could be graded",
    ]
    assert set(groups[1::2]) == {"::endgroup::"}
    assert "✘ attn  Attention, line 6  0.4/1" in lines


def test_job_summary_is_added_to(run: tuple[Path, Ran]) -> None:
    """What the step wrote before stays; the page that `markdown` is comes behind it."""
    text = (run[0] / "summary").read_text(encoding="utf-8")

    assert text.startswith("# Before\n")
    assert text.removeprefix("# Before\n") == (run[0] / "markdown").read_text(encoding="utf-8")
    assert "## week 1/deep/er/attn.py: 0.4/1 points" in text


def test_readers_take_what_was_written(run: tuple[Path, Ran]) -> None:
    """SARIF by OASIS's schema, GitLab's report by its rules, JUnit by what Jenkins takes."""
    top, _ = run
    sarif = json.loads(Path(outputs(top)["sarif"]).read_text(encoding="utf-8"))
    gitlab = json.loads((top / "gitlab").read_text(encoding="utf-8"))
    jsonschema.validate(sarif, SARIF)
    jsonschema.validate(gitlab, GITLAB)
    JUNIT.validate(str(top / "junit"))
    (report,) = sarif["runs"]
    rules = {rule["id"]: rule for rule in report["tool"]["driver"]["rules"]}
    prints = [one["partialFingerprints"]["gradgrader/v1"] for one in report["results"]]

    assert rules["gradients"]["shortDescription"]["text"].endswith("?")
    assert "Cotangents are random" in rules["gradients"]["fullDescription"]["text"]
    assert all(
        report["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"]
        for r in report["results"]
    )
    assert len(set(prints)) == len(prints) == len(gitlab)
    assert prints == [one["fingerprint"] for one in gitlab]
    assert {one["severity"] for one in gitlab} == {"major", "minor", "blocker"}
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in report["results"]
    }
    assert "week%201/deep/er/attn.py" in uris
    cases = ET.parse(top / "junit").getroot().iter("testcase")
    assert [[child.tag for child in case] for case in cases] == [
        [],
        *[["failure"], ["error"], ["error"]],
    ]


def test_no_format_shows_what_the_hint_level_hides(run: tuple[Path, Ran]) -> None:
    """At level 1 nobody is told which line it is, nor how to write it."""
    fix = "go.clamp(-1, 1)"
    paths = [run[0] / name for name in ("gitlab", "junit", "markdown", "summary")]
    texts = [path.read_text(encoding="utf-8") for path in paths] + [run[1].out]
    texts.append(Path(outputs(run[0])["sarif"]).read_text(encoding="utf-8"))

    assert [text for text in texts if fix in text] == []
    assert fix in (ROOT / "examples" / "attention.py").read_text(encoding="utf-8")
