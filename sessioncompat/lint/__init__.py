"""
The lint: finds the session API that breaks, explains it, and fixes it.

It reads source and never runs it: neither Flask nor the code it reads is
imported. ``python -m sessioncompat.lint PATH`` is the command.
"""
