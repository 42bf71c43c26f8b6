"""
How Sphinx builds the site: ``tox -e docs``, or ``sphinx-build -n -W -b dirhtml docs build/docs``.

The site is made of Markdown that can be read as it is. What it adds is made by
the build from the code: a page for each rule of the lint, the reference, and
the contract. ``site_pages.py`` makes those.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import sessioncompat  # noqa: E402
from sessioncompat.lint.finding import DOCS  # noqa: E402

project = "sessioncompat"
author = "the sessioncompat authors"
copyright = author
version = release = sessioncompat.__version__

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_autodoc_typehints",
    "sphinx_copybutton",
    "site_pages",
]
exclude_patterns = ["_build", "samples"]

# Types come from the stubs, which sphinx_autodoc_typehints reads. What they name of others is
# documented by others, and a build that asks them for it would need a network.
autodoc_member_order = "bysource"
autodoc_typehints = "none"
always_use_bars_union = True
typehints_document_rtype = True
nitpicky = True
nitpick_ignore_regex = [
    (r"py:.*", r"(flask|werkzeug|itsdangerous|collections|datetime|types|typing|contextlib|argparse)\..*"),
    (r"py:.*", r"[A-Za-z]\w*"),
    (r"py:class", r"sessioncompat\.\w+\._\w+"),
]

myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 3
highlight_language = "default"
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
html_title = "sessioncompat"
html_baseurl = DOCS
html_copy_source = False
# The README shows them from here where there is no checkout, as on PyPI.
html_extra_path = ["timeline.svg", "timeline-narrow.svg"]
html_static_path = ["_static"]
html_css_files = ["site.css"]
