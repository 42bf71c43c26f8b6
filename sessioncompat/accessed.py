"""
Notice that somebody looked at a session.

A response that depends on the session must say ``Vary: Cookie``, or a cache
hands one user's page to another. Flask 3.1.3 and later notice every look,
because the running context marks the session whenever it hands it out. Flask
before 3.1.3 misses ``in``, ``len`` and ``==``, and before 1.0 notices nothing
at all (CVE-2023-30861, CVE-2026-27205).

Here an opened session gets, until the first look, a class derived from its
own. The first look sets ``accessed``, puts the session's own class back and
goes on as if nothing had been there, so that only one look ever costs extra.
Saving puts the class back too: what an interface reads while it saves is
nobody's look. (A ``SecureCookieSession`` of Flask 1.0 to 3.1.2 marks itself
even then, so an interface does well to ask for ``accessed`` first.)
"""

import operator

from .features import has
from .sessions import SecureCookieSession, SessionMixin, native

#: Whether the running context of this Flask notices by itself.
NOTICED_BY_FLASK = has("flask.ctx.RequestContext.session") or has(
    "flask.ctx.AppContext.session"
)

# Looks that Python makes through the type, past __getattribute__.
_LOOKS = {
    "__bool__": bool,
    "__contains__": operator.contains,
    "__delattr__": delattr,
    "__delitem__": operator.delitem,
    "__eq__": operator.eq,
    "__getitem__": operator.getitem,
    "__ior__": operator.ior,
    "__iter__": iter,
    "__len__": len,
    "__ne__": operator.ne,
    "__nonzero__": bool,
    "__or__": operator.or_,
    "__repr__": repr,
    "__reversed__": reversed,
    "__setattr__": setattr,
    "__setitem__": operator.setitem,
    "__str__": str,
}

# Where these define `accessed`, it says nothing about the session at hand.
_DEFAULTS = (
    SessionMixin,
    SecureCookieSession,
    native.SessionMixin,
    native.SecureCookieSession,
)

# How to watch the sessions of a class, so that each class is looked at once.
_plans = {}

# How to stop, by the class that a session has until it is seen.
_ends = {}


def watch(session):
    """
    Set ``session.accessed`` from now on when somebody looks at the session.

    What can't be watched counts as looked at, so that no cache is told
    otherwise; a plain dict has no room for even that.

    :return: the same object.
    """
    cls = type(session)
    try:
        unseen, starts_unseen = _plans[cls]
    except KeyError:
        unseen, starts_unseen = _plans[cls] = _make_plan(cls)
    try:
        object.__setattr__(session, "__class__", unseen)
    except TypeError:
        if starts_unseen:
            _mark(session)
    return session


def is_watched(cls):
    """Say whether a class is one that sessions have until somebody looks."""
    return cls in _ends


def settle(session):
    """Stop watching, because the session is about to be saved: nobody has looked."""
    end = _ends.get(type(session))
    if end is None:
        return
    own, starts_unseen, may_know_better = end
    object.__setattr__(session, "__class__", own)
    if starts_unseen and not (may_know_better and "accessed" in getattr(session, "__dict__", ())):
        try:
            object.__setattr__(session, "accessed", False)
        except AttributeError:
            pass  # It has no room, and counts as looked at.


def untouched(function, session):
    """Call a function with a session, as if it did not look."""
    cls = type(session)
    if cls not in _ends:
        return function(session)
    object.__setattr__(session, "__class__", _ends[cls][0])
    try:
        return function(session)
    finally:
        if type(session) is not cls:
            object.__setattr__(session, "__class__", cls)


def see(session):
    """Count a look at the session, and stop watching: it need not be seen twice."""
    end = _ends.get(type(session))
    if end is not None:
        object.__setattr__(session, "__class__", end[0])
    _mark(session)


def _mark(session):
    if callable(getattr(type(session), "accessed", None)):
        return  # Beaker's is a method of its own, which its middleware calls.
    try:
        # Past a __setattr__ that would store the flag as session data.
        object.__setattr__(session, "accessed", True)
    except (AttributeError, TypeError):
        pass


def _make_plan(cls):
    """
    Decide how the sessions of a class are watched.

    :return: the class they have until they are seen, or one that none can
        have; and whether they start as not accessed, which is for a class to
        say that defines ``accessed`` on purpose. One session may say so by
        itself, unless it is that of a signed cookie, which sets ``accessed``
        whenever it is filled and means nothing by it.
    """
    if cls in _ends:
        return cls, False  # It is being watched.
    home = next((base for base in cls.__mro__ if "accessed" in base.__dict__), None)
    starts_unseen = home is None or home in _DEFAULTS
    unseen = _make_unseen_class(cls)
    if unseen is not None:
        _ends[unseen] = cls, starts_unseen, not issubclass(cls, native.SecureCookieSession)
    return unseen, starts_unseen


def _make_unseen_class(cls):
    """Derive the class that a session has until somebody looks at it."""

    def __getattribute__(self, name):
        if name == "__class__":
            # isinstance() asks, and is not a look.
            return cls
        see(self)
        return getattr(self, name)

    namespace = {
        "__slots__": (),
        "__module__": cls.__module__,
        "__doc__": cls.__doc__,
        "__hash__": cls.__hash__,
        "__getattribute__": __getattribute__,
    }
    for name, look in _LOOKS.items():
        namespace[name] = _after_seeing(look)
    try:
        return type(cls)(cls.__name__, (cls,), namespace)
    except TypeError:
        return None  # A class that can't be derived from can't be watched.


def _after_seeing(look):
    def method(self, *args):
        see(self)
        return look(self, *args)

    return method
