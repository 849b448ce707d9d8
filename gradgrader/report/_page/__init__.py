"""Parts that pages for a browser have in common."""
