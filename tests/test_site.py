"""The site as a reader has it: built strictly, then used in a real browser."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import Browser, Page, Request

PATIENCE = 60_000  # milliseconds, on a machine that has other things to do


class Silent(SimpleHTTPRequestHandler):
    """Serves files, and says nothing about it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, built as `make docs` builds it: a warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "tools/site.py", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    handler = partial(Silent, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def failed(request: Request) -> str:
    """What could not be had; empty for what was on its way when its page was left."""
    return "" if request.failure == "net::ERR_ABORTED" else f"failed: {request.url}"


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a reader's browser; what it complains about or asks of others is a failure."""
    context = browser.new_context(base_url=site)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: said.append(failed(request)))
    yield page
    context.close()

    assert [one for one in said if one] == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


@pytest.mark.browser
def test_search_finds_a_check(page: Page) -> None:
    """From the front of the site, by its search, to what `homogeneous` asks."""
    page.goto("")
    page.wait_for_url("**/docs/index.html")
    page.get_by_placeholder("Search").first.fill("homogeneous")
    page.keyboard.press("Enter")
    page.locator("#search-results a", has_text="homogeneous").first.click()
    page.wait_for_url("**/docs/checks.html*#homogeneous")

    asked = page.locator("#homogeneous")
    assert "Does c times the incoming gradient give c times the gradient?" in asked.inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_on_a_phone(page: Page, scheme: str) -> None:
    """Nothing sticks out of a narrow page, and it is dark where the reader wants it dark."""
    page.set_viewport_size({"width": 360, "height": 700})
    page.emulate_media(color_scheme=scheme)
    for name in ("index", "tutorials/learner", "checks", "diagnoses", "commands"):
        page.goto(f"docs/{name}.html")

        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    shade = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (sum(shade) < 3 * 128) == (scheme == "dark")


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_accessible(page: Page, scheme: str, rules: list[str] | None) -> None:
    """axe-core finds nothing on pages with code, tables and colours; and contrast in the dark."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    for name in ("docs/index", "docs/tutorials/learner", "docs/ci", "search"):
        page.goto(f"{name}.html")
        found = Axe().run(page, options=options)

        assert found.violations_count == 0, found.generate_report()


@pytest.mark.browser
@pytest.mark.parametrize(("motion", "moves"), [("no-preference", "all"), ("reduce", "none")])
def test_recording_stands_still_for_whom_motion_disturbs(page: Page, motion, moves) -> None:
    """The recorded terminal of the first page moves, and for some readers it does not."""
    page.emulate_media(reduced_motion=motion)
    page.goto("docs/index.html", wait_until="load")
    (recording,) = page.frames[1:]

    moved = "getComputedStyle(document.querySelector('.all')).animationName"
    assert recording.evaluate(moved) == moves


def test_recording_is_small() -> None:
    """A picture of some kilobytes that fetches nothing."""
    text = (ROOT / "docs" / "recording.svg").read_text(encoding="utf-8")

    assert len(text.encode()) < 200_000
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
