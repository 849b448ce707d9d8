"""One format of a whole cohort in each module."""
