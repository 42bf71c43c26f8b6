"""
Flask-SocketIO: who is talking stands in the session.
"""

import flask
import flask_socketio
import release
from visitor import expect, make_app


def visit():
    app = make_app()
    options = {"async_handlers": False} if release.handlers else {}
    chat = flask_socketio.SocketIO(app, async_mode="threading", **options)

    @chat.on("rename")
    def rename(name):
        flask.session["name"] = name
        flask_socketio.emit("answer", name)

    @chat.on("who")
    def who():
        flask_socketio.emit("answer", flask.session.get("name", "nobody"))

    @chat.on_error_default
    def failed(error):
        raise error

    anna, ben = chat.test_client(app), chat.test_client(app)
    expect("a stranger's name", ask(anna, "who"), "nobody")
    expect("a new name", ask(anna, "rename", "anna"), "anna")
    expect("the name", ask(anna, "who"), "anna")
    expect("another's name", ask(ben, "who"), "nobody")


def ask(client, event, *arguments):
    client.get_received()
    client.emit(event, *arguments)
    [answer] = client.get_received()
    return answer["args"][0]
