"""Files beside a submission, importable from memory: a worker needs no access to a folder."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Mapping, Sequence

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


def serve(modules: Mapping[str, UnitText]) -> None:
    """From now on, `import` finds these modules by name (also when a forward imports one late)."""
    sys.meta_path.insert(0, _Modules(modules))


class Spaces:
    """The namespaces that units run in, as modules that the other files can import."""

    def __init__(self, modules: Mapping[str, UnitText]) -> None:
        self._modules = modules
        self._made: dict[str, types.ModuleType] = {}

    def imported(self, unit: UnitText) -> bool:
        """Whether another file has imported this one, so that it has run already."""
        return unit.space in self._modules and unit.space in sys.modules

    def of(self, unit: UnitText) -> types.ModuleType:
        """The module in whose namespace `unit` runs."""
        if unit.space not in self._made:
            if self.imported(unit):
                self._made[unit.space] = sys.modules[unit.space]
            else:
                self._made[unit.space] = self._new(unit)
        return self._made[unit.space]

    def _new(self, unit: UnitText) -> types.ModuleType:
        importable = unit.space in self._modules
        name = unit.space if importable else f"submission_{len(self._made)}"
        module = types.ModuleType(name)
        module.__file__ = unit.name
        if any(other.startswith(f"{name}.") for other in self._modules):
            module.__path__ = []
            module.__package__ = name
        elif importable:
            module.__package__ = name.rpartition(".")[0]
        sys.modules[name] = module
        return module
