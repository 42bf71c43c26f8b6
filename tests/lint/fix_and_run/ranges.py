"""
Range check: where `sessioncompat range` says that a release stops and starts to run, and where it does.

    python tests/lint/fix_and_run/ranges.py                everything, and docs/range-check.md
    python tests/lint/fix_and_run/ranges.py Flask-Login    what has that in its name
    python tests/lint/fix_and_run/ranges.py --check        whether the page still says what is read

The small app of each release is visited on one Flask after the other, by bisection, with the oldest
Werkzeug that the Flask takes. A release that needs an old Werkzeug therefore ends where Flask begins
to need a newer one. Flask before 0.10 is visited on Python 2.7.
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
ON_PYTHON_3 = [text for text in FLASKS if number(text) >= (0, 10, 1)]
ON_PYTHON_2 = [text for text in FLASKS if (0, 5) <= number(text) < (2,)]
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
        for text in ON_PYTHON_3:
            if number(Range({"flask": f"=={text}"}, "").span("werkzeug").oldest) >= bound:
                ends.append((text, werkzeug.first_bad.finding.code))
                break
    first = (flask.oldest.release, flask.oldest.finding.code) if flask.oldest else None
    return first, min(ends, key=lambda end: number(end[0])) if ends else None


def measure(one, url, show):
    first, end = inferred(one)
    # What is Python 2 alone says there what is the matter with Python 3.
    day = one.day if one.day in ON_PYTHON_3 else "0.12.5"
    upper = bisect(one, ON_PYTHON_3, day, "3.9", url, show) if end else None
    try:
        day = one.day if one.day in ON_PYTHON_2 else ON_PYTHON_2[-1]
        lower = bisect(one, ON_PYTHON_2[::-1], day, "2.7", url, show) if first else None
    except run.CannotInstall:
        lower = None  # It is for Python 3 only, which no Flask runs on that is so old.
    if lower and lower[0] is None:
        lower = None  # Or its author did not notice that it is.
    return {"release": one, "first": first, "end": end, "upper": upper, "lower": lower}


def bisect(one, flasks, good, python, url, show):
    """
    Return the last Flask that works and the first that does not, with what it says.

    The list goes from `good`, which must work, to where it gets worse.
    """
    flasks = flasks[flasks.index(good) :]
    say = functools.lru_cache(maxsize=None)(lambda index: visit(one, flasks[index], python, url, show))
    if say(0):
        return None, good, say(0)
    if not say(len(flasks) - 1):
        return flasks[-1], None, ""
    low, high = 0, len(flasks) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if say(middle) else (middle, high)
    return flasks[low], flasks[high], say(high)


def visit(one, flask, python, url, show):
    table = PYTHON_2 if python == "2.7" else PYTHON_3
    pins = max((text for text in table if number(text) <= number(flask)), key=number)
    # Flask 2.1 asks for it before Python 3.10.
    more = ["importlib-metadata==6.7.0", "zipp==3.15.0"] if flask.startswith("2.1.") else []
    paths = [
        install(f"{python}-{one.requirement}", python, one.requirement, *one.pins),
        install(f"{python}-flask{flask}", python, f"Flask=={flask}", "-r", run.PINS / table[pins], *more),
    ]
    return run.visit_with(python, one, paths, url, show)


LOCKS = collections.defaultdict(threading.Lock)


def install(name, python, *requirements):
    """Two releases may want one Flask at the same time."""
    with LOCKS[name]:
        return run.install(run.WORK / "ranges" / name, *requirements, python=python)


def agrees(row):
    """Whether every end that was inferred is the one that was measured."""
    ends = [(row["end"], row["upper"]), (row["first"], row["lower"])]
    return all(not (said and seen) or said[0] == seen[by] for by, (said, seen) in zip((1, 0), ends))


def page_of(rows):
    rows = [row for row in rows if row["end"] or row["first"]]
    good, bad = [row for row in rows if agrees(row)], [row for row in rows if not agrees(row)]
    lines = [
        "# The range of code, and where it runs",
        "",
        "`python tests/lint/fix_and_run/ranges.py` writes this page. `sessioncompat range` reads the release,",
        "and a small app of it is visited on one Flask after the other: see there for how. Flask before 0.10",
        "is on Python 2.7, and all others on Python 3.9.",
        "",
        f"For **{len(good)} of {len(rows)} releases** both ends are just where the range has them.",
        "",
        *_table(good),
        "",
        "For these they are not. The note says why.",
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
        says = run._short(row["upper"][2]) if row["upper"] and row["upper"][2] else ""
        cells = [
            one.requirement, _read(row["first"]), _lowest(row),
            _read(row["end"]), row["upper"][1] or "runs on all" if row["upper"] else "", says,
        ]  # fmt: skip
        yield f"| {' | '.join(cells + [one.range_note] * why)} |"


def _lowest(row):
    if row["first"] and not row["lower"]:
        return "not on Python 2.7"
    return row["lower"][0] if row["lower"] else ""


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
