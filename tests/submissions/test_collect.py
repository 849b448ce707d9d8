"""A class's folder, roster or export becomes hand-ins, whatever lies in it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from handed_in import MATMUL, TANH, code, write
from hypothesis import given
from hypothesis import strategies as st

from gradgrader.errors import GradgraderError, UnreadableSubmission
from gradgrader.model.cohort import HandIn, Student
from gradgrader.submissions import exported, gradescope, listing
from gradgrader.submissions.collect import Collected, collect, read_hand_in
from gradgrader.submissions.exported import unpacked
from gradgrader.submissions.pattern import matcher
from gradgrader.submissions.roster import letters, orders, read_roster

pytestmark = pytest.mark.timeout(60)
MARK = "\N{RIGHT-TO-LEFT OVERRIDE}"
SKIPPED = "is no .py file, no notebook, no folder and no archive that is read here"


def place(top: Path, *names: str) -> Path:
    """Files of these names, empty."""
    top.mkdir(parents=True, exist_ok=True)
    for name in names:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()
    return top


def pack(path: Path, *entries: tuple[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries:
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def found(collected: Collected, top: Path) -> dict[str, list[str]]:
    """The paths of each id, below `top`."""
    return {
        hand_in.student.id: [path.relative_to(top).as_posix() for path in paths]
        for hand_in, paths in collected.hand_ins
    }


def told(collected: Collected | exported.Unpacked) -> list[tuple[str, str]]:
    """(place, message) of each problem, which must be one line each."""
    assert "\n" not in "".join(p.message + str(p.location) + p.hint for p in collected.problems)
    return [(str(p.location or ""), p.message) for p in collected.problems]


def test_flat_files(tmp_path) -> None:
    """Each is one student's, called by its name without the ending."""
    top = place(tmp_path / "a", "bob.ipynb", "ada.py", "eve.tar.gz", ".hidden.py", "notes.txt")
    collected = collect(top)

    assert collected.hand_ins == tuple(
        (HandIn(student=Student(id=id_), path=name), (top / name,))
        for id_, name in [("ada", "ada.py"), ("bob", "bob.ipynb"), ("eve", "eve.tar.gz")]
    )
    assert (collected.layout, collected.missing, collected.unknown) == ("flat", (), ())
    assert told(collected) == [("notes.txt", SKIPPED)]


def test_files_of_one_stem_are_one_hand_in(tmp_path) -> None:
    """A file and a notebook belong together."""
    top = place(tmp_path / "a", "ada.ipynb", "ada.py")

    assert found(collect(top), top) == {"ada": ["ada.ipynb", "ada.py"]}


def test_folders(tmp_path) -> None:
    """One a student, at any depth, or an archive; of a folder the archives on top are read too."""
    top = place(
        tmp_path / "a", "ada/x/y/a.py", "bob.zip", "cyd/work.zip", "dan/a.py", "dan/b.zip", "eve.py"
    )
    (top / "fay").mkdir()
    collected = collect(top)

    assert collected.layout == "folders"
    assert found(collected, top) == {
        "ada": ["ada"],
        "bob": ["bob.zip"],
        "cyd": ["cyd/work.zip"],
        "dan": ["dan", "dan/b.zip"],
        "eve": ["eve.py"],
        "fay": ["fay"],
    }
    assert told(collected) == []


def test_archives_alone_are_folders(tmp_path) -> None:
    """One archive a student; of one that was unpacked beside itself the folder counts."""
    top = place(tmp_path / "a", "ada.zip", "bob.tgz")

    assert collect(top).layout == "folders"
    place(top, "ada/a.py")
    assert found(collect(top), top) == {"ada": ["ada"], "bob": ["bob.tgz"]}
    assert told(collect(top)) == [("ada.zip", "was left out: the folder of that name counts")]


def test_canvas(tmp_path) -> None:
    """Files of a student are one hand-in, of a file the latest, and lateness is told."""
    top = place(
        tmp_path / "a",
        "lovelaceada_11_501_attn.py",
        "lovelaceada_11_502_attn-2.py",
        "lovelaceada_11_503_helper.py",
        "lovelaceada_11_504_essay.pdf",
        "turingalan_LATE_12_505_lab one-1.ipynb",
        "kingada_late_13_506_work.tar.gz",
        "bob.py",
    )
    collected = collect(top)
    ada, alan, king = (
        Student(id="11", name="lovelaceada"),
        Student(id="12", name="turingalan"),
        Student(id="13", name="kingada"),
    )

    assert collected.layout == "canvas"
    assert [hand_in for hand_in, _ in collected.hand_ins] == [
        HandIn(student=ada, path="lovelaceada_11_502_attn-2.py", attempt=3),
        HandIn(student=alan, path="turingalan_LATE_12_505_lab one-1.ipynb", attempt=2, late=True),
        HandIn(student=king, path="kingada_late_13_506_work.tar.gz", late=True),
        HandIn(student=Student(id="bob"), path="bob.py"),
    ]
    assert found(collected, top)["11"] == [
        "lovelaceada_11_502_attn-2.py",
        "lovelaceada_11_503_helper.py",
    ]
    assert told(collected) == [
        (
            "lovelaceada_11_501_attn.py",
            "is an earlier attempt of 11 than lovelaceada_11_502_attn-2.py",
        ),
        ("lovelaceada_11_504_essay.pdf", SKIPPED),
    ]


def test_moodle(tmp_path) -> None:
    """Folders with a name and a number; text typed into the browser is told."""
    top = place(
        tmp_path / "a",
        "Ada Lovelace_123_assignsubmission_file_/attn.py",
        "Alan Turing_124_assignsubmission_file/work.zip",
        "Alan Turing_124_assignsubmission_onlinetext_/onlinetext.html",
        "Zoë d'A_Q_125_assignsubmission_file_a.py",
    )
    collected = collect(top)

    assert collected.layout == "moodle"
    assert [hand_in for hand_in, _ in collected.hand_ins] == [
        HandIn(student=Student(id=id_, name=name), path=path)
        for id_, name, path in [
            ("123", "Ada Lovelace", "Ada Lovelace_123_assignsubmission_file_"),
            ("124", "Alan Turing", "Alan Turing_124_assignsubmission_file"),
            ("125", "Zoë d'A_Q", "Zoë d'A_Q_125_assignsubmission_file_a.py"),
        ]
    ]
    assert found(collected, top)["124"] == ["Alan Turing_124_assignsubmission_file/work.zip"]
    assert told(collected) == [
        (
            "Alan Turing_124_assignsubmission_onlinetext_",
            "is text typed into the browser, which is not graded",
        )
    ]


METADATA = """\
submission_7:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@x.org
  - :name: Bob
    :sid:
    :email: bob@x.org
  :created_at: 2026-01-31 12:00:00.123456789 -07:00
  :score: 1.0
  :history:
  - :id: 5
    :created_at: 2026-01-30 12:00:00 Z
submission_8:
  :submitters:
  - :name: Ada Lovelace
    :sid: '007'
    :email: ada@x.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-01-31 18:59:59.000000000 Z
submission_9:
  :submitters: []
"""


def test_gradescope(tmp_path) -> None:
    """The metadata say whose a folder is, a group's is everyone's, and the newest one counts."""
    top = place(
        tmp_path / "a" / "assignment_1_export", *(f"submission_{n}/a.py" for n in (7, 8, 9))
    )
    (top / "submission_metadata.yml").write_text(METADATA)
    collected = collect(tmp_path / "a")
    ada = Student(id="007", name="Ada Lovelace", email="ada@x.org")
    bob = Student(id="bob@x.org", name="Bob", email="bob@x.org")
    seven = "assignment_1_export/submission_7"
    nine = "assignment_1_export/submission_9"

    assert collected.layout == "gradescope"
    assert collected.hand_ins == (
        (HandIn(student=ada, path=seven, attempt=2), (top / "submission_7",)),
        (HandIn(student=bob, path=seven, attempt=2), (top / "submission_7",)),
        (HandIn(student=Student(id="submission_9"), path=nine), (top / "submission_9",)),
    )
    assert told(collected) == [
        ("submission_8", "is an earlier attempt of 007 than submission_7"),
        ("submission_9", "is nobody's: submission_metadata.yml names no student of it"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: {b: 1\nc", ":2: is not YAML"),
        ("x: 1\n\ty: 2\n", ":2: is not YAML"),
        ("- 1\n", ":1: should be a mapping of folders"),
        ("[" * 100_000, ": is not YAML"),
        ("\0", ": is not YAML"),
    ],
)
def test_metadata_that_cannot_be_understood(text: str, message: str, tmp_path) -> None:
    """One error with the file, and the line where there is one."""
    (tmp_path / gradescope.METADATA).write_text(text)
    with pytest.raises(GradgraderError) as caught:
        collect(tmp_path)

    assert caught.value.message.startswith(f"{tmp_path}/submission_metadata.yml{message}")


@pytest.mark.parametrize(
    "record",
    ["1", "{}", "{':submitters': 5}", "{':submitters': [5, {}]}", "{':submitters': [{':sid': ~}]}"],
)
def test_metadata_without_students(record: str, tmp_path) -> None:
    """The folder is called as it is called, and that is told."""
    place(tmp_path, "submission_1/a.py")
    (tmp_path / gradescope.METADATA).write_text(f"submission_1: {record}\n")
    collected = collect(tmp_path)

    assert found(collected, tmp_path) == {"submission_1": ["submission_1"]}
    assert [problem.code for problem in collected.problems] == ["no-student"]


def test_github_classroom(tmp_path) -> None:
    """What the repositories' names have in common is the assignment's."""
    top = place(tmp_path / "x", "hw-1-ada/.git/config", "hw-1-ada/a.py", "hw-1-bob-b/a.py")
    place(top, "hw-1-bob-b/.git/config", "solutions/a.py")

    assert collect(top).layout == "github-classroom"
    assert found(collect(top), top) == {
        "ada": ["hw-1-ada"],
        "bob-b": ["hw-1-bob-b"],
        "solutions": ["solutions"],
    }
    one = place(tmp_path / "hw-submissions", "hw-ada/a.py")
    assert found(collect(one), one) == {"ada": ["hw-ada"]}
    no = place(tmp_path / "y", "student-1/a.py", "student-2/a.py")
    assert set(found(collect(no), no)) == {"student-1", "student-2"}


def test_pattern(tmp_path) -> None:
    """Keeps files that match; a folder is then the files in it that do."""
    top = place(
        tmp_path / "a", "ada/src/lab.py", "ada/src/b.py", "ada/lab.py", "bob/x.py", "cyd.py"
    )

    assert found(collect(top, pattern="lab.py"), top) == {"ada": ["ada/lab.py", "ada/src/lab.py"]}
    assert told(collect(top, pattern="lab.py")) == [("bob", "holds nothing that was asked for")]
    assert found(collect(top, pattern="*/src/*.py"), top) == {
        "ada": ["ada/src/b.py", "ada/src/lab.py"]
    }
    assert found(collect(top, pattern="./*.py"), top) == {
        "ada": ["ada/lab.py", "ada/src/b.py", "ada/src/lab.py"],
        "bob": ["bob/x.py"],
        "cyd": ["cyd.py"],
    }


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.py", "a/b/c.py", True),
        ("a/*.py", "a/b/c.py", False),
        ("a/**/*.py", "a/c.py", True),
        ("a/**/*.py", "a/b/b/c.py", True),
        ("**/b/*", "a/b/c.py", True),
        ("a/**", "a/b/c.py", True),
        ("a/b", "a/b/c.py", False),
        ("a/b/c/d", "a/b", False),
        ("[ab]?.py", "b1.py", True),
        ("*.PY", "a.py", False),
    ],
)
def test_globs(pattern: str, path: str, *, expected: bool) -> None:
    assert matcher(pattern)(path) is expected


ROSTER = "\ufeffID;Full Name;E-Mail;GitHub_Username\n" + "".join(
    f"{row}\n"
    for row in (
        "001;Ada Lovelace;ada@x.org;countess",
        "002;Zoë Müller;zoe@x.org;",
        "",
        '003;"Turing, Alan";alan@x.org;turing',
        "004;Sam Lee;sam@x.org;sam1",
        "005;Lee Sam;lee@x.org;sam2",
        "006;Nobody;;",
    )
)


def test_roster(tmp_path) -> None:
    """By id, else email, else name; case and accents don't count; who can't be told is told."""
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    names = ("001.py", "ZOE@x.org.py", "alan_turing.py", "COUNTESS.py", "Sam Lee.py", "eve.py")
    top = place(tmp_path / "a", *names)
    collected = collect(top, roster=tmp_path / "roster.csv")
    known = read_roster(tmp_path / "roster.csv").students

    assert collected.hand_ins == (
        *(
            (HandIn(student=student, path=name), (top / name,))
            for student, name in zip(
                known, ("001.py", "ZOE@x.org.py", "alan_turing.py"), strict=False
            )
        ),
        (HandIn(student=Student(id="Sam Lee"), path="Sam Lee.py"), (top / "Sam Lee.py",)),
        (HandIn(student=Student(id="eve"), path="eve.py"), (top / "eve.py",)),
    )
    assert collected.missing == known[3:]
    assert collected.unknown == ("Sam Lee", "eve")
    assert told(collected) == [
        ("Sam Lee.py", "may be of any of 004, 005 on the roster, so it was left to none"),
        ("COUNTESS.py", "is one more hand-in of 001; 001.py counts"),
    ]


def test_roster_in_the_folder_is_no_hand_in(tmp_path) -> None:
    """Neither graded nor told."""
    top = place(tmp_path / "a", "ada.py")
    (top / "roster.csv").write_text("id\nada\nbob\n")
    collected = collect(top, roster=top / "roster.csv")

    assert (collected.missing, collected.unknown) == ((Student(id="bob"),), ())
    assert told(collected) == []


def test_canvas_with_its_gradebook(tmp_path) -> None:
    """The export of a gradebook is a roster; names are found however Canvas writes them."""
    (tmp_path / "grades.csv").write_text(
        "Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"
        '"Lovelace, Ada",11,ada,A\n"Müller, Zoë Ann",12,zoe,A\n'
    )
    top = place(tmp_path / "a", "lovelaceada_11_1_a.py", "müllerzoëann_99_2_a.py")
    collected = collect(top, roster=tmp_path / "grades.csv")

    assert list(found(collected, top)) == ["11", "12"]
    assert (collected.missing, collected.unknown, collected.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "1: is empty"),
        (b"\xef\xbb\xbf\n \n", "1: is empty"),
        (b"name,email\nAda,a@x\n", "1: has no column of ids"),
        (b"id,name\n", "1: names no students"),
        (b"id,name\n1,Ada\n\n1,Bob\n", "4: 1 is on the roster twice"),
        (b"id,name\n1,Ada\n,Bob\n", "3: a student without id"),
        (b"id,name\n1,Ada\n2,B\xe9a\n", "3: is not UTF-8"),
        (b'id,name\n1,"Ada\n', "2: is no CSV: unexpected end of data"),
        (b"id," + b"x" * 200_000 + b"\n", "1: is no CSV: field larger"),
    ],
)
def test_roster_that_cannot_be_used(content: bytes, message: str, tmp_path) -> None:
    """The file and the line, in one sentence."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    with pytest.raises(GradgraderError) as caught:
        collect(place(tmp_path / "a", "ada.py"), roster=path)

    assert caught.value.message.startswith(f"{path}:{message}")


WORD = st.text(st.characters(categories=["Ll", "Lu", "Lo"]), min_size=1, max_size=8)


@given(
    words=st.lists(WORD, min_size=1, max_size=4),
    delimiter=st.sampled_from(",;\t"),
    mark=st.booleans(),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_roster(
    words: list[str], delimiter: str, *, mark: bool, end: str, tmp_path_factory
) -> None:
    """However it was saved, its students are found by id, by email and by name."""
    path = tmp_path_factory.mktemp("r") / "r.csv"
    name = " ".join(words)
    text = f"e_mail{delimiter}SID{delimiter}NAME{end}a@x{delimiter}007{delimiter}{name}{end}"
    path.write_bytes(text.encode("utf-8-sig" if mark else "utf-8"))
    roster = read_roster(path)
    student = Student(id="007", name=name, email="a@x")
    turned = " ".join([*words[1:], words[0]])

    assert roster.students == (student,)
    for step, asked in {
        0: Student(id="007"),
        3: Student(id="x", email="A@X"),
        4: Student(id="x", name=turned.replace(" ", "")),
    }.items():
        assert roster.find(asked) == (step, [student])
    assert roster.find(Student(id="--", name="?", email="")) == (5, ())


@given(name=st.text(max_size=30))
def test_letters(name: str) -> None:
    """What is left does not change when it is done twice, or to a name in capitals."""
    assert letters(letters(name)) == letters(name)
    assert letters(name) in orders(name) | {""}


def test_accents_and_case() -> None:
    """The names of one person, as different systems write them."""
    for name in (
        "zoe muller-o'neil",
        "ZOË MÜLLER O NEIL",
        "zoemulleroneil",
        "Zoe\u0308 Müller O’Neil",
    ):
        assert letters(name) == "zoemulleroneil"
    assert orders("Lovelace, Ada King") == {"lovelaceadaking", "adakinglovelace", "kinglovelaceada"}
    assert len(orders("a " * 1000)) == 1


def test_names_that_differ_only_in_what_is_not_shown(tmp_path) -> None:
    """One line each; ids stay unique, and what is not UTF-8 does no harm."""
    top = tmp_path / "a"
    top.mkdir()
    for name in (
        b"a\nb.py",
        b"a\rb.py",
        b"c\xff.py",
        f"{MARK}d.py".encode(),
        "e\u0301.py".encode(),
    ):
        Path(os.fsdecode(bytes(top) + b"/" + name)).touch()
    collected = collect(top)

    assert [hand_in.student.id for hand_in, _ in collected.hand_ins] == ["?d", "a?b", "c?", "é"]
    assert [hand_in.path for hand_in, _ in collected.hand_ins][:3] == ["?d.py", "a?b.py", "c?.py"]
    assert told(collected) == [("a?b.py", "is one more hand-in of a?b; a?b.py counts")]


def test_links_and_what_is_no_file(tmp_path) -> None:
    """Told, never opened, and the rest is collected."""
    top = place(tmp_path / "a", "ada.py", "bob/b.py")
    write(tmp_path / "out", secret=TANH)
    os.mkfifo(top / "pipe.py")
    os.mkfifo(top / "bob" / "work.zip")
    (top / "evil").symlink_to(tmp_path / "out")
    (top / "evil.py").symlink_to("../out/secret.py")
    (top / "loop.py").symlink_to("loop.py")
    (top / "same.py").symlink_to("ada.py")
    (top / "up").symlink_to("bob")
    (top / "bob" / "w.zip").symlink_to("/dev/zero")
    collected = collect(top)
    out = "is a link that leads out of the folder, and was skipped"

    assert found(collected, top) == {
        "ada": ["ada.py"],
        "bob": ["bob", "bob/work.zip"],
        "same": ["same.py"],
    }
    assert told(collected) == [
        ("evil", out),
        ("evil.py", out),
        ("loop.py", "is a link that leads nowhere, and was skipped"),
        ("pipe.py", "is no regular file"),
        ("bob/w.zip", out),
    ]


def test_entry_that_the_system_will_not_describe(tmp_path, monkeypatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(116, "Stale file handle")

    (place(tmp_path, "ada.py") / "x.py").symlink_to("ada.py")
    monkeypatch.setattr(listing, "linked", fail)

    assert told(collect(tmp_path)) == [("x.py", "can't be read: Stale file handle")]


def test_folder_that_may_not_be_entered(tmp_path, monkeypatch) -> None:
    """One student's is told, and the top is an error."""
    top = place(tmp_path / "a", "ada/a.py", "bob/b.py")
    scandir = os.scandir

    def closed(path: str | Path) -> object:
        if Path(path) in shut:
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(listing.os, "scandir", closed)
    shut = {top / "ada"}
    collected = collect(top)
    assert found(collected, top) == {"bob": ["bob"]}
    assert told(collected) == [("ada", "can't be looked into: Permission denied")]
    shut = {top}
    with pytest.raises(UnreadableSubmission, match="can't be looked into: Permission denied"):
        collect(top)


def test_what_is_no_folder(tmp_path) -> None:
    for name, message in (("a.py", "is no folder"), ("b", "there is no such file")):
        place(tmp_path, "a.py")
        with pytest.raises(UnreadableSubmission, match=message):
            collect(tmp_path / name)


def test_five_thousand_files(tmp_path) -> None:
    """By names alone: nothing is opened, and problems don't pile up."""
    top = place(
        tmp_path / "a", *(f"s{n:04}.py" for n in range(5000)), *(f"{n}.md" for n in range(99))
    )
    for path in list(top.iterdir())[:50]:
        path.chmod(0)
    started = time.monotonic()
    collected = collect(top)

    assert time.monotonic() - started < 5
    assert len(collected.hand_ins) == 5000
    assert len(collected.problems) == 51


def test_more_entries_than_are_looked_at(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(listing, "MAX_ENTRIES", 2)
    collected = collect(place(tmp_path / "a", "a.py", "b.py", "c.py"))

    assert len(collected.hand_ins) == 2
    assert told(collected) == [("", "holds more than 2 entries; the rest was not looked at")]


def test_without_torch() -> None:
    script = "import sys, gradgrader.submissions.collect, gradgrader.submissions.exported\n"
    script += "print('torch' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", script], text=True) == "False\n"


def test_reading_one_path(tmp_path) -> None:
    """As it is always read, files beside it too."""
    write(tmp_path, ada=code("import helper", MATMUL), helper="x = 1\n")
    submission = read_hand_in((tmp_path / "ada.py",))

    assert ([u.name for u in submission.units], set(submission.modules)) == (["ada.py"], {"helper"})


def test_reading_files_of_a_platform(tmp_path) -> None:
    """They have their own names again, so they can import each other."""
    top = write(
        tmp_path / "a", a_1_2_main=code("import helper", MATMUL), **{"a_1_3_helper-2": "x = 1\n"}
    )
    ((_, paths),) = collect(top).hand_ins
    submission = read_hand_in(paths)

    assert {unit.name for unit in submission.units} == {"helper.py", "main.py"}
    assert set(submission.modules) == {"helper", "main"}


def test_reading_a_folder_and_archives(tmp_path) -> None:
    """All of it; an archive that is none is told."""
    top = tmp_path / "a"
    write(top / "ada" / "lab", first=MATMUL)
    pack(top / "ada" / "more.zip", ("second.py", TANH))
    (top / "ada" / "odd.zip").write_bytes(b"no zip")
    ((_, paths),) = collect(top).hand_ins
    submission = read_hand_in(paths)

    assert [unit.name for unit in submission.units] == ["lab/first.py", "second.py"]
    assert told(submission) == [("odd.zip", "is no archive, or a damaged one")]


def test_reading_what_a_pattern_left(tmp_path) -> None:
    """Names are those below the folder that they share; one that is gone is told."""
    top = tmp_path / "a"
    write(top / "ada" / "x", lab1=MATMUL)
    write(top / "ada", lab2=TANH, lab3=TANH, other="(")
    ((_, paths),) = collect(top, pattern="lab*").hand_ins
    (top / "ada" / "lab3.py").unlink()
    submission = read_hand_in(paths)

    assert [unit.name for unit in submission.units] == ["lab2.py", "x/lab1.py"]
    assert told(submission) == [("lab3.py", "there is no such file")]


def test_nothing_to_read_in_several(tmp_path) -> None:
    paths = (tmp_path / "a.zip", tmp_path / "b.zip")
    with pytest.raises(UnreadableSubmission, match=r"a.zip: there is no such file"):
        read_hand_in(paths)


def test_export_is_collected_as_the_folder_it_was(tmp_path) -> None:
    """What is not graded keeps its name; archives inside stay archives; and all is gone after."""
    inner = pack(tmp_path / "inner.zip", ("a.py", MATMUL)).read_bytes()
    path = pack(
        tmp_path / "hw-submissions.zip",
        ("hw-submissions/", ""),
        ("hw-submissions/hw-ada/a.py", MATMUL),
        ("hw-submissions/hw-ada/.git/config", "x"),
        ("hw-submissions/hw-bob/work.zip", inner),
        ("hw-submissions/grades.xlsx", "x" * 1000),
        ("__MACOSX/x.py", "x"),
    )
    with unpacked(path) as export:
        collected = collect(export.folder)
        assert found(collected, export.folder) == {"ada": ["hw-ada"], "bob": ["hw-bob/work.zip"]}
        assert [read_hand_in(paths).units[0].source for _, paths in collected.hand_ins] == [
            MATMUL,
            MATMUL,
        ]
        assert (export.folder / "grades.xlsx").stat().st_size == 0
        assert stat.S_IMODE((export.folder / "hw-ada" / "a.py").stat().st_mode) == 0o600
        assert told(collected) == [("grades.xlsx", SKIPPED)]
        assert export.problems == ()

    assert collected.layout == "github-classroom"
    assert not export.folder.exists()


def test_export_of_one_student_keeps_the_folder(tmp_path) -> None:
    name = "Ada Lovelace_123_assignsubmission_file_"
    with unpacked(pack(tmp_path / "x.zip", (f"{name}/a.py", MATMUL))) as export:
        assert found(collect(export.folder), export.folder) == {"123": [name]}


def test_hostile_export(tmp_path, monkeypatch) -> None:
    """Nothing is written outside, each refusal is told, and the rest is unpacked."""
    monkeypatch.setattr(exported, "MAX_BYTES", 1 << 20)
    path = tmp_path / "x.zip"
    link = zipfile.ZipInfo("link.py")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(link, "/etc/passwd")
        for name in ("../up.py", "/abs.py", "C:x.py", "a\\b.py", "ok.py", "ok.py/x.py", "d/" * 40):
            file.writestr(zipfile.ZipInfo(name), MATMUL)
        file.writestr("bomb.py", "\0" * (3 << 20))
        file.writestr("x" * 300 + ".py", "x")
        file.writestr("y" * 300 + "/.git/x", "x")
        file.writestr(
            "\ud800.py".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), MATMUL
        )
    with unpacked(path) as export:
        assert sorted(p.name for p in export.folder.rglob("*")) == [
            "ok.py",
            "\ufffd\ufffd\ufffd.py",
        ]
        assert sorted(p.name for p in export.folder.parent.iterdir()) == ["x"]
        problems = told(export)

    long = "…" + "x" * 146 + ".py"
    written = "has a name that can't be written here, and was skipped"
    assert problems == [
        ("link.py", "is a link, and was skipped"),
        ("../up.py", "has a name that leads out of the archive, and was skipped"),
        ("/abs.py", "has a name that begins at the root of a disk, and was skipped"),
        ("C:x.py", "has a name that begins at the root of a disk, and was skipped"),
        ("a\\b.py", "has a backslash in its name, and was skipped"),
        ("ok.py/x.py", "there is more than one entry of that name; the first one was kept"),
        ("d/" * 40, "is more than 32 folders deep, and was skipped"),
        ("bomb.py", "has more than 1 MiB, and was skipped"),
        (long, written),
    ]


def test_export_that_is_too_much(tmp_path, monkeypatch) -> None:
    """Bytes and entries are counted as they come out."""
    path = pack(tmp_path / "x.zip", *((f"{n}.py", MATMUL) for n in range(9)))
    monkeypatch.setattr(exported, "MAX_MEMBERS", 3)
    with unpacked(path) as export:
        assert len(collect(export.folder).hand_ins) == 3
        assert told(export) == [("", "holds more than 3 entries; the rest was not unpacked")]
    monkeypatch.setattr(exported, "MAX_UNPACKED", 2 * len(MATMUL))
    with unpacked(path) as export:
        assert told(export) == [("", "holds more than 0 MiB; what comes after was not unpacked")]


def test_damaged_export(tmp_path) -> None:
    """A member that is damaged is told; what is no archive is an error."""
    path = pack(tmp_path / "x.zip", ("a.py", MATMUL), ("b.py", TANH))
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with unpacked(path) as export:
        assert told(export) == [("a.py", "is damaged, and can't be unpacked")]
        assert found(collect(export.folder), export.folder) == {"b": ["b.py"]}
    for name, words in (("x.zip", "is no archive"), ("x.py", "is neither a folder nor")):
        (tmp_path / name).write_bytes(b"nothing")
        with pytest.raises(UnreadableSubmission, match=words), unpacked(tmp_path / name):
            pass


def test_disk_that_is_full(tmp_path, monkeypatch) -> None:
    """An error of ours to tell, not a damaged archive."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = pack(tmp_path / "x.zip", ("a.py", MATMUL))
    monkeypatch.setattr("gradgrader.submissions.exported._Room.spend", full)
    with pytest.raises(GradgraderError, match="No space left on device"), unpacked(path):
        pass


def test_folder_is_unpacked_already(tmp_path) -> None:
    with unpacked(tmp_path) as export:
        assert export == exported.Unpacked(tmp_path)
