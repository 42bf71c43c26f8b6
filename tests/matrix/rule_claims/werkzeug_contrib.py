"""The package goes, and the distribution that replaces it is another."""

from claims import gone, has, installed

needs = has("werkzeug.contrib.cache") | gone("werkzeug.contrib.cache")
works = has("werkzeug.contrib.cache")
error = ImportError
after = installed("cachelib")


def does(page):
    page.cache.set("key", "value")
    return page.cache.get("key") == "value"
