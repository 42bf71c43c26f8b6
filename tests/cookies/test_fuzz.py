"""
A short run of the fuzzing, by mutation and, where it is installed, by libFuzzer.

The long one, of two million inputs and more: `python tests/cookies/fuzz.py`.
"""

import json
import pathlib
import subprocess
import sys

import pytest

SCRIPT = pathlib.Path(__file__).parent / "fuzz.py"


def run(*arguments):
    """In a process of its own: an audit hook stays for ever."""
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_a_short_run_finds_nothing():
    result = run("--inputs", "20000")

    assert result.returncode == 0 and "No failure." in result.stdout, result.stderr


def test_libfuzzer_finds_nothing():
    pytest.importorskip("atheris")
    result = run("--atheris", "--inputs", "3000")

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "break_it",
    [
        "import pickle; pickles.read_pickle = fuzz.read_pickle = lambda data, limits: pickle.loads(data)",
        "fuzz.read_pickle = lambda data, limits: {}[data]",
        "fuzz.read_pickle = lambda data, limits: sum(range(10**7))",
        "keep = []; fuzz.read_pickle = lambda data, limits: keep.append(bytes(10**6))",
    ],
    ids=["unpickles", "raises", "slow", "large"],
)
def test_a_reader_with_a_fault_is_found_out(break_it):
    """What the runs look for, they find."""
    script = (
        "import sys; sys.path.insert(0, %s); sys.argv = ['fuzz.py', '--inputs', '2000'];"
        " import fuzz; from fuzz import pickles; %s; fuzz.main()"
        % (json.dumps(str(SCRIPT.parent)), break_it)
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert result.returncode != 0 and "No failure." not in result.stdout
