"""The command as people use it: exit codes, formats, pipes, interruption, and what it costs."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from conftest import COMMAND, EXERCISES, ROOT

from gradgrader.report.json import json_schema

RIGHT = EXERCISES / "tanh" / "solutions" / "save_output.py"
WRONG = EXERCISES / "tanh" / "mistakes" / "negated.py"
SECOND = EXERCISES / "attn" / "solutions" / "save_output.py"
LOOP = """import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        while True:
            pass

    @staticmethod
    def backward(ctx, g):
        return g
"""


def test_exit_code_0_when_all_passed(gradgrader) -> None:
    """Everything judged passed: 0."""
    assert gradgrader("check", RIGHT, SECOND).code == 0


def test_exit_code_1_when_one_failed(gradgrader) -> None:
    """One of two failed: 1, and both are reported; a pass is a pass, whatever fails beside it."""
    ran = gradgrader("check", RIGHT, WRONG)
    listed = gradgrader("list")

    assert ran.code == 1
    assert "1 of 2 submissions passed" in ran.out
    assert re.search(r"A = tanh\(X\) +solved\n", listed.out)
    assert "lab (1 of 7 solved)" in listed.out


def test_exit_code_1_under_strict(gradgrader) -> None:
    """The notebook passes, but not with --strict: its second derivatives vanish."""
    notebook = ROOT / "examples" / "week1.ipynb"

    assert gradgrader("check", notebook).code == 0
    assert gradgrader("check", notebook, "--strict").code == 1


def test_exit_code_2_when_nothing_could_be_judged(gradgrader) -> None:
    """No such file: 2, at once."""
    ran = gradgrader("check", "no_such.py")

    assert ran.code == 2
    assert "there is no such file" in ran.out


def test_exit_code_2_for_usage(gradgrader) -> None:
    """An unknown option, or no file: 2."""
    assert gradgrader("check", "--no-such-option", RIGHT).code == 2
    assert gradgrader("check").code == 2


def test_exit_code_3_when_the_grader_dies(gradgrader, tmp_path: Path) -> None:
    """A torch that can't be imported is not the learner's fault: 3, and no verdict."""
    half = tmp_path / "half"
    (half / "torch").mkdir(parents=True)
    (half / "torch" / "__init__.py").write_text("raise ImportError('half installed')")
    ran = gradgrader("check", RIGHT, PYTHONPATH=f"{half}:{ROOT}")

    assert ran.code == 3
    assert "half installed" in ran.err
    assert ran.out == ""


def descendants(pid: int) -> set[int]:
    """Every process below `pid`."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found |= {child} | descendants(child)
    return found


def running(pids: set[int]) -> set[int]:
    """Those that run (a zombie that nobody has waited for does not)."""
    alive = set()
    for pid in pids:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if stat.rpartition(")")[2].split()[0] != "Z":
            alive.add(pid)
    return alive


def wait_until(condition, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_interruption_leaves_nothing_behind(number: int, tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and a word; after it, as after kill -9, no process is left."""
    (tmp_path / "loop.py").write_text(LOOP)
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    process = subprocess.Popen(
        [*COMMAND, "check", "loop.py", "--timeout", "60"],
        cwd=tmp_path,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # the grader, its zygote, and a worker in the loop
    assert wait_until(lambda: len(descendants(process.pid)) >= 3)
    time.sleep(0.5)
    below = descendants(process.pid)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)

    assert wait_until(lambda: not running(below))
    if number == signal.SIGINT:
        assert process.returncode == 130
        assert err.strip().endswith("interrupted")
        assert out == ""


def test_platform_without_fork_is_refused(tmp_path: Path) -> None:
    """Where nothing can be forked, a word and the way out: 3, and no verdict."""
    code = "import os, sys; del os.fork; from gradgrader.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check", RIGHT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert "it has no fork" in done.stderr
    assert "WSL 2" in done.stderr
    assert done.stdout == ""


def test_reader_that_has_seen_enough(tmp_path: Path) -> None:
    """`gradgrader list | head -1` ends quietly."""
    command = f"{' '.join(COMMAND)} list | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stdout.split("\n")[1] == "0"
    assert done.stderr == ""


def test_verdict_survives_a_reader_that_goes_away(tmp_path: Path) -> None:
    """`gradgrader check WRONG | true` still ends with 1."""
    command = f"{' '.join(COMMAND)} check {WRONG} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert done.stdout == "1\n"
    assert done.stderr == ""


def test_name_that_is_no_text(gradgrader, tmp_path: Path) -> None:
    """A file name of bytes that are no UTF-8 is graded, and shown with question marks."""
    name = os.fsdecode(b"caf\xe9.py")
    shutil.copy(RIGHT, tmp_path / name)
    ran = gradgrader("check", name, "--format", "json")

    assert ran.code == 0
    assert json.loads(ran.out)["submissions"][0]["path"] == "caf?.py"


def test_fifo_does_not_hang(gradgrader, tmp_path: Path) -> None:
    """A named pipe is refused, not waited for."""
    os.mkfifo(tmp_path / "pipe.py")
    ran = gradgrader("check", "pipe.py")

    assert ran.code == 2
    assert "is no regular file" in ran.out


def test_json_report_validates(gradgrader, tmp_path: Path) -> None:
    """JSON to a file and the tables to the terminal, in one run; the schema accepts the report."""
    notebook = ROOT / "examples" / "week1.ipynb"
    ran = gradgrader(
        "check", notebook, WRONG, "no.py", "--format", "json=r.json", "--format", "rich"
    )
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))

    jsonschema.validate(report, json_schema())
    assert "4 of 4 passed" in ran.out
    assert report["version"] == 1
    assert [s["status"] for s in report["submissions"]] == ["passed", "failed", "crashed"]
    attn = report["submissions"][0]["grades"][3]
    assert attn["diagnoses"][0]["code"] == "saved-intermediate"
    assert attn["diagnoses"][0]["locations"] == [
        {"line": 7, "end_line": None, "cell": 9, "file": None}
    ]
    assert attn["location"] == {"line": 1, "end_line": 16, "cell": 9, "file": None}


def test_json_alone_on_standard_output(gradgrader) -> None:
    """--format json prints JSON and nothing else, also where nothing could be graded."""
    ran = gradgrader("check", "no.py", "--format", "json")
    report = json.loads(ran.out)

    jsonschema.validate(report, json_schema())
    assert ran.code == 2
    assert report["submissions"][0]["problems"][0]["code"] == "missing"


def test_same_seed_same_numbers(gradgrader) -> None:
    """A verdict can be repeated: the same seed gives the same report, another seed another."""
    first, again, other = (
        json.loads(gradgrader("check", WRONG, "--format", "json", "--seed", seed).out)
        for seed in ("7", "7", "8")
    )
    blocks = [run["submissions"][0]["grades"][0]["blocks"] for run in (first, again, other)]

    assert first["seed"] == 7
    assert blocks[0] == blocks[1] != blocks[2]


def test_random_seed_is_recorded(gradgrader) -> None:
    """--seed random draws one, and the report says which."""
    seeds = {
        json.loads(gradgrader("check", RIGHT, "--format", "json", "--seed", "random").out)["seed"]
        for _ in range(2)
    }

    assert len(seeds) == 2


def test_start_writes_a_file_that_can_be_checked(gradgrader, tmp_path: Path) -> None:
    """`start` writes statement and starter, never overwrites, and the result does not pass."""
    ran = gradgrader("start", "attn", "mine.py")
    again = gradgrader("start", "attn", "mine.py")
    checked = gradgrader("check", "mine.py")

    assert ran.code == 0
    assert "next: gradgrader check mine.py" in ran.out
    assert (
        (tmp_path / "mine.py").read_text().startswith("# Attention with tanh: O = tanh(Q Kᵀ) V\n")
    )
    assert again.code == 2
    assert "is there already" in again.err
    assert checked.code == 1
    assert "– attn: not begun" in checked.out


def test_hints_come_one_by_one(gradgrader) -> None:
    """Each call of `hint` shows one more, and the last says that it was the last."""
    shown = [gradgrader("hint", "matmul").out.count("hint ") for _ in range(5)]
    again = gradgrader("hint", "matmul", "--again").out

    assert shown == [1, 2, 3, 4, 4]
    assert again.count("hint ") == 4
    assert again.endswith(
        "that is all there is\nnext: gradgrader derive matmul, or gradgrader show tanh\n"
    )


def test_doctor_says_what_holds_a_worker(gradgrader) -> None:
    """Full isolation is to be had here, and each layer is named."""
    ran = gradgrader("doctor")

    assert ran.code == 0
    for name in ("python", "torch", "exercises", "memory", "cpu time", "landlock", "seccomp"):
        assert f"✔  {name}" in ran.out.replace("✔    ", "✔  ")
    assert "isolation" in ran.out
    assert "✘" not in ran.out


@pytest.mark.parametrize(
    ("exercise", "said"),
    [
        ("cholesky", "a (n × n, symmetric, eigenvalues positive)"),
        ("cholesky", "the gradient of a is symmetric"),
        ("embedding", "index (n, whole numbers from 0, below v, or -1)"),
        ("where", "mask (m × n, True or False)"),
        ("logsumexp", "where rows of x are 1000: exp(1000) is infinite"),
        ("checkpoint", "checks      economy: required, own-work: not asked"),
    ],
)
def test_show_says_what_is_given_and_asked_in_words(gradgrader, exercise: str, said: str) -> None:
    """What comes in, also beside the usual, is told without names that only authors know."""
    assert said in gradgrader("show", exercise).out


@pytest.mark.parametrize(
    "command", ["--help", "list", "show attn", "hint attn", "check no.py", "derive attn"]
)
def test_commands_that_do_not_grade_leave_torch_alone(command: str, tmp_path: Path) -> None:
    """Nothing that grades nothing imports torch (or what it would wait for instead)."""
    code = (
        "import sys; from gradgrader.cli.app import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "bad = {'torch', 'pydantic', 'numpy', 'sympy'} & set(sys.modules)\n"
        "print('imported:', sorted(bad), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command.split()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "imported: []" in done.stderr


def test_import_leaves_torch_alone() -> None:
    """`import gradgrader` does not import torch."""
    code = "import sys, gradgrader; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_can_be_had(shell: str, gradgrader) -> None:
    """Each shell gets its completion script."""
    ran = gradgrader("--show-completion", shell, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")

    assert ran.code == 0
    assert "GRADGRADER_COMPLETE" in ran.out


def test_terminal_that_cannot_show_marks(gradgrader) -> None:
    """Where the encoding has no ✔, letters stand in for it."""
    ran = gradgrader("check", RIGHT, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ran.code == 0
    assert "v tanh" in ran.out
    assert "?" not in ran.out


def test_console_script_is_installed() -> None:
    """`gradgrader` is on the PATH of its environment, as `python -m gradgrader` is."""
    script = Path(sys.executable).with_name("gradgrader")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)

    assert shutil.which(str(script))
    assert done.stdout.startswith("gradgrader 0.")
