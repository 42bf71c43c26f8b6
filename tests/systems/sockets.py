"""
Flask-SocketIO's own test client, given the cookies of a browser.
"""

from flask_socketio import SocketIO


def make_socketio(app, **options):
    # Events one after the other, so that the answer is there when the question was asked.
    return SocketIO(app, async_mode="threading", async_handlers=False, **options)


class Socket(object):
    """A Socket.IO connection of somebody with a browser open on the same site."""

    def __init__(self, app, browser):
        headers = {"Cookie": browser.cookie_header} if browser.cookies else None
        self._client = app.extensions["socketio"].test_client(app, headers=headers)

    def ask(self, event, *arguments):
        """Send an event and return what its handler emits, which has to be one thing."""
        self._client.emit(event, *arguments)
        [answer] = self._client.get_received()
        return answer["args"][0]
