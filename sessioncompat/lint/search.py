"""
What a file is searched for before anything else happens.

Imports nothing, so that a run in which no file is of interest costs little
more than Python itself.
"""

from __future__ import annotations

#: No finding without one of these: what no Flask, Werkzeug or itsdangerous
#: project can do without, in fewer needles than the rules have.
GATE = (b"flask", b"ession", b"werkzeug", b"itsdangerous", b"_ctx_stack", b"ookie", b"SERVER_NAME")


def is_of_interest(data: bytes) -> bool:
    """Say whether a file could hold a finding of any rule."""
    return any(needle in data for needle in GATE)
