"""
The words in which a claim of a lint rule is made, and what tries it.

A rule's page shows a Before and an After, and says which releases they are for.
``rule_claims/<rule>.py`` says that again in rows of history.py, with a function
``does`` that runs the page's own lines and returns whether they did their work.
``test_rule_claims.py`` compares the two on the Flask installed here.
"""

import contextlib
import glob
import importlib
import os
import re
import shutil
import sys
import tempfile
import textwrap
import types
import warnings

from sessioncompat.history import BY_PATH, release

HERE = os.path.dirname(os.path.abspath(__file__))
CLAIMS = os.path.join(HERE, "rule_claims")


class Condition(object):
    """Something that holds with some releases, given as a dict by package, and not with others."""

    def __init__(self, holds, paths=()):
        self.holds = holds
        #: The rows of history.py, or distributions, that it asks for.
        self.paths = frozenset(paths)

    def __call__(self, releases):
        return self.holds(releases)

    def __and__(self, other):
        return Condition(lambda r: self(r) and other(r), self.paths | other.paths)

    def __or__(self, other):
        return Condition(lambda r: self(r) or other(r), self.paths | other.paths)

    def __invert__(self):
        return Condition(lambda r: not self(r), self.paths)


def _row(path, says):
    row = BY_PATH[path]

    def holds(releases):
        installed = releases[row.package]
        return installed is not None and says(row, installed)

    return Condition(holds, [path])


def has(path):
    """Where the name or behaviour is there."""
    return _row(path, lambda row, installed: row.exists_in(installed))


def gone(path):
    """Where it is there no longer."""
    return _row(path, lambda row, installed: bool(row.removed) and _from(installed, row.removed))


def since(path):
    """Where it is there, or was at some time."""
    return _row(path, lambda row, installed: _from(installed, row.added))


def warns(path):
    """Where it warns, if it is there."""
    return _row(path, lambda row, installed: bool(row.deprecated) and _from(installed, row.deprecated))


def installed(package):
    """Where a distribution is installed at all."""
    return Condition(lambda releases: releases[package] is not None, [package])


def _from(text, first):
    return release(text) >= release(first)


always = Condition(lambda releases: True)
never = ~always
python_3 = Condition(lambda releases: release(releases["python"]) >= (3,))


class Claim(object):
    """
    What a rule claims, from its file in ``rule_claims``.

    .. attribute:: needs

        Where the rule has anything to say. Elsewhere its Before needs
        something that is not there, and fails too.

    .. attribute:: works

        Where, of these, Before works. It breaks on the others.

    .. attribute:: error

        What it breaks with; None where it does something else without a word.

    .. attribute:: after

        Where After works.

    .. attribute:: reports

        Where the lint finds Before; by default, where it breaks.

    .. attribute:: modules, strict

        Modules that the page's lines import, and an expression for the
        messages of the warnings that are the error.
    """

    def __init__(self, path):
        self.slug = os.path.splitext(os.path.basename(path))[0]
        namespace = {"__name__": "rule_claims." + self.slug, "__file__": path}
        with open(path) as stream:
            exec(compile(stream.read(), path, "exec"), namespace)
        self.does = namespace["does"]
        self.works = namespace["works"]
        self.needs = namespace.get("needs", always)
        self.after = namespace["after"]
        self.error = namespace.get("error")
        self.reports = namespace.get("reports", self.needs & ~self.works)
        self.modules = namespace.get("modules", {})
        self.strict = namespace.get("strict")

    def __repr__(self):
        return "<Claim %s>" % self.slug

    def outcome(self, code):
        """Run a page's lines, and return whether they did their work, or the error they raised."""
        with warnings.catch_warnings(), stand_ins(self.modules), module_of(self.slug) as load:
            warnings.simplefilter("ignore")
            if self.strict:
                warnings.filterwarnings("error", self.strict, DeprecationWarning)
            try:
                return bool(self.does(load(code)))
            except Exception as error:
                return error


def claims():
    """Return every claim, in the order of the alphabet."""
    return [Claim(path) for path in sorted(glob.glob(os.path.join(CLAIMS, "*.py")))]


# The page

_HEADING = re.compile(r"^(?:Before|After)(?:,? on .+?)?::$")


def page_of(slug, folder=None):
    """Return a rule's docstring. Its module cannot be imported by every Python that is tested."""
    if folder is None:
        import sessioncompat

        folder = os.path.join(os.path.dirname(sessioncompat.__file__), "lint", "rules")
    with open(os.path.join(folder, slug + ".py"), "rb") as stream:
        return stream.read().decode("utf-8").split('"""')[1]


def example_of(page):
    """Return the lines of Before and of After."""
    blocks = []
    for line in page.splitlines():
        if _HEADING.match(line):
            blocks.append([])
        elif blocks and (line.startswith("    ") or not line.strip()):
            blocks[-1].append(line)
    before, after = [textwrap.dedent("\n".join(block)).strip("\n") + "\n" for block in blocks]
    return before, after


@contextlib.contextmanager
def stand_ins(modules):
    """Let the page's lines import modules of an application that is not there."""
    former = {name: sys.modules.get(name) for name in modules}
    for name, contents in modules.items():
        sys.modules[name] = types.ModuleType(str(name))
        vars(sys.modules[name]).update(contents)
    try:
        yield
    finally:
        for name, module in former.items():
            sys.modules.pop(name)
            if module is not None:
                sys.modules[name] = module


@contextlib.contextmanager
def module_of(slug):
    """Give a function that makes a module of some lines, as if nobody had imported flask.session."""
    import flask

    proxy, name = flask.session, "page_of_" + slug
    # Flask has the module for others only, since its own classes have moved.
    shadow = sys.modules.pop("flask.session", None) if "flask.sessions" in sys.modules else None
    folder = tempfile.mkdtemp(prefix="sessioncompat-page-")
    sys.path.insert(0, folder)

    def load(code):
        with open(os.path.join(folder, name + ".py"), "wb") as stream:
            stream.write(code.encode("utf-8"))
        if hasattr(importlib, "invalidate_caches"):
            importlib.invalidate_caches()
        return importlib.import_module(name)

    try:
        yield load
    finally:
        sys.path.remove(folder)
        shutil.rmtree(folder)
        sys.modules.pop(name, None)
        flask.session = proxy
        if shadow is not None:
            sys.modules["flask.session"] = shadow


# An application for the lines to run in

def make_app(app=None, interface=None):
    """Return an application, or complete the page's, with pages that read and write the session."""
    import flask

    # Not __name__: old Flask asks the loader for what pytest's has not got.
    app = flask.Flask("sessioncompat") if app is None else app
    app.secret_key = "secret"
    app.testing = True
    if interface is not None:
        app.session_interface = interface

    @app.route("/read")
    def read():
        return repr(flask.session.get("key"))

    @app.route("/write")
    def write():
        flask.session["key"] = "value"
        return ""

    return app


def add_page(app, path, function):
    """Serve what a function returns, as text."""

    def page():
        return "%s" % (function(),)

    page.__name__ = path.strip("/")
    app.route(path)(page)


#: What somebody else made this process call.
CALLED = []


def called(text):
    CALLED.append(text)


def version(name):
    """Return the release that is installed here."""
    from conftest import version as ask

    return ask(name)


def text_of(response):
    return response.data.decode("utf-8")


def logging_in(app):
    """Set Flask-Login up, and return the application and somebody to log in."""
    import flask_login

    user = flask_login.UserMixin()
    user.id = "ada"
    manager = flask_login.LoginManager()
    manager.init_app(app)
    manager.user_loader(lambda name: user)
    return app, user


def stored_sessions(cls, make_session=None):
    """Return an interface of the page's that opens what is made, and keeps what was saved."""

    class Stored(cls):
        saved = None

        def open_session(self, app, request):
            return make_session()

        def save_session(self, app, session, response):
            self.saved = session

    return Stored()


def cookie_sets(response):
    return response.headers.getlist("Set-Cookie")
