"""One session API for every Flask, 0.1 to main."""

__version__ = "0.1.0"
