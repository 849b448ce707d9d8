"""A proof: one question about an exercise, answered with evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gradgrader.model.proof import Evidence, Finding, Level
from gradgrader.proofs._subject import Subject
from gradgrader.registry import Registry

Prove = Callable[[Subject, str], Evidence]


@dataclass(frozen=True, slots=True)
class Proof:
    """A question, its place in the table, and whether `--quick` asks it."""

    name: str
    place: int
    quick: bool
    prove: Prove


PROOFS: Registry[Proof] = Registry("gradgrader.proofs", "proof")


def proof(place: int, *, quick: bool = True) -> Callable[[Prove], Prove]:
    """Register a proof under its module's name."""

    def register(prove: Prove) -> Prove:
        name = prove.__module__.rpartition(".")[2].replace("_", "-")
        PROOFS.add(name, Proof(name, place, quick, prove))
        return prove

    return register


def planned(*, quick: bool) -> tuple[str, ...]:
    """Names of the proofs, in the order of the table."""
    known = [PROOFS[name] for name in PROOFS]
    chosen = [one for one in known if one.quick or not quick]
    return tuple(one.name for one in sorted(chosen, key=lambda one: one.place))


def waits(what: str) -> Evidence:
    """That nothing can be said before something is written."""
    return Evidence(words=f"waits for {what}", level=Level.TODO)


def error(message: str, file: str = "exercise.yaml", line: int = 0, text: str = "") -> Finding:
    """Something that must be mended."""
    return Finding(level=Level.ERROR, message=message, file=file, line=line, text=text)


def warning(message: str, file: str = "exercise.yaml", line: int = 0) -> Finding:
    """Something to look at."""
    return Finding(level=Level.WARNING, message=message, file=file, line=line)
