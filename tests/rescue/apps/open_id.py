"""Flask-OpenID: who begins to log in, and comes back when their provider cannot be found."""

import importlib
import tempfile

import flask

from elsewhere import another_site
from release import settings
from visitors import Visitor, expect, make_app

extension = importlib.import_module(settings.package)


def visit():
    with tempfile.TemporaryDirectory() as directory, another_site({"/anna": page}) as url:
        app = make_site(directory)
        begin(app, url)
        fail(app, url)


def page(path, body):
    """The page that says who vouches for anna. It is never asked: the visitor would be sent there."""
    provider = '<link rel="openid2.provider openid.server" href="http://provider.example/openid">'
    return "text/html", "<html><head>%s</head></html>" % provider


def make_site(directory):
    app = make_app(__name__)
    open_id = extension.OpenID(app, directory)

    @app.route("/login", methods=["GET", "POST"])
    @open_id.loginhandler
    def login():
        if flask.request.method == "POST":
            return open_id.try_login(flask.request.form["openid"])
        return "next %s, error %s" % (open_id.get_next_url(), open_id.fetch_error())

    @open_id.after_login
    def after_login(answer):
        flask.session["openid"] = answer.identity_url
        return flask.redirect(open_id.get_next_url())

    @app.route("/keys")
    def keys():
        return " ".join(sorted(flask.session))

    return app


def begin(app, url):
    """What was found out about the provider waits in the session until the visitor is back."""
    anna = Visitor(app)
    sent = anna.post("/login", data={"openid": url + "/anna"})
    expect("where she is sent", sent.headers.get("Location", "").partition("?")[0], "http://provider.example/openid")
    kept = anna.read("/keys")
    expect("what waits in the session", kept, settings.keeps)


def fail(app, url):
    ben = Visitor(app)
    refused = ben.post("/login", data={"openid": url.replace("http:", "ftp:") + "/nobody"})
    expect("whether he is sent back", refused.status_code, 302)
    page = ben.read("/login")
    expect("whether he is told why", "error None" in page, False)
    expect("whether he is told twice", "error None" in ben.read("/login"), True)
