"""A new exercise's folder: all that can be known, the rest marked TODO."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gradgrader.errors import GradgraderError
from gradgrader.exercises.schema import json_schema
from gradgrader.registry import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What its author has said."""

    id: str
    title: str
    signature: str
    inputs: Mapping[str, str]
    reference: str = ""

    def __post_init__(self) -> None:
        """Raises GradgraderError where names do not fit; the rest is said by the reader."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.id):
            raise GradgraderError(
                f"{self.id!r} can't name an exercise", hint="small letters, digits and _"
            )
        if "->" not in self.signature:
            raise GradgraderError(
                f"--signature {self.signature!r} has no arrow", hint="try 'x, w -> y'"
            )

        for name in self.inputs:
            if name not in self.names:
                raise GradgraderError(
                    f"--input {name}: the signature has no such input",
                    hint=f"try {nearest(name, self.names)}",
                )

    @property
    def names(self) -> list[str]:
        return [name.strip() for name in self.signature.partition("->")[0].split(",")]

    @property
    def outputs(self) -> list[str]:
        return [name.strip() for name in self.signature.partition("->")[2].split(",")]

    @property
    def class_name(self) -> str:
        return "".join(word.capitalize() for word in self.id.split("_"))

    @property
    def body(self) -> str:
        """The reference, or something of the right form in its place."""
        if self.reference:
            return textwrap.dedent(self.reference).strip("\n")
        total = " + ".join(f"{name}.sum()" for name in self.names)
        values = ", ".join([total] * len(self.outputs))
        return f"# TODO: compute {', '.join(self.outputs)}\nreturn {values}"


def write(plan: Plan, place: Path) -> list[Path]:
    """Write the folder below `place`; raises GradgraderError, and never overwrites."""
    folder = place / plan.id
    texts = {
        "exercise.yaml": _yaml(plan),
        "starter.py": _function(plan, _left(plan)),
        "solutions/plain.py": _function(plan, "# TODO: derive it\n" + _left(plan)),
        "mistakes/sign.py": "# TODO: sign at line 0: the gradient has the wrong sign\n"
        f"# fails: blocks {plan.outputs[0]}->{plan.names[0]}\n" + _function(plan, _left(plan)),
    }
    try:
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        if not (schema := place / "exercise.schema.json").exists():  # for editors
            schema.write_text(f"{json.dumps(json_schema(), indent=2)}\n", encoding="utf-8")
    except FileExistsError as error:
        raise GradgraderError(f"{folder} is there already, and is left as it is") from error
    except OSError as error:
        raise GradgraderError(f"can't write {folder}: {error.strerror}") from error
    return [folder / name for name in texts]


def _yaml(plan: Plan) -> str:
    import yaml

    head = yaml.safe_dump(
        {"format": 1, "id": plan.id, "title": plan.title}, sort_keys=False, allow_unicode=True
    )
    shapes = "".join(f"  {name}: {plan.inputs[name]}\n" for name in plan.names)
    return (
        "# yaml-language-server: $schema=../exercise.schema.json\n"
        f"{head}"
        "group: mine  # TODO: what it belongs to\n"
        "order: 1000\n"
        "difficulty: 1  # TODO: from 1 to 5\n"
        "minutes: 20  # TODO: how long it takes\n"
        f"names: [{plan.class_name}]\n"
        f"formula: {plan.outputs[0]} = ...  # TODO: one line, for lists\n"
        f"signature: {plan.signature.strip()}\n"
        f"reference: |\n{textwrap.indent(plan.body, '  ')}\n"
        f"inputs:\n{shapes}"
        "statement: |\n  TODO: what is given, what is to be found, and what is promised.\n"
        "hints:\n"
        "  - TODO, a nudge\n  - TODO, a step\n  - TODO, nearly the answer\n"
    )


def _function(plan: Plan, left: str) -> str:
    """A Function with a forward, and this for the rest of its backward."""
    names = ", ".join(plan.names)
    body = "\n".join(line for line in plan.body.split("\n") if "TODO" not in line)
    forward = textwrap.indent(f"ctx.save_for_backward({names})\n{body}", " " * 8)
    unpacked = names + ("," if len(plan.names) == 1 else "")
    unpacked = f"({unpacked})" if len(plan.names) == 1 else unpacked
    given = ", ".join(f"g{name}" for name in plan.outputs)
    backward = textwrap.indent(f"{unpacked} = ctx.saved_tensors\n{left}", " " * 8)
    return (
        "import torch\n\n\n"
        f"class {plan.class_name}(torch.autograd.Function):\n"
        f"    @staticmethod\n    def forward(ctx, {names}):\n{forward}\n\n"
        f"    @staticmethod\n    def backward(ctx, {given}):\n{backward}\n"
    )


def _left(plan: Plan) -> str:
    what = " and ".join(plan.names)
    return f'raise NotImplementedError("derive the gradient of {what}")'
