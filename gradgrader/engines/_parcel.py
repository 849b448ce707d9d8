"""What crosses to a cluster's workers and back: bytes, packed and unpacked here."""

from __future__ import annotations

import dataclasses
import importlib.metadata
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from gradgrader.exercises.catalogue import files
from gradgrader.exercises.starter import NAME
from gradgrader.grading.job import Graded, Job, Lost, Refused, Started

COMPARED = ("gradgrader", "torch")


class Parcel(msgspec.Struct, frozen=True):
    """A job without its submissions, and the exercises' files by content: no disk is shared."""

    job: Job
    exercises: dict[str, str]


class Answer(msgspec.Struct, frozen=True):
    """What came of one submission, and who says so."""

    worker: str
    versions: dict[str, str]
    started: Started | None
    event: Graded | Lost | Refused


_PARCELS = msgspec.json.Decoder(Parcel)
_ANSWERS = msgspec.json.Decoder(Answer)


def pack(job: Job) -> bytes:
    """The job with the exercises of its folders."""
    found = files([Path(folder) for folder in job.folders])
    wanted = [path for one in found for path in (one, one.with_name(NAME)) if path.is_file()]
    exercises = {f"{p.parent.name}/{p.name}": p.read_text(encoding="utf-8") for p in wanted}
    return msgspec.json.encode(Parcel(dataclasses.replace(job, folders=()), exercises))


def unpack(parcel: bytes, folder: Path) -> Job:
    """The job, its exercises written below `folder`, which nobody else may enter."""
    content = _PARCELS.decode(parcel)
    folder.mkdir(mode=0o700)
    for name, text in content.exercises.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return dataclasses.replace(content.job, folders=(str(folder),))


def answered(answer: bytes) -> Answer:
    """The answer in these bytes; raises msgspec.DecodeError."""
    return _ANSWERS.decode(answer)


def installed(name: str) -> str:
    """A package's version, without what only says how it was built (2.13.0+cpu)."""
    return public(importlib.metadata.version(name))


def public(version: str) -> str:
    """A version without its local part."""
    return version.partition("+")[0]


def differing(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Sequence[str]:
    """In words, each package whose version is another there."""
    return [
        f"{name} {theirs[name]} instead of {version}"
        for name, version in ours.items()
        if theirs[name] != version
    ]
