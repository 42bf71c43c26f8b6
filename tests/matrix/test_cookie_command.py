"""
The command tells what a cookie is, and takes no secret from the command line.
"""

import argparse
import glob
import json
import os
import sys

import pytest

from sessioncompat.cookies import command

FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cookie_fixtures")
SECRET_KEY = "the secret key of all fixtures"


def user_cookie(flask):
    with open(os.path.join(FIXTURES, "flask%s.json" % flask)) as stream:
        return json.load(stream)[1 if flask != "0.1" else 0]["cookie"]


@pytest.fixture
def cookie(tmpdir):
    def write(text):
        path = tmpdir.join("cookie")
        path.write(text)
        return str(path)

    return write


@pytest.fixture
def key(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET_KEY)


@pytest.mark.parametrize("flask, format", [("0.2", "pickle"), ("0.11.1", "2011"), ("3.1.3", "today")])
def test_decode(flask, format, cookie, key, capsys):
    for text in (user_cookie(flask), "Cookie: %s; other=1\n" % user_cookie(flask),
                 user_cookie(flask).partition("=")[2].strip('"')):
        assert command.main(["decode", "--file", cookie(text)]) == 0
        shown = json.loads(capsys.readouterr()[0])

        assert shown["format"] == format and shown["key"] == "the current key"
        assert shown["data"] == {"user_id": 42, "name": "Ada", "_permanent": True}
        if format == "pickle":
            assert shown["expires"] == "2013-07-22T12:00:30Z"
        else:
            assert shown["signed"] == "2013-06-21T12:00:30Z"


def test_the_fixtures_are_all_decoded(cookie, key, capsys):
    for path in glob.glob(os.path.join(FIXTURES, "*.json")):
        with open(path) as stream:
            for record in json.load(stream)[::5]:
                assert command.main(["decode", "--file", cookie(record["cookie"])]) == 0
    capsys.readouterr()


def test_verify_shows_no_data(cookie, key, capsys):
    assert command.main(["verify", "--file", cookie(user_cookie("3.1.3"))]) == 0
    out, _ = capsys.readouterr()

    assert "today" in out and "Ada" not in out and "data" not in out


def test_keys_of_a_file(cookie, tmpdir, capsys):
    keys = tmpdir.join("keys")
    keys.write("new key\n\n%s\n" % SECRET_KEY)
    arguments = ["--file", cookie(user_cookie("0.9")), "--key-file", str(keys)]

    assert command.main(["verify"] + arguments) == 0
    assert json.loads(capsys.readouterr()[0])["key"] == "key 2 of the list"


def test_keys_of_the_environment(cookie, monkeypatch, capsys):
    monkeypatch.setenv("NEW", "new key")
    monkeypatch.setenv("OLD", SECRET_KEY)
    arguments = ["--file", cookie(user_cookie("0.9")), "--key-env", "NEW", "--key-env", "OLD"]

    assert command.main(["verify"] + arguments) == 0
    with pytest.raises(SystemExit):
        command.main(["verify"] + arguments + ["--key-env", "MISSING"])
    capsys.readouterr()


@pytest.mark.parametrize("flask", ["0.1", "0.9", "0.12.2", "1.1.4"])
def test_upgrade(flask, cookie, key, capsys):
    assert command.main(["upgrade", "--file", cookie(user_cookie(flask))]) == 0
    upgraded = capsys.readouterr()[0]
    assert command.main(["decode", "--file", cookie(upgraded)]) == 0
    shown = json.loads(capsys.readouterr()[0])

    assert shown["format"] == "today" and shown["data"]["name"] == "Ada"


def test_another_key_is_told(cookie, monkeypatch, capsys):
    monkeypatch.setenv("SECRET_KEY", "another")
    for flask in ("0.9", "3.1.3"):
        assert command.main(["decode", "--file", cookie(user_cookie(flask))]) == 1
        out, err = capsys.readouterr()
        assert out == "" and "No key" in err and "Ada" not in err


def test_nothing_is_read_without_a_key(cookie, monkeypatch, capsys):
    monkeypatch.delenv("SECRET_KEY", raising=False)

    assert command.main(["decode", "--file", cookie(user_cookie("3.1.3"))]) == 1
    assert "--key-file" in capsys.readouterr()[1]


def test_age_can_be_asked_for(cookie, key, capsys):
    for flask in ("0.9", "0.12.2", "3.1.3"):
        arguments = ["verify", "--file", cookie(user_cookie(flask)), "--lifetime", "86400"]
        assert command.main(arguments) == 1
    capsys.readouterr()


def test_a_cookie_on_the_command_line_is_not_taken(key, capsys):
    with pytest.raises(SystemExit):
        command.main(["decode", "eyJ9.x.y"])
    with pytest.raises(SystemExit):
        command.main([])
    capsys.readouterr()


@pytest.mark.parametrize("options, said", [
    (["--file", "gone"], "gone can't be read: No such file or directory. Name another file."),
    (["--key-file", "gone"], "gone can't be read: No such file or directory. Name another file."),
    (["--key-file", "binary"], "binary is no text in UTF-8. Write its keys as text."),
    (["--digest", "md99"], "There is no hash function 'md99'. Try sha1 or sha256."),
    (["--key-env", "GONE"], "There is no environment variable GONE. Set it to the secret key"),
])
def test_a_mistake_in_the_options_is_no_traceback(options, said, cookie, key, tmpdir, capsys):
    file = [] if "--file" in options else ["--file", cookie(user_cookie("3.1.3"))]
    tmpdir.join("binary").write(b"\xff\xfe", mode="wb")
    with tmpdir.as_cwd(), pytest.raises(SystemExit) as ended:
        command.main(["decode"] + file + options)

    assert ended.value.code == 2
    assert "sessioncompat cookie: " + said in capsys.readouterr()[1]


def test_standard_input(key, monkeypatch, capsys):
    class Stdin(object):
        @staticmethod
        def read():
            return user_cookie("3.1.3")

    monkeypatch.setattr(sys, "stdin", Stdin)

    assert command.main(["verify"]) == 0
    capsys.readouterr()


def test_it_is_a_command_of_others(cookie, key, capsys):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    options = parser.parse_args(["cookie", "verify", "--file", cookie(user_cookie("3.1.3"))])

    assert options.run(options) == 0
    capsys.readouterr()
