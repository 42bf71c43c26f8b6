"""
A part of the file is no Python that the lint can read.

The parser reads Python 2 and 3 in one file. What neither allows, and a few
old spellings (``exec "…" % x in d``, assignments to ``True``), leave a hole;
the code around it is read as usual. Look at the hole yourself, or exclude the
file if it is a template.
"""

from ..rule import Rule

rule = Rule(__name__, code="SC002")
