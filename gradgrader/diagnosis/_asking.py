"""What the numbers of wrong gradients ask: a mistake that makes just them, or what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gradgrader.diagnosis._about import Asked
from gradgrader.diagnosis._asked import ADDED, OF_KIND, ROUTE
from gradgrader.diagnosis._blackbox import Block, kinds, views
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._place import Kind
from gradgrader.diagnosis._questions import question
from gradgrader.diagnosis._retaken import retaken
from gradgrader.diagnosis._reverse import looked_up
from gradgrader.diagnosis.base import Findings
from gradgrader.diagnosis.block_class import only_in_equal_sizes, told_by_values

# of these the numbers say all that there is to ask; of others a mistake that makes them says more
PLAIN = {"none", "size-lost", "sign-lost", "squared", "not-linear", "single", "close", "offset"}
# and of these a change of the text that mends them does
SIZES = "square"
VAGUE = {SIZES, "moved", "part"}
# of these a step of forward that is taken back as another says more
UNCLEAR = {*VAGUE, "wrong", "small", "positive", "negative", "signs", "slope"}
MORE_THAN_SIZES = {"missing-factor", "missing-term", "overwritten", "off-by-one", "slice"}
LOSING = {"dropped-cotangent", "swapped-cotangents"}
MOST = 2


@dataclass(frozen=True, slots=True)
class Questions:
    """What to ask; it is `vague` where it only says what the numbers look like.

    Or what is one of several in the rounds of a loop. Then a change of the text that mends them
    says more; of sizes only one of these kinds.
    """

    asked: tuple[Asked, ...] = ()
    vague: bool = False
    sizes: bool = False

    def less_than(self, kind: str) -> bool:
        """Whether a change of this kind says more."""
        return bool(kind) and (not self.sizes or kind in MORE_THAN_SIZES)


def questions(findings: Findings) -> Questions:
    """What the numbers ask, if they ask anything."""
    return findings.once("questions", lambda: _questions(findings))


def _questions(findings: Findings) -> Questions:
    found = kinds(findings) if told_by_values(findings) else None
    if found is None:
        return Questions()
    shown = {kind.name for kind in found.values()}
    known = _known(findings, found, shown)
    if known:
        every = [question(mistake, findings.exercise) for mistake in known]
        different = {one.words: one for one in every}
        return Questions((*different.values(),)[:MOST], any(one.rounds for one in known))
    if not found:
        together = len(findings.exercise.outputs) > 1 and _off_together(findings)
        if _in_equal_sizes(findings) and not together:
            return Questions((OF_KIND[SIZES],), vague=True, sizes=True)
        return Questions((ADDED,) if together else ())
    asked = tuple(_of_kinds(findings, found, shown))
    return Questions(asked, bool(shown & VAGUE), SIZES in shown)


def _known(findings: Findings, found: Mapping[Block, Kind], shown: set[str]) -> list[Mistake]:
    """The mistakes with a name that are asked for."""
    known = [] if shown & PLAIN else _mistakes(findings, shown)
    if shown == {"zero"}:  # then any mistake that loses everything has these numbers
        known = [one for one in known if _partly(findings, found) and one.code in LOSING]
    return known


def _mistakes(findings: Findings, shown: set[str]) -> list[Mistake]:
    """Those that make just these numbers: in the derivation, or in a step of forward."""
    known = looked_up(findings)
    if shown <= {"factor"} and {one.code for one in known} == {"wrong-derivative"}:
        return []  # the factor is all that there is to ask for
    return known or (retaken(findings) if shown & UNCLEAR else [])


def _of_kinds(findings: Findings, found: Mapping[Block, Kind], shown: set[str]) -> list[Asked]:
    """What the kinds themselves ask, where all of them ask the same (but for what follows)."""
    if "input" in shown or "output" in shown:  # which leave zeros and extras elsewhere
        shown = shown & {"input", "output"}
    if "constant" in shown:
        shown = shown - {"extra"}
    asked = [OF_KIND.get(name) for name in sorted(shown)]
    if shown == {"zero"} and _partly(findings, found):
        return [ROUTE]
    plain = [one for one in asked if one is not None]
    same = len(plain) == len(asked) and len({one.code for one in plain}) == 1
    return plain[:1] if same else []


def _partly(findings: Findings, found: Mapping[Block, Kind]) -> bool:
    """Whether some input gets something through one output and nothing through another."""
    rows = views(findings)[0].expected
    inputs = {index for _, index in found}
    return any(
        row[i] is not None and (j, i) not in found for j, row in enumerate(rows) for i in inputs
    )


def _in_equal_sizes(findings: Findings) -> bool:
    """Whether everything is right there, because no shape and no size differs from another."""
    contract, seen = findings.failed("contract"), views(findings)
    shaped = contract is not None and contract.code == "gradient-shape"
    return bool(seen) and not shaped and only_in_equal_sizes(findings, seen[0])


def _off_together(findings: Findings) -> bool:
    outcome = findings.failed("gradients")
    return outcome is not None and outcome.code == "together"
