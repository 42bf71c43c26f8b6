"""What the session keeps as a date comes back in UTC, and says so."""

import datetime

from claims import add_page, has, make_app, python_3

works = has("werkzeug.reads-dates-without-timezone")
error = TypeError
after = python_3


def does(page):
    def seen():
        page.session["seen"] = datetime.datetime.utcnow()

    app = make_app()
    add_page(app, "/seen", seen)
    add_page(app, "/idle", page.idle)
    client = app.test_client()
    client.get("/seen")
    return client.get("/idle").status_code == 200
