"""
Write the fixtures again: `python tests/matrix/cookie_fixtures/make.py`, with uv and Python 3.

Makes an environment for each release below, with what its first users had, and has it write its
own cookies at a fixed time. Nothing in them depends on the day or the machine, so that a run
changes no file unless a case was changed.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PINS = HERE.parent / "pins"
BUILD = HERE.parent.parent.parent / "build" / "fixtures"
sys.path.insert(0, str(HERE.parent.parent))
from interpreters import interpreter, uv  # noqa: E402

# One release of each minor series, and more where the cookie changed within: itsdangerous counts
# from 1970 since 1.0, and 0.12 and 1.0 had users on both sides of it. Python 2 and 3 write strings
# each in its own way.
ITSDANGEROUS_0 = "MarkupSafe==1.0 itsdangerous==0.24 click==6.7"
RELEASES = {
    "0.1": ("2.7", ""),
    "0.2": ("2.7", ""),
    "0.3.1": ("2.7", ""),
    "0.4": ("2.7", "Werkzeug==0.6.2 Jinja2==2.5"),
    "0.5.2": ("2.7", ""),
    "0.6.1": ("2.7", ""),
    "0.7.2": ("2.7", ""),
    "0.8.1": ("2.7", ""),
    "0.9": ("2.7", "Werkzeug==0.8.3 Jinja2==2.6 MarkupSafe==0.15"),
    "0.10.1": ("2.7", ""),
    "0.11.1": ("2.7", ""),
    "0.12.2": ("2.7", "Werkzeug==0.12.2 Jinja2==2.9.6 " + ITSDANGEROUS_0),
    "0.12.5": ("2.7", ""),
    "1.0.2": ("3.7", "Werkzeug==0.14.1 Jinja2==2.10 " + ITSDANGEROUS_0.replace("e==1.0", "e==1.1.1")),
    "1.0.4": ("3.7", ""),
    "1.1.4": ("3.7", ""),
    "2.0.3": ("3.9", ""),
    "2.1.3": ("3.10", ""),
    "2.2.5": ("3.11", ""),
    "2.3.3": ("3.11", ""),
    "3.0.3": ("3.12", ""),
    "3.1.3": ("3.13", ""),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("releases", nargs="*", default=list(RELEASES))
    for flask in parser.parse_args().releases:
        version, pins = RELEASES[flask]
        requirements = ["Flask==" + flask, *(pins.split() or read(flask))]
        print(flask, *requirements[1:], file=sys.stderr)
        python = make_environment(flask, version, requirements)
        records = json.loads(output(python, "-W", "ignore", HERE / "write.py", *requirements))
        path = HERE / f"flask{flask}.json"
        path.write_text(json.dumps(records, indent=1, sort_keys=True) + "\n")


def read(flask):
    """The pins of the cell with what the release's first users had."""
    lines = (PINS / f"flask{flask}-era.txt").read_text().splitlines()
    return [line for line in lines if re.match(r"\w+==", line)]


def make_environment(flask, version, requirements):
    env = BUILD / flask
    python = env / "bin" / "python"
    if not python.exists():
        if version == "2.7":
            # uv knows no Python 2, and neither does a recent virtualenv.
            virtualenv = ["tool", "run", "--from", "virtualenv==20.21.1", "virtualenv"]
            output(uv(), *virtualenv, "-q", "-p", interpreter(version) or version, env)
        else:
            output(uv(), "venv", "-q", "--python", interpreter(version) or version, env)
    if version == "2.7":
        pip = [python, "-m", "pip", "install", "-q", "--no-python-version-warning"]
    else:
        pip = [uv(), "pip", "install", "-q", "--python", python]
    output(*pip, "--no-deps", *requirements)
    return python


def output(*command):
    command = [str(part) for part in command]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
