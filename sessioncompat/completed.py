"""
What a session interface lacks to run on this Flask as on today's.
"""

from .accessed import NOTICED_BY_FLASK, settle, untouched, watch
from .features import function_of
from .responses import WIDENED, widen
from .sessions import SessionInterface, native

_OWN = ("open_session", "save_session")


def complete(interface):
    """Return the interface, or its stand-in, with what this Flask lacks."""
    if is_complete(interface):
        return interface
    cls = type(interface)
    looks = function_of(getattr(cls, "is_null_session", None)) not in _NULL_CHECKS
    bases = (CompletedLooking if looks else Completed, cls)
    if not issubclass(cls, SessionInterface):
        bases += (SessionInterface,)
    try:
        if any(name in vars(interface) for name in _OWN):
            raise TypeError("Its own functions would hide those of a class.")
        interface.__class__ = type(cls)(
            cls.__name__, bases, {"__module__": cls.__module__, "__doc__": cls.__doc__}
        )
    except TypeError:
        return complete(StandIn(interface))
    return interface


def is_complete(interface):
    """Say whether an interface has been completed."""
    return isinstance(interface, Completed)


class Completed(object):
    """
    What an interface gets to run on this Flask.

    Mixed in before the class of the one object that was passed in, whose other
    instances stay as they are.
    """

    if not NOTICED_BY_FLASK:

        def open_session(self, app, request):
            session = super(Completed, self).open_session(app, request)
            return None if session is None else watch(session)

    def save_session(self, app, session, response):
        if not NOTICED_BY_FLASK:
            settle(session)
        if type(response) in WIDENED:
            return super(Completed, self).save_session(app, session, response)
        own_class = widen(response)
        try:
            return super(Completed, self).save_session(app, session, response)
        finally:
            response.__class__ = own_class


class CompletedLooking(Completed):
    """The same for an interface that may look into a session to see if it is null."""

    def is_null_session(self, obj):
        return untouched(super(CompletedLooking, self).is_null_session, obj)


# Checks for a null session that look at its class alone, or not at all.
_NULL_CHECKS = (
    None,
    function_of(native.SessionInterface.is_null_session),
    function_of(SessionInterface.is_null_session),
)


class StandIn(SessionInterface):
    """Stands in for an interface whose class cannot be changed."""

    def __init__(self, interface):
        self._interface = interface
        for name in dir(SessionInterface):
            if not name.startswith("_") and name not in _OWN and hasattr(interface, name):
                setattr(self, name, getattr(interface, name))

    def __getattr__(self, name):
        return getattr(self._interface, name)

    def open_session(self, app, request):
        return self._interface.open_session(app, request)

    def save_session(self, app, session, response):
        return self._interface.save_session(app, session, response)
