import argparse
from collections.abc import Sequence
from typing import Any

__all__ = ["add_parser", "main"]

def add_parser(commands: Any) -> argparse.ArgumentParser: ...
def main(argv: Sequence[str] | None = None) -> int: ...
