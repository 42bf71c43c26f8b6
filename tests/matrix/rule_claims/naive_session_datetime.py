"""A datetime from the session has a timezone, which those of Python's clock have not."""

import datetime

import flask
from claims import add_page, has, make_app, python_3

works = has("flask.pickles-cookie") | has("werkzeug.reads-dates-without-timezone")
error = TypeError
after = python_3  # Python 2 has no timezone.utc.


def does(page):
    app, idle = make_app(), []
    add_page(app, "/see", lambda: flask.session.update(seen=datetime.datetime.utcnow()))
    add_page(app, "/idle", lambda: idle.append(page.idle()))
    client = app.test_client()
    client.get("/see")
    client.get("/idle")
    return abs(idle[0]) < datetime.timedelta(minutes=1)
