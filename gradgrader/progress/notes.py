"""The file that holds progress: read whole, changed under a lock, replaced at once."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from gradgrader.errors import GradgraderError

NAME, LOCK, FORMAT = "progress.json", "progress.lock", 1
BAD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)  # of what is parsed
PATIENCE = 2.0  # seconds that another command may take to write


class ProgressLost(GradgraderError):
    """Progress that can't be read or kept: a pity, and never a reason to end."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is known of one exercise: when (UTC), which version was solved, how many hints."""

    started: str = ""
    solved: str = ""
    version: str = ""
    hints: int = 0


Notes = dict[str, Note]


def read(folder: Path | None) -> Notes:
    """What is kept in `folder`; raises ProgressLost where that can't be told."""
    if folder is None:
        return {}
    path = folder / NAME
    try:
        return _parsed(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ProgressLost(f"progress in {path} can't be read: {error.strerror}") from error
    except BAD as error:
        raise ProgressLost(
            f"{path} is no file of progress that can be read",
            hint="the next time that something is kept, it is put aside and a new one is begun",
        ) from error


def change(folder: Path | None, changed: Callable[[Notes], Mapping[str, Note]]) -> str:
    """Keep what `changed` makes of the notes; the name under which a bad file was put aside.

    Raises ProgressLost where nothing can be kept.
    """
    if folder is None:
        return ""
    path, aside = folder / NAME, ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            try:
                notes = read(folder)
            except ProgressLost:
                notes, aside = {}, f"progress.broken-{time.time_ns()}.json"
            after = dict(changed(dict(notes)))
            if after == notes and not aside:
                return ""
            if aside:
                path.replace(folder / aside)
            _replace(path, after)
    except OSError as error:
        raise ProgressLost(f"progress can't be kept in {folder}: {error.strerror}") from error
    return aside


def now() -> str:
    """The time for a note."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _parsed(content: Any) -> Notes:
    """Notes of a file's content; raises BAD."""
    if content["format"] != FORMAT:
        raise ValueError(content["format"])
    notes = {name: Note(**raw) for name, raw in content["exercises"].items()}
    for note in notes.values():
        words = (note.started, note.solved, note.version)
        if not all(isinstance(word, str) for word in words) or type(note.hints) is not int:
            raise TypeError(note)
    return notes


def _replace(path: Path, notes: Mapping[str, Note]) -> None:
    """A reader sees the old file or the new one, also if this process is killed here."""
    content = {"format": FORMAT, "exercises": {name: asdict(one) for name, one in notes.items()}}
    part = path.with_suffix(f".{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One at a time, so that none undoes what another has kept; raises OSError."""
    until = time.monotonic() + PATIENCE
    with (folder / LOCK).open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
        yield
