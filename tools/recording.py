"""Rewrites docs/recording.svg: a terminal in which a mistake is found and mended, for real.

The commands are run, and what they print is drawn once, as one long column; CSS shows it bit by bit
and scrolls. Who wants no motion sees the first screen.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parents[1]
MISTAKE = ROOT / "exercises" / "attn" / "mistakes" / "ga_ignored.py"
COMMANDS = (
    "gradgrader check attn.py",
    "gradgrader hint attn",
    "sed -i 's/gx = g /gx = (g + ga) /' attn.py",
    "gradgrader check attn.py",
)
COLUMNS, ROWS, MARGIN = 80, 24, 16
READ, TYPED = 6.0, 1.2  # seconds for what is printed, and for a command
WORDS = (
    "gradgrader finds that what arrives for the second output never reaches q and k, hints at the"
    " rule that was forgotten, and passes the file when the term is added"
)
SEGMENT = re.compile(
    r'<text class="([^"]+)"((?: (?:x|y|textLength)="[^"]+")+) clip-path="url\(#t-line-(\d+)\)">(.*?)</text>'
)
PARTS = "{styles}\0{matrix}\0{char_width}\0{line_height}"
PAGE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">
<title>{words}</title>
<style>
text {{ font: 20px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre; }}
{styles}
@media (prefers-reduced-motion: no-preference) {{
.all {{ animation: all {seconds:.1f}s step-end infinite; }}
{animations}
}}
@keyframes all {{ {scroll} }}
{reveals}
</style>
<rect width="100%" height="100%" rx="8" fill="#292929"/>
<svg x="{margin}" y="{margin}" width="{inner:.0f}" height="{rows:.0f}"><g class="all">
{groups}
</g></svg>
</svg>
"""


@dataclass(frozen=True)
class Shown:
    """Lines that appear together, and the seconds that they are looked at."""

    lines: list[Text]
    seconds: float


def main() -> None:
    """Run it, draw it, write it."""
    with tempfile.TemporaryDirectory() as folder:
        text = MISTAKE.read_text(encoding="utf-8").split("\n", 2)[2]  # what is wrong is not told
        Path(folder, "attn.py").write_text(text, encoding="utf-8")
        shown = [part for command in COMMANDS for part in ran(command, Path(folder))]
    (ROOT / "docs" / "recording.svg").write_text(drawn(shown), encoding="utf-8")


def ran(command: str, folder: Path) -> list[Shown]:
    """A prompt with a command, and what it prints."""
    environment = {
        **os.environ,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),
        "COLUMNS": str(COLUMNS),
        "FORCE_COLOR": "1",
        "TERM": "xterm-256color",
        "GRADGRADER_PROGRESS": "off",
    }
    shell = shutil.which("bash") or "sh"
    done = subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # progress, which is gone at the end
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, f"{command}: {done.returncode}"
    prompt = Text.assemble(("$ ", "bold green"), (command, "bold"))
    printed = [Text.from_ansi(line) for line in done.stdout.rstrip().split("\n")]
    typed = Shown([prompt], TYPED)
    return [typed, Shown([*printed, Text()], READ)] if done.stdout else [typed]


def drawn(shown: Sequence[Shown]) -> str:
    """All of it as one picture that moves."""
    styles, rows, char, high = column([line for part in shown for line in part.lines])
    total, at, first = sum(part.seconds for part in shown), 0.0, 0
    groups, animations, reveals, scroll = [], [], [], ["0% { transform: none; }"]
    for number, part in enumerate(shown):
        last = first + len(part.lines)
        lines = "".join(rows[row] for row in range(first, last))
        groups.append(f'<g class="p{number}">{lines}</g>')
        if number:
            when = f"{100 * at / total:.2f}%"
            animations.append(
                f".p{number} {{ animation: p{number} {total:.1f}s step-end infinite; }}"
            )
            reveals.append(
                f"@keyframes p{number} {{ 0% {{ opacity: 0; }} {when} {{ opacity: 1; }} }}"
            )
            scroll.append(
                f"{when} {{ transform: translateY({min(0, ROWS - last) * high:.1f}px); }}"
            )
        at, first = at + part.seconds, last
    return PAGE.format(
        width=COLUMNS * char + 2 * MARGIN,
        height=ROWS * high + 2 * MARGIN,
        words=WORDS,
        styles=styles,
        seconds=total,
        animations="\n".join(animations),
        scroll=" ".join(scroll),
        reveals="\n".join(reveals),
        margin=MARGIN,
        inner=COLUMNS * char,
        rows=ROWS * high,
        groups="\n".join(groups),
    )


def column(lines: Sequence[Text]) -> tuple[str, Mapping[int, str], float, float]:
    """Styles, the text elements of each line, and the size of a character, all of them rich's."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), color_system="truecolor")
    for line in lines:
        console.print(line, overflow="crop", no_wrap=True)
    styles, matrix, char, high = console.export_svg(code_format=PARTS, unique_id="t").split("\0")
    rows: dict[int, str] = defaultdict(str)
    for class_, place, row, text in SEGMENT.findall(matrix):
        rows[int(row)] += f'<text class="{class_}"{place}>{text}</text>'
    return styles, rows, float(char), float(high)


if __name__ == "__main__":
    main()
