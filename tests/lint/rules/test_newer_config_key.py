import pytest
from helpers import findings, reported, untouched

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.finding import Sure
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.inference import infer
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

HEAD = "from flask import Flask\napp = Flask('a')\n"
KEY = "SESSION_COOKIE_SAMESITE"


@pytest.mark.parametrize(
    "line",
    [
        "app.config['{}'] = 'Lax'",
        "app.config.setdefault('{}', 'Lax')",
        "app.config.update({}='Lax')",
        "app.config.update(SECRET_KEY='a', {}='Lax')",
        "app.config.from_mapping({}='Lax')",
        "app.config.update({{'{}': 'Lax'}})",
        "app.config.from_mapping({{'SECRET_KEY': 'a', '{}': 'Lax'}}, DEBUG=True)",
        "config = app.config\nconfig['{}'] = 'Lax'",
        "app.config['{}'] = lax()",
    ],
)
def test_every_way_to_set_it(line):
    reported(
        HEAD + line.format(KEY), f"`{KEY}` is new in Flask 1.0, and --flask allows 0.12",
        flask=">=0.12,<3", sure=Sure.PROVED,
    )  # fmt: skip
    untouched(HEAD + line.format(KEY), flask=">=1.0")


@pytest.mark.parametrize(
    "key, value, flask",
    [
        ("SECRET_KEY_FALLBACKS", "['old']", ">=3.0"),
        ("SESSION_COOKIE_PARTITIONED", "True", ">=1.0,<3.2"),
        ("SESSION_REFRESH_EACH_REQUEST", "False", ">=0.10"),
        ("SESSION_COOKIE_SECURE", "True", ">=0.7"),
        ("SESSION_COOKIE_HTTPONLY", "False", ">=0.7"),
    ],
)
def test_keys(key, value, flask):
    reported(HEAD + f"app.config['{key}'] = {value}\n", key, flask=flask)


@pytest.mark.parametrize(
    "key, value",
    [
        (KEY, "None"),
        ("SESSION_COOKIE_PARTITIONED", "False"),
        ("SECRET_KEY_FALLBACKS", "[]"),
        ("SESSION_REFRESH_EACH_REQUEST", "True"),
        ("SESSION_COOKIE_NAME", "'sid'"),
        ("PERMANENT_SESSION_LIFETIME", "9"),
    ],
)
def test_what_changes_nothing(key, value):
    untouched(HEAD + f"app.config['{key}'] = {value}\n", flask=">=0.10")


@pytest.mark.parametrize(
    "line",
    [
        "print(app.config['{}'])",
        "app.config.get('{}', 'Lax')",
        "{{}}['{}'] = 'Lax'",
        "other.config.update({}='Lax')",
        "app.config.update(dict(a={{'{}': 'Lax'}}))",
        "app.config.update(f({}='Lax'))",
        "app.config['{}'] == 'Lax'",
        "{} = 'Lax'",
    ],
)
def test_not_set(line):
    untouched(HEAD + line.format(KEY), flask=">=0.12")


def test_nobody_promised_an_older_one():
    untouched(HEAD + f"app.config['{KEY}'] = 'Lax'\n")
    untouched(HEAD + f"app.config['{KEY}'] = 'Lax'\n", flask="<3")


def test_where_sessioncompat_reads_it():
    untouched(
        "from flask import Flask\n"
        "from sessioncompat import SecureCookieSessionInterface, init_extension\n"
        f"app = Flask('a')\napp.config['{KEY}'] = 'Lax'\n"
        "init_extension(app, SecureCookieSessionInterface())\n",
        flask=">=0.12",
    )


def test_where_an_interface_may_read_it():
    untouched(
        HEAD + f"app.session_interface = Mine()\napp.config['{KEY}'] = 'Lax'\n", flask=">=0.12"
    )


def test_guarded():
    untouched(
        "import flask\napp = flask.Flask('a')\n"
        f"if flask_version >= (1, 0):\n    app.config['{KEY}'] = 'Lax'\n",
        flask=">=0.12",
    )


# Loaded with from_object()

CLASS = f"class Config:\n    {KEY} = 'Lax'\n"


def write(folder, **files):
    """Write modules, and return what to call another one beside them."""
    for name, text in files.items():
        path = folder.joinpath(*name.split("__in__")[::-1]).with_suffix(".py")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return str(folder / "shop.py")


def loaded(head, argument, app="from flask import Flask\napp = Flask('a')\n"):
    return f"{app}{head}app.config.from_object({argument})\n"


def places(code, flask=">=0.12", **options):
    """The lines of what is found, each with its column and how sure it is."""
    return [(f.row, f.column, f.sure) for f in findings(code, flask, **options)]


@pytest.mark.parametrize(
    "head, argument, row",
    [
        (CLASS, "Config", 4),
        (CLASS, "obj=Config", 4),
        (CLASS, "Config()", 4),
        (CLASS, "(debug or Config)", 4),
        (CLASS, "None if debug else Config", 4),
        (CLASS, "__name__ + '.Config'", 4),
        (CLASS + "config = Config\n", "config", 4),
        (CLASS + "class Shop(Config):\n    DEBUG = True\n", "Shop", 4),
        (CLASS + "class Mixin: pass\nclass Shop(Mixin, Config): pass\n", "Shop()", 4),
        (CLASS + f"class Shop(Config):\n    {KEY}: str\n", "Shop", 4),
        (f"class Config:\n    if 1:\n        {KEY}: str = 'Lax'\n", "Config", 5),
        (f"class Config: DEBUG = 1; OTHER = {KEY} = 'Lax'\n", "Config", 3),
        (f"{KEY} = 'Lax'\n", "__name__", 3),
        (f"if 1:\n    {KEY} = \\\n      'Lax'\nelse:\n    {KEY} = None\n", "__name__", 4),
        (f"{KEY} \\\n = 'Lax'\n", "__name__", 3),
    ],
)
def test_loaded_from_the_same_file(head, argument, row):
    """
    The key is reported where it is set.
    """
    (found,) = places(loaded(head, argument))

    assert (found[0], found[2]) == (row, Sure.PROVED)
    untouched(loaded(head, argument), flask=">=1.0")


@pytest.mark.parametrize(
    "head, argument",
    [
        (CLASS, "other"),
        (CLASS, "configs['Config']"),
        (CLASS, "'Config'"),
        (CLASS, "f'{__name__}.Config'"),
        (CLASS, "*Config"),
        (CLASS, ""),
        (CLASS, "__name__"),
        (CLASS, "lambda: Config"),
        (CLASS + "class Shop: pass\n", "Shop"),
        (CLASS + f"class Shop(Config):\n    {KEY} = None\n", "Shop"),
        (CLASS + f"class A(Config): pass\nclass B(Config):\n    {KEY} = None\nclass C(A, B): pass\n", "C"),
        (CLASS + "Config = load()\n", "Config"),
        (CLASS + "def make(Config): pass\n", "make"),
        (f"class Config:\n    {KEY}: str\n", "Config"),
        (f"class Config:\n    {KEY} = None\n", "Config"),
        (f"class Config:\n    {KEY} += 'Lax'\n    {KEY}, b = c\n", "Config"),
        (f"class Config:\n    def __init__(self):\n        {KEY} = 'Lax'\n", "Config"),
        (f"class Config:\n    class Inner:\n        {KEY} = 'Lax'\n", "Config"),
        (f"class Config:\n    if flask_version >= (1, 0):\n        {KEY} = 'Lax'\n", "Config"),
        (f"class Config:\n    {KEY.lower()} = 'Lax'\n", "Config"),
        (f"{KEY} = 'Lax'\n", "'__main__'"),
        (f"{KEY} = 'Lax'\n__name__ = 'shop'\n", "__name__"),
        (f"def f():\n    {KEY} = 'Lax'\n", "__name__"),
        (f"config['{KEY}'] = 'Lax'\n", "__name__"),
        (f"import {KEY}\n", "__name__"),
        (f"class Config:\n    def {KEY}(self): pass\n    for {KEY} in a: pass\n", "Config"),
        ("class A(A, A): pass\nclass B(A, B): pass\n", "B"),
        ("a = a or b or a\nb = a or b\n", "a"),
    ],
)  # fmt: skip
def test_not_loaded_from_the_same_file(head, argument):
    untouched(loaded(head, argument), flask=">=0.12")


@pytest.mark.parametrize(
    "lines",
    [
        "other.config.from_object(Config)",
        "app.config.from_pyfile('config.cfg')\napp.config.from_pyfile(Config)",
        "app.from_object(Config)",
        "from_object(Config)",
        "app.config.from_object",
        "app.config.from_object[Config]",
        "try:\n    app.config.from_object(Config)\nexcept AttributeError:\n    pass",
        "app.config.from_object(Config)\napp.session_interface = Mine()",
        "app.config.from_object(Config)\nimport sessioncompat",
        "celery.config.from_object(Config)",
        "celery.config_from_object(Config)",
    ],
)
def test_nothing_that_loads(lines):
    untouched(HEAD + CLASS + f"{lines}\n", flask=">=0.12")


@pytest.mark.parametrize("framework", ["quart import Quart", "sanic import Sanic"])
def test_loaded_by_somebody_else(framework):
    name = framework.rpartition(" ")[2]
    app = f"import flask\nfrom {framework}\napp = {name}('a')\n"

    untouched(loaded(CLASS, "Config", app), flask=">=0.12")


def test_settings_that_nobody_loads(tmp_path):
    """
    Django has keys of the same names.
    """
    settings = f"import flask\nfrom django.conf import global_settings\n{KEY} = 'Lax'\n"
    path = write(tmp_path, settings=settings, config=CLASS)

    untouched(settings, flask=">=0.12", path=str(tmp_path / "settings.py"))
    untouched("import flask\n" + CLASS, flask=">=0.12", path=str(tmp_path / "config.py"))
    untouched(
        "import flask\nimport settings\nfrom config import Config\nprint(settings, Config)\n",
        flask=">=0.12", path=path,
    )  # fmt: skip
    untouched(loaded("from django.conf import settings\n", "settings"), flask=">=0.12", path=path)


@pytest.mark.parametrize(
    "head, argument, name",
    [
        ("from config import Config\n", "Config", "Config"),
        ("from config import Config as C\n", "C()", "Config"),
        ("from .config import Config\n", "Config", "Config"),
        ("import config\n", "config.Config", "Config"),
        ("from config import Shop\n", "Shop", "Config"),
        ("from config import Base\nclass Shop(Base): pass\n", "Shop", "Config"),
        ("", "'config.Config'", "Config"),
        ("", "'config:Config'", "Config"),
        ("import settings\n", "settings", "settings"),
        ("from . import settings\n", "settings", "settings"),
        ("from . import starred\n", "starred", "settings"),
        ("", "'settings'", "settings"),
        ("", "'starred'", "settings"),
        ("import package.settings\n", "package.settings", "package.settings"),
        ("from package import settings as s\n", "s", "package.settings"),
        ("", "'package.settings'", "package.settings"),
        ("from starred import *\n", "__name__", "settings"),
    ],
)
def test_loaded_from_another_file(tmp_path, head, argument, name):
    """
    The key is reported where it is loaded, with the name of what it is in.
    """
    path = write(
        tmp_path,
        config=CLASS + "class Base(Config): pass\nclass Shop(Config): pass\n",
        settings=f"{KEY} = 'Lax'\n",
        starred="from settings import *\nfrom starred import *\n",
        settings__in__package=f"{KEY} = 'Lax'\n",
    )  # fmt: skip
    code = loaded(head, argument)
    (found,) = reported(
        code, f"`{KEY}` of `{name}` is new in Flask 1.0, and --flask allows 0.12",
        flask=">=0.12", sure=Sure.PROVED, path=path,
    )  # fmt: skip

    assert found.excerpt == code.splitlines()[-1]
    untouched(code, flask=">=1.0", path=path)


@pytest.mark.parametrize(
    "head, argument",
    [
        ("from config import config\n", "config"),
        ("from config import Config\n", "Config['shop']"),
        ("from config import Missing\n", "Missing"),
        ("from config import Nothing\n", "Nothing"),
        ("from config import Guarded\n", "Guarded"),
        ("from missing import Config\n", "Config"),
        ("from config import Config\nConfig = None\n", "Config"),
        ("import config\n", "config"),
        ("import config\n", "config.config.Config"),
        ("", "'config'"),
        ("", "'config.Missing'"),
        ("", "'config.Config.Inner'"),
        ("", "'config.Config()'"),
        ("", "'/config.Config'"),
        ("", "'..config.Config'"),
        ("", "''"),
        ("", "b'config'.decode()"),
        ("", "'config.' + name"),
    ],
)
def test_not_loaded_from_another_file(tmp_path, head, argument):
    path = write(
        tmp_path,
        config=CLASS
        + "config = {'shop': Config}\n"
        + f"class Nothing(Config):\n    {KEY} = None\n"
        + f"class Guarded:\n    if FLASK_VERSION > (1,):\n        {KEY} = 'Lax'\n",
    )
    untouched(loaded(head, argument), flask=">=0.12", path=path)


def test_several_keys_and_classes(tmp_path):
    """
    There is a finding for each key, and one only where two ways lead to it.
    """
    path = write(tmp_path, config=CLASS + "    SESSION_COOKIE_PARTITIONED = True\n")
    head = "from config import Config\nclass Shop(Config): pass\n"
    found = findings(loaded(head, "Config if debug else Shop"), ">=0.12", path=path)

    assert [f.message.partition(" is ")[0] for f in found] == [
        f"`{KEY}` of `Config`",
        "`SESSION_COOKIE_PARTITIONED` of `Config`",
    ]
    twice = loaded(CLASS, "Config") + "app.config.from_object(Config)\n"
    assert places(twice) == [(4, 5, Sure.PROVED)]


def test_a_name_proves_nothing():
    """
    Where it is only likely that it is loaded into an application's config, the call is reported.
    """
    by_name = f"import flask\n{CLASS}def load(app):\n    app.config.from_object(Config)\n"
    default = HEAD + CLASS + "def load(config=Config):\n    app.config.from_object(config)\n"

    assert places(by_name) == [(5, 5, Sure.LIKELY)]
    assert places(default) == [(6, 5, Sure.LIKELY)]


def test_a_default_in_another_file(tmp_path):
    path = write(tmp_path, settings=f"{KEY} = 'Lax'\n")
    code = (
        "from flask import Flask\ndef create_app(config_object='settings'):\n"
        "    app = Flask('a')\n    app.config.from_object(config_object)\n"
    )
    assert places(code, path=path) == [(4, 5, Sure.LIKELY)]


@pytest.mark.parametrize(
    "argument, lines",
    [
        ("os.environ.get('SHOP', 'settings')", [4]),
        ("os.getenv('SHOP', 'settings')", [4]),
        ("given or getenv('SHOP', 'settings')", [4]),
        ("os.environ.get('SHOP')", []),
        ("os.environ['settings']", []),
        ("os.getenv('settings', 'missing')", []),
        ("environ.get('SHOP', 'settings')", []),
    ],
)
def test_a_default_of_the_environment(tmp_path, argument, lines):
    """
    Who runs it may give it something else.
    """
    path = write(tmp_path, settings=f"{KEY} = 'Lax'\n")
    found = findings(loaded("import os; from os import getenv\n", argument), ">=0.12", path=path)

    assert [(f.row, f.sure) for f in found] == [(line, Sure.LIKELY) for line in lines]


def test_the_name_of_the_file_itself(tmp_path):
    code = loaded(CLASS, "'shop.Config'")
    path = write(tmp_path, shop=code)

    assert places(code, path=path) == [(4, 5, Sure.PROVED)]


def test_silenced_where_it_is_set():
    untouched(
        loaded(CLASS.replace("'Lax'", "'Lax'  # noqa: SC319"), "Config"), flask=">=0.12"
    )


def test_the_search_finds_the_same(tmp_path):
    """
    Also where what decides is in a file that is not searched.
    """
    path = write(tmp_path, config=CLASS)
    source = Source(path, loaded("from config import Config\n", "Config").encode())
    target = Range({"flask": ">=0.12"}, "--flask")
    quick, thorough = (
        Linter(all_rules(), target, strict=True, exhaustive=exhaustive).lint(source)
        for exhaustive in (False, True)
    )
    assert [finding.code for finding in quick] == ["SC319"]
    assert quick == thorough


def test_the_range_of_several_keys(tmp_path):
    """
    The newest key of an object says from which release on the code runs.
    """
    path = write(tmp_path, config=CLASS + "    SESSION_COOKIE_PARTITIONED = True\n")
    source = Source(path, loaded("from config import Config\n", "Config").encode())

    assert infer([source], "flask").spec == ">=3.1.0"
