"""JUnit XML for CI servers: a suite for each student, a case for each exercise."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import Status
from gradgrader.report.base import clean
from gradgrader.sheets._found import Mark, bounded, marks, rounded, status, wrong
from gradgrader.sheets.base import sheet

MOST_OUTPUT = 4000
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDED = {Status.CRASHED, Status.TIMED_OUT}
_KINDS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


@sheet
def junit(cohort: Cohort) -> dict[str, str]:
    """One file: `failure` for a wrong answer, `error` for a crash, `skipped` for who is missing."""
    suites = Element("testsuites", name=_line(cohort.title))
    for standing in cohort.standings:
        suites.append(_suite(cohort, standing))
    _count(suites)
    del suites.attrib["skipped"]  # which Jenkins's schema has for suites only
    indent(suites)
    text = tostring(suites, encoding="unicode")
    return {"junit.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'}


def _suite(cohort: Cohort, standing: Standing) -> Element:
    report = standing.report
    suite = Element("testsuite", name=_line(standing.student.id))
    if standing.graded:
        suite.set("timestamp", _line(standing.graded.removesuffix("+00:00")))
    properties = SubElement(suite, "properties")
    for name, value in _properties(cohort, standing).items():
        SubElement(properties, "property", name=name, value=_line(value))
    for mark in marks(cohort, standing):
        suite.append(_case(mark, standing))
    _count(suite)
    suite.set("time", f"{report.seconds if report else 0:.3f}")
    if report and report.output:
        SubElement(suite, "system-out").text = _text(bounded(report.output, MOST_OUTPUT))
    return suite


def _properties(cohort: Cohort, standing: Standing) -> dict[str, str]:
    hand_in = standing.hand_in
    told = {
        "name": standing.student.name,
        "email": standing.student.email,
        "status": status(standing),
        "score": str(rounded(standing.score)),
        "max": str(rounded(cohort.max_score)),
    }
    if hand_in:
        told |= {"path": hand_in.path, "attempt": str(hand_in.attempt)}
        told |= {"late": "yes" if hand_in.late else "no"}
    for one in standing.overrides:
        told[f"override {_line(one.exercise)}".strip()] = str(rounded(one.score))
    return told


def _case(mark: Mark, standing: Standing) -> Element:
    case = Element("testcase", classname=_line(standing.student.id), name=_line(mark.asked.id))
    said = wrong(mark, standing)
    if not said:
        return case
    found, kind = _kind(mark, standing)
    told = SubElement(case, kind, message=_line(said[0]))
    if kind != "skipped":
        told.set("type", found)
        told.text = "\n".join(map(_line, said))
    return case


def _kind(mark: Mark, standing: Standing) -> tuple[str, str]:
    """How it ended, and what JUnit calls that."""
    if standing.report is None:
        return status(standing), "skipped"
    if not standing.report.judged:
        return standing.report.status.value, "error"
    found = mark.grade.status if mark.grade else Status.FAILED
    return found.value, "error" if found in _ENDED else "failure"


def _count(element: Element) -> None:
    element.set("tests", str(sum(1 for _ in element.iter("testcase"))))
    for name, kind in _KINDS.items():
        element.set(name, str(sum(1 for _ in element.iter(kind))))


def _text(text: str) -> str:
    return _ILLEGAL.sub("", clean(text, lines=True))


def _line(text: str) -> str:
    return _ILLEGAL.sub("", clean(text))
