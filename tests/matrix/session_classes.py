"""
Sessions of each kind that people write.
"""

from sessioncompat import CallbackDict, SessionMixin


class DictSession(dict, SessionMixin):
    """How Flask recommends it."""


class CallbackSession(CallbackDict, SessionMixin):
    pass


class MappingSession(SessionMixin):
    """A mapping of its own making, with the five methods of one."""

    def __init__(self, initial=()):
        self.data = dict(initial)

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)
