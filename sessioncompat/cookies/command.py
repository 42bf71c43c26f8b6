"""
The command for support staff: ``python -m sessioncompat cookie``.

Says what a cookie is, who signed it and what is in it. Neither the cookie nor
a key is ever taken from the command line, where every user of the machine can
read it: the cookie comes from a file or standard input, and the keys from a
file or an environment variable.
"""

import argparse
import hashlib
import io
import json
import os
import re
import sys
import time
from datetime import datetime, timedelta

from . import formats, tagged
from .hardened import unquote
from .signing import CookieRefused, Key, Signer

__all__ = ["add_parser", "main"]

Text = type(u"")


def add_parser(commands):
    """
    Add ``cookie`` to the commands of a parser.

    What is parsed has a ``run`` that takes it and returns the exit status.
    """
    cookie = commands.add_parser("cookie", help="decode, verify or upgrade a session cookie")
    _add_actions(cookie)
    return cookie


def main(argv=None):
    """
    Run the command by itself.

    :param argv: the arguments, of the process by default.
    :return: the exit status: 0, 1 for a cookie that is not read, and 2 for a
        mistake in the options.
    """
    parser = argparse.ArgumentParser(prog="sessioncompat cookie")
    _add_actions(parser)
    options = parser.parse_args(argv)
    return options.run(options)


def _add_actions(parser):
    parser.set_defaults(
        run=lambda options: parser.error(
            "Say decode, verify or upgrade, for example:"
            " sessioncompat cookie decode --file cookie.txt"
        )
    )
    actions = parser.add_subparsers(title="actions", dest="action")
    for name, run, text in (
        ("decode", _decode, "show the format, the time, the key and the data, as JSON"),
        ("verify", _verify, "say whether a key signed it, and show no data"),
        ("upgrade", _upgrade, "write it again as today's Flask does"),
    ):
        action = actions.add_parser(name, help=text)
        action.add_argument("--file", help="the file it is in, instead of standard input")
        action.add_argument(
            "--key-file", help="a file with the secret keys, one in a line, the current one first"
        )
        action.add_argument(
            "--key-env",
            action="append",
            metavar="NAME",
            help="an environment variable with a secret key, SECRET_KEY unless told otherwise",
        )
        action.add_argument("--salt", default="cookie-session", help="the salt of the interface")
        action.add_argument("--digest", default="sha1", help="the hash function that signs")
        action.add_argument(
            "--lifetime", type=int, help="how many seconds it may be old, any if not given"
        )
        action.set_defaults(run=run)


def _decode(options):
    found = _find(options)
    if found is None:
        return 1
    data = json.loads(tagged.dumps(found.data))
    print(json.dumps(dict(_describe(found), data=data), indent=2, sort_keys=True))
    return 0


def _verify(options):
    found = _find(options)
    if found is None:
        return 1
    print(json.dumps(_describe(found), indent=2, sort_keys=True))
    return 0


def _upgrade(options):
    found = _find(options)
    if found is None:
        return 1
    signer = _signer(options, _keys(options))
    signed_at = time.time() if found.signed_at is None else found.signed_at
    print(signer.sign(tagged.dumps(found.data).encode("ascii"), signed_at))
    return 0


_WRITERS = {
    "today": "itsdangerous since 1.0, as today's Flask uses it",
    "2011": "itsdangerous before 1.0",
    "pickle": "Flask before 0.10",
}


def _describe(found):
    return {
        "format": found.format,
        "writer": _WRITERS[found.format],
        "signed": _moment(found.signed_at),
        "expires": _moment(found.expires),
        "key": "the current key" if found.key == 0 else "key %d of the list" % (found.key + 1),
    }


def _moment(seconds):
    if seconds is None:
        return None
    try:
        return (datetime(1970, 1, 1) + timedelta(seconds=seconds)).isoformat() + "Z"
    except OverflowError:
        return "beyond all calendars"


def _find(options):
    """Return what the cookie is found to be, or None when it said why it is not read."""
    keys = _keys(options)
    if not keys:
        return _complain(
            "There is no key to verify the cookie with, and nothing is read before."
            " Pass --key-file, or set the environment variable SECRET_KEY."
        )
    value = _value(options)
    now = time.time()
    try:
        if not formats.is_pickled(value):
            signer = _signer(options, keys)
            return formats.read_signed(value, signer, tagged.loads, now, options.lifetime)
        found = formats.read_pickled(value, keys, None if options.lifetime is None else now)
        found.data = formats.plain(found.data)
        return found
    except CookieRefused as refused:
        return _complain("The cookie is not read. %s" % refused)
    except (TypeError, ValueError):
        return _complain("The cookie is not read. It holds what today's cookies cannot.")


def _complain(message):
    sys.stderr.write(message + "\n")


def _stop(message):
    """End the command over a mistake in its options."""
    _complain("sessioncompat cookie: " + message)
    sys.exit(2)


def _read(path, encoding):
    try:
        with io.open(path, encoding=encoding) as stream:
            return stream.read()
    except (IOError, OSError) as error:
        _stop("%s can't be read: %s. Name another file." % (path, error.strerror))
    except UnicodeDecodeError:
        _stop("%s is no text in %s. Write its keys as text." % (path, encoding.upper()))


def _signer(options, keys):
    digest = getattr(hashlib, options.digest, None)
    if options.digest.startswith("_") or not callable(digest):
        _stop("There is no hash function %r. Try sha1 or sha256." % options.digest)
    return Signer([
        Key(key, options.salt, "hmac", digest, number) for number, key in enumerate(keys)
    ])


def _keys(options):
    keys = []
    if options.key_file:
        keys = [line.strip("\r\n") for line in _read(options.key_file, "utf-8").split("\n")]
    elif options.key_env or "SECRET_KEY" in os.environ:
        for name in options.key_env or ["SECRET_KEY"]:
            if name not in os.environ:
                _stop(
                    "There is no environment variable %s. Set it to the secret key, or name a file"
                    " that holds it with --key-file." % name
                )
            keys.append(os.environ[name])
    return [key for key in keys if key]


def _value(options):
    if options.file:
        text = _read(options.file, "latin-1")
    else:
        text = sys.stdin.read()
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    text = re.sub(r"^(Set-)?Cookie:", u"", text.strip()).strip()
    # A name before it, unless that is the signature of Flask before 0.10.
    named = re.match(r"[\w.-]+=(?![?=])", text)
    if named:
        text = text[named.end() :]
    return unquote(text.partition(u";")[0].strip())


if __name__ == "__main__":
    sys.exit(main())
