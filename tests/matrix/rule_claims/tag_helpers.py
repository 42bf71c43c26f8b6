"""A function becomes a class."""

from claims import gone, has

needs = has("flask.sessions._tag") | gone("flask.sessions._tag")
works = has("flask.sessions._tag")
error = ImportError
after = has("flask.json.tag.TaggedJSONSerializer")


def does(page):
    return page.store((1, 2)) == {" t": [1, 2]}
