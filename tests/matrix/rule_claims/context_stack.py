"""The stack goes, and what replaces it is only a little older."""

from claims import has, make_app

works = has("flask._request_ctx_stack")
error = ImportError
after = has("flask.globals.request_ctx")


def does(page):
    with make_app().test_request_context("/here"):
        return page.path() == "/here"
