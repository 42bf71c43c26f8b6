"""
A shop with a basket in the session, whatever keeps the session.
"""

import json

from flask import session

from visitors import Visitor, expect

SECRET = "strawberries"


def open_shop(app):
    """Give an app the views of a shop."""

    @app.route("/login/<name>")
    def login(name):
        session["name"] = name
        session["basket"] = []
        return "in"

    @app.route("/buy/<what>")
    def buy(what):
        # In two steps, because a list that is appended to tells nobody.
        session["basket"] = session["basket"] + [what]
        return "bought"

    @app.route("/append/<what>")
    def append(what):
        session["basket"].append(what)
        session.modified = True
        return "bought"

    @app.route("/basket")
    def basket():
        return json.dumps([session.get("name"), session.get("basket")])

    @app.route("/keep")
    def keep():
        session.permanent = True
        return str(session.permanent)

    @app.route("/forget/<key>")
    def forget(key):
        return str(session.pop(key, None))

    @app.route("/logout")
    def logout():
        session.clear()
        return "out"

    @app.route("/nothing")
    def nothing():
        return "nothing"

    return app


def go_shopping(app, stored=None, cookie="session", transaction=True, permanent=True):
    """Log in and out, from two browsers. `stored` counts the sessions that are on the server."""
    anna, ben = Visitor(app), Visitor(app)
    expect("the basket of a stranger", basket(anna), (None, None))
    before = stored() if stored else 0

    anna.get("/login/anna")
    expect("the cookie's name", cookie in anna.cookies, True)
    anna.get("/buy/" + SECRET)
    anna.get("/append/cream")
    expect("the basket", basket(anna), ("anna", [SECRET, "cream"]))
    anna.get("/nothing")
    expect("the basket after a page without a session", basket(anna)[1], [SECRET, "cream"])

    ben.get("/login/ben")
    expect("another browser's basket", basket(ben), ("ben", []))
    expect("the first browser's basket", basket(anna)[0], "anna")
    if stored is not None:
        expect("the number of sessions in the store", stored() > before, True)
        expect("the session in the cookie", readable(app, anna.cookies[cookie]), None)

    if permanent:
        expect("what session.permanent says", anna.read("/keep"), "True")
    expect("the basket of who stays", basket(anna)[0], "anna")
    expect("what was popped", anna.read("/forget/basket"), "['%s', 'cream']" % SECRET)
    expect("the basket after that", basket(anna), ("anna", None))
    if transaction:
        change_in_a_transaction(anna)

    full = stored() if stored else 0
    anna.get("/logout")
    expect("the basket after logging out", basket(anna), (None, None))
    expect("the other browser's basket", basket(ben)[0], "ben")
    if stored is not None:
        expect("the number of sessions after logging out, above that before", stored() > full, False)


def change_in_a_transaction(visitor):
    """As tests do: the session of the next request, opened and saved by the test client."""
    with visitor.client.session_transaction() as session:
        expect("the name in a transaction", session["name"], "anna")
        session["name"] = "annabel"
    expect("the name after a transaction", basket(visitor)[0], "annabel")


def basket(visitor):
    return tuple(json.loads(visitor.read("/basket")))


def readable(app, cookie):
    """What Flask's own sessions would read from a cookie. Nothing, if the session is elsewhere."""
    from flask.sessions import SecureCookieSessionInterface

    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    return serializer.loads_unsafe(cookie)[1]
