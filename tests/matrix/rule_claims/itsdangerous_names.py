"""A name that was never itsdangerous' own goes."""

import json

from claims import always, gone, has

needs = has("itsdangerous.json") | gone("itsdangerous.json")
works = has("itsdangerous.json")
error = ImportError
after = always


def does(page):
    return json.loads(page.dump({"key": "value"})) == {"key": "value"}
