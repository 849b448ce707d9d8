"""One submission to its report."""
