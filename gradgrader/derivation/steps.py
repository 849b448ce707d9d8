"""A forward cut into steps worth a lesson: what has a name, and what is too much at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gradgrader.derivation.passes import One
from gradgrader.derivation.symbolic import NoRule, known_rule
from gradgrader.derivation.trace import Node
from gradgrader.model.exercise import Exercise

LETTERS = "uwrszhcbefl"


@dataclass(frozen=True, slots=True)
class Step:
    """A value with a name, the named values that it is made of, and all nodes on the way to it."""

    name: str
    node: Node
    leaves: Mapping[str, Node]
    inner: tuple[Node, ...]


def names(one: One, exercise: Exercise) -> dict[str, Node]:
    """The values of forward that have a name, and those that get one, in the order of forward.

    Where two names are of one value, an output's name comes first.
    """
    ends = [one.named[name] for name in exercise.outputs]
    forward = _ancestors(ends, {})
    inputs = {spec.name: one.named[spec.name] for spec in exercise.inputs}
    found: dict[int, str] = {id(node): name for name, node in inputs.items()}
    for name in (*exercise.outputs, *one.named):
        found.setdefault(id(one.named[name]), name)
    fresh = (name for name in itertools.chain(LETTERS, _numbered()) if name not in one.named)
    named: dict[str, Node] = dict(inputs)
    places = {id(node): number for number, node in enumerate(one.nodes)}
    for node in one.nodes:
        if id(node) not in forward or node.op == "given":
            continue
        if id(node) in found:
            for cut in sorted(_cuts(node, found), key=lambda one: places[id(one)]):
                found[id(cut)] = next(fresh)
                named[found[id(cut)]] = cut
            named[found[id(node)]] = node
    return dict(sorted(named.items(), key=lambda item: places[id(item[1])]))


def steps(named: Mapping[str, Node], exercise: Exercise) -> Iterator[Step]:
    """One for each name that is no input's."""
    by_id = {id(node): name for name, node in named.items()}
    inputs = {spec.name for spec in exercise.inputs}
    for name, node in named.items():
        if name in inputs:
            continue
        inner = _within(node, by_id)
        leaves = {
            by_id[id(parent)]: parent
            for one in inner
            for parent in one.parents
            if id(parent) in by_id
        }
        ordered = {leaf: leaves[leaf] for leaf in named if leaf in leaves}
        yield Step(name, node, ordered, inner)


def _within(node: Node, stops: Iterable[int]) -> tuple[Node, ...]:
    """A node and what it is computed from, up to the stops, in the order of computation."""
    stops, seen, order = set(stops), set(), []

    def visit(one: Node) -> None:
        if id(one) in seen:
            return
        seen.add(id(one))
        for parent in one.parents:
            if id(parent) not in stops:
                visit(parent)
        order.append(one)

    visit(node)
    return tuple(order)


def _ancestors(ends: Iterable[Node], found: dict[int, Node]) -> dict[int, Node]:
    for node in ends:
        if id(node) not in found:
            found[id(node)] = node
            _ancestors(node.parents, found)
    return found


def _cuts(end: Node, stops: Iterable[int]) -> list[Node]:
    """Operations of one step that need a lesson each, but the last; none if one lesson will do.

    What works on the entries of one value alone is one function, however long.
    """
    stops = set(stops)
    inner = [node for node in _within(end, stops) if node.parents]
    leaves = {id(p) for node in inner for p in node.parents if id(p) in stops}
    try:
        rules = {id(node): known_rule(node) for node in inner if _reached(node, leaves)}
    except NoRule:
        return []
    heavy = [n for n in inner if id(n) in rules and not _light(n, rules, leaves)]
    entrywise = all(rules[id(node)].each for node in heavy)
    if len(heavy) < 2 or (entrywise and len(leaves) == 1):  # noqa: PLR2004 - one is no reason to cut
        return []
    cuts = (_to_the_next(node, inner, heavy) for node in heavy[:-1])
    return list(dict.fromkeys(cut for cut in cuts if cut is not end))


def _to_the_next(node: Node, inner: Sequence[Node], heavy: Sequence[Node]) -> Node:
    """The last value before another operation that needs a lesson: `x @ w.T + b`, with the sum."""
    while True:
        users = [one for one in inner if node in one.parents]
        if len(users) != 1 or users[0] in heavy or users[0] is inner[-1]:
            return node
        node = users[0]


def _numbered() -> Iterator[str]:
    return (f"u_{number}_" for number in itertools.count(1))


def _light(node: Node, rules: Mapping[int, object], leaves: set[int]) -> bool:
    """Whether an operation only moves, adds or scales by a number."""
    rule = known_rule(node)
    varying = [parent for parent in node.parents if id(parent) in rules or id(parent) in leaves]
    scales = node.op in {"mul", "div"} and len(varying) == 1 and varying[0] is node.args[0]
    return rule.light or scales


def _reached(node: Node, leaves: set[int]) -> bool:
    return id(node) in leaves or any(_reached(parent, leaves) for parent in node.parents)
