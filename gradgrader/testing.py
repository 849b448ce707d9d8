"""For tests of one's own Functions: `assert_gradients(Function, inputs="x: n d")`."""

from gradgrader.own.asserted import assert_gradients

__all__ = ["assert_gradients"]
