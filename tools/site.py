"""Builds the site into a folder (site/ unless another is named); a warning is an error."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """From nothing, so that a page that is gone is gone; Sphinx's exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site"
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as kept:
        options = ["--fail-on-warning", "--keep-going", "--quiet", "--jobs", "2", "-d", kept]
        command = [sys.executable, "-m", "sphinx", *options, "-c", "docs", ".", str(folder)]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
