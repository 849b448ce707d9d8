"""Finds a cluster or starts one, and holds its versions against ours."""

from __future__ import annotations

import importlib.metadata
import logging
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dask
from distributed import Client, LocalCluster, Security
from distributed.comm.addressing import get_address_host_port

from gradgrader.engines._parcel import COMPARED, differing, installed, public
from gradgrader.engines.base import Place
from gradgrader.errors import GradgraderError

PATIENCE = 10  # seconds for a scheduler to answer
OURS = "local"
# the last messages, kept for debugging: a thousand by default, each of which holds a submission
KEEP_LITTLE = {"distributed.admin.low-level-log-length": 10}
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"  # Ctrl-C is the client's


@contextmanager
def client(place: Place) -> Iterator[Client]:
    """A client of the cluster at an address, or of one on this machine that ends with it."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told by us
    with (
        dask.config.set(KEEP_LITTLE),
        _own(place.graders) if place.cluster == OURS else _found(place.cluster) as one,
    ):
        yield one


@contextmanager
def _own(graders: int) -> Iterator[Client]:
    """A cluster of processes on this machine; nobody else on it can use its ports."""
    closed: dict[str, list[str]] = {
        f"distributed.{part}.http.routes": [] for part in ("scheduler", "worker")
    }
    with (
        tempfile.TemporaryDirectory(prefix="gradgrader-") as folder,
        dask.config.set(closed, temporary_directory=_passable(folder)),
        LocalCluster(
            n_workers=graders,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            memory_limit=None,
            silence_logs=logging.CRITICAL,
            preload=[DEAF],
            security=Security.temporary(),
        ) as cluster,
        Client(cluster, set_as_default=False) as one,
    ):
        yield one


def _passable(folder: str) -> str:
    """The folder, where root's learners, who are nobody, come through to their scratch."""
    Path(folder).chmod(0o711)
    return folder


@contextmanager
def _found(address: str) -> Iterator[Client]:
    try:
        get_address_host_port(address)
    except ValueError as error:
        raise GradgraderError(
            f"{address} is no scheduler's address",
            hint="--cluster takes `local`, or what `dask scheduler` prints: tcp://HOST:PORT",
        ) from error
    _check_certificates(address)
    try:
        one = Client(address, timeout=PATIENCE, set_as_default=False)
    except OSError as error:
        raise GradgraderError(
            f"no dask scheduler answers at {address}",
            hint="start one with `dask scheduler`; it prints its address",
        ) from error
    with one:
        yield one


def _check_certificates(address: str) -> None:
    """Raises GradgraderError where dask's settings for TLS are missing or can't be used."""
    try:
        context = Security().get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise GradgraderError(f"dask's settings for TLS can't be used: {error}") from error
    if address.startswith("tls://") and context is None:
        raise GradgraderError(
            f"{address} needs certificates",
            hint="set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, ..__CLIENT__CERT and ..__CLIENT__KEY",
        )


@contextmanager
def explained(address: str) -> Iterator[None]:
    """A scheduler that is gone, in words."""
    try:
        yield
    except OSError as error:
        raise gone(address) from error


def gone(address: str) -> GradgraderError:
    """The scheduler does not answer any more."""
    return GradgraderError(
        f"the dask scheduler at {address} is gone",
        hint="what was graded is kept: start it and its workers, and run the same command again",
    )


def check_scheduler(client: Client) -> dict[str, str]:
    """Our versions; raises GradgraderError where the scheduler, which reads our tasks, differs."""
    ours = {name: installed(name) for name in COMPARED}
    name = COMPARED[0]
    try:
        theirs = client.run_on_scheduler(importlib.metadata.version, name)
    except importlib.metadata.PackageNotFoundError as error:
        raise _lacks("the scheduler", name, ours[name]) from error
    compare("the scheduler", {name: ours[name]}, {name: public(theirs)})
    return ours


def check_workers(client: Client, ours: Mapping[str, str], workers: Iterable[str]) -> None:
    """Raises GradgraderError, naming the first worker whose packages differ from ours."""
    there = sorted(workers)
    if not there:
        return
    theirs: dict[str, dict[str, str]] = {worker: {} for worker in there}
    for name in ours:  # by a function of Python's own: it may be that gradgrader is missing there
        said = client.run(importlib.metadata.version, name, workers=there, on_error="return")
        for worker, version in said.items():
            if isinstance(version, importlib.metadata.PackageNotFoundError):
                raise _lacks(f"the worker {worker}", name, ours[name])
            if isinstance(version, str):  # else it has gone
                theirs[worker][name] = public(version)
    for worker, versions in theirs.items():
        if len(versions) == len(ours):
            compare(f"the worker {worker}", ours, versions)


def compare(who: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> None:
    """Raises GradgraderError where versions differ: verdicts might."""
    if differs := differing(ours, theirs):
        raise GradgraderError(
            f"{who} has {' and '.join(differs)}",
            hint="a verdict must not depend on where it was found: install the same everywhere",
        )


def _lacks(who: str, name: str, version: str) -> GradgraderError:
    return GradgraderError(
        f"{who} has no {name}", hint=f"there: pip install 'gradgrader[cluster]' ({name} {version})"
    )
