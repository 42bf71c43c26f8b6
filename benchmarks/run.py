"""
What sessioncompat costs: `python benchmarks/run.py`, with uv and any Python 3.9 or later.

Builds the wheel, installs it beside each Flask below with its bytecode compiled, and prints what
its import adds to Flask's and what its requests take in relation to bare Flask's. Every figure
compares two things that ran in turns on one machine: only those ratios mean anything elsewhere.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
BUILD = ROOT / "build" / "benchmarks"

sys.path.insert(0, str(ROOT / "tests"))
import matrix_cells  # noqa: E402
from interpreters import interpreter, uv  # noqa: E402

# A Flask that lacks most of today's API and can be served by a Python that people still run,
# the last one that lacks some of it and has another Werkzeug API, and one that lacks nothing.
CELLS = ("py39-flask1.1.4", "py313-flask2.3.3", "py313-flask3.1.3")

PATHS = ("untouched", "read", "write")
WARM_UP = 6  # rounds, which fill caches


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--imports", type=int, default=60, help="fresh interpreters per Flask")
    parser.add_argument("--processes", type=int, default=7, help="fresh processes that serve")
    parser.add_argument("--rounds", type=int, default=30, help="interleaved batches in each")
    parser.add_argument("cells", nargs="*", default=CELLS, help="cells of tox.ini")
    options = parser.parse_args()
    wheel = build_wheel()
    rows = []
    for name in options.cells:
        print("%s ..." % name, file=sys.stderr)
        python = make_environment(name, wheel)
        row = {"cell": name, **measure_import(python, options.imports)}
        row.update(measure_requests(python, options.processes, options.rounds))
        rows.append(row)
    print(table(rows))


def build_wheel():
    shutil.rmtree(BUILD / "wheel", ignore_errors=True)
    run(uv(), "build", "-q", "--wheel", "--out-dir", str(BUILD / "wheel"), str(ROOT))
    return next((BUILD / "wheel").glob("*.whl"))


def make_environment(name, wheel):
    """Install the wheel and what tox installs in the cell of that name, compiled as pip would."""
    cell = matrix_cells.cell(name)
    env = BUILD / name
    found = interpreter(cell.python) or cell.python
    run(uv(), "venv", "-q", "--allow-existing", "--python", found, str(env))
    python = env / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = (uv(), "pip", "install", "-q", "--compile-bytecode", "--python", str(python))
    run(*install, "Flask==" + cell.flask, "-r", str(cell.pins[1]))
    # By itself, for a wheel of the same version has to take the place of yesterday's.
    run(*install, "--no-deps", "--reinstall-package", "sessioncompat", str(wheel))
    return python


def measure_import(python, times):
    """Import Flask and then sessioncompat, each time in a fresh interpreter."""
    found = []
    for number in range(times):
        with worker(python, "importing.py", str(number)) as importing:
            found.append(json.load(importing.stdout))
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def measure_requests(python, times, rounds):
    """
    Serve in turns, each application in a process of its own.

    In one process they would spoil each other's inline caches. A third one, as bare as the first,
    tells how far apart equals come out. Each time starts the processes anew, because no two
    processes are equally fast.
    """
    ratios = {(name, path): [] for name in ("noise", "cost") for path in PATHS}
    for _ in range(times):
        with serving(python, "bare") as bare, serving(python, "bare") as equal, serving(
            python, "sessioncompat"
        ) as through:
            for path in PATHS:
                noise, cost = interleave(path, rounds, [bare, equal, through])
                ratios["noise", path].append(noise)
                ratios["cost", path].append(cost)
    found = {key: statistics.median(values) for key, values in ratios.items()}
    noise = max(abs(found["noise", path] - 1) for path in PATHS)
    return {"noise": noise, **{path: found["cost", path] for path in PATHS}}


def interleave(path, rounds, workers):
    """The medians, over all rounds, of the second and the third in relation to the first."""
    bare, equal, through = workers
    noise, cost = [], []
    for number in range(WARM_UP + rounds):
        turn = number % 3
        taken = {one: seconds(one, path) for one in workers[turn:] + workers[:turn]}
        if number >= WARM_UP:
            noise.append(taken[equal] / taken[bare])
            cost.append(taken[through] / taken[bare])
    return statistics.median(noise), statistics.median(cost)


def seconds(worker, path):
    print("/" + path, file=worker.stdin, flush=True)
    return float(worker.stdout.readline())


def serving(python, how):
    return worker(python, "serving.py", how)


def worker(python, script, *arguments):
    """Start a script in the environment, with the wheel and not the checkout on its path."""
    environment = {name: value for name, value in os.environ.items() if name[:6] != "PYTHON"}
    return subprocess.Popen(
        [str(python), str(HERE / script), *arguments],
        cwd=BUILD,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(*command):
    subprocess.run(command, check=True)


def table(rows):
    """The figures as Markdown, ready for the README."""
    lines = [
        "| Flask | Python | `import` adds | of Flask's | untouched | read | write | noise |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        cell = matrix_cells.cell(row["cell"])
        share = 100 * row["import sessioncompat"] / row["import flask"]
        figures = ["%.2f ms" % (1000 * row["import sessioncompat"]), "%.1f %%" % share]
        figures += ["%.2f" % row[name] for name in PATHS]
        figures.append("±%.2f" % row["noise"])
        lines.append("| " + " | ".join([cell.flask, cell.python, *figures]) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
