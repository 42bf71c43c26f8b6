"""A cookie signed by whoever knows the key calls a function of the server, until it is JSON."""

from claims import CALLED, called, has, never

needs = after = has("werkzeug.contrib.securecookie")
works = never


class Bomb(object):
    def __reduce__(self):
        return called, ("somebody was here",)


def does(page):
    from werkzeug.contrib.securecookie import SecureCookie

    del CALLED[:]
    bomb = SecureCookie({"user": Bomb()}, "secret").serialize()
    kind = getattr(page, "JSONSecureCookie", page.SecureCookie)
    good = kind({"user": "alice"}, "secret").serialize()
    try:
        page.load(bomb, "secret").get("user")
    except ValueError:
        pass
    return not CALLED and page.load(good, "secret")["user"] == "alice"
