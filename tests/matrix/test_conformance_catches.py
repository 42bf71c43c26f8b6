"""
No test of the conformance kit passes whatever the interface does.

For each there is an interface that breaks just that promise: see
``broken_interfaces.py``.
"""

import broken_interfaces
import pytest
from broken_interfaces import Broken

from sessioncompat import init_extension
from sessioncompat.testing import SessionContract

BROKEN = [
    thing
    for name, thing in sorted(vars(broken_interfaces).items())
    if isinstance(thing, type) and issubclass(thing, Broken) and thing.breaks
]
PROMISES = sorted(name for name in dir(SessionContract) if name.startswith("test_"))


def contract_for(interface):
    """Return the kit as the author of an interface would use it."""

    class Contract(SessionContract):
        knows_new = True

        def make_interface(self):
            return interface()

        def use_interface(self, app):
            made = self.make_interface()
            init_extension(app, made)
            made.set_up(app)

    for name, value in interface.declares.items():
        setattr(Contract, name, value)
    return Contract()


@pytest.mark.parametrize("interface", BROKEN, ids=[one.__name__ for one in BROKEN])
def test_broken_promise_is_reported(interface):
    """
    A broken interface fails the test of the promise that it breaks, which
    says what was promised, what was seen and what to do.
    """
    contract = contract_for(interface)
    promise = getattr(contract, interface.breaks)

    with pytest.raises(AssertionError) as caught:
        promise()

    message = str(caught.value)
    assert message.startswith(" ".join(promise.__doc__.split()))
    assert "\n  Seen: " in message and "\n  To do: " in message


@pytest.mark.parametrize("name", PROMISES)
def test_unbroken_interface_keeps_the_promise(name):
    """
    What the broken ones are made of breaks nothing.
    """
    getattr(contract_for(Broken), name)()


def test_every_promise_can_be_broken():
    """
    Every test of the kit has an interface that fails it.
    """
    assert sorted(interface.breaks for interface in BROKEN) == PROMISES


def test_interface_has_to_be_made():
    """
    An author who forgets to say how to make the interface is told so.
    """

    class DictSessions(SessionContract):
        pass

    with pytest.raises(NotImplementedError) as caught:
        DictSessions().test_round_trip()

    assert str(caught.value) == "DictSessions must define make_interface()."
