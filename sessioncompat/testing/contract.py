"""
The whole contract.
"""

from .cookies import KeepsToTheCookieRules
from .data import KeepsData
from .lifetime import KeepsTime
from .requests import FitsIntoTheRequest
from .strangers import KeepsSessionsApart
from .vary import TellsCaches


class SessionContract(
    KeepsData,
    KeepsTime,
    KeepsToTheCookieRules,
    TellsCaches,
    FitsIntoTheRequest,
    KeepsSessionsApart,
):
    """
    Tests what a session interface owes to an application.

    Derive a class whose name starts with ``Test``, define ``make_interface``
    and declare the gaps: see :class:`~sessioncompat.testing.Kit`.
    """
