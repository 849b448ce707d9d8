"""Saves of a file: told at once by the system, looked for once a second where it tells nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import watchfiles

BURST, STEP, GLANCE = 50, 5, 1000  # milliseconds


class Saves(threading.Thread):
    """Calls `look` whenever the file may have changed; a context manager that ends it.

    The folder is watched: many editors write another file and give it the old one's name. Network
    file systems, and folders that come back, tell nothing: hence the glances.
    """

    def __init__(self, path: Path, look: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._path, self._look = path, look
        self._over = threading.Event()

    def __enter__(self) -> None:
        self.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def run(self) -> None:
        """Until it is over."""
        places = {self._path.absolute(), self._path.resolve()}  # a link, and where it leads
        names = {place.name for place in places}
        while not self._over.is_set():
            try:
                for _ in watchfiles.watch(
                    *{place.parent for place in places if place.parent.is_dir()},
                    watch_filter=lambda _, path: Path(path).name in names,
                    debounce=BURST,
                    step=STEP,
                    rust_timeout=GLANCE,
                    yield_on_timeout=True,
                    stop_event=self._over,
                    raise_interrupt=False,
                    recursive=False,
                ):
                    self._look()
            except OSError:  # the system watches no more files: then they are looked at
                self._over.wait(GLANCE / 1000)
                self._look()
