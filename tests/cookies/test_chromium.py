"""
A real browser does what the cookies say, whichever Flask sent them.

Needs Chromium, as Debian packages it, and serves with an old and a new Flask: those of two cells
of tox, or the interpreters in SESSIONCOMPAT_CHROMIUM_PYTHONS, separated by colons.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request

import pytest

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CELLS = ["py27-flask0.9", "py313-flask3.1.3"]


def pythons():
    named = os.environ.get("SESSIONCOMPAT_CHROMIUM_PYTHONS")
    if named:
        return named.split(":")
    return [str(ROOT / ".tox" / cell / "bin" / "python") for cell in CELLS]


def missing(what):
    """Go without it at home, and fail where everything has to run."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="module", params=pythons(), ids=range(len(pythons())))
def seen(request, tmp_path_factory):
    """What the server saw of the browser, by the way it came and the case."""
    if CHROMIUM is None:
        missing("There is no Chromium here. Install Debian's package chromium.")
    if not os.path.exists(request.param):
        missing("There is no %s here. Run its cell of tox first." % request.param)
    server = subprocess.Popen(
        [request.param, str(HERE / "chromium_server.py")],
        stdout=subprocess.PIPE,
        text=True,
        # A cell has sessioncompat installed, and any other interpreter gets the checkout.
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    browser = None
    try:
        port = int(server.stdout.readline())
        browser = browse(port, tmp_path_factory.mktemp("profile"))
        yield wait(port)
    finally:
        for process in (browser, server):
            if process is not None:
                process.kill()
                process.wait()


def browse(port, profile):
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--host-resolver-rules=MAP *.test 127.0.0.1, MAP *.localhost 127.0.0.1",
        "--remote-debugging-port=0", "--user-data-dir=%s" % profile,
        "http://app.localhost:%d/start" % port,
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait(port):
    ends = time.monotonic() + 40
    report = []
    while time.monotonic() < ends:
        with urllib.request.urlopen("http://127.0.0.1:%d/report" % port) as stream:
            report = json.load(stream)
        if "done" in report:
            return {(how, name): (who, cookies) for how, name, who, cookies in report[:-1]}
        time.sleep(0.3)
    pytest.fail("The browser did not get to the end: %s" % report)


def known(seen, how, name):
    return seen[how, name][0] is not None


def test_every_cookie_comes_back_to_its_own_site(seen):
    assert all(known(seen, "same", name) for name in ("lax", "strict", "none", "partitioned", "secure"))


def test_a_page_of_another_site_fetches_without_the_cookie(seen):
    """Not to speak of those for all, which some browsers keep to their site as well."""
    # A partitioned one belongs to the site that was open when it came.
    assert not any(known(seen, "cross", name) for name in ("lax", "strict", "partitioned"))


def test_a_partitioned_cookie_is_another_in_each_site_that_is_open(seen):
    """One that comes while another site is open stays there, and leaves the first alone."""
    assert seen["embedded", "partitioned"] == ("partitioned embedded", 1)
    assert seen["navigate", "partitioned"] == ("partitioned Ada", 1)


def test_a_form_of_another_site_is_sent_without_the_cookie_unless_it_is_for_all(seen):
    known_to = {name for name in ("lax", "strict", "none", "partitioned") if known(seen, "post", name)}

    # The partitioned one is for all too, within the site that is open.
    assert known_to == {"none", "partitioned"}


def test_a_link_from_another_site_brings_every_cookie_but_a_strict_one(seen):
    assert not known(seen, "navigate", "strict")
    assert all(known(seen, "navigate", name) for name in ("lax", "none", "partitioned"))


def test_a_secure_cookie_is_not_kept_without_encryption(seen):
    assert known(seen, "plain", "lax") and not known(seen, "plain", "secure")


def test_of_two_cookies_the_newest_wins_and_the_other_goes(seen):
    assert seen["both", "double"] == ("double Ada", 2)
    assert seen["one", "double"] == ("double Ada", 1)


def test_logging_out_logs_out(seen):
    assert seen["out", "double"] == (None, 0)
    # Also when the browser had nothing but the cookie of the former domain.
    assert seen["out again", "double"] == (None, 0)


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, *sys.argv[1:]]))
