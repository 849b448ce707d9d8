"""What makes parts a page: one file that needs no network and runs nothing but its own scripts."""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from jinja2 import Environment

PARTS = Path(__file__).parent
TICKED = re.compile(r"`([^`]+)`")
PRISM = ("vendor/prism-core.min.js", "vendor/prism-python.min.js")
SHARED = ("nodes.js", "code.js", "plot.js", "pictures.js", "evidence.js", "handin.js")


def page(
    template: Path,
    known: dict[str, Any],
    *,
    styles: Sequence[Path] = (),
    vendor: Sequence[Path] = (),
    ours: Sequence[Path] = (),
) -> str:
    """A template with what it shows; the shared parts come before those that are given."""
    style = _joined([PARTS / "page.css", *styles])
    others = [path.read_text(encoding="utf-8") for path in (*vendor, *map(PARTS.joinpath, PRISM))]
    own = _joined([*map(PARTS.joinpath, SHARED), *ours])
    made = _environment(template.parent).get_template(template.name)
    return (
        made.render(
            known, policy=_policy([style], [*others, own]), style=style, vendor=others, ours=own
        )
        + "\n"
    )


def filled(template: Path, known: dict[str, Any]) -> str:
    """A template that is a part of somebody else's page."""
    return _environment(template.parent).get_template(template.name).render(known)


def embedded(value: Any) -> str:
    r"""JSON that ends no script: `<` is written as `\u003c`."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")


def _joined(paths: Sequence[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@functools.cache
def _environment(folder: Path) -> Environment:
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
        loader=FileSystemLoader([folder, PARTS]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ticked"] = ticked
    return environment


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
