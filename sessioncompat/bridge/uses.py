"""
What old code used, where, and what to write in its place.
"""

import json
import os
import warnings

from . import facts

SARIF_VERSION = "2.1.0"


class SessionCompatWarning(UserWarning):
    """
    Something old was used, which only the bridge still has.

    Given once for each place. ``-W error::sessioncompat.bridge.SessionCompatWarning``
    turns each into the error that it would be without the bridge.
    """


class Use(object):
    """
    One place that uses something old.

    .. attribute:: code, name, message

        The lint's code, what was used, and what to write in its place.

    .. attribute:: filename, line, module, count

        Where it is, and how often it was come by.
    """

    def __init__(self, code, name, message, filename, line, module):
        self.code = code
        self.name = name
        self.message = message
        self.filename = filename
        self.line = line
        self.module = module
        self.count = 0
        self._filters = self._length = None

    def come_by(self, namespace):
        """Count once more, and warn unless these filters have let it pass already."""
        self.count += 1
        filters = warnings.filters
        if self._filters is not filters or self._length != len(filters):
            warnings.warn_explicit(
                "%s: %s" % (self.code, self.message),
                SessionCompatWarning,
                self.filename,
                self.line,
                module=self.module,
                registry=namespace.setdefault("__warningregistry__", {}),
            )
            self._filters, self._length = filters, len(filters)

    def __repr__(self):
        return "<Use %s:%d: %s %s>" % (self.filename, self.line, self.code, self.name)


class Report(object):
    """All that was used, by place. It is false when nothing was."""

    def __init__(self):
        self._uses = {}

    def __len__(self):
        return len(self._uses)

    def __iter__(self):
        # A copy, which other threads do not add to.
        uses = list(self._uses.values())
        return iter(sorted(uses, key=lambda use: (use.filename, use.line, use.code, use.name)))

    def add(self, path, code, line, namespace):
        """
        Write a use down, and warn of it once for each place.

        :param code: the code that uses it.
        :param namespace: the globals of that code.
        :return: the use.
        """
        key = (path, code.co_filename, line)
        use = self._uses.get(key)
        if use is None:
            old = facts.old(path)
            module = namespace.get("__name__") or ""
            use = Use(old.code, old.name, old.message, code.co_filename, line, module)
            use = self._uses.setdefault(key, use)
        use.come_by(namespace)
        return use


    def text(self):
        """The report for people: a line for each use."""
        lines = ["%s:%d: %s %s" % (_shown(u.filename), u.line, u.code, u.message) for u in self]
        if not lines:
            return "The bridge was not needed. Delete it.\n"
        files = len(set(use.filename for use in self))
        lines.append("%s of something old in %s." % (_many(len(self), "use"), _many(files, "file")))
        return "\n".join(lines) + "\n"

    def json(self):
        """The report for programs, with the field names that the lint has."""
        rows = [
            {
                "code": use.code,
                "name": use.name,
                "message": use.message,
                "filename": _shown(use.filename),
                "location": {"row": use.line},
                "module": use.module,
                "count": use.count,
            }
            for use in self
        ]
        return json.dumps(rows, indent=2, sort_keys=True) + "\n"

    def sarif(self):
        """The report for code scanning."""
        codes = sorted(set(use.code for use in self))
        driver = {
            "name": "sessioncompat bridge",
            "informationUri": "https://pypi.org/project/sessioncompat/",
            "rules": [{"id": code} for code in codes],
        }
        run = {"tool": {"driver": driver}, "results": [_result(codes, use) for use in self]}
        document = {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": SARIF_VERSION,
            "runs": [run],
        }
        return json.dumps(document, indent=2, sort_keys=True) + "\n"

    def write(self, path):
        """Write the report into a file, as its ending says: ``.json``, ``.sarif`` or any other."""
        forms = {".json": self.json, ".sarif": self.sarif}
        with open(path, "w") as stream:
            stream.write(forms.get(os.path.splitext(path)[1], self.text)())


def _result(codes, use):
    place = {
        "artifactLocation": {"uri": _shown(use.filename).replace(os.sep, "/")},
        "region": {"startLine": use.line},
    }
    return {
        "ruleId": use.code,
        "ruleIndex": codes.index(use.code),
        "level": "warning",
        "message": {"text": use.message},
        "locations": [{"physicalLocation": place}],
    }


def _many(count, word):
    return "%d %s" % (count, word if count == 1 else word + "s")


def _shown(filename):
    """The path as a person in this folder would type it."""
    shorter = os.path.relpath(filename) if os.path.isabs(filename) else filename
    return filename if shorter.startswith(os.pardir) else shorter


_report = Report()


def report():
    """Return what was used since the bridge was last installed."""
    return _report


def start():
    """Begin a new report."""
    global _report
    _report = Report()


def record(path, frame):
    """Write down that the code of a frame used something old, and return the use."""
    return _report.add(path, frame.f_code, frame.f_lineno, frame.f_globals)


def record_function(path, function):
    """Write down that a function is written to something old, wherever it was called from."""
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is not None:
        _report.add(path, code, code.co_firstlineno, function.__globals__)
