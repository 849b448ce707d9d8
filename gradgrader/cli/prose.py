"""A statement's paragraphs for a terminal: `code`, **bold**, bullets, and indented blocks.

rich.markdown does all of Markdown, and takes as long to import as the rest of `show`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_INLINE = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*")


def paragraphs(source: str) -> Iterator[RenderableType]:
    """One renderable for each paragraph, list or block of code."""
    for block in re.split(r"\n[ \t]*\n(?! {4})|\n[ \t]*\n(?= {4}\S)", source.strip("\n")):
        lines = block.rstrip().split("\n")
        if all(not line.strip() or line.startswith("    ") for line in lines):
            yield Padding(Text("\n".join(line[4:] for line in lines), style="cyan"), (0, 0, 0, 4))
        elif lines[0].lstrip().startswith("- "):
            yield _bullets(block)
        else:
            yield inline(" ".join(line.strip() for line in lines))


def inline(words: str) -> Text:
    """Words with code and bold set off."""
    text, at = Text(), 0
    for match in _INLINE.finditer(words):
        text.append(words[at : match.start()])
        text.append(match[1] or match[2], style="cyan" if match[1] else "bold")
        at = match.end()
    return text.append(words[at:])


def _bullets(block: str) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in re.split(r"^\s*- ", block, flags=re.MULTILINE)[1:]:
        table.add_row("  -", inline(" ".join(item.split())))
    return table
