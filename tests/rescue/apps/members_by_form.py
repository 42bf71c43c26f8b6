"""Somebody who logs in by a form with a token, and out again."""

import re

from visitors import Visitor, expect


def log_in_and_out(app, path, name_field, me="/me", out="/logout", password="password"):
    anna, ben = Visitor(app), Visitor(app)
    refused = anna.get(me).status_code
    expect("whether a stranger is sent away", refused in (302, 401), True)

    answer = send(anna, path, {name_field: "nobody@example.com", password: "guessed"}, name_field)
    expect("the page for members, with a wrong password", anna.get(me).status_code, refused)
    for visitor, name in ((anna, "anna"), (ben, "ben")):
        answer = send(visitor, path, {name_field: name + "@example.com", password: name + "'s password"}, name_field)
        expect("the answer to a form that is right", answer.status_code, 302)
    expect("whether each is logged in", ("anna" in anna.read(me), "ben" in ben.read(me)), (True, True))
    log_in_by_transaction(app, anna, me)

    anna.get(out)
    expect("the page for members, after logging out", anna.get(me).status_code, refused)
    expect("whether the other is still there", "ben" in ben.read(me), True)


def send(visitor, path, data, name_field):
    """Fill in a form, with all that is hidden in it."""
    for field in re.findall("<input[^>]*>", visitor.read(path)):
        name = re.search('name="([^"]+)"', field)
        value = re.search('value="([^"]*)"', field)
        if name and value and "hidden" in field:
            data.setdefault(name.group(1), value.group(1))
    return visitor.post(path, data=data)


def log_in_by_transaction(app, visitor, me):
    """As the tests of a site do: copy what logs in from one session to another."""
    with visitor.client.session_transaction() as session:
        inside = dict(session)
    stranger = Visitor(app)
    with stranger.client.session_transaction() as session:
        session.update(inside)
    expect("whether a transaction logs in", "anna" in stranger.read(me), True)
