"""Where submissions are graded: one engine is one module."""
