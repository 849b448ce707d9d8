"""A page taken apart, as a browser would before it runs anything."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "input"}


@dataclass(slots=True)
class Element:
    """A tag, what it carries, and the text right inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: tuple[str, ...] = ()


@dataclass(slots=True)
class Page:
    """All elements in order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> Iterator[Element]:
        return (one for one in self.elements if one.tag == tag)

    def script(self, id_: str) -> str:
        (found,) = (one for one in self.all("script") if one.attributes.get("id") == id_)
        return found.text

    @property
    def index(self) -> Any:
        return json.loads(self.script("index"))

    @property
    def details(self) -> Any:
        return json.loads(zlib.decompress(base64.b64decode(self.script("details"))))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        carried = {name: value or "" for name, value in attrs}
        one = Element(tag, carried, inside=tuple(outer.tag for outer in self.open))
        self.page.elements.append(one)
        if tag not in VOID:
            self.open.append(one)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def parsed(text: str) -> Page:
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.page
