"""
The matrix is what it says it is.
"""

import json
import re

import matrix_cells
import pytest
from matrix_cells import CHECKS, PINS, Cell, cell, cells, release

from sessioncompat import releases

RELEASES = """
    0.1 0.2 0.3 0.3.1 0.4 0.5 0.5.1 0.5.2 0.6 0.6.1 0.7 0.7.1 0.7.2 0.8 0.8.1 0.9 0.10 0.10.1
    0.11 0.11.1 0.12 0.12.1 0.12.2 0.12.3 0.12.4 0.12.5
    1.0 1.0.1 1.0.2 1.0.3 1.0.4 1.1.0 1.1.1 1.1.2 1.1.3 1.1.4
    2.0.0 2.0.1 2.0.2 2.0.3 2.1.0 2.1.1 2.1.2 2.1.3 2.2.0 2.2.1 2.2.2 2.2.3 2.2.4 2.2.5
    2.3.0 2.3.1 2.3.2 2.3.3 3.0.0 3.0.1 3.0.2 3.0.3 3.1.0 3.1.1 3.1.2 3.1.3
""".split()
LAST_OF_SERIES = list({release(one)[:2]: one for one in RELEASES}.values())
ON_PYTHON = {(one.flask, one.python) for one in cells()}
PASSING = {"passed": 3, "failed": 0, "werkzeug": "1.0"}


def oldest_and_newest_python(flask):
    """The Pythons that the last release of a series is known to run on."""
    at = release(flask)
    if at < (0, 10):
        return "2.7", "2.7"
    oldest = {(2, 0): "3.6", (2, 1): "3.7", (2, 2): "3.7", (2, 3): "3.8", (3, 0): "3.8", (3, 1): "3.9"}
    return oldest.get(at[:2], "2.7"), "3.11" if at[:2] == (0, 10) else "3.13"


def test_every_release_has_a_cell():
    assert len(RELEASES) == 62
    assert {one.flask for one in cells()} == set(RELEASES)
    assert set(RELEASES) == set(releases.RELEASES["flask"]) - {releases.UPCOMING["flask"]}


def test_no_cell_is_there_twice():
    contents = [(one.flask, one.python, pinned(one)) for one in cells()]

    assert len(set(contents)) == len(contents)


def pinned(one):
    """The pins without the comments and the file they are in."""
    return "".join(re.sub(r"#.*", "", path.read_text()) for path in one.pins)


@pytest.mark.parametrize("flask", LAST_OF_SERIES)
def test_the_last_of_a_series_runs_on_its_oldest_and_newest_python(flask):
    for python in oldest_and_newest_python(flask):
        assert (flask, python) in ON_PYTHON


@pytest.mark.parametrize("flask", LAST_OF_SERIES)
def test_the_last_of_a_series_runs_with_the_werkzeug_of_its_day(flask):
    assert [one for one in cells() if one.flask == flask and one.variant == "era"]


@pytest.mark.parametrize("flask", LAST_OF_SERIES)
def test_the_last_of_a_series_runs_with_a_werkzeug_that_is_newer_than_its_day(flask):
    """Newer, or the same where no newer one works."""
    by_age = sorted((release(one.werkzeug), one.variant) for one in cells() if one.flask == flask)

    assert by_age[-1][0] >= max(werkzeug for werkzeug, variant in by_age if variant == "era")
    if any(variant == "newest" for werkzeug, variant in by_age):
        assert by_age[-1][1] == "newest"


def test_every_python_is_there():
    assert {python for flask, python in ON_PYTHON} == {
        "2.7", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13"
    }


@pytest.mark.parametrize("path", sorted(PINS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_pin_is_exact_and_says_why(path):
    for paragraph in path.read_text().split("\n\n"):
        comments = [line for line in paragraph.splitlines() if line.startswith("# ")]
        pins = [line for line in paragraph.splitlines() if not line.startswith("# ")]

        assert paragraph.startswith("# ") and len("".join(comments)) > 20
        assert pins and all(re.match(r"[\w.-]+==[\w.]+(; python_version|$)", pin) for pin in pins)


def test_every_pins_file_is_used():
    used = {path for one in cells() for path in one.pins}

    assert used == set(PINS.glob("*.txt"))


@pytest.mark.parametrize(
    "name, expected",
    [
        ("py27-flask0.9", Cell("py27-flask0.9", "2.7", "0.9", "")),
        ("py310-flask2.1.3-era", Cell("py310-flask2.1.3-era", "3.10", "2.1.3", "era")),
        ("checks", None),
        ("flask-source", None),
        ("bridge-py313-flask3.1.3", None),
    ],
)
def test_a_name_is_all_there_is_to_a_cell(name, expected):
    assert cell(name) == expected


def test_pins_hold_until_the_next_file():
    def names(name):
        return [path.name for path in cell(name).pins]

    assert names("py27-flask0.9") == ["python2.7.txt", "flask0.8.txt"]
    assert names("py39-flask0.10") == ["python3.8.txt", "flask0.10.txt"]
    assert names("py27-flask0.4-era") == ["python2.7.txt", "flask0.3.1-era.txt"]


def test_a_cell_without_pins_says_which_file_to_add():
    with pytest.raises(LookupError, match=r"No flask\*-newest.txt in .* is for flask 0.1. Add one."):
        cell("py27-flask0.1-newest").pins


def test_werkzeug_depends_on_the_python():
    assert cell("py27-flask0.12.5").werkzeug == "0.16.1"
    assert cell("py39-flask0.12.5").werkzeug == "1.0.1"


def test_the_last_line_counts():
    line = matrix_cells.summary(5, failed=["py313-flask3.1.3"], skipped=[])

    assert line == "Cells: 5 ran, 4 passed, 1 failed, 0 skipped."


def test_the_last_line_says_how_to_get_what_was_skipped():
    skipped = ["py310-flask2.1.0", "py27-flask0.1", "py27-flask0.2", "flask-source"]

    assert matrix_cells.summary(5, [], skipped) == (
        "Cells: 1 ran, 1 passed, 0 failed, 4 skipped. To run those too: pyenv install 2.7 3.10"
    )


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A run of two cells and `checks`: a function that records how one went."""
    monkeypatch.setattr(matrix_cells, "RECORDS", tmp_path)
    monkeypatch.setattr(matrix_cells, "CHECKS", tmp_path / CHECKS.name)
    monkeypatch.setattr(matrix_cells, "TABLE", tmp_path / "matrix.md")
    two = ["checks", "py27-flask0.9", "py39-flask1.0"]
    monkeypatch.setattr(matrix_cells, "environments", lambda: two)

    def record(name, **changes):
        matrix_cells.record_of(name).write_text(json.dumps(dict(PASSING, **changes)))

    return record


def record_checks(failures):
    suite = f'<testsuite tests="9" skipped="1" failures="{failures}" errors="1"/>'
    matrix_cells.CHECKS.write_text(f"<testsuites>{suite}</testsuites>")


def test_ci_adds_up_all_tests(run, capsys):
    run("py27-flask0.9")
    run("py39-flask1.0", failed=2)
    record_checks(failures=3)

    assert matrix_cells.main("total") == 1
    assert capsys.readouterr().out == "10 passed, 6 failed\n"


def test_ci_wants_a_record_of_every_cell(run, capsys):
    run("py27-flask0.9")
    record_checks(failures=0)
    assert matrix_cells.main("total") == 1
    assert matrix_cells.unfinished() == ["py39-flask1.0"]

    run("py39-flask1.0")
    assert matrix_cells.main("total") == 0
    assert matrix_cells.unfinished() == []


def test_ci_wants_a_record_of_every_other_environment(run, monkeypatch):
    """
    An environment that is no cell, such as one of real systems, counts as well.
    """
    monkeypatch.setattr(matrix_cells, "environments", lambda: ["systems-py27-flask0.9"])
    assert matrix_cells.unfinished() == ["systems-py27-flask0.9"]

    run("systems-py27-flask0.9", passed=30)
    assert matrix_cells.unfinished() == []
    assert matrix_cells.totals() == (30, 0)


def test_ci_wants_a_test_in_every_cell(run, capsys):
    run("py27-flask0.9")
    run("py39-flask1.0", passed=0)
    record_checks(failures=0)

    assert matrix_cells.main("total") == 1


def test_the_table_waits_for_all_cells(run):
    run("py27-flask0.9", werkzeug="0.16.1")
    matrix_cells.write_table()
    assert not matrix_cells.TABLE.exists()

    run("py39-flask1.0", failed=1)
    matrix_cells.write_table()
    assert matrix_cells.TABLE.read_text().splitlines()[-4:] == [
        "| Flask | Python 2.7 | Python 3.9 |",
        "|---|---|---|",
        "| 0.9 | 0.16.1 |  |",
        "| 1.0 |  | 1.0 **fails** |",
    ]
