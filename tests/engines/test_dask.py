"""Grading on a dask cluster: the verdicts of this machine, whatever happens to the workers."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from conftest import COMMAND, ROOT
from dask_cluster import DaskCluster, children
from distributed import Client, Future
from handed_in import MATMUL, MATMUL_NN, TANH, code, write

from gradgrader.engines import _connect
from gradgrader.engines._cluster import Cluster
from gradgrader.engines._parcel import pack, unpack
from gradgrader.engines.base import Place, engine_for
from gradgrader.errors import GradgraderError
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.grading.job import Event, Graded, Job, Lost, Notice, Options, Refused
from gradgrader.model.result import SubmissionReport
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

HOSTILE = ROOT / "tests" / "hostile"
HANGS = TANH + "\nwhile True: pass\n"
ODD = [
    *("verdict/fake_progress", "verdict/replies_written_ahead", "verdict/nan"),
    *("verdict/constant_zero", "malformed/metaclass", "verdict/printed_pass"),
]
KINDS = [
    MATMUL,
    code(TANH, MATMUL_NN),
    TANH.replace("1 - a * a", "1 - a"),
    MATMUL.replace("gx @ k", "gx @ missing"),
    code("import os, signal", "os.kill(os.getpid(), signal.SIGKILL)", TANH),
    code("print('x' * 9999)", MATMUL_NN),
]
THREADS = 4  # the most that there are at once


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler; each test brings its own workers."""
    home = tmp_path_factory.mktemp("cluster")
    home.chmod(0o711)
    one = DaskCluster(home)
    yield one
    one.end()


def job(**options: object) -> Job:
    return Job(
        submissions=(),
        folders=tuple(map(str, roots())),
        options=Options(**{"seed": 7, "isolation": "auto", **options}),
    )


def grade(address: str, submissions: Iterable[Submission], **options: object) -> Iterator[Event]:
    """Events of an engine: that of the cluster, or where there is no address this machine's."""
    with engine_for(2, address) as engine:
        yield from engine.events(job(**options), submissions)


@pytest.fixture
def cohort(tmp_path: Path) -> list[Submission]:
    """Thirty that are right, wrong, crash, hang, die and lie."""
    texts = {f"s{n:02}": f"{KINDS[n % 6]}# {n}\n" for n in range(23)}
    texts |= {Path(one).name: (HOSTILE / f"{one}.py").read_text() for one in ODD}
    write(tmp_path / "subs", **texts, s23=HANGS)
    return [read(path) for path in sorted((tmp_path / "subs").glob("*.py"))]


def report(event: Graded) -> SubmissionReport:
    return dataclasses.replace(event.report, seconds=0)


def test_same_verdicts_whoever_dies(cluster: DaskCluster, cohort: list[Submission]) -> None:
    """No workers at first, then three; one of them is killed, a grader of another as well.

    Nobody holds many submissions, and nothing is left on the workers.
    """
    here = {
        event.submission: report(event)
        for event in grade("", cohort, timeout=2)
        if isinstance(event, Graded)
    }
    there: dict[int, SubmissionReport] = {}
    notices, taken, ahead = [], 0, []

    def coming() -> Iterator[Submission]:
        nonlocal taken
        for taken, submission in enumerate(cohort, 1):
            ahead.append(taken - len(there))
            yield submission

    for event in grade(cluster.address, coming(), timeout=2):
        assert not isinstance(event, Lost | Refused)
        if isinstance(event, Notice):
            notices.append(event.text)
            cluster.start(3)
        elif isinstance(event, Graded):
            there[event.submission] = report(event)
            if len(there) == 4:
                cluster.kill(cluster.workers[0].process.pid)
            elif len(there) == 8:
                os.kill(children(cluster.workers[0].process.pid)[0], signal.SIGKILL)
                cluster.start()

    assert len(cohort) == 30
    assert notices == [
        f"waiting for workers at {cluster.address} (start some: dask worker {cluster.address})"
    ]
    assert there == here
    assert max(ahead) <= 3 * THREADS
    assert cluster.graders() == []
    assert list(cluster.left()) == []


def text_of(tmp_path: Path, **texts: str) -> dict[str, Submission]:
    folder = write(tmp_path / "subs", **texts)
    return {path.stem: read(path) for path in sorted(folder.glob("*.py"))}


def busy(cluster: DaskCluster, client: Client) -> int:
    """The pid of the worker that has a grader at work, once there is one."""
    while True:
        for worker in cluster.workers:
            if children(worker.process.pid) and any(client.processing().values()):
                return worker.process.pid


def test_worker_after_worker_dies(cluster: DaskCluster, tmp_path: Path) -> None:
    """A submission over which workers keep dying is lost with a word; the run goes on."""
    subs = text_of(tmp_path, hangs=HANGS, right=MATMUL)
    cluster.start()

    def coming() -> Iterator[Submission]:
        yield subs["hangs"]
        with Client(cluster.address, set_as_default=False) as client:
            for _ in range(2):
                cluster.kill(busy(cluster, client))
                cluster.start()
        yield subs["right"]

    events = list(grade(cluster.address, coming(), timeout=60))

    words = "hangs.py: no verdict, 2 workers died over it"
    assert [event.text.endswith(words) for event in events if isinstance(event, Notice)] == [True]
    assert [event.submission for event in events if isinstance(event, Lost)] == [0]
    assert [event.submission for event in events if isinstance(event, Graded)] == [1]


def test_answer_dies_with_its_worker(
    cluster: DaskCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the word that a submission is graded and the look at its verdict: graded again."""
    (right,) = text_of(tmp_path, right=MATMUL).values()
    cluster.start()
    take, lost = Cluster._take, []  # noqa: SLF001 - what comes between the word and the look

    def late(self: Cluster, future: Future[bytes]) -> Iterator[Event]:
        if not lost:
            (holder,) = self._client.who_has([future])[future.key]
            at = {one.wait_for(r"Start worker at: +(\S+)"): one for one in cluster.workers}
            cluster.kill(at[holder].process.pid)
            while future.status == "finished":
                time.sleep(0.01)
            lost.append(future.status)
            cluster.start()
        yield from take(self, future)

    monkeypatch.setattr(Cluster, "_take", late)
    events = list(grade(cluster.address, [right]))

    assert lost == ["lost"]
    assert [event.submission for event in events if isinstance(event, Graded)] == [0]


def other_version(home: Path, name: str) -> dict[str, str]:
    """An environment in which a package is of another version."""
    folder = home / "other" / f"{name}-9.9.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 9.9\n")
    return {"PYTHONPATH": str(folder.parent)}


def test_another_version(cluster: DaskCluster, tmp_path: Path, gradgrader) -> None:
    """A worker that differs is named, whether it is there at first or comes later."""
    env = other_version(tmp_path, "torch")
    (right,) = text_of(tmp_path, right=MATMUL).values()

    def coming() -> Iterator[Submission]:
        yield right
        cluster.start(**env)
        while True:
            yield right

    with pytest.raises(GradgraderError, match=r"the worker tcp:\S+ has torch 9.9 instead of 2"):
        for _ in grade(cluster.address, coming()):
            pass
    ran = gradgrader("grade", "subs", "--cluster", cluster.address)
    cluster.kill(cluster.workers[-1].process.pid)

    assert ran.code == 2
    assert "has torch 9.9 instead of" in ran.err
    assert "install the same everywhere" in ran.err


def test_interrupted(cluster: DaskCluster, tmp_path: Path) -> None:
    """Ctrl-C: 130, and workers that are free again, with nothing left on them."""
    write(tmp_path / "subs", one=HANGS, two=HANGS + "#")
    if not cluster.workers:
        cluster.start()
    with Client(cluster.address, set_as_default=False) as client:
        process = subprocess.Popen(
            [*COMMAND, "grade", "subs", "--timeout", "60", "--cluster", cluster.address],
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
        )
        busy(cluster, client)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()

        assert (process.returncode, err.strip()) == (130, "interrupted")
        assert not any(client.processing().values())
    assert cluster.graders() == []
    assert list(cluster.left()) == []


def test_scheduler_gone(cluster: DaskCluster, tmp_path: Path) -> None:
    """What to do is said at once."""
    (right,) = text_of(tmp_path, right=MATMUL).values()
    own = DaskCluster(cluster.home)

    def until_it_ends() -> None:
        for event in grade(own.address, [right]):
            assert "waiting for workers" in event.text
            own.scheduler.end(signal.SIGKILL)

    with pytest.raises(GradgraderError, match="is gone") as raised:
        until_it_ends()
    assert "run the same command again" in raised.value.hint


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://127.0.0.1:1", "no dask scheduler answers at tcp://127.0.0.1:1"),
        ("tls://127.0.0.1:1", "tls://127.0.0.1:1 needs certificates"),
        ("lab-machine", "lab-machine is no scheduler's address"),
    ],
)
def test_no_scheduler(address: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing listens, what is no address, and what we have no key for."""
    monkeypatch.setattr("gradgrader.engines._connect.PATIENCE", 0.5)
    with pytest.raises(GradgraderError, match=words):
        list(grade(address, []))


def test_little_is_kept(cluster: DaskCluster) -> None:
    """dask remembers messages for debugging, and with each of them a submission."""
    with _connect.client(Place(graders=1, cluster=cluster.address)) as client:
        futures = [client.submit(len, bytes(9999), key=f"task-{n}") for n in range(50)]
        client.scheduler_info()  # they have gone before this
        kept = len(client.scheduler_comm.recent_message_log)
        client.cancel(futures)

    assert 0 < kept <= 10


def test_workers_that_refuse(cluster: DaskCluster, tmp_path: Path) -> None:
    """What a worker's graders can't do is told, with the worker's name."""
    (right,) = text_of(tmp_path, right=MATMUL).values()
    if not cluster.workers:
        cluster.start()
    (event,) = grade(cluster.address, [right], isolation="padded")

    assert isinstance(event, Refused)
    assert event.message.startswith("tcp://127.0.0.1:")
    assert event.message.endswith("no isolation 'padded'")
    assert event.exit_code == 2


DOUBLE = """\
format: 1
id: double
title: Twice
signature: x -> y
reference: return 2 * x
inputs: {x: m n}
"""
DOUBLED = """\
import torch


class Double(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return 2 * x

    @staticmethod
    def backward(ctx, gy):
        return 2 * gy
"""


def test_own_cluster(tmp_path: Path, gradgrader) -> None:
    """`--cluster local`, an exercise of the user's own; nothing is left behind."""
    write(tmp_path / "subs", ada=DOUBLED)
    (tmp_path / "mine" / "double").mkdir(parents=True)
    (tmp_path / "mine" / "double" / "exercise.yaml").write_text(DOUBLE)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    temporary.chmod(0o711)
    options = ("--exercises", "mine", "-e", "double", "--cluster", "local", "-j", 1)
    ran = gradgrader("grade", "subs", *options, TMPDIR=str(temporary))

    assert (ran.code, ran.err) == (0, "")
    assert "1 of 1 passed everything · mean 1.00/1 points" in ran.out.splitlines()
    assert list(temporary.iterdir()) == []


def test_what_is_shipped(tmp_path: Path) -> None:
    """The exercises of all folders; where they are unpacked is closed."""
    mine = tmp_path / "mine" / "double"
    mine.mkdir(parents=True)
    (mine / "exercise.yaml").write_text(DOUBLE)
    asked = dataclasses.replace(job(), folders=(str(roots()[0]), str(mine)))
    there = unpack(pack(asked), tmp_path / "there")
    (folder,) = there.folders

    assert Path(folder).stat().st_mode & 0o777 == 0o700
    assert {one.id: one.title for one in load_all([Path(folder)])} == {
        one.id: one.title for one in load_all([Path(name) for name in asked.folders])
    }
    assert dataclasses.replace(there, folders=asked.folders) == asked


def test_without_dask(tmp_path: Path) -> None:
    """What to install is said."""
    write(tmp_path / "subs", ada=TANH)
    hide = (
        "import sys; sys.modules['distributed'] = None; from gradgrader.cli.app import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hide, "grade", "subs", "--cluster", "local"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "gradgrader: error: --cluster needs dask: there is no module 'distributed'",
        "  pip install 'gradgrader[cluster]'",
    ]
