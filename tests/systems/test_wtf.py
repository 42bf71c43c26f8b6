"""
Flask-WTF: a form is taken only from whom it was given to.
"""

import re

import flask
import flask_wtf
import flask_wtf.csrf
import pytest
from browser import Browser, cookies_set, text_of, varies
from wtforms import StringField

Form = getattr(flask_wtf, "FlaskForm", None) or flask_wtf.Form
CSRFProtect = getattr(flask_wtf.csrf, "CSRFProtect", None) or flask_wtf.csrf.CsrfProtect


class NameForm(Form):
    name = StringField("Name")


def form_site(app):
    """The form itself asks for its token."""

    @app.route("/", methods=["GET", "POST"])
    def page():
        form = NameForm()
        if form.validate_on_submit():
            return "Hello " + form.name.data
        if form.errors:
            return "No: " + ", ".join(sorted(form.errors)), 403
        return flask.render_template_string("<form>{{ form.hidden_tag() }}</form>", form=form)


def guarded_site(app):
    """Every POST needs a token, with or without a form."""
    CSRFProtect(app)

    @app.route("/", methods=["GET", "POST"])
    def page():
        if flask.request.method == "POST":
            return "Hello " + flask.request.form["name"]
        return flask.render_template_string(
            '<input value="{{ csrf_token() }}" name="csrf_token">'
        )

    @app.route("/plain")
    def plain():
        return "Nothing to see"


@pytest.fixture(params=[form_site, guarded_site])
def site(request, app):
    request.param(app)
    return app


def token_for(browser):
    field = re.search('<input[^>]*name="csrf_token"[^>]*>', browser.read("/")).group()
    return re.search('value="([^"]+)"', field).group(1)


def test_a_post_with_its_token_is_taken(site):
    ada = Browser(site)
    response = ada.post("/", name="Ada", csrf_token=token_for(ada))

    assert response.status_code == 200
    assert text_of(response) == "Hello Ada"


def test_a_token_is_good_for_more_than_one_post(site):
    ada = Browser(site)
    token = token_for(ada)

    assert ada.post("/", name="Ada", csrf_token=token).status_code == 200
    assert ada.post("/", name="Ada", csrf_token=token).status_code == 200


def test_a_post_without_token_is_not(site):
    ada = Browser(site)
    token_for(ada)

    assert ada.post("/", name="Ada").status_code in (400, 403)


def test_a_post_with_somebody_elses_token_is_not(site):
    ada, mallory = Browser(site), Browser(site)
    token_for(ada)

    assert ada.post("/", name="Ada", csrf_token=token_for(mallory)).status_code in (400, 403)


def test_a_token_ends_with_its_session(site):
    ada = Browser(site)
    token = token_for(ada)
    ada.cookies.clear()

    assert ada.post("/", name="Ada", csrf_token=token).status_code in (400, 403)


def test_the_page_with_the_token_is_nobody_elses(site, store):
    ada = Browser(site)
    response = ada.get("/")

    assert cookies_set(response) == ["session"]
    assert varies(response)
    assert list(store.load(ada.cookies["session"])) == ["csrf_token"]


def test_a_page_without_token_is_anybodys(app):
    guarded_site(app)
    response = Browser(app).get("/plain")

    assert cookies_set(response) == []
    assert not varies(response)
