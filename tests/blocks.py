"""What the docs show between fences, and which commands of ours are written anywhere in them."""

from __future__ import annotations

import itertools
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

import typer.main
from conftest import ROOT

from gradgrader.cli.app import assembled

FENCE = re.compile(r"^( *)(`{3,}|~{3,})([^\n]*)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


@dataclass(frozen=True)
class Block:
    """Text between fences: on which page, at which line, and what the fence says of it."""

    page: str
    line: int
    about: str
    text: str
    before: str

    @property
    def kind(self) -> str:
        return self.about.partition(" ")[0]

    @property
    def name(self) -> str:
        """By what lists know it: the words that it begins with."""
        return " ".join(self.text.split("\n", 1)[0].partition(" # ")[0].split()[:4])

    @property
    def where(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def commands(self) -> list[str]:
        """Lines to type, without what follows `#`; one that ends with a backslash goes on."""
        prompt = r"^\$ " if self.kind == "console" else "^"
        whole = re.findall(rf"{prompt}((?:.*\\\n)*.+)$", self.text, re.MULTILINE)
        return [line for one in whole if (line := one.partition(" # ")[0].strip())]


def blocks(path: Path) -> list[Block]:
    """All of a page, in its order; a fence that is not closed is an error."""
    page, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
    found = [
        Block(page, text.count("\n", 0, m.start()) + 1, m[3], dedent(m[4]), text[: m.start()])
        for m in FENCE.finditer(text)
    ]
    fences = re.findall(r"^ *(?:`{3,}|~{3,})", FENCE.sub("", text), re.MULTILINE)
    assert not fences, f"{page} has a fence that ends nowhere"
    return found


def written(path: Path) -> Iterator[str]:
    """Every command of ours in a page, in blocks and in its sentences."""
    text = path.read_text(encoding="utf-8")
    spans = SPAN.findall(FENCE.sub("", text))
    for block in blocks(path):
        spans += block.commands if block.kind in {"sh", "console"} else ()
    for span in spans:
        if span.startswith("gradgrader "):
            yield re.sub(r"\[([^]]*)\]", r"\1", span)  # [ID...]: what may be left out


def words_of(line: str) -> list[str]:
    """A line's words as the shell sees them, up to a redirection or another command."""
    lexer = shlex.shlex(line.replace("\\\n", " "), posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    return list(itertools.takewhile(lambda word: not set(word) <= set("<>|;&()"), lexer))


@cache
def program() -> Any:
    """The command line with all of its commands."""
    return typer.main.get_command(assembled())


@dataclass(frozen=True)
class Asked:
    """A command of ours: which one, and its options; of a format the name is one of them."""

    command: str
    options: frozenset[str]

    @classmethod
    def of(cls, line: str) -> Asked | None:
        """None for what is another program's, raises what the program itself would raise."""
        words = words_of(line)
        if words[:1] != ["gradgrader"]:
            return None
        command, path, words = program(), [], words[1:]
        while words and words[0] in getattr(command, "commands", ()):
            command, path = command.commands[words[0]], [*path, words[0]]
            words = words[1:]
        context = command.context_class(command, info_name=command.name, **command.context_settings)
        given, _, order = command.make_parser(context).parse_args(words)
        options = {one.opts[-1] for one in order if one.param_type_name == "option"}
        formats = given.get("formats") or given.get("format_") or []
        named = [formats] if isinstance(formats, str) else formats
        return cls(" ".join(path), frozenset(options | {one.partition("=")[0] for one in named}))

    def within(self, other: Asked) -> bool:
        """Whether who runs the other one has seen this one at work."""
        return self.command == other.command and self.options <= other.options
