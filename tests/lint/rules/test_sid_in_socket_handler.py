from helpers import reported, untouched

from sessioncompat.lint.finding import Sure

HANDLER = """\
    from flask import request, session
    from flask_socketio import SocketIO

    socketio = SocketIO({})

    @socketio.{}
    def handler(data):
        return {}
    """


def test_on():
    reported(HANDLER.format("", "on('message')", "session.sid"), "copy of", sure=Sure.PROVED)


def test_event():
    reported(HANDLER.format("app", "event", "session.sid"))


def test_imported_from_elsewhere():
    reported(
        """\
        from flask import session
        from flask_socketio import emit
        from shop import socketio

        @socketio.on("connect")
        def connect():
            emit("id", session.sid)
        """,
        sure=Sure.LIKELY,
    )


def test_namespace():
    reported(
        """\
        import flask
        from flask_socketio import Namespace

        class Chat(Namespace):
            def on_connect(self):
                print(flask.session.sid)
        """
    )


def test_sessions_are_flasks():
    untouched(HANDLER.format("manage_session=False", "on('message')", "session.sid"))


def test_id_of_the_client():
    untouched(HANDLER.format("", "on('message')", "request.sid"))


def test_view():
    untouched(
        """\
        from flask import Flask, session
        from flask_socketio import SocketIO
        app = Flask("a")

        @app.route("/")
        def index():
            return session.sid
        """
    )


def test_hasattr():
    untouched(HANDLER.format("", "on('m')", "session.sid if hasattr(session, 'sid') else None"))


def test_method_that_is_no_handler():
    untouched(
        """\
        import flask
        from flask_socketio import Namespace

        class Chat(Namespace):
            def remember(self):
                print(flask.session.sid)
        """
    )


def test_another_library():
    untouched(
        """\
        import flask_socketio
        from flask import session
        from shop.signals import bus

        @bus.on("connect")
        def connect():
            print(session.sid)
        """
    )
