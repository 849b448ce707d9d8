"""The site: Sphinx reads docs/ and the pages beside README.md, and fetches nothing.

The repository is its source folder (`sphinx-build -c docs . site`), so that links between pages and
to files hold there as they do where the repository is read.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from gradgrader import __version__

project = "gradgrader"
release = __version__
root_doc = "docs/index"
include_patterns = ["docs/**.md", "SECURITY.md", "CHANGELOG.md"]
exclude_patterns = [".venv", ".git", "site", "build", "exercises", "gradgrader", "tests", "tools"]
extensions = ["myst_parser"]
nitpicky = True
myst_heading_anchors = 4
myst_links_external_new_tab = False
highlight_language = "none"
html_theme = "furo"
html_title = "gradgrader"
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_static_path = ["site.css"]
templates_path = ["_templates"]
html_favicon = "icon.svg"
html_css_files = ["site.css"]
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "github-dark"

CONTENTS = {
    "Ten minutes": [
        "Your first gradient <tutorials/learner>",
        "Gradients in CI <tutorials/ci>",
        "A class <tutorials/instructor>",
        "An exercise of your own <tutorials/author>",
        "A library with Functions <tutorials/library>",
    ],
    "Learning": [
        "learning",
        "Hints <hints>",
        "Derivations <derive>",
        "pictures",
        "notebook",
        "editors",
    ],
    "Grading": ["ci", "gradebook", "Formats of a class <sheets>", "cluster"],
    "Functions of your own": ["testing", "Audits <audit>"],
    "Exercises": ["exercises", "The catalogue <catalogue>"],
    "Reference": ["commands", "checks", "diagnoses", "formats", "exit-codes", "report"],
    "Why to believe it": [
        "method",
        "Who grades the grader <quality>",
        "Repairs <diagnosis>",
        "/SECURITY",
        "layers",
        "speed",
    ],
    "About": ["faq", "architecture", "dependencies", "/CHANGELOG"],
}
MOVING = re.compile(r'<img alt="([^"]*)" src="([^"]*/recording\.svg)" />')
OBJECT = r'<object type="image/svg+xml" data="\2" role="img" aria-label="\1"></object>'
TITLED = re.compile(r'^```(\w+) title="([^"]+)"$', re.MULTILINE)
FRONT = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>gradgrader</title>
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url=docs/index.html">
<a href="docs/index.html">gradgrader</a></html>
"""


def contents() -> str:
    """The menu: a list of pages under each caption."""
    return "".join(
        f"\n```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(pages) + "\n```\n"
        for caption, pages in CONTENTS.items()
    )


def prepared(app: Sphinx, name: str, source: list[str]) -> None:
    """Pages as GitHub shows them, with what only a site has: a menu, and captions of files."""
    del app
    source[0] = TITLED.sub(r"```{code-block} \1\n:caption: \2", source[0])
    if name == root_doc:
        source[0] += contents()


def accessible(app: Sphinx, name: str, template: str, context: dict[str, Any], _: object) -> None:
    """What the theme leaves out: levels of captions, code that keys can scroll, no motion.

    A moving picture is an object: as an image it would not hear of a reader who wants no motion.
    """
    del app, name, template
    body = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    context["body"] = MOVING.sub(OBJECT, body)
    menu = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = menu.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )


def front(app: Sphinx, error: Exception | None) -> None:
    """The top of the site leads to its first page."""
    if error is None:
        (Path(app.outdir) / "index.html").write_text(FRONT, encoding="utf-8")


def setup(app: Sphinx) -> None:
    """Hear of pages that are read, and of the end."""
    app.connect("source-read", prepared)
    app.connect("html-page-context", accessible, priority=900)  # after the theme's own
    app.connect("build-finished", front)
