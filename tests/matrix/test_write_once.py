"""
Cookies are written as today's Werkzeug writes them, on every Werkzeug.
"""

import pickle
import uuid

import pytest

import flask
from sessioncompat import SecureCookieSession, SessionInterface, init_extension


class Interface(SessionInterface):
    """Lets a test write the cookies."""

    def __init__(self, write):
        self.write = write

    def open_session(self, app, request):
        return SecureCookieSession()

    def save_session(self, app, session, response):
        self.write(response)


def cookies(write, response_class=None):
    """The Set-Cookie headers of a response, each as a value and a set of attributes."""
    app = flask.Flask("sessioncompat")
    if response_class is not None:
        app.response_class = response_class
    app.debug = True  # Errors come out.
    init_extension(app, Interface(write))

    @app.route("/")
    def index():
        return ""

    headers = app.test_client().get("/").headers.getlist("Set-Cookie")
    return [parse(header) for header in headers]


def parse(header):
    parts = [part.strip() for part in header.split(";")]
    attributes = {}
    for part in parts[1:]:
        name, _, value = part.partition("=")
        attributes[name.lower()] = value
    return parts[0], attributes


@pytest.mark.parametrize("value", ["Lax", "Strict", "None", "lax"])
def test_samesite(value):
    """
    SameSite is written in every value that today's Werkzeug takes.
    """
    ((_, attributes),) = cookies(lambda response: response.set_cookie("a", "1", samesite=value))

    assert attributes["samesite"] == value.title()


def test_no_samesite():
    ((_, attributes),) = cookies(lambda response: response.set_cookie("a", "1", samesite=None))

    assert "samesite" not in attributes


def test_a_samesite_nobody_knows():
    with pytest.raises(ValueError) as error:
        cookies(lambda response: response.set_cookie("a", "1", samesite="sometimes"))

    assert "SameSite" in str(error.value)


def test_partitioned():
    """
    A partitioned cookie is Secure, as browsers demand.
    """
    ((_, attributes),) = cookies(lambda response: response.set_cookie("a", "1", partitioned=True))

    assert "partitioned" in attributes
    assert "secure" in attributes


def test_not_partitioned():
    ((_, attributes),) = cookies(lambda response: response.set_cookie("a", "1", partitioned=False))

    assert "partitioned" not in attributes
    assert "secure" not in attributes


def test_every_argument_at_once():
    ((pair, attributes),) = cookies(
        lambda response: response.set_cookie(
            "a",
            "1",
            max_age=60,
            path="/p",
            domain="example.com",
            secure=True,
            httponly=True,
            samesite="Lax",
            partitioned=True,
        )
    )

    assert pair == "a=1"
    assert attributes["max-age"] == "60"
    assert attributes["path"] == "/p"
    assert attributes["domain"].lstrip(".") == "example.com"
    assert attributes["samesite"] == "Lax"
    assert {"secure", "httponly", "partitioned", "expires"} <= set(attributes)


def test_positional_arguments():
    """
    Arguments may be positional, in the order Werkzeug has always had.
    """
    ((pair, attributes),) = cookies(lambda response: response.set_cookie("a", "1", 60, None, "/p"))

    assert pair == "a=1"
    assert (attributes["max-age"], attributes["path"]) == ("60", "/p")


def test_deletion_has_the_attributes():
    """
    A cookie is deleted with the attributes that browsers ask for.
    """
    ((pair, attributes),) = cookies(
        lambda response: response.delete_cookie(
            "a",
            path="/p",
            domain="example.com",
            secure=True,
            httponly=True,
            samesite="None",
            partitioned=True,
        )
    )

    assert pair in ("a=", 'a=""')
    assert attributes["max-age"] == "0"
    assert "1970" in attributes["expires"]
    assert (attributes["path"], attributes["samesite"]) == ("/p", "None")
    assert {"secure", "httponly", "partitioned"} <= set(attributes)


def test_plain_deletion():
    ((_, attributes),) = cookies(lambda response: response.delete_cookie("a"))

    assert "1970" in attributes["expires"]
    assert not {"secure", "httponly", "samesite", "partitioned"} & set(attributes)


@pytest.mark.parametrize("method", ["set_cookie", "delete_cookie"])
def test_an_argument_nobody_knows(method):
    """
    An argument that neither Werkzeug nor sessioncompat knows is an error.
    """
    with pytest.raises(TypeError) as error:
        cookies(lambda response: getattr(response, method)("a", sometimes=True))

    assert "sometimes" in str(error.value)


def test_only_its_own_cookie_gets_the_attributes():
    """
    Cookies set before and after keep what they were given.
    """

    def write(response):
        response.set_cookie("a", "1")
        response.set_cookie("b", "2", samesite="Strict", partitioned=True)
        response.set_cookie("c", "3", samesite="Lax")

    first, second, third = cookies(write)

    assert (first[0], second[0], third[0]) == ("a=1", "b=2", "c=3")
    assert "samesite" not in first[1]
    assert second[1]["samesite"] == "Strict" and "partitioned" in second[1]
    assert third[1]["samesite"] == "Lax" and "partitioned" not in third[1]


def test_bytes():
    """
    A value may be bytes, as signers return them.
    """
    ((pair, _),) = cookies(lambda response: response.set_cookie("a", b"abc.def"))

    assert pair == "a=abc.def"


def test_uuid():
    """
    A value may be a UUID, as session ids often are.
    """
    sid = uuid.uuid4()
    ((pair, _),) = cookies(lambda response: response.set_cookie("a", sid))

    assert pair == "a=%s" % sid


def test_a_response_class_of_ones_own():
    """
    What an application's response class does to cookies is still done.
    """

    class Response(flask.Flask.response_class):
        def set_cookie(self, key, value="", **kwargs):
            super(Response, self).set_cookie("__Host-" + key, value, **kwargs)

    ((pair, attributes),) = cookies(
        lambda response: response.set_cookie("a", "1", samesite="Lax"), Response
    )

    assert pair == "__Host-a=1"
    assert attributes["samesite"] == "Lax"


def test_responses_pass_for_flasks_own():
    """
    Nobody can tell the responses of an application from Flask's own by asking for their class.
    """
    app = flask.Flask("sessioncompat")
    own = app.response_class
    init_extension(app, Interface(None))
    init_extension(app, Interface(None))  # Once more makes no difference.
    ours, flasks = app.response_class("ours"), own("Flask's")

    class Derived(app.response_class):
        pass

    assert isinstance(ours, own) and isinstance(flasks, app.response_class)
    assert issubclass(own, app.response_class) and not issubclass(own, Derived)
    assert isinstance(Derived(), own) and not isinstance(flasks, Derived)
    assert app.response_class.__name__ == own.__name__
    assert flask.Flask("sessioncompat").response_class is own


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_response_in_a_cache_is_flasks_own(protocol):
    """
    A pickled response can be read where there is no sessioncompat.
    """
    app = flask.Flask("sessioncompat")
    own = app.response_class
    init_extension(app, Interface(None))
    pickled = pickle.dumps(app.response_class("cached"), protocol)
    response = pickle.loads(pickled)

    assert b"sessioncompat" not in pickled
    assert type(response) is own
    assert response.data == b"cached"


def test_a_response_of_another_class():
    """
    A response that is not of the application's class takes today's arguments while it is saved.
    """
    app = flask.Flask("sessioncompat")
    own = app.response_class
    init_extension(app, Interface(lambda response: response.set_cookie("a", b"1", samesite="Lax")))
    app.response_class = own  # Set after the extension, for one.
    seen = []

    @app.route("/")
    def index():
        return ""

    @app.after_request
    def look(response):
        seen.append(response)
        return response

    answer = app.test_client().get("/")

    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    assert type(seen[0]) is own


def test_outside_of_saving_werkzeug_is_as_it_was():
    """
    No class of Werkzeug's or Flask's is changed.
    """
    cookies(lambda response: response.set_cookie("a", "1", partitioned=True))

    assert "sessioncompat" not in flask.Response.set_cookie.__module__
