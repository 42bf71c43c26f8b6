"""
The cells of the test matrix: tox.ini names them, tests/matrix/pins says what is in them.

A cell's name is all there is to it. `py27-flask0.9-era` is Python 2.7, Flask 0.9 and the newest
`flask*-era.txt` that is not for a later Flask; a pins file holds until the next one.
"""

import configparser
import itertools
import json
import pathlib
import re
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent.parent
PINS = ROOT / "tests" / "matrix" / "pins"
NAME = re.compile(r"py(?P<python>\d+)-flask(?P<flask>[\d.]+)(-(?P<variant>\w+))?")


class Cell(NamedTuple):
    name: str
    python: str
    flask: str
    variant: str

    @property
    def pins(self):
        """The pins files: what the tests need on this Python, and what this Flask needs."""
        suffix = f"-{self.variant}" if self.variant else ""
        return [_holding("python", self.python, ""), _holding("flask", self.flask, suffix)]

    @property
    def requirements(self):
        """What to install, in the words of a requirements file."""
        return [f"Flask=={self.flask}", *(f"-r {path}" for path in self.pins)]

    @property
    def werkzeug(self):
        """The Werkzeug release that is pinned for this cell."""
        from packaging.requirements import Requirement

        here = {"python_version": self.python}
        for line in self.pins[1].read_text().splitlines():
            if line.startswith("Werkzeug=="):
                requirement = Requirement(line)
                if requirement.marker is None or requirement.marker.evaluate(here):
                    return str(requirement.specifier).lstrip("=")


def release(text):
    """`0.10` as a tuple, because it is not `0.1`."""
    return tuple(int(part) for part in text.split("."))


def cell(name):
    """The cell of that name, or None when it is the name of something else."""
    match = NAME.fullmatch(name)
    if match is None:
        return None
    digits = match["python"]
    return Cell(name, f"{digits[0]}.{digits[1:]}", match["flask"], match["variant"] or "")


def cells():
    """Every cell that `tox` runs, in the order of tox.ini."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "tox.ini")
    lines = config["tox"]["env_list"].split()
    found = (cell(name) for line in lines for name in _expanded(line))
    return [one for one in found if one is not None]


def _expanded(line):
    """`a{b,c}` as tox reads it: `ab` and `ac`."""
    parts = [part.split(",") for part in re.split(r"{(.*?)}", line)]
    return ["".join(choice) for choice in itertools.product(*parts)]


def _holding(what, version, suffix):
    """The pins file of the newest version that is not above the given one."""
    pattern = re.compile(rf"{what}([\d.]+){suffix}\.txt")
    known = [match[1] for match in map(pattern.fullmatch, _names()) if match]
    fitting = [one for one in known if release(one) <= release(version)]
    if not fitting:
        raise LookupError(f"No {what}*{suffix}.txt in {PINS} is for {what} {version}. Add one.")
    return PINS / f"{what}{max(fitting, key=release)}{suffix}.txt"


def _names():
    return [path.name for path in PINS.iterdir()]
