"""One's own Functions, judged from Python: a call, a notebook's magic, an assertion."""
