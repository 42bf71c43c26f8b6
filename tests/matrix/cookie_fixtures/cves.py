"""
Print which holes are open where: `python tests/matrix/cookie_fixtures/cves.py`, after a run of tox.

A table in Markdown for MIGRATING.md. Each is tried out in every cell, on the bare Flask and with
the hardened interface. Other interpreters with Flask and pytest can be given instead of the cells.
"""

import glob
import itertools
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))


def main(pythons):
    pythons = pythons or glob.glob(os.path.join(ROOT, ".tox", "*flask*", "bin", "python"))
    if not pythons:
        sys.exit("There is no cell. Run tox first, or name interpreters that have Flask.")
    found = {}
    for python in pythons:
        command = [python, "-W", "ignore", os.path.abspath(__file__), "--try"]
        output = subprocess.check_output(command, stderr=subprocess.DEVNULL)
        cell = json.loads(output.decode("ascii").splitlines()[-1])
        before = found.setdefault(cell["flask"], cell)
        if before != cell:
            sys.exit("Two cells of Flask %s differ: %s and %s" % (cell["flask"], before, cell))
    holes = sorted(next(iter(found.values()))["bare"])
    print("| Flask | %s | with sessioncompat |" % " | ".join(holes))
    print("| --- |%s --- |" % (" --- |" * len(holes)))
    rows = [found[one] for one in sorted(found, key=number)]
    for _, group in itertools.groupby(rows, key=lambda row: (row["bare"], row["ours"])):
        group = list(group)
        names = [group[0]["flask"], group[-1]["flask"]]
        cells = ["open" if group[0]["bare"][hole] else "" for hole in holes]
        left = [hole for hole in holes if group[0]["ours"][hole]]
        print("| %s | %s | %s |" % (
            names[0] if len(group) == 1 else " to ".join(names),
            " | ".join(cells),
            "open: " + ", ".join(left) if left else "all closed",
        ))
    return 1 if any(hole for row in rows for hole in row["ours"].values()) else 0


def number(text):
    return [int(part) for part in re.findall("[0-9]+", text)]


def try_out():
    sys.path.insert(0, os.path.dirname(HERE))
    from conftest import version
    from test_cookie_cves import open_holes, with_ours

    print(json.dumps({
        "flask": version("flask"), "bare": open_holes(), "ours": open_holes(with_ours)
    }))


if __name__ == "__main__":
    sys.exit(try_out() if sys.argv[1:] == ["--try"] else main(sys.argv[1:]))
