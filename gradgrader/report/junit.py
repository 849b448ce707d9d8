"""JUnit XML for CI servers: a suite for each submission, a case for each exercise."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from gradgrader.model.result import Grade, Report, Status, SubmissionReport
from gradgrader.report._findings import DEAD, UNANSWERED
from gradgrader.report._junit import MOST_OUTPUT, case, count, line, text, written
from gradgrader.report._page.words import bounded, rounded
from gradgrader.report._places import place, relative
from gradgrader.report._said import problems, sentences
from gradgrader.report.base import View, report_format


@report_format
def junit(report: Report, view: View) -> str:
    """`failure` for a wrong answer, `error` for a crash and for what could not be graded."""
    suites = Element("testsuites", name="gradgrader")
    for submission in report.submissions:
        suites.append(_suite(submission, report, view))
    return written(suites)


def _suite(submission: SubmissionReport, report: Report, view: View) -> Element:
    name = relative(submission.path, view)
    suite = Element("testsuite", name=line(name))
    properties = SubElement(suite, "properties")
    told = {
        "score": str(rounded(submission.score)),
        "max": str(rounded(submission.max_score)),
        "seed": str(report.seed),
        "torch": report.torch,
        "isolation": report.isolation,
    }
    for key, value in told.items():
        SubElement(properties, "property", name=key, value=line(value))
    if not submission.judged:
        said = list(problems(submission)) or ["nothing could be graded"]
        suite.append(case(name, "submission", said, "error", submission.status.value))
    elif unanswered := [one for one in submission.problems if one.code == UNANSWERED]:
        for number, one in enumerate(unanswered, 1):
            suite.append(case(name, f"{UNANSWERED} {number}", [one.message], "failure", one.code))
    for grade in submission.grades:
        suite.append(_case(name, grade, submission, view))
    count(suite)
    suite.set("time", f"{submission.seconds:.3f}")
    if submission.output:
        SubElement(suite, "system-out").text = text(bounded(submission.output, MOST_OUTPUT))
    return suite


def _case(name: str, grade: Grade, submission: SubmissionReport, view: View) -> Element:
    said = sentences(grade)
    if said:
        where = place(submission.path, grade.location, view)
        said.append(f"{where.path}:{where.line}{f' ({where.words})' if where.words else ''}")
    kind = "error" if grade.status in DEAD else "failure"
    assert (grade.status is Status.PASSED) == (not said)
    return case(name, grade.exercise, said, kind, grade.status.value)
