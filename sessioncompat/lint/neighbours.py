"""
Facts about Python and about extensions, which no Flask can be asked about.

``history.py`` is the table that everything follows from, and every Flask we
test is asked whether it tells the truth. What the lint needs to know of others
stands here, as rows of the same kind.
"""

from __future__ import annotations

from ..history import BY_PATH, Fact

#: Kind, path, added, deprecated, removed; a dash for never. Then what to write
#: in its place, and why it changed.
_TABLE = """
attribute python.collections.MutableMapping                     2.6 3.3 3.10
    collections.abc.MutableMapping
    The abstract base classes live in collections.abc.
behaviour flask_login.keeps-user-on-the-request-context         0.1 -   0.6.2
    flask_login.current_user
    The user is kept on flask.g.
behaviour flask_login.keys-without-underscore                   0.1 -   0.5
    flask_login.current_user
    Session keys of Flask-Login start with an underscore.
module    flask_session.sessions                                0.1 -   0.7
    flask_session.redis and the modules of the other backends
    Each backend became a module of its own.
"""


def _rows() -> dict[str, Fact]:
    lines = _TABLE.strip().splitlines()
    found = {}
    for head, instead, why in zip(lines[::3], lines[1::3], lines[2::3]):
        kind, path, added, deprecated, removed = head.split()
        found[path] = Fact(
            path, kind, added, None if deprecated == "-" else deprecated, removed, None,
            instead.strip(), why.strip(),
        )  # fmt: skip
    return found


_OWN = _rows()


def fact(path: str) -> Fact:
    """Return the row about a name, from either table."""
    return _OWN.get(path) or BY_PATH[path]


def own_facts() -> list[Fact]:
    """Return the rows of this table alone."""
    return list(_OWN.values())
