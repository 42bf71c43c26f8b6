"""The old signature is accepted, with a warning."""

from claims import has, make_app, python_3

needs = after = python_3
works = ~has("flask.Flask.process_response(ctx)")
error = DeprecationWarning
strict = ".*process_response"


def does(page):
    return make_app(page.Shop("sessioncompat")).test_client().get("/read").status_code == 200
