"""Rewrites what is generated: output in pages, the reference, the catalogue, the schemas."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import reference

from gradgrader.checks.base import CHECKS, Check, in_order
from gradgrader.exercises.schema import json_schema as exercise_schema
from gradgrader.model.result import Severity
from gradgrader.report.json import json_schema as report_schema
from gradgrader.sheets.json import json_schema as cohort_schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
COMMANDS = [
    "",
    "check",
    "watch",
    "grade",
    "report",
    "diff",
    "override",
    "list",
    "show",
    "start",
    "hint",
    "derive",
    "audit",
    "doctor",
    "export",
    "export gradescope",
    "exercise",
    "exercise validate",
    "exercise new",
    "exercise schema",
    "exercise docs",
]
OUTPUT = re.compile(
    r"(<!-- output of: (.+?) -->\n```(?:text)?\n).*?(\n```\n<!-- end -->)", re.DOTALL
)
ABOUT_CHECKS = (
    "Made by `make docs` from their docstrings. A check whose ground is missing is skipped, and"
    " says which one it waits for; one that has nothing to look at is not asked. An exercise can make"
    " any of them required, advisory or off (`checks:` in its YAML), and so can `--require`,"
    " `--advise` and `--off`; `--strict` makes all that are asked required. For each there is a"
    " function that only it catches, in `tests/checks/test_only.py`."
)
# times, and measured tolerances: another machine has others
VARYING = re.compile(r"\d+\.\d s\b|(?<=\d > )\S+")


def run(command: str) -> str:
    """What a command prints, in 80 columns and without colour."""
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.rstrip()


def write(path: Path, text: str) -> None:
    """Write what has changed; what differs from run to run is no change."""
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    if VARYING.sub("", old) != VARYING.sub("", text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def shown(page: Path) -> str:
    """A page with what its commands print today."""
    text = page.read_text(encoding="utf-8")
    return OUTPUT.sub(lambda m: m[1] + run(m[2]) + m[3], text)


def commands() -> str:
    """The help of every command."""
    parts = ["# Commands\n\nMade by `make docs` from the commands' own help.\n"]
    for name in COMMANDS:
        words = f"gradgrader {name}".strip()
        parts.append(f"## {words}\n\n```\n$ {words} --help\n{run(f'{words} --help')}\n```\n")
    return "\n".join(parts)


def checks() -> str:
    """Every check."""
    known = in_order(CHECKS[name] for name in CHECKS)
    lines = [
        "# Checks",
        "",
        ABOUT_CHECKS,
        "",
        "| check | asks | severity |",
        "|---|---|---|",
    ]
    lines += [f"| [`{c.name}`](#{c.name}) | {c.question} | {c.severity} |" for c in known]
    for check in known:
        lines += ["", *about(check)]
    return "\n".join(lines) + "\n"


def about(check: Check) -> list[str]:
    """A section on one check: its docstring, what is asked of it, what gradcheck can't see."""
    severe = (Severity.WRONG, Severity.DANGEROUS)
    usual = "required" if check.severity in severe else "advisory"
    needs = ", ".join(f"`{need}`" for need in check.needs)
    facts = [f"{check.severity}, {'off' if check.optional else usual} by default"]
    facts += [f"waits for {needs}"] if needs else []
    paragraphs = inspect.cleandoc(check.run.__doc__ or "").split("\n\n")[1:]
    text = "\n\n".join(" ".join(part.split("\n")) for part in paragraphs)
    lines = [f"## {check.name}", "", f"**{check.question}** ({'; '.join(facts)})", "", text]
    if check.unseen:
        lines += ["", f"gradcheck can't see it: {check.unseen}."]
    return lines


def main() -> None:
    """Rewrite all of it."""
    for page in (ROOT / "README.md", DOCS / "derive.md"):
        write(page, shown(page))
    write(DOCS / "commands.md", commands())
    write(DOCS / "checks.md", checks())
    write(DOCS / "diagnoses.md", reference.diagnoses())
    write(DOCS / "formats.md", reference.formats())
    write(DOCS / "exit-codes.md", reference.exit_codes())
    write(DOCS / "catalogue.md", run("gradgrader exercise docs") + "\n")
    schemas = {"exercise": exercise_schema, "report": report_schema, "cohort": cohort_schema}
    for name, schema in schemas.items():
        text = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
        write(DOCS / "schema" / f"{name}.schema.json", text)


if __name__ == "__main__":
    main()
