"""
The parts of the docs that are made and not written.

README.md and MIGRATING.md call these from their cog blocks; ``cog -r`` puts
the result in, and ``tests/test_docs.py`` fails where it was forgotten.
"""

import os
import re
import subprocess
import sys

from sessioncompat.history import FACTS
from sessioncompat.releases import RELEASES



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
    before, *_, after = shown.partition("\n")[2].split("\n\n$ ")
    return "%s\n\n$ %s" % (before, after)


# The holes of stock cookie sessions, and when a release is open to each.
_HOLES = [
    ("CVE-2023-30861", lambda has: not has("flask.varies-on-refresh")),
    ("CVE-2025-47278", lambda has: has("flask.signs-with-the-last-fallback-key")),
    ("CVE-2026-27205", lambda has: not has("flask.varies-on-key-lookup")),
    ("code in pickles", lambda has: has("flask.pickles-cookie")),
    ("empty key", lambda has: has("flask.signs-with-an-empty-key")),
]


def hole_table():
    """Which holes are open in the cookie sessions of which Flask, as a Markdown table."""
    yield "| Flask | %s | with sessioncompat |" % " | ".join(name for name, _ in _HOLES)
    yield "|---|%s---|" % ("---|" * len(_HOLES))
    runs = []
    for release in RELEASES["flask"]:
        has = {row.path: row.exists_in(release) for row in FACTS}.get
        row = ["open" if is_open(has) else "" for _, is_open in _HOLES]
        if runs and runs[-1][2] == row:
            runs[-1][1] = release
        else:
            runs.append([release, release, row])
    for first, last, row in runs:
        name = first if first == last else "%s to %s" % (first, last)
        yield "| %s | %s | closed |" % (name, " | ".join(row))
