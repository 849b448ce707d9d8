"""JUnit XML for CI servers: a suite for each student, a case for each exercise."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import Status
from gradgrader.report._findings import DEAD
from gradgrader.report._junit import MOST_OUTPUT, case, count, line, text, written
from gradgrader.report._page.words import bounded, rounded
from gradgrader.sheets._found import Mark, marks, status, wrong
from gradgrader.sheets.base import sheet


@sheet
def junit(cohort: Cohort) -> dict[str, str]:
    """One file: `failure` for a wrong answer, `error` for a crash, `skipped` for who is missing."""
    suites = Element("testsuites", name=line(cohort.title))
    for standing in cohort.standings:
        suites.append(_suite(cohort, standing))
    return {"junit.xml": written(suites)}


def _suite(cohort: Cohort, standing: Standing) -> Element:
    report = standing.report
    suite = Element("testsuite", name=line(standing.student.id))
    if standing.graded:
        suite.set("timestamp", line(standing.graded.removesuffix("+00:00")))
    properties = SubElement(suite, "properties")
    for name, value in _properties(cohort, standing).items():
        SubElement(properties, "property", name=name, value=line(value))
    for mark in marks(cohort, standing):
        suite.append(_case(mark, standing))
    count(suite)
    suite.set("time", f"{report.seconds if report else 0:.3f}")
    if report and report.output:
        SubElement(suite, "system-out").text = text(bounded(report.output, MOST_OUTPUT))
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
        told[f"override {line(one.exercise)}".strip()] = str(rounded(one.score))
    return told


def _case(mark: Mark, standing: Standing) -> Element:
    found, kind = _kind(mark, standing)
    return case(standing.student.id, mark.asked.id, wrong(mark, standing), kind, found)


def _kind(mark: Mark, standing: Standing) -> tuple[str, str]:
    """How it ended, and what JUnit calls that."""
    if standing.report is None:
        return status(standing), "skipped"
    if not standing.report.judged:
        return standing.report.status.value, "error"
    found = mark.grade.status if mark.grade else Status.FAILED
    return found.value, "error" if found in DEAD else "failure"
