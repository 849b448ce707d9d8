"""What GitHub's runner makes of a log."""

from __future__ import annotations

import re

# https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts, read backwards
COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]+)::(?P<data>.*)")


def unescaped(text: str) -> str:
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def annotations(text: str) -> list[dict[str, str]]:
    """What the runner makes of a log."""
    found = []
    for line in text.split("\n"):
        if match := COMMAND.fullmatch(line):
            pairs = [pair.partition("=") for pair in match["properties"].split(",")]
            named = {key: unescaped(value) for key, _, value in pairs}
            found.append({"kind": match["kind"], "data": unescaped(match["data"]), **named})
    return found
