"""How a block of the docs is held: what runs it or reads it, by what its fence says that it is."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat
import yaml
from blocks import Asked, Block
from check_jsonschema import main as reader
from click.testing import CliRunner
from conftest import ROOT, TESTS
from followed import ran
from in_process import write_exercise

from gradgrader.exercises.catalogue import load_all
from gradgrader.exercises.installed import GROUP

# Other tests hold these against what happens, or grade them.
SOURCES = [
    *TESTS.glob("**/golden/*.txt"),
    *TESTS.glob("proofs/course/**/*.yaml"),
    *ROOT.glob("examples/*.*"),
    *ROOT.glob("exercises/attn/**/*.*"),
]
VARYING = re.compile(r"\d\d:\d\d:\d\d|\d+\.\d+ s\b")
EXERCISE = {
    "format": 1,
    "id": "shown",
    "title": "Shown",
    "signature": "x -> a",
    "reference": "a = torch.relu(x)\nreturn a",
    "inputs": {"x": "m n"},
}
WORKFLOW = {"on": "push", "jobs": {"test": {"runs-on": "ubuntu-latest"}}}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GRADING = {"check", "audit", "watch", "grade", "exercise validate"}  # seconds each; others none


@dataclass
class Reader:
    """Somebody who does what a page says, in a folder of the page's own."""

    folder: Path
    home: Path
    seen: tuple[Asked, ...]  # what others have seen at work, with at least these options

    def hold(self, block: Block) -> None:
        """Raises AssertionError, or what the block's own reader raises."""
        assert block.kind, f"{block.where}: a block says behind its fence what it is"
        if block.kind != "sh" and quoted(block.text):
            return
        way = getattr(self, f"_{block.kind}", None)
        assert way, f"{block.where}: nobody has seen it, or knows how to hold {block.kind}"
        way(block)

    def _sh(self, block: Block) -> None:
        for line in block.commands:
            asked = Asked.of(line)
            grades = asked is not None and asked.command in GRADING
            if asked and grades and any(asked.within(one) for one in self.seen):
                continue
            # a shell of its own in between: completion asks which shell it is called from
            done = ran(f"{line}\nexit $?", self.folder, self.home)
            assert done.returncode in ((0, 1) if grades else (0,)), (block.where, done.stdout)

    def _python(self, block: Block) -> None:
        (self.folder / "shown.py").write_text(block.text, encoding="utf-8")
        done = ran("python shown.py", self.folder, self.home)
        assert done.returncode == 0, (block.where, done.stdout)

    def _sql(self, block: Block) -> None:
        (book,) = self.folder.glob("*.gradebook")
        with closing(sqlite3.connect(book)) as db:
            assert db.execute(block.text).fetchall(), block.where

    def _yaml(self, block: Block) -> None:
        found = yaml.safe_load(block.text)
        if isinstance(found, list):
            self._steps(found)
            return
        exercise = {**EXERCISE, **found}
        place = self.folder / f"line{block.line}"
        write_exercise(place, yaml.safe_dump(exercise, sort_keys=False), exercise["id"])
        load_all([place])

    def _steps(self, steps: list[dict[str, object]]) -> None:
        """Steps of a job, which GitHub and our action have to understand."""
        job = {**WORKFLOW["jobs"]["test"], "steps": steps}
        path = self.folder / "workflow.yml"
        path.write_text(yaml.safe_dump({**WORKFLOW, "jobs": {"test": job}}), encoding="utf-8")
        schema = "vendor.github-workflows"
        done = CliRunner().invoke(reader, ["--builtin-schema", schema, str(path)])
        assert done.exit_code == 0, done.output
        (ours,) = (one for one in steps if str(one["uses"]).startswith("OWNER/gradgrader@"))
        assert set(ours["with"]) <= set(ACTION["inputs"])

    def _json(self, block: Block) -> None:
        """Settings of VS Code that give schemas to files: both are there."""
        for schema, files in json.loads(block.text)["yaml.schemas"].items():
            assert (self.folder / schema).is_file(), block.where
            assert list(self.folder.glob(files)), block.where

    def _toml(self, block: Block) -> None:
        """The group of entry points that is looked into."""
        assert GROUP in tomllib.loads(block.text)["project"]["entry-points"], block.where


def quoted(text: str) -> bool:
    """Whether it stands in a file that is held, but for times; lines of `...` leave some out."""
    parts = re.split(r"^ *\.\.\.$", text, flags=re.MULTILINE)
    wanted = [part for part in map(settled, parts) if part.strip()]
    return any(all(part in source for part in wanted) for source in sources())


@cache
def sources() -> list[str]:
    """All that can be quoted."""
    return [settled(text) for path in SOURCES for text in texts(path)]


def texts(path: Path) -> list[str]:
    """A file's text, or that of the cells of a notebook."""
    if path.suffix == ".ipynb":
        return [cell.source for cell in nbformat.read(path, as_version=4).cells]
    return [path.read_text(encoding="utf-8", errors="replace")]


def settled(text: str) -> str:
    """Lines as such: without times, without margins and empty ones; each ends where it ends."""
    lines = (line.strip() for line in VARYING.sub("~", text).split("\n"))
    return "\n" + "".join(f"{line}\n" for line in lines if line)
