"""
A shop with a basket in the session, whatever keeps it.
"""

from flask import session
from visitor import Visitor, expect


def open_shop(app):
    @app.route("/login/<name>")
    def login(name):
        session["name"] = name
        session["basket"] = ""
        return "in"

    @app.route("/buy/<what>")
    def buy(what):
        session["basket"] += what + " "
        return "bought"

    @app.route("/basket")
    def basket():
        return "%s: %s" % (session.get("name"), session.get("basket"))

    @app.route("/logout")
    def logout():
        session.clear()
        return "out"

    return app


def go_shopping(app, stored=None):
    """From two browsers. `stored` counts the sessions on the server."""
    anna, ben = Visitor(app), Visitor(app)
    expect("a stranger's basket", anna.read("/basket"), "None: None")
    anna.get("/login/anna")
    expect("the cookie", sorted(anna.cookies), ["session"])
    anna.get("/buy/strawberries")
    anna.get("/buy/cream")
    expect("the basket", anna.read("/basket"), "anna: strawberries cream ")

    ben.get("/login/ben")
    expect("another basket", ben.read("/basket"), "ben: ")
    expect("the first basket", anna.read("/basket"), "anna: strawberries cream ")
    expect("whether the basket is in the cookie", "strawberries" in anna.cookies["session"], False)
    if stored is not None:
        expect("whether sessions are on the server", stored() >= 2, True)

    anna.get("/logout")
    expect("the basket of who left", anna.read("/basket"), "None: None")
    expect("the basket of who stayed", ben.read("/basket"), "ben: ")
