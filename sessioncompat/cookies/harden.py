"""
Make whatever interface an application has keep to the rules of cookies.
"""

import copy

from flask import request

from .. import accessed
from ..completed import is_complete
from ..extension import init_extension, session_interface_from_hooks

__all__ = ["harden"]


def harden(app):
    """
    Have the session interface of an application say ``Vary: Cookie``, and no more than asked.

    For Flask's own interface of any release, Flask-Session and those made at
    home. A response to whoever looked at the session, in whatever way, varies
    by cookie, and so does one that sends the session's cookie. A cookie that
    nobody asked for is not sent: one of a session that is empty, and one that
    says what the browser has already.

    Call it once the application has its interface.

    :param app: the Flask application.
    :return: the interface, which ``app.session_interface`` is from now on.
    """
    interface = getattr(app, "session_interface", None)
    if is_hardened(interface):
        return interface
    if interface is None:
        interface = session_interface_from_hooks(app.open_session, app.save_session)
    elif not is_complete(app.session_interface):
        # Flask's own is one object for all applications, and others may be.
        interface = copy.copy(interface)
    interface = init_extension(app, interface)
    cls = type(interface)
    interface.__class__ = type(cls)(
        cls.__name__, (_Hardened, cls), {"__module__": cls.__module__, "__doc__": cls.__doc__}
    )
    return interface


def is_hardened(interface):
    """Say whether an interface is one that :func:`harden` has made."""
    return isinstance(interface, _Hardened)


class _Hardened(object):
    """Mixed in before the class of an interface."""

    def save_session(self, app, session, response):
        # Before it is saved, for which Flask's own sessions take themselves to be read.
        accessed.settle(session)
        seen = getattr(session, "accessed", True)
        before = response.headers.getlist("Set-Cookie")
        result = super(_Hardened, self).save_session(app, session, response)
        sent = response.headers.getlist("Set-Cookie")[len(before):]
        own = [cookie for cookie in sent if _name(cookie) == self.get_cookie_name(app)]
        if own and not self._asked_for(app, session, own[-1]):
            _take_back(response.headers, before, [one for one in sent if one not in own])
            own = []
        if own or seen:
            response.vary.add("Cookie")
        return result

    def _asked_for(self, app, session, cookie):
        if getattr(session, "modified", True):
            return True
        received = request.cookies.get(self.get_cookie_name(app))
        if not received:
            # Flask-Session before 0.7 makes all permanent, and those of strangers too.
            return not {"_permanent"}.issuperset(session)
        if self.should_set_cookie(app, session):
            return True
        return not _says_the_same(received, _value(cookie))


def _name(cookie):
    return cookie.partition("=")[0].strip()


def _value(cookie):
    return cookie.partition("=")[2].partition(";")[0].strip().strip('"')


def _says_the_same(one, other):
    """Compare two cookies, but for the time and the signature of signed data."""
    if one == other:
        return True
    one, other = one.rsplit(".", 2), other.rsplit(".", 2)
    return len(one) == len(other) == 3 and one[0] == other[0]


def _take_back(headers, before, sent):
    headers.remove("Set-Cookie")
    for cookie in before + sent:
        headers.add("Set-Cookie", cookie)
