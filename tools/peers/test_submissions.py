"""One test a submission, for pytest."""

import runpy
from pathlib import Path

import pytest
from instructor import checked

FILES = sorted(Path("class").glob("*/*.py"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_submission(path: Path) -> None:
    """The file runs, and what it defines is right."""
    assert checked(path.parent.name, runpy.run_path(str(path)))
