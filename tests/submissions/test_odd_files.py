"""Whatever lies in a folder or is given as a file: one clear line, never a hang or a crash."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest
from handed_in import ATTN, MATMUL, TANH, code, notebook, write

from gradgrader.errors import UnreadableSubmission
from gradgrader.submissions import folder, text
from gradgrader.submissions.read import MAX_SOURCE, MAX_TOLD, read
from gradgrader.submissions.source import Submission
from gradgrader.submissions.text import MAX_BYTES, decode, label, shown

pytestmark = pytest.mark.timeout(60)
MARK = "\N{RIGHT-TO-LEFT OVERRIDE}"
ODD = f"a\n✔ \x1b[31m'\"{MARK}b"
OUT = "is a link that leads out of the folder, and was skipped"
NOWHERE = "is a link that leads nowhere, and was skipped"


@pytest.fixture
def ada(tmp_path) -> Path:
    """A folder with one right file."""
    return write(tmp_path / "ada", solution=MATMUL)


def told(submission: Submission) -> list[tuple[str, str]]:
    """(place, message) of each problem."""
    return [(str(p.location or ""), p.message) for p in submission.problems]


def names(submission: Submission) -> list[str]:
    return [unit.name for unit in submission.units]


def refused(path: Path) -> UnreadableSubmission:
    """The one error, in one line."""
    with pytest.raises(UnreadableSubmission) as caught:
        read(path)
    assert "\n" not in caught.value.message + caught.value.hint + caught.value.path
    return caught.value


def special(path: Path, kind: str) -> None:
    """Something at `path` that is no regular file."""
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket must be short
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
        os.chdir(here)
    else:
        path.symlink_to({"zero": "/dev/zero", "null": "/dev/null", "tty": "/dev/tty"}[kind])


SPECIAL = ["fifo", "socket", "zero", "null", "tty"]


@pytest.mark.parametrize("ending", ["py", "ipynb", "zip", "tar.gz"])
@pytest.mark.parametrize("kind", SPECIAL)
def test_special_file_as_the_argument(kind: str, ending: str, tmp_path) -> None:
    """It is not opened: a FIFO would wait for a writer, and /dev/zero never ends."""
    special(tmp_path / f"x.{ending}", kind)

    assert refused(tmp_path / f"x.{ending}").message == "is no regular file"


@pytest.mark.parametrize("kind", SPECIAL)
def test_special_file_in_a_folder(kind: str, ada) -> None:
    """It is told, and the rest is read."""
    special(ada / "x.py", kind)
    submission = read(ada)

    assert names(submission) == ["solution.py"]
    words = OUT if kind in {"zero", "null", "tty"} else "is no regular file"
    assert told(submission) == [("x.py", words)]


def test_command_on_special_files(gradgrader, tmp_path) -> None:
    """One line each, exit code 2, and it ends."""
    for kind in ("fifo", "zero"):
        special(tmp_path / f"{kind}.py", kind)
    (tmp_path / "loop.py").symlink_to("loop.py")
    ran = gradgrader("check", "fifo.py", "zero.py", "loop.py", "--quiet")

    assert ran.code == 2
    assert ran.err == ""
    assert ran.out.splitlines()[:3] == [
        "✘ fifo.py nothing could be graded: is no regular file",
        "✘ zero.py nothing could be graded: is no regular file",
        "✘ loop.py nothing could be graded: there is no such file",
    ]


def test_link_as_the_argument_is_followed(tmp_path, ada) -> None:
    """To a file, to a folder, and through several links."""
    (tmp_path / "file.py").symlink_to(ada / "solution.py")
    (tmp_path / "folder").symlink_to(ada)
    (tmp_path / "again").symlink_to("folder")

    assert names(read(tmp_path / "file.py")) == ["file.py"]
    assert names(read(tmp_path / "folder")) == ["solution.py"]
    assert names(read(tmp_path / "again")) == ["solution.py"]


def test_links_that_lead_out_of_the_folder(tmp_path, ada) -> None:
    """Whether to a file or a folder, absolute or not; data that is never read isn't mentioned."""
    write(tmp_path / "bob", secret=TANH)
    (tmp_path / "adam").mkdir()
    (ada / "a.py").symlink_to(tmp_path / "bob" / "secret.py")
    (ada / "b.py").symlink_to("../bob/secret.py")
    (ada / "c").symlink_to(tmp_path / "bob")
    (ada / "d").symlink_to("../adam")
    (ada / "data.csv").symlink_to("/etc/passwd")
    (tmp_path / "link").symlink_to(ada)
    expected = [(name, OUT) for name in ("a.py", "b.py", "c", "d")]

    for path in (ada, tmp_path / "link"):
        assert names(read(path)) == ["solution.py"]
        assert told(read(path)) == expected


def test_links_inside_the_folder(ada) -> None:
    """A file is read under both names; a folder under its own, so circles end."""
    write(ada / "lab", first=TANH)
    (ada / "second.py").symlink_to("lab/first.py")
    (ada / "lab" / "up").symlink_to("..")
    (ada / "same").symlink_to("lab")
    submission = read(ada)

    assert names(submission) == ["lab/first.py", "second.py", "solution.py"]
    assert submission.problems == ()


def test_links_that_lead_nowhere(ada) -> None:
    """Dangling, or in a circle."""
    (ada / "a.py").symlink_to("nothing.py")
    (ada / "b.py").symlink_to("b.py")
    (ada / "c.py").symlink_to("d.py")
    (ada / "d.py").symlink_to("c.py")
    (ada / "data").symlink_to("data")

    assert told(read(ada)) == [(f"{name}.py", NOWHERE) for name in "abcd"]


def test_module_beside_a_file_that_leads_out(tmp_path, ada) -> None:
    """A link beside the file is looked at like one in a folder."""
    write(tmp_path / "bob", secret=TANH)
    write(ada, solution=code("import secret, mine, gone", MATMUL), real="x = 1\n")
    (ada / "secret.py").symlink_to("../bob/secret.py")
    (ada / "mine.py").symlink_to("real.py")
    (ada / "gone.py").symlink_to("gone.py")
    submission = read(ada / "solution.py")

    assert set(submission.modules) == {"mine"}
    assert told(submission) == [("secret.py", OUT)]


def test_special_file_beside_a_file(ada) -> None:
    """Importing it fails in the learner's process, at the learner's line."""
    write(ada, solution=code("import pipe, " + "x" * 300, MATMUL))
    special(ada / "pipe.py", "fifo")

    assert read(ada / "solution.py").modules == {}


def test_folders_with_names_of_files(ada) -> None:
    """Are looked into like all folders."""
    write(ada / "x.py", inner=TANH)
    (ada / "y.ipynb").mkdir()

    assert names(read(ada)) == ["solution.py", "x.py/inner.py"]
    assert names(read(ada / "x.py")) == ["inner.py"]
    assert refused(ada / "y.ipynb").message == "holds no .py file and no notebook"


def test_what_no_learner_writes_is_ignored(ada) -> None:
    """Neither read nor told."""
    for name in (".git", "__pycache__", "__MACOSX", ".ipynb_checkpoints", "node_modules"):
        write(ada / name, broken="(")
    (ada / ".hidden.py").symlink_to("/etc/passwd")
    submission = read(ada)

    assert names(submission) == ["solution.py"]
    assert submission.problems == ()


def test_entry_that_the_system_will_not_describe(ada, monkeypatch) -> None:
    """Of a broken disk or a network that went away."""

    def fail(*_: object) -> bool:
        raise OSError(116, "Stale file handle")

    (ada / "x.py").symlink_to("solution.py")
    monkeypatch.setattr(folder, "leads_out", fail)

    assert told(read(ada)) == [("x.py", "can't be read: Stale file handle")]


AS_NOBODY = """
import difflib, os, sys
from pathlib import Path
from gradgrader.errors import UnreadableSubmission
from gradgrader.submissions.read import read
os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in sys.argv[1:]:
    try:
        print([(str(p.location or ""), p.message) for p in read(Path(path)).problems])
    except UnreadableSubmission as error:
        print(error)
"""
TOLD = [("closed.py", "read"), ("vault", "looked into")]
CLOSED = ("closed.py", "vault", "vault/x.py", "hand_in.zip")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_what_may_not_be_read(tmp_path) -> None:
    """In the system's words; in a folder the rest is read. (In a process without root's rights.)"""
    top = Path("/tmp") / f"gradgrader-{tmp_path.name}-{os.getpid()}"  # nobody may enter it
    ada = write(top, solution=MATMUL, closed=TANH)
    try:
        (ada / "closed.py").chmod(0)
        (ada / "vault").mkdir()
        (ada / "vault").chmod(0)
        (ada / "hand_in.zip").touch(0)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, ada, *(ada / name for name in CLOSED)],
            capture_output=True,
            text=True,
            check=False,
            env={},  # without coverage's variables: nobody may not write its data file
        )
    finally:
        subprocess.run(["rm", "-r", top], check=True)

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        str([(name, f"can't be {what}: Permission denied") for name, what in TOLD]),
        "can't be read: Permission denied",
        "can't be looked into: Permission denied",
        "can't be read: Permission denied",
        "can't be read: Permission denied",
    ]


@pytest.mark.parametrize("reason", ["Permission denied", None])
def test_open_that_fails(reason: str | None, ada, monkeypatch) -> None:
    """The same without root: the system refuses to open the file, and may give no reason."""

    def refuse(*_: object) -> int:
        raise OSError(13, reason) if reason else OSError

    monkeypatch.setattr(text.os, "open", refuse)

    words = f"can't be read: {reason or 'the system gives no reason'}"
    assert refused(ada / "solution.py").message == words
    assert refused(ada).message == f"solution.py: {words}"


class Failing:
    """A file whose disk is broken."""

    def __init__(self, number: int, mode: str) -> None:
        self._file = open(number, mode)  # noqa: SIM115 - closed in __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, _: int) -> bytes:
        raise OSError(5, "Input/output error")


def test_read_that_fails(ada, monkeypatch) -> None:
    """The file opens, and then the disk fails."""
    monkeypatch.setattr(text.os, "fdopen", Failing)

    assert refused(ada / "solution.py").message == "can't be read: Input/output error"


def test_folder_with_ten_thousand_files(tmp_path) -> None:
    """500 are read, by name, and that is told; the others cost no time."""
    (tmp_path / "all").mkdir()
    for number in range(10_000):
        (tmp_path / "all" / f"f{number:05}.py").write_text(MATMUL)
    started = time.monotonic()
    submission = read(tmp_path / "all")

    assert names(submission)[:2] == ["f00000.py", "f00001.py"]
    assert len(submission.units) == 500
    assert told(submission) == [("", "holds more than 500 files; the first 500 were read")]
    assert time.monotonic() - started < 20


def test_folder_with_more_entries_than_are_looked_at(ada, monkeypatch) -> None:
    """Told once, however deep one is."""
    monkeypatch.setattr(folder, "MAX_LOOKED_AT", 20)
    for number in range(30):
        (ada / "a" / "b" / f"{number}").mkdir(parents=True)
    (ada / "0.py").write_text(TANH)
    submission = read(ada)

    assert names(submission) == ["0.py"]
    assert told(submission) == [("", "holds more than 20 files; the rest was not looked at")]


def test_folder_with_too_many_bytes(ada, monkeypatch) -> None:
    """What was read until then is graded."""
    monkeypatch.setattr(folder, "MAX_ALL", len(MATMUL) + 10)
    write(ada, zzz=TANH)
    submission = read(ada)

    assert names(submission) == ["solution.py"]
    assert "what comes after that was not read" in submission.problems[0].message


def test_very_deep_folder(ada) -> None:
    """32 folders are gone down; a path that the system itself calls too long is told too."""
    here = Path.cwd()
    os.chdir(ada)
    for _ in range(100):
        Path("f" * 100).mkdir()
        os.chdir("f" * 100)
    os.chdir(here)
    (place, message), *rest = told(read(ada))

    assert names(read(ada)) == ["solution.py"]
    assert message == "is more than 32 folders deep, and was not looked into"
    assert place.startswith("…") and len(place) == text.MAX_NAME
    assert rest == []


def test_deep_folder_with_long_names(ada, monkeypatch) -> None:
    """Where the path gets longer than the system takes."""
    monkeypatch.setattr(folder, "MAX_DEPTH", 1000)
    here = Path.cwd()
    os.chdir(ada)
    for _ in range(50):
        Path("f" * 200).mkdir()
        os.chdir("f" * 200)
    os.chdir(here)

    assert [message for _, message in told(read(ada))] == [
        "can't be looked into: File name too long"
    ]


def test_long_relative_path(grade, ada) -> None:
    """What is too long for a name keeps its end, and is graded."""
    deep = ada.joinpath(*["folder with a long name"] * 9)
    write(deep, attn=ATTN)
    report = grade(ada)
    (place,) = [g.location.file for g in report.grades if g.exercise == "attn"]

    assert place.startswith("…") and place.endswith("/attn.py") and len(place) == text.MAX_NAME
    assert len(report.grades) == 2


def test_long_name_as_the_argument(grade, tmp_path) -> None:
    """One that the system takes is graded, one that it doesn't is told."""
    assert len(grade(MATMUL, name="x" * 240 + ".py").grades) == 1
    assert refused(tmp_path / ("x" * 300 + ".py")).message == "can't be read: File name too long"


def test_file_below_a_file(ada) -> None:
    """Is missing."""
    assert refused(ada / "solution.py" / "x.py").message == "there is no such file"


@pytest.mark.parametrize("name", ["x.py", "lab"])
def test_what_vanishes_while_being_read(name: str, ada, monkeypatch) -> None:
    """Between the listing of the folder and the reading."""
    write(ada / "lab", first=TANH)
    write(ada, x=TANH)
    scandir = os.scandir

    def vanish(path: Path) -> object:
        listing = scandir(path)
        if Path(path) == ada:
            subprocess.run(["rm", "-r", ada / name], check=True)
        return listing

    monkeypatch.setattr(folder.os, "scandir", vanish)
    submission = read(ada)

    assert "solution.py" in names(submission)
    assert len(submission.problems) <= 1  # none where the listing came after all


def test_file_that_vanishes_between_looking_and_opening(ada, monkeypatch) -> None:
    """Is missing."""
    real = os.open

    def vanish(path: Path, flags: int) -> int:
        path.unlink()
        return real(path, flags)

    monkeypatch.setattr(text.os, "open", vanish)

    assert refused(ada / "solution.py").message == "there is no such file"


def test_file_that_becomes_a_fifo(ada, monkeypatch) -> None:
    """Opening does not wait, and nothing is read."""
    real = os.open

    def exchange(path: Path, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return real(path, flags)

    monkeypatch.setattr(text.os, "open", exchange)

    assert refused(ada / "solution.py").message == "is no regular file"


def test_file_that_grows(tmp_path) -> None:
    """Whatever stat said, no more than 16 MiB are read."""
    (tmp_path / "x.ipynb").write_bytes(b" " * (MAX_BYTES + 1))
    error = refused(tmp_path / "x.ipynb")

    assert error.code == "too-large"
    assert error.message == "has 17 MB; at most 16 MiB are read"


def test_file_that_is_written_to_all_the_time(ada) -> None:
    """Some state of it is graded, or told."""
    stop = threading.Event()

    def scribble() -> None:
        while not stop.is_set():
            (ada / "x.py").write_text(TANH * 50)
            (ada / "x.py").unlink()

    writer = threading.Thread(target=scribble)
    writer.start()
    try:
        for _ in range(30):
            assert "solution.py" in names(read(ada))
    finally:
        stop.set()
        writer.join()


def test_odd_names_in_a_folder(gradgrader, ada) -> None:
    """Line ends, quotes, colours and turned text come out on one line and harmless."""
    (ada / f"{ODD}.py").write_text("x = (\n")
    (ada / os.fsdecode(b"latin\xe4.py")).write_text("y = (\n")
    (ada / f"{ODD}").symlink_to("/tmp")
    ran = gradgrader("check", "ada", columns=120)

    assert ran.code == 0
    assert ran.err == ""
    assert "a?✔ ?[31m'\"?b.py, line 1: '(' was never closed" in ran.out
    assert f"a?✔ ?[31m'\"?b: {OUT}" in ran.out
    assert "latin?.py, line 1: '(' was never closed" in ran.out
    assert MARK not in ran.out and "\x1b" not in ran.out


def test_odd_names_as_the_argument(gradgrader, tmp_path) -> None:
    """In the heading, and in the hint for a name that is missing."""
    (tmp_path / f"{ODD}.py").write_text("x = (\n")
    (tmp_path / os.fsdecode(b"latin\xe4.py")).write_text("x = (\n")
    ran = gradgrader("check", f"{ODD}.py", f"{ODD}c.py", os.fsdecode(b"latin\xe4.py"))

    assert ran.code == 2
    assert ran.err == ""
    assert "a?✔ ?[31m'\"?b.py\n" in ran.out
    assert "did you mean a?✔ ?[31m'\"?b.py?" in ran.out
    assert "latin?.py\n" in ran.out
    assert not any(mark in ran.out for mark in (MARK, "\x1b", "\n✔ "))


def test_names_that_look_the_same(ada) -> None:
    """Two names that are shown alike are told of, and one of them is read."""
    (ada / "x\n.py").write_text(TANH)
    (ada / "x\r.py").write_text(ATTN)

    assert told(read(ada)) == [
        ("x?.py", "there is more than one file of that name; the last one was read")
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("solution.py", "solution.py"),
        ("Lösung für 名.py", "Lösung für 名.py"),
        ("a\nb\tc\x7f.py", "a?b?c?.py"),
        (f"a{MARK}\N{LINE SEPARATOR}\N{ZERO WIDTH SPACE}b", "a???b"),
        ("\udce4\ud800", "??"),
    ],
)
def test_shown(name: str, expected: str) -> None:
    """What can be seen stays, one question mark for each character that can't."""
    assert shown(name) == label(name) == expected


@pytest.mark.parametrize(
    "encoding",
    ["rot13", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "hex", "os"],
)
def test_encodings_that_are_none_for_source(encoding: str) -> None:
    """They hide what a file says, take minutes, or don't make text at all."""
    with pytest.raises(UnreadableSubmission, match="declares an encoding") as caught:
        decode(f"# -*- coding: {encoding} -*-\nx = 1\n".encode(), "x.py")

    assert caught.value.line == 1


def test_encoding_that_does_not_fit() -> None:
    """A file that declares ASCII and is UTF-8."""
    with pytest.raises(UnreadableSubmission, match="or that it is not written in"):
        decode("# coding: ascii\nx = 'ä'\n".encode(), "x.py")


HOSTILE: dict[str, Callable[[], str]] = {
    "long sum": lambda: "x = 1" + " + 1" * 2500,
    "long chain": lambda: "x = a" + ".a" * 2500,
    "long elif": lambda: "if x: 0\n" + "elif x: 0\n" * 1200,
    "chain as a base": lambda: f"class A(a{'.a' * 2500}): pass",
    "minus minus": lambda: "x = " + "-" * 100_000 + "1",
    "parentheses": lambda: "(" * 100_000,
    "many classes": lambda: "class A(Function): 0\n" * 20_000,
    "many different classes": lambda: "".join(f"class A{n}(A{n - 1}): 0\n" for n in range(20_000)),
    "braces": lambda: "x = f'" + "{a}" * 160_000 + "'",
    "one endless line": lambda: "x = " + "1, " * 100_000 + ")",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_source(name: str, ada) -> None:
    """Too deep, too long or too many for a naive reader: told or read, and soon."""
    write(ada, hostile=HOSTILE[name]())
    started = time.monotonic()
    submission = read(ada)

    assert "solution.py" in names(submission)
    assert all(len(problem.message) < 1000 for problem in submission.problems)
    assert time.monotonic() - started < 20


def test_too_much_python(ada) -> None:
    """A file has at most 256 KiB of it, and all files together 1 MiB."""
    line = "x = '" + "y" * 250 + "'\n"
    full = MAX_SOURCE // len(line)
    write(ada, v=line * (full + 5), w=line * full, x=line * full, y=line * full, z=line * full)

    assert told(read(ada)) == [
        ("v.py", "has 257 KiB of Python; at most 256 are graded"),
        ("z.py", "was left out: at most 1 MiB of Python are graded in all"),
    ]
    assert refused(ada / "v.py").code == "too-large"


def test_nothing_but_what_was_left_out(tmp_path) -> None:
    """Where no Function is found, it may be in the first file that could not be read."""
    ada = write(tmp_path / "ada", notes="x = 1\n", solution="x = 1\ny = (\n")
    with pytest.raises(UnreadableSubmission) as caught:
        read(ada)

    assert caught.value.message.startswith(
        "defines no autograd.Function; besides, solution.py, line 2: '(' was never closed"
    )


MAGIC = {
    "a line for each parse": "\n".join(["%matplotlib inline"] * 5000),
    "no help": "a?" + " " * 200_000 + "x",
    "nothing assigned": " " * 200_000 + "x ! y",
    "many flags": "%time " + "-a " * 50_000 + "(",
}


@pytest.mark.parametrize("name", MAGIC)
def test_hostile_magics(name: str, tmp_path) -> None:
    """Looking for magics takes no longer for lines made to slow it down."""
    (tmp_path / "x.ipynb").write_text(notebook(MAGIC[name], MATMUL), encoding="utf-8")
    started = time.monotonic()
    submission = read(tmp_path / "x.ipynb")

    assert submission.units[-1].source.strip() == MATMUL.strip()
    assert len(submission.problems) <= MAX_TOLD + 1
    assert time.monotonic() - started < 20


def test_notebook_of_a_million_cells(tmp_path) -> None:
    """2,000 code cells are read."""
    cells = ",".join(['{"cell_type": "code"}'] * 300_000)
    (tmp_path / "x.ipynb").write_text(f'{{"cells": [{cells}]}}', encoding="utf-8")
    with pytest.raises(UnreadableSubmission, match="is empty"):
        read(tmp_path / "x.ipynb")
    (tmp_path / "x.ipynb").write_text(notebook(MATMUL, *[""] * 2500), encoding="utf-8")
    submission = read(tmp_path / "x.ipynb")

    assert len(submission.units) == 2000
    assert told(submission) == [("", "has more than 2000 code cells; the first 2000 were read")]


ODD_CELLS = {
    "number": 5,
    "list of numbers": [1, 2],
    "list of lists": [["x = 1"]],
    "object": {"a": 1},
    "null": None,
    "true": True,
}


@pytest.mark.parametrize("source", ODD_CELLS.values(), ids=ODD_CELLS)
def test_cell_whose_source_is_no_text(source: object, tmp_path) -> None:
    """Is told, and the others are read."""
    import json

    book = json.loads(notebook(MATMUL))
    book["cells"].insert(0, {"cell_type": "code", "source": source})
    (tmp_path / "x.ipynb").write_text(json.dumps(book), encoding="utf-8")
    words = "the source of this cell is no text, so the cell was taken to be empty"

    assert told(read(tmp_path / "x.ipynb")) == [("cell 1", words)]


@pytest.mark.parametrize(
    ("book", "words"),
    [
        ("[" * 100_000, "it is nested too deep"),
        ('{"cells": ' + "[" * 100_000, "it is nested too deep"),
        ('{"worksheets": [{"cells": 5}]}', "it has no cells"),
        ('{"worksheets": [5]}', "it has no cells"),
        ('{"cells": null}', "it has no cells"),
        ("5" * 5000, "it has no cells"),
        ("NaN", "it has no cells"),
        ('{"cells": [', "its JSON breaks off"),
    ],
)
def test_odd_json(book: str, words: str, tmp_path) -> None:
    """Each is no notebook, and says why."""
    (tmp_path / "x.ipynb").write_text(book, encoding="utf-8")

    assert refused(tmp_path / "x.ipynb").message.startswith(f"is no notebook: {words}")


def test_half_a_character_in_a_notebook(grade, tmp_path) -> None:
    r"""A `\ud800` that no UTF-8 can hold costs only itself."""
    path = tmp_path / "x.ipynb"
    path.write_text(notebook(MATMUL, "s = 'HALF'", "%HALF x").replace("HALF", "\\ud800"))
    report = grade(path)

    assert len(report.grades) == 1
    assert report.problems[0].message == "`%? x` is for a notebook's own shell, and was skipped"
