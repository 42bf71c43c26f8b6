"""
Cookie sessions as safe as today's, on every Flask, that read what older Flasks wrote.
"""

from .pickles import Limits, PickleRefused, read_pickle

__all__ = [
    "Limits",
    "PickleRefused",
    "read_pickle",
]
