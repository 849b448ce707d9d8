"""What each layer alone stops: the red team, with one layer after the other switched off.

It writes docs/layers.md. A file gets through if anything happens that should not have (see
tests/red_team.py). Files that harm only their own verdict are left out: no layer decides that.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from red_team import FILES, Ground, Told, World, tried  # noqa: E402

from gradgrader.sandbox.isolation import NAMES  # noqa: E402

KINDS = ("exits", "files", "imports", "leftovers", "network", "search", "signals", "system")
EVERY: tuple[str, ...] = ()
HEAD = """# What each layer alone stops

Made by `make layers` on Linux {kernel}, as {user}: the {count} files of the red team that reach for something outside of their process (`tests/hostile/`: {kinds}), graded with one layer switched off at a time. What stands in a row got through then, so that layer alone stops it; `nothing` means that others stop the same. The last row shows what the two stop for each other. Without the right to gain new privileges being given up, an ordinary filter can't be put on at all: its row is seccomp's.

| switched off | got through |
|---|---|
"""


def through(without: tuple[str, ...]) -> dict[str, list[str]]:
    """What each file that got through did."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder))
        for number, path in enumerate(one for one in FILES if one.parent.name in KINDS):
            told = Told.of(path)
            (Path(folder) / str(number)).mkdir()
            with World(Path(folder) / str(number)) as world:
                what = tried(told, ground, world, without)
            if what:
                found[f"{path.parent.name}/{path.stem}"] = what
                print(", ".join(without), path.stem, what, file=sys.stderr, flush=True)
        ground.reset()
    return found


def main() -> None:
    """Every layer that is on here, alone and Landlock and seccomp together."""
    import os  # noqa: PLC0415

    chosen = [EVERY, *((name,) for name in NAMES), ("landlock", "seccomp")]
    files = {f"{p.parent.name}/{p.stem}": Told.of(p).hostile for p in FILES}
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(through, chosen))
    rows = []
    for without, result in zip(chosen, results, strict=True):
        words = [f"`{name}` ({files[name]})" for name in result]
        rows.append(f"| {' and '.join(without) or 'nothing'} | {'<br>'.join(words) or 'nothing'} |")
    head = HEAD.format(
        kernel=".".join(os.uname().release.split(".")[:2]),
        user="an ordinary user" if os.geteuid() else "root",
        count=sum(p.parent.name in KINDS for p in FILES),
        kinds=", ".join(KINDS),
    )
    (ROOT / "docs" / "layers.md").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
