"""
``Markup`` and ``escape`` where Flask and Jinja had them.
"""

from ..neighbours import moved, names


def restorations(bridge):
    """Return what this Flask and this Jinja lack."""
    both = moved("markupsafe", "Markup", "escape")
    found = names("flask", both) + names("jinja2", both)
    found += names("jinja2.utils", moved("markupsafe", "Markup", "escape"))
    soft = ("markupsafe:soft_str", "markupsafe.soft_str")
    found += names("jinja2.utils", {"soft_unicode": soft})
    return found + names("markupsafe", {"soft_unicode": soft})
