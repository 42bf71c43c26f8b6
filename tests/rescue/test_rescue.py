"""
What is to be rescued is what the suite says it is. The rescue itself is `tox -e rescue`.
"""

import pathlib
import re

import pytest
import releases
import table

HERE = pathlib.Path(__file__).parent

ALL = releases.load()
WORKS = {"result": "works", "error": "", "where": "", "used": ["SC101"]}
FAILS = {"result": "runtime error", "error": "KeyError: 'name'", "where": "old.py:3: session['name']"}
OLD = releases.Release("Old", "0.1", "app", extras=("markup",))


def found(alone, bridged):
    return {OLD.requirement: {"3.1.3": {"alone": alone, "bridged": bridged}}}


def test_there_are_enough_of_them():
    assert len([one for one in ALL if not one.python2]) >= 60
    assert len({one.requirement.lower() for one in ALL}) == len(ALL)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.requirement)
def test_a_release_says_all_that_is_needed_to_run_it(one):
    assert (HERE / "apps" / f"{one.app}.py").exists()
    assert one.modules
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", requirement) for requirement in one.requirements)


def test_the_document_is_of_these_releases():
    """So that a new release does not wait for CI to be missed."""
    document = table.DOCUMENT.read_text(encoding="utf-8")

    assert [one for one in ALL if f" {one.name} {one.version} " not in document] == []


def test_a_family_is_like_another_but_for_what_it_says(tmp_path):
    source = tmp_path / "releases.toml"
    source.write_text(
        """
        [Old]
        app = "shop"
        modules = ["old"]
        settings = {package = "old", signer = true}
        releases = {"0.1" = {}, "0.2" = {extras = ["json"]}}

        [Older]
        like = "Old"
        settings = {package = "older"}
        releases = {"1" = {}}
        """
    )
    first, second, other = releases.load(source)

    assert (first.requirement, first.extras, second.extras) == ("Old==0.1", (), ["json"])
    assert (other.name, other.app, other.modules) == ("Older", "shop", ["old"])
    assert other.settings == {"package": "older", "signer": True}


def test_it_is_a_problem_when_the_bridge_breaks_what_worked():
    [problem] = table.problems([OLD], found(WORKS, FAILS))

    assert problem == "The bridge breaks Old==0.1 on Flask 3.1.3: KeyError: 'name'"
    assert table.problems([OLD], found(FAILS, WORKS)) == []
    assert table.problems([OLD], found(FAILS, FAILS)) == []


def test_it_is_a_problem_when_the_report_keeps_silent():
    """An empty report says that the bridge can go."""
    silent = {**WORKS, "used": []}
    [problem] = table.problems([OLD], found(FAILS, silent))

    assert "records nothing" in problem
    assert table.problems([OLD], found(WORKS, silent)) == []


def test_python_2_is_no_excuse_for_another_error():
    old = releases.Release("Old", "0.1", "app", python2="SyntaxError")
    says_so = {**FAILS, "error": "SyntaxError: invalid syntax (old.py, line 3)"}

    assert table.problems([old], found(says_so, says_so)) == []
    assert "not only for Python 2" in table.problems([old], found(FAILS, FAILS))[0]
    assert "it works" in table.problems([old], found(FAILS, WORKS))[0]


def test_another_result_than_the_committed_one_is_a_failure(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "DOCUMENT", tmp_path / "rescue.md")
    table.DOCUMENT.write_text(table.document([OLD], found(FAILS, WORKS)))

    assert table.regressions([OLD], found(FAILS, WORKS)) == []
    complaints = "\n".join(table.regressions([OLD], found(FAILS, FAILS)))
    assert "Fewer than 85% work bridged on Flask 3.1.3." in complaints
    assert "was: | Old 0.1 | runtime error | works | SC101, `markup` |" in complaints
    assert "now: | Old 0.1 | runtime error | runtime error | `markup` |" in complaints
    # It has written what it found, for whoever commits it.
    assert table.regressions([OLD], found(FAILS, FAILS)) == ["Fewer than 85% work bridged on Flask 3.1.3."]


def test_the_document_has_nothing_of_the_machine():
    error = {**FAILS, "error": "ImportError: no x (/home/me/env/flask.py)\nat <Session 0x7f00>"}

    assert "/home/me" not in table.document([OLD], found(error, error))
