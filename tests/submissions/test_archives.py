"""An archive is read as the folder it was made of, and nothing in it can hurt or hold us up."""

from __future__ import annotations

import gzip
import io
import stat
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from handed_in import ATTN, MATMUL, TANH, code, notebook, statuses

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Status
from gradgrader.submissions import archive, tars
from gradgrader.submissions.read import MAX_TOLD, read
from gradgrader.submissions.source import Submission
from gradgrader.submissions.text import MAX_BYTES

PASSED = Status.PASSED
ENDINGS = (".zip", ".tar", ".tar.gz", ".tgz", ".ZIP")
Entry = tuple[str, str | bytes]
MARK = "\N{RIGHT-TO-LEFT OVERRIDE}"


def pack(path: Path, *entries: Entry) -> Path:
    """An archive of (name, content) pairs, of the kind that the path's ending says."""
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in entries:
                info = zipfile.ZipInfo(name)  # takes any name as it is
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, content)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as tar:
        for name, content in entries:
            add(tar, name, content)
    return path


def add(tar: tarfile.TarFile, name: str, content: str | bytes = "", **fields: object) -> None:
    """Put a member with these fields into the tar file."""
    data = content.encode() if isinstance(content, str) else content
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in fields.items():
        setattr(info, field, value)
    tar.addfile(info, io.BytesIO(data))


def told(submission: Submission) -> list[tuple[str, str]]:
    """(code, place) of each problem."""
    return [(p.code, str(p.location or "")) for p in submission.problems]


def names(submission: Submission) -> list[str]:
    return [unit.name for unit in submission.units]


def refused(path: Path) -> UnreadableSubmission:
    """The one error, which must be one clear line."""
    with pytest.raises(UnreadableSubmission) as caught:
        read(path)
    assert caught.value.path == str(path)
    assert "\n" not in caught.value.message
    return caught.value


@pytest.fixture(params=ENDINGS)
def hand_in(request, tmp_path) -> Path:
    """Where an archive of each kind goes."""
    return tmp_path / f"hand_in{request.param}"


def test_graded_as_the_folder_it_was(grade, tmp_path) -> None:
    """Files import each other, a notebook is among them, and the top folder doesn't count."""
    path = pack(
        tmp_path / "ada.tar.gz",
        ("ada/second.py", TANH),
        ("ada/first.py", code("import second", MATMUL, "print(second.Tanh.__name__)")),
        ("ada/lab.ipynb", notebook(ATTN)),
        ("ada/data.csv", "1,2\n"),
    )
    report = grade(path)

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED, "attn": PASSED}
    assert report.problems == ()
    assert report.output == "Tanh\n"
    assert {str(g.location) for g in report.grades} == {
        "first.py, line 6",
        "second.py, line 4",
        "lab.ipynb, cell 1, line 4",
    }


def test_command(gradgrader, tmp_path) -> None:
    """The command reads it, and hostile names come out on one line and harmless."""
    pack(
        tmp_path / "ada.zip",
        ("solution.py", MATMUL),
        (f"evil\n✔ all \x1b[31m'\"{MARK}passed.py", "x = (\n"),
        (f"../{MARK}\nup.py", TANH),
    )
    ran = gradgrader("check", "ada.zip", columns=120)

    assert ran.code == 0
    assert ran.err == ""
    assert "1 of 1 passed" in ran.out
    assert "evil?✔ all ?[31m'\"?passed.py, line 1: '(' was never closed" in ran.out
    assert "../??up.py: has a name that leads out of the archive, and was skipped" in ran.out
    assert not any(mark in ran.out for mark in (MARK, "\x1b", "\nup", "\n✔ all"))


def test_every_ending(hand_in) -> None:
    """Zip and tar, packed or not, in capital letters too."""
    submission = read(pack(hand_in, ("b.py", TANH), ("a/c.py", MATMUL), ("a.py", "x = 1\n")))

    assert names(submission) == ["a/c.py", "a.py", "b.py"]
    assert set(submission.modules) == {"a.c", "a", "b"}
    assert submission.problems == ()


def test_package_keeps_its_folder(hand_in) -> None:
    """A single top folder with an __init__.py is a package, which is imported by its name."""
    submission = read(pack(hand_in, ("lab/__init__.py", ""), ("lab/a.py", MATMUL)))

    assert names(submission) == ["lab/__init__.py", "lab/a.py"]


def test_what_no_learner_writes_is_ignored(hand_in) -> None:
    """Neither read nor told, and no top folder either."""
    submission = read(
        pack(
            hand_in,
            ("ada/a.py", MATMUL),
            ("__MACOSX/ada/._a.py", b"\0\5\x16\7"),
            ("ada/.DS_Store", b"\0\0"),
            ("ada/.ipynb_checkpoints/a.ipynb", "{"),
            ("ada/__pycache__/a.cpython-311.py", "("),
            (".hidden.py", "("),
        )
    )

    assert names(submission) == ["a.py"]
    assert submission.problems == ()


UNSAFE = {
    "../up.py": "leads out",
    "a/../../up.py": "leads out",
    "/etc/abs.py": "root of a disk",
    "C:/drive.py": "root of a disk",
    "c:drive.py": "root of a disk",
    "a\\b.py": "backslash",
}


def test_unsafe_names(hand_in) -> None:
    """Skipped, each told by its name, and the rest is read."""
    submission = read(pack(hand_in, ("a.py", MATMUL), *((name, TANH) for name in UNSAFE)))

    assert names(submission) == ["a.py"]
    assert told(submission) == [("unsafe-name", name) for name in UNSAFE]
    for problem, words in zip(submission.problems, UNSAFE.values(), strict=True):
        assert words in problem.message
        assert problem.hint


def test_nothing_is_written(hand_in, tmp_path, monkeypatch) -> None:
    """Reading leaves the disk as it was."""
    monkeypatch.chdir(tmp_path)
    pack(hand_in, ("a.py", MATMUL), ("../up.py", TANH), ("/tmp/gradgrader-abs.py", TANH))
    before = sorted(tmp_path.parent.rglob("*"))
    read(hand_in)

    assert sorted(tmp_path.parent.rglob("*")) == before
    assert not Path("/tmp/gradgrader-abs.py").exists()


SPECIAL = {
    "sym.py": (tarfile.SYMTYPE, "is a link, and was skipped"),
    "hard.py": (tarfile.LNKTYPE, "is a link, and was skipped"),
    "char.py": (tarfile.CHRTYPE, "is no regular file, and was skipped"),
    "block.py": (tarfile.BLKTYPE, "is no regular file, and was skipped"),
    "fifo.py": (tarfile.FIFOTYPE, "is no regular file, and was skipped"),
    "holes.py": (tarfile.GNUTYPE_SPARSE, "is stored with holes, and was skipped"),
    "link": (tarfile.SYMTYPE, "is a link, and was skipped"),
}


def test_special_members_of_a_tar(tmp_path) -> None:
    """Links, devices and FIFOs are told and skipped; a folder called x.py is none of ours."""
    with tarfile.open(tmp_path / "a.tar", "w", format=tarfile.GNU_FORMAT) as tar:
        add(tar, "dir.py", type=tarfile.DIRTYPE)
        for name, (kind, _) in SPECIAL.items():
            add(tar, name, type=kind, linkname="/etc/passwd", devmajor=1, devminor=5)
        add(tar, "a.py", MATMUL)
    submission = read(tmp_path / "a.tar")

    assert names(submission) == ["a.py"]
    assert {str(p.location): p.message for p in submission.problems} == {
        name: words for name, (_, words) in SPECIAL.items()
    }


def test_special_members_of_a_zip(tmp_path) -> None:
    """The mode that Unix programs store says link, FIFO or device; a folder is none of ours."""
    kinds = {"sym.py": stat.S_IFLNK, "fifo.py": stat.S_IFIFO, "char.py": stat.S_IFCHR}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for name, kind in {**kinds, "dir.py": stat.S_IFDIR}.items():
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (kind | 0o777) << 16
            file.writestr(info, "/etc/passwd")
        file.writestr("other.py/", "")
        file.writestr("a.py", MATMUL)
    submission = read(tmp_path / "a.zip")

    assert names(submission) == ["a.py"]
    assert told(submission) == [("not-a-file", name) for name in kinds]


def test_encrypted_member(tmp_path) -> None:
    """It is named, and the rest is read; alone, it is the reason."""
    for name, entries in {
        "both": [("a.py", MATMUL), ("b.py", TANH)],
        "alone": [("b.py", TANH)],
    }.items():
        path = pack(tmp_path / f"{name}.zip", *entries)
        data = bytearray(path.read_bytes())
        data[data.rindex(b"PK\1\2") + 8] |= 1
        path.write_bytes(data)

    assert told(read(tmp_path / "both.zip")) == [("encrypted", "b.py")]
    error = refused(tmp_path / "alone.zip")
    assert (error.code, error.message) == ("encrypted", "b.py: is encrypted, so it can't be read")
    assert error.hint == "pack it without a password"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_is_not_unpacked(method: int, tmp_path) -> None:
    """Its own problem, since 1 KB of bzip2 can become 1 GB in one call."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        file.writestr("b.py", b" " * (1 << 20), compress_type=method)
        file.writestr("a.py", MATMUL)

    assert told(read(tmp_path / "a.zip")) == [("compression", "b.py")]


def test_many_members(hand_in) -> None:
    """2,000 entries are looked at, and that is told."""
    entries = [(f"data/{n}.txt", "") for n in range(archive.MAX_MEMBERS)]
    submission = read(pack(hand_in, ("a.py", MATMUL), *entries, ("b.py", TANH)))

    assert names(submission) == ["a.py"]
    assert submission.problems[0].message == (
        "holds more than 2000 entries; the rest was not looked at"
    )


def test_list_of_members_too_long_to_read(tmp_path) -> None:
    """A hundred thousand entries are not even listed."""
    entries = [(f"{n}.txt", "") for n in range(100_000)]
    error = refused(pack(tmp_path / "a.zip", ("a.py", MATMUL), *entries))

    assert error.code == "too-many"
    assert error.message == "lists more entries than are looked at"


def test_many_files(hand_in) -> None:
    """500 files are read."""
    submission = read(pack(hand_in, *((f"f{n:04}.py", MATMUL) for n in range(600))))

    assert len(submission.units) == 500
    assert submission.problems[-1].message == "holds more than 500 files; the first 500 were read"


def peak(call: Callable[[], object]) -> tuple[int, float]:
    """The most bytes that were held during the call, and its seconds."""
    tracemalloc.start()
    started = time.monotonic()
    try:
        call()
        return tracemalloc.get_traced_memory()[1], time.monotonic() - started
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("ending", [".zip", ".tgz"])
def test_bomb_in_one_member(ending: str, tmp_path) -> None:
    """At most 16 MiB of a member are unpacked; what it declares is not believed."""
    path = pack(tmp_path / f"a{ending}", ("a.py", MATMUL), ("bomb.py", bytes(50 << 20)))
    most, seconds = peak(lambda: read(path))

    assert told(read(path)) == [("too-large", "bomb.py")]
    assert "at most 16 MiB are read" in read(path).problems[0].message
    assert most < 3 * MAX_BYTES
    assert seconds < 20


def test_bomb_that_declares_little(tmp_path) -> None:
    """No more than is declared comes out of a zip, and the checksum gives the rest away."""
    path = pack(tmp_path / "a.zip", ("a.py", MATMUL), ("bomb.py", bytes(50 << 20)))
    data = path.read_bytes().replace(struct.pack("<I", 50 << 20), struct.pack("<I", 100))
    path.write_bytes(data)
    most, _ = peak(lambda: read(path))

    assert told(read(path)) == [("archive", "bomb.py")]
    assert most < MAX_BYTES


@pytest.mark.parametrize("ending", [".zip", ".tgz"])
def test_bomb_of_many_members(ending: str, tmp_path) -> None:
    """At most 64 MiB are unpacked in all; what was read before that is graded."""
    book = notebook("x = 1")[:-1] + " " * (15 << 20) + "}"
    entries = [(f"b{n}.ipynb", book) for n in range(6)]
    submission = read(pack(tmp_path / f"a{ending}", ("a.py", MATMUL), *entries))

    assert names(submission) == ["a.py", *(f"b{n}.ipynb[cell 1]" for n in range(4))]
    assert told(submission) == [("too-large", "")]
    assert "holds more than 64 MiB" in submission.problems[0].message


def test_bomb_of_what_is_not_even_read(tmp_path) -> None:
    """A packed tar must be unpacked to be passed over, so that counts too."""
    entries = [("a.py", MATMUL), ("data.bin", bytes(200 << 20)), ("b.py", TANH)]
    submission = read(pack(tmp_path / "a.tgz", *entries))

    assert names(submission) == ["a.py"]
    assert told(submission) == [("too-large", "")]


def test_large_data_in_a_plain_tar_or_zip_costs_nothing(tmp_path) -> None:
    """What is not unpacked doesn't count."""
    for ending in (".tar", ".zip"):
        entries = [("a.py", MATMUL), ("data.bin", bytes(80 << 20)), ("b.py", TANH)]
        submission = read(pack(tmp_path / f"a{ending}", *entries))

        assert names(submission) == ["a.py", "b.py"]
        assert submission.problems == ()


def test_packed_file_that_is_too_large_already(tmp_path) -> None:
    """Its header alone could take long to read."""
    with (tmp_path / "a.tgz").open("wb") as file:
        file.write(b"\x1f\x8b\x08\x08" + b"\1" * 100)
        file.truncate((64 << 20) + 1)

    assert refused(tmp_path / "a.tgz").code == "too-large"


def test_nested_archives_are_not_opened(hand_in) -> None:
    """Each is told."""
    inner = pack(hand_in.with_name("inner.zip"), ("b.py", TANH)).read_bytes()
    submission = read(pack(hand_in, ("a.py", MATMUL), ("inner.zip", inner), ("x.TGZ", b"")))

    assert names(submission) == ["a.py"]
    assert told(submission) == [("nested-archive", "inner.zip"), ("nested-archive", "x.TGZ")]
    assert "inner.zip: is an archive inside" in refused(pack(hand_in, ("inner.zip", b""))).message


def test_duplicate_names(hand_in) -> None:
    """As unpacking would have it, the last one stays; both are told of."""
    entries: Sequence[Entry] = [("a.py", MATMUL), ("./a.py", TANH)]
    submission = read(pack(hand_in, *entries))

    assert [unit.source for unit in submission.units] == [TANH]
    assert told(submission) == [("duplicate", "a.py")]


@pytest.mark.parametrize("ending", [".tar", ".zip"])
def test_names_that_are_not_utf8(ending: str, tmp_path) -> None:
    """Bytes that are no UTF-8 are shown harmless, and the file is read."""
    path = pack(tmp_path / f"a{ending}", ("Aufgabe_ae.py", MATMUL))
    data = path.read_bytes().replace(b"Aufgabe_ae", b"Aufgabe_\xe4\xff")
    if ending == ".tar":
        data = bytearray(data)
        data[148:156] = b"%06o\0 " % (sum(data[:148]) + sum(data[156:512]) + 8 * 32)
    path.write_bytes(data)
    (name,) = names(read(path))

    assert name == {".tar": "Aufgabe_??.py", ".zip": "Aufgabe_Σ\N{NO-BREAK SPACE}.py"}[ending]


def test_utf8_names_of_a_zip_that_does_not_say_so(tmp_path) -> None:
    """macOS packs like this."""
    path = pack(tmp_path / "a.zip", ("Loesung.py", MATMUL))
    path.write_bytes(path.read_bytes().replace(b"Loesung", "Lösung".encode()))

    assert names(read(path)) == ["Lösung.py"]


def test_zip_that_says_utf8_and_is_not(tmp_path) -> None:
    """zipfile gives the whole archive up, and so must we."""
    path = pack(tmp_path / "a.zip", ("Lösung.py", MATMUL))
    path.write_bytes(path.read_bytes().replace("Lösung".encode(), b"L\xff\xfesung"))

    assert refused(path).code == "archive"


def test_very_long_name(hand_in) -> None:
    """Of a name of thousands of characters the end is shown."""
    (unit,) = read(pack(hand_in, ("x" * 3000 + "/" + "y" * 200 + ".py", MATMUL))).units

    assert unit.name == "…" + "y" * 146 + ".py"


def test_many_problems(hand_in) -> None:
    """A thousand unsafe names don't make a report of a thousand lines."""
    entries = [(f"../{n}.py", "") for n in range(1000)]
    submission = read(pack(hand_in, ("a.py", MATMUL), *entries))

    assert len(submission.problems) == MAX_TOLD + 1
    assert submission.problems[-1].message == "950 more of the kind “unsafe-name” are not listed"


NO_ARCHIVES = {
    "empty": b"",
    "text": b"import torch\n" * 100,
    "page": b"<!DOCTYPE html><html>please log in</html>",
    "zeros, then text": b"\0" * 100 + b"x" * 1000,
    "gzip of text": gzip.compress(b"hello" * 1000),
    "half a gzip header": b"\x1f\x8b\x08",
    "half a zip header": b"PK\3\4",
    "an end of a zip alone": b"PK\5\6" + b"\xff" * 18,
}


@pytest.mark.parametrize("content", NO_ARCHIVES.values(), ids=NO_ARCHIVES)
def test_no_archive(content: bytes, hand_in) -> None:
    """Whatever the name says."""
    hand_in.write_bytes(content)
    error = refused(hand_in)

    assert (error.code, error.message) == ("archive", "is no archive, or a damaged one")
    assert error.hint == "pack it again, or download it again"


def test_empty_archive(hand_in) -> None:
    """No members, or none that is graded."""
    assert refused(pack(hand_in)).message == "holds no .py file and no notebook"
    assert refused(pack(hand_in, ("a.txt", "x"))).code == "no-function"


@pytest.mark.parametrize("ending", [".tar", ".tgz"])
def test_tar_that_breaks_off(ending: str, tmp_path) -> None:
    """What came before is graded, and that something is missing is told."""
    noise = b"".join(zlib.compress(bytes([n]) * 99) for n in range(256)) * 4
    path = pack(tmp_path / f"a{ending}", ("a.py", MATMUL), ("b.py", noise), ("c.py", TANH))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    submission = read(path)

    assert names(submission) == ["a.py"]
    assert told(submission) == [("archive", "")]
    assert "what comes after that was not read" in submission.problems[0].message


def test_tar_that_was_broken_off_before_it_was_packed(tmp_path) -> None:
    """In the middle of what is passed over."""
    path = pack(tmp_path / "a.tar", ("a.py", MATMUL), ("data.bin", bytes(100_000)))
    (tmp_path / "a.tgz").write_bytes(gzip.compress(path.read_bytes()[:50_000]))

    assert told(read(tmp_path / "a.tgz")) == [("archive", "")]


def test_header_that_makes_no_sense(tmp_path) -> None:
    """tarfile takes it for the end of the archive; we don't."""
    path = pack(tmp_path / "a.tar", ("a.py", MATMUL), ("b.py", TANH))
    data = bytearray(path.read_bytes())
    data[1024:1034] = b"x" * 10
    path.write_bytes(data)

    assert told(read(path)) == [("archive", "")]


def test_zip_that_breaks_off(tmp_path) -> None:
    """Its list of members is at the end."""
    path = pack(tmp_path / "a.zip", ("a.py", MATMUL), ("b.py", TANH))
    path.write_bytes(path.read_bytes()[:-40])

    assert refused(path).code == "archive"


def test_one_damaged_member_of_a_zip(tmp_path) -> None:
    """The others are read."""
    path = pack(tmp_path / "a.zip", ("a.py", MATMUL), ("b.py", TANH), ("c.py", ATTN))
    data = bytearray(path.read_bytes())
    start = data.index(b"b.py") + 4
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)
    submission = read(path)

    assert names(submission) == ["a.py", "c.py"]
    assert told(submission) == [("archive", "b.py")]


def test_packed_tar_by_its_content(tmp_path) -> None:
    """A browser may have unpacked the .tar.gz, or a learner left out the .gz."""
    plain = pack(tmp_path / "a.tar", ("a.py", MATMUL)).read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(plain)
    (tmp_path / "c.tar").write_bytes(gzip.compress(plain))

    assert names(read(tmp_path / "b.tar.gz")) == names(read(tmp_path / "c.tar")) == ["a.py"]


def header(size: bytes, kind: bytes = b"0", name: bytes = b"a.py") -> bytes:
    """The 512 bytes that announce a member, with a right checksum."""
    data = bytearray(name.ljust(100, b"\0") + b"0000644\0" * 3 + size.ljust(12, b"\0"))
    data += b"0" * 11 + b"\0" + b" " * 8 + kind + bytes(100) + b"ustar\x0000"
    data = data.ljust(512, b"\0")
    data[148:156] = b"%06o\0 " % sum(data)
    return bytes(data)


FORGED = {
    "negative size": header(b"\xff" * 11 + b"\0"),
    "negative size of attributes": header(b"\xff" * 10 + b"\xfc\0", b"x"),
    "8 GiB of attributes": header(b"77777777777\0", b"x"),
    "8 GiB of a name": header(b"77777777777\0", b"L"),
    "astronomical size": header(b"\x80" + b"\xff" * 11),
    "attributes of attributes": header(b"00000000000\0", b"x") * 2000,
    "digits without end": header(b"%011o\0" % (1 << 20), b"x") + b"1" * (1 << 20),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_forged_tar_headers(forged: bytes, tmp_path) -> None:
    """Neither a loop nor a read without end (CVE-2025-8194, CVE-2024-6232 and their kin)."""
    path = pack(tmp_path / "a.tar", ("a.py", MATMUL))
    whole = path.read_bytes()[: 512 + (len(MATMUL) + 511) // 512 * 512]
    path.write_bytes(whole + forged + bytes(1024))
    submission = read(path)

    assert names(submission) == ["a.py"]
    assert told(submission)[-1] == ("archive", "")


@pytest.mark.timeout(20)
def test_archive_that_takes_too_long(tmp_path, monkeypatch) -> None:
    """However it manages to, it is given up after a while."""
    monkeypatch.setattr(tars, "MAX_SECONDS", -1.0)

    assert refused(pack(tmp_path / "a.tar", ("a.py", MATMUL))).code == "archive"


def test_syntax_error_inside(hand_in) -> None:
    """Told by file and line, as for a folder."""
    submission = read(pack(hand_in, ("ada/a.py", MATMUL), ("ada/b.py", "x = 1\ny = (\n")))

    assert told(submission) == [("syntax-error", "b.py, line 2")]


def test_missing_archive(tmp_path) -> None:
    """With the near name, as for any file."""
    pack(tmp_path / "hand_in.zip", ("a.py", MATMUL))

    assert refused(tmp_path / "hand_on.zip").hint == "did you mean hand_in.zip?"


def test_folder_with_an_archives_name(tmp_path) -> None:
    """Is a folder."""
    (tmp_path / "ada.zip").mkdir()
    (tmp_path / "ada.zip" / "a.py").write_text(MATMUL)

    assert names(read(tmp_path / "ada.zip")) == ["a.py"]


def test_other_kinds_of_archives(tmp_path) -> None:
    """Are told what is read."""
    (tmp_path / "ada.rar").write_bytes(b"Rar!")
    error = refused(tmp_path / "ada.rar")

    assert error.message == "is a .rar file, which can't be graded"
    assert ".zip or .tar" in error.hint
