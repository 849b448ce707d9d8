"""A page for a browser: the class as a grid, what it gets wrong, and each student's work."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gradgrader.model.cohort import Cohort
from gradgrader.sheets._html.details import packed
from gradgrader.sheets._html.view import facts
from gradgrader.sheets.base import sheet

if TYPE_CHECKING:
    from jinja2 import Template

PARTS = Path(__file__).parent / "_html"
VENDOR = ("sortable.min.js", "prism-core.min.js", "prism-python.min.js")
TICKED = re.compile(r"`([^`]+)`")
OURS = ("nodes.js", "code.js", "student.js", "clusters.js", "grid.js", "routes.js")


@sheet
def html(cohort: Cohort) -> dict[str, str]:
    """One file that needs no network and lets nothing but its own scripts run."""
    style = _read("page.css")
    vendor = [_read(f"vendor/{name}") for name in VENDOR]
    ours = "\n".join(map(_read, OURS))
    known = facts(cohort)
    page = _template().render(
        known,
        policy=_policy([style], [*vendor, ours]),
        style=style,
        vendor=vendor,
        ours=ours,
        index=_embedded(known["index"]),
        details=packed(cohort),
    )
    return {"grades.html": page + "\n"}


def _read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


@functools.cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only here
    from markupsafe import Markup, escape  # noqa: PLC0415 - as above

    def ticked(text: str) -> Markup:
        """What stands between backticks as code."""
        parts = TICKED.split(text)
        return Markup("").join(
            Markup("<code>{}</code>").format(part) if at % 2 else escape(part)
            for at, part in enumerate(parts)
        )

    environment = Environment(
        loader=FileSystemLoader(PARTS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ticked"] = ticked
    return environment.get_template("page.html.jinja")


def _policy(styles: list[str], scripts: list[str]) -> str:
    """What the page may do: run and look as it was written, and nothing else."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(value: Any) -> str:
    r"""JSON that ends no script: `<` is written as `\u003c`."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")
