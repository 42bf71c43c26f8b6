"""Whoever is put on the context is nobody, until he logs in."""

from claims import has, installed, logging_in, make_app

needs = installed("flask_login") & has("flask._request_ctx_stack")
works = has("flask_login.keeps-user-on-the-request-context")
after = installed("flask_login")


def does(page):
    app, user = logging_in(make_app())
    with app.test_request_context():
        page.current_user.is_anonymous  # Somebody has looked before.
        page.impersonate(user)
        return page.current_user.get_id() == "ada"
