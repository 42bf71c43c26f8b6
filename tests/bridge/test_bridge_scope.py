"""
What the bridge brings back is there for the modules it is installed for, and for no others.
"""

import collections
import importlib
import pickle
import sys
import warnings

import flask
import pytest
import werkzeug

OLD_NAMES = [
    ("flask.globals", "_request_ctx_stack", ()),
    ("flask.globals", "_app_ctx_stack", ()),
    ("flask", "Session", ()),
    ("flask.sessions", "total_seconds", ()),
    ("flask.helpers", "total_seconds", ()),
    ("flask.sessions", "_tag", ()),
    ("werkzeug.security", "safe_str_cmp", ["werkzeug"]),
    ("werkzeug", "url_quote", ["werkzeug"]),
    ("flask", "safe_join", ["flask"]),
    ("jinja2", "contextfunction", ["jinja"]),
    ("jinja2", "Markup", ["markup"]),
    ("collections", "MutableMapping", ["collections"]),
    ("itsdangerous", "TimedJSONWebSignatureSerializer", ["itsdangerous"]),
    ("flask.json", "JSONEncoder", ["json"]),
]
OLD_MODULES = [
    ("werkzeug.contrib.securecookie", ()),
    ("werkzeug.contrib.sessions", ()),
    ("werkzeug.contrib.cache", ()),
    ("flask.session", ()),
    ("flask.ext.old_target", ["flask.ext"]),
    ("werkzeug.contrib.fixers", ["werkzeug"]),
    ("werkzeug._compat", ["werkzeug"]),
    ("flask._compat", ["flask"]),
]


def is_there(module, name):
    if module == "collections":
        # Until 3.10 Python puts it there when somebody asks.
        return sys.version_info < (3, 10)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return hasattr(importlib.import_module(module), name)


@pytest.mark.parametrize("module, name, extras", OLD_NAMES)
def test_a_name_is_there_for_old_code_and_for_nobody_else(module, name, extras, old, install):
    if is_there(module, name):
        pytest.skip("This Flask, Werkzeug or Python has it.")
    with pytest.raises(ImportError):
        old("from %s import %s" % (module, name))
    install(extras=extras)

    assert hasattr(old("from %s import %s" % (module, name)), name)
    assert not hasattr(importlib.import_module(module), name)
    with pytest.raises(ImportError):
        old("from %s import %s" % (module, name), "todays_code")


@pytest.mark.parametrize("module, extras", OLD_MODULES)
def test_a_module_is_there_for_old_code_and_for_nobody_else(module, extras, old, install):
    old("", "flask_old_target")
    with pytest.raises(ImportError):
        old("import %s" % module)
    install(extras=extras)

    old("import %s" % module)
    with pytest.raises(ImportError):
        old("import %s" % module, "todays_code")
    assert module not in sys.modules


def test_a_module_is_the_same_whoever_imports_it_next(old, install):
    install(["old_code", "more_old_code"])
    first = old("import werkzeug.contrib.sessions as sessions")
    second = old("from werkzeug.contrib import sessions", "more_old_code")

    assert first.sessions is second.sessions


def test_old_code_reads_a_module_from_its_package(old, install):
    install()

    found = old("import werkzeug.contrib.sessions\nStore = werkzeug.contrib.sessions.SessionStore")

    assert found.Store.__name__ == "SessionStore"
    assert not hasattr(werkzeug, "contrib")


def test_the_proxy_stays_when_the_module_of_its_name_is_imported(old, install):
    """
    On Flask 0.8 and 0.9 importing ``flask.session`` put the module in the proxy's place.
    """
    proxy = flask.session
    install()
    old("from flask.session import Session\nimport flask.session")

    assert flask.session is proxy


def test_the_modules_of_a_package_are_in_scope_with_it(old, install):
    install(["old_package"])

    old("from flask import Session", "old_package.inner.deep")
    with pytest.raises(ImportError):
        old("from flask import Session", "old_package_of_others")


def test_everybody_but_flask_is_in_scope_of_the_star(old, install):
    install("*", extras=["collections"])

    old("from flask import Session", "anybody")
    assert hasattr(flask, "Session")


def test_a_proxy_asks_for_who_uses_it(old, install):
    """
    ``current_app`` and ``unittest.mock`` ask on behalf of old code.
    """
    install(extras=["flask"])
    module = old(
        """
        from unittest import mock
        from flask import current_app

        def name():
            return current_app.session_cookie_name

        def patched():
            with mock.patch("flask.globals._request_ctx_stack", "patched"):
                from flask.globals import _request_ctx_stack
                return _request_ctx_stack
        """
    )

    with flask.Flask("todays").app_context():
        assert module.name() == "session"
        with pytest.raises(AttributeError):
            flask.current_app.session_cookie_name
    assert module.patched() == "patched"
    assert "_request_ctx_stack" not in vars(flask.globals)


def test_what_is_set_over_a_name_is_everybodys(install):
    """
    A name that somebody puts where an old one was is what everybody finds.
    """
    install()
    flask.Session = "set"
    try:
        assert flask.Session == "set"
    finally:
        del flask.Session
    assert not hasattr(flask, "Session")


def test_the_errors_out_of_scope_are_todays(install):
    def messages():
        found = []
        for ask in (
            lambda: flask.Session,
            lambda: werkzeug.contrib,
            lambda: collections.NoSuchName,
            lambda: flask.Flask("todays").session_cookie_name,
            lambda: flask.Flask.open_session,
        ):
            with pytest.raises(AttributeError) as error:
                ask()
            found.append(str(error.value))
        return found

    before = messages()
    install(extras=["collections"])

    assert messages() == before


def test_names_are_hidden_from_who_looks_around(install):
    before = dir(flask), sorted(vars(flask))
    install(extras=["flask", "markup"])

    assert (dir(flask), sorted(vars(flask))) == before
    assert pickle.loads(pickle.dumps(flask.Request)) is flask.Request
