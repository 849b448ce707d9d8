"""Rewrites docs/class.png and docs/page.png: pages as Debian's chromium shows them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from gradgrader.sheets.base import SHEETS

ROOT = Path(__file__).parents[1]
MISTAKE = "exercises/attn/mistakes/gk_not_transposed.py"


def main() -> None:
    """The class that the tests use, and a mistake that is explained to the last level."""
    sys.path.insert(0, str(ROOT / "tests" / "sheets"))
    from crowd import crowd  # noqa: PLC0415 - found only now

    program = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        class_, page = Path(folder) / "class.html", Path(folder) / "page.html"
        (text,) = SHEETS["html"](crowd(1000)).values()
        class_.write_text(text, encoding="utf-8")
        asked = [MISTAKE, "--hints", "4", "--format", f"html={page}"]
        subprocess.run([sys.executable, "-m", "gradgrader", "check", *asked], cwd=ROOT, check=False)
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        shoot(browser, class_, 1000)
        shoot(browser, page, 1650)
        browser.close()


def shoot(browser: Browser, file: Path, height: int) -> None:
    """The top of a page, as docs/NAME.png."""
    page = browser.new_page(viewport={"width": 1200, "height": height})
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    page.screenshot(path=ROOT / "docs" / f"{file.stem}.png")


if __name__ == "__main__":
    main()
