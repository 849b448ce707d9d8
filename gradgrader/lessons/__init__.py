"""One format of a derivation in each module."""
