"""What real shells offer at Tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from in_process import write_exercise

BIN = Path(sys.executable).parent
ASKED = [
    ("show t", ["tanh", "tanh2"]),
    ("show --exercises more t", ["tanh", "tanh2", "twice"]),
    ("check -e matmul", ["matmul", "matmul_nn"]),
    ("check --format s", ["sarif"]),
    ("check --off nume", ["numeric"]),
    ("report --format can", ["canvas"]),
    ("check --isolation f", ["full"]),
    ("exp", ["export"]),
    ("check sol", ["solution.py"]),
]
# each prints, a line each, what the shell would offer for the words in $LINE
SCRIPTS = {
    "bash": """
        source ./script
        COMP_WORDS=(gradgrader $LINE)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        [[ $(complete -p gradgrader) == *"-o default"* ]] || exit 1
        _gradgrader_completion gradgrader
        if [ ${#COMPREPLY[@]} -gt 0 ]; then printf '%s\\n' "${COMPREPLY[@]}"
        else compgen -f -- "${COMP_WORDS[-1]}"; fi
    """,
    "fish": 'source ./script; complete -C "gradgrader $LINE" | string split -f 1 \\t',
    "zsh": """
        compdef() { : }
        _files() { print -l -- ${words[-1]}*(N) }
        _arguments() { eval "local -a offers=(${1[7,-3]})"; print -l -- ${offers%%:*} }
        source ./script
        words=(gradgrader ${=LINE}) CURRENT=$#words
        _gradgrader_completion
    """,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a file and a folder of exercises lie, and every shell's script."""
    folder = tmp_path_factory.mktemp("tab")
    (folder / "solution.py").touch()
    write_exercise(
        folder / "more",
        "format: 1\nid: twice\ntitle: Twice\nsignature: x -> y\nreference: |\n  return 2 * x\n"
        "inputs:\n  x: m n\n",
    )
    return folder


@pytest.mark.parametrize("shell", SCRIPTS)
def test_shell_offers_what_fits(shell: str, folder: Path) -> None:
    """Commands, exercises (a course's too), formats, checks, levels; else files."""
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} on this machine")
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    env = {**os.environ, "PATH": path, "HOME": str(folder), "XDG_CACHE_HOME": str(folder)}
    shown = subprocess.run(
        ["gradgrader", "--show-completion", shell],
        env={**env, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    (folder / "script").write_text(shown.stdout, encoding="utf-8")
    asked = ASKED if shell == "bash" else [ASKED[1], ASKED[-1]]
    offered = [
        subprocess.run(
            [shell, "-c", SCRIPTS[shell]],
            cwd=folder,
            env={**env, "LINE": line},
            capture_output=True,
            text=True,
            check=False,
        )
        for line, _ in asked
    ]

    assert [one.stdout.split() for one in offered] == [names for _, names in asked]
    assert {one.stderr for one in offered} == {""}


@pytest.mark.parametrize("line", ["show ", "check --off "])
def test_tab_imports_nothing_that_takes_long(line: str, folder: Path) -> None:
    """Neither torch nor rich nor YAML, once the exercises are known."""
    code = (
        "import atexit, sys\n"
        "heavy = ['torch', 'rich', 'yaml', 'jinja2', 'numpy']\n"
        "atexit.register(lambda: print([m for m in heavy if m in sys.modules], file=sys.stderr))\n"
        "from gradgrader.cli.app import main\nmain()\n"
    )
    words = ["gradgrader", *line.split(" ")]
    env = {
        **os.environ,
        "XDG_CACHE_HOME": str(folder),
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_GRADGRADER_COMPLETE": "complete_bash",
    }
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
        )

    assert done.stderr == "[]\n"
    assert done.stdout.split()
