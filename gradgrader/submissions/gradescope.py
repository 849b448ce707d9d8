"""submission_metadata.yml of a Gradescope export: whose each folder is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from gradgrader.errors import GradgraderError
from gradgrader.model.cohort import Student
from gradgrader.submissions.found import MAX_ALL
from gradgrader.submissions.text import opened, shown

METADATA = "submission_metadata.yml"
_DEPTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A folder's submitters, when it was handed in (seconds, 0 if unknown), and which attempt."""

    students: tuple[Student, ...]
    when: float
    attempt: int


def read_metadata(path: Path) -> Mapping[str, Handed]:
    """What the file says of each folder; raises GradgraderError where it can't be understood.

    Every scalar is taken as text, as the base loader of YAML does: a number that begins with
    zeros stays what it is, and Ruby's own tags mean nothing.
    """
    with opened(path) as file:
        content = file.read(MAX_ALL + 1)
    if len(content) > MAX_ALL:
        raise GradgraderError(f"{shown(path)}: has more than {MAX_ALL >> 20} MiB")
    try:
        _must_be_shallow(content)
        records = yaml.load(content, Loader=_LOADER)  # noqa: S506 - makes text, lists and dicts
    except yaml.MarkedYAMLError as error:
        last = content.count(b"\n")  # where it breaks off, the mark is behind it
        line = min(error.problem_mark.line, last) + 1 if error.problem_mark else 1
        raise _broken(path, f":{line}", f"is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise _broken(path, "", "is not YAML") from error
    if not isinstance(records, dict):
        raise _broken(path, ":1", "should be a mapping of folders")
    return {str(name): _handed(record) for name, record in records.items()}


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _must_be_shallow(content: bytes) -> None:
    """Raise YAMLError for what is nested so deep that the loader itself would crash."""
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH:
            raise yaml.YAMLError


def _broken(path: Path, line: str, message: str) -> GradgraderError:
    hint = "download the export again"
    return GradgraderError(f"{shown(path)}{line}: {message}", hint=hint)


def _handed(record: Any) -> Handed:
    fields = record if isinstance(record, dict) else {}
    submitters, history = fields.get(":submitters"), fields.get(":history")
    students = map(_student, submitters if isinstance(submitters, list) else ())
    return Handed(
        students=tuple(student for student in students if student.id),
        when=_seconds(fields.get(":created_at")),
        attempt=1 + (len(history) if isinstance(history, list) else 0),
    )


def _student(submitter: Any) -> Student:
    fields = submitter if isinstance(submitter, dict) else {}
    sid, email, name = (_text(fields.get(key)) for key in (":sid", ":email", ":name"))
    return Student(id=sid or email or name, name=name, email=email)


def _text(value: Any) -> str:
    text = shown(value).strip() if isinstance(value, str) else ""
    return "" if text in {"~", "null"} else text


def _seconds(value: Any) -> float:
    """`2026-01-31 12:00:00.123456789 -07:00` since 1970; old exports have it below `utc`."""
    text = str(value.get("utc", "") if isinstance(value, dict) else value)
    day, _, rest = text.strip().replace("UTC", "Z").partition(" ")
    try:
        moment = datetime.fromisoformat(f"{day} {rest.replace(' ', '')}" if rest else day)
        return moment.timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
