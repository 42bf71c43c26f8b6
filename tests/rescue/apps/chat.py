"""A chat over Socket.IO, whose handlers know from the session who is talking."""

import flask
import flask_socketio
import flask_socketio.test_client
from flask_socketio import emit

from release import settings
from visitors import Visitor, expect, make_app_with_login


def visit():
    app, socketio = make_chat()
    anna = Visitor(app)
    anna.get("/login/anna")

    connection = connect(app, socketio, anna)
    expect("who is talking", ask(connection, "who"), "anna")
    if settings.keeps:
        ask(connection, "rename", "annabel")
        expect("who is talking after a rename", ask(connection, "who"), "annabel")
        expect("who the pages know", anna.read("/me"), "anna")
    expect("a stranger", ask(connect(app, socketio, Visitor(app)), "who"), "nobody")
    expect("what is said to everybody", ask(connection, "say", "hello"), "anna: hello")

    anna.get("/logout")
    expect("who the pages know after logging out", anna.read("/me"), "nobody")
    connection.disconnect()


def make_chat():
    app = make_app_with_login(__name__)
    options = {"async_mode": "threading"} if settings.modern else {}
    if settings.handlers:
        # One event after the other, so that the answer is there when the question was asked.
        options["async_handlers"] = False
    socketio = flask_socketio.SocketIO(app, **options)

    @socketio.on("connect")
    def connected():
        flask.session["name at the door"] = flask.session.get("name", "nobody")

    @socketio.on("who")
    def who():
        emit("answer", flask.session.get("name", "nobody"))

    @socketio.on("rename")
    def rename(name):
        flask.session["name"] = name
        emit("answer", name)

    @socketio.on("say")
    def say(text):
        who = flask.session["name at the door"] if settings.keeps else flask.session["name"]
        emit("answer", "%s: %s" % (who, text), broadcast=True)

    @socketio.on_error_default
    def failed(error):
        raise error

    return app, socketio


def connect(app, socketio, visitor):
    """A connection from a visitor's browser. The test clients before 3.0 know nothing of cookies."""
    cookies = "; ".join("=".join(item) for item in visitor.cookies.items())
    headers = {"Cookie": cookies} if cookies else None
    if settings.headers:
        return socketio.test_client(app, headers=headers)

    original = flask_socketio.test_client.EnvironBuilder

    def builder(*arguments, **options):
        return original(*arguments, headers=headers, **options)

    flask_socketio.test_client.EnvironBuilder = builder
    try:
        return socketio.test_client(app)
    finally:
        flask_socketio.test_client.EnvironBuilder = original


def ask(connection, event, *arguments):
    connection.get_received()
    connection.emit(event, *arguments)
    answers = connection.get_received()
    expect("the number of answers to " + event, len(answers), 1)
    return answers[0]["args"][0]
