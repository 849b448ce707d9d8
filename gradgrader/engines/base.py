"""What an engine is: submissions in, as they are asked for; events out, as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from gradgrader.grading.job import Event, Job
from gradgrader.registry import Registry
from gradgrader.submissions.source import Submission


class Engine(Protocol):
    """Grades one job; a context manager that leaves nothing behind, whatever happens.

    The same submission gets the same verdict from every engine: the seed is in the job.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def events(self, job: Job, submissions: Iterable[Submission]) -> Iterator[Event]:
        """Grade what comes; submissions are taken as they are needed, and numbered in order."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """What the user said about where: how many graders, and which cluster if any."""

    graders: int
    cluster: str = ""


Make = Callable[[Place], Engine]
ENGINES: Registry[Make] = Registry("gradgrader.engines", "engine")


def engine(make: Make) -> Make:
    """Register what makes an engine under its module's name."""
    return ENGINES.add(make.__module__.rpartition(".")[2], make)


def engine_for(graders: int, cluster: str = "") -> Engine:
    """The engine that grades there: this machine, unless a cluster is named."""
    return ENGINES["dask" if cluster else "local"](Place(graders, cluster))
