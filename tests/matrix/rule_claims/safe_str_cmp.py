"""The function goes, and Python has its own."""

from claims import always, gone, has

needs = has("werkzeug.security.safe_str_cmp") | gone("werkzeug.security.safe_str_cmp")
works = has("werkzeug.security.safe_str_cmp")
error = ImportError
after = always


def does(page):
    return page.check("same", "same") and not page.check("same", "other")
