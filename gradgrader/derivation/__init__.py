"""How a gradient is derived by hand: steps, their Jacobians, and formulas without coordinates."""
