"""JUnit XML, whatever it is about: counts, and text that XML can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gradgrader.report.base import clean

MOST_OUTPUT = 4000
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def case(classname: str, name: str, said: Sequence[str], kind: str, found: str) -> Element:
    """A test; `kind` is what JUnit calls that it went wrong, where anything is said."""
    one = Element("testcase", classname=line(classname), name=line(name))
    if said:
        told = SubElement(one, kind, message=line(said[0]))
        if kind != "skipped":
            told.set("type", found)
            told.text = "\n".join(map(line, said))
    return one


def count(element: Element) -> None:
    """Write how many tests are in it, and how many of them went wrong."""
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    for name, kind in _KINDS.items():
        element.set(name, str(sum(1 for _ in element.iter(kind))))


def written(suites: Element) -> str:
    """The whole file."""
    count(suites)
    del suites.attrib["skipped"]  # which Jenkins's schema has for suites only
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def text(words: str) -> str:
    """What XML can hold of `words`."""
    return _ILLEGAL.sub("", clean(words, lines=True))


def line(words: str) -> str:
    """The same on one line."""
    return _ILLEGAL.sub("", clean(words))
