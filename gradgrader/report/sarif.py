"""SARIF 2.1.0: for code scanning and for editors that read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import msgspec

from gradgrader.model.result import Location, Report, SubmissionReport
from gradgrader.report._findings import Finding
from gradgrader.report._places import place
from gradgrader.report._prints import printed_once
from gradgrader.report._rules import rule
from gradgrader.report.base import View, report_format

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
PRINT = "gradgrader/v1"
TOP = "%SRCROOT%"  # as GitHub calls it


@report_format
def sarif(report: Report, view: View) -> str:
    """One run; each check that found something is a rule with its question."""
    found = list(printed_once(report.submissions, view))
    names = list(dict.fromkeys(finding.rule for _, finding, _ in found))
    driver = {
        "name": "gradgrader",
        "version": report.gradgrader,
        "semanticVersion": report.gradgrader,
        "rules": [_rule(name, [f for _, f, _ in found if f.rule == name]) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {TOP: {"description": {"text": "The top of the repository."}}},
        "results": [_result(*one, names, view) for one in found],
        "properties": {
            "torch": report.torch,
            "seed": report.seed,
            "isolation": report.isolation,
            "strict": report.strict,
        },
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _rule(name: str, found: Iterable[Finding]) -> dict[str, Any]:
    known = rule(name)
    first, *_ = found
    asks = known.question if known else f"{first.title[:1].upper()}{first.title[1:]}."
    about = known.about if known and known.about else asks
    return {
        "id": name,
        "shortDescription": {"text": asks},
        "fullDescription": {"text": about},
        "help": {"text": f"{asks}\n\n{about}", "markdown": f"**{asks}**\n\n{about}"},
        "defaultConfiguration": {"level": first.level.value},
        "properties": {"tags": ["gradients" if known else "submission"]},
    }


def _result(
    submission: SubmissionReport, finding: Finding, fingerprint: str, names: list[str], view: View
) -> dict[str, Any]:
    title = ": ".join(filter(None, (finding.exercise, finding.title)))
    told = {"exercise": finding.exercise, "diagnosis": finding.code}
    first, *others = [_place(submission, finding, one, view) for one in finding.locations]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": names.index(finding.rule),
        "level": finding.level.value,
        "message": {"text": f"{title}.\n{finding.text}"},
        "locations": [first],
        "partialFingerprints": {PRINT: fingerprint},
    }
    if others:
        result["relatedLocations"] = others
    if known := {key: value for key, value in told.items() if value}:
        result["properties"] = known
    return result


def _place(
    submission: SubmissionReport, finding: Finding, location: Location, view: View
) -> dict[str, Any]:
    where = place(submission.path, location, view)
    uri = {"uri": quote(where.path), "uriBaseId": TOP}
    if where.path.startswith("/"):
        uri = {"uri": f"file://{quote(where.path)}"}
    found: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": uri,
            "region": {"startLine": where.line, "endLine": where.end_line},
        }
    }
    if finding.function:
        found["logicalLocations"] = [{"name": finding.function, "kind": "type"}]
    if where.words:
        found["message"] = {"text": where.words}
    return found
