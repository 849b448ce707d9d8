"""Everything that a user can see of a Function, in plain torch and by none of our own checks.

Each scenario notes what it sees under an aspect ("second derivatives", "what stays alive").
`tools/equivalent.py` compares mutants with their solutions in all of them.
"""

from __future__ import annotations

import gc
import itertools
import warnings
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import torch
from sights import Notes, differs
from situations import Situation, cotangents, drawn, plain, situations, transposed
from torch import Tensor
from torch.autograd import Function, grad

from gradgrader.model.exercise import Case, Exercise

Apply = Callable[..., Any]
Scenario = Callable[[Notes, Apply, Exercise], None]
SCENARIOS: list[Scenario] = []


def scenario(look: Scenario) -> Scenario:
    """Register a scenario."""
    SCENARIOS.append(look)
    return look


def applied(source: str) -> Apply:
    """`apply` of the Function that a solution or a mutant of it defines."""
    names: dict[str, object] = {"__name__": "submission"}
    exec(compile(source, "submission", "exec"), names)
    made = [v for v in names.values() if isinstance(v, type) and issubclass(v, Function)]
    return [one for one in made if one is not Function][-1].apply


def observed(apply: Apply, exercise: Exercise) -> Notes:
    """What every scenario sees."""
    notes = Notes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for look in SCENARIOS:
            with notes.caught("errors", look.__name__):
                look(notes, apply, exercise)
    return notes


def called(apply: Apply, inputs: Sequence[Tensor]) -> list[Tensor]:
    """The outputs, as a list."""
    outputs = apply(*inputs)
    return [outputs] if torch.is_tensor(outputs) else list(outputs)


def detached(tensors: Sequence[Tensor]) -> list[Tensor]:
    return [one.detach() for one in tensors]


def weighed(tensors: Sequence[Tensor], at: Situation) -> list[Tensor]:
    """Cotangents that need no gradient."""
    return detached(cotangents(tensors, at, 3))


def onward(grads: Sequence[Tensor | None]) -> list[Tensor]:
    """The gradients that can be differentiated again."""
    return [one for one in grads if one is not None and one.requires_grad]


def in_memory(one: Tensor | None) -> str:
    """How a tensor lies in memory."""
    return "" if one is None else f"{one.stride()} {one._is_view()} {one._version}"  # noqa: SLF001


def described(one: Tensor) -> str:
    """What else a tensor tells of itself."""
    flags = (one.requires_grad, one.is_leaf, one.is_inference(), one.is_neg(), one.is_conj())
    return f"{type(one)} {one.dtype} {one.device} {flags} {type(one.grad_fn).__name__}"


# --- derivatives -------------------------------------------------------------------------------


@scenario
def derivatives(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Outputs, gradients, and two derivatives more, in every situation."""
    for at in situations(exercise):
        differentiate(notes, apply, drawn(exercise, at), at)
    square = Situation("one tensor for all inputs", Case(dict.fromkeys(exercise.cases[0].sizes, 3)))
    one = drawn(exercise, square)[0]
    differentiate(notes, lambda x: apply(*[x] * len(exercise.inputs)), [one], square)


def differentiate(notes: Notes, apply: Apply, inputs: list[Tensor], at: Situation) -> None:
    """Note outputs and three orders of derivatives; each is weighed and differentiated again."""
    with notes.caught(f"values{at.aspect}", at.about):
        current = called(apply, inputs)
        notes.note(f"values{at.aspect}", at.about, current)
        notes.note("memory layout", f"values, {at.about}", [in_memory(o) for o in current])
        given = cotangents(current, at)
        wanted, incoming = inputs, given
        for order in ("gradients", "second derivatives", "third derivatives"):
            with notes.caught(f"{order}{at.aspect}", at.about):
                grads = grad(current, wanted, incoming, create_graph=True, allow_unused=True)
                notes.note(f"{order}{at.aspect}", at.about, grads)
                shown = [in_memory(one) for one in grads]
                notes.note("memory layout", f"{order}, {at.about}", shown)
                current = onward(grads)
                wanted, incoming = [*inputs, *given], weighed(current, at)


@scenario
def subsets(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Some inputs require a gradient, and some outputs have a cotangent."""
    count = len(exercise.outputs)
    for needed in itertools.product((True, False), repeat=len(exercise.inputs)):
        for used in itertools.product((True, False), repeat=count):
            with notes.caught("subsets", f"{needed} {used}"):
                subset(notes, apply, exercise, (needed, used))


def subset(
    notes: Notes, apply: Apply, exercise: Exercise, some: tuple[tuple[bool, ...], tuple[bool, ...]]
) -> None:
    """Gradients and second derivatives for these inputs, through these outputs."""
    at, (needed, used) = plain(exercise), some
    inputs = [
        one.detach().requires_grad_(n) for one, n in zip(drawn(exercise, at), needed, strict=True)
    ]
    outputs = called(apply, inputs)
    notes.note("subsets", f"{some}", [o.requires_grad for o in outputs])
    chosen = [o for o, u in zip(outputs, used, strict=True) if u and o.requires_grad]
    sources = [one for one in inputs if one.requires_grad]
    if chosen and sources:
        given = cotangents(chosen, at)
        first = grad(chosen, sources, given, create_graph=True, allow_unused=True)
        notes.note("subsets", f"{some} first", first)
        next_ = onward(first)
        second = grad(next_, [*sources, *given], weighed(next_, at), allow_unused=True)
        notes.note("subsets", f"{some} second", second)


class Silent(Function):
    """The identity; nothing comes back from it."""

    @staticmethod
    def forward(_: Any, x: Tensor) -> Tensor:
        return x.clone()

    @staticmethod
    def backward(*_: Any) -> None:
        return None


@scenario
def undefined(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Cotangents that are None, some or all."""
    at = plain(exercise)
    for hidden in itertools.product((True, False), repeat=len(exercise.outputs)):
        with notes.caught("undefined cotangents", f"{hidden}"):
            inputs = drawn(exercise, at)
            outputs = called(apply, inputs)
            seen = [Silent.apply(o) if h else o * 2 for o, h in zip(outputs, hidden, strict=True)]
            grads = grad(seen, inputs, weighed(seen, at), allow_unused=True)
            notes.note("undefined cotangents", f"{hidden}", grads)


@scenario
def batched(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """A batch of cotangents at once, and torch.func: vjp, jacrev, vmap, jvp."""
    at = plain(exercise)
    inputs = drawn(exercise, at)
    outputs = called(apply, inputs)
    given = detached(cotangents(outputs, at))
    many = [torch.stack([one * n for n in (1, -2, 3)]) for one in given]
    with notes.caught("batched cotangents", "autograd"):
        grads = grad(outputs, inputs, many, is_grads_batched=True, allow_unused=True)
        notes.note("batched cotangents", "autograd", grads)
    plainly, transforms = detached(inputs), torch.func
    cotangent = tuple(given) if len(given) > 1 else given[0]
    everything = tuple(range(len(inputs)))
    with notes.caught("torch.func", "vjp"):
        notes.note("torch.func", "vjp", transforms.vjp(apply, *plainly)[1](cotangent))
    with notes.caught("batched cotangents", "jacrev"):
        found = transforms.jacrev(apply, everything)(*plainly)
        notes.note("batched cotangents", "jacrev", found)
    with notes.caught("torch.func", "vmap"):
        pairs = [torch.stack([one, 2 * one]) for one in plainly]
        notes.note("torch.func", "vmap", transforms.vmap(apply)(*pairs))
    with notes.caught("torch.func", "jvp"):
        notes.note("torch.func", "jvp", transforms.jvp(apply, tuple(plainly), tuple(plainly)))


# --- what happens around a call ----------------------------------------------------------------


@scenario
def edited(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Inputs, outputs and cotangents are changed in place, after forward or after backward.

    Autograd notices and raises, or the numbers before the edit count: both are right.
    """
    count = len(exercise.inputs) + 2 * len(exercise.outputs)
    undisturbed = edited_once(apply, exercise, ("never", 0, False))
    for moment, which in itertools.product(("after forward", "after backward"), range(count)):
        detail = f"{moment} {which}"
        outcome = edited_once(apply, exercise, (moment, which, False))
        noticed = outcome == "noticed"
        same = not isinstance(outcome, str) and all(
            differs(*pair) in {"", "rounding"} for pair in zip(outcome, undisturbed, strict=True)
        )
        notes.note("edits in place", detail, "right" if noticed or same else outcome)
        notes.note("whether an edit is noticed", detail, noticed)
        secretly = edited_once(apply, exercise, (moment, which, True))
        notes.note("edits through .data", detail, secretly)


def edited_once(
    apply: Apply, exercise: Exercise, edit: tuple[str, int, bool]
) -> list[Tensor | None] | str:
    """Gradients and second derivatives if a tensor is changed at a moment, openly or secretly."""
    moment, which, secretly = edit
    at = plain(exercise)
    inputs = [one.detach().clone().requires_grad_() for one in drawn(exercise, at)]
    outputs = called(apply, inputs)
    given = cotangents(outputs, at)
    target = [*inputs, *outputs, *given][which]
    bare = target.data if secretly else target.detach()
    try:
        if moment == "after forward":
            bare.mul_(1.5)
        first = grad(outputs, inputs, given, create_graph=True, allow_unused=True)
        result = [None if one is None else one.detach().clone() for one in first]
        if moment == "after backward":
            bare.mul_(1.5)
        next_ = onward(first)
        second = grad(next_, [*inputs, *given], weighed(next_, at), allow_unused=True)
    except RuntimeError as error:
        return "noticed" if "inplace" in str(error) else str(error)[:200]
    return [*result, *second]


@scenario
def sharing(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Which tensors share memory, what a call changes, and a second backward."""
    for place in (torch.clone, transposed):
        name = place.__name__
        at = Situation("", plain(exercise).case, place=place, place_cotangent=place)
        inputs = drawn(exercise, at)
        before = [one.clone() for one in detached(inputs)]
        outputs = called(apply, inputs)
        given = detached(cotangents(outputs, at))
        before += [one.clone() for one in detached([*outputs, *given])]
        grads = grad(outputs, inputs, given, retain_graph=True, allow_unused=True)
        around = [*inputs, *outputs, *given]
        places = [one.untyped_storage().data_ptr() for one in (*around, *grads) if one is not None]
        notes.note("shared memory", name, [places.index(pointer) for pointer in places])
        unchanged = [one.detach().equal(old) for one, old in zip(around, before, strict=True)]
        notes.note("what a call changes", name, unchanged)
        notes.note("attributes", name, [described(one) for one in outputs])
        notes.note(
            "attributes", f"{name}, gradients", [described(g) for g in grads if g is not None]
        )
        notes.note("a second backward", name, grad(outputs, inputs, given, allow_unused=True))
        with notes.caught("a third backward", name):
            notes.note("a third backward", name, grad(outputs, inputs, given, allow_unused=True))


@scenario
def warned(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """What torch warns of, if it does so every time and not once in a process."""
    at = plain(exercise)
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            inputs = drawn(exercise, at)
            outputs = called(apply, inputs)
            grad(outputs, inputs, cotangents(outputs, at), allow_unused=True)
    finally:
        torch.set_warn_always(always)
    notes.note("warnings", "", sorted({str(one.message).split("\n")[0] for one in caught}))


@scenario
def modes(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """Two calls that wait for their backward, no graph, autocast, parameters of a module."""
    at = plain(exercise)
    both = [drawn(exercise, at, seed) for seed in (1, 7)]
    waiting = [called(apply, inputs) for inputs in both]
    for number, (inputs, outputs) in enumerate(zip(both, waiting, strict=True)):
        grads = grad(outputs, inputs, cotangents(outputs, at), allow_unused=True)
        notes.note("calls in flight", f"{number}", grads)
    for mode in (torch.no_grad, torch.inference_mode):
        name = mode.__name__
        with notes.caught("modes", name), mode():
            outputs = called(apply, both[0])
            notes.note("modes", name, [described(o) for o in outputs])
            notes.note("modes", f"{name}, values", [o.clone() for o in outputs])
    with notes.caught("modes", "autocast"), torch.autocast("cpu", torch.bfloat16):
        single = drawn(exercise, Situation("", at.case, dtype=torch.float32))
        outputs = called(apply, single)
        grads = grad(outputs, single, cotangents(outputs, at), allow_unused=True)
        notes.note("modes", "autocast", outputs)
        notes.note("gradients under autocast", "", grads)
    parameters = [torch.nn.Parameter(one.detach()) for one in both[0]]
    for _ in range(2):
        torch.autograd.backward(called(apply, parameters), weighed(waiting[0], at))
    notes.note("modes", "parameters", [one.grad for one in parameters])


@scenario
def kept(notes: Notes, apply: Apply, exercise: Exercise) -> None:
    """What is saved, as hooks see it and replace it, and what stays alive."""
    at = plain(exercise)
    hooks = torch.autograd.graph.saved_tensors_hooks
    inputs = drawn(exercise, at)
    packed: list[Tensor] = []
    with hooks(lambda one: packed.append(one.detach()) or one, lambda one: one):
        outputs = called(apply, inputs)
    known = {one.data_ptr(): number for number, one in enumerate([*inputs, *outputs])}
    saved = [f"{known.get(one.data_ptr())} {tuple(one.shape)}" for one in packed]
    notes.note("what is saved", "", saved)
    with hooks(lambda one: one.detach() * 1, lambda one: one * 1.25):
        outputs = called(apply, inputs)
    grads = grad(outputs, inputs, cotangents(outputs, at), allow_unused=True)
    notes.note("replaced saved tensors", "", grads)
    for forgotten in ("inputs", "outputs", "both"):
        notes.note("what stays alive", forgotten, alive(apply, exercise, forgotten))


def alive(apply: Apply, exercise: Exercise, forgotten: str) -> str:
    """How many inputs and outputs are in memory after forward, after backward, and after all."""
    gc.disable()
    try:
        leaves = drawn(exercise, plain(exercise))
        inputs = [one * 1 for one in leaves]
        outputs = called(apply, inputs)
        watched = [weakref.ref(one) for one in (*inputs, *outputs)]
        roots = [one * 1 for one in outputs]
        given = weighed(roots, plain(exercise))
        if forgotten != "outputs":
            del inputs
        if forgotten != "inputs":
            del outputs
        counts = [sum(ref() is not None for ref in watched)]
        grad(roots, leaves, given, allow_unused=True)
        counts.append(sum(ref() is not None for ref in watched))
        del roots
        counts.append(sum(ref() is not None for ref in watched))
        return f"{counts}"
    finally:
        gc.enable()
