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
import sys
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = pathlib.Path(__file__).parent.parent
PINS = ROOT / "tests" / "matrix" / "pins"
RECORDS = ROOT / ".tox" / "results"
TABLE = ROOT / "docs" / "matrix.md"
HOLES = ROOT / "docs" / "holes.json"
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


def environments():
    """The names of all that `tox` runs, in the order of tox.ini."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "tox.ini")
    lines = config["tox"]["env_list"].split()
    return [name for line in lines for name in _expanded(line)]


def cells():
    """Those that are one Flask on one Python, and nothing else."""
    found = map(cell, environments())
    return [one for one in found if one is not None]


def junit_of(name):
    """The file in which pytest wrote what became of an environment that is no cell."""
    return RECORDS / f"{name}.xml"


def record_of(name):
    """The file in which that cell's last run says what it ran on, and how it went."""
    return RECORDS / f"{name}.json"


def records():
    """What those that have run recorded, by name. tests/matrix/conftest.py writes it."""
    files = {name: record_of(name) for name in environments()}
    return {name: json.loads(file.read_text()) for name, file in files.items() if file.exists()}


def write_table():
    """Write docs/matrix.md and docs/holes.json, but only when there is a record of every cell."""
    known = records()
    if all(one.name in known for one in cells()):
        TABLE.write_text(table(cells(), known))
        HOLES.write_text(in_lines(holes(cells(), known)))


def holes(cells, records):
    """By Flask release, which holes some cell found open, without sessioncompat and with it."""
    found = {}
    for one in sorted(cells, key=lambda one: release(one.flask)):
        for who, names in records[one.name].get("holes", {}).items():
            known = found.setdefault(one.flask, {}).setdefault(who, [])
            known += [name for name in names if name not in known]
    return found


def in_lines(rows):
    """JSON with a line for each row, so that a difference is one line."""
    return "{\n%s\n}\n" % ",\n".join(f"{json.dumps(key)}: {json.dumps(rows[key])}" for key in rows)


def table(cells, records):
    """The Werkzeug releases with which each Flask passed on each Python, in Markdown."""
    pythons = sorted({cell.python for cell in cells}, key=release)
    lines = [
        "# What has been tested",
        "",
        "`tox` writes this table when all its cells have run. An entry is the Werkzeug with which all",
        "tests passed on that Flask and Python.",
        "",
        f"| Flask | {' | '.join(f'Python {python}' for python in pythons)} |",
        f"|---|{'---|' * len(pythons)}",
    ]
    for flask in sorted({cell.flask for cell in cells}, key=release):
        entries = (_entry(cells, records, flask, python) for python in pythons)
        lines.append(f"| {flask} | {' | '.join(entries)} |")
    return "\n".join(lines) + "\n"


def _entry(cells, records, flask, python):
    of_these = [records[one.name] for one in cells if (one.flask, one.python) == (flask, python)]
    failed = {one["werkzeug"] for one in of_these if not passed(one)}
    tested = sorted({one["werkzeug"] for one in of_these}, key=release)
    return ", ".join(f"{one} **fails**" if one in failed else one for one in tested)


def passed(record):
    """Whether that cell's tests passed. No test at all is not a pass."""
    return record["passed"] > 0 and record["failed"] == 0


def summary(count, failed, skipped):
    """How a run went, in one line, and what to do about interpreters that are not there."""
    ran = count - len(skipped)
    line = f"Cells: {ran} ran, {ran - len(failed)} passed, {len(failed)} failed, {len(skipped)} skipped."
    missing = {one.python for one in map(cell, skipped) if one is not None}
    if missing:
        line += f" To run those too: pyenv install {' '.join(sorted(missing, key=release))}"
    return line


def unfinished():
    """The environments that left no record: their tests never ran, or never ended."""
    recorded = records()
    return [
        name for name in environments() if name not in recorded and not junit_of(name).exists()
    ]


def totals():
    """How many tests passed and failed, in all environments."""
    counts = list(records().values())
    for file in filter(pathlib.Path.exists, map(junit_of, environments())):
        suite = ElementTree.parse(file).find("testsuite")
        tests, *others = (int(suite.get(key)) for key in ("tests", "skipped", "failures", "errors"))
        counts.append({"passed": tests - sum(others), "failed": sum(others[1:])})
    return sum(one["passed"] for one in counts), sum(one["failed"] for one in counts)


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


def main(question):
    """Answer .ci/run. The exit status says whether every test of every cell has passed."""
    if question == "unfinished":
        print(",".join(unfinished()))
        return 0
    print("{} passed, {} failed".format(*totals()))
    return 0 if not unfinished() and all(map(passed, records().values())) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
