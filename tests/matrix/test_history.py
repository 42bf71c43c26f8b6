"""
Every row of the table says the truth about the Flask installed here.
"""

import importlib
import json
import sys
import warnings

import pytest
from conftest import version

import flask
from sessioncompat import features, history
from sessioncompat.history import BY_PATH, FACTS, release

PYTHON = [row for row in FACTS if row.package == "python"]
NAMES = [
    row for row in FACTS
    if row.kind != "behaviour" and row not in PYTHON and version(row.package)
]
DEPRECATED = [row for row in NAMES if row.deprecated]


def make_app():
    app = flask.Flask("sessioncompat")
    app.secret_key = "secret"
    return app


def import_afresh(row):
    # Kept, because Python 2 empties a module that nobody holds.
    former = sys.modules.pop(row.path, None)
    try:
        importlib.import_module(row.path)
    finally:
        if former is not None:
            sys.modules[row.path] = former


def read_attribute(row):
    owner, _, name = row.path.rpartition(".")
    getattr(importlib.import_module(owner), name)


def set_json_encoder():
    make_app().json_encoder = json.JSONEncoder


def set_json_decoder():
    make_app().json_decoder = json.JSONDecoder


def open_session():
    app = make_app()
    with app.test_request_context():
        return app.open_session(flask.request)


def save_session():
    app = make_app()
    with app.test_request_context():
        app.save_session(app.open_session(flask.request), app.response_class())


def safe_str_cmp():
    from werkzeug.security import safe_str_cmp

    safe_str_cmp("a", "a")


def make_web_signatures():
    from itsdangerous import TimedJSONWebSignatureSerializer

    TimedJSONWebSignatureSerializer("secret")


def make_json_web_signatures():
    from itsdangerous import JSONWebSignatureSerializer

    JSONWebSignatureSerializer("secret")


def read_cookie_jar():
    return make_app().test_client().cookie_jar


def encode_json():
    flask.json.JSONEncoder()


def decode_json():
    flask.json.JSONDecoder()


def use_json():
    from itsdangerous import json

    json.dumps({})


def push_context():
    flask.globals._request_ctx_stack.push


# How to use what a look at does not warn of.
USES = {
    "flask.globals._request_ctx_stack.push": push_context,
    "flask.json.JSONDecoder": decode_json,
    "flask.json.JSONEncoder": encode_json,
    "itsdangerous.JSONWebSignatureSerializer": make_json_web_signatures,
    "itsdangerous.json": use_json,
    "werkzeug.test.Client.cookie_jar": read_cookie_jar,
    "flask.Flask.before_first_request": lambda: make_app().before_first_request(make_app),
    "flask.Flask.json_decoder": set_json_decoder,
    "flask.Flask.json_encoder": set_json_encoder,
    "flask.Flask.make_null_session": lambda: make_app().make_null_session(),
    "flask.Flask.open_session": open_session,
    "flask.Flask.save_session": save_session,
    "flask.Flask.session_cookie_name": lambda: make_app().session_cookie_name,
    "itsdangerous.TimedJSONWebSignatureSerializer": make_web_signatures,
    "werkzeug.security.safe_str_cmp": safe_str_cmp,
}


# What a warning calls a name, where it does not use the name.
CALLED = {
    "flask.globals._request_ctx_stack.push": "_request_ctx_stack",
    "itsdangerous.JSONWebSignatureSerializer": "JWS",
    "itsdangerous.TimedJSONWebSignatureSerializer": "JWS",
}


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row.path)
def test_name(row):
    """
    A name is there in the releases the table gives, and in no other.
    """
    installed = version(row.package)

    assert features.has(row.path) is row.exists_in(installed), (
        "%s %s, %s %s says otherwise. Correct its row in history.py."
        % (row.path, row.spans, row.package, installed)
    )


@pytest.mark.parametrize("row", DEPRECATED, ids=lambda row: row.path)
def test_deprecation(row):
    """
    A name warns from the release the table gives on, and not before.
    """
    installed = version(row.package)
    if not row.exists_in(installed):
        pytest.skip("%s %s does not have it." % (row.package, installed))

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if row.path in USES:
            USES[row.path]()
        elif row.kind == "module":
            import_afresh(row)
        else:
            read_attribute(row)

    name = CALLED.get(row.path, row.path.rpartition(".")[2])
    warned = any(
        issubclass(warning.category, DeprecationWarning) and name in str(warning.message)
        for warning in caught
    )
    assert warned is (release(row.deprecated) <= release(installed))


def test_unknown_name():
    """
    A name without a row is an error, not a feature that Flask lacks.
    """
    with pytest.raises(LookupError) as error:
        features.has("flask.sessions.SesionMixin")

    assert "Add a row" in str(error.value)


def test_behaviours_cannot_be_probed():
    behaviour = next(row for row in FACTS if row.kind == "behaviour")

    with pytest.raises(LookupError):
        features.has(behaviour.path)


def test_probing_leaves_the_session_proxy_alone():
    """
    Looking for the module flask.session does not put it in place of the proxy.
    """
    features._probe(BY_PATH["flask.session"])

    assert type(flask.session).__name__ == "LocalProxy"


def test_a_broken_flask_is_no_missing_feature(monkeypatch):
    """
    The error of a Flask that cannot be imported reaches the user.
    """

    def broken(name):
        raise ImportError("cannot import name 'soft_unicode' from 'markupsafe'")

    monkeypatch.setattr(features.importlib, "import_module", broken)
    with pytest.raises(ImportError) as error:
        features._probe(BY_PATH["flask.sessions.SessionMixin"])

    assert "soft_unicode" in str(error.value)


def test_a_gap_is_no_presence():
    row = history.Fact("a.b", "attribute", "0.2", None, "1.1", ("0.5", "0.6"), None, None)

    found = [text for text in ("0.1", "0.2", "0.4", "0.5.2", "0.6", "1.0.4", "1.1") if row.exists_in(text)]

    assert found == ["0.2", "0.4", "0.6", "1.0.4"]
    assert row.changes == ["0.2", "0.5", "0.6", "1.1"]


def test_the_same_name_twice():
    with pytest.raises(ValueError):
        history.fact("attribute", "flask.Session", "0.1")


@pytest.mark.parametrize(
    "text, number",
    [("0.10", (0, 10)), ("0.10.1", (0, 10, 1)), ("3.2.0.dev0", (3, 2, 0)), ("1.0rc1", (1, 0))],
)
def test_release(text, number):
    assert release(text) == number


def test_no_release():
    with pytest.raises(ValueError):
        release("main")


@pytest.mark.parametrize(
    "path, planted, wrong",
    [
        # Name, what a wrong row would claim, and the releases it would be wrong for.
        ("flask.sessions.SessionInterface.get_cookie_name", ("2.1", None), ("2.0", "2.1")),
        ("flask.Flask.session_cookie_name", ("0.1", "3.0"), ("2.3", "3.0")),
        ("flask.sessions.SessionMixin", ("0.9", None), ("0.8", "0.9")),
    ],
)
def test_a_wrong_row_is_found_where_it_is_wrong(path, planted, wrong):
    """
    A row that is wrong about some releases fails in their cells, and in no other.
    """
    row = history.Fact(path, "attribute", planted[0], None, planted[1], None, None, None)
    installed = version("flask")
    fails = features.has(path) is not row.exists_in(installed)

    assert fails is (release(wrong[0]) <= release(installed) < release(wrong[1]))


@pytest.mark.parametrize("row", PYTHON, ids=lambda row: row.path)
def test_name_of_python(row):
    """
    The standard library has a name in the releases the table gives.
    """
    module, _, name = row.path.partition(".")[2].rpartition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = hasattr(importlib.import_module(module), name)
        except ImportError:
            found = False

    assert found is row.exists_in("%d.%d" % sys.version_info[:2])
