"""Files beside a submission, importable from memory: a worker needs no access to a folder."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from gradgrader.sandbox.messages import UnitText


class _Modules(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Serves the files beside a submission from memory."""

    def __init__(self, modules: Mapping[str, UnitText]) -> None:
        self._modules = modules

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - importlib's signature
        target: types.ModuleType | None = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        package = any(name.startswith(f"{fullname}.") for name in self._modules)
        if fullname not in self._modules and not package:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=package)

    def get_source(self, fullname: str) -> str:
        unit = self._modules.get(fullname)
        return unit.source if unit else ""

    def exec_module(self, module: types.ModuleType) -> None:
        unit = self._modules.get(module.__name__)
        if unit is not None:
            code = compile(unit.source, unit.name, "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102 - this is what a loader does


@contextmanager
def importable(modules: Mapping[str, UnitText]) -> Iterator[None]:
    """While open, `import` finds these modules by name."""
    finder = _Modules(modules)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
