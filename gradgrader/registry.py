"""Parts found by name: one part is one module of a package, and nothing else needs to know it."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Generic, TypeVar

from gradgrader.errors import UnknownName

T = TypeVar("T")
MANY = 12


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that `name` may have meant, or where none is near all of them (or some)."""
    import difflib  # noqa: PLC0415 - 3 ms, for who has mistyped

    known = sorted(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    more = f", ... ({len(known)} in all)" if len(known) > MANY else ""
    return "".join(close) or ", ".join(known[:MANY]) + more


def part_names(package: str) -> list[str]:
    """Names of the parts in `package`, sorted, read off its folder without importing one.

    `base.py` and modules whose name begins with an underscore are no parts.
    """
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    return list(_listed(tuple(places or ())))


@cache
def _listed(places: tuple[str, ...]) -> tuple[str, ...]:
    """What is in these folders, read once: each exercise asks for the names of all checks."""
    modules = (module.name for module in pkgutil.iter_modules(places))
    names = (name.replace("_", "-") for name in modules if name != "base" and name[0] != "_")
    return tuple(sorted(names))


class Registry(Generic[T]):
    """Names to parts; a part is imported when it is first asked for, all of them to list names."""

    def __init__(self, package: str, kind: str) -> None:
        self._package, self._kind = package, kind
        self._parts: dict[str, T] = {}
        self._loaded = False

    def add(self, name: str, part: T) -> T:
        """Register `part`, and hand it back so that decorators can return it."""
        if name in self._parts:
            raise ValueError(f"{self._package}: {name!r} is registered twice")
        self._parts[name] = part
        return part

    def __getitem__(self, name: str) -> T:
        if name not in self._parts and name in part_names(self._package):
            self._import(name)
        if name not in self._parts and name not in list(self):  # a module may hold several
            raise UnknownName(f"no {self._kind} {name!r}", hint=f"try {nearest(name, self._parts)}")
        return self._parts[name]

    def __iter__(self) -> Iterator[str]:
        if not self._loaded:
            self._loaded = True
            for name in part_names(self._package):
                self._import(name)
        return iter(sorted(self._parts))

    def _import(self, name: str) -> None:
        importlib.import_module(f"{self._package}.{name.replace('-', '_')}")
