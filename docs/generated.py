"""
The parts of the docs that are made and not written.

README.md and MIGRATING.md call these from their cog blocks; ``cog -r`` puts
the result in, and ``tests/docs/test_docs.py`` fails where it was forgotten.
"""

import itertools
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

from sessioncompat.history import FACTS


def fact_table(package, behaviours=False):
    """The rows of history.py about one distribution, as a Markdown table."""
    yield "| Name | Since | Deprecated | Gone | Instead | Why |"
    yield "|---|---|---|---|---|---|"
    for row in FACTS:
        if row.package != package or (row.kind == "behaviour") is not behaviours:
            continue
        since, gone = row.added, row.removed or ""
        if row.gap:
            since += ", again " + row.gap[1]
            gone = ", ".join(filter(None, [row.gap[0], gone]))
        name = row.path.partition(".")[2].replace("-", " ") if behaviours else "`%s`" % row.path
        instead = row.instead or ""
        if re.match(r"[\w.]+[\[(]|[\w.]*_|\w+\.\w", instead):
            instead = "`%s`" % instead
        yield "| %s |" % " | ".join([name, since, row.deprecated or "", gone, instead, row.why])


def command(*arguments):
    """
    What a command prints, with the ids and dates that differ every time left out.
    """
    environ = dict(os.environ, PYTHONWARNINGS="ignore")
    text = subprocess.check_output([sys.executable, "-m", *arguments], env=environ, text=True)
    text = re.sub(r"[0-9a-f]{32}", "0123456789abcdef", text)
    text = re.sub(r"(0123456789abcdef)\.[\w-]{27}", r"\1", text)
    text = re.sub(r"Expires=(?!Thu, 01 Jan 1970)[^;]+", "Expires=in 31 days", text)
    text = re.sub(r"Python 3[\d.]+", "Python 3", text)
    return text.rstrip()


def fixed_by_the_lint():
    """What the demo shows of the old extension, but for what the lint finds and changes."""
    shown = command("sessioncompat", "demo").partition("An old extension, fixed by the lint\n")[2]
    shown = shown.partition(_ON_THE_BRIDGE)[0].rstrip()
    before, *_, after = shown.partition("\n")[2].split("\n\n$ ")
    return "%s\n\n$ %s" % (before, after)


_ON_THE_BRIDGE = "An extension as it was written for Flask 0.12, on the bridge\n"


def on_the_bridge():
    """What the demo's unmodified extension was seen to use."""
    shown = command("sessioncompat", "demo").partition(_ON_THE_BRIDGE)[2]
    return "\n".join(line for line in shown.splitlines() if line.startswith("old_extension.py"))


def tried_on_releases():
    """What the lint did to old releases from PyPI, by the pages that its tests write."""
    here = Path(__file__).parent
    fixed, read = (here.joinpath(name).read_text() for name in ("fix-and-run.md", "range-check.md"))
    rescued = re.search(r"\*\*(\d+) releases\*\*", fixed)[1]
    agreeing = re.search(r"\*\*(\d+ of \d+) releases\*\*", read)[1]
    text = (
        "[docs/fix-and-run.md](docs/fix-and-run.md) does the same to releases from PyPI: "
        f"{rescued} of them that do not run on today's Flask run there once they are fixed, and on "
        "the Flask of their day as before. [docs/range-check.md](docs/range-check.md) holds what "
        f"`range` says to real runs: for {agreeing} both ends are just where it has them, and the "
        "page says what sets the others."
    )
    return textwrap.fill(text, 105, break_on_hyphens=False)


def hole_table():
    """Which holes every cell found open in the cookie sessions of its Flask, as a Markdown table."""
    found = json.loads((Path(__file__).parent / "holes.json").read_text())
    holes = sorted({hole for row in found.values() for hole in row["tried"]})
    yield "| Flask | %s | with sessioncompat |" % " | ".join(holes)
    yield "|---|%s---|" % ("---|" * len(holes))
    for (stock, ours), group in itertools.groupby(
        found, lambda flask: (found[flask]["stock"], found[flask]["sessioncompat"])
    ):
        first, *_, last = [*group] * 2
        cells = ["open" if hole in stock else "" for hole in holes]
        left = "open: " + ", ".join(ours) if ours else "closed"
        yield "| %s |" % " | ".join([first if first == last else f"{first} to {last}", *cells, left])
