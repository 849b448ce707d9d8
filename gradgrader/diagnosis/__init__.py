"""One kind of mistake in each module."""
