"""The page of one learner: what it shows and what it does not, also in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from pages import parsed
from playwright.sync_api import Browser, Page

from gradgrader.model.result import Report, SubmissionReport
from gradgrader.report.base import FORMATS, View
from gradgrader.submissions.read import read

HOSTILE = "<img src=x onerror=alert(1)>.py"
WRONG = """
import torch
print("</script><script>alert(2)</script>\\x1b[31m")

class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        a, = ctx.saved_tensors
        return -ga * (1 - a * a)

class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q

Matmul.__name__ = Matmul.__qualname__ = "<b>Matmul</b>"
"""
Graded = Callable[[int], tuple[SubmissionReport, View]]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def graded(grader: Callable[..., object], tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """A hostile file at a level of hints, graded once each, with its lines."""
    path = tmp_path_factory.mktemp("learner") / HOSTILE
    path.write_text(WRONG, encoding="utf-8")
    submission = read(path)
    lines = {(unit.file, unit.cell): unit.source.split("\n") for unit in submission.units}
    known: dict[int, SubmissionReport] = {}

    def at(hints: int) -> tuple[SubmissionReport, View]:
        if hints not in known:
            known[hints] = grader(hints=hints, exercises=("tanh", "matmul")).grade(submission)  # type: ignore[attr-defined]
        return known[hints], View(sources={submission.path: lines})

    return at


def page(graded: Graded, hints: int, times: int = 1) -> str:
    """The text of a page."""
    report, view = graded(hints)
    again = [replace(report, path=f"{report.path}{n or ''}") for n in range(times)]
    sources = dict.fromkeys((one.path for one in again), *view.sources.values())
    whole = Report(
        gradgrader="0",
        torch="2.13.0",
        seed=0,
        isolation="process",
        hints=hints,
        submissions=again,
    )
    return FORMATS["html"](whole, replace(view, sources=sources))


@pytest.fixture(scope="module")
def folder(graded: Graded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages with all that may be said, of one file and of two."""
    folder = tmp_path_factory.mktemp("learners")
    (folder / "one.html").write_text(page(graded, 4), encoding="utf-8")
    (folder / "two.html").write_text(page(graded, 1, times=2), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def open_page(browser: Browser, folder: Path) -> Iterator[Open]:
    """Opens a page; whatever it asks for, complains about or pops up is a failure."""
    asked: set[str] = set()
    said: list[str] = []

    def open_(name: str, **options: object) -> Page:
        view = {"viewport": {"width": 1100, "height": 900}, "offline": True, **options}
        page = browser.new_context(**view).new_page()  # type: ignore[arg-type]
        page.on("request", lambda request: asked.add(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto((folder / f"{name}.html").as_uri())
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    assert asked <= {(folder / f"{name}.html").as_uri() for name in ("one", "two")}
    assert said == []


@pytest.mark.parametrize("hints", [0, 1, 3, 4])
def test_no_more_is_told_than_was_asked_for(graded: Graded, hints: int) -> None:
    """Verdicts, then what, then where, then what to write; and what comes next."""
    found = parsed(page(graded, hints))
    grade = next(one for one in found.index["files"][0]["grades"] if one["exercise"] == "tanh")
    marked = [line for code in grade["code"] for line in code["marks"]]
    fixes = [one["fix"] for one in grade["diagnoses"] if one["fix"]]
    steps = [one.text for one in found.all("code") if one.inside[-1] == "p"]

    assert bool(grade["diagnoses"]) == bool(grade.get("jacobians")) == (hints > 0)
    assert bool(marked) == (hints >= 3)
    assert bool(fixes) == (hints == 4)
    assert steps == (["--hints 2"] * (hints == 1) + ["--hints 4"] * (hints == 3)) + [
        "gradgrader hint tanh"
    ]


def test_nothing_is_fetched_and_words_are_words(graded: Graded) -> None:
    """No link, no image, no code of others; the policy names scripts and style by their hash."""
    found = parsed(page(graded, 1))
    carried = {name for one in found.elements for name in one.attributes}
    (policy,) = (
        one.attributes["content"]
        for one in found.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )

    assert carried & {"src", "href", "srcset", "action", "style"} == set()
    assert [name for name in carried if name.startswith("on")] == []
    assert list(found.all("img")) == list(found.all("b")) == []
    assert len(list(found.all("script"))) == 4
    assert "default-src 'none'" in policy and policy.count("'sha256-") == 4


def test_what_is_seen(open_page: Open) -> None:
    """Verdict, overview, blocks, counterexample, the line and what to write, maps and plot."""
    page = open_page("one")
    tanh = page.locator(".exercise", has_text="Tanh · line")
    heat = tanh.locator("svg.heat")

    assert page.locator("h1").inner_text().endswith(HOSTILE)
    assert "1 of 2 passed" in page.locator(".score").inner_text()
    assert page.locator(".marks tbody tr").count() == 2
    assert tanh.locator("td.block.failed").count() == 1
    assert tanh.locator(".call").first.inner_text().startswith("x=[[")
    assert tanh.locator(".marked .number").inner_text() == "15"
    assert tanh.locator(".fix ins").inner_text().startswith("+ return ")
    signs = [heat.nth(n).locator("text.cell").all_text_contents() for n in range(heat.count())]
    assert [sorted(one) for one in signs] == [
        sorted("++++" + "·" * 12),
        sorted("−−−−" + "·" * 12),
        sorted("−−−−" + "·" * 12),
    ]
    assert tanh.locator(".picture .words").inner_text() == "yours has the opposite sign everywhere"
    assert tanh.locator(".plot circle").count() == 6
    assert "Taylor rate 1.00" in tanh.locator(".plot svg").get_attribute("aria-label")
    assert "<b>Matmul</b> · line" in page.locator(".exercise").first.inner_text()
    assert page.locator("img, main b").count() == tanh.locator(".numbers b").count()
    assert "</script><script>alert(2)" in page.locator(".printed").first.text_content()


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_accessible(open_page: Open, scheme: str, rules: list[str] | None) -> None:
    """axe-core finds nothing, with everything unfolded; and contrast in the dark."""
    name = "one" if rules else "two"
    page = open_page(name, color_scheme=scheme, reduced_motion="reduce")
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = Axe().run(page, options=options)

    assert found.violations_count == 0, found.generate_report()


def test_narrow_printed_and_without_scripts(open_page: Open, tmp_path: Path) -> None:
    """Nothing sticks out on a phone, paper is white, and text is there without scripts."""
    page = open_page("one", viewport={"width": 360, "height": 700}, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.emulate_media(media="print")
    white = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(white) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    assert page.pdf(path=tmp_path / "one.pdf").startswith(b"%PDF")
    plain = open_page("one", java_script_enabled=False)
    assert "you returned" in plain.locator("noscript pre").inner_text()


def test_from_the_command_line(gradgrader, tmp_path: Path) -> None:
    """Into a file beside the terminal's report, which has its own verdict; or to a pipe."""
    ran = gradgrader(
        *("check", ROOT / "exercises" / "tanh" / "starter.py", "--isolation", "process"),
        *("--format", "rich", "--format", "html=page.html", "--format", "html"),
    )
    text, _, piped = ran.out.partition("<!doctype html>")

    assert ran.code == 1
    assert "0 of 1 passed" in text
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == f"<!doctype html>{piped}"
