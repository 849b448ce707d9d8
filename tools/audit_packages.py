"""Audits of Functions in public packages: installs them in a folder that goes, and runs each.

`make audit` prints docs/audit.md's table; with --write it goes there. With --python, an environment
that is there is used.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE, BEGIN, END = ROOT / "docs" / "audit.md", "<!-- audits -->\n", "<!-- end -->"
LISTED = ROOT / "tools" / "audits.json"


def main() -> None:
    """Run them all, or those whose command contains a word."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--python", type=Path)
    options.add_argument("--write", action="store_true")
    options.add_argument("--only", default="")
    asked = options.parse_args()
    listed = json.loads(LISTED.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as place:
        python = asked.python or installed(Path(place), listed["packages"], listed["needs"])
        chosen = [one for one in listed["audits"] if asked.only in " ".join(one["command"])]
        versions = json.loads(output(python, "-c", VERSIONS, *listed["packages"], "torch"))
        with ThreadPoolExecutor(2) as pool:
            rows = list(pool.map(lambda one: row(python, one, versions), chosen))
    table = "\n".join((HEAD, *rows)) + "\n"
    if not asked.write:
        sys.stdout.write(table)
        return
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + table + END + rest.partition(END)[2], "utf-8")


HEAD = "| package | `gradgrader audit …` | finds | what it is |\n|---|---|---|---|"
VERSIONS = (
    "import importlib.metadata as m, json, sys;"
    "print(json.dumps({name: m.version(name) for name in sys.argv[1:]}))"
)


def installed(place: Path, packages: list[str], needs: list[str]) -> Path:
    """An environment with gradgrader and, beside its torch, these packages."""
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
    subprocess.run([*pip, *needs], check=True)
    subprocess.run([*pip, "--no-deps", *packages], check=True)
    return python


def row(python: Path, one: dict[str, object], versions: dict[str, str]) -> str:
    """A line of the table."""
    command = [str(word) for word in one["command"]]  # type: ignore[attr-defined]
    site = output(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    started = time.monotonic()
    ran = subprocess.run(
        [str(python.parent / "gradgrader"), "audit", *(w.replace("{site}", site) for w in command)],
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stderr.write(f"{ran.returncode} {time.monotonic() - started:.1f} s {' '.join(command)}\n")
    sys.stderr.write(ran.stdout + ran.stderr)
    package = str(one["package"])
    version = versions[package].partition("+")[0]
    command[0] = command[0].replace("{site}", "SITE")
    shown = " ".join(f"'{word}'" if " " in word else word for word in command)
    return f"| {package} {version} | `{shown}` | {found(ran)} | {one.get('what', '')} |"


def found(ran: subprocess.CompletedProcess[str]) -> str:
    """The checks that found something; what only advises in brackets."""
    if ran.returncode not in (0, 1):
        return f"not judged: {ran.stderr.splitlines()[0].removeprefix('gradgrader: error: ')}"
    words = []
    for line in ran.stdout.splitlines():
        head, bracket, rest = line.partition(" [")
        weight = rest.partition("]")[0]
        if bracket and weight != "note":
            check = f"`{head.rpartition(' ')[2]}`"
            words.append(f"({check})" if weight.endswith("advisory") else f"**{check}**")
    alone = " *(by finite differences alone)*" if "finite differences of its" in ran.stdout else ""
    return (", ".join(words) or "nothing") + alone


def output(python: Path, *words: str) -> str:
    """What this Python prints."""
    ran = subprocess.run([str(python), *words], capture_output=True, text=True, check=True)
    return ran.stdout


if __name__ == "__main__":
    main()
