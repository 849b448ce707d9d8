"""What a learner has done is kept, never lost to another command, and never in anybody's way."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EXERCISES
from hypothesis import given, settings
from hypothesis import strategies as st

from gradgrader.cli.kept import is_solved
from gradgrader.exercises.cache import load_cached
from gradgrader.exercises.catalogue import roots
from gradgrader.model.exercise import Exercise
from gradgrader.progress.notes import NAME, Note, ProgressLost, change, read
from gradgrader.progress.place import place
from gradgrader.progress.standing import Standing, begun, next_up, solved, standing, told, waits_for

TEXTS = st.text(max_size=8)
NOTES = st.dictionaries(TEXTS, st.builds(Note, TEXTS, TEXTS, TEXTS, st.integers(0, 99)), max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=5,
)
NEAR = st.builds(
    lambda form, exercises: {"format": form, "exercises": exercises},
    st.just(1) | JSON,
    JSON | st.dictionaries(TEXTS, st.dictionaries(st.sampled_from(["started", "hints"]), JSON)),
)
BAD = st.binary(max_size=30) | (JSON | NEAR).map(lambda content: json.dumps(content).encode())


@settings(deadline=None, max_examples=50)
@given(notes=NOTES)
def test_what_is_kept_is_read_again(notes: dict[str, Note], tmp_path_factory) -> None:
    """Any note comes back as it was."""
    folder = tmp_path_factory.mktemp("kept") / "deep"

    assert change(folder, lambda _: notes) == ""
    assert read(folder) == notes


@settings(deadline=None, max_examples=50)
@given(content=BAD)
def test_any_file_is_progress_or_told_and_put_aside(content: bytes, tmp_path_factory) -> None:
    """Whatever stands in the file: it is read, or kept under another name when one is begun."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / NAME).write_bytes(content)
    try:
        before = read(folder)
    except ProgressLost:
        aside = change(folder, lambda notes: {**notes, "new": Note(hints=1)})
        assert (folder / aside).read_bytes() == content
        assert read(folder) == {"new": Note(hints=1)}
    else:
        assert change(folder, lambda notes: {**notes, "new": Note(hints=1)}) == ""
        assert read(folder) == {**before, "new": Note(hints=1)}


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    """Forty changes by eight at a time are all there, and no part of a file is left."""

    def add(number: int) -> None:
        change(tmp_path, lambda notes: {**notes, str(number): Note(hints=number)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, range(40)))

    assert read(tmp_path) == {str(number): Note(hints=number) for number in range(40)}
    assert {path.name for path in tmp_path.iterdir()} == {NAME, "progress.lock"}


def test_nothing_changed_is_nothing_written(tmp_path: Path) -> None:
    """A second pass of what is solved leaves the file alone."""
    change(tmp_path, lambda _: {"attn": Note("then")})
    before = (tmp_path / NAME).stat().st_mtime_ns
    change(tmp_path, lambda notes: notes)

    assert (tmp_path / NAME).stat().st_mtime_ns == before


def test_newer_format_is_left_alone_by_readers(tmp_path: Path) -> None:
    """What a later gradgrader has written is not misread."""
    (tmp_path / NAME).write_text('{"format": 2, "exercises": {}}')

    with pytest.raises(ProgressLost, match="no file of progress"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"GRADGRADER_PROGRESS": "off"}, None),
        ({"GRADGRADER_PROGRESS": "kept", "CI": "true"}, "kept"),
        ({"CI": "true"}, None),
        ({"CI": "false"}, "data/gradgrader"),
        ({}, "data/gradgrader"),
        ({"XDG_DATA_HOME": "", "HOME": "/nonexistent"}, None),
    ],
)
def test_where_it_is_kept(env: dict[str, str], expected: str | None, tmp_path, monkeypatch) -> None:
    """What is asked for, nothing in CI or without a home, else the user's data folder."""
    defaults = {"XDG_DATA_HOME": str(tmp_path / "data"), "CI": "", "GRADGRADER_PROGRESS": ""}
    for name, value in {**defaults, **env}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    at = place()

    assert at == (expected and (tmp_path / expected if "/" in expected else Path(expected)))


def test_project_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest .gradgrader above counts, unless it is somebody else's."""
    (tmp_path / ".gradgrader").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    monkeypatch.setenv("GRADGRADER_PROGRESS", "")
    monkeypatch.setenv("CI", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    assert place() == tmp_path / ".gradgrader"
    monkeypatch.setattr("os.getuid", lambda: -1)
    assert place() == tmp_path / "data" / "gradgrader"


def test_standing_and_what_is_next(exercises: list[Exercise]) -> None:
    """Open, started, solved; attn waits for three; a changed exercise is to be solved again."""
    lab = matmul, tanh, matmul_nn, attn = exercises[:4]
    notes = begun(solved(solved(told({}, matmul, 2), matmul), matmul_nn), tanh)
    changed = replace(matmul, version="other")

    assert [standing(one, notes) for one in lab] == ["solved", "started", "solved", "open"]
    assert notes["matmul"].hints == 2
    assert waits_for(attn, notes) == ["tanh"]
    assert next_up(lab, notes) is tanh
    assert next_up([changed, tanh], notes) is changed
    assert standing(changed, notes) is Standing.EARLIER
    assert standing(changed, solved(notes, changed)) is Standing.SOLVED
    assert next_up([matmul, matmul_nn], notes) is None


def test_waiting_exercises_come_last(exercises: list[Exercise]) -> None:
    """What is next waits for nothing, wherever it stands in the list."""
    attn, matmul = exercises[3], exercises[0]

    assert next_up([attn, matmul], {}) is matmul
    assert next_up([attn], {}) is attn


def test_is_solved(exercises: list[Exercise], tmp_path: Path, monkeypatch) -> None:
    """One question, also where nothing is kept."""
    attn = exercises[3]
    monkeypatch.setenv("GRADGRADER_PROGRESS", str(tmp_path))
    change(tmp_path, lambda notes: solved(notes, attn))

    assert is_solved(attn)
    assert not is_solved(exercises[0])
    monkeypatch.setenv("GRADGRADER_PROGRESS", "off")
    assert not is_solved(attn)


def test_version_is_the_same_from_the_cache(
    exercises: list[Exercise], tmp_path: Path, monkeypatch
) -> None:
    """A listing knows exercises by the versions that a check has noted."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cached = [load_cached(roots()) for _ in range(2)]

    for found in cached:
        assert [(one.version, one.after) for one in found] == [
            (one.version, one.after) for one in exercises
        ]
    assert len({one.version for one in exercises}) == len(exercises)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"state": []}', b"\xff", b"[" * 99_999, None]
)
def test_a_broken_cache_is_none(content: bytes | None, tmp_path: Path, monkeypatch) -> None:
    """Exercises are read anew, and kept again: also where something else lies in the way."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folders = [EXERCISES / "matmul"]
    first = load_cached(folders)
    (path,) = (tmp_path / "gradgrader").iterdir()
    good = path.read_bytes()
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)

    assert [one.version for one in load_cached(folders)] == [one.version for one in first]
    assert content is None or path.read_bytes() == good


def test_our_own_mistake_with_the_cache_is_seen(tmp_path: Path, monkeypatch) -> None:
    """A record that can't be made again from what was kept is no missing cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folders = [EXERCISES / "matmul"]
    load_cached(folders)
    (path,) = (tmp_path / "gradgrader").iterdir()
    kept = json.loads(path.read_bytes())
    del kept["exercises"][0]["contract"]
    path.write_text(json.dumps(kept))

    with pytest.raises(KeyError):
        load_cached(folders)
