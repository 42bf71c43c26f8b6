"""
The neighbours that stop old extensions from being imported come back by name, and do what they did.
"""

import collections.abc
import datetime
import sys

import flask
import pytest
import werkzeug.http
from werkzeug.datastructures import MultiDict

import sessioncompat.bridge
from sessioncompat import has
from sessioncompat.bridge import extras

EXTRAS = sorted(extras.everything())


def test_these_are_the_extras():
    assert EXTRAS == [
        "collections", "cookie_domain", "first_request", "flask", "flask.ext", "itsdangerous",
        "jinja", "json", "markup", "werkzeug",
    ]


@pytest.fixture
def urls(old, install):
    install(extras=["werkzeug"])
    return old("from werkzeug.urls import *\nimport werkzeug.urls as urls").urls


@pytest.fixture
def call(old, install):
    """Evaluate an expression in old code, with every extra."""
    install(extras=EXTRAS)

    def evaluate(statement, expression):
        return old("%s\nresult = %s\n" % (statement, expression)).result

    return evaluate


@pytest.mark.parametrize(
    "name, expression, expected",
    [
        ("url_quote", "url_quote('/a b/\\xe9?x', safe='/')", "/a%20b/%C3%A9%3Fx"),
        ("url_quote", "url_quote(3)", "3"),
        ("url_quote", "url_quote('a/b:c', unsafe='/')", "a%2Fb:c"),
        ("url_quote_plus", "url_quote_plus('a b&c+d')", "a+b%26c%2Bd"),
        ("url_unquote", "url_unquote('a%20b%C3%A9')", "a b\xe9"),
        ("url_unquote", "url_unquote('%FF', charset=None)", b"\xff"),
        ("url_unquote_plus", "url_unquote_plus('a+b%2B')", "a b+"),
        ("url_encode", "url_encode({'b': 'x y', 'a': [1, 2], 'n': None}, sort=True)", "a=1&a=2&b=x+y"),
        ("url_decode", "url_decode('a=1&a=2&b=x+y&c')", MultiDict([("a", "1"), ("a", "2"), ("b", "x y"), ("c", "")])),
        ("url_decode", "url_decode(b'a=1&c', include_empty=False)", MultiDict([("a", "1")])),
        ("url_join", "url_join('http://a/b/c', '../d')", "http://a/d"),
        ("url_fix", "url_fix('http://de.wikipedia.org/wiki/Elf (Begriffskl\\xe4rung)')", "http://de.wikipedia.org/wiki/Elf%20(Begriffskl%C3%A4rung)"),
        ("url_unparse", "url_unparse(('http', 'a', '/b', 'c=d', 'e'))", "http://a/b?c=d#e"),
        ("url_parse", "url_parse('http://u:p@a:80/b?c=d#e').host", "a"),
        ("url_parse", "url_parse('http://a/b?c=d').replace(scheme='https').to_url()", "https://a/b?c=d"),
        ("url_parse", "url_parse('http://a/b?c=d').decode_query()", MultiDict([("c", "d")])),
        ("url_parse", "str(url_parse('http://a/b').join('c'))", "http://a/c"),
    ],
)
def test_werkzeug_urls(name, expression, expected, call):
    assert call("from werkzeug.urls import %s" % name, expression) == expected


@pytest.mark.parametrize(
    "statement, expression, expected",
    [
        ("from werkzeug.security import safe_str_cmp", "safe_str_cmp(u'a\\xe9', b'a\\xc3\\xa9'), safe_str_cmp('a', 'b')", (True, False)),
        ("from werkzeug import secure_filename, LocalProxy", "secure_filename('a/b')", "a_b"),
        ("from werkzeug.utils import escape, unescape", "escape('<'), unescape('&lt;')", ("&lt;", "<")),
        ("from werkzeug.wrappers import BaseResponse, ETagResponseMixin", "type('R', (BaseResponse, ETagResponseMixin), {})().status_code", 200),
        ("from werkzeug.wsgi import DispatcherMiddleware", "DispatcherMiddleware.__module__", "werkzeug.middleware.dispatcher"),
        ("from werkzeug.contrib.fixers import ProxyFix", "ProxyFix.__module__", "werkzeug.middleware.proxy_fix"),
        ("from werkzeug._compat import text_type, iteritems, PY2", "text_type(b'a', 'ascii'), list(iteritems({1: 2})), PY2", ("a", [(1, 2)], False)),
        ("from werkzeug.serving import run_with_reloader", "callable(run_with_reloader)", True),
        ("from werkzeug.routing import parse_rule", "list(parse_rule('/a/<int(min=1):b>/c<d>'))", [(None, None, "/a/"), ("int", "min=1", "b"), (None, None, "/c"), ("default", None, "d")]),
        ("from flask import Markup, escape", "Markup('<b>') + escape('<')", "<b>&lt;"),
        ("from jinja2 import Markup, escape", "Markup('<b>') + escape('<')", "<b>&lt;"),
        ("from jinja2.utils import soft_unicode", "soft_unicode(1)", "1"),
        ("import jinja2", "jinja2.Environment(extensions=['jinja2.ext.autoescape', 'jinja2.ext.with_']).from_string('{% with a=1 %}{{ a }}{% endwith %}').render()", "1"),
        ("import jinja2", "jinja2.Environment().from_string('{{ f() }}').render(f=jinja2.contextfunction(lambda c: c['a']), a=2)", "2"),
        ("from flask import safe_join", "safe_join('/a', 'b')", "/a/b"),
        ("from flask._compat import string_types", "string_types", (str,)),
        ("from flask.helpers import locked_cached_property as p", "type('C', (), {'x': p(lambda self: [])})", None),
        ("from flask import signals_available, json_available", "signals_available and json_available", True),
        ("from itsdangerous import json", "json.loads('1')", 1),
    ],
)
def test_names_that_moved(statement, expression, expected, call):
    found = call(statement, expression)

    if expected is None:
        instance = found()
        assert instance.x is instance.x
    else:
        assert found == expected


@pytest.mark.skipif(sys.version_info < (3, 10), reason="This Python has them.")
def test_collections(call):
    found = call("from collections import MutableMapping, Callable", "MutableMapping, Callable")

    assert found == (collections.abc.MutableMapping, collections.abc.Callable)


def test_jinja_finds_its_old_extensions_for_everybody_who_names_them(call):
    """
    Jinja imports them by name, on behalf of the application.
    """
    assert call(
        "import flask\napp = flask.Flask('old_code')\n"
        "app.jinja_options = {'extensions': ['jinja2.ext.with_']}",
        "app.jinja_env.from_string('x').render()",
    ) == "x"


def test_flask_ext_is_the_extensions_own_package(old, install, used):
    install(["old_code"], ["flask.ext"])
    own = old("name = 'own'", "flask_old_target")
    old("", "flaskext.older")
    module = old(
        """
        from flask.ext.old_target import name
        from flask.ext import old_target
        import flask.ext.older
        import flask.ext.old_target as same
        """
    )

    assert module.name == "own"
    assert module.old_target is own and module.same is own
    assert own.__name__ == own.__spec__.name == "flask_old_target"
    assert set(used()) == {"SC125"}
    with pytest.raises(ImportError, match="flask_nowhere and no flaskext.nowhere"):
        old("import flask.ext.nowhere")


def test_tokens_that_were_sent_stay_valid(call):
    """
    What itsdangerous 2.0 signed with these arguments.
    """
    token = (
        b"eyJhbGciOiJIUzUxMiJ9.eyJ1c2VyIjoiYWxpY2UifQ."
        b"zfdjz8B5MVPvkDEbAEfVSWMuP2bgH6KbJvKMqbqJqPQ"
    )
    answers = call(
        "from itsdangerous import JSONWebSignatureSerializer as S, BadSignature\n"
        "s = S('secret')\n"
        "def bad(token):\n"
        "    try:\n        s.loads(token)\n    except BadSignature:\n        return True\n",
        "s.loads(s.dumps({'user': 'alice'})), bad(%r), bad(s.dumps(1)[:-4] + b'AAAA'), s.dumps(1)[:20]"
        % token,
    )

    assert answers == ({"user": "alice"}, True, True, b"eyJhbGciOiJIUzUxMiJ9")


def test_timed_tokens_end(call):
    assert call(
        "from itsdangerous import TimedJSONWebSignatureSerializer as S, SignatureExpired\n"
        "def expired():\n"
        "    try:\n        S('secret').loads(S('secret', expires_in=-5).dumps(1))\n"
        "    except SignatureExpired as error:\n        return error.payload\n",
        "S('secret', 60).loads(S('secret', 60).dumps(1), return_header=True)[0], expired()",
    ) == (1, 1)


def test_first_requests(old, install):
    install(extras=["first_request"])
    module = old(
        """
        import flask
        app = flask.Flask("old_code")
        blueprint = flask.Blueprint("blueprint", "old_code")
        order = []
        app.before_request(lambda: order.append("before"))

        @app.before_first_request
        def first():
            order.append("first " + flask.request.path)

        @blueprint.before_app_first_request
        def second():
            order.append("second")

        app.register_blueprint(blueprint)
        app.add_url_rule("/", "index", lambda: "index")
        """
    )
    client = module.app.test_client()
    client.get("/")
    client.get("/")

    assert module.order == ["first /", "second", "before", "before"]
    sessioncompat.bridge.uninstall()
    if not has("flask.Flask.before_first_request"):
        assert len(module.app.before_request_funcs[None]) == 1


JSON = """
    import flask, decimal
    from flask.json import JSONEncoder, JSONDecoder

    class Encoder(JSONEncoder):
        def default(self, o):
            return {"decimal": str(o)} if type(o) is complex else JSONEncoder.default(self, o)

    class Decoder(JSONDecoder):
        def __init__(self, *args, **kwargs):
            JSONDecoder.__init__(self, *args, object_hook=self.hook, **kwargs)
        def hook(self, found):
            return "hooked" if "decimal" in found else found

    app = flask.Flask("old_code")
    app.secret_key = "secret"
    app.json_encoder = Encoder
    app.json_decoder = Decoder

    @app.route("/", methods=["POST"])
    def index():
        import datetime
        return flask.jsonify(found=flask.request.get_json(), c=1j, d=datetime.date(2000, 1, 1))
"""


def test_json_is_shaped_by_the_applications_classes(old, install, used):
    install(extras=["json"])
    app = old(JSON).app
    response = app.test_client().post("/", json={"sent": {"decimal": "1"}})

    assert flask.json.loads(response.get_data()) == {
        "c": {"decimal": "1j"}, "d": "Sat, 01 Jan 2000 00:00:00 GMT", "found": {"sent": "hooked"},
    }
    if not has("flask.json.JSONEncoder"):
        assert "SC132" in used() and "SC311" in used()
    provider = app.json
    sessioncompat.bridge.uninstall()
    assert type(provider) is flask.json.provider.DefaultJSONProvider


def test_a_class_may_shape_its_json(old, install):
    install(extras=["json"])
    app = old(JSON.replace("app.json_encoder = Encoder", "").replace("app.json_decoder = Decoder", "")
        .replace('app = flask.Flask("old_code")', 'class App(flask.Flask):\n        json_encoder = Encoder\n    app = App("old_code")')).app

    assert app.test_client().post("/", json={}).get_json()["c"] == {"decimal": "1j"}


def test_request_json_is_none_where_there_is_none(old, install):
    """
    Since 2.1 Werkzeug answers a form with 400 or 415 when somebody asks it for JSON.
    """
    source = """
        import flask
        def read():
            return flask.request.json
        """
    install(extras=["werkzeug"])
    app = flask.Flask("todays")

    with app.test_request_context("/", method="POST", data={"a": "1"}):
        assert old(source).read() is None
        assert flask.request.get_json(silent=True) is None
        with pytest.raises(Exception) as error:
            old(source, "todays_code").read()
    assert error.value.code in (400, 415)
    with app.test_request_context("/", method="POST", data="{", content_type="application/json"):
        with pytest.raises(Exception) as error:
            old(source).read()
    assert error.value.code == 400


def test_requests_and_responses_have_a_charset(call):
    assert call(
        "import flask\nrequest = flask.Request({})\nresponse = flask.Response()\n"
        "class Latin(flask.Response):\n    charset = 'latin-1'\n",
        "request.charset, request.url_charset, response.charset, Latin().charset,"
        " Latin.charset",
    ) == ("utf-8", "utf-8", "utf-8", "latin-1", "latin-1")


def test_a_request_knows_whether_a_script_asks(call):
    assert call(
        "import flask\n"
        "plain = flask.Request({})\n"
        "script = flask.Request({'HTTP_X_REQUESTED_WITH': 'XMLHttpRequest'})\n",
        "plain.is_xhr, script.is_xhr",
    ) == (False, True)


def test_a_dumped_cookie_may_be_bytes(old, install, used):
    source = "from werkzeug.http import dump_cookie\ndef dump():\n    return dump_cookie('sid', b'1')\n"
    todays = werkzeug.http.dump_cookie
    install(extras=["werkzeug"])

    assert old(source).dump() == "sid=1; Path=/"
    assert werkzeug.http.dump_cookie is todays
    assert used() == ["SC117"]


CLIENT = """
    import flask
    app = flask.Flask("old_code")
    app.add_url_rule("/", "index", lambda: flask.request.cookies.get("sid", "none"))
    client = app.test_client()
"""


@pytest.mark.skipif(has("werkzeug.test.Client.cookie_jar"), reason="This Werkzeug has it.")
def test_the_clients_cookies(old, install, used):
    install(extras=["werkzeug"])
    module = old(CLIENT + """
    client.set_cookie("localhost", "sid", "1")
    first = client.get("/").data
    kept = list(client.cookie_jar)
    cookies = [(c.name, c.value, c.domain, c.path) for c in kept]
    client.delete_cookie("localhost", "sid")
    second = client.get("/").data
    client.set_cookie("localhost", "sid", "2")
    client.cookie_jar.clear()
    third = client.get("/").data
    client.set_cookie("sid", "3", path="/")
    client.cookie_jar.clear_session_cookies()
    fourth = client.get("/").data
    for cookie in kept:
        client.cookie_jar.set_cookie(cookie)
    fifth = client.get("/").data
    """)

    assert (module.first, module.cookies) == (b"1", [("sid", "1", "localhost.local", "/")])
    assert module.fifth == b"1", "What was in one jar can be put into another."
    assert (module.second, module.third, module.fourth) == (b"none", b"none", b"none")
    assert "SC123" in used() and "SC124" in used()
    with pytest.raises(TypeError):
        old(CLIENT + "    client.set_cookie('localhost', 'sid', '1')", "todays_code")


@pytest.mark.parametrize(
    "server_name, domain",
    [
        ("example.com:5000", "example.com"), ("www.example.com", "www.example.com"),
        ("localhost", None), ("127.0.0.1:5000", None), (None, None),
    ],
)
def test_the_cookies_domain_is_the_servers_only_where_asked_for(server_name, domain, install):
    if has("flask.Flask.session_cookie_name"):
        pytest.skip("This Flask does so itself.")

    def domain_for(import_name):
        app = flask.Flask(import_name, root_path="/")
        app.config["SERVER_NAME"] = server_name
        return app.session_interface.get_cookie_domain(app)

    install()
    assert domain_for("old_code") is None
    sessioncompat.bridge.uninstall()
    install(extras=["cookie_domain"])
    assert domain_for("old_code") == domain
    assert domain_for("todays_code") is None


def test_attributes_of_the_application(call):
    assert call(
        "import flask\napp = flask.Flask('old_code')\nblueprint = flask.Blueprint('b', 'old_code')",
        "app.env, app.propagate_exceptions, app.preserve_context_on_exception, app.logger_name,"
        " app.send_file_max_age_default, app.use_x_sendfile, app.templates_auto_reload",
    )[1:4] == (False, False, "old_code")


def test_the_end_of_a_timed_token_is_seen(call):
    made = call(
        "from itsdangerous import TimedJSONWebSignatureSerializer as S",
        "S('secret').get_issue_date({'iat': 0})",
    )
    assert made == datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
