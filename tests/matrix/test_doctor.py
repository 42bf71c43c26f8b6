"""
The doctor says which Flask this is, who keeps the sessions, and what is open.
"""

import json
import os
import subprocess
import sys

import pytest
from conftest import version

import flask

from sessioncompat import SecureCookieSessionInterface, SessionInterface, harden, init_extension
from sessioncompat import distributions, doctor
from sessioncompat.features import has
from sessioncompat.history import BY_PATH

SHOP = """
import flask
from sessioncompat import SecureCookieSessionInterface, init_extension

app = flask.Flask(__name__)
safe = flask.Flask(__name__)
init_extension(safe, SecureCookieSessionInterface())
number = 1

class make:
    @staticmethod
    def app():
        return app

def broken():
    return 1 / 0

def create_app(test=False):
    return app
"""


@pytest.fixture
def shop(tmpdir, monkeypatch):
    monkeypatch.chdir(str(tmpdir))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delenv("FLASK_APP", raising=False)
    tmpdir.join("doctors_shop.py").write(SHOP)
    yield "doctors_shop"
    sys.modules.pop("doctors_shop", None)


def stock_app(**config):
    app = flask.Flask("sessioncompat")
    app.secret_key = config.pop("SECRET_KEY", "secret")
    getattr(app, "config", {}).update(config)
    return app


def open_holes(app, release=None):
    return [hole["name"] for hole in doctor._app("app", app, release or version("flask"))["holes"]]


def behaves(path):
    return BY_PATH["flask." + path].exists_in(version("flask"))


def test_the_whole_report(shop):
    """The command works in a process of its own, and its exit status says what it found."""
    command = [sys.executable, "-m", "sessioncompat", "doctor", "--json", shop]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ, PYTHONWARNINGS="ignore"))
    found = json.loads(process.communicate()[0].decode())

    for name in ("flask", "werkzeug"):
        assert found[name] == version(name)
    apps = {app["app"]: app for app in found["apps"]}
    assert sorted(apps) == ["doctors_shop:app", "doctors_shop:safe"]
    assert apps["doctors_shop:safe"]["holes"] == []
    assert apps["doctors_shop:safe"]["kept_by"] == "sessioncompat"
    assert apps["doctors_shop:app"]["kept_by"] == "flask"
    breaking = any(one["findings"] for one in found["extensions"])
    assert process.returncode == (1 if apps["doctors_shop:app"]["holes"] or breaking else 0)


def test_the_holes_are_those_of_this_flask():
    found = open_holes(stock_app())

    assert ("CVE-2023-30861" in found) is not behaves("varies-on-refresh")
    assert ("CVE-2026-27205" in found) is not behaves("varies-on-key-lookup")
    assert ("code in pickles" in found) is behaves("pickles-cookie")
    assert "empty key" not in found


def test_a_hole_is_open_to_those_who_use_what_opens_it():
    assert ("empty key" in open_holes(stock_app(SECRET_KEY=""))) is behaves("signs-with-an-empty-key")
    if has("flask.Flask.config"):
        rotating = stock_app(SECRET_KEY_FALLBACKS=["former"])
        assert ("CVE-2025-47278" in open_holes(rotating)) is behaves("signs-with-the-last-fallback-key")


def test_what_is_ours_shuts_them():
    app = stock_app(SECRET_KEY="")
    init_extension(app, SecureCookieSessionInterface())

    assert open_holes(app) == []


@pytest.mark.skipif(not has("flask.Flask.session_interface"), reason="There is nothing to harden.")
def test_harden_shuts_those_that_caches_open():
    app = stock_app()
    harden(app)

    assert not {"CVE-2023-30861", "CVE-2026-27205"} & set(open_holes(app))


def test_other_peoples_interfaces_are_theirs():
    class Theirs(SessionInterface):
        def open_session(self, app, request):
            return None

        def save_session(self, app, session, response):
            pass

    app = stock_app()
    init_extension(app, Theirs())
    found = doctor._app("app", app, version("flask"))

    assert (found["kept_by"], found["holes"]) == ("others", [])
    assert "SessionContract" in "\n".join(doctor._describe_app(found))


def test_it_says_which_release_shuts_a_hole():
    hole = doctor.HOLES[0]

    assert not hole.is_open(hole.shut_from("2.2.4")) and hole.shut_from("2.2.4") == "2.2.5"
    assert hole.shut_from("2.3.0") == "2.3.2"
    assert hole.shut_from("3.1.3") is None and not hole.is_open("3.1.3")


def test_what_to_do_is_in_the_report():
    found = doctor._app("shop:app", stock_app(), "0.9")
    text = "\n".join(doctor._describe_app(found))

    assert "open: code in pickles: Whoever knows the secret key" in text
    assert "init_extension(app, sessioncompat.SecureCookieSessionInterface())" in text
    assert "or upgrade to Flask 3.1.3." in text


@pytest.mark.parametrize("name", ["", ":app", ":make.app", ":create_app", ":create_app()"])
def test_applications_are_found_by_name(shop, name):
    found = dict(doctor.load(shop + name))

    assert all(isinstance(app, flask.Flask) for app in found.values())
    assert shop + (name or ":app") in found


def test_applications_are_found_in_a_file(shop):
    assert [name for name, _ in doctor.load("doctors_shop.py")] == [
        "doctors_shop.py:app", "doctors_shop.py:safe"
    ]


def test_factories_are_called(shop, tmpdir):
    tmpdir.join("doctors_factory.py").write("def create_app():\n    import doctors_shop\n    return doctors_shop.app\n")
    [(name, app)] = doctor.load("doctors_factory")

    assert name == "doctors_factory:create_app" and isinstance(app, flask.Flask)


@pytest.mark.parametrize("name, message", [
    ("doctors_nowhere", "doctors_nowhere can't be imported: "),
    ("json", "There is no Flask application in json. Say where it is"),
    ("doctors_shop:no", "doctors_shop has no 'no', which doctors_shop:no asks for."),
    ("doctors_shop:broken", "calling it made none: ZeroDivisionError"),
    ("doctors_shop:number", "is no application"),
    ("doctors_shop:dict", "doctors_shop has no 'dict'"),
])
def test_mistakes_are_explained(shop, name, message, capsys):
    assert doctor.main([name]) == 2
    assert message in capsys.readouterr()[1]


def test_the_environment_names_the_application(shop, monkeypatch, capsys):
    monkeypatch.setenv("FLASK_APP", "doctors_shop:safe")
    doctor.main([])

    assert "doctors_shop:safe keeps its sessions with sessioncompat." in capsys.readouterr()[0]


def test_without_an_application_it_says_how_to_name_one(shop, capsys):
    doctor.main([])

    assert "sessioncompat doctor shop:app" in capsys.readouterr()[0]


def test_a_lint_that_can_not_run_is_no_failure():
    rows, reason = doctor._lint(["here"], "0.9", "/no/such/python")

    assert rows == [] and "/no/such/python can't be run" in reason


def test_setuptools_knows_what_metadata_knows(monkeypatch):
    """What Python 2.7 uses finds the same distributions."""
    pytest.importorskip("pkg_resources")
    expected = distributions.installed("flask")
    monkeypatch.setattr(distributions, "metadata", None)

    assert distributions.installed("flask") == expected
    [found] = [one for one in distributions.everything() if one.name.lower() == "flask"]
    assert "werkzeug" in found.requires
    assert [os.path.basename(path) for path in found.paths] in (["flask"], ["flask.py"])
