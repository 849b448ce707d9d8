"""The list of a class as a CSV file, and whom on it a hand-in belongs to."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradgrader.errors import GradgraderError
from gradgrader.model.cohort import Student
from gradgrader.submissions.text import newlines, read_bytes, shown

# The first of these that a roster has is what a student is called; the others are matched as well.
_ID = (
    "id",
    "sid",
    "student id",
    "student number",
    "login",
    "login id",
    "username",
    "user name",
    "user id",
    "id number",
    "sis user id",
    "sis login id",
    "github username",
    "identifier",
)
_NAME = ("name", "full name", "student name", "student")
_FIRST = ("first name", "firstname", "first", "given name")
_LAST = ("last name", "lastname", "last", "surname", "family name")
_EMAIL = ("email", "e mail", "mail", "email address", "e mail address")
_DELIMITERS = ",;\t"
_HEADER = 10_000  # characters of the first line
_MOST_WORDS = 8  # of a name that is looked for in any order of first and last
_POINTS = "Points Possible"  # the second line of a Canvas gradebook, which is nobody

Row = tuple[int, Mapping[str, str]]
Index = Mapping[str, Sequence[Student]]


@dataclass(frozen=True, slots=True)
class Roster:
    """Students in the file's order, and by what they are looked for, the surest first."""

    students: tuple[Student, ...]
    by_id: Index
    by_other_id: Index
    by_any_id: Index
    by_email: Index
    by_name: Index

    def find(self, student: Student) -> tuple[int, Sequence[Student]]:
        """Who that is, with 0 for the surest way to tell; more than one if it can't be told."""
        name = _composed(student.id)
        email = student.email or (student.id if "@" in student.id else "")
        steps = (
            (self.by_id, name),
            (self.by_other_id, name),
            (self.by_any_id, name.casefold()),
            (self.by_email, email.casefold()),
            (self.by_name, letters(student.name or student.id)),
        )
        for number, (index, key) in enumerate(steps):
            if found := index.get(key):
                return number, found
        return len(steps), ()


def read_roster(path: Path) -> Roster:
    """Read it; raises GradgraderError that names the file and the line."""
    text = _text(path)
    header, delimiter = _header(text)
    ids = [name for name in _ID if name in header]
    if not ids:
        raise _wrong(path, 1, "has no column of ids", hint="call it id, sid, login or username")
    students: dict[str, Student] = {}
    others: list[tuple[str, Student]] = []
    for line, row in _rows(path, text, delimiter, header):
        student = _student(row, ids[0])
        if not student.id and student.name == _POINTS:
            continue
        if not student.id:
            raise _wrong(path, line, f"a student without {ids[0]}")
        if _composed(student.id) in students:
            raise _wrong(path, line, f"{shown(student.id)} is on the roster twice")
        students[_composed(student.id)] = student
        others += [(_composed(row[name]), student) for name in ids[1:]]
    if not students:
        raise _wrong(path, 1, "names no students")
    first = list(students.items())
    return Roster(
        students=tuple(students.values()),
        by_id=_index(first),
        by_other_id=_index(others),
        by_any_id=_index((key.casefold(), one) for key, one in [*first, *others]),
        by_email=_index((one.email.casefold(), one) for one in students.values()),
        by_name=_index((key, one) for one in students.values() for key in orders(one.name)),
    )


def letters(name: str) -> str:
    """What is left of a name in which neither case nor accents nor punctuation count."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(char for char in plain if char.isalnum())


def orders(name: str) -> set[str]:
    """The letters of a name, with any of its words first: Ada Lovelace is Lovelace, Ada."""
    words = [word for word in map(letters, re.split(r"[\s,]+", name)) if word]
    turns = range(len(words) if len(words) <= _MOST_WORDS else 1)
    return {"".join(words[turn:] + words[:turn]) for turn in turns}


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _index(pairs: Iterable[tuple[str, Student]]) -> Index:
    """What each key leads to, once each."""
    index: dict[str, list[Student]] = {}
    for key, student in pairs:
        met = index.setdefault(key, [])
        if key and student not in met:
            met.append(student)
    return index


def _wrong(path: Path, line: int, message: str, hint: str = "") -> GradgraderError:
    return GradgraderError(f"{shown(path)}:{line}: {message}", hint=hint)


def _text(path: Path) -> str:
    content = read_bytes(path)
    try:
        text = newlines(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        hint = "save it as CSV in UTF-8"
        raise _wrong(path, line, "is not UTF-8", hint=hint) from error
    if not text.strip():
        raise _wrong(path, 1, "is empty")
    return text


def _header(text: str) -> tuple[list[str], str]:
    """The names of the columns, and what stands between them: what makes most sense of them."""
    known = {*_ID, *_NAME, *_FIRST, *_LAST, *_EMAIL}
    line = text.lstrip("\n").partition("\n")[0][:_HEADER]
    read = {
        delimiter: [_column(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])]
        for delimiter in _DELIMITERS
    }
    best = max(_DELIMITERS, key=lambda delimiter: len(known.intersection(read[delimiter])))
    return read[best], best


def _column(cell: str) -> str:
    return " ".join(re.split(r"[\W_]+", cell.casefold())).strip()


def _rows(path: Path, text: str, delimiter: str, header: Sequence[str]) -> Iterator[Row]:
    """Each line that says anything, by column; of two columns of a name the first one."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows = (row for row in reader if any(cell.strip() for cell in row))
    try:
        next(rows, None)
        for row in rows:
            cells = [*row, *[""] * len(header)]
            pairs = [(name, shown(cell.strip())) for name, cell in zip(header, cells, strict=False)]
            yield reader.line_num, dict(reversed(pairs))
    except csv.Error as error:
        raise _wrong(path, reader.line_num, f"is no CSV: {error}") from error


def _student(row: Mapping[str, str], id_column: str) -> Student:
    def first(names: Sequence[str]) -> str:
        return next((row[name] for name in names if row.get(name)), "")

    both = f"{first(_FIRST)} {first(_LAST)}".strip()
    return Student(id=row[id_column], name=first(_NAME) or both, email=first(_EMAIL))
