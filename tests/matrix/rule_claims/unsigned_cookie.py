"""Whoever edits the cookie is whoever he says, until the signature counts."""

from claims import installed, make_app, never

needs = after = installed("itsdangerous")
works = never


def does(page):
    from itsdangerous import BadSignature, URLSafeSerializer

    theirs = URLSafeSerializer("guess").dumps("admin")
    ours = URLSafeSerializer("secret").dumps("alice")
    try:
        fooled = user(page, theirs) == "admin"
    except BadSignature:
        fooled = False
    return not fooled and user(page, ours) == "alice"


def user(page, cookie):
    with make_app().test_request_context(headers={"Cookie": "user=%s" % cookie}):
        return page.user("secret")
