"""Every error that a person at the keyboard sees, each with its exit code and the way out.

GradgraderError            2  what we were given can't be used
├── InvalidExercise        2  an exercise file, with file, line, column and field
├── UnreadableSubmission   2  a submission, with file, cell, line
├── UnknownName            2  no part or exercise of that name
└── GraderBroken           3  our own fault: nothing is said about the learner
"""

from __future__ import annotations

from typing import ClassVar


class GradgraderError(Exception):
    """A mistake in what we were given; `hint` says what to do next."""

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if hint:  # told below a traceback, for who calls us from Python
            self.add_note(hint)


class InvalidExercise(GradgraderError):
    """An exercise file that can't be used; prints as `path:line:column: field: message`."""

    def __init__(  # noqa: PLR0913 - each is a part of the place
        self,
        message: str,
        *,
        path: str,
        line: int = 0,
        column: int = 0,
        field: str = "",
        hint: str = "",
    ) -> None:
        self.path, self.line, self.column, self.field = path, line, column, field
        place = ":".join(str(part) for part in (path, line, column) if part)
        super().__init__(": ".join(part for part in (place, field, message) if part), hint=hint)


class UnreadableSubmission(GradgraderError):
    """A submission in which nothing can be looked for; `code` names the reason for machines."""

    def __init__(  # noqa: PLR0913 - each is a part of the place
        self,
        message: str,
        *,
        path: str,
        code: str,
        line: int | None = None,
        cell: int | None = None,
        hint: str = "",
    ) -> None:
        self.path, self.code, self.line, self.cell = path, code, line, cell
        super().__init__(message, hint=hint)


class UnknownName(GradgraderError):
    """A name that nothing goes by; the hint offers the nearest."""


class GraderBroken(GradgraderError):
    """Our own fault, so nothing is said about the learner."""

    exit_code = 3
