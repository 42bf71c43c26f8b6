from .pickles import Limits as Limits
from .pickles import PickleRefused as PickleRefused
from .pickles import read_pickle as read_pickle

__all__ = [
    "Limits",
    "PickleRefused",
    "read_pickle",
]
