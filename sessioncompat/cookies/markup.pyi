from markupsafe import Markup as Markup

__all__ = ["Markup"]

__all__ = ["Markup"]
