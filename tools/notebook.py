"""Runs examples/jupyter.ipynb in a kernel, and keeps what its cells show."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[1] / "examples" / "jupyter.ipynb"
# times, and measured tolerances: another machine has others
VARYING = re.compile(r"\d+\.\d s\b|(?<=\d > )\S+|(?<=\d &gt; )\S+")


def executed(folder: Path) -> nbformat.NotebookNode:
    """The notebook after it was run in a kernel of its own, without what it had shown before."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # when it was run
    return book


def shown(book: nbformat.NotebookNode) -> list[str]:
    """What the cells show, in all forms, without what varies."""
    forms = []
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {"text": output.get("text", output.get("evalue"))})
            forms += [f"{kind}\n{VARYING.sub('*', str(text))}" for kind, text in data.items()]
    return forms


def main() -> None:
    """Write it where it shows something else than before."""
    book = executed(NOTEBOOK.parent)
    if shown(book) != shown(nbformat.read(NOTEBOOK, as_version=4)):
        nbformat.write(book, NOTEBOOK)


if __name__ == "__main__":
    main()
