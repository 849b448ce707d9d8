"""A YAML file that remembers where everything stands in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Protocol, cast

import yaml

from gradgrader.errors import InvalidExercise

Path_ = tuple[str | int, ...]


class Source(Protocol):
    """The content of an exercise file, and how to tell what is wrong with it."""

    @property
    def path(self) -> Path | str: ...

    @property
    def content(self) -> Any: ...

    def error(
        self, message: str, path: Path_ = (), *, key: bool = False, hint: str = ""
    ) -> InvalidExercise: ...

    def first_line(self, path: Path_) -> int: ...


def dotted(path: Path_) -> str:
    """`cases[0].n`."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's scalars: `off` and `12:30` are words, and `1e-6` is a number."""


_SCALARS = {  # YAML 1.2, core schema
    "bool": r"true|false",
    "int": r"[-+]?\d+",
    "float": r"[-+]?(\d+\.\d*|\.\d+|\d+(?=[eE]))([eE][-+]?\d+)?|[-+]?\.inf|\.nan",
    "null": r"null|~|",
}
_Loader.yaml_implicit_resolvers = {}
for _tag, _regex in _SCALARS.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_regex})$"), None)


class Document:
    """One YAML mapping with the place of each of its nodes.

    Raises InvalidExercise where the file can't be read, isn't YAML, or repeats a key.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            loader = _Loader(path.read_text(encoding="utf-8"))
            self._root = loader.get_single_node()
            if self._root is not None:
                self._refuse_odd_keys(self._root)
            self.content: Any = self._root and loader.construct_document(self._root)
        except OSError as error:
            raise InvalidExercise(error.strerror or str(error), path=str(path)) from error
        except UnicodeDecodeError as error:
            raise InvalidExercise("is not UTF-8", path=str(path)) from error
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise InvalidExercise(
                f"is not YAML: {error.problem}",
                path=str(path),
                line=mark.line + 1 if mark else 0,
                column=mark.column + 1 if mark else 0,
            ) from error
        except yaml.YAMLError as error:
            raise InvalidExercise(f"is not YAML: {error}", path=str(path)) from error
        if not isinstance(self.content, dict):
            raise InvalidExercise("should be a mapping of fields", path=str(path), line=1)

    def _refuse_odd_keys(self, node: yaml.Node, above: tuple[yaml.Node, ...] = ()) -> None:
        """Keys must be words, and stand once; a node must not contain itself."""
        if node in above:
            raise self._error_at(node, "contains itself", "")
        above = (*above, node)
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise self._error_at(key, "is no name of a field", "")
                if key.value in seen:
                    raise self._error_at(key, "stands here a second time", key.value)
                seen.add(key.value)
                self._refuse_odd_keys(value, above)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._refuse_odd_keys(item, above)

    def node(self, path: Path_, *, key: bool = False) -> yaml.Node:
        """The node at `path` (its key with `key=True`), or the nearest one above it that exists."""
        here: Any = self._root
        for index, step in enumerate(path):
            last = index == len(path) - 1
            if isinstance(here, yaml.MappingNode):
                pair = next((pair for pair in here.value if pair[0].value == step), None)
                if pair is None:
                    return here
                here = pair[0] if key and last else pair[1]
            elif isinstance(here, yaml.SequenceNode) and isinstance(step, int):
                here = here.value[step]
        return cast("yaml.Node", here)

    def error(
        self, message: str, path: Path_ = (), *, key: bool = False, hint: str = ""
    ) -> InvalidExercise:
        """An error that stands where `path` does."""
        return self._error_at(self.node(path, key=key), message, dotted(path), hint)

    def _error_at(
        self, node: yaml.Node, message: str, field: str, hint: str = ""
    ) -> InvalidExercise:
        mark = node.start_mark
        return InvalidExercise(
            message,
            path=str(self.path),
            line=mark.line + 1,
            column=mark.column + 1,
            field=field,
            hint=hint,
        )

    def first_line(self, path: Path_) -> int:
        """The 1-based line on which a string's text begins (a block scalar's is the next one)."""
        node = self.node(path)
        return int(node.start_mark.line) + (2 if getattr(node, "style", None) in ("|", ">") else 1)
