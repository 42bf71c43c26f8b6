"""
``Markup``, which lived in Jinja2 before it had a distribution of its own.
"""

try:
    from markupsafe import Markup
except ImportError:
    from jinja2 import Markup

__all__ = ["Markup"]
