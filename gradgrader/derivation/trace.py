"""What torch does in a forward and its backward, operation by operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

ALIASES = {"detach", "alias", "lift_fresh", "clone", "_to_copy", "view_as"}
Key = tuple[int, int | torch.SymInt, tuple[int, ...], tuple[int, ...]]


@dataclass(eq=False, slots=True)
class Node:
    """A tensor: what operation made it of which others, or the `name` that it was given as.

    `made_by` is torch's own operation, which knows the names of its arguments.
    """

    op: str
    args: tuple[Any, ...]
    value: Tensor
    name: str = ""
    users: int = 0
    keywords: dict[str, Any] = field(default_factory=dict)
    made_by: Any = None

    @property
    def parents(self) -> list[Node]:
        """The nodes among its arguments."""
        return [arg for arg in _flat(self.args) if isinstance(arg, Node)]


class Trace(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While open, notes every operation; tensors are told apart by the memory that they show.

    What only copies or views again what was there before is the node that it was.
    """

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.nodes: list[Node] = []
        self._by_memory: dict[Key, Node] = {}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Nothing is compiled here; without this, torch imports its compiler (1.5 s)."""
        return False

    def given(self, name: str, value: Tensor) -> Node:
        """A tensor that comes from outside, under this name."""
        return self._note(Node("given", (), value, name))

    def of(self, value: Tensor) -> Node:
        """The node of a tensor that was seen; one that was not is a constant without a name."""
        key = _key(value)
        return self._by_memory[key] if key in self._by_memory else self._note(Node("?", (), value))

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Sequence[Any] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        operands = tuple(self._operand(arg) for arg in args)
        result = func(*args, **kwargs)
        name = func.overloadpacket.__name__
        if isinstance(result, Tensor):
            self._one(name, operands, result, kwargs, func)
        elif isinstance(result, tuple):
            for number, part in enumerate(result):
                if isinstance(part, Tensor):
                    node = Node(f"{name}:{number}", operands, part, keywords=kwargs, made_by=func)
                    self._note(node)
        return result

    def _one(
        self,
        name: str,
        operands: tuple[Any, ...],
        result: Tensor,
        kwargs: dict[str, Any],
        func: Any,
    ) -> None:
        key = _key(result)
        seen_before = key in self._by_memory and not name.endswith("_")  # a view of a view
        if seen_before or (name in ALIASES and isinstance(operands[0], Node)):
            self._by_memory.setdefault(key, operands[0])
            self.nodes.append(Node("same", (), result))  # keeps its memory from being used again
        else:
            plain = name.rstrip("_")
            self._note(Node(plain, operands, result, keywords=kwargs, made_by=func))

    def _operand(self, arg: Any) -> Any:
        if isinstance(arg, Tensor):
            return self.of(arg)
        if isinstance(arg, (list, tuple)):
            return tuple(self._operand(one) for one in arg)
        return arg

    def _note(self, node: Node) -> Node:
        for parent in node.parents:
            parent.users += 1
        self.nodes.append(node)
        self._by_memory[_key(node.value)] = node
        return node


def _key(value: Tensor) -> Key:
    memory = value.untyped_storage().data_ptr()
    return memory, value.storage_offset(), tuple(value.shape), value.stride()


def _flat(args: Sequence[Any]) -> list[Any]:
    return [one for arg in args for one in (_flat(arg) if isinstance(arg, tuple) else [arg])]
