"""
Range check: where `sessioncompat range` says that a release stops and starts to run, and where it does.

    python tests/lint/fix_and_run/ranges.py                everything, and docs/range-check.md
    python tests/lint/fix_and_run/ranges.py Flask-Login    what has that in its name
    python tests/lint/fix_and_run/ranges.py --check        whether the page still says what is read

The small apps of each release are visited on one Flask after the other, by bisection, with the oldest
Werkzeug that the Flask takes. A release that needs an old Werkzeug therefore ends where Flask begins
to need a newer one. The start of a range is visited on Python 2.7, as far as the release runs there,
and the end on Python 3.9, unless the release is Python 2 alone.
"""

import argparse
import collections
import concurrent.futures
import functools
import os
import pathlib
import re
import sys
import threading
import time
from dataclasses import dataclass

import run

sys.path.insert(0, str(run.ROOT))
from sessioncompat.history import release as number  # noqa: E402
from sessioncompat.lint.configs import Configs  # noqa: E402
from sessioncompat.lint.discovery import Files, is_framework  # noqa: E402
from sessioncompat.lint.flaskrange import Range  # noqa: E402
from sessioncompat.lint.inference import infer  # noqa: E402
from sessioncompat.lint.source import Source  # noqa: E402
from sessioncompat.releases import RELEASES, UPCOMING  # noqa: E402

PAGE = run.ROOT / "docs" / "range-check.md"
# The oldest Werkzeug that a Flask takes on that Python, from the first Flask that it is for.
PYTHON_3 = {
    "0.10": "flask0.12.5-era.txt", "2.0.0": "flask2.0.3-era.txt", "2.2.0": "flask2.2.txt",
    "2.3.0": "flask2.3.0.txt", "2.3.2": "flask2.3.3-era.txt", "3.0.0": "flask3.0.3-era.txt",
    "3.1.0": "flask3.1.txt",
}  # fmt: skip
PYTHON_2 = {"0.5": "flask0.8.txt", "0.10": "flask0.12.5-era.txt"}
FLASKS = [text for text in RELEASES["flask"] if text != UPCOMING["flask"]]
ON = {
    "2.7": [text for text in FLASKS if (0, 5) <= number(text) < (2,)],
    run.PYTHON: [text for text in FLASKS if number(text) >= (0, 10)],
}
NEEDED = 20


def main(only, show):
    started = time.monotonic()
    releases = run.load((run.HERE / "releases.toml").read_text())
    wanted = [one for one in releases if only.lower() in one.requirement.lower()]
    with run.redis_server() as url, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(lambda job: measure(job[1], f"{url}{job[0]}", show), enumerate(wanted)))
    page = page_of(rows)
    print(page)
    if not only:
        PAGE.write_text(page)
    print(f"This took {time.monotonic() - started:.0f} seconds.", file=sys.stderr)
    return 0 if only or len([row for row in rows if agrees(row)]) >= NEEDED else 1


def check():
    """Read all releases again, visit none, and say where the page has other ends."""
    page = PAGE.read_text()
    stale = []
    for one in run.load((run.HERE / "releases.toml").read_text()):
        first, end = inferred(one)
        cells = re.search(rf"^\| {re.escape(one.requirement)} \| (.*?) \| .*? \| (.*?) \|", page, re.M)
        if (cells.groups() if cells else ("", "")) != (_read(first), _read(end)):
            stale.append(f"{one.requirement} is read as {_read(first)} to {_read(end)}.")
    print(*stale, sep="\n", end="\n" * bool(stale))
    print(f"{len(stale)} of the ranges in {PAGE.name} are not what is read.")
    return 1 if stale else 0


def sources_of(one):
    directory = run.install(run.WORK / one.requirement, one.requirement, *one.pins)
    found = [path for name in one.modules for path in directory.glob(f"{name}*")]
    named = [str(path) for path in found if "-info" not in path.name]
    # tox tells git to ignore the folder they are in.
    paths = Files(Configs({"respect_gitignore": False})).find(named)
    return directory, [
        Source(path, pathlib.Path(path).read_bytes()) for path in paths if not is_framework(path)
    ]


def inferred(one):
    """The first Flask that runs the release, and the first after it that does not, with the reasons."""
    _, sources = sources_of(one)
    flask, werkzeug = infer(sources, "flask"), infer(sources, "werkzeug")
    ends = [(end.release, end.finding.code) for end in [flask.first_bad] if end]
    if werkzeug.first_bad:
        bound = number(werkzeug.first_bad.release)
        for text in ON[run.PYTHON]:
            if number(Range({"flask": f"=={text}"}, "").span("werkzeug").oldest) >= bound:
                ends.append((text, werkzeug.first_bad.finding.code))
                break
    first = (flask.oldest.release, flask.oldest.finding.code) if flask.oldest else None
    return first, min(ends, key=lambda end: number(end[0])) if ends else None


def measure(one, url, show):
    first, end = inferred(one)
    return {
        "release": one, "first": first, "end": end,
        "upper": upper(one, url, show), "lower": lower(one, url, show),
    }  # fmt: skip


def upper(one, url, show):
    return bisect(one, ON[one.python], day_of(one, one.python), one.python, url, show)


def lower(one, url, show):
    """On Python 2.7, where the old ones are; on Python 3 for what is for Python 3 alone."""
    for python in dict.fromkeys(["2.7", one.python]):
        try:
            found = bisect(one, ON[python][::-1], day_of(one, python), python, url, show)
        except run.CannotInstall:
            continue
        # Its author did not always notice that it is.
        if found.good:
            break
    return found


def day_of(one, python):
    """A Flask of its day on that Python."""
    day = one.range_day or one.day
    return day if day in ON[python] else "0.12.5" if python == run.PYTHON else ON[python][-1]


@dataclass(frozen=True)
class Measured:
    """The last Flask that works and the first that does not, None where all or none does."""

    python: str
    good: str
    bad: str
    says: str


def bisect(one, flasks, good, python, url, show):
    """
    Look for the last Flask that works and the first that does not.

    The list goes from `good`, which must work, to where it gets worse.
    """
    flasks = flasks[flasks.index(good) :]
    say = functools.lru_cache(maxsize=None)(lambda index: visit(one, flasks[index], python, url, show))
    if say(0):
        return Measured(python, None, good, say(0))
    if not say(len(flasks) - 1):
        return Measured(python, flasks[-1], None, "")
    low, high = 0, len(flasks) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if say(middle) else (middle, high)
    return Measured(python, flasks[low], flasks[high], say(high))


def visit(one, flask, python, url, show):
    table = PYTHON_2 if python == "2.7" else PYTHON_3
    pins = max((text for text in table if number(text) <= number(flask)), key=number)
    # Flask 2.1 asks for it before Python 3.10.
    more = ["importlib-metadata==6.7.0", "zipp==3.15.0"] if flask.startswith("2.1.") else []
    name = f"{python}-{one.requirement}"
    paths = [
        run.mark_packages(one, install(name, python, one.requirement, *one.pins)),
        install(f"{python}-flask{flask}", python, f"Flask=={flask}", "-r", run.PINS / table[pins], *more),
    ]
    said = (run.visit_with(python, one, paths, url, show, app) for app in (one.app, *one.also))
    return next(filter(None, said), "")


LOCKS = collections.defaultdict(threading.Lock)


def install(name, python, *requirements):
    """Two releases may want one Flask at the same time."""
    with LOCKS[name]:
        return run.install(run.WORK / "ranges" / name, *requirements, python=python)


def agrees(row):
    """Whether every end that was inferred is the one that was measured."""
    first, end, lower, upper = (row[name] for name in ("first", "end", "lower", "upper"))
    if not (lower.good and upper.good):
        return False
    if lower.bad:
        starts = first and first[0] == lower.good
    else:
        # Nobody can look before the first Flask that there is on a Python.
        starts = not first or number(first[0]) <= number(lower.good)
    return bool(starts) and upper.bad == (end[0] if end else None)


def page_of(rows):
    good, bad = [row for row in rows if agrees(row)], [row for row in rows if not agrees(row)]
    lines = [
        "# The range of code, and where it runs",
        "",
        "`python tests/lint/fix_and_run/ranges.py` writes this page. `sessioncompat range` reads the release,",
        "and small apps of it are visited on one Flask after the other: see there for how. Where it starts is",
        "looked for on Python 2.7, or on 3.9 if 2.7 cannot run it, and where it ends on 3.9, or on 2.7 if it is",
        "Python 2 alone. Python 2.7 has Flask 0.5 to 1.1.4, and Python 3.9 all from 0.10 on: where it runs on",
        "all of these, a start before them is taken as read.",
        "",
        f"For **{len(good)} of {len(rows)} releases** both ends are just where the range has them.",
        "",
        *_table(good),
        "",
        "For these they are not. The note says why. Nothing of a session's sets the other end, unless the note",
        "says that no rule looks for it.",
        "",
        *_table(bad, why=True),
    ]
    return "\n".join(lines) + "\n"


def _table(rows, why=False):
    heads = ["Release", "from, as read", "from, as run", "below, as read", "below, as run", "it says there"]
    heads += ["why"] if why else []
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        one = row["release"]
        upper, lower = row["upper"], row["lower"]
        cells = [
            one.requirement,
            _read(row["first"]), _run(lower, lower.good),
            _read(row["end"]), _run(upper, upper.bad),
            run._short(upper.says) if upper.says else "",
        ]  # fmt: skip
        yield f"| {' | '.join(cells + [one.range_note] * why)} |"


def _run(measured, end):
    if measured.good and measured.bad:
        return end
    return f"{'all' if measured.good else 'none'} on Python {measured.python}"


def _read(end):
    return f"{end[0]} ({end[1]})" if end else ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("only", nargs="?", default="", help="what has this in its name")
    parser.add_argument("--show", action="store_true", help="all that each run printed")
    parser.add_argument("--check", action="store_true", help="read, and run nothing")
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(check())
    sys.exit(main(arguments.only, arguments.show))
