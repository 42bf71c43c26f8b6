"""A shop of 2012, for Flask 0.8: its sessions are kept on the server."""

import uuid

from flask import Flask, session

from sessioncompat import adopt_hooks, get_session

CARTS = {}


class ServerSession(dict):
    sid = None


class Shop(Flask):
    def open_session(self, request):
        sid = request.cookies.get(self.config["SESSION_COOKIE_NAME"]) or uuid.uuid4().hex
        opened = ServerSession(CARTS.get(sid, {}))
        opened.sid = sid
        return opened

    def save_session(self, session, response):
        CARTS[session.sid] = dict(session)
        response.set_cookie(self.config["SESSION_COOKIE_NAME"], session.sid)


app = Shop(__name__)
app.secret_key = "dev"
app.config["SESSION_COOKIE_NAME"] = "shop"
adopt_hooks(app)


@app.route("/add/<thing>")
def add(thing):
    session.setdefault("cart", []).append(thing)
    return "Added %s." % thing


@app.route("/")
def cart():
    opened = get_session()
    return "In your cart: %s" % ", ".join(opened.get("cart", []) or ["nothing"])
