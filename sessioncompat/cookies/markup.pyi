from markupsafe import Markup as Markup
