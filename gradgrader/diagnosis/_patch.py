"""An edit as a change of the learner's own text, formatting and comments kept."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._splice import Splice, spliced, tidy
from gradgrader.submissions.sketch import parse
from gradgrader.submissions.text import newlines


@dataclass(frozen=True, slots=True)
class Patch:
    """A whole text with edits made, and the lines that differ: number, before, after."""

    source: str
    line: int
    before: str
    after: str


def patch(source: str, edits: Sequence[Edit]) -> Patch | None:
    """The edits made in a text; None if it would not read as just these edits."""
    splices = [splice for edit in edits for splice in edit.splices]
    made = _without_passes(source, tidy(source, splices))
    if not _faithful(source, splices, made):
        return None
    before, after = newlines(source).split("\n"), newlines(made).split("\n")
    changes = [
        part
        for part in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if part[0] != "equal"
    ]
    if not changes:
        return None
    (_, first, _, other, _), (_, _, last, _, end) = changes[0], changes[-1]
    return Patch(
        source=made,
        line=first + 1,
        before="\n".join(before[first:last]),
        after="\n".join(after[other:end]),
    )


def _without_passes(source: str, splices: Sequence[Splice]) -> str:
    """The text with the edits made; a line that only says `pass` after them goes, if it can."""
    made = spliced(source, splices)
    for one in splices:
        first = source.rfind("\n", 0, one.start) + 1
        alone = not source[first : one.start].strip() and source[one.end : one.end + 1] == "\n"
        if one.text == "pass" and alone:
            shorter = [
                Splice(first, one.end + 1, "") if other == one else other for other in splices
            ]
            without = spliced(source, shorter)
            made = without if _meaning(without) == _meaning(made) else made
    return made


def _faithful(source: str, splices: Sequence[Splice], made: str) -> bool:
    """Whether the text reads as the edits with all their parentheses do."""
    meant = _meaning(spliced(source, splices))
    return bool(meant) and meant == _meaning(made)


def _meaning(source: str) -> str:
    """The tree as text, without statements that do nothing; empty for no Python."""
    try:
        tree = parse(source, "edited")
    except SyntaxError:
        return ""
    return ast.dump(tree).replace(", Pass()", "").replace("Pass(), ", "")
