"""
Proves that the search loses nothing: `python benchmarks/lint_proof.py PATH…` in an environment with the lint.

Every file is read twice: once as the command reads it, and once by asking the rules about every
place where one of their names stands, in whatever surroundings. `benchmarks/lint.py --prove` runs
it over the trees of the benchmark.
"""

import collections
import concurrent.futures
import itertools
import os
import sys

from sessioncompat.lint.discovery import Files
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.search import read
from sessioncompat.lint.source import Source

#: A wide range, in which the most rules have something to say.
RANGE = Range({"flask": ">=0.5,<3.3"}, "proof")


def differences(paths):
    """Return how many files and findings there are, and what only one of the readings finds."""
    quick, thorough = Linter(all_rules()), Linter(all_rules(), exhaustive=True)
    counts = collections.Counter(files=len(paths))
    differing = []
    for path in paths:
        try:
            data = read(path)
        except OSError:
            continue
        found = quick.lint(Source(path, data), RANGE)
        everything = thorough.lint(Source(path, data), RANGE)
        counts["findings"] += len(everything)
        if found != everything:
            differing += set(found) ^ set(everything)
        quick.project.forget()
        thorough.project.forget()
    return counts, differing


def main():
    files = Files().find(sys.argv[1:])
    parts = iter(lambda: list(itertools.islice(files, 200)), [])
    counts, differing = collections.Counter(), []
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for some, others in pool.map(differences, parts):
            counts += some
            differing += others
    for finding in sorted(differing, key=lambda finding: finding.sort_key):
        print(f"{finding.path}:{finding.row}:{finding.column}: {finding.code} in one reading only")
    print(f"{counts['files']} files, {counts['findings']} findings, {len(differing)} differences")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
