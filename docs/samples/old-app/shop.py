"""A shop of 2012, for Flask 0.8: its sessions are kept on the server."""

import uuid

from flask import Flask, _request_ctx_stack, session

CARTS = {}


class ServerSession(dict):
    sid = None


class Shop(Flask):
    session_cookie_name = "shop"

    def open_session(self, request):
        sid = request.cookies.get(self.session_cookie_name) or uuid.uuid4().hex
        opened = ServerSession(CARTS.get(sid, {}))
        opened.sid = sid
        return opened

    def save_session(self, session, response):
        CARTS[session.sid] = dict(session)
        response.set_cookie(self.session_cookie_name, session.sid)


app = Shop(__name__)
app.secret_key = "dev"


@app.route("/add/<thing>")
def add(thing):
    session.setdefault("cart", []).append(thing)
    return "Added %s." % thing


@app.route("/")
def cart():
    opened = _request_ctx_stack.top.session
    return "In your cart: %s" % ", ".join(opened.get("cart", []) or ["nothing"])
