"""The module that led to extensions goes, and the hook it was made of goes from Python."""

from claims import gone, has, installed

needs = installed("flask_session") & (has("flask.ext") | gone("flask.ext"))
works = has("flask.ext") & has("python.pkgutil.ImpImporter")
error = ImportError
after = installed("flask_session")
reports = needs & ~has("flask.ext")


def does(page):
    return callable(page.sessions.init_app)
