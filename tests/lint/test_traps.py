"""
What looks like Flask's session API in real projects and is something else.

All rules are asked together, and for every Flask there was.
"""

import textwrap

import pytest

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.finding import Sure
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

LINTER = Linter(all_rules(), Range({"flask": ">=0.5,<3.3"}, "--flask"), strict=True)


def findings(code, path="example.py"):
    return LINTER.lint(Source(path, textwrap.dedent(code).encode()))


TRAPS = {
    "a property of an application of one's own": """
        from flask import Flask

        class Shop(Flask):
            @property
            def session_cookie_name(self):
                return "shop"

        app = Shop(__name__)
        print(app.session_cookie_name)
        """,
    "a class attribute of something that is no application": """
        import flask

        class Settings:
            session_cookie_name = "shop"
            json_encoder = None

        print(Settings.session_cookie_name, Settings().session_cookie_name)
        """,
    "the configuration of a configuration": """
        import flask
        from settings import conf
        conf.flask.session_cookie_name = "shop"
        print(conf.flask.session_cookie_name)
        """,
    "SQLAlchemy's session": """
        from flask import Flask
        from sqlalchemy.orm import Session, scoped_session, sessionmaker

        class SessionMixin:
            @property
            def session(self):
                return scoped_session(sessionmaker())

        class Model(dict, SessionMixin):
            def save(self):
                self.session.add(self)
                self.session.save(self)
                self.session.delete(self)
                self.session.accessed = True

        session = Session()
        session.serialize()
        session.invalidate()
        session.new, session.modified
        """,
    "the session of Flask-SQLAlchemy": """
        from flask import Flask, current_app
        from flask_sqlalchemy import SQLAlchemy
        db = SQLAlchemy()

        def save_session(session=None):
            session = session or db.session
            session.commit()

        @current_app.after_request
        def commit(response):
            db.session["a"] = 1
            db.session.pop()
            return response
        """,
    "the context of another framework": """
        from invoke import task

        @task
        def deploy(ctx):
            ctx.session = connect()
            ctx.push()
            print(ctx.session.sid)
        """,
    "the context of a telegram bot beside Flask": """
        from flask import Flask
        from bot import Context

        def handle(ctx: Context):
            ctx.session = {}
            ctx.user = None
        """,
    "an unrelated save_session": """
        import flask

        class Browser:
            def open_session(self, url):
                return self

            def save_session(self, path, name, force):
                self.driver.save_cookie(path)

        Browser().save_session("a", "b", True)
        """,
    "a save_session of tmux": """
        import flask
        from libtmux import server

        def save_session(session, path):
            server.set_cookie("session", b"bytes")
        """,
    "Quart": """
        from quart import Quart, current_app, request, session
        from quart.sessions import SecureCookieSessionInterface, SessionInterface

        app = Quart(__name__)
        app.session_cookie_name = "shop"
        app.json_encoder = None

        class Sessions(SessionInterface):
            async def open_session(self, app, request):
                return request.cookies.get(app.session_cookie_name)

            async def save_session(self, app, session, response):
                response.set_cookie(app.session_cookie_name, b"bytes")
        """,
    "aiohttp": """
        from aiohttp import web
        from aiohttp_session import get_session, new_session

        async def handler(request):
            session = await get_session(request)
            session.invalidate()
            app = request.app
            app.session_cookie_name = "shop"
            response = web.Response()
            response.set_cookie("a", b"bytes")
        """,
    "Django": """
        from django.conf import settings
        from django.contrib.sessions.backends.base import SessionBase

        class SessionStore(SessionBase):
            accessed = False

            def save(self, must_create=False):
                settings.SESSION_COOKIE_DOMAIN

        def view(request):
            request.session["user"] = {1, 2}
            request.session.save()
            app = request.app
            app.open_session = None
        """,
    "Starlette beside a Flask application": """
        from flask import Flask
        from starlette.applications import Starlette
        app = Starlette()
        app.session_cookie_name = "shop"
        """,
    "parameters that hide imports": """
        from flask import current_app, session
        from somewhere import Thing

        def first(app: Thing, current_app: Thing, session: Thing):
            app.session_cookie_name
            current_app.session_cookie_name
            session.serialize()
            session["seen"] = {1}

        def second(session):
            session.save()
            session.accessed
        """,
    "variables that hide imports": """
        from flask import current_app, session
        from somewhere import Thing
        current_app = Thing()
        session = Thing()
        current_app.open_session = None
        session.load_cookie()
        """,
    "requests": """
        import flask
        import requests
        session = requests.Session()
        session.cookie_jar = None
        session.cookies.set_cookie("localhost", "key", "value")
        """,
    "a test client of Django": """
        from django.test import Client
        client = Client()
        client.cookie_jar
        client.set_cookie("localhost", "key", "value")
        """,
    "settings of Django beside a Flask application": """
        from flask import Flask
        from django.conf import settings

        SESSION_COOKIE_SAMESITE = "Lax"

        class Production:
            SESSION_COOKIE_SECURE = True
            SECRET_KEY_FALLBACKS = ["old"]

        app = Flask(__name__)
        app.config.from_object(settings)
        settings.configure(Production)
        """,
    "what another library loads from an object": """
        from flask import Flask
        from celery import Celery
        from dynaconf import Dynaconf

        class Settings:
            SESSION_COOKIE_PARTITIONED = True

        celery = Celery(__name__)
        celery.config_from_object(Settings)
        celery.config.from_object(Settings)
        Dynaconf().from_object(Settings)
        """,
    "strings and comments": '''
        """Do not use flask.ext.session, _request_ctx_stack.top.session or app.save_session()."""
        from flask import current_app
        # current_app.session_cookie_name = "shop"
        text = "from flask import _request_ctx_stack"
        ''',
    "keywords": """
        import flask
        configure(session_cookie_name="shop", json_encoder=None, session=1, open_session=print)
        names = dict(save_session=1, _request_ctx_stack=2)
        """,
}


@pytest.mark.parametrize("code", TRAPS.values(), ids=TRAPS)
def test_trap(code):
    assert findings(code) == []


@pytest.mark.parametrize("use", ["Session(app)", "Session().init_app(app)"])
def test_the_extension_is_meant(use):
    """
    Who imports `Session` from `flask.session` and hands it an application means Flask-Session.
    """
    found = findings(
        f"""
        from flask import Flask
        from flask.session import Session
        app = Flask(__name__)
        {use}
        """
    )

    assert [finding.slug for finding in found] == ["flask-session-module"]
    assert "Flask-Session" in found[0].message


@pytest.mark.parametrize("name", ["app", "current_app", "application"])
def test_parameters_by_name_alone(name):
    """
    A name proves nothing: what is reported is only likely, and is not fixed.
    """
    found = findings(
        f"""
        from flask import request

        def name({name}):
            return {name}.session_cookie_name
        """
    )

    assert [finding.sure for finding in found] in ([], [Sure.LIKELY])
    assert not any(finding.fixable() for finding in found)
