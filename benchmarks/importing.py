"""
Time the import of Flask and, on top of it, of what an extension needs of sessioncompat. Runs once per interpreter.

Interning one string too many makes Python double a table of a megabyte or more, and Flask 3.1
happens to stop just before. So that it does not always happen to us, and not always to Flask,
each run is told to intern another number of strings first.
"""

import json
import sys
import time

ballast = [sys.intern("ballast %d" % number) for number in range(700 * int(sys.argv[1]))]

started = time.perf_counter()
import flask  # noqa: E402, F401

between = time.perf_counter()
from sessioncompat import SessionInterface, SessionMixin, init_extension  # noqa: E402, F401

ended = time.perf_counter()

print(json.dumps({"import flask": between - started, "import sessioncompat": ended - between}))
