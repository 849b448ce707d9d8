"""The page of a class of 1,000, used as a person uses it: a real browser, no network."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from crowd import HOSTILE, crowd
from playwright.sync_api import Browser, BrowserContext, Page, expect

from gradgrader.model.cohort import Cohort
from gradgrader.report.base import clean
from gradgrader.sheets._found import marks, score, status
from gradgrader.sheets.base import SHEETS

pytestmark = pytest.mark.browser
HEIGHT = {"width": 1280, "height": 900}
PATIENCE = 60_000  # milliseconds, on a machine that has other things to do
# wait_for_function evaluates text in the page as soon as it has to wait, which the page forbids
Open = Callable[..., Page]


@functools.cache
def everybody() -> Cohort:
    """The class, made when it is needed."""
    return crowd(1000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of 1,000 students, of twenty, and of nobody."""
    folder = tmp_path_factory.mktemp("pages")
    nobody = Cohort(title="", exercises=(), standings=())
    for name, cohort in {"class": everybody(), "small": crowd(20), "empty": nobody}.items():
        (text,) = SHEETS["html"](cohort).values()
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def open_page(browser: Browser, folder: Path) -> Iterator[Open]:
    """Opens a page; whatever it asks for, complains about or pops up is a failure."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    said: list[str] = []

    def open_(name: str, hash_: str = "", **options: object) -> Page:
        context = browser.new_context(**{"viewport": HEIGHT, "offline": True, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.goto(f"{(folder / name).as_uri()}.html{hash_}")
        if options.get("java_script_enabled", True):
            page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    for context in contexts:
        context.close()
    pages = {f"{(folder / name).as_uri()}.html" for name in ("class", "small", "empty")}

    assert set(asked) <= pages
    assert said == []


@pytest.fixture(scope="module")
def opened(open_page: Open) -> Callable[[str], Page]:
    """Pages that tests share, each opened once."""
    return functools.cache(open_page)


def afresh(page: Page) -> Page:
    """With the class in sight, and nothing filtered."""
    page.evaluate("location.hash = 'x'; location.hash = ''")
    page.wait_for_selector("#cohort:not([hidden])")
    return page


@pytest.fixture
def page(opened: Callable[[str], Page]) -> Page:
    """The page of 1,000."""
    return afresh(opened("class"))


@pytest.fixture
def small(opened: Callable[[str], Page]) -> Page:
    """The page of twenty, who are the first of the thousand."""
    return afresh(opened("small"))


def shown(page: Page) -> list[str]:
    """Ids of the rows that can be seen, from top to bottom."""
    rows = "[...document.querySelectorAll('#grid tbody tr:not([hidden]) .id')]"
    return page.evaluate(f"{rows}.map((cell) => cell.textContent)")


def told(page: Page) -> str:
    return page.locator("#shown").inner_text()


def ids(wanted: Callable[[int], bool]) -> list[str]:
    """Of those in the class of whom something is true, as they are shown."""
    return [
        clean(one.student.id) for number, one in enumerate(everybody().standings) if wanted(number)
    ]


def kind(number: int, exercise: int) -> str:
    """How somebody's exercise ended."""
    grade = marks(everybody(), everybody().standings[number])[exercise].grade
    return grade.status.value if grade else ""


def test_counts_and_rows(page: Page) -> None:
    """Everybody is there; the heading says how many of what."""
    failed = sum(status(one) == "failed" for one in everybody().standings)

    assert page.title() == "Autograd, week 1"
    assert told(page) == "1,000 of 1,000 students shown"
    assert len(shown(page)) == 1000
    assert f"{failed} failed" in " ".join(page.locator(".counts").inner_text().split())
    assert page.locator(".cards li").count() == 4
    assert page.locator(".cards .histogram").first.get_attribute("aria-label").startswith("Scores.")


def test_filters(page: Page) -> None:
    """By how it ended, in all or in one exercise, and by a mistake; the address keeps them."""
    page.select_option("[name=status]", "failed")
    assert shown(page) == ids(lambda number: status(everybody().standings[number]) == "failed")
    page.select_option("[name=exercise]", "attn")
    attn = ids(lambda number: kind(number, 3) == "failed")
    assert shown(page) == attn
    assert told(page) == f"{len(attn)} of 1,000 students shown"
    page.select_option("[name=mistake]", "attn/diagnosis/sign")
    assert shown(page) == ids(
        lambda number: any(
            grade.exercise == "attn" and one.code == "sign"
            for grade in getattr(everybody().standings[number].report, "grades", ())
            for one in grade.diagnoses
        )
    )
    assert page.url.endswith("#status=failed&exercise=attn&mistake=attn%2Fdiagnosis%2Fsign")
    page.click("#reset")
    assert len(shown(page)) == 1000


def test_search(page: Page) -> None:
    """By name, whatever its accents, by id and by email; nobody is told."""
    page.fill("[name=q]", "noor garcia")
    assert shown(page) == ids(
        lambda number: everybody().standings[number].student.name == "Noor García"
    )
    page.fill("[name=q]", "S1042@UNI")
    assert shown(page) == ["s1042"]
    page.fill("[name=q]", "nobody at all")
    assert told(page) == "0 of 1,000 students shown"
    assert page.locator("#nobody").is_visible()


def test_a_mistake_leads_to_who_made_it(small: Page) -> None:
    """From the list of what goes wrong to the grid."""
    row = small.locator(".mistakes tbody tr").first
    count = row.locator(".count").inner_text()
    row.locator("a").click()
    small.wait_for_selector("#reset:not([hidden])")

    assert told(small) == f"{count} of 20 students shown"


def test_sorting(page: Page) -> None:
    """By any column, up and down; without a score last; the header and the live region say so."""
    head = page.locator("#grid thead th").nth(3)
    for direction in ("ascending", "descending"):
        head.locator("button").press("Enter")
        expect(page.locator("#shown")).to_contain_text(direction, timeout=PATIENCE)
        found = page.evaluate(
            "[...document.querySelectorAll('#grid tbody tr td:nth-child(4)')]"
            ".map((cell) => cell.dataset.sort).filter(Boolean).map(Number)"
        )
        scores = [one for one in map(score, everybody().standings) if one is not None]

        assert found == pytest.approx(sorted(scores, reverse=direction == "descending"))
        assert head.get_attribute("aria-sort") == direction
        assert told(page).endswith(f", sorted by Points, {direction}")
        assert page.locator("#grid tbody tr").last.locator("td").nth(2).inner_text() == "–"


def test_a_student_is_opened_and_left(page: Page) -> None:
    """Problems, blocks, diagnosis and code with its line; Back, Escape and the address work."""
    number = next(n for n in range(20, 1000) if kind(n, 3) == "failed" and kind(n, 0) == "passed")
    who = everybody().standings[number].student
    assert everybody().standings[number].report
    link = page.locator(f"a[href='#student={who.id}']").first
    link.focus()
    link.press("Enter")
    page.wait_for_selector("#who")
    part = page.locator(".exercise", has=page.locator("h2", has_text="attn"))
    grade = everybody().standings[number].report.grades[-1]
    first, last = part.locator(".listing .number").first, part.locator(".listing .number").last

    assert page.locator("#who").inner_text() == who.name
    assert page.evaluate("[document.activeElement.id, scrollY]") == ["who", 0]
    assert part.locator("td.block.failed").count() == sum(
        one.status == "failed" for one in grade.blocks
    )
    assert (first.inner_text(), last.inner_text()) == ("3", "20")
    if grade.diagnoses:
        place = grade.diagnoses[0].locations[0].line
        assert part.locator(".marked .number").inner_text() == str(place)
        assert grade.diagnoses[0].title in part.inner_text()
    page.go_back()
    page.wait_for_selector("#cohort:not([hidden])")
    assert page.evaluate("document.activeElement.textContent") == who.name
    page.evaluate(f"location.hash = 'student={who.id}'")
    page.wait_for_selector("#who")
    page.keyboard.press("Escape")
    page.wait_for_selector("#cohort:not([hidden])")


def test_an_override_is_told_with_its_reason(small: Page) -> None:
    """Who set it, when and why; and the points that were found."""
    who = everybody().standings[2]
    assert who.overrides
    small.evaluate(f"location.hash = 'student={who.student.id}'")
    note = small.locator("#student .note")
    note.wait_for()

    assert "0.8 for attn, set by Prof. Hopper: a good idea of their own" in note.inner_text()


def test_keyboard_walks_the_grid(small: Page) -> None:
    """Arrow keys from name to name, over what is filtered out; Next goes the same way."""
    small.select_option("[name=exercise]", "attn")
    small.select_option("[name=status]", "failed")
    first, second = shown(small)[:2]
    small.locator(f"a[href='#student={first}']").focus()
    small.keyboard.press("ArrowDown")
    small.keyboard.press("Enter")
    small.wait_for_selector("#who")
    assert second in small.locator(".facts").inner_text()
    small.locator("a[rel=prev]").click()
    expect(small.locator(".facts")).to_contain_text(first, timeout=PATIENCE)


def test_clusters_show_one_example_and_everybody(small: Page) -> None:
    """The most frequent mistake with its code; a student's page leads there."""
    box = small.locator("details.cluster").first
    box.locator("summary").click()
    box.locator(".listing").wait_for()
    count = int(box.locator(".count").inner_text().split()[0])

    assert box.locator(".marked").count() == 1
    assert box.locator(".people a").count() == count
    box.locator(".people a").nth(1).click()
    small.locator(f".same a:has-text('{count - 1} others')").click()
    small.wait_for_selector("#cohort:not([hidden])")
    assert box.get_attribute("open") is not None


def test_hostile_words_are_words(small: Page) -> None:
    """A name that is HTML, an id that is a link's end, output that would move a cursor."""
    small.locator("#grid tbody tr").evaluate_all(
        "(rows) => rows.find((row) => row.textContent.includes('<img')).querySelector('a').click()"
    )
    small.wait_for_selector("#who")
    said = "".join(HOSTILE.replace("\u202e", "").replace("\x1b", ""))
    view = small.locator("#student")

    assert small.locator("#who").inner_text() == said
    assert said in view.locator(".printed").text_content()
    assert view.locator("img, script").count() == 0
    assert small.locator("img").count() == 0
    small.reload()
    small.wait_for_selector("#who")
    assert small.locator("#who").inner_text() == said


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("zoe", "Nobody in this gradebook is called zoe."),
        ("s1005", "Nothing was handed in."),
        ("s1011", "Not graded yet."),
        ("s1013", "cell 4, line 3 invalid syntax: ) was never opened"),
    ],
)
def test_without_a_grade_it_is_told_why(small: Page, who: str, words: str) -> None:
    """A link to somebody who has left, nothing handed in, not graded yet, a file that is broken."""
    small.evaluate(f"location.hash = 'student={who}'")
    small.wait_for_selector("#who")

    assert words in " ".join(small.locator("#student").inner_text().split())


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_accessible(open_page: Open, scheme: str, rules: list[str] | None) -> None:
    """axe-core finds nothing, with a mistake open and for students; and contrast in the dark."""
    page = open_page("small", color_scheme=scheme, reduced_motion="reduce")
    page.locator("details.cluster summary").first.click()
    page.locator("details.cluster .listing").first.wait_for()
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    for hash_ in ("", "student=s1002"):
        page.evaluate(f"location.hash = '{hash_}'")
        page.wait_for_selector("#who" if hash_ else "#cohort:not([hidden])")
        found = Axe().run(page, options=options)

        assert found.violations_count == 0, found.generate_report()


def test_print(open_page: Open, tmp_path: Path) -> None:
    """Paper is white and has no controls, what is folded is unfolded, and a PDF comes out."""
    page = open_page("small", "#student=s1002", color_scheme="dark")
    page.wait_for_selector("#who")
    folded = page.locator("#student details:not(.minor)")
    assert folded.first.get_attribute("open") is None
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

    assert folded.first.get_attribute("open") is not None
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    assert not page.locator("#student nav").is_visible()
    page.emulate_media(media="screen")
    assert page.pdf(path=tmp_path / "student.pdf").startswith(b"%PDF")


def test_narrow_and_empty(open_page: Open) -> None:
    """Nothing sticks out on a phone; a gradebook with nobody in it has a page too."""
    for name, hash_ in (("small", ""), ("small", "#student=s1002"), ("empty", "")):
        page = open_page(name, hash_, viewport={"width": 360, "height": 700})
        page.wait_for_selector("#who" if hash_ else "h1")

        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert "There is nobody in this gradebook yet." in page.locator("#students").inner_text()


def test_without_scripts_the_grid_can_be_read(open_page: Open) -> None:
    """Names, scores and problems are in the page itself; controls that would do nothing are not."""
    page = open_page("small", java_script_enabled=False)

    assert page.locator("#grid tbody tr").count() == 20
    assert page.locator("#grid tbody tr").nth(1).is_visible()
    assert not page.locator("#filters").is_visible()
    assert page.locator("#grid button").count() == 0


def test_titles_may_be_anything(browser: Browser, tmp_path: Path) -> None:
    """A title that ends the element it stands in."""
    (text,) = SHEETS["html"](replace(crowd(2), title=f"</title></script>{HOSTILE}")).values()
    path = tmp_path / "page.html"
    path.write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())

    assert page.locator("h1").inner_text().startswith("</title></script><img")
    assert page.locator("img").count() == 0
    page.close()
