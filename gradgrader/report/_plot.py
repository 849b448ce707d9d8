"""The Taylor rate as a plot of signs: both axes are logarithms."""

from __future__ import annotations

import math

from rich.text import Text

from gradgrader.model.picture import Taylor

WIDE, NARROW, ENOUGH = 6, 3, 60  # columns between two points, and what the wide ones take
LABEL = 9


def plot(one: Taylor, room: int) -> Text:
    """Steps to the right and remainders upwards, with what rates of 1 and 2 would be."""
    text = Text(f"Taylor rate {one.rate:.2g}", style="bold")
    text.append(" (2 is right): what the linear approximation leaves", "not bold")
    text.append(
        "\no yours, 1 and 2 those rates; both axes halve from mark to mark",
        "not bold dim",
    )
    apart = WIDE if room >= ENOUGH else NARROW
    first, count = one.remainders[0], len(one.steps)
    if not first:
        return text
    lowest = 2 * (count - 1)
    columns = [apart * (count - 1 - number) for number in range(count)]
    for line in range(lowest + 1):
        signs = {columns[n]: "2" for n in range(count) if 2 * n == line}
        signs |= {columns[n]: "1" for n in range(count) if n == line}
        signs |= {columns[n]: "o" for n in range(count) if _fall(one, n) == line}
        label = f"{first * 2.0**-line:.1e}" if line in {0, lowest} else ""
        text.append(f"\n{label:>{LABEL}} | ", style="not bold dim")
        for column in range(columns[0] + 1):
            sign = signs.get(column, " ")
            text.append(sign, style="bold red" if sign == "o" else "not bold dim")
    first_step, last = f"{one.steps[-1]:.1e}", f"{one.steps[0]:.1e}"
    wide = columns[0] + 3
    between = first_step + last.rjust(max(wide - len(first_step), len(last) + 1))
    margin = " " * (LABEL + 1)
    return text.append(f"\n{margin}+{'-' * wide}\n{margin} {between}", style="not bold dim")


def _fall(one: Taylor, number: int) -> int | None:
    """How many halvings a remainder is below the first."""
    first, here = one.remainders[0], one.remainders[number]
    return round(math.log2(first / here)) if first and here else None
