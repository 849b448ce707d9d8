"""The red team's ground: a grader that is watched from outside, and what must stay untouched.

Each file in hostile/ says in its first lines what it tries, which verdict is right, and how a
success would show. It is graded by a grader in a process of its own, as `gradgrader check` starts
it, which is watched from outside: a folder, four listeners, /proc, and two honest neighbours.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import secrets
import select
import signal
import site
import socket
import subprocess
import tempfile
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

import jsonschema
import msgspec
from conftest import ROOT, SCHEMA, as_json
from handed_in import TANH

from gradgrader.errors import UnreadableSubmission
from gradgrader.grading import launch
from gradgrader.grading.job import ENCODER, EVENTS, Graded, Job, Options, Refused
from gradgrader.model.result import Report, Status, SubmissionReport
from gradgrader.report.base import FORMATS, View
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

HOSTILE = Path(__file__).parent / "hostile"
FILES = sorted(p for p in HOSTILE.glob("*/*.py") if p.parent.name != "harmless")
HARMLESS = sorted(HOSTILE.glob("harmless/*.py"))
HAS_ISOLATION = "isolation" in {field.name for field in fields(Options)}
TIMEOUT = 1.0
SLACK = 6.0  # on top of the seconds that a worker has in all
READING = 15.0
SETTLED = 2.0
MEMORY = 2 << 20  # KiB that a grader may have had at its peak
BREACH, FORGED = "BREACH", "FORGED"
PRINTED = re.compile(r"<system-out>[^<]*</system-out>")
SEED = secrets.randbits(48)  # as whoever grades strangers draws one
PLACES = {
    Path.home(),
    Path("/tmp"),
    Path("/var/tmp"),
    Path("/dev/shm"),
    Path("/run"),
    ROOT,
    ROOT / "gradgrader",
    ROOT / "exercises",
    *map(Path, site.getsitepackages()),
}
_HEADER = re.compile(r"^# (hostile|verdict|evidence|timeout): (.+)$", re.MULTILINE)
_REPEAT = re.compile(r"\{\{REPEAT (\d+) (.*?)\}\}")
KINDS = {"none", "file", "network", "process", "neighbour", "read"}

# service.main as it is, except that one job after another comes on standard input, a line each
LOCKSTEP = """
import json, sys; sys.path[:] = json.loads(sys.argv.pop())
from types import SimpleNamespace
from gradgrader.grading import service
once, lines = service.serve, sys.stdin.buffer
sys.stdin = SimpleNamespace(buffer=SimpleNamespace(readline=lines.readline))
def serve(job, zygote, events):
    while True:
        once(job, zygote, events)
        line = lines.readline()
        if not line:
            return
        job = service.JOBS.decode(line)
service.serve = serve
service.main()
# TOKEN
"""


class Broken(Exception):
    """The grader itself came to harm."""


@dataclass(frozen=True)
class Told:
    """What a file's header says."""

    path: Path
    hostile: str
    verdict: str
    evidence: str
    timeout: float

    @classmethod
    def of(cls, path: Path) -> Told:
        text = path.read_text(encoding="utf-8")
        said = dict(_HEADER.findall("\n".join(text.split("\n")[:6])))
        return cls(
            path,
            said["hostile"],
            said["verdict"],
            said["evidence"],
            float(said.get("timeout", 10 if said["verdict"] == "passed" else TIMEOUT)),
        )


@cache
def lab() -> tempfile.TemporaryDirectory[str]:
    """A folder with the lab's exercises: what a file may do depends on none of the others."""
    folder = tempfile.TemporaryDirectory(prefix="lab-")
    for name in ("matmul", "tanh", "matmul_nn", "attn"):
        (Path(folder.name) / name).symlink_to(ROOT / "exercises" / name)
    return folder


def options(timeout: float, without: tuple[str, ...] = ()) -> Options:
    """How strangers are graded; `without` are layers to switch off."""
    more: dict[str, Any] = {"isolation": "full"} if HAS_ISOLATION else {}
    if without:  # which nobody may call full
        more |= {"isolation": "auto", "without": without}
    return Options(timeout=timeout, seed=SEED, **more)


def processes() -> dict[int, tuple[int, str]]:
    """Parent and state of each process."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent, *_ = stat.read_text(errors="replace").rpartition(")")[2].split()
            found[int(stat.parent.name)] = int(parent), state
    return found


def contents(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


class Host(launch.Grading):
    """A grader that takes one job after another, and is watched."""

    def __enter__(self) -> Self:
        self.token = secrets.token_hex(8)
        before, launch._START = launch._START, LOCKSTEP.replace("TOKEN", self.token)  # noqa: SLF001
        try:
            super().__enter__()
        finally:
            launch._START = before  # noqa: SLF001
        self._rest = b""
        self.started = False
        return self

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def scratch(self) -> Path:
        return Path(self._scratch.name)

    def grade(
        self, submissions: Sequence[Submission], chosen: Options, bound: float
    ) -> list[SubmissionReport]:
        """A report of each; raises Broken where the grader dies, hangs, gives up or is forged."""
        job = Job(submissions=tuple(submissions), folders=(lab().name,), options=chosen)
        ends = time.monotonic() + bound + (0 if self.started else 20)
        try:
            self._process.stdin.write(ENCODER.encode(job) + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise Broken("the grader is gone") from error
        reports: list[SubmissionReport] = []
        while len(reports) < len(submissions):
            event = EVENTS.decode(self._line(ends))
            self.started = True
            if isinstance(event, Refused):
                raise Broken(f"the grader gave up: {event.message}\n{event.detail}")
            if isinstance(event, Graded):
                if event.submission != len(reports):
                    raise Broken(f"a report on submission {event.submission} that was not due")
                reports.append(event.report)
        if select.select([self._process.stdout], [], [], 0)[0] or self._rest:
            raise Broken("the grader said more than it was asked")
        return reports

    def _line(self, ends: float) -> bytes:
        while b"\n" not in self._rest:
            ready = select.select([self._process.stdout], [], [], max(0, ends - time.monotonic()))
            if not ready[0]:
                raise Broken("the grader did not answer in time")
            more = os.read(self._process.stdout.fileno(), 1 << 20)
            if not more:
                raise Broken(f"the grader is gone (code {self._process.wait()})")
            self._rest += more
        line, self._rest = self._rest.split(b"\n", 1)
        return line

    def subjects(self) -> set[int]:
        """Every process that came from this grader, zombies too, without the grader."""
        known = processes()
        token, folder = self.token.encode(), str(self.scratch).encode()
        found = {self.pid}
        while more := {p for p, (parent, _) in known.items() if parent in found} - found:
            found |= more
        for pid in set(known) - found:
            with contextlib.suppress(OSError):
                here = bytes(Path(f"/proc/{pid}/cwd").readlink())
                if folder in here or folder in contents(pid, "environ"):
                    found.add(pid)
            if token in contents(pid, "cmdline"):
                found.add(pid)
        return found - {self.pid, os.getpid()}

    def peak(self) -> int:
        """KiB of memory that the grader had at most."""
        match = re.search(rb"VmHWM:\s+(\d+)", contents(self.pid, "status"))
        return int(match[1]) if match else 0

    def end(self) -> None:
        """End it, and all that came from it."""
        left = self.subjects()
        with contextlib.suppress(RecursionError):
            self.__exit__(Broken, None, None)
        subprocess.run(["rm", "-rf", self.scratch], check=False)
        for pid in left | (self.subjects() - {self.pid}):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


class Ground:
    """A warm grader with honest reports to compare with; a fresh one after harm."""

    def __init__(self, folder: Path) -> None:
        self._wrong = folder / "wrong.py"
        self._right = folder / "right.py"
        self._right.write_text(TANH, encoding="utf-8")
        self._wrong.write_text(TANH.replace("1 - a * a", "1 - a"), encoding="utf-8")
        self._host: Host | None = None
        self.expected: list[SubmissionReport] = []
        self.base: set[int] = set()

    @property
    def host(self) -> Host:
        if self._host is None:
            self._host = Host().__enter__()
            self.expected = self.neighbours()
            assert [r.status for r in self.expected] == [Status.PASSED, Status.FAILED]
            self.base = self._host.subjects()
        return self._host

    def honest(self) -> list[Submission]:
        return [read(self._right), read(self._wrong)]

    def neighbours(self) -> list[SubmissionReport]:
        """Reports on the honest ones, without the times that they took."""
        found = self.host.grade(self.honest(), options(10), 60)
        return [replace(report, seconds=0) for report in found]

    def reset(self) -> None:
        if self._host is not None:
            self._host.end()
            self._host = None

    def left(self) -> list[str]:
        """Processes and folders that are still there after a while."""
        ends = time.monotonic() + SETTLED
        while True:
            pids = self.host.subjects() - self.base
            folders = list(self.host.scratch.iterdir())
            if (not pids and not folders) or time.monotonic() > ends:
                return [
                    *(f"process left: {p} {contents(p, 'cmdline')[-80:]!r}" for p in pids),
                    *(f"scratch left: {folder}" for folder in folders),
                ]
            time.sleep(0.02)


class World:
    """What a submission must not reach; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.mark = f"hostile-{secrets.token_hex(6)}"
        self.secret = secrets.token_hex(16)
        self.canary = folder / "canary"
        (self.canary / "sub").mkdir(parents=True)
        (self.canary / "secret.txt").write_text(self.secret)
        (self.canary / "data.txt").write_text("data\n" * 9)
        (self.canary / "neighbour.py").write_text(f"# {self.secret}\n{TANH}")
        (self.canary / "secret.txt").chmod(0o600)
        self._sockets = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX),
            "path": socket.socket(socket.AF_UNIX),
        }
        self._sockets["udp"].bind(("127.0.0.1", 0))
        self._sockets["unix"].bind(f"\0{self.mark}")
        self._sockets["path"].bind(str(self.canary / "socket"))
        for name in ("unix", "path"):
            self._sockets[name].listen()
        self._before = self._state()
        self.key = zlib.crc32(self.mark.encode()) & 0x7FFFFFFF

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._sockets.values():
            one.close()

    def fill(self, text: str, host: Host) -> str:
        """The text with what it needs to know put in."""
        values = {
            "CANARY_DIR": str(self.canary),
            "TCP_PORT": self._sockets["tcp"].getsockname()[1],
            "UDP_PORT": self._sockets["udp"].getsockname()[1],
            "UNIX_NAME": self.mark,
            "GRADER_PID": host.pid,
            "MARK": self.mark,
            "SHM_KEY": self.key,
            "NUL": "\0",
        }
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", str(value))
        return _REPEAT.sub(lambda m: m[2].replace("\\n", "\n") * int(m[1]), text)

    def evidence(self) -> list[str]:
        """What was reached; whatever was left behind is removed."""
        found = [f"{name}: a listener was reached" for name in self._reached()]
        after = self._state()
        changed = {k for k in self._before | after if self._before.get(k) != after.get(k)}
        found += [f"canary changed: {name}" for name in sorted(changed)]
        for place in PLACES:
            for path in place.glob(f"*{self.mark}*"):
                found.append(f"file written: {path}")
                path.unlink()
        with contextlib.suppress(OSError):
            table = Path("/proc/sysvipc/shm").read_text()
            for key, identity, *_ in map(str.split, table.splitlines()[1:]):
                if int(key) == self.key:
                    found.append("shared memory left (System V)")
                    os.system(f"ipcrm -m {identity}")
        return found

    def _reached(self) -> list[str]:
        ready = set(select.select(list(self._sockets.values()), [], [], 0)[0])
        return [name for name, one in self._sockets.items() if one in ready]

    def _state(self) -> dict[str, object]:
        """Everything about the folder that a submission could change."""
        found: dict[str, object] = {}
        for path in (self.canary, *self.canary.rglob("*")):
            status = path.lstat()
            owner = status.st_mode, status.st_uid, status.st_gid, status.st_nlink
            times = (status.st_mtime_ns, status.st_ctime_ns)
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            found[str(path.relative_to(self.canary))] = owner, times, content
        return found


def read_apart(path: Path) -> Submission | str:
    """`read(path)` in a process of its own, or why it can't be graded; raises Broken."""
    end, start = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.close(end)
            try:
                answer = b"+" + msgspec.json.encode(read(path))
            except UnreadableSubmission as error:
                answer = b"-" + str(error).encode()
            except BaseException as error:  # noqa: BLE001 - the command would end with it
                answer = f"!{type(error).__name__}: {error}"[:500].encode()
            with os.fdopen(start, "wb") as file:
                file.write(answer)
        finally:
            os._exit(0)
    os.close(start)
    answer, ends = b"", time.monotonic() + READING
    with os.fdopen(end, "rb", buffering=0) as file:
        while select.select([file], [], [], max(0, ends - time.monotonic()))[0]:
            more = file.read(1 << 20)
            if not more:
                break
            answer += more
        else:
            answer = f"!not read within {READING:g} s".encode()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    if answer[:1] == b"+":
        return msgspec.json.decode(answer[1:], type=Submission)
    if answer[:1] == b"-":
        return answer[1:].decode()
    raise Broken(f"reading the file: {answer[1:].decode() or 'Python crashed'}")


@cache
def _scripts(name: str) -> int:
    """How many a page has of its own."""
    nobody = Report(gradgrader="0", torch="0", seed=0, isolation="full", submissions=[])
    return FORMATS[name](nobody, View(width=400)).count("<script")


def unclean(report: SubmissionReport) -> list[str]:
    """What a format lets through to whoever reads it."""
    whole = Report(gradgrader="0", torch="0", seed=0, isolation="full", submissions=[report])
    found = []
    for name in FORMATS:
        text = FORMATS[name](whole, View(width=400))
        odd = {c for c in text if (ord(c) < 32 and c not in "\n\t\r") or ord(c) in range(127, 160)}
        odd |= {c for c in text if c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"}
        if odd and name != "json":
            found.append(f"{name} shows {sorted(map(ascii, odd))}")
        told = PRINTED.sub("", text)  # where a reader of JUnit expects what was printed
        if report.status is not Status.PASSED and any(
            line.strip(" \t|│").startswith(FORGED) for line in told.split("\n")
        ):
            found.append(f"{name} has a line that the submission wrote")
        if "html" in name and text.count("<script") != _scripts(name):
            found.append(f"{name} has another script")
        if "csv" in name:
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            found += [f"csv has a formula: {c[:20]!r}" for c in cells if c[:1] in {*"=@+"}]
    jsonschema.validate(json.loads(as_json(report)), SCHEMA)
    return found


def judged(told: Told, report: SubmissionReport, secret: str) -> list[str]:
    """What is wrong with a report on a hostile file."""
    found = unclean(report)
    text = as_json(report)
    if told.verdict == "not-passed" and report.status is Status.PASSED:
        found.append("it passed")
    if told.verdict == "passed" and (report.status is not Status.PASSED or report.problems):
        found.append(f"it did not pass as it is: {report.status} {report.problems}")
    if BREACH in text:
        found.append(re.search(rf"{BREACH}[^\"\\]*", text)[0][:200])
    if secret in text:
        found.append("the secret came out")
    return found


def tried(told: Told, ground: Ground, world: World, without: tuple[str, ...] = ()) -> list[str]:
    """Grade one file, and say everything that should not have happened."""
    found: list[str] = []
    path = world.canary.parent / "solution.py"
    path.write_text(world.fill(told.path.read_text(encoding="utf-8"), ground.host))
    try:
        submission = read_apart(path)
        if isinstance(submission, str):
            return [] if told.verdict != "passed" else [submission]
        bound = 12 * told.timeout + SLACK
        started = time.monotonic()
        (report,) = ground.host.grade([submission], options(told.timeout, without), bound)
        found += judged(told, report, world.secret)
        if (took := time.monotonic() - started) > bound:
            found.append(f"it took {took:.1f} s")
        found += ground.left()
        if ground.host.peak() > MEMORY:
            found.append(f"the grader had {ground.host.peak() >> 10} MiB")
        if ground.neighbours() != ground.expected:
            found.append("an honest neighbour got another report")
    except (Broken, msgspec.DecodeError) as error:
        found.append(f"{type(error).__name__}: {error}")
    found += world.evidence()
    if found:
        ground.reset()
    return found
