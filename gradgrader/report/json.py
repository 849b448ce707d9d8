"""The JSON report, version 1: for machines; its schema is docs/schema/report.schema.json."""

from __future__ import annotations

from typing import Any

import msgspec

from gradgrader.model.result import Report
from gradgrader.report.base import View, report_format


@report_format
def json(report: Report, view: View) -> str:  # noqa: ARG001 - a format's signature
    """Indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def json_schema() -> dict[str, Any]:
    """JSON Schema of the report."""
    schema = msgspec.json.schema(Report)
    schema["$defs"]["Report"]["properties"]["version"] = {"const": 1}
    return schema
