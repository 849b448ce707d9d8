"""One question about a Function in each module."""
