"""
The tests of Flask and of two extensions, without the bridge and with it: `python tests/upstream/run.py`.

Downloads the pinned source releases that ship tests, and runs each in an environment of its own
three times: as it is, with the bridge installed for somebody else, and with the bridge installed
for everybody and every extra. A test that does not end as it did without is a failure.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from typing import NamedTuple
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "upstream"
sys.path.insert(0, str(ROOT / "tests"))
import matrix_cells  # noqa: E402
from interpreters import interpreter, uv  # noqa: E402

EXTRAS = (
    "collections,cookie_domain,first_request,flask,flask.ext,itsdangerous,jinja,json,markup,werkzeug"
)
NOBODY = ["--session-bridge=nobody"]
EVERYBODY = ["--session-bridge=*", f"--session-bridge-extras={EXTRAS}"]
WAYS = {"beside": NOBODY, "around": EVERYBODY}


class Suite(NamedTuple):
    """The tests of one source release, and the cell of the matrix to run them in."""

    release: str
    tests: str
    cell: str
    requirements: str = ""


# Those of its command line are for the pytest of their day.
FLASK = "tests --ignore=tests/test_cli.py"
# Their conftest.py uses what later releases of pytest have no more.
THEN = "asgiref==3.8.1 pytest==8.3.5"
# Its tests of Redis, Memcached and MongoDB want servers, and fail alike without.
STORES = "cachelib redis==6.4.0 flask-sqlalchemy==3.1.1"
SUITES = [
    Suite("Flask==1.1.4", FLASK, "py39-flask1.1.4"),
    Suite("Flask==2.3.3", FLASK, "py311-flask2.3.3", THEN),
    Suite("Flask==3.1.3", FLASK, "py313-flask3.1.3", THEN),
    Suite("Flask-Session==0.5.0", "test_session.py", "py311-flask2.3.3", STORES),
    Suite("Flask-Session==0.5.0", "test_session.py", "py313-flask3.1.3", STORES),
    Suite("Flask-Login==0.6.3", "tests", "py311-flask2.3.3", "semantic-version asgiref==3.8.1"),
    Suite("Flask-Login==0.6.3", "tests", "py313-flask3.1.3", "semantic-version asgiref==3.8.1"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("words", nargs="*", help="only the suites in whose name these are")
    words = parser.parse_args().words
    suites = [one for one in SUITES if all(word in name_of(one) for word in words)]
    for release in sorted({one.release for one in suites}):
        unpack(release)
    shutil.rmtree(BUILD / "wheel", ignore_errors=True)
    run(uv(), "build", "-q", "--wheel", "--out-dir", BUILD / "wheel", ROOT)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = list(pool.map(compare, suites))
    print(table(rows))
    same = sum(row["same"] for row in rows)
    changed = [line for row in rows for line in row["changed"]]
    print(*changed, f"{same} tests end alike, {len(changed)} do not.", sep="\n")
    record(same, len(changed))
    return 1 if changed or not all(row["passed"] for row in rows) else 0


def compare(suite):
    """Run a suite in each way, and say what changed."""
    python = environment(suite)
    plain = outcomes(suite, python, [])
    row = {"name": name_of(suite), "same": 0, "changed": []}
    row["passed"] = sum(outcome == "passed" for outcome in plain.values())
    row["others"] = len(plain) - row["passed"]
    for way, options in WAYS.items():
        with_bridge = outcomes(suite, python, ["-p", "sessioncompat.pytest_plugin", *options])
        for test in sorted(plain.keys() | with_bridge.keys()):
            before, after = plain.get(test, "missing"), with_bridge.get(test, "missing")
            if before == after:
                row["same"] += 1
            else:
                row["changed"].append(f"{name_of(suite)} {way}: {test} {before} -> {after}")
    return row


def outcomes(suite, python, options):
    """Run the tests, and return how each ended."""
    folder = BUILD / "sources" / suite.release
    way = next((name for name, own in WAYS.items() if own == options[2:]), "plain")
    report = BUILD / "results" / f"{name_of(suite)}-{way}.xml"
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    environ = {name: value for name, value in os.environ.items() if name[:6] != "PYTEST"}
    # Flask-Session's tests keep their files there, and go through all that there is.
    environ["TMPDIR"] = tempfile.mkdtemp(dir=report.parent)
    command = [python, "-m", "pytest", "-q", f"--junitxml={report}", "-p", "no:cacheprovider"]
    # The bridge tells of each use by a warning, and Flask's tests make every warning an error.
    command += ["-W", "ignore::UserWarning", *options, *suite.tests.split()]
    result = subprocess.run(
        [str(part) for part in command], cwd=folder, env=environ, capture_output=True, text=True
    )
    if not report.exists():
        sys.exit(f"{name_of(suite)} did not run:\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = [child.tag for child in case if child.tag in ("failure", "error", "skipped")]
        found[f"{case.get('classname')}::{case.get('name')}"] = kinds[0] if kinds else "passed"
    return found


def unpack(release):
    """Download a source release and unpack it."""
    folder = BUILD / "sources" / release
    if folder.exists():
        return
    downloads = BUILD / "downloads" / release
    command = (sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:")
    run(*command, "--disable-pip-version-check", "-d", downloads, release)
    [archive] = downloads.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(BUILD / "unpacked", filter="data")
        [top] = {member.name.split("/")[0] for member in tar.getmembers()}
    folder.parent.mkdir(exist_ok=True)
    (BUILD / "unpacked" / top).rename(folder)


def environment(suite):
    """Install what a cell of the matrix has, the release, and the wheel; return the Python."""
    cell = matrix_cells.cell(suite.cell)
    folder = BUILD / "environments" / name_of(suite)
    run(uv(), "venv", "-q", "--allow-existing", "--python", interpreter(cell.python) or cell.python, folder)
    python = folder / "bin" / "python"
    install = (uv(), "pip", "install", "-q", "--python", python)
    pins = [word for path in cell.pins for word in ("-r", path)]
    run(*install, "--no-deps", f"Flask=={cell.flask}", *pins)
    run(*install, *suite.requirements.split(), f"Flask=={cell.flask}", "-c", cell.pins[1])
    if not suite.release.startswith("Flask=="):
        run(*install, "--no-deps", suite.release)
    [wheel] = (BUILD / "wheel").glob("*.whl")
    run(*install, "--no-deps", "--reinstall-package", "sessioncompat", wheel)
    return python


def name_of(suite):
    flask = suite.cell.partition("-")[2]
    own = suite.release.replace("==", "-")
    return own if own.lower() == flask.replace("flask", "flask-") else f"{own}-on-{flask}"


def table(rows):
    lines = ["| Tests of | passed | other | alike, of both ways |", "| --- | --- | --- | --- |"]
    for row in rows:
        of = row["same"] + len(row["changed"])
        lines.append(f"| {row['name']} | {row['passed']} | {row['others']} | {row['same']} of {of} |")
    return "\n".join(lines)


def record(passed, failed):
    """Tell .ci/run what came of it, as every environment does."""
    path = os.environ.get("SESSIONCOMPAT_RESULT")
    if path:
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        pathlib.Path(path).write_text(json.dumps({"passed": passed, "failed": failed}))


def run(*command):
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    sys.exit(main())
