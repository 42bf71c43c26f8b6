"""
Run a command and print the seconds it took, those its processes worked, the megabytes of the largest
of them, and the exit status. Imports next to nothing, so that it is small itself.
"""

import os
import sys
import time

started = time.perf_counter()
process = os.posix_spawn(
    sys.argv[1],
    sys.argv[1:],
    os.environ,
    file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)],
)
_, status, used = os.wait4(process, 0)
took = time.perf_counter() - started
memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
print(took, used.ru_utime + used.ru_stime, memory, os.waitstatus_to_exitcode(status))
