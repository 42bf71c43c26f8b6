"""A cookie calls a function of the server, on any Flask, until it is no pickle."""

import base64
import json
import pickle

from claims import CALLED, always, called, make_app, never

works = never
after = always


class Bomb(object):
    def __reduce__(self):
        return called, ("somebody was here",)


def does(page):
    del CALLED[:]
    bomb = base64.b64encode(pickle.dumps(Bomb(), 2)).decode()
    cart = base64.b64encode(json.dumps(["a book"]).encode()).decode()
    try:
        read(page, bomb)
    except ValueError:
        pass
    return not CALLED and read(page, cart) == ["a book"]


def read(page, cookie):
    with make_app().test_request_context(headers={"Cookie": "cart=%s" % cookie}):
        return page.cart()
