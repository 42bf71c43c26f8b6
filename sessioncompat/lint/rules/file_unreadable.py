"""
The file could not be read, so nothing is known about it.

It is reported once, with the reason: no permission, an unknown encoding, NUL
bytes, more than the lint reads, or a rule that failed. What to do is in the
message.
"""

from ..rule import Rule

rule = Rule(__name__, code="SC001")
