"""Where progress is kept: with the project where it has a folder for it, else with the person."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = ".gradgrader"
SWITCH = "GRADGRADER_PROGRESS"
NO = {"", "0", "false", "no", "off"}


def place() -> Path | None:
    """The folder, which need not exist yet; None where nothing may be kept.

    $GRADGRADER_PROGRESS decides, `off` or a folder. Else nothing is kept in CI; then comes the
    nearest .gradgrader of the user's own, then the user's data folder, if there is a home at all.
    """
    chosen = os.environ.get(SWITCH, "")
    if chosen:
        return None if chosen.lower() in NO else Path(chosen)
    if os.environ.get("CI", "").lower() not in NO:
        return None
    for folder in _upwards():
        if _own(folder / FOLDER):
            return folder / FOLDER
    if not os.environ.get("XDG_DATA_HOME") and not Path("~").expanduser().is_dir():
        return None
    import platformdirs  # noqa: PLC0415 - 4 ms, for who has no project folder

    return platformdirs.user_data_path("gradgrader")


def begin_here() -> Path:
    """Make the folder for the project that is in the current folder; raises OSError."""
    folder = Path.cwd() / FOLDER
    folder.mkdir(exist_ok=True)
    return folder


def _upwards() -> Iterator[Path]:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # the current folder has been removed
        return
    yield from (here, *here.parents)


def _own(folder: Path) -> bool:
    """Whether it is a folder of this user's: in /tmp, anybody could make one for all."""
    try:
        return folder.is_dir() and folder.stat().st_uid == os.getuid()
    except OSError:
        return False
