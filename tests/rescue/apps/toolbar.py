"""Flask-DebugToolbar: what it shows of the session, below a page that works."""

import flask
from flask_debugtoolbar import DebugToolbarExtension

from visitors import Visitor, expect, make_app


def visit():
    app = make_app(__name__, DEBUG_TB_ENABLED=True, DEBUG_TB_HOSTS=())
    app.debug = True
    DebugToolbarExtension(app)

    @app.route("/login/<name>")
    def login(name):
        flask.session["name"] = name
        return "<html><body>in</body></html>"

    @app.route("/")
    def page():
        return "<html><body>hello, %s</body></html>" % flask.session.get("name")

    @app.route("/logout")
    def logout():
        flask.session.clear()
        return flask.redirect("/")

    anna = Visitor(app)
    anna.get("/login/anna")
    text = anna.read("/")
    expect("the page", "hello, anna" in text, True)
    expect("whether the toolbar is below it", "flDebug" in text, True)
    expect("whether that shows the session", "&#39;anna&#39;" in text, True)
    anna.get("/logout")
    expect("the page after logging out", "hello, None" in anna.read("/"), True)
