"""The methods of the application go, those of the interface came with it."""

import flask
from claims import cookie_sets, has, make_app

works = has("flask.Flask.save_session")
error = AttributeError
after = has("flask.Flask.session_interface")


def does(page):
    app = make_app()
    with app.test_request_context():
        flask.session["key"] = "value"
        response = app.response_class()
        page.save(response)
        return len(cookie_sets(response)) == 1
