"""
What the lint says of Flask-SocketIO, tried on it: the lines that `explain SC140` shows.

The rules about Flask are tried in the matrix, which has nothing else installed.
"""

import os
import sys

import pytest
from browser import Browser
from sockets import Socket

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, os.pardir, "matrix"))
from claims import example_of, page_of  # noqa: E402

BEFORE, AFTER = example_of(page_of("sid_in_socket_handler"))


def connect(app, lines):
    """Run the lines of a page, and connect somebody to the server that they make."""
    names = {}
    exec(lines, names)
    names["socketio"].init_app(app, async_mode="threading", async_handlers=False)
    return Socket(app, Browser(app))


def test_a_managed_session_has_no_sid(app):
    with pytest.raises(AttributeError, match="no attribute 'sid'"):
        connect(app, BEFORE)


def test_a_session_that_flask_manages_has_its_sid(app, capsys):
    connect(app, AFTER)

    assert len(capsys.readouterr().out.strip()) == 32
