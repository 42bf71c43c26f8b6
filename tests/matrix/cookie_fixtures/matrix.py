"""
Print who reads whose cookie: `python tests/matrix/cookie_fixtures/matrix.py`, after a run of tox.

Every cell of tox that is installed reads every cookie of every release, permanent and not. A
number is how many of them came back with all values equal; a cookie that is lost fails the run.
The last column is the bare Flask of the cell reading what we wrote there. Other interpreters
with Flask and pytest can be given instead of the cells.
"""

import glob
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))


def main(pythons):
    pythons = pythons or sorted(glob.glob(os.path.join(ROOT, ".tox", "*flask*", "bin", "python")))
    if not pythons:
        sys.exit("There is no cell. Run tox first, or name interpreters that have Flask.")
    readers = []
    for python in pythons:
        command = [python, "-W", "ignore", os.path.abspath(__file__), "--read"]
        readers.append(json.loads(subprocess.check_output(command).decode("ascii")))
    readers.sort(key=lambda reader: [int(part) for part in re.findall("[0-9]+", reader["name"])])
    writers = [writer for writer, _, _ in readers[0]["read"]]
    print("%-38s %s  stock" % ("reader \\ writer", " ".join("%6s" % name for name in writers)))
    lost = 0
    for reader in readers:
        print("%-38s %s  %s" % (
            reader["name"],
            " ".join("%3d/%-2d" % (good, total) for _, good, total in reader["read"]),
            reader["back"],
        ))
        lost += sum(total - good for _, good, total in reader["read"]) + (reader["back"] == "LOST")
    print("%d readers, %d writers, %d cookies lost." % (len(readers), len(writers), lost))
    return 1 if lost else 0


def read():
    sys.path.insert(0, os.path.dirname(HERE))
    from conftest import version
    from test_cookie_formats import (
        DAY, RECORDS, UTC, cases, at, make_app, pytest, test_flask_reads_what_we_write, visit
    )

    app = make_app()
    counts = {}
    with at(cases.NOW + DAY):
        for record in RECORDS:
            value = visit(app, record["cookie"]).value
            good = value is not None and cases.alike(value, cases.expected(record, UTC))
            count = counts.setdefault(record["flask"], [0, 0])
            count[0] += good
            count[1] += 1
    try:
        test_flask_reads_what_we_write()
        back = "reads ours"
    except pytest.skip.Exception:
        back = "only pickles"
    except Exception:
        back = "LOST"
    name = "Flask %s, Python %d.%d" % ((version("flask"),) + sys.version_info[:2])
    name += ", itsd. %s" % version("itsdangerous")
    order = sorted(counts, key=lambda text: [int(part) for part in text.split(".")])
    print(json.dumps({"name": name, "back": back, "read": [[one] + counts[one] for one in order]}))


if __name__ == "__main__":
    sys.exit(read() if sys.argv[1:] == ["--read"] else main(sys.argv[1:]))
