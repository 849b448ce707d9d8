"""`gradgrader list`: the exercises, what is done, and what comes next."""

from __future__ import annotations

from gradgrader.cli.catalogue import More, known
from gradgrader.cli.guard import guarded

EPILOG = "Example: gradgrader list"


@guarded
def list_exercises(exercises: More = None) -> None:
    """List the exercises, what is solved, and what to do next."""
    from gradgrader.cli.kept import notes
    from gradgrader.cli.listing import listing
    from gradgrader.cli.plain import say
    from gradgrader.progress.standing import next_up

    found, kept = known(exercises), notes()
    for line in listing(found, kept):
        say(line)
    say()
    ahead = next_up(found, kept)
    say(f"next: gradgrader show {ahead.id}" if ahead else "all of them are solved", dim=True)
