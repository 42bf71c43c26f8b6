"""
Names of Werkzeug: ``werkzeug.urls``, ``safe_str_cmp``, ``from werkzeug import ...`` and the test client.
"""

from __future__ import absolute_import

import functools
import hmac
import importlib
import re

import werkzeug.wrappers
from flask import Request
from werkzeug.datastructures import MultiDict, iter_multi_items

from ...features import has
from .. import testclient
from ..facts import neighbour
from ..imports import Modules
from ..neighbours import lacks, moved, names
from ..restorations import Attribute, Names

try:
    from urllib import parse
except ImportError:
    parse = None

Text = type(u"")


def restorations(bridge):
    """Return what this Werkzeug lacks."""
    if parse is None:
        return []
    found = testclient.restorations(bridge)
    if lacks(werkzeug.wrappers, "BaseRequest"):
        found.append(_NoJSON())
    for cls in (werkzeug.wrappers.Request, werkzeug.wrappers.Response):
        found += [_charset(cls, name) for name in _CHARSETS[cls.__name__] if not hasattr(cls, name)]
    if not hasattr(werkzeug.wrappers.Request, "is_xhr"):
        found.append(_is_xhr())
    if not has("werkzeug.security.safe_str_cmp"):
        found.append(Names("werkzeug.security", {"safe_str_cmp": lambda: safe_str_cmp}))
        found.append(Names("werkzeug", {"safe_str_cmp": lambda: safe_str_cmp}, "werkzeug.security"))
    for module in sorted(_NAMES):
        found += names(module, _NAMES[module])
    missing = {name: _MODULES[name][0] for name in _MODULES if not _exists(name)}
    if missing:
        found.append(Modules(missing, lambda name: neighbour(name, _MODULES[name][1])))
    return found


def _exists(module):
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def safe_str_cmp(a, b):
    """Compare two strings in a time that does not tell where they differ."""
    return hmac.compare_digest(_bytes(a), _bytes(b))


def _bytes(text):
    return text.encode("utf-8") if isinstance(text, Text) else text


def _text(text, charset="utf-8", errors="strict"):
    return text.decode(charset, errors) if isinstance(text, bytes) else text


def url_quote(string, charset="utf-8", errors="strict", safe="/:", unsafe=""):
    """Quote a text or anything that has one, as Werkzeug did."""
    if not isinstance(string, (Text, bytes)):
        string = Text(string)
    kept = "".join(letter for letter in _text(safe) if letter not in _text(unsafe))
    encoded = string if isinstance(string, bytes) else string.encode(charset, errors)
    return parse.quote(encoded, safe=kept)


def url_quote_plus(string, charset="utf-8", errors="strict", safe=""):
    """Quote, with a plus for each blank."""
    return url_quote(string, charset, errors, safe + " ", "+").replace(" ", "+")


def url_unquote(s, charset="utf-8", errors="replace", unsafe=""):
    """Undo the quoting; with no charset, to bytes."""
    if charset is None:
        return parse.unquote_to_bytes(s)
    return parse.unquote(_text(s, charset), charset, errors)


def url_unquote_plus(s, charset="utf-8", errors="replace"):
    """Undo the quoting, and take each plus for a blank."""
    return url_unquote(_text(s, charset).replace("+", " "), charset, errors)


def url_encode(obj, charset="utf-8", encode_keys=None, sort=False, key=None, separator="&"):
    """Write a query of a dict or a list of pairs, without what is None."""
    items = [(name, value) for name, value in iter_multi_items(obj) if value is not None]
    if sort:
        items.sort(key=key)
    return _text(separator).join(
        "%s=%s" % (url_quote_plus(name, charset), url_quote_plus(value, charset))
        for name, value in items
    )


def url_decode(
    s, charset="utf-8", decode_keys=None, include_empty=True, errors="replace",
    separator="&", cls=MultiDict,
):
    """Read a query."""
    pairs = []
    for pair in _text(s, charset).split(_text(separator)):
        name, equals, value = pair.partition("=")
        if pair and (equals or include_empty):
            pairs.append((
                url_unquote_plus(name, charset, errors), url_unquote_plus(value, charset, errors)
            ))
    return cls(pairs)


class URL(parse.SplitResult if parse else object):
    """A URL in its parts, with the methods that Werkzeug's had."""

    __slots__ = ()

    @property
    def host(self):
        return self.hostname

    @property
    def ascii_host(self):
        return self.hostname and self.hostname.encode("idna").decode("ascii")

    @property
    def auth(self):
        return self.netloc.rpartition("@")[0] or None

    def replace(self, **parts):
        return self._replace(**parts)

    def decode_query(self, *args, **kwargs):
        return url_decode(self.query, *args, **kwargs)

    def join(self, *args, **kwargs):
        return url_parse(url_join(self, *args, **kwargs))

    def to_url(self):
        return url_unparse(self)

    def decode_netloc(self):
        return self.netloc

    def __str__(self):
        return self.to_url()


def url_parse(url, scheme=None, allow_fragments=True):
    """Take a URL apart."""
    return URL(*parse.urlsplit(_text(url), scheme or "", allow_fragments))


def url_unparse(components):
    """Put a URL together."""
    return parse.urlunsplit(tuple(components)[:5])


def url_join(base, url, allow_fragments=True):
    """Return a URL as a page at another would mean it."""
    base, url = (one if isinstance(one, Text) else url_unparse(one) for one in (base, url))
    return parse.urljoin(base, url, allow_fragments)


def url_fix(s, charset="utf-8"):
    """Quote what a person has typed as a URL."""
    url = url_parse(_text(s, charset).replace("\\", "/"))
    return url_unparse((
        url.scheme,
        url.netloc,
        url_quote(url.path, charset, safe="/%+$!*'(),"),
        url_quote_plus(url.query, charset, safe=":&%=+$!*'(),"),
        url_quote_plus(url.fragment, charset, safe=":&%=+$!*'(),"),
    ))


_PLACE = re.compile(r"<(?:([a-zA-Z_]\w*)(?:\((.*?)\))?:)?([a-zA-Z_]\w*)>")


def parse_rule(rule):
    """Yield the parts of a URL rule: the converter or None, its arguments, the name or the text."""
    end = 0
    for match in _PLACE.finditer(rule):
        if match.start() > end:
            yield None, None, rule[end : match.start()]
        yield match.group(1) or "default", match.group(2), match.group(3)
        end = match.end()
    if "<" in rule[end:] or ">" in rule[end:]:
        raise ValueError("The URL rule %r is malformed. Write what varies as <name>." % rule)
    if rule[end:]:
        yield None, None, rule[end:]


_CHARSETS = {
    "Request": ("charset", "encoding_errors", "url_charset"),
    "Response": ("charset",),
}


def _charset(cls, name):
    """``request.charset`` and its like, which are what they always were."""
    value = "replace" if name == "encoding_errors" else "utf-8"
    path = neighbour("werkzeug.wrappers.%s.%s" % (cls.__name__, name), "'%s'" % value)
    return Attribute(cls, name, path, get=lambda instance: value, unbound=lambda: value)


def _is_xhr():
    """``request.is_xhr``: what a script says that asks with jQuery and its like."""

    def get(request):
        return request.headers.get("X-Requested-With", "").lower() == "xmlhttprequest"

    instead = "request.headers.get('X-Requested-With')"
    path = neighbour("werkzeug.wrappers.Request.is_xhr", instead)
    return Attribute(werkzeug.wrappers.Request, "is_xhr", path, get=get)


class _NoJSON(object):
    """``request.json`` is None for what is no JSON, where Werkzeug since 2.1 answers 415."""

    def apply(self):
        bridge = self.bridge
        owner = next(cls for cls in Request.__mro__ if "on_json_loading_failed" in vars(cls))
        todays = vars(owner)["on_json_loading_failed"]
        path = neighbour("request.json of what is no JSON", "request.get_json(silent=True)")

        @functools.wraps(todays)
        def on_json_loading_failed(self, e):
            if e is None and bridge.used(path, _BETWEEN):
                return None
            return todays(self, e)

        bridge.set(owner, "on_json_loading_failed", on_json_loading_failed)

    def undo(self):
        """The bridge has put it back."""


# They are between the code that reads `request.json` and what it comes to.
_BETWEEN = frozenset(["flask.wrappers", "werkzeug.wrappers.request"])


def _urls():
    return {
        "url_quote": (url_quote, "urllib.parse.quote"),
        "url_quote_plus": (url_quote_plus, "urllib.parse.quote_plus"),
        "url_unquote": (url_unquote, "urllib.parse.unquote"),
        "url_unquote_plus": (url_unquote_plus, "urllib.parse.unquote_plus"),
        "url_encode": (url_encode, "urllib.parse.urlencode"),
        "url_decode": (url_decode, "urllib.parse.parse_qsl"),
        "url_parse": (url_parse, "urllib.parse.urlsplit"),
        "url_unparse": (url_unparse, "urllib.parse.urlunsplit"),
        "url_join": (url_join, "urllib.parse.urljoin"),
        "url_fix": (url_fix, "urllib.parse.quote"),
        "URL": (URL, "urllib.parse.SplitResult"),
        "BaseURL": (URL, "urllib.parse.SplitResult"),
    }


# What `from werkzeug import ...` found until 1.0, by where it is now.
_TOP = {
    "werkzeug.exceptions": "abort Aborter",
    "werkzeug.local": "Local LocalManager LocalProxy LocalStack release_local",
    "werkzeug.utils": "cached_property environ_property find_modules header_property import_string"
    " redirect secure_filename append_slash_redirect",
    "werkzeug.security": "check_password_hash generate_password_hash",
    "werkzeug.datastructures": "Accept Authorization CallbackDict CombinedMultiDict EnvironHeaders"
    " ETags FileStorage Headers HeaderSet ImmutableDict ImmutableList ImmutableMultiDict"
    " ImmutableOrderedMultiDict ImmutableTypeConversionDict LanguageAccept MIMEAccept MultiDict"
    " OrderedMultiDict RequestCacheControl ResponseCacheControl TypeConversionDict WWWAuthenticate",
    "werkzeug.http": "dump_cookie dump_header dump_options_header generate_etag http_date"
    " HTTP_STATUS_CODES is_entity_header is_hop_by_hop_header is_resource_modified"
    " parse_accept_header parse_cache_control_header parse_cookie parse_date parse_dict_header"
    " parse_etags parse_list_header parse_options_header parse_set_header quote_etag"
    " remove_entity_headers remove_hop_by_hop_headers unquote_etag quote_header_value"
    " unquote_header_value",
    "werkzeug.wsgi": "ClosingIterator FileWrapper get_current_url get_host LimitedStream responder"
    " wrap_file",
    "werkzeug.urls": "iri_to_uri uri_to_iri",
    "werkzeug.test": "Client EnvironBuilder create_environ run_wsgi_app",
    "werkzeug.debug": "DebuggedApplication",
    "werkzeug.serving": "run_simple",
    "werkzeug.wrappers": "Request Response",
}


def _top():
    table = {}
    for module in _TOP:
        table.update(moved(module, *_TOP[module].split()))
    for name, (value, instead) in _urls().items():
        table[name] = (value, instead)
    table["escape"] = ("markupsafe:escape", "markupsafe.escape")
    table["SharedDataMiddleware"] = (
        "werkzeug.middleware.shared_data:SharedDataMiddleware",
        "werkzeug.middleware.shared_data.SharedDataMiddleware",
    )
    table["DispatcherMiddleware"] = (
        "werkzeug.middleware.dispatcher:DispatcherMiddleware",
        "werkzeug.middleware.dispatcher.DispatcherMiddleware",
    )
    table["BaseRequest"] = ("werkzeug.wrappers:Request", "werkzeug.wrappers.Request")
    table["BaseResponse"] = ("werkzeug.wrappers:Response", "werkzeug.wrappers.Response")
    table["__version__"] = (_version(), "importlib.metadata.version('werkzeug')")
    return table


def _version():
    try:
        from importlib.metadata import version
    except ImportError:
        return getattr(werkzeug, "__version__", "")
    return version("werkzeug")


class _Mixin(object):
    """A mixin whose methods every request and response has by itself now."""


def _wrappers():
    table = {
        "BaseRequest": ("werkzeug.wrappers:Request", "werkzeug.wrappers.Request"),
        "BaseResponse": ("werkzeug.wrappers:Response", "werkzeug.wrappers.Response"),
        "PlainRequest": ("werkzeug.wrappers:Request", "werkzeug.wrappers.Request"),
    }
    mixins = (
        "AcceptMixin AuthorizationMixin CommonRequestDescriptorsMixin"
        " CommonResponseDescriptorsMixin CORSRequestMixin CORSResponseMixin ETagRequestMixin"
        " ETagResponseMixin JSONMixin ResponseStreamMixin StreamOnlyMixin UserAgentMixin"
        " WWWAuthenticateMixin DynamicCharsetRequestMixin DynamicCharsetResponseMixin"
    )
    for name in mixins.split():
        table[name] = (type(name, (_Mixin,), {}), "nothing")
    return table


def _compat():
    def identity(value, *args, **kwargs):
        return value

    return {
        "PY2": False,
        "text_type": str,
        "string_types": (str,),
        "integer_types": (int,),
        "unichr": chr,
        "range_type": range,
        "iterkeys": lambda d, *args, **kwargs: iter(d.keys(*args, **kwargs)),
        "itervalues": lambda d, *args, **kwargs: iter(d.values(*args, **kwargs)),
        "iteritems": lambda d, *args, **kwargs: iter(d.items(*args, **kwargs)),
        "iterlists": lambda d, *args, **kwargs: iter(d.lists(*args, **kwargs)),
        "implements_to_string": identity,
        "implements_iterator": identity,
        "implements_bool": identity,
        "native_string_result": identity,
        "to_bytes": lambda x, charset="utf-8", errors="strict": _bytes(x),
        "to_native": _text,
        "to_unicode": _text,
        "reraise": _reraise,
        "izip": zip,
        "imap": map,
    }


def _reraise(tp, value, tb=None):
    raise value.with_traceback(tb)


def _fixers():
    from werkzeug.middleware.proxy_fix import ProxyFix

    return {"ProxyFix": ProxyFix}


def escape(s, quote=None):
    """Return a text as HTML shows it."""
    from markupsafe import escape

    return "" if s is None else Text(escape(s))


def unescape(s):
    """Undo the escaping of HTML."""
    from html import unescape

    return unescape(s)


_NAMES = {
    "werkzeug": _top(),
    "werkzeug.urls": _urls(),
    "werkzeug.utils": {
        "escape": (escape, "markupsafe.escape"),
        "unescape": (unescape, "html.unescape"),
    },
    "werkzeug.wrappers": _wrappers(),
    "werkzeug.serving": moved("werkzeug._reloader", "run_with_reloader"),
    "werkzeug.routing": dict(
        {"parse_rule": (parse_rule, "werkzeug.routing.Rule")},
        **moved("werkzeug.exceptions", "HTTPException", "MethodNotAllowed", "NotFound")
    ),
    "werkzeug.wsgi": {
        "DispatcherMiddleware": (
            "werkzeug.middleware.dispatcher:DispatcherMiddleware",
            "werkzeug.middleware.dispatcher.DispatcherMiddleware",
        ),
        "SharedDataMiddleware": (
            "werkzeug.middleware.shared_data:SharedDataMiddleware",
            "werkzeug.middleware.shared_data.SharedDataMiddleware",
        ),
    },
}
_MODULES = {
    "werkzeug.contrib.fixers": (_fixers, "werkzeug.middleware.proxy_fix"),
    "werkzeug._compat": (_compat, "what Python 3 has"),
    "werkzeug.wrappers.json": (
        lambda: {"JSONMixin": _wrappers()["JSONMixin"][0]}, "nothing: every request has it"
    ),
}
