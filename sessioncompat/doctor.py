"""
``sessioncompat doctor``: what this environment does with sessions, and what to do about it.

It imports Flask and the applications it is given, so it runs where they run,
on any Python. What other people's extensions will break on is the lint's to
say, which reads them in a process of its own.
"""

from __future__ import print_function

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys

import flask

from .completed import is_complete
from .cookies import SecureCookieSessionInterface
from .cookies.harden import is_hardened
from .distributions import everything, installed, normal
from .features import config_of
from .history import BY_PATH, release
from .releases import RELEASES, UPCOMING

__all__ = ["main"]

OK, FOUND, FAILED = 0, 1, 2

#: What an application is called in the file that makes it.
_APPS = ("app", "application")
_FACTORIES = ("create_app", "make_app")

#: Not extensions: what we are ourselves, and what Flask itself consists of.
_OURS = ("sessioncompat", "flask", "werkzeug", "itsdangerous")


class Problem(Exception):
    """Why the question could not be answered, for the one who asked."""


class Hole(object):
    """
    A way in that some releases of Flask leave open.

    :param row: the behaviour in the table that opens it, or keeps it shut.
    :param opens: whether it is open where Flask behaves so, or where not.
    :param shut_by: what of ours shuts it, beside our own cookie sessions.
    :param concerns: says of an application whether it is open to it at all.
    """

    def __init__(self, name, row, opens, shut_by=(), concerns=lambda app: True):
        self.name = name
        self.row = BY_PATH[row]
        self.opens = opens
        self.shut_by = shut_by
        self.concerns = concerns

    def is_open(self, version):
        return self.row.exists_in(version) is self.opens

    def shut_from(self, version):
        """Return the next release without the hole, or None."""
        for text in RELEASES["flask"]:
            if text != UPCOMING["flask"] and release(text) > release(version):
                if not self.is_open(text):
                    return text
        return None


def _has_fallbacks(app):
    return bool(config_of(app).get("SECRET_KEY_FALLBACKS"))


def _has_empty_key(app):
    return app.secret_key is not None and not app.secret_key


HOLES = [
    Hole("CVE-2023-30861", "flask.varies-on-refresh", False, ("harden",)),
    Hole("CVE-2025-47278", "flask.signs-with-the-last-fallback-key", True, (), _has_fallbacks),
    Hole("CVE-2026-27205", "flask.varies-on-key-lookup", False, ("harden", "init_extension")),
    Hole("code in pickles", "flask.pickles-cookie", True),
    Hole("empty key", "flask.signs-with-an-empty-key", True, (), _has_empty_key),
]


def main(argv=None):
    """
    Run the command.

    :param argv: the arguments, of the process by default.
    :return: the exit status: 0, 1 if there is something to do, and 2 if an
        application could not be loaded.
    """
    options = _parser().parse_args(argv)
    try:
        found = examine(options.apps or _from_environment(), options.lint_with)
    except Problem as problem:
        sys.stderr.write("sessioncompat doctor: %s\n" % problem)
        return FAILED
    if options.json:
        print(json.dumps(found, indent=2, sort_keys=True))
    else:
        print("\n".join(describe(found)))
    holes = [hole for app in found["apps"] for hole in app["holes"]]
    breaking = [one for one in found["extensions"] if one["findings"]]
    return FOUND if holes or breaking else OK


def _parser():
    parser = argparse.ArgumentParser(
        prog="sessioncompat doctor",
        description="Say which Flask this is, how its applications keep sessions, which known"
        " holes are open, and which installed extensions break on a newer Flask. Applications"
        " are imported, as the flask command would.",
        epilog="Example: sessioncompat doctor shop:app. Exit status: 0 all is well, 1 something"
        " is to be done, 2 an application could not be loaded.",
    )
    parser.add_argument(
        "apps", nargs="*", metavar="APP", help="module:app or module:factory; or set FLASK_APP"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--lint-with", metavar="PYTHON", default=sys.executable,
        help="the Python that has sessioncompat[lint], where this one is older than 3.10",
    )
    return parser


def _from_environment():
    named = os.environ.get("FLASK_APP")
    return [named] if named else []


def examine(apps, lint_with=sys.executable):
    """
    Return everything there is to say, as JSON could hold it.

    :raises Problem: for an application that cannot be loaded.
    """
    version = installed("flask")
    if version is None:
        raise Problem(
            "Flask is imported from %s, and no installer wrote down which release it is. Install"
            " it with pip, from a folder if need be: pip install ./flask" % flask.__file__
        )
    extensions, reason = _extensions(version, lint_with)
    return {
        "python": platform.python_version(),
        "flask": version,
        "werkzeug": installed("werkzeug"),
        "itsdangerous": installed("itsdangerous"),
        "apps": [
            _app(name, app, version) for text in apps for name, app in load(text)
        ],
        "extensions": extensions,
        "not_read": reason,
    }


# Applications


def load(text):
    """
    Return the applications that ``module:name`` leads to, with their names.

    :raises Problem: if there are none.
    """
    module_name, _, attribute = text.partition(":")
    module = _import(module_name)
    if attribute:
        return [(text, _made(text, _attribute(text, module, attribute)))]
    names = [name for name in vars(module) if isinstance(vars(module)[name], flask.Flask)]
    if names:
        return [("%s:%s" % (text, name), getattr(module, name)) for name in sorted(names)]
    for name in _APPS + _FACTORIES:
        if callable(getattr(module, name, None)):
            return [("%s:%s" % (text, name), _made(text, getattr(module, name)))]
    raise Problem(
        "There is no Flask application in %s. Say where it is, for example %s:create_app."
        % (text, text)
    )


def _import(name):
    path = os.getcwd()
    if name.endswith(".py"):
        path, name = os.path.split(os.path.abspath(name))
        name = name[: -len(".py")]
    if path not in sys.path:
        sys.path.insert(0, path)
    try:
        return importlib.import_module(name.replace("/", "."))
    except Exception as error:
        raise Problem(
            "%s can't be imported: %s: %s. Run this in the folder where your application runs,"
            " with what it needs installed." % (name, type(error).__name__, error)
        )


def _attribute(text, module, path):
    found = module
    for name in path.replace("()", "").split("."):
        if not hasattr(found, name):
            raise Problem(
                "%s has no %r, which %s asks for. Write MODULE:NAME with the name of the"
                " application or of the function that makes it." % (module.__name__, name, text)
            )
        found = getattr(found, name)
    return found


def _made(text, found):
    if isinstance(found, flask.Flask):
        return found
    try:
        found = found()
    except Exception as error:
        raise Problem(
            "%s is no application, and calling it made none: %s: %s. Name a variable that holds"
            " one." % (text, type(error).__name__, error)
        )
    if not isinstance(found, flask.Flask):
        raise Problem("%s made %r, which is no Flask application. Name another." % (text, found))
    return found


def _app(name, app, version):
    interface = getattr(app, "session_interface", None)
    return {
        "app": name,
        "interface": _name_of(interface),
        "kept_by": _kept_by(interface),
        "holes": [
            {
                "name": hole.name,
                "why": hole.row.why,
                "shut_from": hole.shut_from(version),
            }
            for hole in HOLES
            if hole.is_open(version) and hole.concerns(app) and _is_open_to(interface, hole)
        ],
    }


def _name_of(interface):
    if interface is None:
        return "Flask.open_session and Flask.save_session"
    return "%s.%s" % (type(interface).__module__, type(interface).__name__)


def _kept_by(interface):
    """Say whose code keeps the sessions: ``flask``, ``sessioncompat`` or ``others``."""
    if isinstance(interface, SecureCookieSessionInterface):
        return "sessioncompat"
    if interface is None or type(interface).__module__.partition(".")[0] == "flask":
        return "flask"
    return "others"


def _is_open_to(interface, hole):
    if _kept_by(interface) != "flask":
        return False
    helped = set()
    if is_hardened(interface):
        helped.add("harden")
    if interface is not None and is_complete(interface):
        helped.add("init_extension")
    return not helped & set(hole.shut_by)


# Extensions


def _extensions(version, lint_with):
    """Return what the lint says of the installed extensions, and why if it could not."""
    found = [
        one for one in everything() if "flask" in one.requires and normal(one.name) not in _OURS
    ]
    found.sort(key=lambda one: normal(one.name))
    paths = [path for one in found for path in one.paths]
    rows, reason = _lint(paths, version, lint_with) if paths else ([], None)
    return [
        {
            "name": one.name,
            "version": one.version,
            "read": bool(one.paths) and reason is None,
            "findings": [row for row in rows if _is_in(row["filename"], one.paths)],
        }
        for one in found
    ], reason


def _is_in(filename, paths):
    return any(filename == path or filename.startswith(path + os.sep) for path in paths)


def _lint(paths, version, lint_with):
    """Return what breaks on this Flask or a later one, as rows, and a reason if none could be had."""
    command = [
        lint_with, "-m", "sessioncompat", "lint", "--isolated", "--no-respect-gitignore",
        "--select", "SC1,SC3", "--flask", ">=%s" % version, "--output-format", "json",
    ]
    # Where another Python is asked, it has packages of its own.
    environ = dict((key, os.environ[key]) for key in os.environ if key != "PYTHONHOME")
    try:
        process = subprocess.Popen(
            command + paths, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ
        )
    except OSError as error:
        return [], "%s can't be run: %s." % (lint_with, error.strerror)
    output, complaint = process.communicate()
    if process.returncode not in (OK, FOUND):
        return [], complaint.decode("utf-8", "replace").strip()
    return [
        {
            "filename": row["filename"],
            "row": row["location"]["row"],
            "code": row["code"],
            "message": row["message"],
        }
        for row in json.loads(output.decode("utf-8"))
        if row["sure"] == "proved"
    ], None


# For people


def describe(found):
    """Yield the lines that say what was found."""
    yield "Python %s, Flask %s, Werkzeug %s, itsdangerous %s" % tuple(
        found[name] or "not installed" for name in ("python", "flask", "werkzeug", "itsdangerous")
    )
    yield ""
    yield "Applications"
    for app in found["apps"]:
        for line in _describe_app(app):
            yield line
    if not found["apps"]:
        yield "  None was named. Name yours to hear of its sessions: sessioncompat doctor shop:app"
    yield ""
    yield "Extensions"
    for line in _describe_extensions(found):
        yield line


def _describe_app(app):
    yield "  %s keeps its sessions with %s." % (app["app"], app["interface"])
    for hole in app["holes"]:
        why = hole["why"].replace(hole["name"] + ": ", "")
        yield "    open: %s: %s" % (hole["name"], why)
    if app["holes"]:
        releases = [hole["shut_from"] for hole in app["holes"]]
        yield "    Shut %s: init_extension(app, sessioncompat.SecureCookieSessionInterface())%s" % (
            "it" if len(releases) == 1 else "them",
            ", or upgrade to Flask %s." % max(releases, key=release) if all(releases) else ".",
        )
    elif app["kept_by"] == "others":
        yield "    It is not Flask's own, so Flask's holes say nothing about it."
        yield "    Test it: sessioncompat.testing.SessionContract. Read it: sessioncompat lint."
    else:
        yield "    No known hole is open."


def _describe_extensions(found):
    for one in found["extensions"]:
        title = "  %s %s" % (one["name"], one["version"])
        if one["findings"]:
            count = len(one["findings"])
            yield "%s breaks on this Flask or a later one, in %d place%s:" % (
                title, count, "" if count == 1 else "s",
            )
            # One line for each thing that breaks, however often it does.
            first = dict((row["code"], row) for row in reversed(one["findings"]))
            for row in sorted(first.values(), key=lambda row: row["code"]):
                yield "    %s:%d: %s %s" % (
                    row["filename"], row["row"], row["code"], row["message"],
                )
            if count > len(first):
                yield "    and %d more like these" % (count - len(first))
        elif one["read"]:
            yield "%s: no session code is known to break." % title
        else:
            yield "%s was not read." % title
    if not found["extensions"]:
        yield "  No distribution here requires Flask."
    if found["not_read"]:
        yield "  " + found["not_read"].replace("\n", "\n  ")
        yield "  Or let another Python read them: sessioncompat doctor --lint-with python3.12"
