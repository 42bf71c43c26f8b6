"""
What a file is searched for before anything else happens.

Most files end here, so this imports next to nothing: neither the rules nor
regular expressions are needed to say that a file is of no interest.
"""

from __future__ import annotations

import os

try:
    # Ten times as fast as `bytes.find`, and the search is most of what a run costs.
    from stringzilla import find
except ImportError:
    find = bytes.find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterable, Iterator

#: What makes a file one about Flask or its sessions: it names one of the
#: packages, or uses what hardly anything else is called. The meaning of a name
#: in any other file is not Flask's business, so no rule is asked about those.
#: Some names count beside another, which is looked for in their place.
GATE: dict[bytes, tuple[bytes, ...]] = {
    b"flask": (),
    b"werkzeug": (),
    b"itsdangerous": (),
    b"app.config": (),
    b"SERVER_NAME": (),
    b"session": (
        b"sessioncompat", b"open_session", b"save_session", b"session_cookie_name",
        b"request_context", b"test_client",
    ),
    b"ookie": (b"ecureCookie", b"cookie_jar", b"test_client"),
}  # fmt: skip

#: Larger files are generated, and no one migrates those by hand.
MAX_BYTES = 10_000_000

_AT_ONCE = 65_536
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def is_of_interest(data: bytes) -> bool:
    """Say whether a file is about Flask or its sessions."""
    for needle, names in GATE.items():
        if find(data, needle) >= 0:
            if not names or any(find(data, name) >= 0 for name in names):
                return True
    return False


def read(path: str) -> bytes:
    """
    Return what is in a file, or more than `MAX_BYTES` of it.

    :raises OSError: if it can't be read.
    """
    handle = os.open(path, _FLAGS)
    try:
        data = os.read(handle, _AT_ONCE)
        # Until there is no more, because a pipe has some now and more later.
        more = os.read(handle, _AT_ONCE)
        if not more:
            return data
        parts, size = [data], len(data)
        while more and size <= MAX_BYTES:
            parts.append(more)
            size += len(more)
            more = os.read(handle, 16 * _AT_ONCE)
        return b"".join(parts)
    finally:
        os.close(handle)


def of_interest(paths: Iterable[str]) -> Iterator[tuple[str, bytes | OSError]]:
    """Yield the files about Flask, and those that can't be read with the reason."""
    gate = list(GATE.items())
    for path in paths:
        try:
            data = read(path)
        except OSError as error:
            yield path, error
            continue
        # Written out, because calling a function takes as long as searching a short file.
        for needle, names in gate:
            if find(data, needle) >= 0:
                if not names or any(find(data, name) >= 0 for name in names):
                    yield path, data
                    break
