"""A page followed literally: its files are written, its commands run, in the order of the page.

A fenced block with `title="NAME"` is a file. A `console` block holds commands, each after `$ ` (a
line that ends with a backslash goes on in the next), with what they print below them. With
GRADGRADER_BIN=FOLDER the commands of that folder are used instead of those of this environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Where a reader has gradgrader; another environment's, to see whether what is installed does it all
BIN = os.environ.get("GRADGRADER_BIN", str(Path(sys.executable).parent))
BLOCK = re.compile(
    r'^```(?P<kind>\w+)(?: title="(?P<name>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
# what differs from machine to machine and from run to run, and nothing else
MASKS = (
    r"\d+\.\d+ ?s\b(?: \(\d+:\d\d:\d\d\))?",  # how long it took, as pytest says it of minutes too
    r"(?<=\d > )[\de.+-]+",  # a tolerance, which is measured
    r"(?<=isolation )[\w (),]+",  # what this machine offers
    r"\d{4}-\d\d-\d\d",  # when it was
    r"(?<=seed )\d+",  # what was drawn for a class
    r"(?<=gradgrader )\d+\.\d+\.\d+\S*",  # a version
)
VARYING = re.compile("|".join(MASKS))


@dataclass(frozen=True)
class File:
    """What the page says to write."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """What the page says to type, what it says is printed then, and where that stands in it."""

    line: str
    printed: str
    start: int
    end: int


def steps(page: str) -> list[File | Command]:
    """What there is to do on a page, in its order."""
    found: list[File | Command] = []
    for block in BLOCK.finditer(page):
        if block["name"]:
            found.append(File(block["name"], block["text"]))
        elif block["kind"] == "console":
            at = block.start("text")
            found += [
                Command(one[1], one[2], at + one.start(2), at + one.end(2))
                for one in COMMAND.finditer(block["text"])
            ]
    return found


def follow(page: str, folder: Path, home: Path) -> str:
    """The page with what its commands print today; what only varies stays as it is there."""
    parts, done = [], 0
    for step in steps(page):
        if isinstance(step, File):
            path = folder / step.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.text, encoding="utf-8")
            continue
        printed = run(step.line, folder, home)
        same = VARYING.sub("~", printed) == VARYING.sub("~", step.printed)
        parts += [page[done : step.start], step.printed if same else printed]
        done = step.end
    return "".join(parts) + page[done:]


def run(line: str, folder: Path, home: Path) -> str:
    """What a reader's shell prints."""
    printed = ran(line, folder, home).stdout
    lines = [one.rstrip() for one in printed.replace(str(folder), "~").split("\n")]
    return "\n".join(lines).strip("\n") + "\n" if printed.strip() else ""


def ran(line: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """A line in a reader's shell: both streams, in 80 columns, with nobody to ask."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={
            "PATH": os.pathsep.join((BIN, "/usr/bin", "/bin")),
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "COLUMNS": "80",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
