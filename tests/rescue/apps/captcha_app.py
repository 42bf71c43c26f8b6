"""flask-session-captcha: an answer that waits in the session, on the server."""

import flask
import flask_session
import redis
from flask_session_captcha import FlaskSessionCaptcha

from release import settings
from visitors import Visitor, expect, make_app


def visit():
    client = redis.Redis.from_url(settings.redis_url)
    app = make_app(__name__, SESSION_TYPE="redis", SESSION_REDIS=client)
    flask_session.Session(app)
    captcha = FlaskSessionCaptcha(app)

    @app.route("/", methods=["GET", "POST"])
    def question():
        if flask.request.method == "POST":
            return "right" if captcha.validate() else "wrong"
        return flask.render_template_string("{{ captcha() }}")

    @app.route("/answer")
    def answer():
        return captcha.get_answer() or "none"

    anna = Visitor(app)
    expect("whether there is a picture", "<img src='data:image/png;base64" in anna.read("/"), True)
    right = {"captcha": anna.read("/answer")}
    expect("the right answer", anna.post("/", data=right).get_data(as_text=True), "right")
    expect("the right answer, again", anna.post("/", data=right).get_data(as_text=True), "wrong")
    expect("the answer that waits after that", anna.read("/answer"), "none")
