"""Grade hand-derived backwards of torch.autograd.Function; importing this does not import torch.

`gradgrader.check(Attn, "attn")` grades a Function that is there already; `%load_ext gradgrader`
brings `%%gradgrader` to a notebook; `gradgrader.testing` is for tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradgrader.own.check import check as check
    from gradgrader.own.checked import Checked as Checked

__version__ = "0.1.0"
__all__ = ["Checked", "__version__", "check"]


def __getattr__(name: str) -> Any:
    """What imports torch, when it is asked for."""
    if name == "check":
        from gradgrader.own.check import check  # noqa: PLC0415 - it imports torch

        return check
    if name == "Checked":
        from gradgrader.own.checked import Checked  # noqa: PLC0415 - nobody else waits for it

        return Checked
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext gradgrader`."""
    from gradgrader.own.magic import load  # noqa: PLC0415 - IPython is there when it asks

    load(shell)
