"""Rewrites docs/class.png: the page of a made class, as Debian's chromium shows it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from gradgrader.sheets.base import SHEETS

ROOT = Path(__file__).parents[1]
SIZE = {"width": 1200, "height": 1000}


def main() -> None:
    """Of the class that the tests use."""
    sys.path.insert(0, str(ROOT / "tests" / "sheets"))
    from crowd import crowd  # noqa: PLC0415 - found only now

    program = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "class.html"
        (text,) = SHEETS["html"](crowd(1000)).values()
        page_file.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SIZE)
        page.goto(page_file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        page.screenshot(path=ROOT / "docs" / "class.png")
        browser.close()


if __name__ == "__main__":
    main()
