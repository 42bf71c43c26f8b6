"""
The bridge in a test run, and what it was needed for at the end of it.

``pytest -p sessioncompat.pytest_plugin --session-bridge=pkg``. With ``-W
error::sessioncompat.bridge.SessionCompatWarning`` every use is a failure.
"""

from __future__ import absolute_import

import pytest

from . import bridge
from .bridge import environment


def pytest_addoption(parser):
    group = parser.getgroup("sessioncompat")
    group.addoption(
        "--session-bridge",
        metavar="PACKAGES",
        default="",
        help="run these packages, with commas between, on the bridge of sessioncompat",
    )
    group.addoption(
        "--session-bridge-extras",
        metavar="NAMES",
        default="",
        help="what else the bridge brings back",
    )
    group.addoption(
        "--session-bridge-report",
        metavar="FILE",
        help="write what the bridge was used for, as the ending says: .txt, .json or .sarif",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Install before any conftest.py, which may import the old code."""
    options = early_config.known_args_namespace
    if options.session_bridge:
        names = environment.listed(options.session_bridge)
        extras = environment.listed(options.session_bridge_extras)
        if not environment.is_installed(names, extras):
            bridge.install(names, extras)


def pytest_terminal_summary(terminalreporter, config):
    if not config.getoption("session_bridge"):
        return
    terminalreporter.section("sessioncompat bridge")
    terminalreporter.write(bridge.report().text())


def pytest_unconfigure(config):
    if config.getoption("session_bridge", ""):
        bridge.uninstall()
        if config.getoption("session_bridge_report"):
            bridge.report().write(config.getoption("session_bridge_report"))
