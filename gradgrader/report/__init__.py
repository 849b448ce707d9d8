"""One format in each module."""
